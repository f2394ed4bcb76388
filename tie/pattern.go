package tie

// PatternNamed is the kind of an old pattern that a person knows from themselves.
// Body: Pattern. Feature habits owns it.
const PatternNamed = "habits.named"

// Pattern is one: of PatternWords, with what it looks like in the person's
// words, or only in their words.
type Pattern struct {
	Ready string `cbor:"1,keyasint,omitempty"`
	Words string `cbor:"2,keyasint,omitempty"`
}

// PatternWords are ebb's own names. None is ever taken out or renamed.
var PatternWords = []string{"pleasing", "giving", "hiding", "eggshells"}
