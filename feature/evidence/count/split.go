package count

import (
	"time"

	"ebb/chat"
	"ebb/stat"
	"ebb/tie"
)

// Period is one side of a date.
type Period struct {
	Weeks    int // ISO weeks with a message; a week cut by the date counts on both sides
	Messages [2]int
	Starts   [2]int
	Share    stat.Interval // my share of the starts
}

// Split compares the time before a date with the time from it on.
type Split struct {
	Date          time.Time // midnight, the first day after
	Before, After Period
	Change        stat.Interval // of the share
}

// SplitAt counts both sides of a date, at the headline gap. Starts of one week
// hang together, so the ranges are as wide as the weeks differ: the number of
// starts is divided by stat.Dispersion of the weekly shares.
func SplitAt(h *chat.History, c *Cast, zone *time.Location, date time.Time) *Split {
	if c.Me < 0 || !c.Pair() {
		return nil
	}
	y, m, d := date.Date()
	date = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	w := newWalk(h, c, zone)
	var weekly [2][]tie.Week
	for i, msg := range h.Messages {
		at, side, period := w.wall(msg.At), int(w.side[msg.Author]), 0
		if at >= date.Unix() {
			period = 1
		}
		k := last(&weekly[period], int(Monday(floor(at, day))))
		k.add(side)
		if i == 0 || msg.At-h.Messages[i-1].At >= Gap*hour {
			k.start(side)
		}
	}
	s := &Split{Date: date, Before: period(weekly[0]), After: period(weekly[1])}
	s.Change = stat.Difference(s.Before.Share, s.After.Share)
	return s
}

func last(weeks *[]tie.Week, monday int) week {
	if n := len(*weeks); n == 0 || (*weeks)[n-1].Monday != monday {
		*weeks = append(*weeks, tie.Week{Monday: monday})
	}
	return week{&(*weeks)[len(*weeks)-1]}
}

func period(weeks []tie.Week) Period {
	p := Period{Weeks: len(weeks)}
	var mine, all []int
	for _, w := range weeks {
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
