package night

import (
	"slices"
	"time"

	"ebb"
)

// A hard moment begins with a pull, or with "I already did it". Only when that
// was is read here.
const (
	hardMoment = "hold.pull"
	alreadyDid = "hold.outcome"
)

// State is what was kept, without its words.
type State struct {
	kept  []entry
	notes []entry
	hard  []time.Time
}

type entry struct {
	seq   uint64
	at    time.Time
	part  string
	pick  string
	words bool
}

// Apply takes parts, notes, and when hard moments were.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindKept:
		var k Kept
		if err := e.Decode(&k); err != nil {
			return err
		}
		s.kept = insert(s.kept, entry{seq, e.At, k.Part, k.Pick, k.Text != ""})
	case KindNote:
		s.notes = insert(s.notes, entry{seq: seq, at: e.At, words: true})
	case hardMoment, alreadyDid:
		s.hard = append(s.hard, e.At)
	}
	return nil
}

// insert keeps entries in order of time, then arrival: what was kept offline
// arrives late.
func insert(all []entry, e entry) []entry {
	i := len(all)
	for i > 0 && all[i-1].at.After(e.at) {
		i--
	}
	return slices.Insert(all, i, e)
}

// since returns the newest entry of each part from a time on.
func (s *State) since(from time.Time) map[string]entry {
	latest := map[string]entry{}
	for _, e := range s.kept {
		if !e.at.Before(from) {
			latest[e.part] = e
		}
	}
	return latest
}

// between returns the last words kept in a time, and whether anything was: a
// part, or a hard moment.
func (s *State) between(from, to time.Time) (last entry, hard bool) {
	in := func(t time.Time) bool { return !t.Before(from) && t.Before(to) }
	hard = slices.ContainsFunc(s.hard, in)
	for _, e := range s.kept {
		if in(e.at) {
			hard = true
			if e.words {
				last = e
			}
		}
	}
	return last, hard
}

// note returns the newest note from a time on.
func (s *State) note(from time.Time) (entry, bool) {
	if n := len(s.notes); n > 0 && !s.notes[n-1].at.Before(from) {
		return s.notes[n-1], true
	}
	return entry{}, false
}
