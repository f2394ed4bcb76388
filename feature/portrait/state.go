package portrait

import (
	"hash/fnv"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is every time of answering with its marks; what was noticed stands in
// the journal alone.
type State struct {
	rounds []round // by time, then id
	marked []marked
	worded []worded
	stands standing
	hiding []feature.Row // times "hiding a need" was named as a pattern
	fear   bool          // a yes to a question about what they do
}

type round struct {
	feature.Row
	about string
}

type marked struct {
	feature.Row
	of  ebb.ID
	all []Mark
}

type worded struct {
	feature.Row
	of ebb.ID
}

type standing struct {
	feature.Row
	ended tie.EndedBy
}

// Apply takes its kinds and those it reads, in any order, and what was said
// about safety as it arrives.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case Begun:
		var b Begin
		if err := e.Decode(&b); err != nil {
			return err
		}
		s.rounds = feature.Sorted(s.rounds, round{row, b.About})
	case Marked:
		var m Marks
		if err := e.Decode(&m); err != nil {
			return err
		}
		s.marked = feature.Sorted(s.marked, marked{row, m.Of, m.All})
	case Worded:
		var n Noticed
		if err := e.Decode(&n); err != nil {
			return err
		}
		s.worded = feature.Sorted(s.worded, worded{row, n.Of})
	}
	return s.others(row, e)
}

// others takes what other features keep.
func (s *State) others(row feature.Row, e ebb.Event) error {
	switch e.Kind {
	case tie.Stands:
		var now tie.Standing
		if err := e.Decode(&now); err != nil {
			return err
		}
		if s.stands.Seq == 0 || s.stands.Earlier(row) < 0 {
			s.stands = standing{row, now.EndedBy}
		}
	case tie.PatternNamed:
		var p tie.Pattern
		if err := e.Decode(&p); err != nil {
			return err
		}
		if p.Ready == "hiding" {
			s.hiding = feature.Sorted(s.hiding, row)
		}
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.fear = a.Fear()
	case tie.Feared:
		s.fear = true
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.rounds, s.marked, s.worded, s.hiding = slices.Clone(now.rounds), slices.Clone(now.marked), slices.Clone(now.worded), slices.Clone(now.hiding)
		return nil
	})
	return s, err
}

// of are the times of answering about one thing, the oldest first.
func (s *State) of(about string) (all []round) {
	for _, one := range s.rounds {
		if one.about == about {
			all = append(all, one)
		}
	}
	return all
}

func (s *State) last(about string) (one round, known bool) {
	all := s.of(about)
	if len(all) == 0 {
		return one, false
	}
	return all[len(all)-1], true
}

// before is the time of answering before one, about the same.
func (s *State) before(one round) (was round, known bool) {
	all := s.of(one.about)
	i := slices.IndexFunc(all, func(o round) bool { return o.ID == one.ID })
	if i < 1 {
		return was, false
	}
	return all[i-1], true
}

// marks are the answers of one time that stand; none of those left out.
func (s *State) marks(of ebb.ID) map[string]int {
	all := map[string]int{}
	for _, m := range s.marked {
		if m.of != of {
			continue
		}
		for _, a := range m.all {
			delete(all, a.Sentence)
			if a.Like > 0 && slices.Contains(Sentences, a.Sentence) {
				all[a.Sentence] = min(a.Like, places)
			}
		}
	}
	return all
}

// noticed reads what was noticed at one time again; "" where nothing was.
func (s *State) noticed(r *feature.Request, of ebb.ID) (text string, err error) {
	for _, w := range slices.Backward(s.worded) {
		if w.of == of {
			return text, feature.Again(r, []uint64{w.Seq}, func(_ ebb.Event, n Noticed) { text = n.Words })
		}
	}
	return "", nil
}

// markedLast is the event that holds the marks of one time, and wordedLast
// what was noticed; zero where there is none. Two devices may have kept one
// each: the newest stands.
func (s *State) markedLast(of ebb.ID) (id ebb.ID) {
	for _, m := range s.marked {
		if m.of == of {
			id = m.ID
		}
	}
	return id
}

func (s *State) wordedLast(of ebb.ID) (id ebb.ID) {
	for _, w := range s.worded {
		if w.of == of {
			id = w.ID
		}
	}
	return id
}

// lastTask is what was handed on last, by its sum.
type lastTask struct {
	Sum uint64    `json:"s"`
	At  time.Time `json:"t"`
}

func sum(id ebb.ID, texts ...string) uint64 {
	h := fnv.New64a()
	h.Write(id[:])
	for _, t := range texts {
		h.Write([]byte(t + "\x00"))
	}
	return h.Sum64()
}
