package reached

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// State is what came and what was chosen, without words. It is the same
// whatever order its events arrive in, but for safety, which goes by arrival.
type State struct {
	came    map[ebb.ID]said[string]
	chose   map[ebb.ID]said[string]
	weighed map[ebb.ID]said[weighed]
	rules   map[string]said[rule]
	noted   []said[uint64] // where the words are
	safety  tie.Safety
}

type weighed struct {
	seq    uint64
	empty  bool
	review string
}

type rule struct {
	seq   uint64
	empty bool
}

// said is a fact that a later one replaces.
type said[T any] struct {
	at    time.Time
	by    ebb.ID
	value T
}

func newState() *State {
	return &State{
		came: map[ebb.ID]said[string]{}, chose: map[ebb.ID]said[string]{},
		weighed: map[ebb.ID]said[weighed]{}, rules: map[string]said[rule]{},
	}
}

// Apply takes the feature's own kinds, and safety.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindCame:
		return ebb.Apply(e, func(b Came) { hear(s.came, b.Moment, e, b.What) })
	case KindChose:
		return ebb.Apply(e, func(b Chose) { hear(s.chose, b.Moment, e, b.Choice) })
	case KindNoted:
		s.noted = append(s.noted, said[uint64]{e.At, e.ID, seq})
	case KindRule:
		return ebb.Apply(e, func(b Rule) { hear(s.rules, b.What, e, rule{seq, b.Words == ""}) })
	case KindWeighed:
		return ebb.Apply(e, func(b Weighed) {
			empty := b.Different+b.Seen+b.Past+b.Step+b.Review == ""
			hear(s.weighed, b.Moment, e, weighed{seq, empty, b.Review})
		})
	case tie.Answered:
		return ebb.Apply(e, func(b tie.Safety) { s.safety = b })
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

// hear keeps the newest fact by the time it tells of, then by id.
func hear[K comparable, T any](all map[K]said[T], key K, e ebb.Event, value T) {
	now := said[T]{e.At, e.ID, value}
	if before, ok := all[key]; !ok || order(before, now) < 0 {
		all[key] = now
	}
}

func order[T any](a, b said[T]) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return bytes.Compare(a.by[:], b.by[:])
}

// once is one time that they reached the person.
type once struct {
	id     ebb.ID
	at     time.Time
	what   string // "" not said
	choice string // "" none
	chose  time.Time
}

// since returns every time from a moment on, oldest first.
func (s *State) since(from time.Time) []once {
	var all []once
	for id, c := range s.came {
		if !c.at.Before(from) {
			h := s.chose[id]
			all = append(all, once{id, c.at, c.value, h.value, h.at})
		}
	}
	slices.SortFunc(all, func(a, b once) int {
		return order(said[string]{a.at, a.id, ""}, said[string]{b.at, b.id, ""})
	})
	return all
}

// rule is where the words of a calm day stand; false where there are none.
func (s *State) rule(what string) (seq uint64, ok bool) {
	r, ok := s.rules[what]
	return r.value.seq, ok && !r.value.empty
}

// notes is where the words that were noted stand, the newest first.
func (s *State) notes() (seqs []uint64) {
	for _, n := range slices.SortedFunc(slices.Values(s.noted), order) {
		seqs = append(seqs, n.value)
	}
	slices.Reverse(seqs)
	return seqs
}

// wanting is the latest "wants me back" that is open by now and was not put
// away, with what was written about it so far.
func (s *State) wanting(now time.Time) (o once, w weighed, ok bool) {
	for _, c := range s.since(now.Add(-openFor)) {
		if w := s.weighed[c.id].value; c.what == Back && !now.Before(opens(c.at)) && (w.seq == 0 || !w.empty) {
			o, ok = c, true
		}
	}
	return o, s.weighed[o.id].value, ok
}

// openFor is how long "wants me back" can be looked at; what is written about
// it stays.
const openFor = 400 * 24 * time.Hour

// opens is the next ten o'clock that a night lies before.
func opens(at time.Time) time.Time {
	y, m, d := at.Date()
	if at.Hour() >= 5 {
		d++
	}
	return time.Date(y, m, d, 10, 0, 0, 0, at.Location())
}
