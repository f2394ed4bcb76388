package googlechat_test

import (
	"bytes"
	"reflect"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/googlechat"
)

// FuzzGoogleChat holds for any text: no panic, no dependence on how the text
// arrives, and no more in it than the text can hold.
func FuzzGoogleChat(f *testing.F) {
	for _, c := range traps {
		if len(c.file) < 2000 {
			f.Add([]byte(c.file))
		}
	}
	for _, date := range languages {
		f.Add([]byte(file(message("Bob", date, ""))))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if s := (googlechat.Format{}).Detect(in); s < 0 || s > 100 {
			t.Fatal(s)
		}
		all, err := googlechat.Format{}.Decode(bytes.NewReader(in), chat.Options{})
		two, again := googlechat.Format{}.Decode(iotest.HalfReader(bytes.NewReader(in)), chat.Options{})
		if !reflect.DeepEqual(all, two) || (err == nil) != (again == nil) {
			t.Fatalf("%+v and %v, %v and %v", all, two, err, again)
		}
		for _, h := range all {
			if n := len(h.Messages) + h.System; n > len(in)/10+1 {
				t.Fatalf("%d items in %d bytes", n, len(in))
			}
			seen := map[string]bool{}
			for _, a := range h.Authors {
				if a == "" || seen[a] {
					t.Fatalf("authors: %q", h.Authors)
				}
				seen[a] = true
			}
			for i, m := range h.Messages {
				if int(m.Author) >= len(h.Authors) || int(m.Runes) > len(in) || i > 0 && m.At < h.Messages[i-1].At {
					t.Fatalf("message %d: %+v", i, m)
				}
			}
		}
	})
}
