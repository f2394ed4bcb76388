// Package fact is what is kept of unsent letters and of the story of a loss:
// the events, and which of them there are.
//
// It promises that the state holds no words and is the same whatever order its
// events arrive in, and that a seal can only move to a later day. It refuses to
// open anything.
package fact

import "ebb"

// The kinds.
const (
	KindBegan  = "unsent.began"  // body: Began
	KindSat    = "unsent.sat"    // body: Sat
	KindWrote  = "unsent.wrote"  // body: Wrote
	KindKept   = "unsent.kept"   // body: Kept
	KindSealed = "unsent.sealed" // body: Sealed
	KindAhead  = "unsent.ahead"  // body: Ahead
	KindPlain  = "unsent.plain"  // body: Plain
)

// Began is a letter, or the story.
type Began struct {
	Story bool   `cbor:"1,keyasint,omitempty"`
	To    string `cbor:"2,keyasint,omitempty"` // of Tos
	Take  string `cbor:"3,keyasint,omitempty"` // what it takes up: of Takes; "" nothing
	About string `cbor:"4,keyasint,omitempty"` // its words, as they stood
}

// Sat is one sitting, and for how long it was meant.
type Sat struct {
	Item    ebb.ID `cbor:"1,keyasint"`
	Part    string `cbor:"2,keyasint,omitempty"` // of Parts, in the story
	Minutes int    `cbor:"3,keyasint"`           // of Boxes
}

// Wrote is one row of text. A text takes several where one does not hold it.
type Wrote struct {
	Item ebb.ID `cbor:"1,keyasint"`
	Part string `cbor:"2,keyasint,omitempty"` // of Parts, in the story
	No   int    `cbor:"3,keyasint,omitempty"` // from 0
	Text string `cbor:"4,keyasint,omitempty"`
}

// Kept says that a sitting is over, or that what was read again stays.
type Kept struct {
	Item ebb.ID `cbor:"1,keyasint"`
	Part string `cbor:"2,keyasint,omitempty"`
}

// Sealed closes it until a day.
type Sealed struct {
	Item  ebb.ID `cbor:"1,keyasint"`
	Until string `cbor:"2,keyasint"` // "2026-12-24"; it opens on that morning
}

// Ahead looks forward: what comes, when and where, and one thing tomorrow.
type Ahead struct {
	What     string `cbor:"1,keyasint,omitempty"`
	Place    string `cbor:"2,keyasint,omitempty"` // when and where, in the person's words
	Tomorrow string `cbor:"3,keyasint,omitempty"`
}

// Plain is a day in plain facts, in the order they were.
type Plain struct {
	Facts []string `cbor:"1,keyasint"`
}

// Whom a letter is to, what it can take up, the parts of the story, and for how
// many minutes one writes. A name is never taken out or renamed: old events hold
// it.
var (
	Tos   = []string{"them", "then", "later", "plan", "near"}
	Takes = []string{"felt", "promise", "loss", "reason", "need"}
	Parts = []string{"was", "ended", "lost", "keep"}
	Boxes = []int{5, 10, 15}
)
