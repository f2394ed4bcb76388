package review

import (
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// What counts as a hard moment here. Only when it was is read.
var hard = []string{"hold.pull", "hold.outcome", tie.HeadBegan, "reached.came"}

// State is what was said in reviews, without its words, and when hard moments
// were. It is the same whatever order its events arrive in.
type State struct {
	cards  []fact[Looked]
	needs  []fact[Need] // Word left out
	nexts  []fact[struct{}]
	ended  []fact[Ended]
	wanted []fact[Wanted]
	stayed []fact[struct{}]
	hard   time.Time // the last one
}

// fact is one event, with where to read it again.
type fact[T any] struct {
	at   time.Time
	id   ebb.ID
	seq  uint64
	body T
}

// Apply takes its own kinds, and of hard moments the time.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindCard:
		return hear(&s.cards, seq, e, func(b Looked) Looked { return b })
	case KindNeed:
		return hear(&s.needs, seq, e, func(b Need) Need { b.Word = ""; return b })
	case KindNext:
		return hear(&s.nexts, seq, e, func(Next) struct{} { return struct{}{} })
	case KindEnded:
		return hear(&s.ended, seq, e, func(b Ended) Ended { return b })
	case KindWanted:
		return hear(&s.wanted, seq, e, func(b Wanted) Wanted { return b })
	case KindStayed:
		return hear(&s.stayed, seq, e, func(b struct{}) struct{} { return b })
	}
	if slices.Contains(hard, e.Kind) && e.At.After(s.hard) {
		s.hard = e.At
	}
	return nil
}

// hear keeps what remains of a body, in order of time, then of id.
func hear[T, U any](all *[]fact[U], seq uint64, e ebb.Event, keep func(T) U) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	now := fact[U]{e.At, e.ID, seq, keep(body)}
	i, _ := slices.BinarySearchFunc(*all, now, func(a, b fact[U]) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return slices.Compare(a.id[:], b.id[:])
	})
	*all = slices.Insert(*all, i, now)
	return nil
}

// last is the newest of all.
func last[T any](all []fact[T]) (f fact[T], ok bool) {
	if len(all) == 0 {
		return f, false
	}
	return all[len(all)-1], true
}

// span is the days a review is about: from one midnight to before another.
type span struct {
	from, until time.Time
	over        bool // these days were reviewed already
	merged      bool // more than one week
}

const (
	week    = 7
	atLeast = 4        // days since the last review, for another one
	resumed = 3        // days in which a review that was begun goes on
	longest = 8 * week // days of missed weeks; after a longer silence it is the last week again
)

// span is the time since the last review, one week at least; and shortly after
// a review, what that one was about. Weeks that were missed are one longer one,
// up to a point: nobody who comes back after half a year looks back on all of it.
func (s *State) span(now time.Time) span {
	y, m, d := now.Date()
	day := func(ago int) time.Time { return time.Date(y, m, d-ago, 0, 0, 0, 0, now.Location()) }
	w := span{from: day(week - 1), until: day(-1)}
	if e, ok := last(s.ended); ok {
		from, err1 := time.ParseInLocation(time.DateOnly, e.body.From, now.Location())
		until, err2 := time.ParseInLocation(time.DateOnly, e.body.Until, now.Location())
		switch {
		case err1 != nil || err2 != nil:
		case until.After(day(atLeast - 1)):
			return span{from, until, true, false}
		default:
			w.from = until
		}
	} else if e, ok := last(s.wanted); ok && e.body.Yes && e.at.Before(w.from) {
		w.from = time.Date(e.at.Year(), e.at.Month(), e.at.Day(), 0, 0, 0, 0, now.Location())
	}
	if w.until.Sub(w.from) > longest*24*time.Hour {
		w.from = day(week - 1)
	}
	w.merged = w.until.Sub(w.from) > (week+2)*24*time.Hour
	return w
}

// next is the first card of w that was not looked at; "end" where all were.
func (s *State) next(w span, now time.Time) string {
	if w.over {
		return "end"
	}
	from := w.from.Format(time.DateOnly)
	for _, name := range Cards {
		seen := slices.ContainsFunc(s.cards, func(c fact[Looked]) bool {
			return c.body.From == from && c.body.Card == name && now.Sub(c.at) < resumed*24*time.Hour
		})
		if !seen {
			return name
		}
	}
	return "end"
}

// wants reports whether the person asked for the review on Sundays.
func (s *State) wants() bool {
	w, ok := last(s.wanted)
	return ok && w.body.Yes
}
