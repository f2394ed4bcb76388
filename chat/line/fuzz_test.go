package line_test

import (
	"bytes"
	"reflect"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/line"
)

// FuzzLine holds for any text: no panic, no dependence on how the text
// arrives, and no more messages than lines.
func FuzzLine(f *testing.F) {
	for _, group := range [][]trap{days, bodies, computers} {
		for _, c := range group {
			if len(c.file) < 1000 {
				f.Add([]byte(c.file), "")
			}
		}
	}
	f.Fuzz(func(t *testing.T, in []byte, order string) {
		if sure := (line.Format{}).Detect(in); sure < 0 || sure > 100 {
			t.Fatal(sure)
		}
		o := chat.Options{DateOrder: order}
		all, err := line.Format{}.Decode(bytes.NewReader(in), o)
		two, again := line.Format{}.Decode(iotest.HalfReader(bytes.NewReader(in)), o)
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
		for _, c := range one.Calls {
			if int(c.Author) >= len(one.Authors) || c.Author < 0 || c.Seconds < 0 {
				t.Fatalf("call: %+v", c)
			}
		}
	})
}
