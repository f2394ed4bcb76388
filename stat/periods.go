package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// LogRank is the probability of two curves at least as far apart, were the
// times to the event the same in both (Mantel 1966; R's survdiff): chi-squared
// with one degree of freedom. NaN, with chi 0, where there is nothing to
// compare.
func LogRank(before, after Curve) (chi, p float64) {
	var more, variance float64
	eachEvent(before, after, func(d, n, d1, n1 float64) {
		more += d1 - d*n1/n
		if n > 1 {
			variance += d * n1 / n * (1 - n1/n) * (n - d) / (n - 1)
		}
	})
	if !(variance > 0) {
		return 0, math.NaN()
	}
	chi = more * more / variance
	return chi, distuv.ChiSquared{K: 1}.Survival(chi)
}

// eachEvent gives, for every time with an event in either curve, the events
// and those at risk in both, and the same of the first.
func eachEvent(a, b Curve, give func(d, n, d1, n1 float64)) {
	for i, j := 0, 0; i < len(a.T) || j < len(b.T); {
		t := math.Inf(1)
		if i < len(a.T) {
			t = a.T[i]
		}
		if j < len(b.T) {
			t = math.Min(t, b.T[j])
		}
		d1, n1, i2 := a.leaving(i, t)
		d2, n2, j2 := b.leaving(j, t)
		if d1+d2 > 0 {
			give(d1+d2, n1+n2, d1, n1)
		}
		i, j = i2, j2
	}
}

// leaving are the events at t, which is not after T[i], and those at risk.
func (c Curve) leaving(i int, t float64) (events, atRisk float64, next int) {
	if i == len(c.T) {
		return 0, 0, i
	}
	if c.T[i] != t {
		return 0, float64(c.AtRisk[i]), i
	}
	return float64(c.events[i]), float64(c.AtRisk[i]), i + 1
}

// RMSTDifference is how much longer the restricted mean is after than before,
// with normal limits (Royston and Parmar 2013). NaN where either curve has
// nothing.
func RMSTDifference(before, after Curve, tau float64) Interval {
	a, sa := before.restricted(tau)
	b, sb := after.restricted(tau)
	half := z * math.Hypot(sa, sb)
	return Interval{b - a, b - a - half, b - a + half}
}
