// Package fence is what boundary keeps and what follows from it: boundaries
// and the ways of allowed contact as their events hold them, and the state they
// fold into, whatever order they arrive in.
//
// It promises that what loosens does not count before its time, that kinds and
// names are never changed, and that the fold keeps no words. It refuses a clock,
// pages and sentences.
package fence

import "ebb"

// The kinds, besides tie.AllowedContact.
const (
	KindSet       = "boundary.set"       // body: Rule
	KindChanged   = "boundary.changed"   // body: Changed
	KindEnded     = "boundary.ended"     // body: Ended
	KindResumed   = "boundary.resumed"   // body: Resumed
	KindCooled    = "boundary.cooled"    // body: Cooled
	KindOpened    = "boundary.opened"    // body: Opened
	KindPermitted = "boundary.permitted" // body: Permitted
	KindNarrowed  = "boundary.narrowed"  // body: Narrowed
)

// Kinds are all of them.
var Kinds = []string{KindSet, KindChanged, KindEnded, KindResumed, KindCooled, KindOpened, KindPermitted, KindNarrowed}

// Rule is a boundary: one of Ready, or own words. Pulls are those in which a
// hard moment shows it; none: all.
type Rule struct {
	Ready string   `cbor:"1,keyasint,omitempty"`
	Text  string   `cbor:"2,keyasint,omitempty"`
	Pulls []string `cbor:"3,keyasint,omitempty"`
	Task  ebb.ID   `cbor:"4,keyasint,omitzero"` // what was set for a week, where it came from that
}

// Changed gives a boundary other words from Due on. Times here are seconds
// since 1970.
type Changed struct {
	Boundary ebb.ID `cbor:"1,keyasint"`
	Rule     Rule   `cbor:"2,keyasint"`
	Due      int64  `cbor:"3,keyasint"`
}

// Ended lifts a boundary from Due on.
type Ended struct {
	Boundary ebb.ID `cbor:"1,keyasint"`
	Due      int64  `cbor:"2,keyasint"`
}

// Resumed takes a boundary up again.
type Resumed struct {
	Boundary ebb.ID `cbor:"1,keyasint"`
}

// Cooled is how many days loosening waits, from Due on: one of Cools.
type Cooled struct {
	Days int   `cbor:"1,keyasint"`
	Due  int64 `cbor:"2,keyasint"`
}

// Opened is allowed contact: a channel and what it may be about, from Due on. By
// says who allows it where they or a court decide.
type Opened struct {
	Channel string   `cbor:"1,keyasint"` // of tie.Channels, or tie.OwnChannel
	Word    string   `cbor:"2,keyasint,omitempty"`
	About   []string `cbor:"3,keyasint"` // of tie.Abouts
	By      string   `cbor:"4,keyasint,omitempty"`
	Due     int64    `cbor:"5,keyasint"`
}

// Permitted says who allows a way that is there already.
type Permitted struct {
	Way ebb.ID `cbor:"1,keyasint"`
	By  string `cbor:"2,keyasint"`
}

// Narrowed takes a way out.
type Narrowed struct {
	Way ebb.ID `cbor:"1,keyasint"`
}

// The lists to choose from. A name is never taken out or renamed.
var (
	Ready = []string{"knock", "night", "drink", "profile", "alone", "ask", "calls"}
	Cools = []int{0, 1, 3, 7}
	Bys   = []string{"them", "court"}
)
