package note

import (
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// State is every note that stands, without its words, and what else was named
// as felt.
type State struct {
	all   []entry // by time, then arrival
	named []entry // elsewhere, in the order of arrival
}

type entry struct {
	seq   uint64
	id    ebb.ID
	at    time.Time
	feels []felt
}

type felt struct {
	name     string // of Feelings, of tie.Families, or Own
	strength int8   // -1: not said
}

// Apply takes notes, and feelings that were named without one.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case Written:
		var n Note
		if err := e.Decode(&n); err != nil {
			return err
		}
		now.take(n.Feelings)
		i := len(s.all)
		for i > 0 && s.all[i-1].at.After(e.At) {
			i--
		}
		s.all = slices.Insert(s.all, i, now)
	case tie.Named:
		var f tie.Feelings
		if err := e.Decode(&f); err != nil {
			return err
		}
		now.take(f.Felt)
		s.named = append(s.named, now)
	}
	return nil
}

// take counts each kind of feeling once, with the strongest that was said.
func (e *entry) take(all []Feeling) {
	for _, f := range all {
		now := felt{kindOf(f.Name), -1}
		if f.Strength != nil {
			now.strength = int8(min(max(*f.Strength, 0), 10))
		}
		i := slices.IndexFunc(e.feels, func(x felt) bool { return x.name == now.name && x.name != Own })
		if i < 0 {
			e.feels = append(e.feels, now)
		} else {
			e.feels[i].strength = max(e.feels[i].strength, now.strength)
		}
	}
}

// kindOf is the row a feeling is counted in: its own where notes offer it, else
// its family's.
func kindOf(name string) string {
	if f, known := tie.FamilyOf(name); known && !slices.Contains(Feelings, name) {
		return f.Name
	}
	return name
}

// rows are all rows there can be, in order.
func rows() []string {
	all := slices.Clone(Feelings)
	for _, f := range tie.Families {
		if !slices.Contains(all, f.Name) {
			all = append(all, f.Name)
		}
	}
	return append(all, Own)
}

// Count is how often a feeling was named, and how strong it was where that was
// said.
type Count struct {
	Name              string
	Notes             int // and namings, that hold it
	Rated             int // that say how strong
	Low, Middle, High int
}

// since counts the feelings from a time on. n is how many notes and namings
// hold any.
func (s *State) since(from time.Time) (counts []Count, n int) {
	strengths, notes := map[string][]int{}, map[string]int{}
	for _, e := range slices.Concat(s.all, s.named) {
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
	for _, name := range rows() {
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
