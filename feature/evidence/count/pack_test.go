package count

import (
	"bytes"
	"testing"

	"ebb/chat"
)

func TestPackedFactsComeBack(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:05 you", "9 09:00 me")
	h.Messages[1].Flags, h.Messages[1].Kind, h.Messages[1].Runes = chat.Asks, chat.Deleted, 70_000
	for _, second := range []int64{0, 7} {
		h.Messages[2].At += second
		facts, err := Unpack(Pack(h, cast))
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range facts {
			m := h.Messages[i]
			if f.At != m.At || f.Runes != m.Runes || f.Kind != m.Kind || f.Asks != (m.Flags&chat.Asks != 0) || int(f.Side) != i%2 {
				t.Errorf("%d: %+v of %+v", i, f, m)
			}
		}
	}
}

func TestPackedFactsAreSmall(t *testing.T) {
	h, cast, _ := invent(0.5, 1)
	for i := range h.Messages {
		h.Messages[i].At -= h.Messages[i].At % 60
		h.Messages[i].Runes = uint32(5 + i%90)
	}
	if per := float64(len(Pack(h, cast))) / float64(len(h.Messages)); per > 2.4 {
		t.Errorf("%.2f bytes a message", per)
	}
}

func TestDamagedFactsAreRefused(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:05 you")
	good := Pack(h, cast)
	for what, bad := range map[string][]byte{
		"nothing":            {},
		"another version":    append([]byte{9}, good[1:]...),
		"cut short":          good[:len(good)-1],
		"a byte too many":    append(bytes.Clone(good), 0),
		"a count of its own": {1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0},
		"an endless length":  {1, 1, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x7f},
		"a strange unit":     {1, 7, 0, 0},
	} {
		if _, err := Unpack(bad); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add([]byte{1, 60, 1, 2, 0x14, 5})
	f.Add([]byte{1, 1, 2, 0, 0, 0, 0xff, 0xff, 3, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := Unpack(data)
		if err != nil {
			return
		}
		h := &chat.History{Authors: []string{"me", "you"}}
		for _, x := range facts {
			m := chat.Message{At: x.At, Runes: x.Runes, Kind: x.Kind, Author: uint16(x.Side)}
			if x.Asks {
				m.Flags = chat.Asks
			}
			h.Messages = append(h.Messages, m)
		}
		again, err := Unpack(Pack(h, &Cast{of: []int{0, 1}}))
		if err != nil || len(again) != len(facts) {
			t.Fatalf("%d facts became %d: %v", len(facts), len(again), err)
		}
		for i := range facts {
			if facts[i] != again[i] {
				t.Fatalf("%+v became %+v", facts[i], again[i])
			}
		}
	})
}
