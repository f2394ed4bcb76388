package tie

import "slices"

// Named is the kind of what a person named as their feelings at one time. Body:
// Feelings. Feature feel owns it; note counts it with its own.
const Named = "feel.named"

// Feelings are several at once, and whether it feels like an ending.
type Feelings struct {
	Felt   []Feeling `cbor:"1,keyasint,omitempty" json:"felt,omitempty"`
	Ending Ending    `cbor:"2,keyasint,omitempty" json:"ending,omitempty"`
}

// Feeling is one of Families or of their finer words, or OwnFeeling with a word
// of the person's.
type Feeling struct {
	Name     string `cbor:"1,keyasint" json:"name"`
	Word     string `cbor:"2,keyasint,omitempty" json:"word,omitempty"`
	Strength *int   `cbor:"3,keyasint,omitempty" json:"strength,omitempty"` // 0 to 10; nil: not said
}

// OwnFeeling marks a feeling with a word of one's own.
const OwnFeeling = "own"

// Ending is the answer to "is this ending?"; "" was not said.
type Ending string

// The answers.
const (
	Ends     Ending = "yes"
	EndsNot  Ending = "no"
	EndsAsks Ending = "unsure"
)

// Family is a feeling with finer words for it.
type Family struct {
	Name  string
	Lifts bool // it lifts
	Mixed bool // it does neither; otherwise it weighs
	Finer []string
}

// Families are ebb's own words for feelings, in the order they are offered. A
// name is never taken out, renamed or moved: old events hold it.
var Families = []Family{
	{Name: "sad", Finer: []string{"lonely", "empty", "numb", "worn", "hopeless"}},
	{Name: "afraid", Finer: []string{"worried", "tense", "lost", "panicked", "scared"}},
	{Name: "angry", Finer: []string{"annoyed", "bitter", "jealous", "furious"}},
	{Name: "hurt", Finer: []string{"disappointed", "rejected", "betrayed", "unseen", "used"}},
	{Name: "ashamed", Finer: []string{"guilty", "embarrassed", "foolish", "small"}},
	{Name: "longing", Mixed: true, Finer: []string{"missing", "tender", "hoping", "homesick"}},
	{Name: "relieved", Lifts: true, Finer: []string{"calm", "free", "grateful", "hopeful"}},
}

// FamilyOf is the family of a name; false for a word of one's own and for what
// is nobody's.
func FamilyOf(name string) (Family, bool) {
	for _, f := range Families {
		if f.Name == name || slices.Contains(f.Finer, name) {
			return f, true
		}
	}
	return Family{}, false
}
