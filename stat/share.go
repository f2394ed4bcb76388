package stat

import "math"

// Wilson is the share k of n with Wilson's score limits, which stay inside 0
// and 1 and do not shrink to nothing at either end (Wilson 1927; Brown, Cai
// and DasGupta 2001).
func Wilson(k, n int) Interval {
	if n <= 0 {
		return none()
	}
	p, m := float64(k)/float64(n), float64(n)
	middle := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	scale := 1 + z*z/m
	return Interval{p, math.Max(0, (middle-half)/scale), math.Min(1, (middle+half)/scale)}
}
