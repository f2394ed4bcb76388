// Package tie holds the facts about the two people that more than one feature
// reads: where a person stands with somebody, and what their messages show. An
// event kind has one owner; it moves here when a second feature must read it,
// not before. The types are plain data: no rules, no words, no clock.
package tie

import "time"

// Kinds of the facts here.
const (
	Stands   = "tie.stands"   // body: Standing
	Messages = "tie.messages" // body: exchange.Tally
)

// Standing is what a person said about where they are with someone. Every
// field may be empty: all of it is optional, and each answer can be changed.
type Standing struct {
	Stance  Stance   `cbor:"1,keyasint,omitempty" json:"stance,omitempty"`
	EndedBy EndedBy  `cbor:"2,keyasint,omitempty" json:"endedBy,omitempty"`
	Since   string   `cbor:"3,keyasint,omitempty" json:"since,omitempty"` // "2026-10-25", a date without zone
	Ties    []string `cbor:"4,keyasint,omitempty" json:"ties,omitempty"`  // of TieWords, in that order
}

// Stance is what the person is doing about it.
type Stance string

// The four situations.
const (
	Deciding     Stance = "deciding"
	SteppingBack Stance = "stepping"
	LettingGo    Stance = "letting"
	NotSure      Stance = "unsure"
)

// EndedBy says who ended it, if it ended.
type EndedBy string

// Who ended it.
const (
	ByMe     EndedBy = "me"
	ByThem   EndedBy = "them"
	ByBoth   EndedBy = "both"
	Break    EndedBy = "break"
	Unnamed  EndedBy = "unnamed" // it never had a name
	NotEnded EndedBy = "no"
)

// TieWords are the things that may still tie two people.
var TieWords = []string{"children", "home", "pet", "work", "friends", "money", "things"}

// SinceDate returns Since as midnight in zone; false where it is empty or no
// date.
func (s Standing) SinceDate(zone *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, s.Since, zone)
	return t, err == nil
}
