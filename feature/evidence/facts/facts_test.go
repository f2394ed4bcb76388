package facts

import (
	"bytes"
	"encoding/hex"
	"testing"

	"ebb/chat"
)

func three() *chat.History {
	return &chat.History{Authors: []string{"me", "you"}, Messages: []chat.Message{
		{At: 1772442000, Runes: 5}, {At: 1772442300, Author: 1, Runes: 70_000, Flags: chat.Asks}, {At: 1773133200, Kind: chat.Deleted},
	}}
}

func TestPackedFactsComeBack(t *testing.T) {
	h := three()
	for _, second := range []int64{0, 7} {
		h.Messages[2].At += second
		all, err := Unpack(Pack(h, []uint8{0, 1}))
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range all {
			m := h.Messages[i]
			want := Fact{At: m.At, Side: uint8(m.Author), Length: Class(m.Runes), Kind: m.Kind, Asks: m.Flags&chat.Asks != 0}
			if f != want {
				t.Errorf("%d: %+v, want %+v", i, f, want)
			}
		}
	}
}

// TestWhatVersion1PackedOpens holds bytes that were packed before lengths
// became classes.
func TestWhatVersion1PackedOpens(t *testing.T) {
	old, err := hex.DecodeString("013c03b885961c000553f0a204b89f0b00")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Unpack(old)
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	for i, m := range three().Messages {
		want := Fact{At: m.At, Side: uint8(m.Author), Length: Class(m.Runes), Kind: m.Kind, Asks: m.Flags&chat.Asks != 0}
		if all[i] != want {
			t.Errorf("%d: %+v, want %+v", i, all[i], want)
		}
	}
}

func TestClassesOfLength(t *testing.T) {
	for _, c := range []struct {
		runes uint32
		class uint8
	}{{0, 0}, {1, 1}, {5, 1}, {6, 2}, {10, 2}, {11, 3}, {20, 3}, {21, 4}, {40, 4}, {41, 5}, {2560, 10}, {2561, 11}, {1<<32 - 1, 11}} {
		if got := Class(c.runes); got != c.class {
			t.Errorf("%d characters: class %d, want %d", c.runes, got, c.class)
		}
	}
	for class := range Classes {
		low, high := Bounds(class)
		if Class(uint32(low)) != uint8(class) || high > 0 && (Class(uint32(high)) != uint8(class) || Class(uint32(high)+1) != uint8(class)+1) {
			t.Errorf("class %d: %d to %d", class, low, high)
		}
	}
}

// TestPackedFactsAreSmall: a million messages take about 2 MB or less.
func TestPackedFactsAreSmall(t *testing.T) {
	for unit, most := range map[int64]float64{60: 1.5, 1: 2.2} {
		h := &chat.History{Authors: []string{"me", "you"}}
		at := int64(1.7e9) / 60 * 60
		for i := range 100_000 {
			at += int64(i*i%11) * 20 / unit * unit
			if i%40 == 0 {
				at += 8 * 3600
			}
			h.Messages = append(h.Messages, chat.Message{At: at, Author: uint16(i / 3 % 2), Runes: uint32(5 + i%90)})
		}
		if per := float64(len(Pack(h, []uint8{0, 1}))) / float64(len(h.Messages)); per > most {
			t.Errorf("unit %d s: %.2f bytes a message", unit, per)
		}
	}
}

func TestDamagedFactsAreRefused(t *testing.T) {
	good := Pack(three(), []uint8{0, 1})
	for what, bad := range map[string][]byte{
		"nothing":            {},
		"another version":    append([]byte{9}, good[1:]...),
		"cut short":          good[:len(good)-1],
		"a byte too many":    append(bytes.Clone(good), 0),
		"a count of its own": {2, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0},
		"an endless length":  {1, 1, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x7f},
		"no kind there is":   {2, 1, 1, 0, 27 << 1},
		"a strange unit":     {2, 7, 0, 0},
	} {
		if _, err := Unpack(bad); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add([]byte{1, 60, 1, 2, 0x14, 5})
	f.Add([]byte{1, 1, 2, 0, 0, 0, 0xff, 0xff, 3, 1})
	f.Add(Pack(three(), []uint8{0, 1}))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := Unpack(data)
		if err != nil {
			return
		}
		h := &chat.History{Authors: []string{"me", "you"}}
		for i := range all {
			x := &all[i]
			if x.Kind != chat.Text { // version 2 keeps neither of them
				x.Length, x.Asks = 0, false
			}
			m := chat.Message{At: x.At, Kind: x.Kind, Author: uint16(x.Side)}
			if low, _ := Bounds(int(x.Length)); low > 0 {
				m.Runes = uint32(low)
			}
			if x.Asks {
				m.Flags = chat.Asks
			}
			h.Messages = append(h.Messages, m)
		}
		again, err := Unpack(Pack(h, []uint8{0, 1}))
		if err != nil || len(again) != len(all) {
			t.Fatalf("%d facts became %d: %v", len(all), len(again), err)
		}
		for i := range all {
			if all[i] != again[i] {
				t.Fatalf("%+v became %+v", all[i], again[i])
			}
		}
	})
}
