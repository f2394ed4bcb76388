package chance

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is every promise that stands and what came of it, without words.
type State struct {
	all    []entry // by day, then time, then id
	ledger tie.Ledger
	came   map[ebb.ID]told // what came of them, by event
	closed bool            // a yes to one of the safety questions
}

// entry is one promise.
type entry struct {
	seq   uint64
	id    ebb.ID
	at    time.Time
	by    string
	mine  bool
	again bool
	given string
}

// told is where the words about what came of a promise stand, and the day it
// happened.
type told struct {
	seq uint64
	on  string
}

// day is where a promise stands in time: when it is to be kept, or else when it
// was written.
func (e entry) day() string {
	if e.by != "" {
		return e.by
	}
	return e.at.Format(time.DateOnly)
}

// Apply takes promises, what came of them, and whether ebb is to keep quiet.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Promised:
		var p tie.Promise
		if err := e.Decode(&p); err != nil {
			return err
		}
		s.insert(entry{seq, e.ID, e.At, p.By, p.Mine, p.Again, p.Given})
		s.ledger.Promise(e.ID, p)
	case tie.Held:
		var o tie.Outcome
		if err := e.Decode(&o); err != nil {
			return err
		}
		if s.came == nil {
			s.came = map[ebb.ID]told{}
		}
		s.came[e.ID] = told{seq, o.On}
		s.ledger.Outcome(e.ID, e.At, o)
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.closed = a.AnyYes()
	case tie.Feared:
		s.closed = true
	}
	return nil
}

func (s *State) insert(now entry) {
	i, _ := slices.BinarySearchFunc(s.all, now, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.day(), b.day()), a.at.Compare(b.at), bytes.Compare(a.id[:], b.id[:]))
	})
	s.all = slices.Insert(s.all, i, now)
}

// fold returns a copy of what stands.
func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.all, s.came, s.ledger = slices.Clone(now.all), maps.Clone(now.came), now.ledger.Clone()
		return nil
	})
	return s, err
}

func (s *State) one(id ebb.ID) (e entry) {
	if i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == id }); i >= 0 {
		e = s.all[i]
	}
	return e
}

// open are the promises with a day from one date to another, both included, of
// which nothing was said.
func (s *State) open(from, to string) (all []entry) {
	for _, e := range s.all {
		if kept, _ := s.ledger.Came(e.id); kept == "" && e.by != "" && e.by >= from && e.by <= to {
			all = append(all, e)
		}
	}
	return all
}

// spoken is what came of a promise; seq 0 while nothing was said.
func (s *State) spoken(id ebb.ID) told {
	_, event := s.ledger.Came(id)
	return s.came[event]
}
