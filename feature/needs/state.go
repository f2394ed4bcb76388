package needs

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is when lists and goals were kept, and what was said week by week,
// without words.
type State struct {
	lists  []entry // by time, then id
	goals  []entry
	weeks  []entry
	gentle bool // a yes to a safety question
}

type entry struct {
	seq  uint64
	id   ebb.ID
	at   time.Time
	week Week // of weeks
}

// Apply takes its kinds in any order, and the answers to the safety questions
// as they arrive.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case tie.Needs:
		s.lists = insert(s.lists, now)
	case GoalsSet:
		s.goals = insert(s.goals, now)
	case WeekSaid:
		if err := e.Decode(&now.week); err != nil {
			return err
		}
		s.weeks = insert(s.weeks, now)
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.gentle = a.AnyYes()
	case tie.Feared:
		s.gentle = true
	}
	return nil
}

func insert(all []entry, now entry) []entry {
	i, _ := slices.BinarySearchFunc(all, now, func(a, b entry) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return bytes.Compare(a.id[:], b.id[:])
	})
	return slices.Insert(all, i, now)
}

func newest(all []entry) (e entry) {
	if len(all) > 0 {
		e = all[len(all)-1]
	}
	return e
}

// kept is what a page works with: the list that stands, and the state.
type kept struct {
	State
	needs []tie.Need
}

func open(r *feature.Request) (k kept, err error) {
	err = feature.See(r, Name, func(s *State) error {
		k.State = State{slices.Clone(s.lists), slices.Clone(s.goals), slices.Clone(s.weeks), s.gentle}
		return nil
	})
	if err != nil {
		return k, err
	}
	list, err := reread[tie.NeedList](r, newest(k.lists))
	k.needs = list.Needs
	return k, err
}

// reread opens an entry again; one that was taken back meanwhile is empty.
func reread[T any](r *feature.Request, e entry) (body T, err error) {
	if e.seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), e.seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}

// find is the place of the need that the address names.
func (k kept) find(id string) (int, error) {
	want, err := ebb.ParseID(id)
	i := slices.IndexFunc(k.needs, func(n tie.Need) bool { return ebb.ID(n.ID) == want })
	if err != nil || i < 0 {
		return 0, &ebb.Problem{Status: 404, Say: "needs.bad.gone", Cause: err}
	}
	return i, nil
}

// save keeps a list. What is said on one day is one version: it replaces the
// list of the same day, and otherwise stands beside the older ones. The id is
// of what would have to be taken back.
func (k kept) save(r *feature.Request, needs []tie.Need) (ebb.ID, error) {
	list := tie.NeedList{Needs: needs}
	body, err := ebb.Encode(list)
	if err != nil {
		return ebb.ID{}, err
	}
	if len(needs) > most || len(body) > room {
		return ebb.ID{}, ebb.Bad("needs.bad.full", "n", len(k.needs))
	}
	e := r.New(tie.Needs, list)
	if last := newest(k.lists); last.seq != 0 && dayOf(r, last.at) == dayOf(r, r.Now) {
		e = r.New(ebb.Replaced, ebb.Replacement{ID: last.id, Body: body})
	}
	r.Steps.Forget(undo)
	return e.ID, r.Record(e)
}

// dayOf numbers days. A night belongs to the day before it.
func dayOf(r *feature.Request, at time.Time) int {
	y, m, d := at.In(r.Now.Location()).Add(-5 * time.Hour).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
