package tie

// Needs is the kind of what a person needs or wants, as a list at one time.
// Body: NeedList. The newest stands; feature needs owns it.
const Needs = "needs.listed"

// NeedList is one version of the list.
type NeedList struct {
	Needs []Need `cbor:"1,keyasint" json:"needs"`
}

// Need is one of them. Subject is of NeedWords, or empty where Own says it in
// the person's words.
type Need struct {
	Subject string `cbor:"1,keyasint,omitempty" json:"subject,omitempty"`
	Own     string `cbor:"2,keyasint,omitempty" json:"own,omitempty"`
	Want    bool   `cbor:"3,keyasint,omitempty" json:"want,omitempty"`   // a want; otherwise a need
	Weight  *int   `cbor:"4,keyasint,omitempty" json:"weight,omitempty"` // how important, 0 to 10; nil: not said
	Met     *int   `cbor:"5,keyasint,omitempty" json:"met,omitempty"`    // how far met, 0 to 10
	Fair    YesNo  `cbor:"6,keyasint,omitempty" json:"fair,omitempty"`   // is it reasonable to ask
	Can     YesNo  `cbor:"7,keyasint,omitempty" json:"can,omitempty"`    // the other could meet it
	// What the other one seems to need, as the person guesses; nothing is known
	// of it.
	Theirs *Theirs `cbor:"8,keyasint,omitempty" json:"theirs,omitempty"`
	// ID stays the same from one version of the list to the next.
	ID [16]byte `cbor:"9,keyasint,omitzero" json:"id"`
}

// Theirs is a guess about the other one's side of the same need.
type Theirs struct {
	Weight *int  `cbor:"1,keyasint,omitempty" json:"weight,omitempty"`
	Met    *int  `cbor:"2,keyasint,omitempty" json:"met,omitempty"`
	Sure   *int  `cbor:"3,keyasint,omitempty" json:"sure,omitempty"` // 0 to 10
	Can    YesNo `cbor:"4,keyasint,omitempty" json:"can,omitempty"`  // I could meet it
}

// NeedWords are the starter list. None is ever taken out or renamed.
var NeedWords = []string{"respect", "listening", "trust", "honesty", "time", "affection", "freedom", "safety", "support", "reliability", "intimacy", "future"}
