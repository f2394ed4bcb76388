package head

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature/head/turn"
	"ebb/stat"
	"ebb/tie"
)

// State is when the head would not stop and what became of it, without words.
// It is the same whatever order its events arrive in.
type State struct {
	began    map[ebb.ID]said[string]
	rated    map[ebb.ID][]said[int]
	wrote    map[ebb.ID]said[uint64]
	parked   map[ebb.ID]said[parked]
	taken    map[ebb.ID]said[bool]
	closed   map[ebb.ID]said[string]
	left     map[ebb.ID]said[string]
	worries  []time.Time
	answered map[ebb.ID]said[bool]
	words    []said[uint64] // events with own words that stand in the week's review
	texts    []said[uint64] // all events with own words
}

type parked struct {
	seq  uint64
	from time.Time
}

// said is a fact that a later one replaces.
type said[T any] struct {
	at    time.Time
	by    ebb.ID
	value T
}

func newState() *State {
	return &State{
		began: map[ebb.ID]said[string]{}, rated: map[ebb.ID][]said[int]{}, wrote: map[ebb.ID]said[uint64]{},
		parked: map[ebb.ID]said[parked]{}, taken: map[ebb.ID]said[bool]{}, closed: map[ebb.ID]said[string]{},
		left: map[ebb.ID]said[string]{}, answered: map[ebb.ID]said[bool]{},
	}
}

// Apply takes the feature's own kinds.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if err := s.hear(seq, e); err != nil {
		return err
	}
	if slices.Contains(texts, e.Kind) {
		s.texts = append(s.texts, said[uint64]{e.At, e.ID, seq})
	}
	if slices.Contains(worded, e.Kind) {
		s.words = append(s.words, said[uint64]{e.At, e.ID, seq})
	}
	return nil
}

func (s *State) hear(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.HeadBegan:
		return ebb.Apply(e, func(b turn.Began) { hear(s.began, b.Moment, e, b.About) })
	case turn.KindRated:
		return ebb.Apply(e, func(b turn.Rated) { s.rated[b.Moment] = append(s.rated[b.Moment], said[int]{e.At, e.ID, b.Value}) })
	case turn.KindWrote:
		return ebb.Apply(e, func(b turn.Wrote) { hear(s.wrote, b.Moment, e, seq) })
	case turn.KindAnswered:
		return ebb.Apply(e, func(b turn.Answered) { hear(s.answered, b.Moment, e, true) })
	case turn.KindParked:
		return ebb.Apply(e, func(b turn.Parked) { hear(s.parked, b.Moment, e, parked{seq, tomorrow(e.At, b.At)}) })
	case turn.KindLeft:
		return ebb.Apply(e, func(b turn.Left) { hear(s.left, b.Moment, e, b.How) })
	case tie.Worried:
		return ebb.Apply(e, func(turn.Worried) { s.worries = append(s.worries, e.At) })
	case turn.KindTaken:
		return ebb.Apply(e, func(b turn.Taken) { hear(s.taken, b.Moment, e, true) })
	case turn.KindClosed:
		return ebb.Apply(e, func(b turn.Closed) { hear(s.closed, b.Moment, e, b.How) })
	}
	return nil
}

// hear keeps the newest fact by the time it tells of, then by id.
func hear[T any](all map[ebb.ID]said[T], id ebb.ID, e ebb.Event, value T) {
	now := said[T]{e.At, e.ID, value}
	if before, ok := all[id]; !ok || order(before, now) < 0 {
		all[id] = now
	}
}

func order[T any](a, b said[T]) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return bytes.Compare(a.by[:], b.by[:])
}

// tomorrow is a time of the day after the night that is on or comes.
func tomorrow(at time.Time, clock string) time.Time {
	y, m, d := at.Date()
	if at.Hour() >= 5 {
		d++
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		t = time.Time{}
	}
	return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, at.Location())
}

// lot is what was parked for a day.
type lot struct {
	id     ebb.ID
	from   time.Time
	parked uint64    // where its question stands
	wrote  uint64    // where the three fields stand; 0 nowhere
	taken  time.Time // zero: not yet
}

// today is what was parked for the day of now and is not closed, in the order
// of its times. On the next day it is gone without a word.
func (s *State) today(now time.Time) []lot {
	var all []lot
	y, m, d := now.Date()
	for id, p := range s.parked {
		from := p.value.from.In(now.Location())
		py, pm, pd := from.Date()
		if _, closed := s.closed[id]; closed || py != y || pm != m || pd != d {
			continue
		}
		all = append(all, lot{id, from, p.value.seq, s.wrote[id].value, s.taken[id].at})
	}
	slices.SortFunc(all, func(a, b lot) int {
		return order(said[bool]{a.from, a.id, true}, said[bool]{b.from, b.id, true})
	})
	return all
}

// tally is what a time holds.
type tally struct {
	N, PutOff, TakenUp, LetGo, Stood, Given, Fears int
	About                                          []count
	Easier                                         stat.Interval // by how many points it fell, from first to last
	Pairs                                          int
	More                                           int
}

type count struct {
	Name string
	N    int
}

// enough is how many turns, or pairs of ratings, a figure needs.
const enough = 5

func (s *State) tally(from, until time.Time) tally {
	in := func(t time.Time) bool { return !t.Before(from) && t.Before(until) }
	var t tally
	about := map[string]int{}
	var fell []float64
	for id, b := range s.began {
		if !in(b.at) {
			continue
		}
		t.N++
		about[b.value]++
		if by, ok := s.fell(id); ok {
			fell = append(fell, by)
		}
	}
	for _, a := range turn.Abouts {
		if about[a] > 0 {
			t.About = append(t.About, count{a, about[a]})
		}
	}
	t.PutOff, t.Given, t.Stood = within(s.parked, in), within(s.answered, in), within(s.left, in)
	for _, c := range s.closed {
		if in(c.at) && c.value == turn.Freed {
			t.LetGo++
		} else if in(c.at) {
			t.TakenUp++
		}
	}
	for _, w := range s.worries {
		if in(w) {
			t.Fears++
		}
	}
	t.Pairs, t.Easier, t.More = len(fell), stat.Mean(fell), enough-len(fell)
	return t
}

// nights is where own words stand, the newest first.
func (s *State) nights() (seqs []uint64) {
	for _, w := range slices.Backward(slices.SortedFunc(slices.Values(s.texts), order)) {
		seqs = append(seqs, w.value)
	}
	return seqs
}

func within[T any](all map[ebb.ID]said[T], in func(time.Time) bool) (n int) {
	for _, x := range all {
		if in(x.at) {
			n++
		}
	}
	return n
}

// fell is by how much the loudness went down from the first rating to the last.
func (s *State) fell(id ebb.ID) (float64, bool) {
	all := slices.SortedFunc(slices.Values(s.rated[id]), order)
	if len(all) < 2 {
		return 0, false
	}
	return float64(all[0].value - all[len(all)-1].value), true
}
