// Package outlook is arithmetic about how many of a hundred couples who parted
// come back together, and how many of these part again. Nothing but the time
// since the parting moves it, because nothing else has been published with a
// number.
//
// The model is a mixture cure: a share p ever reunites, and those who do are
// spread over time as a lognormal F with median m months and shape 1.358, so
// that three quarters of them have done so within five months. Neither p nor m
// is known; both are spread over a fixed grid of midpoints of equal
// probability, 41 for p (logit-normal, median 0.30, middle 80 % from 0.13 to
// 0.55) and 15 for m (lognormal, median 2, middle 80 % from 1.3 to 3.0). Every
// figure is read from the sorted results, so it comes out the same each time.
//
// Every function is pure. It refuses clocks, words, random numbers, and any
// answer about one couple.
package outlook

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Range is a share between 0 and 1: the middle of the grid, and what nine of
// ten lie above and below.
type Range struct{ Low, Middle, High float64 }

// Ever is a horizon without end, in months.
var Ever = math.Inf(1)

const (
	levels = 41
	gaps   = 15
	shape  = 1.358
	// Distance between the 10th and the 90th of 100 of a standard normal, and
	// half of it, to the digits the model was stated with.
	tenToNinety = 2.5631
	toNinety    = 1.28155
)

// Model is where the middles of what is not known are put.
type Model struct {
	Level float64 // share who ever reunite, counted from the parting
	Gap   float64 // median months until they do
}

// Standing is the model that is shown.
func Standing() Model { return Model{Level: 0.30, Gap: 2} }

// Others are models that could be as true: what is shown should not hang on
// the choice among them without saying so.
func Others() []Model {
	s := Standing()
	return []Model{{s.Level, 1}, {s.Level, 4}, {0.15, s.Gap}, {0.50, s.Gap}}
}

// Reunite is the share who come back together within the next months, of those
// who are still apart since months after the parting.
func (m Model) Reunite(since, within float64) Range {
	return ranged(m.shares(since, within))
}

// Fates is what becomes of them, as shares: reunited and still together a
// year after, reunited and parted again. The share still together, 0.42 (0.25
// to 0.62), is a judgement and no measurement.
func (m Model) Fates(since, within float64) (together, parted Range) {
	return fates(m.shares(since, within))
}

func fates(back []float64) (together, parted Range) {
	stay := spread(levels, logit(0.42), (logit(0.62)-logit(0.25))/tenToNinety)
	var with, without []float64
	for _, b := range back {
		for _, z := range stay {
			with = append(with, b*expit(z))
			without = append(without, b*(1-expit(z)))
		}
	}
	return ranged(with), ranged(without)
}

// shares is the share for each point of the grid.
func (m Model) shares(since, within float64) []float64 {
	var all []float64
	medians := spread(gaps, math.Log(m.Gap), math.Log(1.5)/toNinety)
	for _, z := range spread(levels, logit(m.Level), (logit(0.55)-logit(0.13))/tenToNinety) {
		p := expit(z)
		for _, median := range medians {
			before, after := reunited(since, median), reunited(since+within, median)
			all = append(all, p*(after-before)/(1-p*before))
		}
	}
	return all
}

// reunited is F: of those who ever reunite, the share who have by t months.
func reunited(t, logMedian float64) float64 {
	switch {
	case t <= 0:
		return 0
	case math.IsInf(t, 1):
		return 1
	}
	return distuv.UnitNormal.CDF((math.Log(t) - logMedian) / shape)
}

// spread is n midpoints of equal probability of a normal distribution.
func spread(n int, mean, sd float64) []float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = mean + sd*distuv.UnitNormal.Quantile((float64(i)+0.5)/float64(n))
	}
	return all
}

// ranged reads the 10th, 50th and 90th of 100 off the sorted results.
func ranged(all []float64) Range {
	slices.Sort(all)
	at := func(q float64) float64 { return all[int(math.Floor(q*float64(len(all))))] }
	return Range{at(0.1), at(0.5), at(0.9)}
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
func expit(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
