package prompt

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

// FuzzSecret holds for any pipe: each line is one answer, whole or refused, and it
// does not matter how the bytes arrive.
func FuzzSecret(f *testing.F) {
	f.Add("one\ntwo\r\n\nfour")
	f.Add(strings.Repeat("x", longest-1))
	f.Add(strings.Repeat("x", longest))
	f.Add("one\n" + strings.Repeat("x", longest))
	f.Fuzz(func(t *testing.T, in string) {
		one, two := &Prompt{In: strings.NewReader(in)}, &Prompt{In: iotest.HalfReader(strings.NewReader(in))}
		read := 0
		for _, want := range append(strings.SplitAfter(in, "\n"), "", "")[:min(8, strings.Count(in, "\n")+3)] {
			got, err := one.Secret("?")
			again, fault := two.Secret("?")
			if got != again || !errors.Is(fault, err) {
				t.Fatalf("%q, %v and %q, %v", got, err, again, fault)
			}
			if read += len(want); errors.Is(err, ErrLong) && got == "" && len(in) >= longest && !strings.HasSuffix(in[:min(read, longest)], "\n") {
				return
			}
			if err != nil || got != strings.TrimRight(want, "\r\n") || read > longest {
				t.Fatalf("%d bytes of %q are %q, %v", read, want, got, err)
			}
			if read == longest {
				return
			}
		}
	})
}

func TestHalfASecretIsNone(t *testing.T) {
	p := &Prompt{In: bytes.NewReader(bytes.Repeat([]byte("x"), 2*longest))}
	if got, err := p.Secret("?"); got != "" || !errors.Is(err, ErrLong) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
