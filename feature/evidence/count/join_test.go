package count

import (
	"errors"
	"testing"

	"ebb/chat"
)

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		what string
		a, b []string
		want int
	}{
		{"what both have counts once", []string{"1 09:00 me", "1 09:05 you"}, []string{"1 09:05 you", "2 09:00 me"}, 3},
		{"twice in one file stays twice", []string{"1 09:00 me", "1 09:00 me"}, []string{"1 09:00 me"}, 2},
		{"twice in the second file counts twice", []string{"1 09:00 me"}, []string{"1 09:00 me", "1 09:00 me"}, 2},
		{"names in another order are the same people", []string{"1 09:00 me", "1 09:05 you", "1 09:06 me"}, []string{"1 09:05 you", "1 09:06 me"}, 3},
		{"two stretches of time follow each other", []string{"5 09:00 me"}, []string{"1 09:00 you"}, 2},
	} {
		a, _ := talk(t, c.a...)
		b, _ := talk(t, append(c.b, "28 23:00 me")...)
		b.Messages = b.Messages[:len(b.Messages)-1]
		h, err := Join(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Messages) != c.want {
			t.Errorf("%s: %d, want %d", c.what, len(h.Messages), c.want)
		}
		for i := 1; i < len(h.Messages); i++ {
			if h.Messages[i].At < h.Messages[i-1].At {
				t.Errorf("%s: out of order", c.what)
			}
		}
		if len(a.Messages) != len(c.a) {
			t.Errorf("%s: the first history was changed", c.what)
		}
	}
}

func TestJoinKeepsCallsAndWarnings(t *testing.T) {
	a := &chat.History{Authors: []string{"me"}, Calls: []chat.Call{{At: 5, Author: 0}}, System: 3, DateOrderSure: true,
		Warnings: []chat.Warning{{Code: chat.WarnCap, N: 1}}}
	b := &chat.History{Authors: []string{"you", "me"}, Calls: []chat.Call{{At: 5, Author: 1}, {At: 2, Author: -1}}, System: 2,
		Warnings: []chat.Warning{{Code: chat.WarnCap, N: 4}, {Code: chat.WarnOverlong, N: 1}}}
	h, err := Join(a, b)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Calls) != 2 || h.Calls[0].At != 2 || h.System != 3 || h.DateOrderSure || len(h.Warnings) != 2 || h.Warnings[0].N != 4 {
		t.Errorf("%+v", h)
	}
	if _, err := Join(a, &chat.History{Format: "telegram"}); !errors.Is(err, ErrMixed) {
		t.Errorf("mixed: %v", err)
	}
}
