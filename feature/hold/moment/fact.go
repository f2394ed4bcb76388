// Package moment is what hold keeps and what follows from it: the facts of a
// hard moment as its events hold them, the state they fold into whatever order
// they arrive in, and the figures that the state bears out.
//
// It promises that kinds and names are never changed, that the fold keeps no
// words, and that a figure comes with how many moments it rests on. It refuses
// a clock, pages and sentences.
package moment

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/tie"
)

// The kinds hold owns. Each is one fact of one moment, kept on its own, so
// that whoever leaves half-way has lost nothing.
const (
	KindPull     = tie.MomentPull     // body: Pull
	KindRating   = tie.MomentRating   // body: Rating
	KindForecast = tie.MomentForecast // body: Forecast
	KindIntent   = "hold.intent"      // body: Intent
	KindOutcome  = tie.MomentOutcome  // body: Outcome
	KindDetail   = "hold.detail"      // body: Detail
	KindLooked   = "hold.looked"      // body: Looked
)

// Kinds are all of them.
var Kinds = []string{KindPull, KindRating, KindForecast, KindIntent, KindOutcome, KindDetail, KindLooked, KindHope}

// Pull says what the moment pulls towards: one of Pulls.
type Pull struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Pull   string `cbor:"2,keyasint" json:"pull"`
}

// Rating is how strong the pull is, 0 to 10.
type Rating struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Value  int    `cbor:"2,keyasint" json:"value"`
}

// Forecast is how strong the person expects it to be in twenty minutes.
type Forecast struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Value  int    `cbor:"2,keyasint" json:"value"`
}

// Intent is what the person chose to do in the middle of a wave: one of
// Intents. It is not how the moment ended.
type Intent struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Intent string `cbor:"2,keyasint" json:"intent"`
	Until  string `cbor:"3,keyasint,omitempty" json:"until,omitempty"` // RFC 3339; only with Wait
}

// Outcome is how the moment ended: one of Outcomes. A later one replaces an
// earlier one. Mark says more about Acted: OnPurpose, or Allowed, which is
// planned or allowed contact and does not count as acting.
type Outcome struct {
	Moment  ebb.ID `cbor:"1,keyasint" json:"moment"`
	Outcome string `cbor:"2,keyasint" json:"outcome"`
	Mark    string `cbor:"3,keyasint,omitempty" json:"mark,omitempty"`
}

// Detail is what else the person wrote about the moment: ticks of Triggers,
// Places and Company, and their own words.
type Detail struct {
	Moment   ebb.ID   `cbor:"1,keyasint" json:"moment"`
	Triggers []string `cbor:"2,keyasint,omitempty" json:"triggers,omitempty"`
	Places   []string `cbor:"3,keyasint,omitempty" json:"places,omitempty"`
	Company  []string `cbor:"4,keyasint,omitempty" json:"company,omitempty"`
	Words    string   `cbor:"5,keyasint,omitempty" json:"words,omitempty"`
}

// Looked is what acting was after, asked once in the week's review: ticks of
// Needs.
type Looked struct {
	Moment ebb.ID   `cbor:"1,keyasint" json:"moment"`
	Needs  []string `cbor:"2,keyasint" json:"needs"`
}

// Intents, outcomes and marks by name.
const (
	LetPass   = "pass"
	Wait      = "wait"
	Purpose   = "purpose"
	Passed    = tie.MomentPassed
	Partly    = tie.MomentPartly
	Acted     = tie.MomentActed
	Reached   = "reached" // they reached me
	OnPurpose = "purpose"
	Allowed   = tie.MomentAllowed
)

// The lists a person chooses from, in the order they are shown. A name in a
// list is never taken out or renamed: old moments hold it.
var (
	Pulls    = tie.Pulls
	Intents  = []string{LetPass, Wait, Purpose}
	Outcomes = []string{Passed, Partly, Acted, Reached}
	Marks    = []string{OnPurpose, Allowed}
	Triggers = tie.Triggers
	Places   = []string{"home", "bed", "work", "way", "out"}
	Company  = []string{"nobody", "friends", "family", "children", "others"}
	Needs    = []string{"hear", "stop", "say", "near", "settle", "know", "else"}
)

// LongestWords is the most a person can write beside one moment.
const LongestWords = 2000

// Capture checks the body of a sealed capture and returns the event body.
func Capture(kind string, body json.RawMessage) (any, error) {
	switch kind {
	case KindPull:
		return ebb.Captured(body, "hold.bad.body", Pull.Check)
	case KindRating:
		return ebb.Captured(body, "hold.bad.body", Rating.Check)
	case KindForecast:
		return ebb.Captured(body, "hold.bad.body", Forecast.Check)
	case KindIntent:
		return ebb.Captured(body, "hold.bad.body", Intent.Check)
	case KindOutcome:
		return ebb.Captured(body, "hold.bad.body", Outcome.Check)
	case KindDetail:
		return ebb.Captured(body, "hold.bad.body", Detail.Check)
	case KindLooked:
		return ebb.Captured(body, "hold.bad.body", Looked.Check)
	case KindHope:
		return ebb.Captured(body, "hold.bad.body", Hope.Check)
	}
	return nil, ebb.Bad("hold.bad.kind")
}

// oneOf is nil where value stands in list.
func oneOf(say, value string, list []string) error {
	if !slices.Contains(list, value) {
		return ebb.Bad(say)
	}
	return nil
}

func named(id ebb.ID) error {
	if id == (ebb.ID{}) {
		return ebb.Bad("hold.bad.moment")
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Check holds a pull to the list.
func (p Pull) Check() error {
	return first(named(p.Moment), oneOf("hold.bad.pull", p.Pull, Pulls))
}

// Check holds a rating to the scale.
func (r Rating) Check() error { return first(named(r.Moment), inScale(r.Value)) }

// Check holds a forecast to the scale.
func (f Forecast) Check() error { return first(named(f.Moment), inScale(f.Value)) }

// OnScale reports whether v is a strength.
func OnScale(v int) bool { return v >= 0 && v <= 10 }

func inScale(v int) error {
	if !OnScale(v) {
		return ebb.Bad("hold.bad.strength")
	}
	return nil
}

// Check holds a choice to the list, and an end to waiting alone.
func (i Intent) Check() error {
	if err := first(named(i.Moment), oneOf("hold.bad.choice", i.Intent, Intents)); err != nil || i.Until == "" {
		return err
	}
	if _, err := time.Parse(time.RFC3339, i.Until); err != nil || i.Intent != Wait {
		return ebb.Bad("hold.bad.choice")
	}
	return nil
}

// Check holds an outcome to the list, and a mark to acting alone.
func (o Outcome) Check() error {
	if err := first(named(o.Moment), oneOf("hold.bad.outcome", o.Outcome, Outcomes)); err != nil || o.Mark == "" {
		return err
	}
	if o.Outcome != Acted {
		return ebb.Bad("hold.bad.outcome")
	}
	return oneOf("hold.bad.outcome", o.Mark, Marks)
}

// Check holds ticks to their lists and words to their length.
func (d Detail) Check() error {
	if err := named(d.Moment); err != nil {
		return err
	}
	if utf8.RuneCountInString(d.Words) > LongestWords {
		return ebb.Bad("hold.bad.words", "n", LongestWords)
	}
	return first(ticks(d.Triggers, Triggers), ticks(d.Places, Places), ticks(d.Company, Company))
}

// Check holds ticks to their list, at least one of them.
func (l Looked) Check() error {
	if len(l.Needs) == 0 {
		return ebb.Bad("hold.bad.tick")
	}
	return first(named(l.Moment), ticks(l.Needs, Needs))
}

// Empty reports whether d says nothing.
func (d Detail) Empty() bool {
	return len(d.Triggers)+len(d.Places)+len(d.Company)+len(d.Words) == 0
}

// ticks holds chosen to names of list, each at most once.
func ticks(chosen, list []string) error {
	for i, c := range chosen {
		if !slices.Contains(list, c) || slices.Contains(chosen[:i], c) {
			return ebb.Bad("hold.bad.tick")
		}
	}
	return nil
}
