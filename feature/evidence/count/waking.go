package count

import (
	"ebb/stat"
	"ebb/tie"
)

// Bounds of a quiet window.
const (
	leastQuiet    = 5   // hours
	mostQuiet     = 10  // a longer one is no night
	fewForQuiet   = 200 // messages, below which no hour is called quiet
	quietShare    = 50  // less than one message in so many falls into it
	hoursInTheDay = 24
)

// quiet finds the hours in which a side hardly ever writes: the longest block
// of 5 to 10 hours with less than 2 in 100 of their messages, of those the
// emptiest. Nil where there is none, or too few messages to tell.
func quiet(hours [hoursInTheDay]int) *tie.Quiet {
	all := 0
	for _, n := range hours {
		all += n
	}
	if all < fewForQuiet {
		return nil
	}
	var best *tie.Quiet
	for from := range hours {
		n := 0
		for length := 1; length <= mostQuiet; length++ {
			if n += hours[(from+length-1)%hoursInTheDay]; n*quietShare >= all {
				break
			}
			if length >= leastQuiet && (best == nil || length > best.Hours || length == best.Hours && n < best.Messages) {
				best = &tie.Quiet{From: from, Hours: length, Messages: n}
			}
		}
	}
	return best
}

// waking is turns without the quiet hours of the one who answers.
type waking struct {
	turns
	short [Gaps][]int // waits that end in no answer, by the whole hours they took
}

// waking takes the part of each wait of an hour or more that lies in the quiet
// hours out of it. A wait that was watched for a day was watched for the
// waking hours of one.
func (t *waits) waking(asked int, u turns, q *tie.Quiet) *waking {
	if q == nil {
		return nil
	}
	w := &waking{turns: turns{u.unit, make([]int, len(u.more)), append([]int(nil), u.answer...)}}
	for _, packed := range t.nights {
		wait, end := int64(packed>>20), int64(packed>>2&(1<<18-1))
		if int(packed&1) != asked {
			continue
		}
		watched := min(wait, day)
		at := int(watched-overlap(q, end-watched, end)) / u.unit
		if answered := packed&2 != 0; answered && wait <= day {
			w.answer[int(wait)/u.unit]--
			w.answer[at]++
			continue
		} else if hours := wait / hour; !answered && hours < Gaps {
			w.short[hours] = append(w.short[hours], at)
		}
		w.more[at]++
	}
	return w
}

// overlap is how many of the seconds between two lie in quiet hours.
func overlap(q *tie.Quiet, from, to int64) int64 {
	until := func(at int64) int64 {
		at -= int64(q.From) * hour
		days := floor(at, day)
		length := int64(q.Hours) * hour
		return days*length + min(length, at-days*day)
	}
	return until(to) - until(from)
}

// replies forgets, gap by gap in rising order, what turns.replies forgets.
func (w *waking) replies(gap int) *tie.Waking {
	if w == nil {
		return nil
	}
	for hours := range gap / hour {
		for _, at := range w.short[hours] {
			w.more[at]--
		}
		w.short[hours] = nil
	}
	curve := stat.KaplanMeierCounts(w.answer, w.more)
	return &tie.Waking{Median: w.seconds(curve.Quantile(0.5)), Hour: tie.Range(curve.Within(float64(hour / w.unit)))}
}
