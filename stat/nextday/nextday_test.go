package nextday

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// reference is what R's lm and package sandwich make of a row of days.
type reference struct {
	Name                           string
	Value, Had                     []*float64
	Pairs, With                    int
	Slope, DF, Plain, Uneven, Runs float64
	T1, T8                         float64
	Eve, Beyond                    []float64
}

func (x reference) days() []Day {
	days := make([]Day, len(x.Value))
	for i := range days {
		days[i].Value = math.NaN()
		if v := x.Value[i]; v != nil {
			days[i].Value = *v
		}
		if h := x.Had[i]; h != nil {
			days[i].Had = Without + Had(*h)
		}
	}
	return days
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

func TestAgainstR(t *testing.T) {
	raw, err := os.ReadFile("testdata/nextday.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []reference
	if err := json.Unmarshal(raw, &all); err != nil || len(all) != 4 {
		t.Fatal(len(all), err)
	}
	for _, x := range all {
		f := fitted(pairsOf(x.days())[:x.Pairs])
		for what, pair := range map[string][2]float64{
			"the difference": {f.slope, x.Slope}, "degrees of freedom": {f.df, x.DF},
			"least squares": {f.plain(), x.Plain}, "HC3": {f.uneven(), x.Uneven}, "Newey and West": {f.runs(), x.Runs},
		} {
			if !near(pair[0], pair[1]) {
				t.Errorf("%s: %s is %v, R says %v", x.Name, what, pair[0], pair[1])
			}
		}
		wide := max(x.Plain, x.Uneven, x.Runs)
		for looked, quantile := range map[int]float64{1: x.T1, 8: x.T8} {
			d := Compare(x.days(), looked)
			if d.Pairs != x.Pairs || d.With != x.With || !near(d.Change.Value, x.Slope) || !near(d.Change.High, x.Slope+quantile*wide) || !near(d.Change.Low, x.Slope-quantile*wide) {
				t.Errorf("%s, %d looked at: %+v", x.Name, looked, d)
			}
			for i, v := range []float64{d.Eve.Value, d.Eve.Low, d.Eve.High, d.Beyond.Value, d.Beyond.Low, d.Beyond.High} {
				if want := slices.Concat(x.Eve, x.Beyond)[i]; !near(v, want) {
					t.Errorf("%s: the day before, %d: %v, R says %v", x.Name, i, v, want)
				}
			}
		}
	}
}

// row is so many days with values from a short list and every third day with
// the thing.
func row(n int) []Day {
	days := make([]Day, n)
	for i := range days {
		days[i] = Day{float64((i * 7) % 5), Without}
		if i%3 == 0 {
			days[i].Had = With
		}
	}
	return days
}

func TestSilence(t *testing.T) {
	everySunday, same := row(80), row(80)
	for i := range everySunday {
		everySunday[i].Had = Without
		if i%7 == 6 {
			everySunday[i].Had = With
		}
		same[i].Value = 4
	}
	rare := row(60)
	for i := range rare {
		if rare[i].Had = Without; i < LeastSide-1 {
			rare[i].Had = With
		}
	}
	for what, c := range map[string]struct {
		days   []Day
		pairs  int
		enough bool
	}{
		"no day":                         {nil, 0, false},
		"one day":                        {row(1), 0, false},
		"one pair too few":               {row(Least), Least - 1, false},
		"seven days with it are too few": {rare, 59, false},
		"the same days of every week":    {everySunday, 79, true},
		"always the same value":          {same, 79, true},
	} {
		d := Compare(c.days, 1)
		if d.All != c.pairs || d.Enough() != c.enough || !math.IsNaN(d.Change.Low) || d.Stands() {
			t.Errorf("%s: %+v", what, d)
		}
	}
	if d := Compare(row(Least+1), 1); !d.Enough() || math.IsNaN(d.Change.Low) {
		t.Errorf("%d pairs: %+v", Least, d)
	}
}

func drawn(t *rapid.T) []Day {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Day {
		d := Day{float64(rapid.IntRange(0, 10).Draw(t, "value")), Had(rapid.IntRange(0, 2).Draw(t, "had"))}
		if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
			d.Value = math.NaN()
		}
		return d
	}), 0, 200).Draw(t, "days")
}

func TestWhatHoldsOfEveryRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := drawn(t)
		one, eight := Compare(days, 1), Compare(days, 8)
		if one.Enough() == false && !math.IsNaN(one.Change.Low) {
			t.Fatalf("too few, and a range: %+v", one)
		}
		if math.IsNaN(one.Change.Low) {
			return
		}
		if !(one.Change.Low <= one.Change.Value && one.Change.Value <= one.Change.High) {
			t.Fatalf("the value is not in its range: %+v", one)
		}
		if eight.Change.Low > one.Change.Low || eight.Change.High < one.Change.High {
			t.Fatalf("more looked at and a narrower range: %+v, %+v", one, eight)
		}
		// The other way round, and on another scale.
		other, twice := make([]Day, len(days)), make([]Day, len(days))
		for i, d := range days {
			other[i], twice[i] = Day{d.Value, d.Had}, Day{3 + 2*d.Value, d.Had}
			if d.Had != Unknown {
				other[i].Had = With + Without - d.Had
			}
		}
		if o := Compare(other, 1).Change; math.Abs(o.Value+one.Change.Value) > 1e-6 || math.Abs(o.Low+one.Change.High) > 1e-6 {
			t.Fatalf("turned round: %+v, %+v", one.Change, o)
		}
		if o := Compare(twice, 1).Change; math.Abs(o.Value-2*one.Change.Value) > 1e-6 || math.Abs(o.High-2*one.Change.High) > 1e-6 {
			t.Fatalf("twice as large: %+v, %+v", one.Change, o)
		}
	})
}

func TestADayWithoutAValueBelongsToNoPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := drawn(t)
		var with []bool
		for i := 1; i < len(days); i++ {
			if a, b := days[i-1], days[i]; a.Had != Unknown && a.Value >= 0 && b.Value >= 0 {
				with = append(with, a.Had == With)
			}
		}
		d := Count(days)
		n := 0
		for _, yes := range with[:d.Pairs] {
			n += int(one(yes))
		}
		if d.All != len(with) || d.With != n || len(with) < Least && d.Pairs != len(with) {
			t.Fatalf("%+v, want %d with %d", d, len(with), n)
		}
	})
}

func TestInBetweenNothingMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := drawn(t)
		d := Compare(days, 3)
		counted, next := Due(d.All)
		if d.All < Least && (counted != 0 || next != Least) || d.All >= Least && (d.Pairs != counted || counted > d.All || next != 0 && next != 2*counted) {
			t.Fatalf("%d pairs: %d counted, next at %d: %+v", d.All, counted, next, d)
		}
		more := append(days[:len(days):len(days)], Day{9, With})
		if again := Compare(more, 3); d.Compared() && again.Pairs == d.Pairs && (again.Change != d.Change || again.First != d.First || again.Last != d.Last) {
			t.Fatalf("one day later: %+v, before %+v", again, d)
		}
	})
	if n, next := Due(5000); n != 480 || next != 0 {
		t.Errorf("%d, %d", n, next)
	}
}

// Heavy days alone are noted after days with it, and most days otherwise.
func TestWhatIsNotedOnlyWhenHeavyIsNotSaid(t *testing.T) {
	days := row(200)
	for i := range days {
		days[i].Value = float64((i * i) % 11)
		if i > 0 && days[i-1].Had == With && days[i].Value < 5 {
			days[i].Value = math.NaN()
		}
	}
	if d := Compare(days, 1); !d.Clear() || !d.Uneven || d.Stands() {
		t.Errorf("%+v", d)
	}
}
