package tie

import "time"

// Brooded is the kind of a short look at whether thoughts go round: before one
// writes about what was. Body: Brooding. The newest stands, for as long as
// BroodingStands says; feature unsent owns it.
const Brooded = "tie.brooded"

// Brooding is what a person answered about the last week, and what their own
// records said at that time. All of it may be empty: a look that was passed by
// is a look too.
type Brooding struct {
	Why    Often `cbor:"1,keyasint,omitempty"` // asks why, and gets no answer
	Reason Often `cbor:"2,keyasint,omitempty"` // looks for a reason behind it all
	Same   Often `cbor:"3,keyasint,omitempty"` // goes over the same again, with nothing new in it
	Stuck  Often `cbor:"4,keyasint,omitempty"` // stays on it although they want to stop
	// Circles is how many of the texts of the last two weeks went in circles, by
	// stat/circling; Heads how often "my head won't stop" was begun within a week.
	Circles int `cbor:"5,keyasint,omitempty"`
	Heads   int `cbor:"6,keyasint,omitempty"`
}

// Often is an answer about the last week; "" was left out.
type Often string

// The answers.
const (
	Hardly Often = "hardly"
	Some   Often = "some"
	Most   Often = "most" // on most days
)

// Where signs begin.
const (
	twoSigns  = 2 // that together make a round
	manyHeads = 3 // times within a week that the head would not stop
)

// Round reports whether writing about what was may well go in circles: the
// person asks why or looks for a reason on most days, or two other signs come
// together. Nobody is shown a number of it.
func (b Brooding) Round() bool {
	if b.Why == Most || b.Reason == Most {
		return true
	}
	n := 0
	for _, sign := range []bool{b.Same == Most, b.Stuck == Most, b.Circles > 0, b.Heads >= manyHeads} {
		if sign {
			n++
		}
	}
	return n >= twoSigns
}

// BroodingStands reports whether a look at a time still stands now: for two
// weeks. After that it is as if nobody had asked.
func BroodingStands(at, now time.Time) bool {
	age := now.Sub(at)
	return age >= 0 && age < 14*24*time.Hour
}
