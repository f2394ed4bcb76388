// Package figure is what many hard moments show together: gaps between acting,
// rates by the week, what sets waves off, after what they fell, and how they
// ended.
//
// It promises that nothing resets, that each figure carries how many it rests
// on and its range, and that planned, allowed or shared contact ends no gap. It
// refuses a clock, words and drawings.
package figure

import (
	"slices"
	"time"

	"ebb/feature/hold/moment"
	"ebb/stat"
)

// Gap is the time from one acting to the next, in days. The one that still runs
// has not ended.
type Gap struct {
	From  time.Time
	Days  float64
	Ended bool
}

// GapsOf are the gaps between acting, oldest first; none before the first
// acting, whose beginning nobody saw.
func GapsOf(ms []moment.Moment, now time.Time) []Gap {
	var at []time.Time
	for _, m := range ms {
		if m.Shape() == moment.ShapeActed && !m.Start.After(now) {
			at = append(at, m.Start)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	var out []Gap
	for i, from := range at {
		to, ended := now, i+1 < len(at)
		if ended {
			to = at[i+1]
		}
		out = append(out, Gap{from, to.Sub(from).Hours() / 24, ended})
	}
	return out
}

// Periods are gaps in two stretches of time, each gap where it began.
type Periods struct {
	Split         time.Time // where the second begins
	Before, After stat.Curve
	Two           bool    // both hold enough; otherwise all gaps are in After
	P             float64 // of no difference, by the log-rank test
}

const (
	lately    = 8 * 7 // days of the second period, where the record is twice as long
	leastEach = 3     // gaps that have ended, for a period to be drawn
)

// PeriodsOf parts gaps at eight weeks before now, or where they began less than
// sixteen weeks ago in the middle.
func PeriodsOf(gaps []Gap, now time.Time) Periods {
	if len(gaps) == 0 {
		return Periods{}
	}
	p := Periods{Split: now.AddDate(0, 0, -lately)}
	if first := gaps[0].From; p.Split.Sub(first) < lately*24*time.Hour {
		p.Split = first.Add(now.Sub(first) / 2)
	}
	var before, after []stat.Obs
	for _, g := range gaps {
		o := stat.Obs{T: g.Days, Event: g.Ended}
		if g.From.Before(p.Split) {
			before = append(before, o)
		} else {
			after = append(after, o)
		}
	}
	p.Before, p.After = stat.KaplanMeier(before), stat.KaplanMeier(after)
	if p.Two = p.Before.Events >= leastEach && p.After.Events >= leastEach; p.Two {
		_, p.P = stat.LogRank(p.Before, p.After)
		return p
	}
	p.Before, p.After = stat.Curve{}, stat.KaplanMeier(append(before, after...))
	return p
}

// Rate is how often something happened in a week, in the last four against the
// four before.
type Rate struct {
	Weeks [2]int // of four, in which anything at all was kept
	Count [2]int // in those weeks
	stat.Comparison
}

// Span is how many weeks each window has.
const Span = 4

// RateOf counts the moments that which picks, by weeks that end with today. A
// week in which nothing at all was kept counts on neither side: whether it was
// a quiet one, nobody can tell. kept says whether anything was, in the days
// that end with a date.
func RateOf(ms []moment.Moment, now time.Time, kept func(until time.Time, days int) bool, which func(moment.Moment) bool) Rate {
	var weeks [2][]int
	days := moment.DaysOf(ms, now, 2*Span*7)
	for w := range 2 * Span {
		if !kept(now.AddDate(0, 0, -7*(2*Span-1-w)), 7) {
			continue
		}
		n := 0
		for _, m := range slices.Concat(days[7*w : 7*w+7]...) {
			if which(m) {
				n++
			}
		}
		weeks[w/Span] = append(weeks[w/Span], n)
	}
	r := Rate{Comparison: stat.RateRatio(weeks[0], weeks[1])}
	for i, counts := range weeks {
		r.Weeks[i] = len(counts)
		for _, n := range counts {
			r.Count[i] += n
		}
	}
	return r
}

// Compared reports whether both windows have weeks to go by.
func (r Rate) Compared() bool { return min(r.Weeks[0], r.Weeks[1]) >= 2 }

// Waves picks every moment, Acts those that ended in acting.
func Waves(moment.Moment) bool { return true }

// Acts picks moments that ended in acting.
func Acts(m moment.Moment) bool { return m.Shape() == moment.ShapeActed }
