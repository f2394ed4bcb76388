package whatsapp_test

import (
	"bytes"
	"reflect"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/whatsapp"
)

// FuzzWhatsApp holds for any text: no panic, no dependence on how the text
// arrives, and no more messages than lines.
func FuzzWhatsApp(f *testing.F) {
	for _, group := range [][]trap{headers, bodies, notices, dates} {
		for _, c := range group {
			if len(c.file) < 1000 {
				f.Add([]byte(c.file), "")
			}
		}
	}
	f.Fuzz(func(t *testing.T, in []byte, order string) {
		o := chat.Options{DateOrder: order}
		all, err := whatsapp.Format{}.Decode(bytes.NewReader(in), o)
		two, again := whatsapp.Format{}.Decode(iotest.HalfReader(bytes.NewReader(in)), o)
		if !reflect.DeepEqual(all, two) || (err == nil) != (again == nil) {
			t.Fatalf("%+v and %v, %v and %v", all, two, err, again)
		}
		if err != nil {
			return
		}
		one := all[0]
		lines := bytes.Count(in, []byte("\n")) + 1
		if n := len(one.Messages) + len(one.Calls) + one.System; n > lines {
			t.Fatalf("%d items on %d lines", n, lines)
		}
		for i, m := range one.Messages {
			if int(m.Author) >= len(one.Authors) || m.Runes > uint32(len(in)) || i > 0 && m.At < one.Messages[i-1].At {
				t.Fatalf("message %d: %+v", i, m)
			}
		}
	})
}
