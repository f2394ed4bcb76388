package waiting

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
)

// State is the moments, without words, and the setting that stands.
type State struct {
	all     []entry // by time
	setting Setting
	chosen  entry
	put     map[string]bool // days on which the line was put away
}

// entry is one moment.
type entry struct {
	seq      uint64
	id       ebb.ID
	at       time.Time
	what     string
	strength int // -1: not said
	did      []string
}

func (e entry) compare(o entry) int {
	return cmp.Or(e.at.Compare(o.at), cmp.Compare(e.seq, o.seq))
}

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At, strength: -1}
	switch e.Kind {
	case Happened:
		var w Was
		if err := e.Decode(&w); err != nil {
			return err
		}
		now.what, now.did = w.What, slices.Clone(w.Did)
		if w.Strength != nil {
			now.strength = *w.Strength
		}
		i, _ := slices.BinarySearchFunc(s.all, now, entry.compare)
		s.all = slices.Insert(s.all, i, now)
	case Chosen:
		var c Setting
		if err := e.Decode(&c); err != nil {
			return err
		}
		if s.chosen.compare(now) < 0 {
			s.chosen, s.setting = now, c
		}
	case Put:
		var a Away
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.put[a.Day] = true
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.all, s.put = slices.Clone(now.all), maps.Clone(now.put)
		return nil
	})
	return s, err
}

// over reports whether today's waiting is over.
func (s *State) over(now time.Time) bool { return s.setting.End > 0 && now.Hour() >= s.setting.End }

// between are the moments from one time to another.
func (s *State) between(from, until time.Time) (some []entry) {
	for _, e := range s.all {
		if !e.at.Before(from) && e.at.Before(until) {
			some = append(some, e)
		}
	}
	return some
}

// count is how many moments were of each kind.
func count(all []entry) (waited, phone int) {
	for _, e := range all {
		if e.what == Phone {
			phone++
		} else {
			waited++
		}
	}
	return waited, phone
}

const (
	enough = 5 // moments before hours are named
	span   = 3 // hours that are named together
)

// most is the hours with the most moments, and how many; the earliest of equals.
// None stands out where the most is no more than an even day would give, twice.
func most(all []entry, zone *time.Location) (from, n int, stands bool) {
	var by [24]int
	for _, e := range all {
		by[e.at.In(zone).Hour()]++
	}
	for h := range 24 {
		k := 0
		for i := range span {
			k += by[(h+i)%24]
		}
		if k > n {
			from, n = h, k
		}
	}
	return from, n, n*24 > 2*span*len(all)
}

// did counts what was done then, in the order of Dids.
func did(all []entry) map[string]int {
	n := map[string]int{}
	for _, e := range all {
		for _, d := range e.did {
			n[d]++
		}
	}
	return n
}
