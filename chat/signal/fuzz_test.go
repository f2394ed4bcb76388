package signal_test

import (
	"bytes"
	"reflect"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/signal"
)

// FuzzSignal holds for any JSON: no panic, no dependence on how it arrives, no
// more messages than objects, and no secret comes out.
func FuzzSignal(f *testing.F) {
	for _, group := range [][]trap{official, jsons} {
		for _, c := range group {
			if len(c.file) < 6000 {
				f.Add([]byte(c.file))
			}
		}
	}
	f.Add([]byte("SBACKUP\x01"))
	f.Fuzz(func(t *testing.T, in []byte) { hold(t, in, bytes.Count(in, []byte("{"))) })
}

// FuzzSignalText holds the same for any text.
func FuzzSignalText(f *testing.F) {
	for _, c := range texts {
		f.Add([]byte(c.file))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		hold(t, in, bytes.Count(in, []byte("\n"))+1+bytes.Count(in, []byte("{")))
	})
}

func hold(t *testing.T, in []byte, most int) {
	if sure := (signal.Format{}).Detect(in); sure < 0 || sure > 100 {
		t.Fatal(sure)
	}
	all, err := signal.Format{}.Decode(bytes.NewReader(in), chat.Options{})
	two, again := signal.Format{}.Decode(iotest.HalfReader(bytes.NewReader(in)), chat.Options{})
	if !reflect.DeepEqual(all, two) || (err == nil) != (again == nil) {
		t.Fatalf("%+v and %v, %v and %v", all, two, err, again)
	}
	if err == nil && len(all) == 0 {
		t.Fatal("no chat and no reason")
	}
	n := 0
	for _, h := range all {
		n += len(h.Messages) + len(h.Calls) + h.System
		check(t, h, in)
	}
	if n > most {
		t.Fatalf("%d items where %d can be", n, most)
	}
}

func check(t *testing.T, h *chat.History, in []byte) {
	names := map[string]bool{}
	for _, a := range h.Authors {
		if names[a] {
			t.Fatalf("%q is there twice", a)
		}
		names[a] = true
	}
	for i, m := range h.Messages {
		if int(m.Author) >= len(h.Authors) || m.Runes > uint32(len(in)) || m.At <= 0 || i > 0 && m.At < h.Messages[i-1].At {
			t.Fatalf("message %d: %+v", i, m)
		}
	}
	for _, c := range h.Calls {
		if int(c.Author) >= len(h.Authors) || c.Author < -1 || c.Seconds < 0 {
			t.Fatalf("call: %+v", c)
		}
	}
	if h.Owner != "" && !names[h.Owner] || len(h.Messages)+len(h.Calls) == 0 {
		t.Fatalf("%+v", h)
	}
}
