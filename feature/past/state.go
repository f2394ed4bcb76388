package past

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
)

// State is which pages there are, without their words.
type State struct{ stories map[ebb.ID]*story }

func newState() *State { return &State{map[ebb.ID]*story{}} }

// story is one account: every version of every page, and what looks ahead, each
// by time, then arrival.
type story struct {
	id    ebb.ID
	pages []entry
	next  []entry
}

type entry struct {
	seq  uint64
	id   ebb.ID
	at   time.Time
	part string
}

// Apply takes pages and what looks ahead.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case KindPage:
		var p Page
		if err := e.Decode(&p); err != nil {
			return err
		}
		now.part = p.Part
		t := s.story(p.Story)
		t.pages = insert(t.pages, now)
	case KindNext:
		var n Next
		if err := e.Decode(&n); err != nil {
			return err
		}
		t := s.story(n.Story)
		t.next = insert(t.next, now)
	}
	return nil
}

func (s *State) story(id ebb.ID) *story {
	if s.stories[id] == nil {
		s.stories[id] = &story{id: id}
	}
	return s.stories[id]
}

func insert(all []entry, now entry) []entry {
	i, _ := slices.BinarySearchFunc(all, now, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	return slices.Insert(all, i, now)
}

// last is when an account was last written on.
func (t *story) last() time.Time { return t.pages[len(t.pages)-1].at }

// told are the accounts with a page, the one last written on first.
func (s *State) told() (all []story) {
	for _, t := range s.stories {
		if len(t.pages) > 0 {
			all = append(all, story{t.id, slices.Clone(t.pages), slices.Clone(t.next)})
		}
	}
	slices.SortFunc(all, func(a, b story) int { return cmp.Or(b.last().Compare(a.last()), slices.Compare(a.id[:], b.id[:])) })
	return all
}

// stand are the newest versions of the parts that have one, in their order.
func (t *story) stand() (all []entry) {
	for _, part := range Parts {
		for _, e := range slices.Backward(t.pages) {
			if e.part == part {
				all = append(all, e)
				break
			}
		}
	}
	return all
}

// rows are the ids of everything that belongs to an account.
func (t *story) rows() (all []ebb.ID) {
	for _, e := range slices.Concat(t.pages, t.next) {
		all = append(all, e.id)
	}
	return all
}

// stories are copies of all accounts.
func stories(r *feature.Request) (all []story, err error) {
	err = feature.See(r, Name, func(s *State) error {
		all = s.told()
		return nil
	})
	return all, err
}

// at is the account that the address names; known is false where nothing of it
// was kept yet.
func at(r *feature.Request) (t story, known bool, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err != nil {
		return t, false, &ebb.Problem{Status: 404, Say: "past.bad.gone", Cause: err}
	}
	all, err := stories(r)
	for _, t := range all {
		if t.id == id {
			return t, true, err
		}
	}
	return story{id: id}, false, err
}

// open reads pages again.
func open(r *feature.Request, all []entry) ([]Page, error) {
	return reread[Page](r, all)
}

func reread[T any](r *feature.Request, all []entry) ([]T, error) {
	var seqs []uint64
	for _, e := range all {
		seqs = append(seqs, e.seq)
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	var out []T
	for _, e := range events {
		var v T
		if err := e.Decode(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// ahead is what looks ahead and stands; false where there is nothing.
func ahead(r *feature.Request, t story) (n Next, ok bool, err error) {
	if len(t.next) == 0 {
		return n, false, nil
	}
	all, err := reread[Next](r, t.next[len(t.next)-1:])
	if err != nil || len(all) == 0 {
		return n, false, err
	}
	return all[0], true, nil
}
