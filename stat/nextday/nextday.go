// Package nextday sets days with something beside days without it: by how much
// the day after was heavier or lighter, between days that weighed the same.
//
// The next day's value is regressed on whether the day had it, on the day's own
// value, on whether the day before had it, on the day of the week and on a
// line through time that may bend the more the longer it is, over all pairs of neighbouring days that both
// have a value. Bad days come in runs, so the day's own value is in it; the day
// before is in it because what it did is still in that value (a lagged outcome
// and a lagged cause; Wooldridge 2016, section 10.2 and 18.2). The range is the
// widest of three: ordinary least squares, HC3 (MacKinnon and White 1985), and
// Newey and West's (1987) over three days, in which days without a record keep
// their place and count as zero (amplitude modulation; Rho and Vogelsang 2019).
// Student's t throughout.
//
// A heavy day may lead to the thing, and to a heavy day after it; as a day is
// noted only roughly, its own value does not take all of that out. But then the
// day before is as heavy. So the same is asked of the days in the other order
// (time reversal; Haufe, Nikulin, Müller and Nolte 2013; Winkler et al. 2016),
// and nothing is said that is not clearly beyond the day before.
//
// Nor is a heavier day after spoken of where it was noted clearly less often, or
// a lighter one where it was noted more often: whoever notes most days, and after
// days with it only heavy ones, would find that. What is noted more often where
// it is heavier is spoken of; there the difference is rather too small.
//
// Pairs are counted at 30, 60, 120, 240 and 480, and in between nothing moves:
// whoever looks every week would otherwise find something by chance. All counts
// and all things looked at share one level (Bonferroni), so that their ranges
// hold at once whatever hangs together.
//
// doc/honesty.md says how often it is wrong, and where. It refuses fewer than
// Least pairs, words, and to say why.
package nextday

import (
	"math"
	"slices"

	"ebb/stat"
)

const (
	Least     = 30 // pairs of days; with fewer nothing is said
	LeastSide = 8  // of them with it, and as many without
	Counts    = 5  // times that pairs are counted, each at twice as many as before
	lags      = 3  // days over which neighbours are taken for alike
	alpha     = 0.05
	twoSided  = 1.96 // standard errors
	eve       = 0.02 // of times the day before is taken for clearly different when it is not
)

// Had says whether a day had the thing.
type Had int8

// The answers.
const (
	Unknown Had = iota
	Without
	With
)

// Day is one day of a row without gaps: its value, NaN where there is none, and
// whether it had the thing.
type Day struct {
	Value float64
	Had   Had
}

// Difference is what a row of days comes to. Change has no limits where Enough
// is false.
type Difference struct {
	Pairs       int // that are counted: days next to each other, both with a value, the first known to have it or not
	With        int // of those, the ones whose first day had it
	All         int // pairs there are, counted or not yet
	First, Last int // the first day of the first pair that is counted, and the second of the last
	Change      stat.Interval
	Eve         stat.Interval // the same of the day before, with its 98 % limits; NaN where there is too little
	Beyond      stat.Interval // by how much Change is more than Eve, with its 98 % limits
	Uneven      bool          // a heavier day after has a value clearly less often, or a lighter one more often, where the day had it
}

// Enough reports whether something can be said of so many pairs.
func (d Difference) Enough() bool {
	return d.Pairs >= Least && d.With >= LeastSide && d.Pairs-d.With >= LeastSide
}

// Compared reports whether there is a range.
func (d Difference) Compared() bool { return !math.IsNaN(d.Change.Low) }

// Clear reports whether the whole range lies on one side of zero.
func (d Difference) Clear() bool { return d.Change.Low > 0 || d.Change.High < 0 }

// Sooner reports whether the day before differs about as much, so that the
// change is not clearly beyond it.
func (d Difference) Sooner() bool { return !(d.Beyond.Low > 0 || d.Beyond.High < 0) }

// Stands reports whether the difference may be spoken of.
func (d Difference) Stands() bool { return d.Clear() && !d.Sooner() && !d.Uneven }

// pair is a day and the day after.
type pair struct {
	day         int
	had         float64
	before      Had // of the day before
	value, next float64
}

func pairsOf(days []Day) (all []pair) {
	for i := 0; i+1 < len(days); i++ {
		a, b := days[i], days[i+1]
		if a.Had != Unknown && !math.IsNaN(a.Value) && !math.IsNaN(b.Value) {
			p := pair{day: i, value: a.Value, next: b.Value}
			if a.Had == With {
				p.had = 1
			}
			if i > 0 {
				p.before = days[i-1].Had
			}
			all = append(all, p)
		}
	}
	return all
}

// Due is how many of so many pairs are counted, and at how many it is counted
// anew; 0 where it is not again.
func Due(pairs int) (counted, next int) {
	next = Least
	for range Counts {
		if pairs < next {
			return counted, next
		}
		counted, next = next, 2*next
	}
	return counted, 0
}

// Count is how many pairs there are, without a comparison. Below Least all are
// counted.
func Count(days []Day) Difference { return count(pairsOf(days)) }

func count(all []pair) (d Difference) {
	nan := math.NaN()
	none := stat.Interval{Value: nan, Low: nan, High: nan}
	d.Change, d.Eve, d.Beyond, d.All = none, none, none, len(all)
	for _, p := range all[:counted(all)] {
		d.Pairs++
		d.With += int(p.had)
		d.Last = p.day + 1
	}
	if d.Pairs > 0 {
		d.First = all[0].day
	}
	return d
}

// counted is how many of the pairs are.
func counted(all []pair) int {
	if len(all) < Least {
		return len(all)
	}
	n, _ := Due(len(all))
	return n
}

// Compare is the difference with its range, where looked things are looked at
// in all. Limits are NaN where there are too few pairs, or where the rest leaves
// nothing to compare: a thing of every Sunday, or always the same value.
func Compare(days []Day, looked int) Difference {
	all := pairsOf(days)
	d := count(all)
	if !d.Enough() {
		return d
	}
	f := fitted(all[:d.Pairs])
	if !f.ok() {
		return d
	}
	d.Change = f.limits(alpha / Counts / float64(max(1, looked)))
	d.Uneven = followed(days[d.First:d.Last+1])*d.Change.Value < 0
	if back := fitted(pairsOf(backwards(days[d.First : d.Last+1]))); back.ok() {
		d.Eve, d.Beyond = back.limits(eve), f.beyond(back)
	}
	return d
}

// followed is by how much more often days with a value are followed by one
// where they had it than where they had not; 0 where that is not clear. Two
// shares, by their pooled standard error (Fleiss, Levin and Paik 2003, section
// 3.3).
func followed(days []Day) float64 {
	var next, all [2]float64
	for i := 0; i+1 < len(days); i++ {
		if a := days[i]; a.Had != Unknown && !math.IsNaN(a.Value) {
			side := int(a.Had - Without)
			all[side]++
			next[side] += one(!math.IsNaN(days[i+1].Value))
		}
	}
	share := (next[0] + next[1]) / (all[0] + all[1])
	wide := twoSided * math.Sqrt(share*(1-share)*(1/all[0]+1/all[1]))
	if by := next[1]/all[1] - next[0]/all[0]; math.Abs(by) > wide {
		return by
	}
	return 0
}

// backwards is the same days, the last one first.
func backwards(days []Day) []Day {
	out := slices.Clone(days)
	slices.Reverse(out)
	return out
}
