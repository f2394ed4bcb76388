package tie

// GoalsSet is the kind of where each wants to be in some years. Body: Goals. The
// newest stands; feature needs owns it.
const GoalsSet = "needs.goals"

// Goals are the goals of both, as one of them says them.
type Goals struct {
	Mine   string `cbor:"1,keyasint,omitempty"`
	Theirs string `cbor:"2,keyasint,omitempty"` // a guess
	Differ string `cbor:"3,keyasint,omitempty"` // where the two differ
}
