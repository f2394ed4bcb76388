package stat

import "math"

// Wilson is the share k of n with Wilson's score limits, which stay inside 0
// and 1 and do not shrink to nothing at either end (Wilson 1927; Brown, Cai
// and DasGupta 2001).
func Wilson(k, n int) Interval {
	if n <= 0 {
		return none()
	}
	return WilsonOf(float64(k)/float64(n), float64(n))
}

// WilsonOf is Wilson for a share p of n that need not be whole: n counts for
// less where the observations hang together.
func WilsonOf(p, n float64) Interval { return wilson(p, n, z) }

func wilson(p, n, z float64) Interval {
	if !(n > 0) {
		return none()
	}
	middle := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	return Interval{p, math.Max(0, math.Min(p, (middle-half)/scale)), math.Min(1, math.Max(p, (middle+half)/scale))}
}

// Difference is after minus before for two shares with Wilson limits
// (Newcombe 1998, method 10).
func Difference(before, after Interval) Interval {
	d := after.Value - before.Value
	return Interval{
		d,
		d - math.Hypot(after.Value-after.Low, before.High-before.Value),
		d + math.Hypot(after.High-after.Value, before.Value-before.Low),
	}
}

// Dispersion says how much more the shares k[i] of n[i] differ from one
// another than independent draws would: Pearson's chi-squared over its degrees
// of freedom, at least 1 (McCullagh and Nelder 1989, section 4.5). Divide n by
// it before asking for limits.
func Dispersion(k, n []int) float64 {
	var sumK, sumN float64
	for i := range n {
		sumK, sumN = sumK+float64(k[i]), sumN+float64(n[i])
	}
	p := sumK / sumN
	if !(p > 0 && p < 1) {
		return 1
	}
	chi, used := 0.0, 0
	for i := range n {
		if m := float64(n[i]); m > 0 {
			d := float64(k[i]) - m*p
			chi += d * d / (m * p * (1 - p))
			used++
		}
	}
	if used < 2 {
		return 1
	}
	return math.Max(1, chi/float64(used-1))
}
