// Package count is the arithmetic of a chat: who starts, how long answers
// take, week by week. It takes a chat.History and who is who, and gives
// figures; each is a count with its range.
//
// A conversation starts with the first message after some quiet hours. How
// many is a choice, so every figure about starts is made for each of 1 to 8
// hours, and Conclude says something only where all eight agree. It promises
// the same figures for the same history, and one pass over the messages
// for all gaps. It refuses to know words, pages and clocks, and to say why.
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
	w.run()
	t := summary(h, c)
	for i, n := range w.mix {
		switch kind := chat.Kind(i >> 1); {
		case kind == chat.Media || kind == chat.Empty:
			t.Media += n
		case kind == chat.Deleted:
			t.Deleted += n
		}
		t.Edited += n * (i & 1)
	}
	if n := len(h.Messages); n > 0 {
		t.First, t.Last = w.wall(h.Messages[0].At), w.wall(h.Messages[n-1].At)
	}
	if c.Me < 0 {
		return t
	}
	t.Weeks, t.Months = w.weeks, w.months
	if !c.Pair() {
		return t
	}
	t.Gaps = make([]tie.GapView, Gaps)
	for g := range t.Gaps {
		gap := (g + 1) * hour
		t.Gaps[g] = tie.GapView{Hours: g + 1, Starts: w.starts[g], Me: w.waits.replies(Them, gap), Them: w.waits.replies(Me, gap)}
	}
	return t
}

// summary counts what needs no look at the messages.
func summary(h *chat.History, c *Cast) *tie.Tally {
	t := &tie.Tally{Format: h.Format, Messages: len(h.Messages), System: h.System, Calls: len(h.Calls), Order: h.DateOrder, People: c.Writers()}
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
