package count

import (
	"time"

	"ebb/chat"
	"ebb/tie"
)

// walk goes over the messages of one history, once, and counts what every
// figure needs.
type walk struct {
	h      *chat.History
	side   []uint8 // by author
	zone   *time.Location
	pair   bool
	weeks  []tie.Week
	months []tie.Month
	dawn   int64 // when the day of the last message began, on the wall
	today  [2]int
	starts [Gaps]tie.Starts
	waits  waits
	mix    [8]int // by kind << 1 | edited
}

func newWalk(h *chat.History, c *Cast, zone *time.Location) *walk {
	w := &walk{h: h, pair: c.Pair(), side: make([]uint8, len(h.Authors)), dawn: -1 << 60, waits: newWaits()}
	if h.Zoned {
		w.zone = zone
	}
	for i := range w.side {
		if c.of[i] != c.Me {
			w.side[i] = Them
		}
	}
	return w
}

// wall turns At into seconds of the clock on the wall.
func (w *walk) wall(at int64) int64 {
	if w.zone == nil {
		return at
	}
	_, offset := time.Unix(at, 0).In(w.zone).Zone()
	return at + int64(offset)
}

// run does it. Most messages follow another one closely, on the same day; for
// those nothing here depends on who wrote them, which no processor can guess.
func (w *walk) run() {
	messages := w.h.Messages
	if len(messages) == 0 {
		return
	}
	before, asked := messages[0].At, w.side[messages[0].Author]
	w.open(w.wall(before))
	w.start(asked, Gaps, false)
	w.add(&messages[0], asked)
	for i := range messages[1:] {
		m := &messages[i+1]
		side := w.side[m.Author]
		at := m.At
		if w.zone != nil {
			at = w.wall(at)
		}
		if uint64(at-w.dawn) >= day {
			w.open(at)
		}
		wait := m.At - before
		if wait >= hour {
			w.start(side, int(min(Gaps, wait/hour)), asked == side || wait > day)
		}
		w.waits.add(asked, side, wait)
		w.add(m, side)
		before, asked = m.At, side
	}
	w.close()
	w.waits.close()
}

func (w *walk) add(m *chat.Message, side uint8) {
	w.today[side&1]++
	w.mix[(m.Kind<<1|chat.Kind(m.Flags&chat.Edited))&7]++
}

// start counts a message after a pause of so many hours.
func (w *walk) start(side uint8, hours int, clear bool) {
	if !w.pair {
		return
	}
	month := &w.months[len(w.months)-1]
	starts := month.Me
	if side == Them {
		starts = month.Them
	}
	for g := range hours {
		w.starts[g] = startedBy(w.starts[g], side, clear)
		starts[g]++
	}
	if hours >= Gap {
		week{&w.weeks[len(w.weeks)-1]}.start(int(side))
	}
}

func startedBy(s tie.Starts, side uint8, clear bool) tie.Starts {
	all, sure := &s.Me, &s.ClearMe
	if side == Them {
		all, sure = &s.Them, &s.ClearThem
	}
	*all++
	if clear {
		*sure++
	}
	return s
}

// close puts the messages of a day into its week.
func (w *walk) close() {
	if n := len(w.weeks); n > 0 {
		w.weeks[n-1].Me += w.today[Me]
		w.weeks[n-1].Them += w.today[Them]
	}
	w.today = [2]int{}
}

// open begins the day of a second on the wall, with its week and month where
// they are new.
func (w *walk) open(at int64) {
	w.close()
	d := floor(at, day)
	w.dawn = d * day
	if monday := int(Monday(d)); len(w.weeks) == 0 || w.weeks[len(w.weeks)-1].Monday != monday {
		w.weeks = append(w.weeks, tie.Week{Monday: monday})
	}
	date := time.Unix(w.dawn, 0).UTC()
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

type week struct{ *tie.Week }

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
