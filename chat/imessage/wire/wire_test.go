package wire_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/imessage/wire"
)

const soon = 1_600_000_000_000

func written(f func(*wire.Writer)) []byte {
	var b bytes.Buffer
	f(wire.NewWriter(&b))
	return b.Bytes()
}

// history is a stream of n messages by two people.
func history(n int) []byte {
	return written(func(w *wire.Writer) {
		w.Begin("Bob", "Me", 3)
		w.Author("Bob")
		for i := range n {
			w.Message(wire.Message{At: soon + int64(i)*1000, Author: uint16(i % 2), Kind: chat.Kind(i % 4), Flags: chat.Asks, Runes: uint32(i)})
		}
		w.End(3, []chat.Warning{{Code: chat.WarnDamaged, N: 2}})
	})
}

func TestAHistoryComesAcross(t *testing.T) {
	for _, n := range []int{1, 511, 512, 513, 40000} {
		h, err := wire.Read(bytes.NewReader(history(n)), chat.Options{})
		if err != nil || len(h.Messages) != n {
			t.Fatalf("%d: %v", n, err)
		}
		last := h.Messages[n-1]
		want := chat.Message{At: soon/1000 + int64(n-1), Author: uint16((n - 1) % 2), Kind: chat.Kind((n - 1) % 4), Flags: chat.Asks, Runes: uint32(n - 1)}
		if n > 1 && (last != want || h.Warnings[0] != chat.Warning{Code: chat.WarnDamaged, N: 2} || h.System != 3 || h.Owner != "Me" || !h.Zoned) {
			t.Errorf("%d: %+v, %+v", n, last, h)
		}
	}
}

func TestWritersAreCounted(t *testing.T) {
	for _, c := range []struct {
		by    []uint16
		names string
		warn  string
	}{
		{[]uint16{0, 1}, "[Me Bob]", ""},
		{[]uint16{1, 1}, "[Me Bob]", chat.WarnOneSided},
		{[]uint16{2, 2}, "[Me Kim]", chat.WarnOneSided},
		{[]uint16{0, 0}, "[Me]", chat.WarnOneSided},
		{[]uint16{2, 1, 0}, "[Me Bob Kim]", chat.WarnGroup},
	} {
		h, err := wire.Read(bytes.NewReader(written(func(w *wire.Writer) {
			w.Begin("x", "Me", 0)
			w.Author("Bob")
			w.Author("Kim")
			for i, by := range c.by {
				w.Message(wire.Message{At: soon - int64(i), Author: by})
			}
			w.End(0, nil)
		})), chat.Options{})
		if err != nil || fmt.Sprint(h.Authors) != c.names || len(h.Warnings) > 1 || c.warn != "" && (len(h.Warnings) == 0 || h.Warnings[0].Code != c.warn) {
			t.Errorf("%v: %v, %+v", c.by, err, h)
		}
	}
}

func TestTheQuestionComesAcross(t *testing.T) {
	list := []chat.Choice{{Name: "Bob", Messages: 7, First: 1_600_000_000, Last: 1_700_000_000}, {Name: "Kim", Messages: 1, First: 1_600_000_000, Last: 1_600_000_000}}
	_, err := wire.Read(bytes.NewReader(written(func(w *wire.Writer) { w.Choices(list) })), chat.Options{})
	var which *chat.Which
	if !errors.As(err, &which) || !reflect.DeepEqual(which.Choices, list) {
		t.Errorf("%v", err)
	}
	if _, err := wire.Read(bytes.NewReader(written(func(w *wire.Writer) { w.Choices(nil) })), chat.Options{}); !errors.Is(err, chat.ErrEmpty) {
		t.Errorf("no choices: %v", err)
	}
}

func TestARefusalComesAcrossInTheMiddleToo(t *testing.T) {
	b := written(func(w *wire.Writer) {
		w.Begin("Bob", "Me", 3)
		w.Message(wire.Message{At: soon})
		w.Refuse("imessage-damaged")
	})
	_, err := wire.Read(bytes.NewReader(b), chat.Options{})
	var no *chat.Refusal
	if !errors.As(err, &no) || no.Code != "imessage-damaged" || no.Format != "imessage" {
		t.Errorf("%v", err)
	}
}

func TestBrokenStreamsAreRefused(t *testing.T) {
	good := history(5)
	for n := range good {
		if _, err := wire.Read(bytes.NewReader(good[:n]), chat.Options{}); !errors.Is(err, wire.ErrStream) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	me := "ebb\x01b\x01x\x05a\x02Me"
	for what, b := range map[string]string{
		"more behind the end":           string(good) + "x",
		"another beginning":             "ebb\x02",
		"an author before the chat":     "ebb\x01a\x02Me",
		"two chats":                     me + "b\x01x\x05a\x02Me",
		"no owner":                      "ebb\x01b\x01x\x05e\x00\x00",
		"more messages than can be":     "ebb\x01b\x01x\x81\x94\xf4\x01a\x02Me",
		"one author twice":              me + "a\x02Me",
		"a name of nothing":             me + "a\x00",
		"a name a terminal obeys":       me + "a\x03\x1b[m",
		"a name of bad bytes":           me + "a\x02\xff\xfe",
		"a name too long":               me + "a\x91\x03" + strings.Repeat("a", 401),
		"a name with blanks around":     me + "a\x02 a",
		"a batch too large":             me + "m\x81\x04",
		"an author who is not there":    me + "m\x01\x80\xa0\x94\xa5\x8d\x1d\x01\x00\x01",
		"a kind that is not there":      me + "m\x01\x80\x80\xc0\x9e\x91\x5d\x00\x40\x01",
		"a time before all":             me + "m\x01\x02\x00\x00\x01",
		"a number without an end":       me + "m" + strings.Repeat("\xff", 11),
		"a question behind a beginning": me + "c\x00",
		"a code with blanks":            "ebb\x01r\x03a b",
		"one choice twice":              "ebb\x01c\x02\x01a\x01\x80\x80\xf3\xf5\x0b\x80\x80\xf3\xf5\x0b\x01a\x01\x80\x80\xf3\xf5\x0b\x80\x80\xf3\xf5\x0b",
		"too many choices":              "ebb\x01c\xa1\x9c\x01",
	} {
		if _, err := wire.Read(strings.NewReader(b), chat.Options{}); !errors.Is(err, wire.ErrStream) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Whatever the order in which rows lie, what is read is in order of time.
func TestMessagesAreSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Int64Range(0, 5000), 1, 50).Draw(t, "times")
		h, err := wire.Read(bytes.NewReader(written(func(w *wire.Writer) {
			w.Begin("x", "Me", 0)
			for i, at := range times {
				w.Message(wire.Message{At: soon + at, Runes: uint32(i)})
			}
			w.End(0, nil)
		})), chat.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(h.Messages); i++ {
			a, b := h.Messages[i-1], h.Messages[i]
			if x, y := times[a.Runes], times[b.Runes]; x > y || x == y && a.Runes > b.Runes || b.At != (soon+y)/1000 {
				t.Fatalf("%d before %d", x, y)
			}
		}
	})
}

func FuzzStream(f *testing.F) {
	f.Add(history(3))
	f.Add(written(func(w *wire.Writer) { w.Refuse("imessage-damaged") }))
	f.Add(written(func(w *wire.Writer) {
		w.Choices([]chat.Choice{{Name: "Bob", Messages: 7, First: 1_600_000_000, Last: 1_700_000_000}})
	}))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := wire.Read(bytes.NewReader(b), chat.Options{})
		if (h == nil) == (err == nil) {
			t.Fatalf("%v and %v", h, err)
		}
		if h == nil {
			var refused *chat.Refusal
			var many *chat.Which
			if !errors.Is(err, wire.ErrStream) && !errors.Is(err, chat.ErrEmpty) && !errors.Is(err, chat.ErrTooLarge) && !errors.As(err, &refused) && !errors.As(err, &many) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		if len(h.Messages)+len(h.Calls) > len(b) {
			t.Fatalf("%d found in %d bytes", len(h.Messages)+len(h.Calls), len(b))
		}
		for i, m := range h.Messages {
			if int(m.Author) >= len(h.Authors) || !wire.Valid(m.At*1000) || i > 0 && m.At < h.Messages[i-1].At {
				t.Fatalf("message %d: %+v", i, m)
			}
		}
	})
}
