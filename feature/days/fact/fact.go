// Package fact is what is kept of a hard day or a meeting, and the arithmetic
// on it: when it comes again, and what was expected against what came.
//
// It promises that a name is never taken out or renamed, and that every figure
// comes with its count. It refuses to say whether a difference matters.
package fact

import (
	"slices"
	"time"

	"ebb"
	"ebb/stat"
	"ebb/tie"
)

// The kinds of events. What is done if something comes up on the day is a
// tie.Task.
const (
	Planned = tie.DayPlanned // body: Day
	Went    = "days.went"    // body: After
)

// Day is a hard day or a meeting.
type Day = tie.Day

// After is how it was. The newest stands; nothing said leaves it out.
type After struct {
	Day   ebb.ID `cbor:"1,keyasint" json:"day"`
	Was   *int   `cbor:"2,keyasint,omitempty" json:"was,omitempty"` // 0 to 10; nil: left out
	Words string `cbor:"3,keyasint,omitempty" json:"words,omitempty"`
}

// Same reports whether two say the same of one day.
func (a After) Same(b After) bool {
	return (a.Was == nil) == (b.Was == nil) && (a.Was == nil || *a.Was == *b.Was) && a.Words == b.Words
}

// Kinds of days, in the order they are offered. A name is never taken out or
// renamed.
var Kinds = []string{"work", "handover", "party", "birthday", "anniversary", "court", "other"}

// Yearly reports whether a kind of day comes every year.
func Yearly(kind string) bool { return slices.Contains([]string{"birthday", "anniversary"}, kind) }

// NextYear is the same day in the first year that is still to come; the last of
// February where there is no 29th.
func NextYear(on, today string) string {
	at, err := time.Parse(time.DateOnly, on)
	for y := 1; err == nil && y < 200; y++ {
		next := at.AddDate(y, 0, 0)
		if next.Day() != at.Day() {
			next = next.AddDate(0, 0, -1)
		}
		if s := next.Format(time.DateOnly); s > today {
			return s
		}
	}
	return on
}

// Pairs is what was expected beside what came, of the days that have both.
type Pairs struct {
	Less, Equal, More int // came than expected
	apart             []float64
}

// Add takes one day.
func (p *Pairs) Add(expect, was *int) {
	if expect == nil || was == nil {
		return
	}
	switch d := *expect - *was; {
	case d > 0:
		p.Less++
	case d == 0:
		p.Equal++
	default:
		p.More++
	}
	p.apart = append(p.apart, float64(*expect-*was))
}

// N is how many days there are.
func (p *Pairs) N() int { return len(p.apart) }

// Over is by how much too much was expected, with its range.
func (p *Pairs) Over() stat.Interval { return stat.Mean(p.apart) }
