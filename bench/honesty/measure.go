package honesty

import (
	"math/rand/v2"

	"ebb/stat"
)

// Case is one kind of chat: so many weeks before a day and after it.
type Case struct {
	Process
	Before, After int
	Daily         float64 // my starts a day
	Share         bool    // of my starts among both; else my starts
}

// near is how many weeks off a date may be to be the right one.
const near = 8

// Found counts what stat.Segments and stat.ShareSegments say.
type Found struct {
	False    int // said it changed, and nothing had
	Level    int // the range of the first stretch held the truth then
	Found    int // said it changed when it had, to a half
	Near     int // with the right date
	Band     int // and the band held the week
	Was, Now int // and the ranges before and after held the truth
}

// Compared counts what stat.RateRatio and stat.ShareChange say.
type Compared struct {
	Range, Check, Both int // the range alone, the check alone, and the conclusion, when nothing changed
	Same               int // the range held the truth then
	Found, Half        int // the conclusion, and the range held the truth, when it fell to a half
}

// weeks invents one chat: my starts, and both, with the day as the change.
func (c Case) weeks(r *rand.Rand, change bool) (mine, all []int) {
	then := c.Daily
	if change {
		then = c.Daily / 2
		if c.Share {
			then = c.Daily / 3 // beside as many of theirs as before, half the share
		}
	}
	mine = c.Weeks(r, level(c.Before, c.Daily, c.After, then))
	if !c.Share {
		return mine, mine
	}
	return mine, together(mine, c.Weeks(r, level(c.Before, c.Daily, c.After, c.Daily)))
}

// truth is the level before, and after where it changed.
func (c Case) truth() (before, after float64) {
	if c.Share {
		return 0.5, 0.25
	}
	return 7 * c.Daily, 7 * c.Daily / 2
}

func (c Case) course(mine, all []int) stat.Course {
	if c.Share {
		return stat.ShareSegments(mine, all)
	}
	return stat.Segments(mine)
}

func (c Case) compare(mine, all []int) stat.Comparison {
	if c.Share {
		return stat.ShareChange(mine[:c.Before], all[:c.Before], mine[c.Before:], all[c.Before:])
	}
	return stat.RateRatio(mine[:c.Before], mine[c.Before:])
}

// Find asks so many chats of a case whether and when they changed.
func (c Case) Find(runs int) (f Found) {
	r := rand.New(rand.NewPCG(2026, uint64(c.Before)))
	before, after := c.truth()
	for range runs {
		none := c.course(c.weeks(r, false))
		add(&f.False, none.Largest != nil)
		add(&f.Level, holds(none.Segments[0].Level, before))
		b := c.course(c.weeks(r, true)).Largest
		if b == nil {
			continue
		}
		f.Found++
		add(&f.Near, b.Week >= c.Before-near && b.Week <= c.Before+near)
		add(&f.Band, b.From <= c.Before && c.Before <= b.To)
		add(&f.Was, holds(b.Before, before))
		add(&f.Now, holds(b.After, after))
	}
	return f
}

// Compare asks so many chats of a case about the two sides of the day.
func (c Case) Compare(runs int) (f Compared) {
	r := rand.New(rand.NewPCG(2027, uint64(c.Before)))
	before, after := c.truth()
	same, half := 1.0, after/before
	if c.Share {
		same, half = 0, after-before
	}
	for range runs {
		none := c.compare(c.weeks(r, false))
		add(&f.Range, !holds(none.Change, same))
		add(&f.Same, holds(none.Change, same))
		add(&f.Check, none.Check <= 0.05)
		add(&f.Both, none.Changed)
		fell := c.compare(c.weeks(r, true))
		add(&f.Found, fell.Changed)
		add(&f.Half, holds(fell.Change, half))
	}
	return f
}

// after compares a record in which the level is multiplied at the day.
func (c Case) after(r *rand.Rand, by float64) stat.Comparison {
	weeks := c.Weeks(r, level(c.Before, c.Daily, c.After, c.Daily*by))
	return stat.RateRatio(weeks[:c.Before], weeks[c.Before:])
}

// holds takes a range without limits for one that holds everything.
func holds(i stat.Interval, truth float64) bool { return !(truth < i.Low || truth > i.High) }

func add(n *int, yes bool) {
	if yes {
		*n++
	}
}
