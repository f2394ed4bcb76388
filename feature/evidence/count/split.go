package count

import (
	"sort"
	"time"

	"ebb/chat"
	"ebb/feature/evidence/changes"
	"ebb/stat"
	"ebb/tie/exchange"
)

// Period is one side of a date.
type Period struct {
	Weeks    int // ISO weeks with a message; a week cut by the date counts on both sides
	Messages [2]int
	Starts   [2]int
	Share    stat.Interval // my share of the starts
	Replies  [2]exchange.Replies
}

// Split compares the time before a date with the time from it on.
type Split struct {
	Date          time.Time // midnight, the first day after
	Before, After Period
	Change        stat.Interval // of the share
	Rates         changes.Rates
	Replies       [2]Slower // how I answer, how they do
}

// Slower compares how one side answers in two periods. Hour is the share of
// turns answered within an hour, week by week, which allows for good and bad
// weeks. Mean is by how many seconds the mean wait grew, counting at most a day
// of each, and P the log-rank probability of curves so far apart; both take
// every turn for itself.
type Slower struct {
	Hour stat.Comparison
	Mean stat.Interval
	P    float64
}

// SplitAt counts both sides of a date, at the headline gap. Starts of one week
// hang together, so the ranges are as wide as the weeks differ: the number of
// starts is divided by stat.Dispersion of the weekly shares. t is the tally of
// the same history.
func SplitAt(h *chat.History, c *Cast, zone *time.Location, date time.Time, t *exchange.Tally) *Split {
	if c.Me < 0 || !c.Pair() {
		return nil
	}
	y, m, d := date.Date()
	date = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	before, after := newWalk(h, c, zone), newWalk(h, c, zone)
	k := sort.Search(len(h.Messages), func(i int) bool { return before.clock.wall(h.Messages[i].At) >= date.Unix() })
	before.part(0, k)
	after.part(k, len(h.Messages))
	s := &Split{Date: date, Before: before.period(), After: after.period(), Rates: changes.Compare(t, int(date.Unix()/day))}
	s.Change = stat.Difference(s.Before.Share, s.After.Share)
	unit := min(before.waits.unit(), after.waits.unit())
	for asked := range 2 {
		b, a := before.waits.turns(asked, unit), after.waits.turns(asked, unit)
		them := asked ^ 1
		s.Before.Replies[them], s.After.Replies[them] = b.replies(Gap*hour), a.replies(Gap*hour)
		s.Replies[them] = slower(b, a)
		soonBefore, allBefore := before.soon(uint8(asked), 0, k)
		soonAfter, allAfter := after.soon(uint8(asked), k, len(h.Messages)-1)
		s.Replies[them].Hour = stat.ShareChange(soonBefore, allBefore, soonAfter, allAfter)
	}
	return s
}

// soon counts, week by week, the turns of one side among some of the messages,
// and those answered within an hour. A turn belongs to the week of its last
// message. The last message of the file is nobody's to count.
func (w *walk) soon(asked uint8, from, to int) (soon, all []int) {
	messages := w.h.Messages
	first := int64(0)
	for i := from; i < min(to, len(messages)-1); i++ {
		m, next := messages[i], messages[i+1]
		answered, wait := w.side[next.Author] != asked, next.At-m.At
		if w.side[m.Author] != asked || !answered && wait < Gap*hour {
			continue
		}
		week := Monday(floor(w.clock.wall(m.At), day)) / 7
		if len(all) == 0 {
			first = week
		}
		for int64(len(all)) <= min(week-first, stat.MostWeeks) {
			soon, all = append(soon, 0), append(all, 0)
		}
		all[len(all)-1]++
		if answered && wait <= hour {
			soon[len(all)-1]++
		}
	}
	return soon, all
}

func slower(before, after turns) Slower {
	b, a := stat.KaplanMeierCounts(before.answer, before.more), stat.KaplanMeierCounts(after.answer, after.more)
	_, p := stat.LogRank(b, a)
	mean := before.seconds(stat.RMSTDifference(b, a, float64(day/before.unit)))
	return Slower{Mean: stat.Interval(mean), P: p}
}

// part walks over some of the messages, which follow what came before them.
func (w *walk) part(from, to int) {
	if from == to {
		return
	}
	messages := w.h.Messages
	if from == 0 {
		w.first(messages[0])
		from++
	}
	w.rest(messages[from-1], messages[from:to])
	w.close()
	w.waits.close()
}

func (w *walk) period() Period {
	p := Period{Weeks: len(w.weeks)}
	var mine, all []int
	for _, w := range w.weekly() {
		p.Messages[Me] += w.Me
		p.Messages[Them] += w.Them
		p.Starts[Me] += w.StartsMe
		p.Starts[Them] += w.StartsThem
		mine, all = append(mine, w.StartsMe), append(all, w.StartsMe+w.StartsThem)
	}
	n := float64(p.Starts[Me] + p.Starts[Them])
	p.Share = stat.WilsonOf(float64(p.Starts[Me])/n, n/stat.Dispersion(mine, all))
	return p
}
