package stories

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/stories/record"
	"ebb/tie"
)

// State is a person's own beliefs and other readings, without words, when
// anything was first kept, and the records that can stand beside them.
type State struct {
	own     []entry       // by time, then id
	read    []reading     // the same
	truths  []feature.Row // two truths; the same
	first   time.Time     // when anything was first kept, by whichever feature
	records *record.State
}

type entry struct {
	feature.Row
	beside []string
}

type reading struct {
	feature.Row
	of string
}

func newState() *State { return &State{records: record.New()} }

// Apply takes its kinds and the records in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if s.first.IsZero() || e.At.Before(s.first) {
		s.first = e.At
	}
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case Named:
		var b Belief
		if err := e.Decode(&b); err != nil {
			return err
		}
		s.own = feature.Sorted(s.own, entry{row, b.Beside})
	case Read:
		var b Reading
		if err := e.Decode(&b); err != nil {
			return err
		}
		s.read = feature.Sorted(s.read, reading{row, b.Of})
	case tie.TruthWritten:
		s.truths = feature.Sorted(s.truths, row)
	}
	return s.records.Apply(seq, e)
}

// early is how long after the parting, and after the first thing kept, the page
// stays closed.
const early = 14

// opens is the midnight from which the page is open; false where nothing was
// ever kept.
func (s *State) opens(zone *time.Location) (time.Time, bool) {
	if s.first.IsZero() {
		return time.Time{}, false
	}
	at := midnight(s.first.In(zone).AddDate(0, 0, early))
	if s.first.In(zone).AddDate(0, 0, early).After(at) {
		at = at.AddDate(0, 0, 1)
	}
	now := s.records.Standing()
	if since, ok := now.SinceDate(zone); ok && now.EndedBy != tie.NotEnded {
		if apart := since.AddDate(0, 0, early); apart.After(at) {
			at = apart
		}
	}
	return at, true
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// open reports whether the page is open now.
func (s *State) open(r *feature.Request) bool {
	at, ok := s.opens(r.Now.Location())
	return ok && !r.Now.Before(at)
}

// standing are the newest readings, one for each belief that is still here.
func (s *State) standing() (some []reading) {
	for i, o := range s.read {
		newer := slices.ContainsFunc(s.read[i+1:], func(n reading) bool { return n.of == o.of })
		if !newer && s.has(o.of) {
			some = append(some, o)
		}
	}
	return some
}

// has reports whether a belief is one of ours or still one of the person's.
func (s *State) has(of string) bool {
	_, ours := find(of)
	return ours || slices.ContainsFunc(s.own, func(o entry) bool { return o.ID.String() == of })
}
