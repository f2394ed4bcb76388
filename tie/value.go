package tie

// ValuesChosen is the kind of what matters to a person. Body: Valued. The newest
// stands; feature busy owns it.
const ValuesChosen = "busy.valued"

// Valued is what matters.
type Valued struct {
	All []Value `cbor:"1,keyasint" json:"all"`
}

// Value is one of Values, or OwnValue with words of the person's.
type Value struct {
	Name string `cbor:"1,keyasint" json:"name"`
	Word string `cbor:"2,keyasint,omitempty" json:"word,omitempty"`
}

// OwnValue marks a value in one's own words.
const OwnValue = "own"

// Values can be chosen. None is ever taken out or renamed: old events hold it.
var Values = []string{"people", "body", "making", "learning", "nature", "helping", "rest", "home", "money", "play"}
