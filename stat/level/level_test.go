package level

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ebb/stat"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

func same(i stat.Interval, want []float64) bool {
	return near(i.Value, want[0]) && near(i.Low, want[1]) && near(i.High, want[2])
}

func TestAgainstR(t *testing.T) {
	raw, err := os.ReadFile("testdata/level.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Weeks               [][]float64
		Kept                []int
		Level, Low, High    []float64
		Half                int
		Early, Late, Change []float64
	}
	if err := json.Unmarshal(raw, &all); err != nil || len(all) != 3 {
		t.Fatal(len(all), err)
	}
	for _, x := range all {
		c := Of(x.Weeks)
		for i, w := range c.Weeks {
			j := slices.Index(x.Kept, i)
			if j < 0 {
				if !math.IsNaN(w.Level.Value) || w.Days != len(x.Weeks[i]) {
					t.Errorf("week %d of too few days: %+v", i, w)
				}
			} else if !same(w.Level, []float64{x.Level[j], x.Low[j], x.High[j]}) {
				t.Errorf("week %d: %+v", i, w)
			}
		}
		early, late := c.Span(0, x.Half), c.Span(x.Half, len(x.Weeks))
		if !same(early.Level, x.Early) || !same(late.Level, x.Late) || !same(c.Change(early, late), x.Change) {
			t.Errorf("%+v, %+v, %+v: R says %v, %v, %v", early, late, c.Change(early, late), x.Early, x.Late, x.Change)
		}
	}
}

func TestSilence(t *testing.T) {
	three := []float64{1, 2, 6}
	for what, weeks := range map[string][][]float64{
		"nothing":        nil,
		"two weeks":      {three, three, {4}, {5, 6}},
		"one day a week": {{1}, {2}, {3}, {4}, {5}},
	} {
		c := Of(weeks)
		if c.Known() || slices.ContainsFunc(c.Weeks, func(w Week) bool { return !math.IsNaN(w.Level.Value) }) {
			t.Errorf("%s: %+v", what, c)
		}
	}
	c := Of([][]float64{three, {}, three, three})
	if s := c.Span(1, 2); !c.Known() || s.Weeks != 0 || !math.IsNaN(s.Level.Value) {
		t.Errorf("%+v", s)
	}
	even := Of([][]float64{{4, 4, 4}, {4, 4, 4}, {6, 6, 6}})
	if ch := even.Change(even.Span(0, 2), even.Span(2, 3)); ch.Low != 2 || ch.High != 2 {
		t.Errorf("days that never differ: %+v", ch)
	}
}

func TestWhatHoldsOfEveryCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := rapid.SliceOfN(rapid.Float64Range(0, 10), 0, 7)
		weeks := rapid.SliceOfN(week, 0, 20).Draw(t, "weeks")
		c := Of(weeks)
		for i, w := range c.Weeks {
			if w.Days != len(weeks[i]) || math.IsNaN(w.Level.Value) != (w.Days < Least || !c.Known()) {
				t.Fatalf("week %d: %+v", i, w)
			}
			if !math.IsNaN(w.Level.Value) && !(w.Level.Low <= w.Level.Value && w.Level.Value <= w.Level.High) {
				t.Fatalf("week %d: %+v", i, w)
			}
		}
		for i, w := range c.Weeks {
			if s := c.Span(i, i+1); c.Known() && w.Days >= Least && (s.Weeks != 1 || s.Days != w.Days || !same(s.Level, []float64{w.Level.Value, w.Level.Low, w.Level.High})) {
				t.Fatalf("a span of one week: %+v, %+v", s, w)
			}
		}
	})
}
