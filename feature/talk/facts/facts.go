// Package facts is what a person says about keeping on and about a talk, as
// events, and the fold of them: of everything the newest stands.
//
// It promises that the order in which events come does not matter, and that the
// fold keeps no words. It refuses pages, words and clocks.
package facts

// The kinds. Of each the newest stands.
const (
	KindPart   = "talk.part"   // body: Part
	KindSaid   = "talk.said"   // body: Field; one for each of Fields
	KindDay    = "talk.day"    // body: Day
	KindWent   = "talk.went"   // body: Went
	KindPause  = "talk.pause"  // body: Pause
	KindTerms  = "talk.terms"  // body: Terms
	KindLooked = "talk.looked" // body: Looked; one for each of Abouts
	KindAnew   = "talk.anew"   // body: Anew; one for each of Abouts
)

// Part is the person's own part in it.
type Part struct {
	Words string `cbor:"1,keyasint,omitempty"`
}

// Field is one field of a talk that is prepared.
type Field struct {
	Field string `cbor:"1,keyasint"` // of Fields
	Words string `cbor:"2,keyasint,omitempty"`
}

// Day is the day of the talk; "" is none.
type Day struct {
	On string `cbor:"1,keyasint,omitempty"` // "2026-12-01"
}

// Went is how the talk went, and when to look at it again.
type Went struct {
	Words string `cbor:"1,keyasint,omitempty"`
	Look  string `cbor:"2,keyasint,omitempty"`
}

// Pause is a break that was asked for.
type Pause struct {
	Asked string `cbor:"1,keyasint,omitempty"` // of Askers
	For   string `cbor:"2,keyasint,omitempty"`
}

// Terms are what holds while it lasts.
type Terms struct {
	Long    string `cbor:"1,keyasint,omitempty"`
	Contact string `cbor:"2,keyasint,omitempty"`
	Look    string `cbor:"3,keyasint,omitempty"`
}

// Looked is what the person wrote when they looked at a talk or a break again.
type Looked struct {
	About string `cbor:"1,keyasint"` // of Abouts
	Words string `cbor:"2,keyasint,omitempty"`
	Look  string `cbor:"3,keyasint,omitempty"`
}

// Anew says that what was there of a talk or a break is over.
type Anew struct {
	About string `cbor:"1,keyasint"` // of Abouts
}

// What can be looked at again, and the lists of a form. A name is never taken
// out or renamed.
const (
	Talk  = "talk"
	Break = "break"
)

// The lists, in the order they are shown.
var (
	Abouts = []string{Talk, Break}
	Fields = []string{"happened", "did", "ask", "offer", "no"}
	Askers = []string{"me", "them", "both"}
)
