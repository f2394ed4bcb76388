package stat

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// changes is testdata/change.json.
type changes struct {
	Partitions []struct {
		Name               string
		K, N, Cuts         []int
		Phi, Penalty, Cost float64
	}
	Ratios []struct {
		Before, After                  []int
		Phi, Lag1, Ratio, Low, High, P float64
		NegativeBinomial               float64 `json:"nbratio"`
	}
	Bands []struct {
		K, N           []int
		Phi            float64
		Week, From, To int
		P              []float64
	}
	Periods []struct {
		T               []float64
		Event, After    []int
		Tau, Chi, P     float64
		Diff, Low, High float64
	}
	Shares struct {
		K, N []int
		Phi  float64
	}
}

func changesFromR(t *testing.T) (c changes) {
	t.Helper()
	raw, err := os.ReadFile("testdata/change.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// near holds got against R's number.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %.10g, R has %.10g", what, got, want)
	}
}

func rowOf(k, n []int) weekly {
	if n == nil {
		return countsOf(k)
	}
	return sharesOf(k, n)
}

func TestPartitionsAgreeWithR(t *testing.T) {
	for _, c := range changesFromR(t).Partitions {
		w := rowOf(c.K, c.N)
		cuts := w.partition(c.Phi, c.Penalty)
		if !slices.Equal(cuts, c.Cuts) {
			t.Errorf("%s, dispersion %g, penalty %.1f: %v, R has %v", c.Name, c.Phi, c.Penalty, cuts, c.Cuts)
		}
		total := c.Penalty * float64(len(cuts)-2)
		for i := 1; i < len(cuts); i++ {
			total += w.cost(cuts[i-1], cuts[i]) / c.Phi
		}
		near(t, c.Name+": cost", total, c.Cost)
	}
}

// The first partition of the reference is the coal series with 2 log n, the
// second with 3 log n.
func TestCoalChangesOnce(t *testing.T) {
	coal := changesFromR(t).Partitions[1].K
	c := Segments(coal)
	if len(c.Segments) != 2 || c.Largest == nil || c.Largest.Week != 41 {
		t.Fatalf("%+v, largest %+v", c.Segments, c.Largest)
	}
	if c.Largest.From > 39 || c.Largest.To < 43 || c.Largest.To-c.Largest.From > 12 {
		t.Errorf("the band is %d to %d", c.Largest.From, c.Largest.To)
	}
	if b := c.Largest; !(b.After.High < b.Before.Low) {
		t.Errorf("before %+v, after %+v", b.Before, b.After)
	}
}

func TestBandsAgreeWithR(t *testing.T) {
	for i, c := range changesFromR(t).Bands {
		w := rowOf(c.K, c.N)
		p, _ := w.posterior(0, len(c.K), c.Phi)
		for x := range p {
			near(t, "posterior", p[x], c.P[x])
		}
		b := w.single(c.Phi)
		if b.Week != c.Week || b.From != c.From || b.To != c.To {
			t.Errorf("band %d: %d to %d, most at %d; R has %d to %d, %d", i, b.From, b.To, b.Week, c.From, c.To, c.Week)
		}
	}
}

func TestTheDispersionOfSharesIsTheSandwich(t *testing.T) {
	c := changesFromR(t).Shares
	w := sharesOf(c.K, c.N)
	near(t, "dispersion", w.around([]int{0, len(c.K)}).dispersion/runs(w.residuals([]int{0, len(c.K)})), c.Phi)
}

func TestFewWeeksNeverChange(t *testing.T) {
	for weeks := range 2 * Baseline {
		row := make([]int, weeks)
		for i := weeks / 2; i < weeks; i++ {
			row[i] = 1000
		}
		if c := Segments(row); c.Enough || c.Largest != nil || len(c.Segments) > 1 {
			t.Errorf("%d weeks: %+v", weeks, c)
		}
	}
	early := append(make([]int, Baseline-1), slices.Repeat([]int{40}, 60)...)
	late := append(slices.Repeat([]int{40}, 60), make([]int, Baseline-1)...)
	for what, row := range map[string][]int{"before": early, "after": late} {
		if c := Segments(row); c.Largest != nil {
			t.Errorf("a change with %d weeks %s it: %+v", Baseline-1, what, c.Largest)
		}
	}
}

func TestAChangeIsNoDispersion(t *testing.T) {
	row := append(slices.Repeat([]int{9, 11}, 26), slices.Repeat([]int{1, 2}, 26)...)
	w := countsOf(row)
	if d := w.successive(); d > 1.2 {
		t.Errorf("the successive dispersion is %g", d)
	}
	if plain := w.around([]int{0, 104}).dispersion; plain < 3 {
		t.Errorf("the row is too tame to tell: %g", plain)
	}
}

func TestTwoChangesAreFound(t *testing.T) {
	row := append(append(slices.Repeat([]int{8, 13, 9}, 10), slices.Repeat([]int{3, 1, 4}, 10)...), slices.Repeat([]int{9, 12, 8}, 10)...)
	c := Segments(row)
	if len(c.Segments) != 3 || c.Segments[0].To != 30 || c.Segments[1].To != 60 {
		t.Errorf("%+v", c.Segments)
	}
}

func TestARunOfGoodWeeksWidens(t *testing.T) {
	if r := runs([]float64{1, -1, 1, -1}); r != 1 {
		t.Errorf("alternating weeks widen by %g", r)
	}
	if r := runs([]float64{1, 1, 1, -1, -1, -1}); r <= 1 || r > mostRuns {
		t.Errorf("runs widen by %g", r)
	}
	if r := runs(nil); r != 1 {
		t.Errorf("nothing widens by %g", r)
	}
}

func TestSingleStartsAreNotDispersed(t *testing.T) {
	mine, all := slices.Repeat([]int{0, 1}, 20), slices.Repeat([]int{1}, 40)
	if d := sharesOf(mine, all).successive(); math.Abs(d-1) > 1e-9 {
		t.Errorf("one start a week, mine every second time: dispersion %g", d)
	}
}

func TestLimitsHoldForEveryWeekOfTheBand(t *testing.T) {
	row := append(slices.Repeat([]int{9, 4, 11, 6}, 7), slices.Repeat([]int{3, 7, 2, 5}, 7)...)
	w, s := countsOf(row), scatter{2, 54}
	b := w.band(0, len(row), s)
	if b.From == b.To {
		t.Fatalf("the band is one week: %+v", b)
	}
	for cut := b.From; cut <= b.To; cut += b.To - b.From {
		before, after := w.limits(0, cut, s), w.limits(cut, len(row), s)
		if b.Before.Low > before.Low || b.Before.High < before.High || b.After.Low > after.Low || b.After.High < after.High {
			t.Errorf("cut at %d: %+v and %+v are not within %+v", cut, before, after, b)
		}
	}
}

// plainly is partition without passing anything over.
func plainly(w weekly, dispersion, penalty float64) (least float64) {
	best := slices.Repeat([]float64{math.Inf(1)}, len(w.k)+1)
	for j := Baseline; j <= len(w.k); j++ {
		best[j] = w.cost(0, j) / dispersion
		for i := Baseline; i <= j-Baseline; i++ {
			best[j] = min(best[j], best[i]+w.cost(i, j)/dispersion+penalty)
		}
	}
	return best[len(w.k)]
}

func TestNothingBetterIsPassedOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		levels := rapid.SliceOfN(rapid.IntRange(0, 12), 2, 9).Draw(t, "levels")
		var row []int
		for _, l := range levels {
			row = append(row, rapid.SliceOfN(rapid.IntRange(l/2, l+2), 6, 20).Draw(t, "weeks")...)
		}
		w, penalty := countsOf(row), rapid.Float64Range(1, 20).Draw(t, "penalty")
		cuts := w.partition(1.3, penalty)
		total := penalty * float64(len(cuts)-2)
		for i := 1; i < len(cuts); i++ {
			total += w.cost(cuts[i-1], cuts[i]) / 1.3
		}
		if want := plainly(w, 1.3, penalty); math.Abs(total-want) > 1e-6*math.Max(1, math.Abs(want)) {
			t.Fatalf("%v costs %g, the best %g", cuts, total, want)
		}
	})
}

// weeksOf draws rows of every size, with weeks below zero and beyond counting.
func weeksOf(t *rapid.T, name string) []int {
	of := rapid.OneOf(rapid.IntRange(0, 12), rapid.IntRange(-3, 400), rapid.SampledFrom([]int{0, math.MaxInt, math.MinInt}))
	return rapid.SliceOfN(of, 0, 70).Draw(t, name)
}

// sound holds that an interval is in order and around its value, or nothing.
func sound(t *rapid.T, what string, i Interval) {
	if math.IsNaN(i.Value) && math.IsNaN(i.Low) && math.IsNaN(i.High) {
		return
	}
	if !(i.Low <= i.Value*(1+1e-9) && i.Value <= i.High*(1+1e-9)+1e-300) {
		t.Fatalf("%s: %+v", what, i)
	}
}

func TestAnyRowHasACourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, n := weeksOf(t, "k"), weeksOf(t, "n")
		whole(t, Segments(k), len(k))
		whole(t, ShareSegments(k, n), min(len(k), len(n)))
		for _, b := range []*Break{ChangeBand(k, 1), ShareChangeBand(k, n, math.NaN()), ChangeBand(k, math.Inf(1))} {
			if b != nil {
				inside(t, b, len(k))
			}
		}
	})
}

// whole holds that segments follow one another and are long enough.
func whole(t *rapid.T, c Course, weeks int) {
	at := 0
	for _, s := range c.Segments {
		if s.From != at || s.To <= s.From {
			t.Fatalf("%+v", c.Segments)
		}
		if len(c.Segments) > 1 && s.To-s.From < Baseline {
			t.Fatalf("too short: %+v", c.Segments)
		}
		sound(t, "level", s.Level)
		at = s.To
	}
	if at != weeks || !(c.Dispersion >= 1) || c.Largest != nil && len(c.Segments) < 2 {
		t.Fatalf("%d weeks: %+v", weeks, c)
	}
	if b := c.Largest; b != nil {
		inside(t, b, weeks)
		if b.Week < Baseline || b.Week > weeks-Baseline {
			t.Fatalf("%+v in %d weeks leaves too few on a side", b, weeks)
		}
	}
}

func inside(t *rapid.T, b *Break, weeks int) {
	if !(0 < b.From && b.From <= b.Week && b.Week <= b.To && b.To < weeks) {
		t.Fatalf("%+v in %d weeks", b, weeks)
	}
	sound(t, "before", b.Before)
	sound(t, "after", b.After)
}

func TestReadBackwardsTheCutsAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.IntRange(0, 9), 2, 60).Draw(t, "weeks")
		back := slices.Clone(row)
		slices.Reverse(back)
		p, _ := countsOf(row).posterior(0, len(row), 1.5)
		q, _ := countsOf(back).posterior(0, len(row), 1.5)
		slices.Reverse(q)
		for i := range p {
			if math.Abs(p[i]-q[i]) > 1e-9 {
				t.Fatalf("at %d: %g forwards, %g backwards", i, p[i], q[i])
			}
		}
	})
}

func TestMoreDispersionNeverFindsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.IntRange(0, 30), 12, 60).Draw(t, "weeks")
		d := rapid.Float64Range(1, 9).Draw(t, "dispersion")
		w := countsOf(row)
		if a, b := w.partition(d, 12), w.partition(2*d, 12); len(b) > len(a) {
			t.Fatalf("%d cuts with %g, %d with twice that", len(a), d, len(b))
		}
	})
}

func TestMineAndTheirsAreMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SliceOfN(rapid.IntRange(0, 20), 12, 60).Draw(t, "n")
		mine, theirs := make([]int, len(n)), make([]int, len(n))
		for i := range n {
			mine[i] = rapid.IntRange(0, n[i]).Draw(t, "k")
			theirs[i] = n[i] - mine[i]
		}
		a, b := ShareSegments(mine, n), ShareSegments(theirs, n)
		if len(a.Segments) != len(b.Segments) || math.Abs(a.Dispersion-b.Dispersion) > 1e-9*a.Dispersion {
			t.Fatalf("%+v and %+v", a, b)
		}
		for i := range a.Segments {
			if x, y := a.Segments[i], b.Segments[i]; x.To != y.To || math.Abs(x.Level.Low+y.Level.High-1) > 1e-9 {
				t.Fatalf("%+v and %+v", x, y)
			}
		}
	})
}

// TestALargeChangeIsSeenAtAnySize: the same up and down, ten and a hundred
// times as large, changes in the same week.
func TestALargeChangeIsSeenAtAnySize(t *testing.T) {
	row := []int{31, 25, 40, 29, 36, 18, 33, 29, 41, 26, 30, 35, 15, 9, 20, 12, 14, 8, 19, 13, 11, 16, 9, 13, 17, 12}
	for _, times := range []int{1, 10, 100} {
		large := make([]int, len(row))
		for i, k := range row {
			large[i] = times * k
		}
		if b := Segments(large).Largest; b == nil || b.Week != 12 || b.From > 12 || b.To < 12 || b.To-b.From > 6 {
			t.Errorf("%d times as many: %+v", times, b)
		}
	}
}
