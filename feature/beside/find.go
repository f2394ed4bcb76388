package beside

import (
	"math"
	"slices"

	"ebb/feature"
	"ebb/feature/beside/day"
	"ebb/stat/nextday"
)

// finding is what one thing comes to.
type finding struct {
	Thing string
	nextday.Difference
	first day.Date // the day that days of Difference are counted from
}

// findings are all things that are looked at, what stands out first.
type findings struct {
	all    []finding
	looked int  // that are compared
	pairs  int  // of days that say how much they weighed
	shut   bool // what is about them is left out
	says   bool // and it may be said why
}

// find compares everything that has enough, each as one of so many.
func find(s *day.State, today day.Date) (f findings) {
	f.shut, f.says = s.TheirNo() || s.Fear(), s.TheirNo() && !s.Fear()
	f.pairs = s.Pairs(today)
	rows := map[string][]nextday.Day{}
	for _, thing := range day.Things {
		if f.shut && day.About(thing) {
			continue
		}
		row, first := s.Row(thing, today)
		one := finding{thing, nextday.Count(row), first}
		if one.Enough() {
			f.looked++
		}
		rows[thing] = row
		f.all = append(f.all, one)
	}
	for i, one := range f.all {
		f.all[i].Difference = nextday.Compare(rows[one.Thing], f.looked)
	}
	slices.SortStableFunc(f.all, func(a, b finding) int { return rank(a) - rank(b) })
	return f
}

// rank puts what stands before what is compared, and that before the rest.
func rank(f finding) int {
	switch {
	case f.Stands():
		return 0
	case f.Compared():
		return 1
	case f.Enough():
		return 2
	}
	return 3
}

// counted are the most that any comparison rests on.
func (f findings) counted() (n int) {
	for _, one := range f.all {
		if one.Compared() {
			n = max(n, one.Pairs)
		}
	}
	return n
}

// span is from the lowest limit of all ranges to the highest: they hold at once.
func (f findings) span() (low, high float64) {
	for _, one := range f.all {
		if one.Compared() {
			low, high = min(low, one.Change.Low), max(high, one.Change.High)
		}
	}
	return low, high
}

// head is the finding in words.
func (f findings) head(r *feature.Request) string {
	switch {
	case f.pairs == 0:
		return r.Say("beside.head.nothing")
	case f.counted() == 0:
		return r.Say("beside.head.few", "n", f.pairs)
	case f.all[0].Stands():
		return r.Say("beside.head.stands", f.all[0].args()...)
	}
	low, high := f.span()
	return r.Say("beside.head.none", "looked", f.looked, "n", f.counted(), "low", signed(r, low), "high", signed(r, high))
}

// lead is the line below it.
func (f findings) lead(r *feature.Request) string {
	switch {
	case f.counted() == 0:
		return r.Say("beside.lead.few", "least", nextday.Least, "side", nextday.LeastSide)
	case f.all[0].Stands():
		return r.Say("beside.lead.stands", "looked", f.looked)
	}
	return r.Say("beside.lead.none")
}

// args are its numbers, sizes without a sign.
func (f finding) args() []any {
	c := f.Change
	side := "more"
	if c.Value < 0 {
		side = "less"
	}
	return []any{
		"what", f.Thing, "side", side, "by", one(math.Abs(c.Value)), "n", f.Pairs, "with", f.With,
		"least", one(min(math.Abs(c.Low), math.Abs(c.High))), "most", one(max(math.Abs(c.Low), math.Abs(c.High))),
	}
}

// says is one thing in a sentence.
func (f finding) says(r *feature.Request) string {
	switch {
	case f.Stands():
		return r.Say("beside.stands", f.args()...)
	case f.Compared() && f.Clear() && f.Sooner():
		return r.Say("beside.sooner", f.args()...)
	case f.Compared() && f.Clear():
		return r.Say("beside.uneven", f.args()...)
	case f.Compared():
		return r.Say("beside.open", append(f.args(), "low", signed(r, f.Change.Low), "high", signed(r, f.Change.High))...)
	case f.Enough():
		return r.Say("beside.alike")
	case f.All >= nextday.Least:
		return r.Say("beside.rare", "with", f.With, "without", f.Pairs-f.With, "side", nextday.LeastSide)
	}
	if f.All == 0 {
		return r.Say("beside.never")
	}
	return r.Say("beside.more", "n", f.All, "with", f.With, "least", nextday.Least)
}

// signed writes a difference as so much more or less.
func signed(r *feature.Request, v float64) string {
	switch text := one(math.Abs(v)); {
	case text == "0.0":
		return r.Say("beside.same")
	case v < 0:
		return r.Say("beside.less", "by", text)
	default:
		return r.Say("beside.by", "by", text)
	}
}
