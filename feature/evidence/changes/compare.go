package changes

import (
	"ebb/stat"
	"ebb/tie/exchange"
)

// Rates compares whole weeks before and from a day: how much each side wrote
// and how often each began, as one rate over the other, and my share of the
// starts as a difference. Of two sides the first is mine.
type Rates struct {
	Messages, Starts [2]stat.Comparison
	Share            stat.Comparison
}

// Compare makes them from what an import keeps, without its messages. The day
// is counted since 1970.
func Compare(t *exchange.Tally, at int) Rates {
	before, after := exchange.Around(t.Whole(), at)
	weekly := func(of func(exchange.Week) int) (b, a []int) { return each(before, of), each(after, of) }
	mine := func(w exchange.Week) int { return w.StartsMe }
	theirs := func(w exchange.Week) int { return w.StartsThem }
	all := func(w exchange.Week) int { return w.StartsMe + w.StartsThem }
	var r Rates
	r.Messages[0] = stat.RateRatio(weekly(func(w exchange.Week) int { return w.Me }))
	r.Messages[1] = stat.RateRatio(weekly(func(w exchange.Week) int { return w.Them }))
	r.Starts[0], r.Starts[1] = stat.RateRatio(weekly(mine)), stat.RateRatio(weekly(theirs))
	r.Share = stat.ShareChange(each(before, mine), each(before, all), each(after, mine), each(after, all))
	return r
}

func each(weeks []exchange.Week, of func(exchange.Week) int) []int {
	out := make([]int, len(weeks))
	for i, w := range weeks {
		out[i] = of(w)
	}
	return out
}
