package tie

// What was promised, and what came of it: feature chance owns both. The id of a
// promise stands under key 1 of what came of it.
const (
	Promised = "tie.promised" // body: Promise
	Held     = "tie.held"     // body: Outcome
)

// Promise is one, by the person or by the other one.
type Promise struct {
	Mine  bool   `cbor:"2,keyasint,omitempty" json:"mine,omitempty"`
	Words string `cbor:"3,keyasint" json:"words"`
	By    string `cbor:"4,keyasint,omitempty" json:"by,omitempty"` // "2026-12-01"; "" no day
	// Again marks a second chance: it was given after an earlier promise of the
	// same kind had not been kept.
	Again bool `cbor:"5,keyasint,omitempty" json:"again,omitempty"`
}

// Outcome is what came of a promise, as the person saw it.
type Outcome struct {
	Promise [16]byte `cbor:"1,keyasint" json:"promise"`
	Kept    Kept     `cbor:"2,keyasint" json:"kept"`
	Words   string   `cbor:"3,keyasint,omitempty" json:"words,omitempty"`
}

// Kept says how a promise went.
type Kept string

// How it went. Partly counts for neither side.
const (
	KeptWhole Kept = "kept"
	KeptPart  Kept = "partly"
	KeptNot   Kept = "not"
)
