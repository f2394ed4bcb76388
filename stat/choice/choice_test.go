package choice

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// example is the one of the mock-up, with its ranges: letting go, they come
// back with 5 to 25 in 100; keeping, real change with 10 to 40 in 100.
var example = Choice{
	Let:  Side{Chance: Range{0.05, 0.15, 0.25}, If: Range{5, 6.5, 8}, Else: Range{5, 6, 7}, Odds: Range{0.4, 1, 2.5}},
	Keep: Side{Chance: Range{0.10, 0.25, 0.40}, If: Range{7, 8.5, 10}, Else: Range{2, 2.5, 3}, Odds: Exactly(1)},
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 || math.IsNaN(a) && math.IsNaN(b) }

// TestTheExampleByHand is the whole table of the example, done on paper.
func TestTheExampleByHand(t *testing.T) {
	c := example
	for _, x := range []struct {
		what      string
		got, want float64
	}{
		{"letting go: 0.15 x 6.5 + 0.85 x 6 = 0.975 + 5.1", c.Let.Worth(), 6.075},
		{"keeping: 0.25 x 8.5 + 0.75 x 2.5 = 2.125 + 1.875", c.Keep.Worth(), 4},
		{"keeping less letting go", c.Difference(), -2.075},
		{"keeping at no change", c.Keep.At(0), 2.5},
		{"keeping at certain change", c.Keep.At(1), 8.5},
		{"keeping at 10 in 100: 0.85 + 2.25", c.Keep.At(0.1), 3.1},
		{"keeping at 40 in 100: 3.4 + 1.5", c.Keep.At(0.4), 4.9},
		{"odds: 0.15 to 0.15 x 0.4 / (0.06 + 0.85)", Shifted(0.15, 0.4), 0.06 / 0.91},
		{"odds: 0.15 to 0.15 x 2.5 / (0.375 + 0.85)", Shifted(0.15, 2.5), 0.375 / 1.225},
	} {
		if !near(x.got, x.want) {
			t.Errorf("%s: %v, want %v", x.what, x.got, x.want)
		}
	}
	meet, how := c.Keep.Meet(c.Let.Worth())
	if want := 3.575 / 6; how != Once || !near(meet, want) { // (6.075 - 2.5) / (8.5 - 2.5) = 0.5958
		t.Errorf("they meet at %v, %v, want %v", meet, how, want)
	}
	if low, high := c.Let.Span(); !near(low, 5) || !near(high, 7.25) { // 5 everywhere; 0.25 x 8 + 0.75 x 7
		t.Errorf("letting go spans %v to %v", low, high)
	}
	if low, high := c.Keep.Span(); !near(low, 2.5) || !near(high, 5.8) { // 0.1 x 7 + 0.9 x 2; 0.4 x 10 + 0.6 x 3
		t.Errorf("keeping spans %v to %v", low, high)
	}
	want := []Bar{ // the difference at both ends, the others in the middle
		{KeepChance, c.Keep.Chance, 3.1 - 6.075, 4.9 - 6.075},
		{LetElse, c.Let.Else, 4 - (0.975 + 4.25), 4 - (0.975 + 5.95)},
		{KeepIf, c.Keep.If, 1.75 + 1.875 - 6.075, 2.5 + 1.875 - 6.075},
		{KeepElse, c.Keep.Else, 2.125 + 1.5 - 6.075, 2.125 + 2.25 - 6.075},
		{LetIf, c.Let.If, 4 - (0.75 + 5.1), 4 - (1.2 + 5.1)},
		{LetOdds, c.Let.Odds, 4 - (6 + 0.5*0.06/0.91), 4 - (6 + 0.5*0.375/1.225)},
		{LetChance, c.Let.Chance, 4 - (6 + 0.5*0.05), 4 - (6 + 0.5*0.25)},
		{KeepOdds, c.Keep.Odds, -2.075, -2.075},
	}
	for i, b := range c.Tornado() {
		if b.Input != want[i].Input || b.Range != want[i].Range || !near(b.AtLow, want[i].AtLow) || !near(b.AtHigh, want[i].AtHigh) {
			t.Errorf("bar %d is %+v, want %+v", i, b, want[i])
		}
	}
}

// TestSharesByHand counts two grids on paper: 8 points each.
func TestSharesByHand(t *testing.T) {
	for _, x := range []struct {
		what      string
		let, keep Range
		want      float64
		points    int
	}{
		{"the same range on both sides", Between(2, 6), Between(2, 6), 0.5, 64},
		{"one number in the middle of the other's range", Exactly(4), Between(2, 6), 0.5, 8},
		{"a number with one of eight points above it", Exactly(5.5), Between(2, 6), 0.125, 8}, // 2.25 2.75 ... 5.75
		{"a number on a point shares it", Exactly(5.75), Between(2, 6), 0.0625, 8},
		{"equal numbers", Exactly(4), Exactly(4), 0.5, 1},
		{"one above the other", Between(0, 3), Between(4, 5), 1, 64},
		{"half of the points lie above the middle, wherever it is", Exactly(3), Range{0, 3, 10}, 0.5, 8},
	} {
		side := func(r Range) Side { return Side{Exactly(1), r, Exactly(0), Exactly(1)} }
		s := Choice{side(x.let), side(x.keep)}.Shares()
		if !near(s.Keep, x.want) || !near(s.Let, 1-x.want) || s.Points != x.points {
			t.Errorf("%s: %+v, want %v of %d", x.what, s, x.want, x.points)
		}
	}
}

// TestAnotherProgramAgrees holds the example against testdata/example.py, which
// goes through every combination with fractions.
func TestAnotherProgramAgrees(t *testing.T) {
	var want []struct {
		Let, Keep, Meet, ShareKeep float64
		Points                     int
		Numbers                    map[string]Range
		Bars                       map[string][2]float64
	}
	raw, err := os.ReadFile("testdata/example.json")
	if err == nil {
		err = json.Unmarshal(raw, &want)
	}
	if err != nil || len(want) < 3 {
		t.Fatal(len(want), err)
	}
	names := map[string]Input{"keep chance": KeepChance, "keep if": KeepIf, "keep else": KeepElse, "let chance": LetChance, "let if": LetIf, "let else": LetElse, "let odds": LetOdds}
	for n, w := range want {
		c := Choice{Keep: Side{Odds: Exactly(1)}}
		for name, i := range names {
			*c.field(i) = w.Numbers[name]
		}
		meet, _ := c.Keep.Meet(c.Let.Worth())
		s := c.Shares()
		if !near(c.Let.Worth(), w.Let) || !near(c.Keep.Worth(), w.Keep) || !near(meet, w.Meet) || !near(s.Keep, w.ShareKeep) || s.Points != w.Points {
			t.Errorf("example %d: %v %v %v %+v, want %+v", n, c.Let.Worth(), c.Keep.Worth(), meet, s, w)
		}
		for _, b := range c.Tornado() {
			for name, i := range names {
				if i == b.Input && (!near(b.AtLow, w.Bars[name][0]) || !near(b.AtHigh, w.Bars[name][1])) {
					t.Errorf("example %d, %s: %+v, want %v", n, name, b, w.Bars[name])
				}
			}
		}
	}
}

func TestWhereTheyMeet(t *testing.T) {
	for _, x := range []struct {
		what      string
		yes, no   float64
		level     float64
		want      float64
		wantedHow Meeting
	}{
		{"in the middle", 8, 2, 5, 0.5, Once},
		{"at no chance at all", 8, 2, 2, 0, Once},
		{"at certainty", 8, 2, 8, 1, Once},
		{"the other outcome may be the better one", 2, 8, 5, 0.5, Once},
		{"above all of it", 8, 2, 9, math.NaN(), Never},
		{"below all of it", 8, 2, 1, math.NaN(), Never},
		{"two equal outcomes elsewhere", 5, 5, 6, math.NaN(), Never},
		{"two equal outcomes there", 5, 5, 5, math.NaN(), All},
	} {
		s := Side{If: Exactly(x.yes), Else: Exactly(x.no)}
		if got, how := s.Meet(x.level); !near(got, x.want) || how != x.wantedHow {
			t.Errorf("%s: %v %v", x.what, got, how)
		}
	}
}

func TestWhatOneNumberWouldHaveToBe(t *testing.T) {
	for _, x := range []struct {
		i    Input
		high float64
		want float64
		how  Meeting
	}{
		{KeepChance, 1, 3.575 / 6, Once},             // as Meet says
		{KeepElse, 10, (6.075 - 2.125) / 0.75, Once}, // 5.27
		{KeepIf, 10, math.NaN(), Never},              // it would take 16.8
		{LetElse, 10, (4 - 0.975) / 0.85, Once},      // 3.56
		{LetIf, 10, math.NaN(), Never},               // below 0
		{LetChance, 1, math.NaN(), Never},            // even without, 6 is more than 4
	} {
		if got, how := example.Balance(x.i, 0, x.high); !near(got, x.want) || how != x.how {
			t.Errorf("input %v: %v %v, want %v", x.i, got, how, x.want)
		}
	}
	if example.Keep.If.Middle != 8.5 {
		t.Error("asking moved the numbers")
	}
	same := Choice{Side{Exactly(0), Exactly(1), Exactly(5), Exactly(1)}, Side{Exactly(1), Exactly(5), Exactly(2), Exactly(1)}}
	if _, how := same.Balance(LetIf, 0, 10); how != All {
		t.Errorf("what never happens matters: %v", how)
	}
}

func TestTooCloseToCall(t *testing.T) {
	level := func(let, keep Range) Choice {
		return Choice{Side{Exactly(0), Exactly(0), let, Exactly(1)}, Side{Exactly(0), Exactly(0), keep, Exactly(1)}}
	}
	for _, x := range []struct {
		what string
		c    Choice
		want bool
	}{
		{"equal", level(Exactly(5), Exactly(5)), true},
		{"less than half a step", level(Exactly(5), Exactly(5.4)), true},
		{"half a step", level(Exactly(5), Exactly(5.5)), false},
		{"far apart in the middle, and each ahead in a third", level(Exactly(5), Range{0, 6, 10}), true},
		{"far apart all over", level(Between(1, 2), Between(6, 9)), false},
	} {
		if got := x.c.Close(1); got != x.want {
			t.Errorf("%s: %v", x.what, got)
		}
	}
}

func ranges(t *rapid.T, name string, most float64) Range {
	x := rapid.SliceOfN(rapid.IntRange(0, 20), 3, 3).Draw(t, name)
	slices.Sort(x)
	if rapid.Bool().Draw(t, name+" exactly") {
		return Exactly(float64(x[1]) / 20 * most)
	}
	return Range{float64(x[0]) / 20 * most, float64(x[1]) / 20 * most, float64(x[2]) / 20 * most}
}

func sides(t *rapid.T, name string) Side {
	return Side{ranges(t, name+" chance", 1), ranges(t, name+" if", 10), ranges(t, name+" else", 10), Range{0.4, 1, 2.5}}
}

// TestLaws are what holds whatever anybody says.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Choice{sides(t, "let"), sides(t, "keep")}
		turned := Choice{c.Keep, c.Let}
		s, back := c.Shares(), turned.Shares()
		if !near(s.Let+s.Keep, 1) || s.Let < -Same || s.Keep < -Same {
			t.Fatalf("shares do not add up: %+v", s)
		}
		if !near(s.Let, back.Keep) || !near(c.Difference(), -turned.Difference()) {
			t.Fatalf("turned round, %+v is %+v", s, back)
		}
		low, high := c.Keep.Span()
		if w := c.Keep.Worth(); w < low-Same || w > high+Same || low < -Same || high > 10+Same {
			t.Fatalf("%v is not within %v to %v", w, low, high)
		}
		d, last := c.Difference(), math.Inf(1)
		for _, b := range c.Tornado() {
			if d < min(b.AtLow, b.AtHigh)-Same || d > max(b.AtLow, b.AtHigh)+Same {
				t.Fatalf("the ends of %+v do not contain %v", b, d)
			}
			if b.Swing() > last+2*Same || !b.Range.Wide() && b.Swing() > Same {
				t.Fatalf("%+v stands after %v", b, last)
			}
			last = b.Swing()
		}
		if at, how := c.Keep.Meet(c.Let.Worth()); how == Once && math.Abs(c.Keep.At(at)-c.Let.Worth()) > 1e-6 {
			t.Fatalf("at %v keeping is worth %v, letting go %v", at, c.Keep.At(at), c.Let.Worth())
		}
	})
}

// TestMonotone: a better outcome, or a better chance of the better one, never
// makes a side worth less, nor less often ahead.
func TestMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Choice{sides(t, "let"), sides(t, "keep")}
		better := c
		r := better.field(rapid.SampledFrom([]Input{KeepIf, KeepElse, KeepChance}).Draw(t, "which"))
		more := rapid.Float64Range(0, 1).Draw(t, "more")
		r.Low, r.Middle, r.High = r.Low+more, r.Middle+more, r.High+more
		if r == &better.Keep.Chance {
			if c.Keep.If.Low < c.Keep.Else.High {
				t.Skip("not surely the better one")
			}
			r.Low, r.Middle, r.High = min(1, r.Low), min(1, r.Middle), min(1, r.High)
			if r.Wide() != c.Keep.Chance.Wide() {
				t.Skip("another grid")
			}
		}
		if better.Keep.Worth() < c.Keep.Worth()-Same || better.Shares().Keep < c.Shares().Keep-Same {
			t.Fatalf("%+v is worth less than %+v", better.Keep, c.Keep)
		}
	})
}

func TestNeverAndAlwaysStay(t *testing.T) {
	for _, p := range []float64{0, 1} {
		for _, odds := range []float64{0.4, 1, 2.5} {
			if Shifted(p, odds) != p {
				t.Errorf("%v with odds %v is %v", p, odds, Shifted(p, odds))
			}
		}
	}
}
