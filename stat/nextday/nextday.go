// Package nextday sets days with something beside days without it: by how much
// the day after was heavier or lighter, between days that weighed the same.
//
// The next day's value is regressed on whether the day had it, on the day's own
// value, on the day of the week and on a straight line through time, over all
// pairs of neighbouring days that both have a value. Bad days come in runs, so
// the day's own value is in it (a lagged outcome; Wooldridge 2016, section
// 18.2), and the range is the widest of three: ordinary least squares, HC3
// (MacKinnon and White 1985), and Newey and West's (1987) over three days, in
// which days without a record count as zero and keep their place (amplitude
// modulation; Rho and Vogelsang 2019). Student's t throughout. The level is
// shared among all things looked at (Bonferroni), so that all ranges hold at
// once whatever hangs together.
//
// doc/honesty.md says how often it is wrong, and where. It refuses fewer than
// Least pairs, words, and to say why.
package nextday

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"ebb/stat"
)

const (
	Least     = 30 // pairs of days; with fewer nothing is said
	LeastSide = 8  // of them with it, and as many without
	lags      = 3  // days over which neighbours are taken for alike
	alpha     = 0.05
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
	Pairs  int // of days next to each other, both with a value, the first known to have it or not
	With   int // of those, the ones whose first day had it
	Change stat.Interval
}

// Enough reports whether something can be said of so many pairs.
func (d Difference) Enough() bool {
	return d.Pairs >= Least && d.With >= LeastSide && d.Pairs-d.With >= LeastSide
}

// Stands reports whether the whole range lies on one side of zero.
func (d Difference) Stands() bool { return d.Change.Low > 0 || d.Change.High < 0 }

// pair is a day and the day after.
type pair struct {
	day         int
	had         float64
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
			all = append(all, p)
		}
	}
	return all
}

// Count is how many pairs there are, without a comparison.
func Count(days []Day) (d Difference) {
	nan := math.NaN()
	d.Change = stat.Interval{Value: nan, Low: nan, High: nan}
	for _, p := range pairsOf(days) {
		d.Pairs++
		d.With += int(p.had)
	}
	return d
}

// Compare is the difference with its range, where looked things are looked at
// in all. Limits are NaN where there are too few pairs, or where the day of the
// week, the line or the day's own value leave nothing to compare.
func Compare(days []Day, looked int) Difference {
	d := Count(days)
	if !d.Enough() {
		return d
	}
	f := fitted(pairsOf(days))
	if !f.ok() {
		return d
	}
	share := alpha / float64(max(1, looked))
	wide := f.error() * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: f.df}.Quantile(1-share/2)
	d.Change = stat.Interval{Value: f.slope, Low: f.slope - wide, High: f.slope + wide}
	return d
}
