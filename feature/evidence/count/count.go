// Package count is the arithmetic of a chat: who starts, how long answers
// take, week by week. It takes a chat.History and who is who, and gives
// figures; each is a count with its range.
//
// A conversation starts with the first message after some quiet hours. How
// many is a choice, so every figure about starts is made for each of 1 to 8
// hours. It promises the same figures for the same history, and one pass over the messages
// for all gaps. It refuses to know words, pages and clocks, and to say why.
package count

import (
	"time"

	"ebb/chat"
	"ebb/feature/evidence/changes"
	"ebb/tie/exchange"
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
func Count(h *chat.History, c *Cast, zone *time.Location) *exchange.Tally {
	w := newWalk(h, c, zone)
	w.run()
	t := summary(h, c)
	w.kinds(t)
	if n := len(h.Messages); n > 0 {
		t.First, t.Last = w.clock.wall(h.Messages[0].At), w.clock.wall(h.Messages[n-1].At)
	}
	t.Parts = w.parts()
	if c.Me < 0 {
		return t
	}
	t.Weeks, t.Months = w.weekly(), w.months
	if !c.Pair() {
		return t
	}
	t.Me, t.Them = w.habits(Me), w.habits(Them)
	t.Gaps = w.views(t)
	t.Changes = changes.Find(t, w.begun)
	return t
}

// views is what each of the eight gaps makes of the messages.
func (w *walk) views(t *exchange.Tally) []exchange.GapView {
	unit := w.waits.unit()
	mine, theirs := w.waits.turns(Me, unit), w.waits.turns(Them, unit)
	wakingThem, wakingMe := w.waits.waking(Me, mine, t.Them.Quiet), w.waits.waking(Them, theirs, t.Me.Quiet)
	out := make([]exchange.GapView, Gaps)
	for g := range out {
		gap, p := (g+1)*hour, &w.gaps[g]
		out[g] = exchange.GapView{
			Hours: g + 1, Starts: p.starts, Ends: p.ends, Alone: p.alone,
			Again: exchange.Sides{Me: mine.again(gap), Them: theirs.again(gap)},
		}
	}
	for g := range out {
		gap := (g + 1) * hour
		out[g].Me, out[g].Them = theirs.replies(gap), mine.replies(gap)
		out[g].WakingMe, out[g].WakingThem = wakingMe.replies(gap), wakingThem.replies(gap)
	}
	return out
}

// mostParts is how many parts are told apart; of more, those of one format
// count as one.
const mostParts = 12

// parts says which channel each part came from.
func (w *walk) parts() (out []exchange.Part) {
	place := map[string]int{}
	for _, p := range w.h.Parts {
		part := exchange.Part{Format: p.Format, Messages: p.Messages, First: w.clock.wall(p.First), Last: w.clock.wall(p.Last)}
		i, known := place[p.Format]
		if !known || len(w.h.Parts) <= mostParts {
			place[p.Format] = len(out)
			out = append(out, part)
			continue
		}
		out[i].Messages += part.Messages
		out[i].First, out[i].Last = min(out[i].First, part.First), max(out[i].Last, part.Last)
	}
	return out
}

// summary counts what needs no look at the messages.
func summary(h *chat.History, c *Cast) *exchange.Tally {
	t := &exchange.Tally{Format: h.Format, Messages: len(h.Messages), System: h.System, Calls: len(h.Calls), Order: h.DateOrder, People: c.Writers()}
	for _, x := range h.Calls {
		t.Talked += int(x.Seconds)
		if x.Missed {
			t.Missed++
		}
	}
	t.Notes = notes(h, c)
	return t
}

// notes takes over the warnings of the file. Whether it is a group is settled
// here, after names were merged.
func notes(h *chat.History, c *Cast) (out []exchange.Caveat) {
	if n := c.writers(); n > 2 {
		out = append(out, exchange.Caveat{Code: chat.WarnGroup, N: n})
	}
	for _, w := range h.Warnings {
		if w.Code != chat.WarnGroup {
			out = append(out, exchange.Caveat{Code: w.Code, N: w.N})
		}
	}
	return out
}
