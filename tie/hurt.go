package tie

// PastWritten is the kind of one page of what happened, as it was told. Feature
// past owns it; others read of it only Touched.
const PastWritten = "past.page"

// Touched is what a hurt touched, by the names that feature past offers.
type Touched struct {
	What []string `cbor:"7,keyasint,omitempty"`
}
