package tie

// Pulls are what a hard moment pulls towards, and Triggers what may set one
// off. Plans are made for them. A name is never taken out or renamed: old
// events hold it.
var (
	Pulls    = []string{"reach", "reply", "check", "clear", "fix", "see", "other"}
	Triggers = []string{"memory", "photo", "song", "place", "online", "message", "news", "alone", "bored", "argument", "drink", "tired", "date"}
)

// What others read of a hard moment. Feature hold owns the kinds and holds what
// it takes to its lists; each body has the id of the moment under key 1.
const (
	MomentPull     = "hold.pull"     // when the pull was felt
	MomentRating   = "hold.rating"   // body: Strength: how strong it is
	MomentForecast = "hold.forecast" // body: Strength: how strong it is expected to be in twenty minutes
	MomentOutcome  = "hold.outcome"  // body: MomentEnd; the newest stands
)

// Strength is one on the scale of 0 to 10.
type Strength struct {
	Moment [16]byte `cbor:"1,keyasint"`
	Value  int      `cbor:"2,keyasint"`
}

// MomentEnd is how a moment ended: MomentPassed, MomentPartly, MomentActed or
// something else. Acting that is marked MomentAllowed is contact that was
// planned or allowed, and no acting.
type MomentEnd struct {
	Moment  [16]byte `cbor:"1,keyasint"`
	Outcome string   `cbor:"2,keyasint"`
	Mark    string   `cbor:"3,keyasint,omitempty"`
}

// Outcomes and the mark that others count.
const (
	MomentPassed  = "passed"
	MomentPartly  = "partly"
	MomentActed   = "acted"
	MomentAllowed = "allowed"
)
