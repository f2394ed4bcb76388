// Package slope is a straight line through few readings that are noisy by
// themselves, such as totals of a questionnaire filled in some weeks apart, with
// the range that the noise leaves.
//
// It promises a range from two readings on: the published noise of the
// instrument makes it where there are few, their own scatter where there are
// many. It refuses to say what comes after the last reading.
package slope

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"ebb/stat"
)

// Prior is how many readings' worth of scatter the published noise counts for.
// It stays small, because weeks differ by more than two fillings-in do; with
// many readings their own scatter decides. TestHowOftenTheRangeHolds counts what
// other noise does to the range.
const Prior = 4

// Line is the least-squares line: its change of y for one of x, with limits,
// and the point in the middle of the readings that it goes through.
type Line struct {
	Slope stat.Interval
	X, Y  float64
	n     float64
	sxx   float64
}

// Through is the line through readings y at x, whose noise is the published
// standard deviation of one reading that measures what stays the same. Fewer
// than two readings, or all at one x, have none: NaN.
//
// The line has a flat prior, the variance around it a scaled inverse chi-squared
// one with Prior degrees of freedom at the square of the noise; the slope is
// then Student's t with Prior + n - 2 degrees of freedom (Gelman, Carlin, Stern,
// Dunson, Vehtari and Rubin 2013, Bayesian Data Analysis, third edition,
// sections 3.2, 3.3 and 14.2).
func Through(x, y []float64, noise float64) Line {
	n := min(len(x), len(y))
	l := Line{Slope: stat.Interval{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}, X: mean(x[:n]), Y: mean(y[:n]), n: float64(n)}
	var sxx, sxy, rss float64
	for i := range n {
		sxx += (x[i] - l.X) * (x[i] - l.X)
		sxy += (x[i] - l.X) * (y[i] - l.Y)
	}
	if n < 2 || !(sxx > 0) {
		return l
	}
	b := sxy / sxx
	for i := range n {
		off := y[i] - l.Y - b*(x[i]-l.X)
		rss += off * off
	}
	df := float64(Prior + n - 2)
	wide := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(0.975) * math.Sqrt((Prior*noise*noise+rss)/df/sxx)
	l.Slope, l.sxx = stat.Interval{Value: b, Low: b - wide, High: b + wide}, sxx
	return l
}

// At is where the line is at x, with the limits of the line there: its level is
// not sure either.
func (l Line) At(x float64) stat.Interval {
	y := l.Y + l.Slope.Value*(x-l.X)
	wide := (l.Slope.High - l.Slope.Value) * math.Sqrt(l.sxx/l.n+(x-l.X)*(x-l.X))
	return stat.Interval{Value: y, Low: y - wide, High: y + wide}
}

// Noise is the standard deviation of one reading where a change between two is
// published as the smallest that is not noise, at 95 %: a reliable change
// (Jacobson and Truax 1991).
func Noise(reliable float64) float64 {
	return reliable / distuv.Normal{Mu: 0, Sigma: 1}.Quantile(0.975) / math.Sqrt2
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}
