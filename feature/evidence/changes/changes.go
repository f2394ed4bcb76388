// Package changes finds the dates at which weekly figures of a chat changed:
// how much each side writes, how often each begins, and my share of the
// beginnings. Of each figure it names the largest change, with a band of dates
// that most likely holds it.
//
// It promises silence where fewer than eight whole weeks lie on either side,
// and a mark where a change of the starts does not hold for every length of
// pause. It refuses to say why something changed, and knows no words.
package changes

import (
	"math"

	"ebb/stat"
	"ebb/tie/exchange"
)

// Gaps is how many definitions of a start there are, 1, 2, … hours; the sixth
// is the one that changes are looked for in.
const (
	Gaps = 8
	gap  = 6
)

// Begun is how many conversations each side began in a week, at each gap.
type Begun = [Gaps][2]int32

// Bounds below which a change is not told.
const (
	Between = 0.1  // two shares
	ratio   = 1.25 // of one rate to the other
)

// Find looks for changes in the whole weeks of a tally. begun belongs to its
// weeks one by one. It gives nil where there are too few weeks, or too many.
func Find(t *exchange.Tally, begun []Begun) *exchange.Changes {
	s := read(t, begun)
	if len(s.weeks) < 2*stat.Baseline || len(s.weeks) > stat.MostWeeks {
		return nil
	}
	out := &exchange.Changes{}
	for _, x := range []struct {
		what string
		find func() (exchange.Change, bool)
	}{
		{exchange.ChangedShare, s.share},
		{exchange.ChangedMessagesThem, func() (exchange.Change, bool) { return s.rate(s.messages(1), -1) }},
		{exchange.ChangedMessagesMe, func() (exchange.Change, bool) { return s.rate(s.messages(0), -1) }},
		{exchange.ChangedStartsThem, func() (exchange.Change, bool) { return s.rate(s.starts(1, gap), 1) }},
		{exchange.ChangedStartsMe, func() (exchange.Change, bool) { return s.rate(s.starts(0, gap), 0) }},
	} {
		if c, ok := x.find(); ok {
			c.What = x.what
			out.Found = append(out.Found, c)
		}
	}
	return out
}

// series is the whole weeks of a chat.
type series struct {
	weeks []exchange.Week
	begun []Begun
}

func read(t *exchange.Tally, begun []Begun) series {
	s := series{weeks: t.Whole()}
	s.begun = make([]Begun, len(s.weeks))
	for i, j := 0, 0; i < len(t.Weeks) && j < len(s.weeks); {
		switch at := t.Weeks[i].Monday - s.weeks[j].Monday; {
		case at < 0:
			i++
		case at > 0:
			j++
		default:
			s.begun[j] = begun[i]
			i, j = i+1, j+1
		}
	}
	return s
}

func (s series) messages(side int) []int {
	out := make([]int, len(s.weeks))
	for i, w := range s.weeks {
		out[i] = [2]int{w.Me, w.Them}[side]
	}
	return out
}

func (s series) starts(side, gap int) []int {
	out := make([]int, len(s.begun))
	for i, b := range s.begun {
		out[i] = int(b[gap-1][side])
	}
	return out
}

func (s series) all(gap int) []int {
	out := s.starts(0, gap)
	for i, n := range s.starts(1, gap) {
		out[i] += n
	}
	return out
}

// rate looks for a change of weekly counts. side is whose starts they are, or
// -1 for messages.
func (s series) rate(counts []int, side int) (exchange.Change, bool) {
	p, ok := cut(stat.Segments(counts))
	if !ok || !apart(p.Before.Value, p.After.Value) {
		return exchange.Change{}, false
	}
	c := s.change(p)
	for g := 1; side >= 0 && g <= Gaps; g++ {
		counts := s.starts(side, g)
		before, after := sum(counts[p.from:p.Week]), sum(counts[p.Week:p.to])
		r := logRatio(before, after, p.Week-p.from, p.to-p.Week, p.dispersion)
		c.Depends = c.Depends || r == 0 || r > 0 != (c.After.Value > c.Before.Value)
	}
	return c, true
}

// apart says whether two rates differ enough to be told.
func apart(a, b float64) bool {
	low, high := min(a, b), max(a, b)
	return high >= low*ratio && high > 0
}

// logRatio is the nearer limit of the log of after over before, 0 where its
// interval holds no change.
func logRatio(before, after, weeksBefore, weeksAfter int, dispersion float64) float64 {
	k, l := float64(before)+0.5, float64(after)+0.5
	middle := math.Log(l/float64(weeksAfter)) - math.Log(k/float64(weeksBefore))
	half := 1.96 * math.Sqrt(dispersion*(1/k+1/l))
	if math.Abs(middle) <= half {
		return 0
	}
	return middle - math.Copysign(half, middle)
}

// share looks for a change of my share of the starts.
func (s series) share() (exchange.Change, bool) {
	p, ok := cut(stat.ShareSegments(s.starts(0, gap), s.all(gap)))
	if !ok || math.Abs(p.After.Value-p.Before.Value) < Between {
		return exchange.Change{}, false
	}
	c := s.change(p)
	for g := 1; g <= Gaps; g++ {
		mine, all := s.starts(0, g), s.all(g)
		d := stat.Difference(
			wilson(sum(mine[p.from:p.Week]), sum(all[p.from:p.Week]), p.dispersion),
			wilson(sum(mine[p.Week:p.to]), sum(all[p.Week:p.to]), p.dispersion))
		rises := c.After.Value > c.Before.Value
		c.Depends = c.Depends || rises && !(d.Low > 0) || !rises && !(d.High < 0)
	}
	return c, true
}

func wilson(k, n int, dispersion float64) stat.Interval {
	return stat.WilsonOf(float64(k)/float64(n), float64(n)/dispersion)
}

func sum(counts []int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// place is a change with the weeks it parts: from from to before to.
type place struct {
	stat.Break
	from, to   int
	dispersion float64
}

// cut finds the largest change of a course and what it parts; false where
// there is none. It has eight weeks on either side.
func cut(c stat.Course) (place, bool) {
	if c.Largest == nil || len(c.Segments) < 2 {
		return place{}, false
	}
	p, off := place{Break: *c.Largest, dispersion: c.Dispersion}, math.MaxInt
	for i, s := range c.Segments[1:] {
		d := s.From - p.Week
		if d = max(d, -d); d < off {
			off, p.from, p.to = d, c.Segments[i].From, s.To
		}
	}
	return p, true
}

// change gives a place its dates. The change came some day from the Monday of
// the first week of its band to the Sunday of the last.
func (s series) change(p place) exchange.Change {
	c := exchange.Change{
		From: s.weeks[p.From].Monday, At: s.weeks[p.Week].Monday, To: s.weeks[p.To].Monday + 6,
		Before: exchange.Range(p.Before), After: exchange.Range(p.After),
		WeeksBefore: p.Week - p.from, WeeksAfter: p.to - p.Week,
	}
	if p.from > 0 {
		c.Since = s.weeks[p.from].Monday
	}
	if p.to < len(s.weeks) {
		c.Until = s.weeks[p.to].Monday
	}
	return c
}
