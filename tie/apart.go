package tie

// Settled is the kind of what was said about distance or friendship. Body:
// Apart. The newest stands; feature harm owns it.
const Settled = "harm.settled"

// Apart is all answers that stand about distance or friendship.
type Apart struct {
	Way     string `cbor:"1,keyasint,omitempty"` // "distance", "later", "friends", "unsure"
	Need    string `cbor:"2,keyasint,omitempty"` // what I need
	Theirs  string `cbor:"3,keyasint,omitempty"` // what they may need: a guess
	Long    string `cbor:"4,keyasint,omitempty"` // for how long: "week", "month", "three", "open"
	Love    string `cbor:"5,keyasint,omitempty"` // could I hear of a new love: "yes", "no", "unsure"
	Waiting string `cbor:"6,keyasint,omitempty"` // am I waiting for more, the same three
	Review  string `cbor:"7,keyasint,omitempty"` // "2027-02-01"
}
