package weigh

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
	"ebb/tie/exchange"
)

// State is where lines and the newest list of needs are read again, what came
// of the other one's promises, and who starts, without words.
type State struct {
	lines  []entry // by time, then id
	needs  entry
	theirs map[ebb.ID]bool // promises of the other one
	held   map[ebb.ID]outcome
	starts exchange.Starts // of the newest chat
	chat   entry
	gentle bool // a yes to a safety question
}

type entry struct {
	seq uint64
	id  ebb.ID
	at  time.Time
}

// outcome is what came of a promise; the newest counts.
type outcome struct {
	entry
	kept tie.Kept
}

func newState() *State {
	return &State{theirs: map[ebb.ID]bool{}, held: map[ebb.ID]outcome{}}
}

// gapHours is the pause after which writing again is a start.
const gapHours = 6

// Apply takes its kind and the facts it offers, in any order, and the answers to
// the safety questions as they arrive.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq, e.ID, e.At}
	switch e.Kind {
	case tie.Weighed:
		i, _ := slices.BinarySearchFunc(s.lines, now, compare)
		s.lines = slices.Insert(s.lines, i, now)
	case tie.Needs:
		if s.needs.seq == 0 || compare(s.needs, now) < 0 {
			s.needs = now
		}
	case tie.Promised:
		return ebb.Apply(e, func(p tie.Promise) { s.theirs[e.ID] = !p.Mine })
	case tie.Held:
		return ebb.Apply(e, func(o tie.Outcome) {
			if was := s.held[o.Promise]; was.seq == 0 || compare(was.entry, now) < 0 {
				s.held[o.Promise] = outcome{now, o.Kept}
			}
		})
	case tie.Messages:
		return ebb.Apply(e, func(t exchange.Tally) { s.told(now, t) })
	case tie.Answered:
		return ebb.Apply(e, func(a tie.Safety) { s.gentle = a.AnyYes() })
	case tie.Feared:
		s.gentle = true
	}
	return nil
}

// told takes who starts from the newest chat of two.
func (s *State) told(now entry, t exchange.Tally) {
	i := slices.IndexFunc(t.Gaps, func(g exchange.GapView) bool { return g.Hours == gapHours })
	if i < 0 || s.chat.seq != 0 && compare(s.chat, now) > 0 {
		return
	}
	s.chat, s.starts = now, t.Gaps[i].Starts
}

func compare(a, b entry) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return bytes.Compare(a.id[:], b.id[:])
}

// promises are how many of the other one's were kept, of those that were kept
// or not. What was partly kept counts for neither.
func (s *State) promises() (kept, of int) {
	for id, o := range s.held {
		if !s.theirs[id] {
			continue
		}
		switch o.kept {
		case tie.KeptWhole:
			kept, of = kept+1, of+1
		case tie.KeptNot:
			of++
		}
	}
	return kept, of
}

// kept is what a page works with: all lines with their words, the heaviest
// first, and the facts that may be offered.
type kept struct {
	lines           []line
	needs           entry
	promised, outOf int
	starts          exchange.Starts
	chat            time.Time
	gentle          bool
}

type line struct {
	tie.Reason
	id ebb.ID
	at time.Time
}

func open(r *feature.Request) (k kept, err error) {
	var seqs []uint64
	err = feature.See(r, Name, func(s *State) error {
		k.needs, k.starts, k.chat, k.gentle = s.needs, s.starts, s.chat.at, s.gentle
		k.promised, k.outOf = s.promises()
		for _, e := range s.lines {
			seqs = append(seqs, e.seq)
		}
		return nil
	})
	if err != nil {
		return k, err
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return k, err
	}
	for _, e := range events {
		l := line{id: e.ID, at: e.At}
		if err := e.Decode(&l.Reason); err != nil {
			return k, err
		}
		k.lines = append(k.lines, l)
	}
	slices.SortStableFunc(k.lines, func(a, b line) int { return b.Size - a.Size })
	return k, nil
}

// of are the lines of a list.
func (k kept) of(list string) []line {
	return slices.DeleteFunc(slices.Clone(k.lines), func(l line) bool { return l.List != list })
}

func (k kept) find(id string) (line, error) {
	i := slices.IndexFunc(k.lines, func(l line) bool { return l.id.String() == id })
	if i < 0 {
		return line{}, gone(nil)
	}
	return k.lines[i], nil
}
