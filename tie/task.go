package tie

// Tasked is the kind of what a decision asks of the person this week. Body:
// Task. Feature harm records it; plan and boundary offer it as theirs.
const Tasked = "tie.task"

// Task is one thing to do, or not to do.
type Task struct {
	If    string `cbor:"1,keyasint,omitempty" json:"if,omitempty"`       // when it comes up
	Then  string `cbor:"2,keyasint" json:"then"`                         // what I do
	Bound bool   `cbor:"3,keyasint,omitempty" json:"boundary,omitempty"` // rather a boundary than a plan
}
