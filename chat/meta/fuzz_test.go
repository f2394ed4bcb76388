package meta_test

import (
	"bytes"
	"reflect"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/meta"
)

// FuzzMeta holds for any text: no panic, no dependence on how the text
// arrives, and no more in it than the text can hold.
func FuzzMeta(f *testing.F) {
	for _, group := range [][]trap{words, kinds, rest, damage} {
		for _, c := range group {
			if len(c.file) < 2000 {
				f.Add([]byte(c.file))
			}
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if s := (meta.Format{}).Detect(in); s < 0 || s > 100 {
			t.Fatal(s)
		}
		all, err := meta.Format{}.Decode(bytes.NewReader(in), chat.Options{})
		two, again := meta.Format{}.Decode(iotest.HalfReader(bytes.NewReader(in)), chat.Options{})
		if !reflect.DeepEqual(all, two) || (err == nil) != (again == nil) {
			t.Fatalf("%+v and %v, %v and %v", all, two, err, again)
		}
		n := 0
		for _, h := range all {
			n += len(h.Messages) + len(h.Calls) + h.System
			whole(t, h, len(in))
		}
		if n > len(in)/10+1 {
			t.Fatalf("%d items in %d bytes", n, len(in))
		}
	})
}

// whole says whether a history holds together.
func whole(t *testing.T, h *chat.History, size int) {
	for i, m := range h.Messages {
		if int(m.Author) >= len(h.Authors) || int(m.Runes) > size || i > 0 && m.At < h.Messages[i-1].At {
			t.Fatalf("message %d: %+v", i, m)
		}
	}
	for i, c := range h.Calls {
		if c.Author < 0 || int(c.Author) >= len(h.Authors) || c.Seconds < 0 || i > 0 && c.At < h.Calls[i-1].At {
			t.Fatalf("call %d: %+v", i, c)
		}
	}
	seen := map[string]bool{}
	for _, a := range h.Authors {
		if a == "" || seen[a] {
			t.Fatalf("authors: %q", h.Authors)
		}
		seen[a] = true
	}
	if h.Owner != "" && !seen[h.Owner] {
		t.Fatalf("owner %q of %q", h.Owner, h.Authors)
	}
}
