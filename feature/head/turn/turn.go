// Package turn is what is kept of a night on which the head won't stop: one fact
// a step, each on its own. It promises that kinds and names are never changed
// and that a fact is checked before it joins. It refuses a clock, pages and
// sentences.
package turn

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/tie"
)

// The kinds. All but taken and closed are captures: they work while locked.
const (
	KindRated    = "head.rated"    // body: Rated
	KindWrote    = "head.wrote"    // body: Wrote
	KindAnswered = "head.answered" // body: Answered
	KindParked   = "head.parked"   // body: Parked
	KindLeft     = "head.left"     // body: Left
	KindTaken    = "head.taken"    // body: Taken
	KindClosed   = "head.closed"   // body: Closed
)

// Began is the first tap, and a whole record. Body of tie.HeadBegan.
type Began struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	About  string `cbor:"2,keyasint" json:"about"` // one of Abouts
}

// Rated is how loud it is, 0 to 10.
type Rated struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Value  int    `cbor:"2,keyasint" json:"value"`
}

// Wrote parts what is known from what was made of it. Each may be left out.
type Wrote struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Know   string `cbor:"2,keyasint,omitempty" json:"know,omitempty"`
	Made   string `cbor:"3,keyasint,omitempty" json:"made,omitempty"`
	Other  string `cbor:"4,keyasint,omitempty" json:"other,omitempty"` // what else it could be
}

// Answered is an answer that could be given the same night.
type Answered struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Words  string `cbor:"2,keyasint" json:"words"`
}

// Parked puts it off until fifteen minutes of the next day.
type Parked struct {
	Moment   ebb.ID `cbor:"1,keyasint" json:"moment"`
	At       string `cbor:"2,keyasint" json:"at"` // one of Times
	Question string `cbor:"3,keyasint,omitempty" json:"question,omitempty"`
}

// Worried is a fear, with its day where it has one. Body of tie.Worried.
type Worried struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	tie.Worry
}

// Left is where something seen or heard of them ends: as a question that stays
// with the person, or as it is.
type Left struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	How    string `cbor:"2,keyasint" json:"how"` // Question or Stand
	Words  string `cbor:"3,keyasint,omitempty" json:"words,omitempty"`
}

// Taken says that the fifteen minutes began.
type Taken struct {
	Moment ebb.ID `cbor:"1,keyasint"`
}

// Closed says that what was parked is done with, for now.
type Closed struct {
	Moment ebb.ID `cbor:"1,keyasint"`
	How    string `cbor:"2,keyasint"` // Done or Freed
	Words  string `cbor:"3,keyasint,omitempty"`
}

// Names.
const (
	Question = "question"
	Stand    = "stand"
	Done     = "done"
	Freed    = "freed"
)

// The lists, in the order they are shown. A name is never taken out or
// renamed: old events hold it.
var (
	Abouts = []string{"round", "online", "someone"}
	Times  = []string{"10:00", "12:30", "17:00"}
	hows   = []string{Question, Stand}
)

// Longest is the most that one field takes, in runes.
const Longest = 1000

var captures = map[string]func(json.RawMessage) (any, error){
	tie.HeadBegan: reads(Began.Check),
	KindRated:     reads(Rated.Check),
	KindWrote:     reads(Wrote.Check),
	KindAnswered:  reads(Answered.Check),
	KindParked:    reads(Parked.Check),
	tie.Worried:   reads(Worried.Check),
	KindLeft:      reads(Left.Check),
}

// Capture checks the body of a sealed capture and returns the event body.
func Capture(kind string, body json.RawMessage) (any, error) {
	read, ok := captures[kind]
	if !ok {
		return nil, ebb.Bad("head.bad")
	}
	return read(body)
}

func reads[T any](check func(T) error) func(json.RawMessage) (any, error) {
	return func(raw json.RawMessage) (any, error) { return ebb.Captured(raw, "head.bad", check) }
}

// Check holds what it is about to the list.
func (b Began) Check() error { return Held(b.Moment, slices.Contains(Abouts, b.About)) }

// Check holds a rating to the scale.
func (r Rated) Check() error { return Held(r.Moment, r.Value >= 0 && r.Value <= 10) }

// Check wants at least one of the three.
func (w Wrote) Check() error {
	return Held(w.Moment, w.Know+w.Made+w.Other != "", w.Know, w.Made, w.Other)
}

// Check wants words.
func (a Answered) Check() error { return Held(a.Moment, a.Words != "", a.Words) }

// Check holds the time to the list.
func (p Parked) Check() error { return Held(p.Moment, slices.Contains(Times, p.At), p.Question) }

// Check wants words, and a date where there is one.
func (w Worried) Check() error {
	if w.By != "" {
		if _, err := time.Parse(time.DateOnly, w.By); err != nil {
			return ebb.Bad("head.bad.date")
		}
	}
	return Held(w.Moment, w.Words != "", w.Words)
}

// Check holds how it ends to the list.
func (l Left) Check() error { return Held(l.Moment, slices.Contains(hows, l.How), l.Words) }

// Held is nil where a moment is named, what must be is, and no words are too
// long.
func Held(moment ebb.ID, fine bool, words ...string) error {
	if moment == (ebb.ID{}) || !fine {
		return ebb.Bad("head.bad")
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) > Longest {
			return ebb.Bad("head.bad.long", "n", Longest)
		}
	}
	return nil
}
