package stat

import (
	"hash/fnv"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// Comparison is the time after a date against the time before it.
type Comparison struct {
	Weeks         [2]int
	Enough        bool     // Baseline weeks before and LeastAfter weeks after, with anything in them
	Before, After Interval // a week, or shares
	Change        Interval // after over before for counts; after minus before for shares
	P             float64  // two-sided, of no change, by Student's t
	Check         float64  // the same by permuting blocks of weeks
	Dispersion    float64
	Changed       bool // Enough, and both say so at 5 %
}

// draws of the block permutation.
const draws = 999

// RateRatio compares weekly counts: the rate ratio of the quasi-Poisson with
// Student's t limits on the log, n-2 degrees of freedom (McCullagh and Nelder
// 1989, section 6.2; R's glm with quasipoisson). The dispersion is at least 1.
// Where one side has no count at all, the limits are Wilson's for its share of
// all counts. NaN where nothing was counted or a side has no week.
func RateRatio(before, after []int) Comparison {
	w := countsOf(append(append([]int(nil), before...), after...))
	c := w.compare(len(before))
	k, n := w.sums(0, len(before))
	l, m := w.sums(len(before), len(w.k))
	if len(before) == 0 || len(after) == 0 || k+l == 0 {
		return c.silent()
	}
	df := float64(len(w.k) - 2)
	if k == 0 || l == 0 {
		s := wilson(l/(k+l), (k+l)/c.Dispersion, student(df))
		odds := func(p float64) float64 { return p / (1 - p) * n / m }
		c.Change = Interval{odds(s.Value), odds(s.Low), odds(s.High)}
		c.P = math.NaN()
		c.Changed = c.Enough && (c.Change.Low > 1 || c.Change.High < 1)
		return c
	}
	log, se := math.Log(l/m)-math.Log(k/n), math.Sqrt(c.Dispersion*(1/k+1/l))
	t := student(df)
	c.Change = Interval{math.Exp(log), math.Exp(log - t*se), math.Exp(log + t*se)}
	c.P = 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.CDF(-math.Abs(log)/se)
	c.Changed = c.Enough && c.P < 0.05
	return c
}

// ShareChange compares weekly shares, k[i] of n[i]: the difference with
// Newcombe's limits (1998, method 10) from Wilson's, whose n is divided by the
// dispersion of the weeks around both shares, with Student's t.
func ShareChange(kBefore, nBefore, kAfter, nAfter []int) Comparison {
	b, a := sharesOf(kBefore, nBefore), sharesOf(kAfter, nAfter)
	w := weekly{k: append(b.k, a.k...), n: append(b.n, a.n...), share: true}.summed()
	c := w.compare(len(b.k))
	if b.used() == 0 || a.used() == 0 {
		return c.silent()
	}
	c.Change = Difference(c.Before, c.After)
	c.P = math.NaN()
	c.Changed = c.Enough && (c.Change.Low > 0 || c.Change.High < 0)
	return c
}

func (c Comparison) silent() Comparison {
	c.Change, c.P, c.Check, c.Enough = none(), math.NaN(), math.NaN(), false
	return c
}

// compare fills in what counts and shares have in common.
func (w weekly) compare(cut int) Comparison {
	weeks := len(w.k)
	dispersion, df := w.around([]int{0, cut, weeks})
	return Comparison{
		Weeks:      [2]int{cut, weeks - cut},
		Enough:     w.part(0, cut).used() >= Baseline && w.part(cut, weeks).used() >= LeastAfter,
		Before:     w.limits(0, cut, dispersion, df),
		After:      w.limits(cut, weeks, dispersion, df),
		Dispersion: dispersion,
		Check:      w.permuted(cut),
	}
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
		if w.apart(cut, order) >= seen-1e-12 {
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
		for _, v := range []float64{w.k[i], w.n[i]} {
			u := uint64(v)
			h.Write([]byte{byte(u), byte(u >> 8), byte(u >> 16), byte(u >> 24)})
		}
	}
	return h.Sum64()
}
