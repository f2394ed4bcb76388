package tie

// A guess about an answer, made the day after something was sent, and what came
// of it. Both bodies hold the id of the moment under key 1, which joins them.
const (
	Guessed = "hold.guess" // body: Guess
	Came    = "hold.came"  // body: Resolution
)

// Guess is how likely an answer seems by a day, and how hard that day will be.
type Guess struct {
	Chance int    `cbor:"2,keyasint" json:"chance"`                   // 0 to 100
	By     string `cbor:"3,keyasint" json:"by"`                       // "2026-12-01"
	Feel   *int   `cbor:"4,keyasint,omitempty" json:"feel,omitempty"` // 0 to 10; nil: not said
}

// Resolution is what had arrived by that day, and how hard the day was.
type Resolution struct {
	Answer bool `cbor:"2,keyasint" json:"answer"`
	Feel   *int `cbor:"3,keyasint,omitempty" json:"feel,omitempty"` // 0 to 10; nil: not said
}
