package forecast

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

var none = math.NaN()

func times(n int, r Resolved) []Resolved {
	all := make([]Resolved, n)
	for i := range all {
		all[i] = r
	}
	return all
}

func TestScores(t *testing.T) {
	for name, c := range map[string]struct {
		all   []Resolved
		brier float64
	}{
		"sure and right":            {times(3, Resolved{1, none, true}), 0},
		"sure and wrong":            {times(3, Resolved{1, none, false}), 1},
		"always one half":           {append(times(2, Resolved{0.5, none, true}), times(5, Resolved{0.5, none, false})...), 0.25},
		"0.8 right, then 0.3 wrong": {[]Resolved{{0.8, none, true}, {0.3, none, false}}, (0.04 + 0.09) / 2},
	} {
		if got := Of(c.all); math.Abs(got.Brier-c.brier) > 1e-12 || got.N != len(c.all) || got.Based != 0 {
			t.Errorf("%s: %+v, want %v", name, got, c.brier)
		}
	}
	if !math.IsNaN(Of(nil).Brier) {
		t.Error("nothing resolved has a score")
	}
}

func TestSkillIsSpokenOfFromTenOn(t *testing.T) {
	if _, ok := Of(times(9, Resolved{0.1, none, false})).Skilled(); ok {
		t.Error("nine are enough")
	}
	if share, ok := Of(times(10, Resolved{0.1, none, false})).Skilled(); !ok || math.Abs(share-0.96) > 1e-12 {
		t.Errorf("ten: %v, %v", share, ok)
	}
	based := append(times(10, Resolved{0.1, 0.2, false}), times(3, Resolved{0.9, none, true})...)
	if share, ok := Of(based).SkilledOverBase(); !ok || math.Abs(share-0.75) > 1e-12 {
		t.Errorf("against the published rate: %v, %v", share, ok)
	}
	if _, ok := Of(based[1:]).SkilledOverBase(); ok {
		t.Error("nine with a published rate are enough")
	}
	if _, ok := Of(times(10, Resolved{0, 0, false})).SkilledOverBase(); ok {
		t.Error("nothing can be saved of nothing")
	}
}

func TestDots(t *testing.T) {
	dots := Dots([]Resolved{{0.82, none, true}, {0.78, none, false}, {0.1, none, false}, {0.8, none, true}})
	if len(dots) != 2 || dots[0].N != 1 || dots[1].N != 3 {
		t.Fatalf("%+v", dots)
	}
	if d := dots[1]; math.Abs(d.Said-0.8) > 1e-12 || math.Abs(d.Share.Value-2./3) > 1e-12 || d.Share.Low >= d.Share.Value || d.Share.High <= d.Share.Value {
		t.Errorf("%+v", d)
	}
}

func TestDotsHoldEveryForecast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Resolved {
			return Resolved{rapid.Float64Range(0, 1).Draw(t, "chance"), none, rapid.Bool().Draw(t, "came")}
		})).Draw(t, "all")
		n, last := 0, -1.0
		for _, d := range Dots(all) {
			if d.Said <= last || d.Share.Low < 0 || d.Share.High > 1 {
				t.Fatalf("%+v", d)
			}
			n, last = n+d.N, d.Said
		}
		if n != len(all) {
			t.Fatalf("%d of %d", n, len(all))
		}
		if s := Of(all); len(all) > 0 && (s.Brier < 0 || s.Brier > 1) {
			t.Fatalf("%+v", s)
		}
	})
}
