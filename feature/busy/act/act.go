// Package act is what a person plans for a week of their own and says about it:
// the facts, and the state they add up to.
//
// It promises that the order of arrival changes nothing, and that the newest of
// what was said stands. It refuses to keep words that the journal can give again,
// and to know of pages.
package act

import (
	"ebb"
	"ebb/tie"
)

// Kinds.
const (
	KindValued  = tie.ValuesChosen    // body: Valued; the newest stands
	KindAimed   = "busy.aimed"        // body: Aimed; the newest stands
	KindPlanned = tie.ActivityPlanned // body: Activity
	KindFelt    = "busy.felt"         // body: Felt; the newest of each side stands
	KindWent    = tie.ActivityWent    // body: Went; the newest stands
	KindFed     = "busy.fed"          // body: Fed; the newest stands
)

// Aimed is one goal for each value.
type Aimed struct {
	Goals []Goal `cbor:"1,keyasint" json:"goals"`
}

// Goal is small enough for a week.
type Goal struct {
	For   Value  `cbor:"1,keyasint" json:"for"`
	Words string `cbor:"2,keyasint" json:"words"`
}

// What others read too.
type (
	Valued   = tie.Valued      // what matters
	Value    = tie.Value       // one of tie.Values, or OwnValue
	Activity = tie.Activity    // something to do on a day
	Went     = tie.ActivityEnd // what became of it
)

// OwnValue marks a value in one's own words.
const OwnValue = tie.OwnValue

// Felt is a mood before or after an activity.
type Felt struct {
	Of    ebb.ID `cbor:"1,keyasint" json:"of"`
	After bool   `cbor:"2,keyasint,omitempty" json:"after,omitempty"`
	Mood  *int   `cbor:"3,keyasint,omitempty" json:"mood,omitempty"` // 0 to 10; nil: taken back
}

// Fed says whether the times of activities go where the person set up reminders.
type Fed struct {
	On bool `cbor:"1,keyasint" json:"on"`
}

// What can be chosen. No name is ever taken out or given another meaning: old
// events hold it.
var (
	Values = tie.Values
	Sorts  = tie.ActivitySorts
	Hows   = tie.ActivityEnds
	// Ready are activities of our own, for each of Sorts. They cost nothing.
	Ready = map[string][]string{
		"people":  {"eat", "stroll", "call"},
		"move":    {"walk", "dance", "stretch"},
		"project": {"putoff", "mend", "chapter"},
		"other":   {"cook", "outside", "early"},
	}
)
