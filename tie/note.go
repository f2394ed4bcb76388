package tie

// Noted is the kind of a note. Body: Note. Feature note owns it.
const Noted = "note.written"

// Note is what was written and felt.
type Note struct {
	Text     string    `cbor:"1,keyasint,omitempty"`
	Feelings []Feeling `cbor:"2,keyasint,omitempty"`
}
