package losses

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/losses/before"
	"ebb/tie"
)

// State is every loss, what was said to each, and where a person said before
// what the ticks are made of, all without words.
type State struct {
	all     []entry       // by time, then id
	said    []remark      // the same
	before  *before.State // what was said elsewhere
	brooded []brooded
}

type entry struct {
	feature.Row
	sort, topic string
}

// remark is one thing said to a loss.
type remark struct {
	feature.Row
	of   ebb.ID
	way  string
	day  string
	when bool // it has an "if"
}

type brooded struct {
	feature.Row
	round bool
}

func newState() *State { return &State{before: before.New()} }

// Apply takes its kinds, and of what was said elsewhere where it stands, in any
// order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case tie.LossNamed:
		return ebb.Apply(e, func(l tie.Loss) { s.all = feature.Sorted(s.all, entry{row, l.Sort, l.Topic}) })
	case tie.LossSaid:
		return ebb.Apply(e, func(w tie.LossWord) {
			s.said = feature.Sorted(s.said, remark{row, w.Of, w.Way, w.Day, w.If != ""})
		})
	case tie.Brooded:
		return ebb.Apply(e, func(b tie.Brooding) { s.brooded = feature.Sorted(s.brooded, brooded{row, b.Round()}) })
	}
	return s.before.Apply(seq, e)
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = State{slices.Clone(now.all), slices.Clone(now.said), now.before.Clone(), slices.Clone(now.brooded)}
		return nil
	})
	return s, err
}

// find is the loss that the address names.
func find(r *feature.Request) (s State, e entry, err error) {
	if s, err = fold(r); err != nil {
		return s, e, err
	}
	e, ok := feature.Find(s.all, r.Named())
	if !ok {
		err = gone()
	}
	return s, e, err
}

// to is everything that was said to a loss, the oldest first.
func (s *State) to(of ebb.ID) (some []remark) {
	for _, m := range s.said {
		if m.of == of {
			some = append(some, m)
		}
	}
	return some
}

// last is the newest thing said to a loss in one way; false where there is none.
func (s *State) last(of ebb.ID, way string) (m remark, ok bool) {
	for _, m := range slices.Backward(s.said) {
		if m.of == of && m.way == way {
			return m, true
		}
	}
	return m, false
}

// round reports whether thoughts go round at present, as far as that was asked.
func (s *State) round(r *feature.Request) bool {
	if len(s.brooded) == 0 {
		return false
	}
	b := s.brooded[len(s.brooded)-1]
	return b.round && tie.BroodingStands(b.At, r.Now)
}

// back are those whose day to come back is here, or was in the last week. A
// newer line to a loss names its own day or none.
func (s *State) back(from, until string) (some []remark) {
	for _, e := range s.all {
		if m, ok := s.last(e.ID, tie.LossMourn); ok && m.day != "" && m.day >= from && m.day <= until {
			some = append(some, m)
		}
	}
	return some
}

func seqs[T feature.Placed](some []T) (all []uint64) {
	for _, o := range some {
		all = append(all, o.Place().Seq)
	}
	return all
}

// named are the words of all losses of a sort, as they stand.
func (s *State) named(r *feature.Request, sort string) ([]string, error) {
	all, err := s.open(r)
	var words []string
	for _, o := range all {
		if o.sort == sort {
			words = append(words, o.words)
		}
	}
	return words, err
}

// stands is what was last said to a loss in one way; nothing but of and way
// where there is none yet.
func (s *State) stands(r *feature.Request, e entry, way string) (w tie.LossWord, err error) {
	w = tie.LossWord{Of: e.ID, Way: way}
	m, ok := s.last(e.ID, way)
	switch {
	case ok:
		err = feature.Again(r, []uint64{m.Seq}, func(_ ebb.Event, now tie.LossWord) { w = now })
	case way == tie.LossWords:
		err = feature.Again(r, []uint64{e.Seq}, func(_ ebb.Event, l tie.Loss) { w.Words = l.Words })
	}
	return w, err
}

// opened is a loss with its words as they stand, and everything said to it.
type opened struct {
	entry
	words, first string
	said         []word
}

// word is one thing said, with its words.
type word struct {
	remark
	tie.LossWord
}

// open reads the words of all losses again.
func (s *State) open(r *feature.Request) ([]opened, error) {
	said := map[uint64]tie.LossWord{}
	var all []opened
	err := feature.Again(r, seqs(s.said), func(e ebb.Event, w tie.LossWord) {
		i := slices.IndexFunc(s.said, func(m remark) bool { return m.ID == e.ID })
		said[s.said[i].Seq] = w
	})
	if err != nil {
		return nil, err
	}
	err = feature.Again(r, seqs(s.all), func(e ebb.Event, l tie.Loss) {
		at, _ := feature.Find(s.all, e.ID)
		o := opened{entry: at, words: l.Words, first: l.Words}
		for _, m := range s.to(e.ID) {
			w, ok := said[m.Seq]
			if !ok {
				continue
			}
			o.said = append(o.said, word{m, w})
			if m.way == tie.LossWords {
				o.words = w.Words
			}
		}
		all = append(all, o)
	})
	return all, err
}

// newest is what was last said in a way; false where nothing was.
func (o opened) newest(way string) (word, bool) {
	for _, w := range slices.Backward(o.said) {
		if w.way == way {
			return w, true
		}
	}
	return word{}, false
}

// last is when anything was last said of it.
func (o opened) last() feature.Row {
	if n := len(o.said); n > 0 {
		return o.said[n-1].Row
	}
	return o.Row
}

// offers are the ticks of a sort that are no loss yet.
func (s *State) offers(r *feature.Request, sort string) ([]before.Offer, error) {
	return s.before.Offers(r, sort, func(topic string) bool {
		return slices.ContainsFunc(s.all, func(e entry) bool { return e.sort == sort && e.topic == topic })
	})
}
