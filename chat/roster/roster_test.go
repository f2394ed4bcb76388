package roster_test

import (
	"slices"
	"strconv"
	"testing"

	"ebb/chat"
	"ebb/chat/roster"
)

func TestAnIDIsOnePersonUnderTheLatestName(t *testing.T) {
	var r roster.Roster
	h := &chat.History{}
	for _, who := range [][2]string{{"1", "Alice"}, {"2", "Sam"}, {"1", "Ally"}, {"3", "Sam"}, {"4", ""}, {"2", ""}, {"", "Sam"}, {"", "2"}} {
		at, ok := r.Place([]byte(who[0]), []byte(who[1]))
		if !ok {
			t.Fatal(who)
		}
		h.Messages = append(h.Messages, chat.Message{Author: uint16(at)})
	}
	if _, ok := r.Place(nil, nil); ok {
		t.Error("nobody is somebody")
	}
	r.Settle(h)
	if want := []string{"Ally", "Sam", "Sam (2)", "4", "Sam (3)", "2"}; !slices.Equal(h.Authors, want) {
		t.Errorf("%q, not %q", h.Authors, want)
	}
	var who []string
	for _, m := range h.Messages {
		who = append(who, h.Authors[m.Author])
	}
	if want := []string{"Ally", "Sam", "Ally", "Sam (2)", "4", "Sam", "Sam (3)", "2"}; !slices.Equal(who, want) {
		t.Errorf("%q, not %q", who, want)
	}
	ids := map[string]string{}
	for id, name := range r.IDs {
		ids[name] = id
	}
	if ids["Ally"] != "1" || ids["Sam (3)"] != "" || len(ids) != 6 {
		t.Errorf("%v", ids)
	}
}

func TestWhoeverHasNothingLeftIsNotListed(t *testing.T) {
	var r roster.Roster
	for i := range 5 {
		_, _ = r.Place(strconv.AppendInt(nil, int64(i), 10), nil)
	}
	h := &chat.History{Messages: []chat.Message{{Author: 3}}, Calls: []chat.Call{{Author: 1}, {Author: -1}}}
	r.Settle(h)
	if !slices.Equal(h.Authors, []string{"1", "3"}) || h.Messages[0].Author != 1 || h.Calls[0].Author != 0 || h.Calls[1].Author != -1 {
		t.Errorf("%+v", h)
	}
}

func TestAnOrderOfTimeSaysWhatSteppedBack(t *testing.T) {
	h := &chat.History{Messages: []chat.Message{{At: 1000}, {At: 990}, {At: 900}, {At: 1100}}, Calls: []chat.Call{{At: 5}, {At: 2}}}
	if back := roster.Order(h); back != 1 {
		t.Errorf("%d steps back by more than a minute", back)
	}
	if m := h.Messages; m[0].At != 900 || m[0].Flags != chat.Late || m[1].Flags != chat.Late || m[2].Flags != 0 || m[3].At != 1100 || h.Calls[0].At != 2 {
		t.Errorf("%+v", h)
	}
}

func TestManyMessagesComeOutAsTheyWentIn(t *testing.T) {
	for _, n := range []int{0, 1, 1 << 15, 1<<15 + 1, 3<<15 + 7} {
		var s roster.Messages
		for i := range n {
			if i == 1<<10 && n%2 == 1 {
				s.Expect(int64(n / 2))
			}
			s.Add(chat.Message{At: int64(i)})
		}
		size := s.Len()
		all := s.All()
		if size != n || len(all) != n || !slices.IsSortedFunc(all, func(a, b chat.Message) int { return int(a.At - b.At) }) || n > 0 && all[n-1].At != int64(n-1) {
			t.Errorf("%d came out as %d, %d", n, size, len(all))
		}
	}
}
