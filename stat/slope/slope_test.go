package slope

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// testdata/slope.json comes from slope.py, which integrates on a grid and knows
// no t distribution.
func TestAgainstTheGrid(t *testing.T) {
	raw, err := os.ReadFile("testdata/slope.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		X, Y                    []float64
		Noise, Slope, Low, High float64
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) < 6 {
		t.Fatal(err, len(cases))
	}
	for _, c := range cases {
		got := Through(c.X, c.Y, c.Noise).Slope
		for i, pair := range [][2]float64{{got.Value, c.Slope}, {got.Low, c.Low}, {got.High, c.High}} {
			if math.Abs(pair[0]-pair[1]) > 1e-4 {
				t.Errorf("%v: number %d is %v, want %v", c.Y, i, pair[0], pair[1])
			}
		}
	}
}

// By hand: from 14 to 9 in four weeks is -1.25 a week; sxx is 8, the noise 2, no
// scatter around the line, and Student's t with 4 degrees of freedom 2.776445.
func TestTwoReadingsByHand(t *testing.T) {
	l := Through([]float64{0, 4}, []float64{14, 9}, 2)
	wide := 2.776445 * math.Sqrt(4.0/8)
	if math.Abs(l.Slope.Value+1.25) > 1e-9 || math.Abs(l.Slope.High-l.Slope.Value-wide) > 1e-5 || l.X != 2 || l.Y != 11.5 {
		t.Errorf("%+v", l)
	}
	if at := l.At(4); math.Abs(at.Value-9) > 1e-9 || math.Abs(at.High-9-2.776445*2) > 1e-5 { // one reading's own noise
		t.Errorf("at the end it is %v", at)
	}
	if at := l.At(2); math.Abs(at.Low-11.5+2.776445*math.Sqrt(2)) > 1e-5 { // that of the mean of two
		t.Errorf("in the middle it is %v", at)
	}
	if n := Noise(6); math.Abs(n-2.1647) > 1e-3 {
		t.Errorf("a change of 6 has the noise %v", n)
	}
}

func TestWhereThereIsNoLine(t *testing.T) {
	for what, x := range map[string][]float64{"nothing": {}, "one reading": {3}, "two on one day": {3, 3}} {
		if l := Through(x, make([]float64, len(x)), 2); !math.IsNaN(l.Slope.Value) || !math.IsNaN(l.Slope.Low) {
			t.Errorf("%s: %+v", what, l)
		}
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "n")
		var x, y, moved []float64
		for i := range n {
			x = append(x, float64(i)*4+rapid.Float64Range(0, 3).Draw(t, "x"))
			y = append(y, float64(rapid.IntRange(0, 27).Draw(t, "y")))
			moved = append(moved, y[i]+5)
		}
		a, b, c := Through(x, y, 2).Slope, Through(x, moved, 2).Slope, Through(x, y, 3).Slope
		switch {
		case a.Low > a.Value || a.Value > a.High:
			t.Fatalf("the slope lies outside its range: %+v", a)
		case math.Abs(a.Value-b.Value) > 1e-6 || math.Abs(a.High-b.High) > 1e-6:
			t.Fatalf("five more each time is another slope: %+v %+v", a, b)
		case Through(x, y, 2).At(x[0]).High < Through(x, y, 2).At(x[0]).Value:
			t.Fatal("the line lies outside its band")
		case c.High-c.Low <= a.High-a.Low:
			t.Fatalf("more noise, and no wider: %+v %+v", a, c)
		}
	})
}

// A person's weeks may scatter as two fillings-in do, or by half as much again.
// Totals are whole and end at 0 and 27, as those of the nine questions do.
func TestHowOftenTheRangeHolds(t *testing.T) {
	const times, noise = 4000, 2.165
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		weeks []float64
		more  float64 // of the published noise
		least float64
	}{
		{[]float64{0, 4}, 1, 0.97}, {[]float64{0, 4, 12}, 1, 0.97}, {[]float64{0, 4, 8, 12, 16, 20, 24, 28}, 1, 0.945},
		{[]float64{0, 4}, 1.5, 0.92}, {[]float64{0, 4, 12}, 1.5, 0.92}, {[]float64{0, 4, 8, 12, 16, 20, 24, 28}, 1.5, 0.915},
		{[]float64{0, 4, 8, 12, 16, 20, 24, 28}, 2, 0.9},
	} {
		held := 0
		for range times {
			truth := -0.3
			y := make([]float64, len(c.weeks))
			for i, w := range c.weeks {
				y[i] = math.Round(min(max(16+truth*w+c.more*noise*r.NormFloat64(), 0), 27))
			}
			if s := Through(c.weeks, y, noise).Slope; s.Low <= truth && truth <= s.High {
				held++
			}
		}
		share := float64(held) / times
		t.Logf("%d totals, %.1f times the noise: the range holds in %.1f of 100", len(c.weeks), c.more, 100*share)
		if share < c.least {
			t.Errorf("%d totals, %.1f times the noise: %.3f", len(c.weeks), c.more, share)
		}
	}
}
