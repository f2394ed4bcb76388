package count

import (
	"math/bits"
	"time"

	"ebb/chat"
	"ebb/tie/exchange"
)

// walk goes over the messages of one history, once, and counts what every
// figure needs.
type walk struct {
	h      *chat.History
	side   []uint8 // by author
	clock  clock
	pair   bool
	weeks  []exchange.Week
	begun  [][Gaps][2]int32 // starts of each week at each gap
	months []exchange.Month
	struck int64 // when the hour of the last message began, on the wall
	day    int64 // and its day
	now    [2]int
	wrote  [2]int // before that hour
	hours  [2][24]int
	gaps   [Gaps]pauses
	waits  waits
	mix    [1 << 10]int32 // see place
}

func newWalk(h *chat.History, c *Cast, zone *time.Location) *walk {
	w := &walk{h: h, pair: c.Pair(), side: c.Sides(), struck: -1 << 60, day: -1 << 60, waits: newWaits()}
	if h.Zoned && zone != nil {
		w.clock.zone = zone
	}
	return w
}

// clock turns instants into seconds of the clock on the wall. It looks a
// zone's offset up once for each stretch of time in which it stays the same.
type clock struct {
	zone             *time.Location // nil where times are on the wall already
	from, to, offset int64
}

func (c *clock) wall(at int64) int64 {
	if c.zone == nil {
		return at
	}
	if at < c.from || at >= c.to {
		c.look(at)
	}
	return at + c.offset
}

func (c *clock) look(at int64) {
	t := time.Unix(at, 0).In(c.zone)
	_, offset := t.Zone()
	c.offset, c.from, c.to = int64(offset), -1<<62, 1<<62
	from, to := t.ZoneBounds()
	if !from.IsZero() {
		c.from = from.Unix()
	}
	if !to.IsZero() {
		c.to = to.Unix()
	}
}

// run does it. Most messages follow another one closely, in the same hour; for
// those nothing here depends on who wrote them, which no processor can guess.
func (w *walk) run() {
	if messages := w.h.Messages; len(messages) > 0 {
		w.first(messages[0])
		w.rest(messages[0], messages[1:])
		w.close()
		w.waits.close()
	}
}

// first counts a message that nothing came before.
func (w *walk) first(m chat.Message) {
	side := w.side[m.Author]
	w.open(w.clock.wall(m.At))
	w.start(side, Gaps)
	for g := range w.gaps {
		w.gaps[g].begin(side, false, w.wrote)
	}
	w.add(&m, side)
}

// rest counts messages that follow one another, the first of them one from
// before.
func (w *walk) rest(from chat.Message, messages []chat.Message) {
	before, asked := from.At, w.side[from.Author]
	for i := range messages {
		m := &messages[i]
		side := w.side[m.Author]
		at := m.At
		if w.clock.zone != nil {
			at = w.clock.wall(at)
		}
		if uint64(at-w.struck) >= hour {
			w.open(at)
		}
		wait := m.At - before
		if wait >= hour {
			w.pause(asked, side, wait, at)
		}
		w.waits.add(asked, side, wait)
		w.add(m, side)
		before, asked = m.At, side
	}
}

func (w *walk) add(m *chat.Message, side uint8) {
	w.now[side&1]++
	w.mix[place(m, side)]++
}

// place is where a message counts in mix: 5 bits for its class of length, 31
// for none, then side, kind and flags. It is facts.Class without a branch.
func place(m *chat.Message, side uint8) int {
	class := 1 + bits.Len32((m.Runes-1)/5)
	return (class<<5 | int(side)<<4 | int(m.Kind)<<2 | int(m.Flags&(chat.Edited|chat.Asks))) & (1<<10 - 1)
}

// pause counts a message after an hour or more without one.
func (w *walk) pause(last, next uint8, wait, at int64) {
	w.waits.long(last, next, wait, at)
	if !w.pair {
		return
	}
	hours := int(min(Gaps, wait/hour))
	w.start(next, hours)
	wrote := [2]int{w.wrote[0] + w.now[0], w.wrote[1] + w.now[1]}
	for g := range hours {
		w.gaps[g].end(last, wrote)
		w.gaps[g].begin(next, last == next || wait > day, wrote)
	}
}

// start counts a start for as many gaps in its month and week.
func (w *walk) start(side uint8, gaps int) {
	if !w.pair {
		return
	}
	month := &w.months[len(w.months)-1]
	starts := month.Me
	if side == Them {
		starts = month.Them
	}
	begun := &w.begun[len(w.begun)-1]
	for g := range gaps {
		starts[g]++
		begun[g][side&1]++
	}
}

// close puts the messages of an hour where they belong.
func (w *walk) close() {
	if n := len(w.weeks); n > 0 {
		w.weeks[n-1].Me += w.now[Me]
		w.weeks[n-1].Them += w.now[Them]
		at := (w.struck/hour%24 + 24) % 24
		for side, n := range w.now {
			w.hours[side][at] += n
			w.wrote[side] += n
		}
	}
	w.now = [2]int{}
}

// open begins the hour of a second on the wall, with its week and month where
// they are new.
func (w *walk) open(at int64) {
	w.close()
	w.struck = floor(at, hour) * hour
	d := floor(at, day)
	if d == w.day {
		return
	}
	w.day = d
	if monday := int(Monday(d)); len(w.weeks) == 0 || w.weeks[len(w.weeks)-1].Monday != monday {
		w.weeks = append(w.weeks, exchange.Week{Monday: monday})
		w.begun = append(w.begun, [Gaps][2]int32{})
	}
	date := time.Unix(d*day, 0).UTC()
	y, m := date.Year(), int(date.Month())
	if n := len(w.months); n > 0 && w.months[n-1].Year == y && w.months[n-1].Month == m {
		return
	}
	w.months = append(w.months, exchange.Month{Year: y, Month: m})
	if w.pair {
		last := &w.months[len(w.months)-1]
		last.Me, last.Them = make([]int, Gaps), make([]int, Gaps)
	}
}

// weekly is the weeks with their starts at the headline gap.
func (w *walk) weekly() []exchange.Week {
	for i, b := range w.begun {
		w.weeks[i].StartsMe, w.weeks[i].StartsThem = int(b[Gap-1][Me]), int(b[Gap-1][Them])
	}
	return w.weeks
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
