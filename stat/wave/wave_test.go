package wave

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ebb/stat"
)

var never = math.NaN()

func TestHalfTime(t *testing.T) {
	for _, c := range []struct {
		what    string
		ratings []Rating
		end     float64
		want    stat.Obs
		ok      bool
	}{
		{"a rating at exactly half is the event", []Rating{{0, 8}, {10, 4}}, never, stat.Obs{T: 10, Event: true}, true},
		{"the time lies on the line between logarithms", []Rating{{0, 8}, {10, 2}}, never, stat.Obs{T: 5, Event: true}, true},
		{"the line starts at the rating before", []Rating{{0, 8}, {10, 8}, {20, 2}}, never, stat.Obs{T: 15, Event: true}, true},
		{"a rise first does no harm", []Rating{{0, 4}, {3, 8}, {13, 2}}, never, stat.Obs{T: 13, Event: true}, true},
		{"zero counts as a half", []Rating{{0, 2}, {10, 0}}, never, stat.Obs{T: 5, Event: true}, true},
		{"the first crossing counts, not a later one", []Rating{{0, 8}, {10, 4}, {12, 9}, {30, 1}}, never, stat.Obs{T: 10, Event: true}, true},
		{"above half it is censored at the last rating", []Rating{{0, 8}, {10, 6}, {20, 5}}, never, stat.Obs{T: 20, Event: false}, true},
		{"acting later than the last rating censors there", []Rating{{0, 8}, {10, 6}}, 14, stat.Obs{T: 14, Event: false}, true},
		{"acting censors a moment rated once", []Rating{{0, 8}}, 4, stat.Obs{T: 4, Event: false}, true},
		{"what was rated after acting is not looked at", []Rating{{0, 8}, {10, 6}, {20, 1}}, 12, stat.Obs{T: 12, Event: false}, true},
		{"a rating at the same minute as acting counts", []Rating{{0, 8}, {12, 4}}, 12, stat.Obs{T: 12, Event: true}, true},
		{"a first rating below 2 is left out", []Rating{{0, 1}, {10, 0}}, never, stat.Obs{}, false},
		{"a first rating of 2 stays", []Rating{{0, 2}, {10, 1}}, never, stat.Obs{T: 10, Event: true}, true},
		{"one rating alone says nothing", []Rating{{0, 8}}, never, stat.Obs{}, false},
		{"acting before the first rating leaves it out", []Rating{{0, 8}, {10, 2}}, -1, stat.Obs{}, false},
		{"no rating says nothing", nil, never, stat.Obs{}, false},
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
