package stat

import "math"

// ChangeBand says when a single change of the rate of weekly counts came, if
// there was one: the posterior of the week, each as likely as the other
// beforehand, with rates of prior Gamma(1, 1) in units of the mean of all weeks
// (one message a week would be a strange guess about hundreds) and the
// likelihood to the power 1/dispersion (Raftery and Akman 1986; the power as in
// Bissiri, Holmes and Walker 2016). Nil for fewer than two weeks. A dispersion
// below 1, or NaN, counts as 1.
func ChangeBand(counts []int, dispersion float64) *Break {
	return countsOf(counts).single(dispersion)
}

// ShareChangeBand is ChangeBand for k[i] of n[i], with priors Beta(1, 1).
func ShareChangeBand(k, n []int, dispersion float64) *Break {
	return sharesOf(k, n).single(dispersion)
}

func (w weekly) single(dispersion float64) *Break {
	if len(w.k) < 2 {
		return nil
	}
	if !(dispersion >= 1) || math.IsInf(dispersion, 1) {
		dispersion = 1
	}
	return w.band(0, len(w.k), scatter{dispersion, math.Max(1, float64(w.used(0, len(w.n))-2))})
}

// largest is the change that explains most, within its two segments; nil where
// its most probable week leaves too few on a side.
func (w weekly) largest(breaks []int, s scatter) *Break {
	at, most := 0, math.Inf(-1)
	for i := 1; i+1 < len(breaks); i++ {
		from, cut, to := breaks[i-1], breaks[i], breaks[i+1]
		if gain := w.cost(from, to) - w.cost(from, cut) - w.cost(cut, to); gain > most {
			at, most = i, gain
		}
	}
	if at == 0 {
		return nil
	}
	from, to := breaks[at-1], breaks[at+1]
	if b := w.band(from, to, s); b.Week-from >= Baseline && to-b.Week >= Baseline {
		return b
	}
	return nil
}

// band is the single change within the weeks from i to before j.
func (w weekly) band(i, j int, s scatter) *Break {
	p, best := w.posterior(i, j, s.whole())
	low, high := central(p)
	b := &Break{Week: i + 1 + best, From: i + 1 + min(low, best), To: i + 1 + max(high, best)}
	b.Before = widest(w.limits(i, b.Week, s), w.limits(i, b.From, s), w.limits(i, b.To, s))
	b.After = widest(w.limits(b.Week, j, s), w.limits(b.From, j, s), w.limits(b.To, j, s))
	return b
}

// widest are the limits that hold whichever of these weeks it was; a side
// without anything to count adds nothing.
func widest(at Interval, others ...Interval) Interval {
	for _, o := range others {
		if o.Low < at.Low {
			at.Low = o.Low
		}
		if o.High > at.High {
			at.High = o.High
		}
	}
	return at
}

// posterior are the probabilities of a change right before each of the weeks
// from i+1 to before j, and the index of the greatest.
func (w weekly) posterior(i, j int, dispersion float64) (p []float64, best int) {
	p = make([]float64, j-i-1)
	k, n := w.sums(i, j)
	unit := n / math.Max(1, k) // one over the mean of all weeks
	for x := range p {
		p[x] = w.evidence(i, i+1+x, dispersion, unit) + w.evidence(i+1+x, j, dispersion, unit)
		if p[x] > p[best] {
			best = x
		}
	}
	highest, total := p[best], 0.0
	for x := range p {
		p[x] = math.Exp(p[x] - highest)
		total += p[x]
	}
	for x := range p {
		p[x] /= total
	}
	return p, best
}

// central are the indices at which the first 2.5 % are passed and the last
// are reached.
func central(p []float64) (low, high int) {
	sum, low := 0.0, -1
	for x, v := range p {
		sum += v
		if low < 0 && sum > 0.025 {
			low = x
		}
		if sum >= 0.975 {
			return low, x
		}
	}
	return max(low, 0), len(p) - 1
}

// evidence is the log of the likelihood to the power 1/dispersion, averaged
// over the prior of the level; unit is one over the mean of a rate's prior.
func (w weekly) evidence(i, j int, dispersion, unit float64) float64 {
	k, n := w.sums(i, j)
	k, n = k/dispersion, n/dispersion
	if w.share {
		return lgamma(k+1) + lgamma(n-k+1) - lgamma(n+2)
	}
	return lgamma(k+1) - (k+1)*math.Log(n+unit)
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
