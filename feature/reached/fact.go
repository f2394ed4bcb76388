package reached

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
)

// The kinds. Came, chose and noted are captures: they work while locked.
const (
	KindCame    = "reached.came"    // body: Came
	KindChose   = "reached.chose"   // body: Chose
	KindNoted   = "reached.noted"   // body: Noted
	KindRule    = "reached.rule"    // body: Rule
	KindWeighed = "reached.weighed" // body: Weighed
)

// Came is what came: one of Whats.
type Came struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	What   string `cbor:"2,keyasint" json:"what"`
}

// Chose is what the person does with it for now: one of Choices. A later one
// replaces an earlier one.
type Chose struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Choice string `cbor:"2,keyasint" json:"choice"`
}

// Noted is what came that frightened, in the person's words: it may be worth
// keeping.
type Noted struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Words  string `cbor:"2,keyasint" json:"words"`
}

// Rule is what the person decided on a calm day for one kind of thing that may
// come. The newest of its kind stands; one without words takes it out.
type Rule struct {
	What  string `cbor:"1,keyasint"`
	Words string `cbor:"2,keyasint,omitempty"`
}

// Weighed is what the person wrote by day about "wants me back". All of it may
// be empty: then it is put away.
type Weighed struct {
	Moment    ebb.ID `cbor:"1,keyasint"`
	Different string `cbor:"2,keyasint,omitempty"` // what is different
	Seen      string `cbor:"3,keyasint,omitempty"` // how I would see it
	Past      string `cbor:"4,keyasint,omitempty"` // chances before
	Step      string `cbor:"5,keyasint,omitempty"` // one small step
	Review    string `cbor:"6,keyasint,omitempty"` // a date without zone
}

// Things that may come and choices, by name.
const (
	Practical = "practical"
	Back      = "back"
	Fright    = "fright"
	Nothing   = "nothing"
	Morning   = "morning"
)

// The lists, in the order they are shown. A name is never taken out or
// renamed: old events hold it.
var (
	Whats   = []string{Practical, "kind", "sorry", "meet", Back, Fright, "unsaid"}
	Choices = []string{Nothing, Practical, Morning, "purpose"}
)

// Calm are the things a rule can be made for. What frightens has its own way,
// and what was not said has none.
var Calm = Whats[:5]

// longest is the most that one field takes, in runes.
const longest = 2000

// Capture checks the body of a sealed capture and returns the event body.
func Capture(kind string, body json.RawMessage) (any, error) {
	switch kind {
	case KindCame:
		return ebb.Captured(body, "reached.bad", Came.check)
	case KindChose:
		return ebb.Captured(body, "reached.bad", Chose.check)
	case KindNoted:
		return ebb.Captured(body, "reached.bad", Noted.check)
	}
	return nil, ebb.Bad("reached.bad")
}

func (c Came) check() error {
	if c.Moment == (ebb.ID{}) || !slices.Contains(Whats, c.What) {
		return ebb.Bad("reached.bad")
	}
	return nil
}

func (c Chose) check() error {
	if c.Moment == (ebb.ID{}) || !slices.Contains(Choices, c.Choice) {
		return ebb.Bad("reached.bad")
	}
	return nil
}

func (n Noted) check() error {
	switch {
	case n.Moment == (ebb.ID{}):
		return ebb.Bad("reached.bad")
	case n.Words == "":
		return ebb.Bad("reached.bad.empty")
	}
	return fits(n.Words)
}

func (r Rule) check() error {
	if !slices.Contains(Calm, r.What) {
		return ebb.Bad("reached.bad")
	}
	return fits(r.Words)
}

func (w Weighed) check() error {
	if w.Review != "" {
		if _, err := time.Parse(time.DateOnly, w.Review); err != nil {
			return ebb.Bad("reached.bad.date")
		}
	}
	return fits(w.Different, w.Seen, w.Past, w.Step)
}

func fits(fields ...string) error {
	for _, f := range fields {
		if utf8.RuneCountInString(f) > longest {
			return ebb.Bad("reached.bad.long", "n", longest)
		}
	}
	return nil
}
