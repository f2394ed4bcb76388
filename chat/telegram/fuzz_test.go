package telegram_test

import (
	"bytes"
	"reflect"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/telegram"
)

// FuzzTelegram holds for any bytes: no panic, no dependence on how they
// arrive, and no more found than there are objects.
func FuzzTelegram(f *testing.F) {
	for _, c := range traps {
		f.Add([]byte(c.file))
	}
	f.Add([]byte(account(inside(one(said(bob, `"blue"`))), inside(one(said(kim, `"blue"`))))))
	f.Fuzz(func(t *testing.T, file []byte) {
		telegram.Format{}.Detect(file)
		all, err := telegram.Format{}.Decode(bytes.NewReader(file), chat.Options{})
		two, again := telegram.Format{}.Decode(iotest.HalfReader(bytes.NewReader(file)), chat.Options{})
		if !reflect.DeepEqual(all, two) || (err == nil) != (again == nil) {
			t.Fatalf("%s and %s", digest(all, err), digest(two, again))
		}
		n := 0
		for _, h := range all {
			n += len(h.Messages) + len(h.Calls) + h.System
			for i, m := range h.Messages {
				if int(m.Author) >= len(h.Authors) || int(m.Runes) > len(file) || m.Flags > 7 || i > 0 && m.At < h.Messages[i-1].At {
					t.Fatalf("message %d: %+v", i, m)
				}
			}
			for _, c := range h.Calls {
				if int(c.Author) >= len(h.Authors) {
					t.Fatalf("%+v", c)
				}
			}
		}
		if n > bytes.Count(file, []byte("{")) {
			t.Fatalf("%d found", n)
		}
	})
}
