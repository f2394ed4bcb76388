package stat

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

type reference struct {
	Curves []struct {
		Name                  string
		T                     []float64
		Event                 []int
		Time                  []float64
		Surv, Lower, Upper    []*float64
		Quantile, Qlow, Qhigh []*float64
		At                    []float64
		S, Slow, Shigh        []*float64
		Tau, Rmst, Se         float64
	}
	Wilson []struct {
		K, N      int
		Low, High float64
	}
	Differences []struct {
		Before, After [2]int
		Low, High     float64
	}
	Dispersion struct {
		K, N []int
		Phi  float64
	}
}

func fromR(t *testing.T) (r reference) {
	t.Helper()
	raw, err := os.ReadFile("testdata/survival.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// same holds got against R, whose NA is nil.
func same(t *testing.T, what string, got float64, want *float64) {
	t.Helper()
	if want == nil {
		if !math.IsNaN(got) {
			t.Errorf("%s: %v, R has none", what, got)
		}
		return
	}
	if !(math.Abs(got-*want) <= 1e-9*math.Max(1, math.Abs(*want))) {
		t.Errorf("%s: %.12g, R has %.12g", what, got, *want)
	}
}

func TestKaplanMeierAgreesWithR(t *testing.T) {
	for _, c := range fromR(t).Curves {
		t.Run(c.Name, func(t *testing.T) {
			obs := make([]Obs, len(c.T))
			for i := range obs {
				obs[len(obs)-1-i] = Obs{c.T[i], c.Event[i] == 1}
			}
			k := KaplanMeier(obs)
			if len(k.T) != len(c.Time) {
				t.Fatalf("%d times, R has %d", len(k.T), len(c.Time))
			}
			for i := range k.T {
				same(t, "time", k.T[i], &c.Time[i])
				same(t, "S", k.S[i], c.Surv[i])
				same(t, "low", k.Low[i], c.Lower[i])
				same(t, "high", k.High[i], c.Upper[i])
			}
			for i, p := range []float64{0.25, 0.5, 0.75} {
				q := k.Quantile(p)
				same(t, "quantile", q.Value, c.Quantile[i])
				same(t, "quantile low", q.Low, c.Qlow[i])
				same(t, "quantile high", q.High, c.Qhigh[i])
			}
			for i, at := range c.At {
				s := k.At(at)
				same(t, "S(t)", s.Value, c.S[i])
				same(t, "S(t) low", s.Low, c.Slow[i])
				same(t, "S(t) high", s.High, c.Shigh[i])
			}
			mean, se := k.restricted(c.Tau)
			same(t, "restricted mean", mean, &c.Rmst)
			same(t, "its error", se, &c.Se)
		})
	}
}

func TestCountsGiveTheSameCurve(t *testing.T) {
	obs := []Obs{{3, true}, {3, false}, {1, true}, {7, false}, {3, true}, {0, true}}
	a := KaplanMeier(obs)
	b := KaplanMeierCounts([]int{1, 1, 0, 2}, []int{0, 0, 0, 1, 0, 0, 0, 1})
	if a.N != b.N || a.Events != b.Events || len(a.T) != len(b.T) {
		t.Fatalf("%+v is not %+v", b, a)
	}
	for i := range a.T {
		if a.T[i] != b.T[i] || a.S[i] != b.S[i] || a.Low[i] != b.Low[i] || a.AtRisk[i] != b.AtRisk[i] {
			t.Errorf("at %v: %v, want %v", a.T[i], b.S[i], a.S[i])
		}
	}
}

func TestNothingObserved(t *testing.T) {
	k := KaplanMeier(nil)
	for what, got := range map[string]float64{
		"S": k.At(1).Value, "median": k.Quantile(0.5).Value, "mean": k.RMST(24).Value, "share": Wilson(0, 0).Value,
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s of nothing is %v", what, got)
		}
	}
}

func TestLimitsOfTheMeanStayInside(t *testing.T) {
	m := KaplanMeier([]Obs{{1, true}, {10, false}}).RMST(10)
	if m.Value != 5.5 || m.Low < 0 || m.High > 10 {
		t.Errorf("%+v", m)
	}
}

func TestWithinHasARangeEvenWhenAllOrNoneAnswered(t *testing.T) {
	all := KaplanMeier([]Obs{{1, true}, {2, true}, {3, true}, {1, false}})
	if got, want := all.Within(5), Wilson(3, 3); got != want {
		t.Errorf("all: %+v, want %+v", got, want)
	}
	nobody := KaplanMeier([]Obs{{5, false}, {5, false}, {2, false}})
	if got, want := nobody.Within(5), Wilson(0, 2); got != want {
		t.Errorf("nobody: %+v, want %+v", got, want)
	}
	some := KaplanMeier([]Obs{{1, true}, {2, true}, {5, false}})
	s := some.At(3)
	if got := some.Within(3); got.Value != 1-s.Value || got.Low != 1-s.High || got.High != 1-s.Low {
		t.Errorf("some: %+v", got)
	}
}
