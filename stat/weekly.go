package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Bounds in weeks that the honesty table (doc/honesty.md) holds.
const (
	Baseline   = 8    // fewer weeks before a change or a date carry no conclusion; a change that is looked for has as many after it
	LeastAfter = 4    // fewer weeks after a date carry none either
	MostWeeks  = 3000 // of a longer row no change is looked for: the search takes the square of the weeks
)

// weekly is a row of weeks, k of n each: of counts, where n is one week and
// the variance Poisson's, or of shares, where it is the binomial's. Both are
// wider than that by a dispersion (quasi-likelihood, McCullagh and Nelder
// 1989, chapter 9).
type weekly struct {
	k, n   []float64
	sk, sn []float64 // sums of the first i weeks
	share  bool
}

// most is the greatest count of a week: sums of it stay exact.
const most = 1_000_000_000

// countsOf takes numbers below zero for zero, and above most for most.
func countsOf(counts []int) weekly {
	w := weekly{k: make([]float64, len(counts)), n: make([]float64, len(counts))}
	for i, c := range counts {
		w.k[i], w.n[i] = float64(min(max(0, c), most)), 1
	}
	return w.summed()
}

// sharesOf leaves out what either row has more of, and takes k within 0 and n
// and n as countsOf does.
func sharesOf(k, n []int) weekly {
	weeks := min(len(k), len(n))
	w := weekly{k: make([]float64, weeks), n: make([]float64, weeks), share: true}
	for i := range weeks {
		all := min(max(0, n[i]), most)
		w.k[i], w.n[i] = float64(min(max(0, k[i]), all)), float64(all)
	}
	return w.summed()
}

func (w weekly) summed() weekly {
	w.sk, w.sn = make([]float64, len(w.k)+1), make([]float64, len(w.n)+1)
	for i := range w.k {
		w.sk[i+1], w.sn[i+1] = w.sk[i]+w.k[i], w.sn[i]+w.n[i]
	}
	return w
}

// sums are k and n of the weeks from i to before j.
func (w *weekly) sums(i, j int) (k, n float64) { return w.sk[j] - w.sk[i], w.sn[j] - w.sn[i] }

// cost is -2 log L of one level for the weeks from i to before j, less what
// does not depend on how the row is cut; i is before j.
func (w *weekly) cost(i, j int) float64 {
	k, n := w.sums(i, j)
	c := xlogx(k) - k*math.Log(n)
	if w.share {
		c = xlogx(k) + xlogx(n-k) - xlogx(n)
	}
	return -2 * c
}

func xlogx(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x * math.Log(x)
}

// variance is that of a week of n at level m, before the dispersion.
func (w weekly) variance(n, m float64) float64 {
	if w.share {
		return n * m * (1 - m)
	}
	return n * m
}

// residuals are Pearson's, of the weeks cut at the breaks; 0 where a week has
// nothing to differ by. Those of shares are in proportion to n and not to its
// root, as for a ratio of sums (Cochran 1977, section 6.4): large weeks hang
// together more.
func (w weekly) residuals(breaks []int) []float64 {
	out := make([]float64, len(w.k))
	for s, from := range breaks[:len(breaks)-1] {
		to := breaks[s+1]
		k, n := w.sums(from, to)
		v := w.variance(n/float64(w.used(from, to)), k/n)
		if !(v > 0) {
			continue
		}
		for i := from; i < to; i++ {
			out[i] = (w.k[i] - w.n[i]*k/n) / math.Sqrt(v)
		}
	}
	return out
}

// used counts the weeks from i to before j that have anything to count.
func (w weekly) used(i, j int) (weeks int) {
	for _, n := range w.n[i:j] {
		if n > 0 {
			weeks++
		}
	}
	return weeks
}

// scatter is how far weeks lie from their levels: the dispersion, widened
// where neighbouring weeks are alike, and its degrees of freedom.
type scatter struct{ dispersion, df float64 }

// mostRuns bounds the widening.
const mostRuns = 4

// around is Pearson's chi-squared over its degrees of freedom around the
// levels between the breaks, times (1+r)/(1-r) where the correlation r of
// neighbouring residuals is above 0 (the variance of the mean of a first-order
// autoregression; Bayley and Hammersley 1946).
func (w weekly) around(breaks []int) scatter {
	df := math.Max(1, float64(w.used(0, len(w.n))-len(breaks)+1))
	res := w.residuals(breaks)
	chi := 0.0
	for _, r := range res {
		chi += r * r
	}
	return scatter{chi / df * runs(res), df}
}

// runs is that widening.
func runs(res []float64) float64 {
	var squares, next float64
	for i, r := range res {
		squares += r * r
		if i > 0 {
			next += r * res[i-1]
		}
	}
	if !(next > 0) {
		return 1
	}
	r := next / squares
	return math.Min(mostRuns, (1+r)/(1-r))
}

// whole is the dispersion where it may not narrow anything.
func (s scatter) whole() float64 { return math.Max(1, s.dispersion) }

// square is what the variance is multiplied with for the square of half an
// interval: by the dispersion with Student's t, and never less than the normal
// quantile gives without dispersion.
func (s scatter) square() float64 {
	t := student(s.df)
	return math.Max(t*t*s.dispersion, z*z)
}

// limits of the level of the weeks from i to before j: the score limits
// (Wilson 1927 for a share; Rao's for a Poisson rate). They stand at zero
// counts too.
func (w weekly) limits(i, j int, s scatter) Interval {
	k, n := w.sums(i, j)
	if !(n > 0) {
		return none()
	}
	c := s.square()
	if w.share {
		return wilson(k/n, n/c, 1)
	}
	high := k + c/2 + math.Sqrt(c*k+c*c/4)
	return Interval{k / n, k / high * k / n, high / n} // low times high is k squared
}

// student is the quantile of a two-sided 95 % interval with Student's t.
func student(df float64) float64 { return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(0.975) }
