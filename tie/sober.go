package tie

// SeenSoberly is the kind of one page of answers about two people. Body: Seen.
// Feature sober owns it.
const SeenSoberly = "sober.said"

// Seen is what was answered on one page. The newest answer to each question
// stands.
type Seen struct {
	Part    string   `cbor:"1,keyasint"`
	Answers []Answer `cbor:"2,keyasint,omitempty"`
	Costs   []string `cbor:"3,keyasint,omitempty"` // of Costs
	Gives   []string `cbor:"4,keyasint,omitempty"` // of Gives
	Words   string   `cbor:"5,keyasint,omitempty"` // what else it costs or gives
}

// Answer is one question and one of its words.
type Answer struct {
	Ask  string `cbor:"1,keyasint"`
	Said string `cbor:"2,keyasint"`
}

// What it can cost and give. No name is ever changed: old events hold them.
var (
	Costs = []string{"sleep", "money", "friends", "work", "self"}
	Gives = []string{"laughter", "warmth", "help", "rest", "courage"}
)
