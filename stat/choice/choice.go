// Package choice is the arithmetic of two ways to go, each with two outcomes:
// what they are worth on a person's own numbers, where they meet, which number
// moves the answer, and in how much of the person's own ranges each is ahead.
//
// A side is worth chance times the one outcome plus the rest times the other
// (expected value: von Neumann and Morgenstern 1944; as decision trees use it,
// Raiffa 1968). The tornado moves one input at a time over its own range with
// the others in the middle (Howard 1988). It is plain arithmetic on numbers
// that a person made up; it knows no unit, no word and no random number, and it
// refuses to say which way is better.
package choice

import (
	"cmp"
	"math"
	"slices"
)

// Range is a number as somebody knows it: between Low and High, with as much of
// it below Middle as above. Low <= Middle <= High.
type Range struct{ Low, Middle, High float64 }

// Exactly is a range with one number in it.
func Exactly(x float64) Range { return Range{x, x, x} }

// Between is a range without a middle of its own, its ends in any order.
func Between(a, b float64) Range { return Range{min(a, b), (a + b) / 2, max(a, b)} }

// Wide reports whether there is more than one number in it.
func (r Range) Wide() bool { return r.Low < r.High }

// cells is how many points stand for a wide range.
const cells = 8

// grid is r as points of equal weight: each half, below and above the middle,
// is cut into four equal parts, and the middle of a part stands for it. A
// single number is one point.
func (r Range) grid() []float64 {
	if !r.Wide() {
		return []float64{r.Middle}
	}
	var out []float64
	for i := range cells / 2 {
		part := (float64(i) + 0.5) / (cells / 2)
		out = append(out, r.Low+(r.Middle-r.Low)*part, r.Middle+(r.High-r.Middle)*part)
	}
	slices.Sort(out)
	return out
}

// Side is one way to go.
type Side struct {
	Chance   Range // that it comes out the one way, 0 to 1
	If, Else Range // what that is worth, and what the other outcome is
	// Odds is what going this way does to the odds of the chance: 1 is nothing.
	Odds Range
}

// Worth is what the side is worth with every number in its middle.
func (s Side) Worth() float64 {
	return worth(Shifted(s.Chance.Middle, s.Odds.Middle), s.If.Middle, s.Else.Middle)
}

// At is what the side is worth at a chance, its values in the middle.
func (s Side) At(chance float64) float64 { return worth(chance, s.If.Middle, s.Else.Middle) }

// Span is the least and the most the side is worth within its ranges, the odds
// in their middle. Each number moves it one way only, so that the ends lie in
// the corners.
func (s Side) Span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range []float64{s.Chance.Low, s.Chance.High} {
		p = Shifted(p, s.Odds.Middle)
		low = min(low, worth(p, s.If.Low, s.Else.Low))
		high = max(high, worth(p, s.If.High, s.Else.High))
	}
	return low, high
}

func worth(p, yes, no float64) float64 { return p*yes + (1-p)*no }

// Shifted is a chance after its odds were multiplied. Never and always stay
// what they are.
func Shifted(p, odds float64) float64 {
	if p <= 0 || p >= 1 {
		return p
	}
	return p * odds / (p*odds + 1 - p)
}

// Choice is two sides.
type Choice struct{ Let, Keep Side }

// Difference is what keeping is worth more than letting go, in the middle.
func (c Choice) Difference() float64 { return c.Keep.Worth() - c.Let.Worth() }

// Same is how far apart two worths may be and still count as equal: what
// rounding in the arithmetic can do, and no more.
const Same = 1e-9

// Meeting says how a line over a chance lies to a level.
type Meeting int

// How they lie.
const (
	Once  Meeting = iota // they meet at one chance
	Never                // they meet at no chance from 0 to 1
	All                  // they are equal at every chance
)

// Meet is the chance at which a side is worth as much as level, its values in
// the middle. It is meant for 0 to 1; where they never meet it is NaN.
func (s Side) Meet(level float64) (chance float64, how Meeting) {
	slope, from := s.If.Middle-s.Else.Middle, s.Else.Middle
	if math.Abs(slope) <= Same {
		if math.Abs(from-level) <= Same {
			return math.NaN(), All
		}
		return math.NaN(), Never
	}
	chance = (level - from) / slope
	if chance < -Same || chance > 1+Same {
		return math.NaN(), Never
	}
	return min(max(chance, 0), 1), Once
}

// Bar is how one input moves the difference over its own range, the others in
// the middle: AtLow and AtHigh are Choice.Difference at its ends.
type Bar struct {
	Input         Input
	Range         Range
	AtLow, AtHigh float64
}

// Swing is how far it moves it.
func (b Bar) Swing() float64 { return math.Abs(b.AtHigh - b.AtLow) }

// Turns reports whether the sign of the difference changes within the range.
func (b Bar) Turns() bool { return min(b.AtLow, b.AtHigh) < -Same && max(b.AtLow, b.AtHigh) > Same }

// Input names a number of a choice.
type Input int

// The inputs, in the order in which equal swings stand.
const (
	KeepChance Input = iota
	KeepIf
	KeepElse
	LetChance
	LetIf
	LetElse
	LetOdds
	KeepOdds
)

// field is the input's place in c.
func (c *Choice) field(i Input) *Range {
	return [...]*Range{&c.Keep.Chance, &c.Keep.If, &c.Keep.Else, &c.Let.Chance, &c.Let.If, &c.Let.Else, &c.Let.Odds, &c.Keep.Odds}[i]
}

// Balance is where input i would have to lie, from low to high, for the two to
// be worth the same, the others in the middle. It takes chances and values with
// odds of 1, on which the difference depends in a straight line.
func (c Choice) Balance(i Input, low, high float64) (x float64, how Meeting) {
	line := Side{If: Exactly(c.moved(i, high)), Else: Exactly(c.moved(i, low))}
	share, how := line.Meet(0)
	return low + share*(high-low), how
}

// moved is the difference with one input elsewhere.
func (c Choice) moved(i Input, to float64) float64 {
	*c.field(i) = Exactly(to)
	return c.Difference()
}

// Tornado is a bar for every input, the widest swing first.
func (c Choice) Tornado() []Bar {
	var out []Bar
	for i := KeepChance; i <= KeepOdds; i++ {
		r := *c.field(i)
		out = append(out, Bar{i, r, c.moved(i, r.Low), c.moved(i, r.High)})
	}
	slices.SortStableFunc(out, func(a, b Bar) int {
		if math.Abs(a.Swing()-b.Swing()) <= Same {
			return 0
		}
		return cmp.Compare(b.Swing(), a.Swing())
	})
	return out
}

// Shares is in how much of the ranges each side is worth more. What is equal
// is shared, so that the two make 1.
type Shares struct {
	Let, Keep float64
	Points    int // of the grid
}

// Shares counts over every combination of the points of all chances and values:
// 8 for each that is wide, 1 for each that is not, all with equal weight, and
// the odds in their middle, because they are nobody's own number.
func (c Choice) Shares() Shares {
	let, keep := c.Let.all(), c.Keep.all()
	slices.Sort(let)
	n, ahead := 0, 0.0
	for _, k := range keep {
		below, _ := slices.BinarySearch(let, k-Same)
		upTo, _ := slices.BinarySearch(let, k+Same)
		ahead += float64(below) + float64(upTo-below)/2
		n += len(let)
	}
	share := ahead / float64(n)
	return Shares{Let: 1 - share, Keep: share, Points: n}
}

// all is what the side is worth at every point of its grid.
func (s Side) all() []float64 {
	var out []float64
	for _, p := range s.Chance.grid() {
		p = Shifted(p, s.Odds.Middle)
		for _, yes := range s.If.grid() {
			for _, no := range s.Else.grid() {
				out = append(out, worth(p, yes, no))
			}
		}
	}
	return out
}

// Close reports whether the two are too close to call: less than half a step
// apart in the middle, where a step is the smallest number a person could say,
// or each ahead in at least a third of the ranges.
func (c Choice) Close(step float64) bool {
	s := c.Shares()
	return math.Abs(c.Difference()) < step/2-Same || min(s.Let, s.Keep) >= 1.0/3-Same
}
