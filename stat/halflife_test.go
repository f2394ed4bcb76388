package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

var never = math.NaN()

func TestHalfTime(t *testing.T) {
	for _, c := range []struct {
		what    string
		ratings []Rating
		end     float64
		want    Obs
		ok      bool
	}{
		{"a rating at exactly half is the event", []Rating{{0, 8}, {10, 4}}, never, Obs{10, true}, true},
		{"the time lies on the line between logarithms", []Rating{{0, 8}, {10, 2}}, never, Obs{5, true}, true},
		{"the line starts at the rating before", []Rating{{0, 8}, {10, 8}, {20, 2}}, never, Obs{15, true}, true},
		{"a rise first does no harm", []Rating{{0, 4}, {3, 8}, {13, 2}}, never, Obs{13, true}, true},
		{"zero counts as a half", []Rating{{0, 2}, {10, 0}}, never, Obs{5, true}, true},
		{"the first crossing counts, not a later one", []Rating{{0, 8}, {10, 4}, {12, 9}, {30, 1}}, never, Obs{10, true}, true},
		{"above half it is censored at the last rating", []Rating{{0, 8}, {10, 6}, {20, 5}}, never, Obs{20, false}, true},
		{"acting later than the last rating censors there", []Rating{{0, 8}, {10, 6}}, 14, Obs{14, false}, true},
		{"acting censors a moment rated once", []Rating{{0, 8}}, 4, Obs{4, false}, true},
		{"what was rated after acting is not looked at", []Rating{{0, 8}, {10, 6}, {20, 1}}, 12, Obs{12, false}, true},
		{"a rating at the same minute as acting counts", []Rating{{0, 8}, {12, 4}}, 12, Obs{12, true}, true},
		{"a first rating below 2 is left out", []Rating{{0, 1}, {10, 0}}, never, Obs{}, false},
		{"a first rating of 2 stays", []Rating{{0, 2}, {10, 1}}, never, Obs{10, true}, true},
		{"one rating alone says nothing", []Rating{{0, 8}}, never, Obs{}, false},
		{"acting before the first rating leaves it out", []Rating{{0, 8}, {10, 2}}, -1, Obs{}, false},
		{"no rating says nothing", nil, never, Obs{}, false},
	} {
		got, ok := HalfTime(c.ratings, c.end)
		if ok != c.ok || got.Event != c.want.Event || math.Abs(got.T-c.want.T) > 1e-9 {
			t.Errorf("%s: %v %v, want %v %v", c.what, got, ok, c.want, c.ok)
		}
	}
}

func TestHalfTimeLiesWhereItWasSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 10), 1, 8).Draw(t, "values")
		var r []Rating
		for i, v := range values {
			r = append(r, Rating{float64(i * 3), float64(v)})
		}
		obs, ok := HalfTime(r, never)
		if ok && (obs.T <= 0 || obs.T > r[len(r)-1].T) {
			t.Fatalf("%v outside of what was seen: %v", obs, r)
		}
	})
}

func TestStrengthAt(t *testing.T) {
	wave := []Rating{{0, 8}, {10, 2}, {20, 0}}
	for _, c := range []struct {
		what string
		at   float64
		want float64
		ok   bool
	}{
		{"a rated minute is what was rated", 10, 2, true},
		{"between two it lies on the logarithms' line", 5, 4, true},
		{"a rating of zero stays zero", 20, 0, true},
		{"towards zero the line runs to a half", 15, 1, true},
		{"after the last nothing is known", 21, 0, false},
		{"before the first nothing is known", -1, 0, false},
	} {
		got, ok := StrengthAt(wave, c.at)
		if ok != c.ok || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v %v, want %v %v", c.what, got, ok, c.want, c.ok)
		}
	}
}

func TestSpread(t *testing.T) {
	waves := [][]Rating{{{0, 2}, {10, 2}}, {{0, 4}, {10, 4}}, {{0, 6}, {10, 6}}, {{0, 8}, {10, 8}}, {{0, 10}}}
	low, mid, high, n := Spread(waves, 0)
	if low != 4 || mid != 6 || high != 8 || n != 5 {
		t.Errorf("quartiles of 2 4 6 8 10 are %v %v %v of %d", low, mid, high, n)
	}
	if low, mid, high, n = Spread(waves, 10); n != 4 || math.Abs(low-3.5) > 1e-9 || math.Abs(mid-5) > 1e-9 || math.Abs(high-6.5) > 1e-9 {
		t.Errorf("a wave that ended is not carried on: %v %v %v of %d", low, mid, high, n)
	}
	if _, mid, _, n = Spread(waves, 11); n != 0 || !math.IsNaN(mid) {
		t.Errorf("where nothing is known there is no middle: %v of %d", mid, n)
	}
}

func TestAnswer(t *testing.T) {
	for _, c := range []struct {
		what string
		r    []Rating
		made float64
		want float64
		ok   bool
	}{
		{"the nearest to twenty minutes answers", []Rating{{0, 8}, {16, 5}, {21, 4}, {29, 1}}, 0, 21, true},
		{"fifteen minutes are enough", []Rating{{0, 8}, {15, 5}}, 0, 15, true},
		{"fourteen are too early", []Rating{{0, 8}, {14, 5}}, 0, 0, false},
		{"thirty still answer", []Rating{{0, 8}, {30, 5}}, 0, 30, true},
		{"thirty-one are too late", []Rating{{0, 8}, {31, 5}}, 0, 0, false},
		{"it counts from when the forecast was made", []Rating{{0, 8}, {10, 8}, {29, 2}}, 10, 29, true},
		{"of two as near the earlier answers", []Rating{{18, 3}, {22, 2}}, 0, 18, true},
	} {
		got, ok := Answer(c.r, c.made)
		if ok != c.ok || got.T != c.want {
			t.Errorf("%s: %v %v, want minute %v %v", c.what, got, ok, c.want, c.ok)
		}
	}
}

func TestMean(t *testing.T) {
	got := Mean([]float64{1, 2, 3, 4, 5}) // R: t.test(1:5)$conf.int
	for i, pair := range [][2]float64{{got.Value, 3}, {got.Low, 1.036757}, {got.High, 4.963243}} {
		if math.Abs(pair[0]-pair[1]) > 1e-6 {
			t.Errorf("number %d is %v, want %v", i, pair[0], pair[1])
		}
	}
	if one := Mean([]float64{4}); one.Value != 4 || !math.IsNaN(one.Low) {
		t.Errorf("one number has no limits: %v", one)
	}
	if none := Mean(nil); !math.IsNaN(none.Value) {
		t.Errorf("no number has no mean: %v", none)
	}
}

func TestEvenOdds(t *testing.T) {
	for _, c := range []struct { // R: binom.test(k, n)$p.value
		k, n int
		want float64
	}{{9, 25, 0.2295233}, {2, 18, 0.001312256}, {16, 18, 0.001312256}, {5, 10, 1}, {0, 0, 1}, {0, 6, 0.03125}} {
		if got := EvenOdds(c.k, c.n); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%d of %d: %v, want %v", c.k, c.n, got, c.want)
		}
	}
}
