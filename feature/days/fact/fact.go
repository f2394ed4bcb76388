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
)

// The kinds of events. What is done if something comes up on the day is a
// tie.Task.
const (
	Planned = "days.planned" // body: Day
	Went    = "days.went"    // body: After
)

// Day is a hard day or a meeting.
type Day struct {
	Kind   string `cbor:"1,keyasint" json:"kind"`                     // of Kinds
	What   string `cbor:"2,keyasint,omitempty" json:"what,omitempty"` // more exactly, in own words
	On     string `cbor:"3,keyasint" json:"on"`                       // "2026-12-24", a date without zone
	At     string `cbor:"4,keyasint,omitempty" json:"at,omitempty"`   // "18:30"
	First  string `cbor:"5,keyasint,omitempty" json:"first,omitempty"`
	Last   string `cbor:"6,keyasint,omitempty" json:"last,omitempty"`
	Leave  string `cbor:"7,keyasint,omitempty" json:"leave,omitempty"`
	Near   string `cbor:"8,keyasint,omitempty" json:"near,omitempty"`
	Then   string `cbor:"9,keyasint,omitempty" json:"then,omitempty"`    // what comes after
	Expect *int   `cbor:"10,keyasint,omitempty" json:"expect,omitempty"` // 0 to 10; nil: not said
	Today  bool   `cbor:"11,keyasint,omitempty" json:"today,omitempty"`  // on Today from the day before
	Afraid bool   `cbor:"12,keyasint,omitempty" json:"afraid,omitempty"` // of this one
	Before ebb.ID `cbor:"13,keyasint,omitzero" json:"before,omitzero"`   // the year before, where it was taken over
}

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
