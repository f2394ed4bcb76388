// Package wave is arithmetic about one pull that was rated several times: how
// long it took to halve, and how strong several were at a minute. Every
// function is pure. It refuses clocks and words, and to say why a pull falls.
package wave

import (
	"math"
	"slices"

	"ebb/stat"
)

// Rating is how strong a pull was, 0 to 10, T minutes after the first rating
// of its moment.
type Rating struct{ T, Value float64 }

// Bounds of what counts.
const (
	leastFirst   = 2.0  // a weaker start has no half that a scale of eleven can show
	zeroCountsAs = 0.5  // so that a rating of 0 has a logarithm
	soonest      = 15.0 // minutes after a forecast of twenty that still answer it
	latest       = 30.0
	asked        = 20.0
)

// HalfTime is how long one moment took to fall to half of its first rating, in
// minutes. ratings are in order of time, the first at T 0. end is when the
// person acted or left, NaN where neither was seen; what was rated after it is
// not looked at.
//
// The event is the first rating at or below half of the first one; its time is
// found on the straight line between the logarithms of that rating and the one
// before, where 0 counts as 0.5. Otherwise the moment is censored, at end or at
// its last rating. It is false for a moment that says nothing: a first rating
// below 2, or nothing seen after it.
func HalfTime(ratings []Rating, end float64) (stat.Obs, bool) {
	if len(ratings) == 0 || ratings[0].Value < leastFirst || end < 0 {
		return stat.Obs{}, false
	}
	half := ratings[0].Value / 2
	before := ratings[0]
	for _, r := range ratings[1:] {
		if r.T > end {
			break
		}
		if r.Value <= half {
			return stat.Obs{T: crossing(before, r, half), Event: true}, true
		}
		before = r
	}
	seen := before.T
	if end > seen {
		seen = end
	}
	return stat.Obs{T: seen}, seen > 0
}

// crossing is when the line between the logarithms of a and b reaches level.
func crossing(a, b Rating, level float64) float64 {
	la, lb := math.Log(a.Value), logRating(b.Value)
	if la == lb {
		return b.T
	}
	return math.Min(b.T, a.T+(b.T-a.T)*(la-math.Log(level))/(la-lb)) // rounding may reach past b
}

func logRating(v float64) float64 { return math.Log(math.Max(v, zeroCountsAs)) }

// StrengthAt is the strength at minute t on the same line between logarithms;
// false before the first rating and after the last, where nothing is known.
func StrengthAt(ratings []Rating, t float64) (float64, bool) {
	for i, r := range ratings {
		switch {
		case r.T == t:
			return r.Value, true
		case r.T < t:
			continue
		case i == 0:
			return 0, false
		}
		a := ratings[i-1]
		la, lb := logRating(a.Value), logRating(r.Value)
		return math.Exp(la + (lb-la)*(t-a.T)/(r.T-a.T)), true
	}
	return 0, false
}

// Spread is the middle half of several moments at minute t: the quartiles of
// those that were rated up to then, and how many those are.
func Spread(moments [][]Rating, t float64) (low, middle, high float64, n int) {
	var at []float64
	for _, m := range moments {
		if v, ok := StrengthAt(m, t); ok {
			at = append(at, v)
		}
	}
	slices.Sort(at)
	return quantile(at, 0.25), quantile(at, 0.5), quantile(at, 0.75), len(at)
}

// quantile of sorted numbers, by linear interpolation (Hyndman and Fan 1996,
// type 7). NaN where there are none.
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Answer finds the rating that answers a forecast for twenty minutes later,
// made at minute made: the one nearest to twenty minutes among those 15 to 30
// minutes later.
func Answer(ratings []Rating, made float64) (Rating, bool) {
	var best Rating
	found := false
	for _, r := range ratings {
		after := r.T - made
		if after < soonest || after > latest {
			continue
		}
		if !found || math.Abs(after-asked) < math.Abs(best.T-made-asked) {
			best, found = r, true
		}
	}
	return best, found
}
