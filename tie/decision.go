package tie

// Decided is the kind of a decision in the person's own words. Body: Decision.
// The newest stands; every version stays. Feature decision owns it.
const Decided = "decision.made"

// Decision is one version. Words may be empty where nothing is decided yet.
type Decision struct {
	Words   string `cbor:"1,keyasint,omitempty" json:"words,omitempty"`
	Reasons string `cbor:"2,keyasint,omitempty" json:"reasons,omitempty"`
	Do      string `cbor:"3,keyasint,omitempty" json:"do,omitempty"`     // what I will do
	Mark    Mark   `cbor:"4,keyasint,omitempty" json:"mark,omitempty"`   // so that words elsewhere fit
	Review  string `cbor:"5,keyasint,omitempty" json:"review,omitempty"` // "2026-12-01"
}

// Mark says what kind a decision is; "" is not said.
type Mark string

// The kinds of decision. None is ever taken out or renamed.
const (
	MarkGo    Mark = "go"    // let go
	MarkKeep  Mark = "keep"  // keep going
	MarkBreak Mark = "break" // a break
	MarkOpen  Mark = "open"  // nothing yet
)
