package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Mean is the arithmetic mean with Student's t limits. Fewer than two numbers
// have no limits.
func Mean(xs []float64) Interval {
	n := float64(len(xs))
	if n == 0 {
		return none()
	}
	var sum, squares float64
	for _, x := range xs {
		sum += x
	}
	mean := sum / n
	if n < 2 {
		return Interval{mean, math.NaN(), math.NaN()}
	}
	for _, x := range xs {
		squares += (x - mean) * (x - mean)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975)
	wide := t * math.Sqrt(squares/(n-1)/n)
	return Interval{mean, mean - wide, mean + wide}
}

// EvenOdds is the two-sided probability of a split at least as uneven as k of
// n, were both sides equally likely (exact binomial). Two equally long spans
// with k and n-k events differ beyond chance where it is small.
func EvenOdds(k, n int) float64 {
	if n == 0 {
		return 1
	}
	less := min(k, n-k)
	tail := distuv.Binomial{N: float64(n), P: 0.5}.CDF(float64(less))
	return math.Min(1, 2*tail)
}
