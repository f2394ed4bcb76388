package tie

// HeadBegan is the kind of a turn of "my head won't stop". Others count when it
// was, and read no more of it.
const HeadBegan = "head.began"

// Worried is the kind of a fear written down with its date. Body: the id of the
// moment it came from under key 1, and a Worry.
const Worried = "head.worry"

// Worry is what may come, and the day on which it can be checked.
type Worry struct {
	Words string `cbor:"2,keyasint" json:"words"`
	By    string `cbor:"3,keyasint,omitempty" json:"by,omitempty"` // "2026-12-01"; "" no day
}
