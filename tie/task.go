package tie

// Tasked is the kind of what a decision asks of the person this week. Body:
// Task. Feature harm records it, days for a hard day, and path; plan and boundary
// offer it as theirs.
const Tasked = "tie.task"

// Task is one thing to do, or not to do.
type Task struct {
	If    string `cbor:"1,keyasint,omitempty" json:"if,omitempty"`       // when it comes up
	Then  string `cbor:"2,keyasint" json:"then"`                         // what I do
	Bound bool   `cbor:"3,keyasint,omitempty" json:"boundary,omitempty"` // rather a boundary than a plan
	// Day is the hard day it is for; zero where a decision asks for it. Feature
	// days records those.
	Day [16]byte `cbor:"4,keyasint,omitzero" json:"day,omitzero"`
	// From is the event that led to it, where a page elsewhere did. Features path,
	// losses, habits and portrait record those; the lists of what a decision asks for leave them out.
	From [16]byte `cbor:"5,keyasint,omitzero" json:"from,omitzero"`
}
