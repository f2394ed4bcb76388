package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRateRatiosAgreeWithR(t *testing.T) {
	for _, c := range changesFromR(t).Ratios {
		got := RateRatio(c.Before, c.After)
		wider := 1.0 // R has no widening for runs
		if c.Lag1 > 0 {
			wider = (1 + c.Lag1) / (1 - c.Lag1)
		}
		near(t, "dispersion", got.Dispersion, c.Phi*wider)
		near(t, "ratio", got.Change.Value, c.Ratio)
		near(t, "low", math.Log(got.Change.Low/c.Ratio), math.Log(c.Low/c.Ratio)*math.Sqrt(wider))
		near(t, "high", math.Log(got.Change.High/c.Ratio), math.Log(c.High/c.Ratio)*math.Sqrt(wider))
		near(t, "the negative binomial's ratio", got.Change.Value, c.NegativeBinomial)
	}
}

func TestAHalvingIsFound(t *testing.T) {
	before, after := slices.Repeat([]int{9, 6, 12, 8}, 7), slices.Repeat([]int{4, 5, 2, 6}, 7)
	c := RateRatio(before, after)
	if !c.Enough || !c.Changed || c.Check > 0.01 || c.Change.High >= 0.7 || c.Change.Low <= 0.3 {
		t.Errorf("%+v", c)
	}
	if again := RateRatio(before, after); again != c {
		t.Errorf("the second time %+v", again)
	}
	if s := ShareChange(after, slices.Repeat([]int{12}, 28), before, slices.Repeat([]int{13}, 28)); !s.Changed || s.Change.Low <= 0.2 {
		t.Errorf("shares: %+v", s)
	}
	if same := RateRatio(before, before); same.Changed || same.Change.Value != 1 || same.Check < 0.9 {
		t.Errorf("no change: %+v", same)
	}
}

func TestShortBaselinesConcludeNothing(t *testing.T) {
	many, none := slices.Repeat([]int{50}, 30), make([]int, 30)
	for weeks := range Baseline {
		if c := RateRatio(many[:weeks], none); c.Enough || c.Changed {
			t.Errorf("%d weeks before: %+v", weeks, c)
		}
		if c := ShareChange(many[:weeks], many[:weeks], none, many); c.Enough || c.Changed {
			t.Errorf("%d weeks of shares before: %+v", weeks, c)
		}
	}
	for weeks := range LeastAfter {
		if c := RateRatio(many, none[:weeks]); c.Enough || c.Changed {
			t.Errorf("%d weeks after: %+v", weeks, c)
		}
	}
	if c := RateRatio(many, none); !c.Changed || c.Change.Value != 0 || c.Change.High > 0.1 {
		t.Errorf("nothing after: %+v", c)
	}
	if c := RateRatio(none, many); !c.Changed || !math.IsInf(c.Change.Value, 1) || c.Change.Low < 10 {
		t.Errorf("nothing before: %+v", c)
	}
	if c := RateRatio(none, none); c.Changed || !math.IsNaN(c.Change.Value) {
		t.Errorf("nothing at all: %+v", c)
	}
}

func TestRangeAndCheckMustBothSaySo(t *testing.T) {
	for _, c := range []struct {
		enough bool
		low    float64
		check  float64
		want   bool
	}{{true, 1.2, 0.04, true}, {true, 0.9, 0.04, false}, {true, 1.2, 0.06, false}, {true, 1.2, math.NaN(), false}, {false, 1.2, 0.04, false}} {
		if got := (Comparison{Enough: c.enough, Change: Interval{1.5, c.low, 2}, Check: c.check}).concluded(1).Changed; got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Each level lasts four weeks, so the weeks say less than as many single ones.
func TestTheCheckKeepsNeighboursTogether(t *testing.T) {
	var row []int
	for _, level := range []int{3, 9, 5, 8, 4, 10, 6, 7, 5, 11, 7, 10, 6, 12, 8, 9} {
		row = append(row, level, level, level, level)
	}
	if p := countsOf(row).permuted(32); p < 0.03 || p > 0.3 {
		t.Errorf("sixteen levels: %g", p)
	}
	single := make([]int, len(row))
	for i := range row {
		single[i%2*32+i/2] = row[i] // the same weeks in no order, with no change
	}
	if p := countsOf(single).permuted(32); p < 0.5 {
		t.Errorf("no change: %g", p)
	}
}

func TestAnyTwoPeriodsCompare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := weeksOf(t, "before"), weeksOf(t, "after")
		c := RateRatio(before, after)
		sound(t, "ratio", c.Change)
		sound(t, "before", c.Before)
		sound(t, "after", c.After)
		if !(c.Check > 0 && c.Check <= 1 || math.IsNaN(c.Check)) || c.Changed && !c.Enough || !(c.Dispersion >= 1) {
			t.Fatalf("%+v", c)
		}
		s := ShareChange(before, after, after, before)
		if s.Changed && !s.Enough || s.Change.Low < -1.000001 || s.Change.High > 1.000001 {
			t.Fatalf("%+v", s)
		}
	})
}

func TestTurnedAroundTheRatioIsTheInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := rapid.IntRange(0, 20)
		before, after := rapid.SliceOfN(week, 8, 30).Draw(t, "before"), rapid.SliceOfN(week, 8, 30).Draw(t, "after")
		before[0], after[0] = before[0]+1, after[0]+1
		slices.Reverse(before)
		a := RateRatio(before, after).Change
		slices.Reverse(before)
		slices.Reverse(after)
		b := RateRatio(after, before).Change
		if math.Abs(a.Value*b.Value-1) > 1e-9 {
			t.Fatalf("%+v and %+v", a, b)
		}
	})
}

func TestMoreAfterIsAGreaterRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := rapid.IntRange(1, 20)
		before, after := rapid.SliceOfN(week, 8, 30).Draw(t, "before"), rapid.SliceOfN(week, 8, 30).Draw(t, "after")
		a := RateRatio(before, after).Change.Value
		after[rapid.IntRange(0, len(after)-1).Draw(t, "week")]++
		if b := RateRatio(before, after).Change.Value; !(b > a) {
			t.Fatalf("%g, then %g", a, b)
		}
	})
}
