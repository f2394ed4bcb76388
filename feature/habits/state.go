package habits

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/habits/weeks"
	"ebb/tie"
)

// State is every pattern and every time one was seen, without words.
type State struct {
	named []pattern // by time, then id
	seen  []seen    // the same
	lists []feature.Row
	fear  bool // a yes to a question about what they do
	yes   bool // any yes
}

type pattern struct {
	feature.Row
	ready string
}

type seen struct {
	feature.Row
	of      ebb.ID
	with    string
	instead bool
	moment  bool
	need    string
}

// Apply takes its kinds in any order, lists of needs, and what was said about
// safety as it arrives.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case tie.PatternNamed:
		var p tie.Pattern
		if err := e.Decode(&p); err != nil {
			return err
		}
		s.named = feature.Sorted(s.named, pattern{row, p.Ready})
	case Noticed:
		var n Notice
		if err := e.Decode(&n); err != nil {
			return err
		}
		s.seen = feature.Sorted(s.seen, seen{row, n.Of, n.With, n.Instead, n.Moment, n.Need})
	case tie.Needs:
		s.lists = feature.Sorted(s.lists, row)
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.fear, s.yes = a.Fear(), a.AnyYes()
	case tie.Feared:
		s.fear, s.yes = true, true
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.named, s.seen, s.lists = slices.Clone(now.named), slices.Clone(now.seen), slices.Clone(now.lists)
		return nil
	})
	return s, err
}

// pattern is the one an id names. One of ebb's that was named on two devices is
// one: the earlier.
func (s *State) pattern(id ebb.ID) (pattern, bool) {
	p, known := feature.Find(s.named, id)
	if known && p.ready != "" {
		return s.ready(p.ready)
	}
	return p, known
}

func (s *State) ready(name string) (p pattern, known bool) {
	i := slices.IndexFunc(s.named, func(p pattern) bool { return p.ready == name })
	if i >= 0 {
		p = s.named[i]
	}
	return p, i >= 0
}

// mine are the person's patterns, each once.
func (s *State) mine() (all []pattern) {
	for _, p := range s.named {
		if first, _ := s.pattern(p.ID); first.ID == p.ID {
			all = append(all, p)
		}
	}
	return all
}

// of are the times of one pattern, or of all that stand where id is zero.
func (s *State) of(id ebb.ID) (some []seen) {
	for _, n := range s.seen {
		if p, known := s.pattern(n.of); known && (p.ID == id || id == ebb.ID{}) {
			some = append(some, n)
		}
	}
	return some
}

// lately is the last time a pattern was seen or named; zero for never.
func (s *State) lately() (at time.Time) {
	for _, p := range s.named {
		at = latest(at, p.At)
	}
	for _, n := range s.seen {
		at = latest(at, n.At)
	}
	return at
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// times are some for the counting.
func times(some []seen) (all []weeks.Once) {
	for _, n := range some {
		all = append(all, weeks.Once{At: n.At, With: n.with, Instead: n.instead})
	}
	return all
}

func instead(some []seen) int { return weeks.Instead(times(some)) }

func counted(r *feature.Request, id string, some []seen) weeks.View {
	return weeks.Count(r, id, Withs, times(some))
}

// words reads what patterns are called, or look like, again.
func (s *State) words(r *feature.Request) (map[ebb.ID]string, error) {
	var seqs []uint64
	for _, p := range s.mine() {
		seqs = append(seqs, p.Seq)
	}
	all := map[ebb.ID]string{}
	err := feature.Again(r, seqs, func(e ebb.Event, p tie.Pattern) { all[e.ID] = p.Words })
	return all, err
}

// did reads what was done instead.
func did(r *feature.Request, some []seen) (map[ebb.ID]string, error) {
	var seqs []uint64
	for _, n := range some {
		seqs = append(seqs, n.Seq)
	}
	all := map[ebb.ID]string{}
	err := feature.Again(r, seqs, func(e ebb.Event, n Notice) { all[e.ID] = n.Did })
	return all, err
}
