package note

import (
	"slices"
	"time"

	"ebb"
)

// State is every note that stands, without its words.
type State struct {
	all []entry // by time, then arrival
}

type entry struct {
	seq   uint64
	id    ebb.ID
	at    time.Time
	feels []felt
}

type felt struct {
	name     string // of Feelings, or Own
	strength int8   // -1: not said
}

// Apply takes notes.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if e.Kind != Written {
		return nil
	}
	var n Note
	if err := e.Decode(&n); err != nil {
		return err
	}
	now := entry{seq: seq, id: e.ID, at: e.At}
	for _, f := range n.Feelings {
		strength := int8(-1)
		if f.Strength != nil {
			strength = int8(min(max(*f.Strength, 0), 10))
		}
		now.feels = append(now.feels, felt{f.Name, strength})
	}
	i := len(s.all)
	for i > 0 && s.all[i-1].at.After(e.At) {
		i--
	}
	s.all = slices.Insert(s.all, i, now)
	return nil
}

// Count is how often a feeling was named, and how strong it was where that was
// said.
type Count struct {
	Name              string
	Notes             int // that name it
	Rated             int // that say how strong
	Low, Middle, High int
}

// since counts the feelings in notes from a time on. n is how many notes name
// any.
func (s *State) since(from time.Time) (counts []Count, n int) {
	strengths, notes := map[string][]int{}, map[string]int{}
	for _, e := range s.all {
		if e.at.Before(from) || len(e.feels) == 0 {
			continue
		}
		n++
		for _, f := range e.feels {
			notes[f.name]++
			if f.strength >= 0 {
				strengths[f.name] = append(strengths[f.name], int(f.strength))
			}
		}
	}
	for _, name := range append(slices.Clip(Feelings), Own) {
		if notes[name] == 0 {
			continue
		}
		c := Count{Name: name, Notes: notes[name], Rated: len(strengths[name])}
		if v := slices.Sorted(slices.Values(strengths[name])); len(v) > 0 {
			c.Low, c.Middle, c.High = v[0], v[(len(v)-1)/2], v[len(v)-1]
		}
		counts = append(counts, c)
	}
	slices.SortStableFunc(counts, func(a, b Count) int { return b.Notes - a.Notes })
	return counts, n
}
