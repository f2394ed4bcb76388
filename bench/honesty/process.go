// Package honesty measures how often the statistics of ebb are wrong: it
// invents chats in which nothing changed, or something did at a known week,
// gives their weeks to package stat as the program does, and counts. It
// promises the same figures on every machine; it refuses to be fast where that
// would measure something else.
package honesty

import (
	"math"
	"math/rand/v2"
)

// Process is how starts come about, day by day.
type Process struct {
	Name  string
	Waves bool    // the day's mean itself varies, exponentially: a negative binomial with k = 1
	Runs  float64 // correlation of a day's wave with the day before, as a normal
}

// Processes, from the tamest to the wildest.
var Processes = []Process{
	{"even", false, 0},
	{"good and bad days", true, 0},
	{"in short runs (0.5)", true, 0.5},
	{"in long runs (0.8)", true, 0.8},
}

// Weeks are starts a week, where a day of week i has daily[i] on average.
func (p Process) Weeks(r *rand.Rand, daily []float64) []int {
	out := make([]int, len(daily))
	wave := r.NormFloat64()
	for i, mean := range daily {
		for range 7 {
			today := mean
			if p.Waves {
				today *= exponential(wave)
			}
			out[i] += poisson(r, today)
			wave = p.Runs*wave + math.Sqrt(1-p.Runs*p.Runs)*r.NormFloat64()
		}
	}
	return out
}

// exponential turns a normal deviate into one with mean 1.
func exponential(normal float64) float64 { return -math.Log(math.Erfc(normal/math.Sqrt2) / 2) }

// poisson multiplies uniform numbers (Knuth), in parts that do not underflow.
func poisson(r *rand.Rand, mean float64) (n int) {
	for ; mean > 100; mean -= 100 {
		n += poisson(r, 100)
	}
	least, product := math.Exp(-mean), r.Float64()
	for product > least {
		product *= r.Float64()
		n++
	}
	return n
}

// level are so many weeks of one mean, followed by others of another.
func level(weeks int, daily float64, then int, after float64) []float64 {
	out := make([]float64, weeks+then)
	for i := range out {
		out[i] = daily
		if i >= weeks {
			out[i] = after
		}
	}
	return out
}

// together adds two rows of weeks.
func together(a, b []int) []int {
	out := make([]int, len(a))
	for i := range a {
		out[i] = a[i] + b[i]
	}
	return out
}
