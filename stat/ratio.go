package stat

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// Comparison is the time after a date against the time before it.
type Comparison struct {
	Weeks         [2]int   // before and after
	Enough        bool     // of them have anything to count: Baseline before, LeastAfter after
	Before, After Interval // a week, or shares
	Change        Interval // after over before for counts; after minus before for shares
	Check         float64  // two-sided probability of no change, by permuting blocks of weeks
	Dispersion    float64
	Changed       bool // Enough, the interval leaves out no change, and Check is 5 % or less
}

// draws of the block permutation.
const draws = 999

// RateRatio compares weekly counts: the rate ratio of the quasi-Poisson with
// Student's t limits on the log and n-2 degrees of freedom (McCullagh and
// Nelder 1989, section 6.2; R's glm with quasipoisson), widened where
// neighbouring weeks are alike and never narrower than a plain Poisson's.
// Where one side has no count at all, the limits are Wilson's for its share of
// all counts. Change is NaN where nothing was counted or a side has no week.
func RateRatio(before, after []int) Comparison {
	w := countsOf(append(append(make([]int, 0, len(before)+len(after)), before...), after...))
	c, square := w.compare(len(before))
	k, n := w.sums(0, len(before))
	l, m := w.sums(len(before), len(w.k))
	switch {
	case n == 0 || m == 0 || k+l == 0:
		c.Change = none()
	case k == 0 || l == 0:
		share := wilson(l/(k+l), (k+l)/square, 1)
		ratio := func(p float64) float64 { return p / (1 - p) * n / m }
		c.Change = Interval{ratio(share.Value), ratio(share.Low), ratio(share.High)}
	default:
		ratio, wide := (l/m)/(k/n), math.Exp(math.Sqrt(square*(1/k+1/l)))
		c.Change = Interval{ratio, ratio / wide, ratio * wide}
	}
	return c.concluded(1)
}

// ShareChange compares weekly shares, k[i] of n[i]: the difference with
// Newcombe's limits (1998, method 10) from Wilson's, which allow for the
// dispersion of the weeks around both shares as those of RateRatio do.
func ShareChange(kBefore, nBefore, kAfter, nAfter []int) Comparison {
	b, a := sharesOf(kBefore, nBefore), sharesOf(kAfter, nAfter)
	w := weekly{k: append(b.k, a.k...), n: append(b.n, a.n...), share: true}.summed()
	c, _ := w.compare(len(b.k))
	c.Change = Difference(c.Before, c.After)
	return c.concluded(0)
}

// concluded fills in Changed; same is what no change is.
func (c Comparison) concluded(same float64) Comparison {
	c.Changed = c.Enough && (c.Change.Low > same || c.Change.High < same) && c.Check <= 0.05
	return c
}

// compare fills in what counts and shares have in common; square is that of
// the scatter around both levels.
func (w weekly) compare(cut int) (c Comparison, square float64) {
	weeks := len(w.k)
	s := w.around([]int{0, cut, weeks})
	return Comparison{
		Weeks:      [2]int{cut, weeks - cut},
		Enough:     w.used(0, cut) >= Baseline && w.used(cut, weeks) >= LeastAfter,
		Before:     w.limits(0, cut, s),
		After:      w.limits(cut, weeks, s),
		Dispersion: s.whole(),
		Check:      w.permuted(cut),
	}, s.square()
}

// permuted is the probability of levels at least as far apart, when the weeks
// come in any order of blocks (Good 2005, chapter 3), which keeps neighbours
// together. Blocks have the cube root of the weeks (Hall, Horowitz and Jing
// 1995) and begin at any place of the row bent to a circle. The same weeks
// always give the same figure.
func (w weekly) permuted(cut int) float64 {
	weeks := len(w.k)
	if cut == 0 || cut == weeks {
		return math.NaN()
	}
	block := int(math.Round(math.Cbrt(float64(weeks))))
	random := rand.New(rand.NewPCG(w.seed(), 1))
	seen, as := w.apart(cut, nil), 1
	order, blocks := make([]int, 0, weeks), make([]int, (weeks+block-1)/block)
	for i := range blocks {
		blocks[i] = i
	}
	for range draws {
		turn := random.IntN(weeks)
		random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
		order = order[:0]
		for _, b := range blocks {
			for i := b * block; i < min(weeks, (b+1)*block); i++ {
				order = append(order, (i+turn)%weeks)
			}
		}
		if w.apart(cut, order) >= seen*(1-1e-12) {
			as++
		}
	}
	return float64(as) / (draws + 1)
}

// apart is how far the level from the cut on lies from the level before it.
func (w weekly) apart(cut int, order []int) float64 {
	var k, n [2]float64
	for i := range w.k {
		from, side := i, 0
		if order != nil {
			from = order[i]
		}
		if i >= cut {
			side = 1
		}
		k[side], n[side] = k[side]+w.k[from], n[side]+w.n[from]
	}
	if n[0] == 0 || n[1] == 0 {
		return 0
	}
	return math.Abs(k[1]/n[1] - k[0]/n[0])
}

func (w weekly) seed() uint64 {
	h := fnv.New64a()
	for i := range w.k {
		binary.Write(h, binary.LittleEndian, [2]uint32{uint32(w.k[i]), uint32(w.n[i])})
	}
	return h.Sum64()
}
