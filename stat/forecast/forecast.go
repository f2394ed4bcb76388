// Package forecast is arithmetic about what somebody expected and what came:
// how far off they were, whether they did better than saying the same each
// time, and whether what they call 80 % comes true as often as that.
//
// Every function is pure. It refuses clocks and words, and to call anybody
// good at it before ten forecasts have been resolved.
package forecast

import (
	"math"
	"slices"

	"ebb/stat"
)

// Resolved is a forecast whose day has come.
type Resolved struct {
	Chance float64 // 0 to 1, as it was said
	Base   float64 // what a published rate would have said; NaN where there is none
	Came   bool
}

// Enough is how many have to be resolved before skill is spoken of.
const Enough = 10

// Score is how far off a set of forecasts was. Brier is the mean square of
// chance less outcome (Brier 1950): 0 is perfect, 0.25 is what always saying
// one half scores.
type Score struct {
	N     int
	Brier float64 // NaN where nothing is resolved
	Half  float64 // always saying one half
	// Of those with a published rate: how many, their own score, and that of
	// saying this rate.
	Based       int
	OwnOfBased  float64
	BaseOfBased float64
}

// Skilled reports whether there are enough to compare, and whether the
// forecasts beat one half: the share of its score that they save.
func (s Score) Skilled() (share float64, ok bool) {
	if s.N < Enough {
		return math.NaN(), false
	}
	return 1 - s.Brier/s.Half, true
}

// SkilledOverBase is the same against the published rate.
func (s Score) SkilledOverBase() (share float64, ok bool) {
	if s.Based < Enough || s.BaseOfBased == 0 {
		return math.NaN(), false
	}
	return 1 - s.OwnOfBased/s.BaseOfBased, true
}

// Of scores all forecasts.
func Of(all []Resolved) Score {
	s := Score{N: len(all), Half: 0.25}
	var own, based, always []float64
	for _, r := range all {
		own = append(own, square(r.Chance, r.Came))
		if !math.IsNaN(r.Base) {
			based = append(based, square(r.Chance, r.Came))
			always = append(always, square(r.Base, r.Came))
		}
	}
	s.Brier, s.Based, s.OwnOfBased, s.BaseOfBased = mean(own), len(based), mean(based), mean(always)
	return s
}

func square(chance float64, came bool) float64 {
	if came {
		return (1 - chance) * (1 - chance)
	}
	return chance * chance
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// Dot is one place of the calibration picture: forecasts said at about the same
// chance, and how often they came true.
type Dot struct {
	Said  float64 // mean of what was said
	N     int
	Share stat.Interval // how often it came, with Wilson's limits
}

// Dots groups forecasts by the tenth that their chance is nearest to, from low
// to high; tenths without a forecast are left out.
func Dots(all []Resolved) []Dot {
	said, came := map[int][]float64{}, map[int]int{}
	for _, r := range all {
		tenth := int(math.Round(r.Chance * 10))
		said[tenth] = append(said[tenth], r.Chance)
		if r.Came {
			came[tenth]++
		}
	}
	var dots []Dot
	for tenth, chances := range said {
		dots = append(dots, Dot{Said: mean(chances), N: len(chances), Share: stat.Wilson(came[tenth], len(chances))})
	}
	slices.SortFunc(dots, func(a, b Dot) int { return int(math.Copysign(1, a.Said-b.Said)) })
	return dots
}
