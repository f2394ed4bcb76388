package tie

// Near is the kind of somebody a person could call. Body: Person. Feature circle
// owns it.
const Near = "circle.chosen"

// Person is somebody to call.
type Person struct {
	Name   string   `cbor:"1,keyasint"`
	Number string   `cbor:"2,keyasint"` // as it was written; circle says what it dials
	Good   []string `cbor:"3,keyasint,omitempty"`
}
