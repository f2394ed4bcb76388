package stat

import "testing"

func TestWilsonAgreesWithR(t *testing.T) {
	for _, c := range fromR(t).Wilson {
		got := Wilson(c.K, c.N)
		same(t, "low", got.Low, &c.Low)
		same(t, "high", got.High, &c.High)
	}
}

func TestDifferencesAgreeWithR(t *testing.T) {
	for _, c := range fromR(t).Differences {
		got := Difference(Wilson(c.Before[0], c.Before[1]), Wilson(c.After[0], c.After[1]))
		same(t, "low", got.Low, &c.Low)
		same(t, "high", got.High, &c.High)
	}
}

// The printed example of Newcombe 1998, table II: 56/70 against 48/80.
func TestDifferenceAsPublished(t *testing.T) {
	got := Difference(Wilson(48, 80), Wilson(56, 70))
	if got.Low < 0.05235 || got.Low > 0.05245 || got.High < 0.33385 || got.High > 0.33395 {
		t.Errorf("%+v, want 0.0524 to 0.3339", got)
	}
}

func TestDispersion(t *testing.T) {
	d := fromR(t).Dispersion
	same(t, "phi", Dispersion(d.K, d.N), &d.Phi)
	for what, got := range map[string]float64{
		"one week":   Dispersion([]int{2}, []int{4}),
		"all of one": Dispersion([]int{2, 3}, []int{2, 3}),
		"even weeks": Dispersion([]int{2, 2, 2}, []int{4, 4, 4}),
		"nothing":    Dispersion(nil, nil),
	} {
		if got != 1 {
			t.Errorf("%s: %v, want 1", what, got)
		}
	}
}
