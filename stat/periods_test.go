package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestPeriodsAgreeWithR(t *testing.T) {
	for _, c := range changesFromR(t).Periods {
		var obs [2][]Obs
		for i, at := range c.T {
			obs[c.After[i]] = append(obs[c.After[i]], Obs{at, c.Event[i] == 1})
		}
		before, after := KaplanMeier(obs[0]), KaplanMeier(obs[1])
		chi, p := LogRank(before, after)
		near(t, "chi-squared", chi, c.Chi)
		near(t, "p", p, c.P)
		d := RMSTDifference(before, after, c.Tau)
		near(t, "difference", d.Value, c.Diff)
		near(t, "low", d.Low, c.Low)
		near(t, "high", d.High, c.High)
	}
}

func TestNothingToCompare(t *testing.T) {
	one := KaplanMeier([]Obs{{3, true}})
	for what, pair := range map[string][2]Curve{"both": {}, "before": {Curve{}, one}, "after": {one, Curve{}}} {
		if _, p := LogRank(pair[0], pair[1]); !math.IsNaN(p) {
			t.Errorf("nothing %s: %g", what, p)
		}
		if d := RMSTDifference(pair[0], pair[1], 5); !math.IsNaN(d.Value) || !math.IsNaN(d.Low) {
			t.Errorf("nothing %s: %+v", what, d)
		}
	}
}

func TestTwoPeriodsAreTwoSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 40)
		a := KaplanMeierCounts(counts.Draw(t, "a"), counts.Draw(t, "a censored"))
		b := KaplanMeierCounts(counts.Draw(t, "b"), counts.Draw(t, "b censored"))
		chi, p := LogRank(a, b)
		back, q := LogRank(b, a)
		if math.Abs(chi-back) > 1e-9*math.Max(1, chi) || !(math.Abs(p-q) < 1e-9 || math.IsNaN(p) && math.IsNaN(q)) || !(chi >= 0) {
			t.Fatalf("%g and %g, p %g and %g", chi, back, p, q)
		}
		if same, _ := LogRank(a, a); same > 1e-9 {
			t.Fatalf("a curve differs from itself by %g", same)
		}
		if d := RMSTDifference(a, a, 20); d.Value > 1e-9 || d.Low > d.High {
			t.Fatalf("%+v", d)
		}
	})
}
