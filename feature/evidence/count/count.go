// Package count is the arithmetic of a chat: who starts, how long answers
// take, week by week. It takes a chat.History and who is who, and gives
// figures; each is a count with its range.
//
// A conversation starts with the first message after some quiet hours. How
// many is a choice, so every figure about starts is made for each of 1 to 8
// hours, and Conclude says something only where all eight agree. It promises
// the same figures for the same history, and one pass over the messages for
// each gap. It refuses to know words, pages and clocks, and to say why.
package count

import (
	"time"

	"ebb/chat"
	"ebb/tie"
)

// Gaps is how many definitions of a start are counted: 1, 2, … Gaps hours.
const Gaps = 8

// Gap is the definition that headlines use, in hours.
const Gap = 6

// Sides of a chat, as an index.
const (
	Me = iota
	Them
)

const (
	hour = 3600
	day  = 24 * hour
)

// Count counts. Gaps, Weeks and Months stay nil while it is open who is me,
// and Gaps in a group. zone matters only for a history that carries instants.
func Count(h *chat.History, c *Cast, zone *time.Location) *tie.Tally {
	w := newWalk(h, c, zone)
	t := summary(h, c)
	if n := len(h.Messages); n > 0 {
		t.First, t.Last = w.wall(h.Messages[0].At), w.wall(h.Messages[n-1].At)
	}
	if c.Me < 0 {
		return t
	}
	starts := w.starts()
	t.Weeks, t.Months = w.weeks, w.months
	if !c.Pair() {
		return t
	}
	t.Gaps = make([]tie.GapView, Gaps)
	for g := range t.Gaps {
		t.Gaps[g] = tie.GapView{Hours: g + 1, Starts: starts[g]}
		t.Gaps[g].Me, t.Gaps[g].Them = w.replies(int64(g+1) * hour)
	}
	return t
}

// summary counts what needs no order of time.
func summary(h *chat.History, c *Cast) *tie.Tally {
	t := &tie.Tally{Format: h.Format, Messages: len(h.Messages), System: h.System, Calls: len(h.Calls), Order: h.DateOrder}
	for i, p := range c.People {
		t.People = append(t.People, tie.Writer{Name: p.Name, Also: p.Also, Messages: p.Messages, Me: i == c.Me})
	}
	for _, m := range h.Messages {
		switch m.Kind {
		case chat.Media, chat.Empty:
			t.Media++
		case chat.Deleted:
			t.Deleted++
		}
		if m.Flags&chat.Edited != 0 {
			t.Edited++
		}
	}
	for _, x := range h.Calls {
		if x.Missed {
			t.Missed++
		}
	}
	t.Notes = notes(h, c)
	return t
}

// notes takes over the warnings of the file. Whether it is a group is settled
// here, after names were merged.
func notes(h *chat.History, c *Cast) (out []tie.Caveat) {
	if n := c.writers(); n > 2 {
		out = append(out, tie.Caveat{Code: chat.WarnGroup, N: n})
	}
	for _, w := range h.Warnings {
		if w.Code != chat.WarnGroup {
			out = append(out, tie.Caveat{Code: w.Code, N: w.N})
		}
	}
	return out
}

// walk goes over the messages of one history.
type walk struct {
	h      *chat.History
	side   []uint8 // by author
	zone   *time.Location
	pair   bool
	weeks  []tie.Week
	months []tie.Month
	today  int64 // day of the last message, with its month
	year   int
	month  int
	counts [2]tally // reused by replies
}

func newWalk(h *chat.History, c *Cast, zone *time.Location) *walk {
	w := &walk{h: h, zone: zone, pair: c.Pair(), side: make([]uint8, len(h.Authors)), today: -1 << 40}
	for i := range w.side {
		if c.of[i] != c.Me {
			w.side[i] = Them
		}
	}
	return w
}

// wall turns At into seconds of the clock on the wall.
func (w *walk) wall(at int64) int64 {
	if !w.h.Zoned || w.zone == nil {
		return at
	}
	_, offset := time.Unix(at, 0).In(w.zone).Zone()
	return at + int64(offset)
}

// starts counts who began conversations, for every gap in one pass, and fills
// the weeks and months.
func (w *walk) starts() (out [Gaps]tie.Starts) {
	for i, m := range w.h.Messages {
		side := int(w.side[m.Author])
		week, month := w.place(w.wall(m.At))
		week.add(side)
		gaps, clear := Gaps, false
		if i > 0 {
			prev := w.h.Messages[i-1]
			quiet := m.At - prev.At
			gaps = int(min(Gaps, quiet/hour))
			clear = int(w.side[prev.Author]) == side || quiet > day
		}
		if !w.pair {
			continue
		}
		for g := range gaps {
			count(&out[g], side, clear)
			month.add(side, g)
		}
		if gaps >= Gap {
			week.start(side)
		}
	}
	return out
}

func count(s *tie.Starts, side int, clear bool) {
	all, sure := &s.Me, &s.ClearMe
	if side == Them {
		all, sure = &s.Them, &s.ClearThem
	}
	*all++
	if clear {
		*sure++
	}
}

type (
	week  struct{ *tie.Week }
	month struct{ *tie.Month }
)

// place finds the week and month of a wall-clock second, and opens them when
// they are new.
func (w *walk) place(at int64) (week, month) {
	if d := floor(at, day); d != w.today {
		w.today = d
		w.open(d)
	}
	return week{&w.weeks[len(w.weeks)-1]}, month{&w.months[len(w.months)-1]}
}

func (w *walk) open(d int64) {
	if monday := int(Monday(d)); len(w.weeks) == 0 || w.weeks[len(w.weeks)-1].Monday != monday {
		w.weeks = append(w.weeks, tie.Week{Monday: monday})
	}
	date := time.Unix(d*day, 0).UTC()
	y, m := date.Year(), int(date.Month())
	if n := len(w.months); n > 0 && w.months[n-1].Year == y && w.months[n-1].Month == m {
		return
	}
	w.months = append(w.months, tie.Month{Year: y, Month: m})
	if w.pair {
		last := &w.months[len(w.months)-1]
		last.Me, last.Them = make([]int, Gaps), make([]int, Gaps)
	}
}

// Monday is the Monday of a day's ISO week, both in days since 1970, which
// began on a Thursday.
func Monday(d int64) int64 { return floor(d+3, 7)*7 - 3 }

func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func (w week) add(side int) {
	if side == Me {
		w.Me++
	} else {
		w.Them++
	}
}

func (w week) start(side int) {
	if side == Me {
		w.StartsMe++
	} else {
		w.StartsThem++
	}
}

func (m month) add(side, gap int) {
	if side == Me {
		m.Me[gap]++
	} else {
		m.Them[gap]++
	}
}
