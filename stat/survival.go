package stat

import (
	"math"
	"slices"
	"sort"
)

// z is the normal quantile of a two-sided 95 % interval.
const z = 1.959963984540054

// Curve is an estimated survival function: S[i] is the share for which the
// event has not happened by T[i], with its limits. T rises and holds every
// time at which anything was seen, an event or the end of watching; before
// T[0] the share is 1. Low and High are NaN where S is 1 or 0, where the method
// has none.
type Curve struct {
	N, Events    int
	T            []float64
	S, Low, High []float64
	AtRisk       []int // still watched right before T[i]
	events       []int
	step         []float64 // d/(n(n-d)), the increment of Greenwood's sum
}

// KaplanMeier estimates the survival function of obs, in any order (Kaplan and
// Meier 1958), with log-log limits from Greenwood's variance (Kalbfleisch and
// Prentice 2002, section 1.4). An event and a censoring at the same time count
// as the event first.
func KaplanMeier(obs []Obs) Curve {
	sorted := slices.Clone(obs)
	slices.SortFunc(sorted, func(a, b Obs) int {
		switch {
		case a.T < b.T:
			return -1
		case a.T > b.T:
			return 1
		}
		return 0
	})
	k := newSteps(len(sorted))
	k.room(len(sorted))
	for i := 0; i < len(sorted); {
		t, events, j := sorted[i].T, 0, i
		for ; j < len(sorted) && sorted[j].T == t; j++ {
			if sorted[j].Event {
				events++
			}
		}
		k.add(t, events, j-i-events)
		i = j
	}
	return k.curve
}

// KaplanMeierCounts is KaplanMeier for whole times: events[t] of them
// happened at t, censored[t] were watched until t. It takes no sorting, which
// matters for half a million replies.
func KaplanMeierCounts(events, censored []int) Curve {
	n, times := 0, 0
	each(events, censored, func(_, events, censored int) {
		n += events + censored
		times++
	})
	k := newSteps(n)
	k.room(times)
	each(events, censored, func(t, events, censored int) { k.add(float64(t), events, censored) })
	return k.curve
}

// each gives the times at which there is anything.
func each(events, censored []int, give func(t, events, censored int)) {
	both := min(len(events), len(censored))
	for t, d := range events[:both] {
		if c := censored[t]; d|c != 0 {
			give(t, d, c)
		}
	}
	for t := both; t < len(events); t++ {
		if events[t] != 0 {
			give(t, events[t], 0)
		}
	}
	for t := both; t < len(censored); t++ {
		if censored[t] != 0 {
			give(t, 0, censored[t])
		}
	}
}

type steps struct {
	curve  Curve
	atRisk int
	s, v   float64 // survival, Greenwood's sum
	limits [2]float64
}

func newSteps(n int) *steps {
	return &steps{curve: Curve{N: n}, atRisk: n, s: 1, limits: [2]float64{math.NaN(), math.NaN()}}
}

// room makes place for so many times at once.
func (k *steps) room(times int) {
	c, all := &k.curve, make([]float64, 5*times)
	for i, list := range []*[]float64{&c.T, &c.S, &c.Low, &c.High, &c.step} {
		*list = all[i*times : i*times : (i+1)*times]
	}
	c.AtRisk, c.events = make([]int, 0, times), make([]int, 0, times)
}

func (k *steps) add(t float64, events, censored int) {
	n, d := float64(k.atRisk), float64(events)
	step := 0.0
	if events > 0 {
		k.s *= 1 - d/n
		step = d / (n * (n - d)) // +Inf when all that are left go
		k.v += step
		k.limits[0], k.limits[1] = logLog(k.s, k.v)
	}
	c := &k.curve
	c.Events += events
	c.T = append(c.T, t)
	c.S, c.Low, c.High = append(c.S, k.s), append(c.Low, k.limits[0]), append(c.High, k.limits[1])
	c.AtRisk, c.events, c.step = append(c.AtRisk, k.atRisk), append(c.events, events), append(c.step, step)
	k.atRisk -= events + censored
}

func logLog(s, v float64) (low, high float64) {
	if s >= 1 || s <= 0 {
		return math.NaN(), math.NaN()
	}
	w := z * math.Sqrt(v) / math.Abs(math.Log(s))
	return math.Pow(s, math.Exp(w)), math.Pow(s, math.Exp(-w))
}

// At is S(t) with its limits.
func (c Curve) At(t float64) Interval {
	i := sort.SearchFloat64s(c.T, math.Nextafter(t, math.Inf(1))) - 1
	if i < 0 {
		if c.N == 0 {
			return none()
		}
		return Interval{1, 1, 1}
	}
	return Interval{c.S[i], c.Low[i], c.High[i]}
}

// Within is the share for which the event happened by t. Where the curve has
// no limits, because all or none did, they are Wilson's over those followed up
// to t.
func (c Curve) Within(t float64) Interval {
	s := c.At(t)
	if s.Value > 0 && s.Value < 1 || c.N == 0 {
		return Interval{1 - s.Value, 1 - s.High, 1 - s.Low}
	}
	n := c.N
	for i, seen := range c.T {
		if seen >= t {
			break
		}
		after := 0
		if i+1 < len(c.AtRisk) {
			after = c.AtRisk[i+1]
		}
		n -= c.AtRisk[i] - c.events[i] - after
	}
	return WilsonOf(1-s.Value, float64(n))
}

// Quantile is the time by which the share p has had the event; 0.5 is the
// median. Its limits are the times at which the limits of S cross 1-p. Each is
// NaN where the curve never gets there. Where the curve runs level at exactly
// 1-p, it is the middle of the level piece, as R's quantile.survfit has it.
func (c Curve) Quantile(p float64) Interval {
	return Interval{c.crossing(c.S, 1-p), c.crossing(c.Low, 1-p), c.crossing(c.High, 1-p)}
}

func (c Curve) crossing(y []float64, level float64) float64 {
	const tolerance = 1.5e-8
	i := slices.IndexFunc(y, func(s float64) bool { return s <= level+tolerance })
	if i < 0 {
		return math.NaN()
	}
	j := slices.IndexFunc(y[i:], func(s float64) bool { return s < level-tolerance })
	if j < 0 {
		return (c.T[i] + c.T[len(c.T)-1]) / 2
	}
	return (c.T[i] + c.T[i+j]) / 2
}

// RMST is the restricted mean: the mean time to the event, counting at most
// tau of it, which is the area under the curve up to tau. The limits are the
// normal ones, kept within 0 and tau. A curve that ends before tau runs on
// level.
func (c Curve) RMST(tau float64) Interval {
	mean, se := c.restricted(tau)
	return Interval{mean, math.Max(0, mean-z*se), math.Min(tau, mean+z*se)}
}

func (c Curve) restricted(tau float64) (mean, se float64) {
	if c.N == 0 {
		return math.NaN(), math.NaN()
	}
	area, variance, right := 0.0, 0.0, tau
	for i, t := range slices.Backward(c.T) {
		if t >= tau {
			continue
		}
		area += c.S[i] * (right - t)
		right = t
		if step := c.step[i]; step > 0 && area > 0 {
			variance += area * area * step
		}
	}
	return area + right, math.Sqrt(variance)
}

func none() Interval { return Interval{math.NaN(), math.NaN(), math.NaN()} }
