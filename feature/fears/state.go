package fears

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
)

// State is every fear and hope, and what came of them, without words.
type State struct {
	all    []entry // by day, then time, then id
	checks map[ebb.ID]checked
}

type entry struct {
	seq   uint64
	id    ebb.ID
	at    time.Time
	by    string
	hope  bool
	night bool // from a night when the head would not stop
}

type checked struct {
	at   time.Time
	id   ebb.ID
	came Came
}

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case Written:
		var f Fear
		if err := e.Decode(&f); err != nil {
			return err
		}
		s.insert(entry{seq: seq, id: e.ID, at: e.At, by: f.By, hope: f.Hope})
	case tie.Worried:
		var w tie.Worry
		if err := e.Decode(&w); err != nil {
			return err
		}
		s.insert(entry{seq: seq, id: e.ID, at: e.At, by: w.By, night: true})
	case Checked:
		var c Check
		if err := e.Decode(&c); err != nil {
			return err
		}
		now := checked{e.At, e.ID, c.Came}
		if was := s.checks[c.Of]; now.at.After(was.at) || now.at.Equal(was.at) && bytes.Compare(now.id[:], was.id[:]) > 0 {
			s.checks[c.Of] = now
		}
	}
	return nil
}

func (s *State) insert(now entry) {
	i, _ := slices.BinarySearchFunc(s.all, now, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.day(), b.day()), a.at.Compare(b.at), bytes.Compare(a.id[:], b.id[:]))
	})
	s.all = slices.Insert(s.all, i, now)
}

// day is where it stands in time; without a day of its own it comes last.
func (e entry) day() string { return cmp.Or(e.by, "9999") }

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = State{slices.Clone(now.all), maps.Clone(now.checks)}
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

// waiting are those that have a day and were never looked at.
func (s *State) waiting() []entry {
	return s.where(func(e entry) bool { return e.by != "" && s.checks[e.id].came == "" })
}

func (s *State) where(is func(entry) bool) (some []entry) {
	for _, e := range s.all {
		if is(e) {
			some = append(some, e)
		}
	}
	return some
}

// share is how many of the fears, or of the hopes, that were looked at came.
func (s *State) share(hope bool) (came, of int, share stat.Interval) {
	for _, e := range s.all {
		c := s.checks[e.id].came
		if e.hope != hope || c != Happened && c != Stayed {
			continue
		}
		of++
		if c == Happened {
			came++
		}
	}
	return came, of, stat.Wilson(came, of)
}
