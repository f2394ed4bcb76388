package ends

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// State is every door, without its words.
type State struct {
	all    []*door
	people bool // people come first: a yes to a safety question stands
}

// door is one of them. That it is done may be folded before it.
type door struct {
	id   ebb.ID
	seq  uint64
	at   time.Time
	what string
	how  string
	by   string
	done []ebb.ID
}

// Apply takes doors, what is done, and the answers to the safety questions.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindOpened:
		var now Door
		if err := e.Decode(&now); err != nil {
			return err
		}
		d := s.named(e.ID)
		d.seq, d.at, d.what, d.how, d.by = seq, e.At, now.What, now.How, now.By
	case KindDone:
		var now Done
		if err := e.Decode(&now); err != nil {
			return err
		}
		d := s.named(now.Door)
		d.done = append(d.done, e.ID)
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.people = a.AnyYes()
	case tie.Feared:
		s.people = true
	}
	return nil
}

func (s *State) named(id ebb.ID) *door {
	if i := slices.IndexFunc(s.all, func(d *door) bool { return d.id == id }); i >= 0 {
		return s.all[i]
	}
	s.all = append(s.all, &door{id: id})
	return s.all[len(s.all)-1]
}

// list is every door that stands: those with a date in their order, then the
// others.
func (s *State) list() (all []door) {
	for _, d := range s.all {
		if d.seq > 0 {
			now := *d
			now.done = slices.Clone(d.done)
			all = append(all, now)
		}
	}
	slices.SortFunc(all, func(a, b door) int {
		return cmp.Or(cmp.Compare(a.order(), b.order()), a.at.Compare(b.at), cmp.Compare(a.seq, b.seq))
	})
	return all
}

// order sorts dates before what has none.
func (d door) order() string { return cmp.Or(d.by, "~") }

// due reports whether its day has come.
func (d door) due(now time.Time) bool {
	return len(d.done) == 0 && d.by != "" && d.by <= now.Format(time.DateOnly)
}
