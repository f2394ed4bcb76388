package said

import (
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is what was said for later, without words, and on which days anything
// was kept at all. It is the same whatever order its events arrive in, but for
// safety, which goes by arrival.
type State struct {
	Friends  []Answer
	Steps    []Answer
	Signs    []feature.Row
	Compared []feature.Row
	Patterns []feature.Row
	Near     []feature.Row // people to call
	Stood    []feature.Row
	Safety   tie.Safety

	days  []span    // on which something was kept, by time
	aside time.Time // when what came due was put aside last

	Apart, Needs, Decided feature.Row // the newest of each
	Ledger                tie.Ledger
	Chances               map[ebb.ID]bool // second ones, given to them
}

// Answer is one with a day to look again.
type Answer struct {
	feature.Row
	No     bool
	Review string
}

// span is the first and the last time something was kept on one day.
type span struct{ first, last time.Time }

// New is a state in which nothing was said.
func New() *State { return &State{Chances: map[ebb.ID]bool{}} }

// Apply takes its own kinds, what others said that it takes up, and of every
// event the time.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if e.Kind == entered {
		return nil
	}
	s.keep(e.At)
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case KindFriends:
		return ebb.Apply(e, func(b Friends) { s.Friends = feature.Sorted(s.Friends, Answer{row, b.No, b.Review}) })
	case KindStep:
		return ebb.Apply(e, func(b Step) { s.Steps = feature.Sorted(s.Steps, Answer{row, false, b.Review}) })
	case KindSign:
		s.Signs = feature.Sorted(s.Signs, row)
	case KindCompared:
		s.Compared = feature.Sorted(s.Compared, row)
	case KindAside:
		s.aside = later(s.aside, e.At)
	default:
		return s.others(row, e)
	}
	return nil
}

func (s *State) others(row feature.Row, e ebb.Event) error {
	switch e.Kind {
	case tie.Stands:
		s.Stood = feature.Sorted(s.Stood, row)
	case tie.Near:
		s.Near = feature.Sorted(s.Near, row)
	case tie.PatternNamed:
		s.Patterns = feature.Sorted(s.Patterns, row)
	case tie.Settled:
		s.Apart = newest(s.Apart, row)
	case tie.Needs:
		s.Needs = newest(s.Needs, row)
	case tie.Decided:
		s.Decided = newest(s.Decided, row)
	case tie.Promised:
		return ebb.Apply(e, func(b tie.Promise) {
			s.Ledger.Promise(e.ID, b)
			if b.Again && !b.Mine {
				s.Chances[e.ID] = true
			}
		})
	case tie.Held:
		return ebb.Apply(e, func(b tie.Outcome) { s.Ledger.Outcome(e.ID, e.At, b) })
	case tie.Answered:
		return ebb.Apply(e, func(b tie.Safety) { s.Safety = b })
	case tie.Feared:
		s.Safety.Afraid = tie.Yes
	}
	return nil
}

func newest(a, b feature.Row) feature.Row {
	if a.Earlier(b) < 0 {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// keep notes that something was kept at a time.
func (s *State) keep(at time.Time) {
	day := at.UTC().Truncate(24 * time.Hour)
	i, found := slices.BinarySearchFunc(s.days, day, func(d span, day time.Time) int {
		return d.first.UTC().Truncate(24 * time.Hour).Compare(day)
	})
	if !found {
		s.days = slices.Insert(s.days, i, span{at, at})
		return
	}
	d := &s.days[i]
	if at.Before(d.first) {
		d.first = at
	}
	d.last = later(d.last, at)
}

const (
	long  = 56 * 24 * time.Hour // a silence from which somebody comes back
	Shown = 7 * 24 * time.Hour  // how long Today speaks of it, and of a day to look again
)

// Silence is the time after which nothing was kept, and when something was
// again: zero while nothing was.
type Silence struct{ Since, Again time.Time }

// Away is the silence that somebody comes back from, or came back from within
// the last days; false where there is none, or where it was put aside.
func (s *State) Away(now time.Time) (Silence, bool) {
	n, _ := slices.BinarySearchFunc(s.days, now.Add(1), func(d span, now time.Time) int { return d.first.Compare(now) })
	if n == 0 {
		return Silence{}, false
	}
	if last := s.days[n-1].last; now.Sub(last) >= long {
		return Silence{Since: last}, true
	}
	for i := n - 1; i > 0 && now.Sub(s.days[i].first) < Shown; i-- {
		quiet := Silence{s.days[i-1].last, s.days[i].first}
		if quiet.Again.Sub(quiet.Since) >= long {
			return quiet, s.aside.Before(quiet.Again)
		}
	}
	return Silence{}, false
}

// Last is the newest of some answers, and the one before it.
func Last(all []Answer) (now, before Answer, ok bool) {
	n := len(all)
	if n == 0 {
		return now, before, false
	}
	if n > 1 {
		before = all[n-2]
	}
	return all[n-1], before, true
}

// Page is where something of an id can be taken out; "" nowhere.
func (s *State) Page(id ebb.ID) string {
	has := func(row feature.Row) bool { return row.ID == id }
	is := func(a Answer) bool { return a.ID == id }
	switch {
	case slices.ContainsFunc(s.Friends, is):
		return "friends"
	case slices.ContainsFunc(s.Steps, is):
		return "again"
	case slices.ContainsFunc(s.Signs, has):
		return "new"
	case slices.ContainsFunc(s.Compared, has):
		return "compare"
	}
	return ""
}

// See is a copy of what stands.
func See(r *feature.Request) (s State, err error) {
	err = feature.See(r, "later", func(now *State) error {
		s = *now
		s.Friends, s.Steps = slices.Clone(now.Friends), slices.Clone(now.Steps)
		s.Signs, s.Compared, s.Stood = slices.Clone(now.Signs), slices.Clone(now.Compared), slices.Clone(now.Stood)
		s.Patterns, s.Near = slices.Clone(now.Patterns), slices.Clone(now.Near)
		s.days, s.Ledger, s.Chances = slices.Clone(now.days), now.Ledger.Clone(), maps.Clone(now.Chances)
		return nil
	})
	return s, err
}

// Reread opens one event again; one that was taken back meanwhile is empty.
func Reread[T any](r *feature.Request, row feature.Row) (body T, err error) {
	if row.Seq == 0 {
		return body, nil
	}
	return body, feature.Again(r, []uint64{row.Seq}, func(_ ebb.Event, b T) { body = b })
}

// entered is the kind that the door keeps for each coming in. Somebody who only
// opens their journal has not ended the silence.
const entered = "door.opened"
