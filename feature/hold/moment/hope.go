package moment

import (
	"unicode/utf8"

	"ebb"
)

// KindHope holds what was hoped for from acting, in the person's own words. It
// is kept for themselves: that evening nothing is made of it.
const KindHope = "hold.hope" // body: Hope

// Hope is what acting was to bring.
type Hope struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Words  string `cbor:"2,keyasint" json:"words"`
}

// Check holds a hope to its length.
func (h Hope) Check() error {
	n := utf8.RuneCountInString(h.Words)
	if n == 0 || n > LongestWords {
		return first(named(h.Moment), ebb.Bad("hold.bad.words", "n", LongestWords))
	}
	return named(h.Moment)
}
