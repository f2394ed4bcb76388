package tie

// TruthWritten is the kind of two truths. Body: Pair. Feature truth owns it.
const TruthWritten = "truth.written"

// Pair is a feeling and what reality shows.
type Pair struct {
	Feeling string   `cbor:"1,keyasint"`
	Reality string   `cbor:"2,keyasint"`
	Pulls   []string `cbor:"3,keyasint,omitempty"` // of Pulls: where it is to come first; none: anywhere
}
