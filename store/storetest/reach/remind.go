package reach

import (
	"slices"
	"testing"

	"ebb/store"
	"ebb/store/storetest/chain"
)

func (p *someone) dues(want ...int64) {
	p.t.Helper()
	got, err := p.s.DuesOf(p.t.Context(), p.id)
	must(p.t, err)
	if !slices.Equal(got, want) {
		p.t.Errorf("due at %v, want %v", got, want)
	}
}

func (p *someone) channels(want ...string) {
	p.t.Helper()
	all, err := p.s.Channels(p.t.Context(), p.id)
	must(p.t, err)
	var got []string
	for _, c := range all {
		got = append(got, c.Kind+":"+string(c.Box))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		p.t.Errorf("channels %v, want %v", got, want)
	}
}

var remindTests = []test{
	{"due times replace those before, once each and in order", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		must(t, s.PutDues(t.Context(), p.id, []int64{9, 3, 9}))
		must(t, s.PutDues(t.Context(), q.id, []int64{4}))
		p.dues(3, 9)
		must(t, s.PutDues(t.Context(), p.id, []int64{5}))
		p.dues(5)
		q.dues(4)
		must(t, s.PutDues(t.Context(), p.id, nil))
		p.dues()
	}},
	{"what is due in a span is everybody's, its end not counted", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		must(t, s.PutDues(t.Context(), p.id, []int64{1, 2, 3}))
		must(t, s.PutDues(t.Context(), q.id, []int64{2, 4}))
		found := map[store.ID][]int64{}
		must(t, s.Dues(t.Context(), 2, 4, func(who store.ID, at int64) error {
			found[who] = append(found[who], at)
			return nil
		}))
		slices.Sort(found[p.id])
		if !slices.Equal(found[p.id], []int64{2, 3}) || !slices.Equal(found[q.id], []int64{2}) {
			t.Errorf("due: %v", found)
		}
	}},
	{"due times are some and not thousands, and somebody's", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		wants(t, s.PutDues(t.Context(), p.id, make([]int64, store.DueCount+1)), store.ErrRefused)
		wants(t, s.PutDues(t.Context(), chain.NewID(), []int64{1}), store.ErrNoPerson)
		p.dues()
	}},
	{"channels are kept, replaced and dropped, each person's apart", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		c := store.Channel{ID: chain.NewID(), Kind: "push", Box: []byte("a")}
		must(t, s.PutChannel(t.Context(), p.id, c))
		must(t, s.PutChannel(t.Context(), q.id, store.Channel{ID: c.ID, Kind: "calendar", Box: []byte("b")}))
		c.Box = []byte("c")
		must(t, s.PutChannel(t.Context(), p.id, c))
		p.channels("push:c")
		q.channels("calendar:b")
		must(t, s.DropChannel(t.Context(), p.id, c.ID))
		must(t, s.DropChannel(t.Context(), p.id, c.ID))
		p.channels()
		q.channels("calendar:b")
		wants(t, s.PutChannel(t.Context(), chain.NewID(), c), store.ErrNoPerson)
	}},
	{"channels are few and small", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		wants(t, s.PutChannel(t.Context(), p.id, store.Channel{ID: chain.NewID(), Box: make([]byte, store.ChannelBytes+1)}), store.ErrRefused)
		var last store.Channel
		for range store.ChannelCount {
			last = store.Channel{ID: chain.NewID(), Kind: "push"}
			must(t, s.PutChannel(t.Context(), p.id, last))
		}
		wants(t, s.PutChannel(t.Context(), p.id, store.Channel{ID: chain.NewID()}), store.ErrRefused)
		must(t, s.PutChannel(t.Context(), p.id, last))
	}},
}
