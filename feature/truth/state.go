package truth

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is every pair that stands, without its words.
type State struct {
	all []entry // by time, then id
}

type entry struct {
	feature.Row
	pulls []string
}

// Apply takes pairs.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if e.Kind != Written {
		return nil
	}
	var p Pair
	if err := e.Decode(&p); err != nil {
		return err
	}
	s.all = feature.Sorted(s.all, entry{feature.RowOf(seq, e), p.Pulls})
	return nil
}

// dayOf numbers days. A night belongs to the day before it: the pair does not
// change at midnight.
func dayOf(now time.Time) int {
	y, m, d := now.Add(-5 * time.Hour).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// offer is the pair for a pull on a day: of those marked for the pull, or where
// there are none, of those marked for no pull, or else of all, each has its day.
func (s *State) offer(day int, pull string) entry {
	some := s.where(func(e entry) bool { return slices.Contains(e.pulls, pull) })
	if len(some) == 0 {
		some = s.where(func(e entry) bool { return len(e.pulls) == 0 })
	}
	if len(some) == 0 {
		some = s.all
	}
	return some[day%len(some)]
}

func (s *State) where(is func(entry) bool) (some []entry) {
	for _, e := range s.all {
		if is(e) {
			some = append(some, e)
		}
	}
	return some
}

// offers are a day's pairs. Their pulls are those they are offered for, so that
// together they fit every pull once; "" is a moment whose pull was never said.
func (s *State) offers(day int) (all []entry) {
	if len(s.all) == 0 {
		return nil
	}
	for _, pull := range append([]string{""}, tie.Pulls...) {
		e := s.offer(day, pull)
		i := slices.IndexFunc(all, func(o entry) bool { return o.Seq == e.Seq })
		if i < 0 {
			e.pulls = nil
			i, all = len(all), append(all, e)
		}
		all[i].pulls = append(all[i].pulls, pull)
	}
	if len(all) == 1 {
		all[0].pulls = nil // it fits them all
	}
	return all
}
