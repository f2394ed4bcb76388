package letter

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/tie"
)

// State is every letter that stands, without its words.
type State struct {
	all    []*letter
	times  []timed
	safety tie.Safety
}

// letter is one of them. What belongs to it may be folded before it.
type letter struct {
	id    ebb.ID
	seq   uint64 // 0: its first row has not come, or has gone
	at    time.Time
	hold  string
	until time.Time
	size  int // runes of the first row
	more  []part
	kept  time.Time // the last time it was
}

// part is a row beside the first, in order of time, then arrival.
type part struct {
	id   ebb.ID
	seq  uint64
	at   time.Time
	size int
}

type timed struct {
	id   ebb.ID
	seq  uint64
	at   time.Time
	from time.Time
	hold string
}

// Apply takes letters, what belongs to them, how long to hold them, and their
// no.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindWritten:
		return s.written(seq, e)
	case KindMore:
		return s.more(seq, e)
	case KindKept:
		var k Kept
		if err := e.Decode(&k); err != nil {
			return err
		}
		if l := s.named(k.Letter); l.kept.Before(e.At) {
			l.kept = e.At
		}
	case KindTimed:
		return s.timed(seq, e)
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.safety = a
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

func (s *State) written(seq uint64, e ebb.Event) error {
	var w Written
	if err := e.Decode(&w); err != nil {
		return err
	}
	l := s.named(e.ID)
	l.seq, l.at, l.hold, l.until, l.size = seq, e.At, w.Hold, time.Unix(w.Until, 0), utf8.RuneCountInString(w.Text)
	return nil
}

func (s *State) more(seq uint64, e ebb.Event) error {
	var m More
	if err := e.Decode(&m); err != nil {
		return err
	}
	l := s.named(m.Letter)
	l.more = append(l.more, part{e.ID, seq, e.At, utf8.RuneCountInString(m.Text)})
	slices.SortFunc(l.more, func(a, b part) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	return nil
}

func (s *State) timed(seq uint64, e ebb.Event) error {
	var t Timed
	if err := e.Decode(&t); err != nil {
		return err
	}
	s.times = append(s.times, timed{e.ID, seq, e.At, time.Unix(t.From, 0), t.Hold})
	slices.SortFunc(s.times, func(a, b timed) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	return nil
}

func (s *State) named(id ebb.ID) *letter {
	for _, l := range s.all {
		if l.id == id {
			return l
		}
	}
	s.all = append(s.all, &letter{id: id})
	return s.all[len(s.all)-1]
}

// standing is every letter whose first row is there, the newest first.
func (s *State) standing() (all []letter) {
	for _, l := range s.all {
		if l.seq > 0 {
			now := *l
			now.more = slices.Clone(l.more)
			all = append(all, now)
		}
	}
	slices.SortFunc(all, func(a, b letter) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.seq, a.seq)) })
	return all
}

// time is how long letters are held, whether anybody chose it, and a shorter
// time that does not count yet.
func (s *State) time(now time.Time) (hold string, chosen bool, later *timed) {
	hold = usual
	for _, t := range s.times {
		if t.from.After(now) {
			later = &timed{t.id, t.seq, t.at, t.from, t.hold}
		} else {
			hold, chosen, later = t.hold, true, nil
		}
	}
	return hold, chosen, later
}

// runes is how long a letter is.
func (l letter) runes() int {
	n := l.size
	for _, p := range l.more {
		n += p.size
	}
	return n
}

func (l letter) held(now time.Time) bool { return now.Before(l.until) }

// waits reports whether it can be looked at again and nobody said what becomes
// of it.
func (l letter) waits(now time.Time) bool { return !l.held(now) && l.kept.Before(l.until) }

// rows are the ids of everything that holds its words.
func (l letter) rows() []ebb.ID {
	ids := []ebb.ID{l.id}
	for _, p := range l.more {
		ids = append(ids, p.id)
	}
	return ids
}
