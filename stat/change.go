package stat

import "math"

// Segment is a run of weeks, From to before To, with one rate a week, or one
// share.
type Segment struct {
	From, To int
	Level    Interval
}

// Break is a change of the level. Week is the most probable first week of the
// new level, and From to To, both inclusive, the weeks that hold it with 95 %.
// The limits before and after hold whichever of them it was.
type Break struct {
	Week, From, To int
	Before, After  Interval
}

// Course is a row of weeks cut where its level changed. Segments is never
// empty unless the row is.
type Course struct {
	Enough     bool // there are weeks enough to look for a change
	Dispersion float64
	Segments   []Segment
	Largest    *Break // the change that explains most; nil without one, and with fewer than Baseline weeks on a side of its most probable week
}

// Segments cuts weekly counts where their rate changed: the exact optimal
// partition (Jackson and others 2005; Killick, Fearnhead and Eckley 2012,
// section 2.2) with the cost -2 log L of the Poisson over the dispersion, and
// the penalty 3 log n a change. It is made twice: with the dispersion of
// successive differences, which takes no change for noise, and again with the
// scatter around what that found, which takes no run of good weeks for a
// change.
func Segments(counts []int) Course { return countsOf(counts).course() }

// ShareSegments is Segments for k[i] of n[i] a week. Weeks with none hold
// their place and say nothing.
func ShareSegments(k, n []int) Course { return sharesOf(k, n).course() }

func (w weekly) course() Course {
	weeks := len(w.k)
	if weeks == 0 {
		return Course{Dispersion: 1}
	}
	whole := []int{0, weeks}
	if weeks < 2*Baseline || weeks > MostWeeks {
		s := w.around(whole)
		return Course{Dispersion: s.whole(), Segments: w.segments(whole, s)}
	}
	penalty := 3 * math.Log(float64(weeks))
	first := w.successive()
	breaks := w.partition(first, penalty)
	s := w.around(breaks)
	if len(breaks) > 2 || s.whole() < first { // a row that is whole stays so with more noise
		breaks = w.partition(s.whole(), penalty)
		s = w.around(breaks)
	}
	return Course{true, s.whole(), w.segments(breaks, s), w.largest(breaks, s)}
}

func (w weekly) segments(breaks []int, s scatter) []Segment {
	out := make([]Segment, len(breaks)-1)
	for i := range out {
		from, to := breaks[i], breaks[i+1]
		out[i] = Segment{from, to, w.limits(from, to, s)}
	}
	return out
}

// block is how many places of a cut share one bound.
const block = 16

// partition returns the cuts of the least sum of costs and penalties, with
// both ends. Every piece has Baseline weeks at least. Whole blocks of places
// are passed over where even a further cut at their end, free of penalty, would
// not make them the best: two pieces never cost more than the one they make up.
func (w *weekly) partition(dispersion, penalty float64) []int {
	weeks := len(w.k)
	least, from := make([]float64, weeks+1), make([]int, weeks+1)
	var bounds []float64 // least sum up to the end of a block with a cut in it
	for j := Baseline; j <= weeks; j++ {
		if at := j - block; at >= Baseline && (at-Baseline)%block == 0 {
			bound := math.Inf(1)
			for i := at; i < j; i++ {
				bound = min(bound, least[i]+w.cost(i, j)/dispersion)
			}
			bounds = append(bounds, bound)
		}
		least[j], from[j] = w.cost(0, j)/dispersion, 0
		for at, b := Baseline, 0; at <= j-Baseline; at, b = at+block, b+1 {
			end := at + block
			if b < len(bounds) && end < j && bounds[b]+w.cost(end, j)/dispersion+penalty > least[j]+1e-9 {
				continue
			}
			for i := at; i < min(end, j-Baseline+1); i++ {
				if c := least[i] + w.cost(i, j)/dispersion + penalty; c < least[j] {
					least[j], from[j] = c, i
				}
			}
		}
	}
	cuts := []int{weeks}
	for at := weeks; at > 0; at = from[at] {
		cuts = append([]int{from[at]}, cuts...)
	}
	return cuts
}

// successive is the dispersion from the differences between each week and the
// next, which a change of level hardly touches (von Neumann 1941; Rice 1984),
// at least 1.
func (w weekly) successive() float64 {
	var squares, expected float64
	last := -1
	for i, n := range w.n {
		if n == 0 {
			continue
		}
		if last >= 0 {
			d := w.k[i]/n - w.k[last]/w.n[last]
			k, all := w.k[i]+w.k[last], n+w.n[last]
			squares += d * d * n * w.n[last] / all
			expected += w.variance(1, k/all) * w.bessel(all)
		}
		last = i
	}
	if expected == 0 {
		return 1
	}
	return math.Max(1, squares/expected)
}

// bessel corrects the variance of a pair of shares for their own mean.
func (w weekly) bessel(n float64) float64 {
	if w.share {
		return n / (n - 1)
	}
	return 1
}
