package tie

// DayPlanned is the kind of a hard day or a meeting. Body: Day. Feature days
// owns it.
const DayPlanned = "days.planned"

// Day is a hard day or a meeting.
type Day struct {
	Kind   string   `cbor:"1,keyasint" json:"kind"`                     // of the kinds that days has
	What   string   `cbor:"2,keyasint,omitempty" json:"what,omitempty"` // more exactly, in own words
	On     string   `cbor:"3,keyasint" json:"on"`                       // "2026-12-24", a date without zone
	At     string   `cbor:"4,keyasint,omitempty" json:"at,omitempty"`   // "18:30"
	First  string   `cbor:"5,keyasint,omitempty" json:"first,omitempty"`
	Last   string   `cbor:"6,keyasint,omitempty" json:"last,omitempty"`
	Leave  string   `cbor:"7,keyasint,omitempty" json:"leave,omitempty"`
	Near   string   `cbor:"8,keyasint,omitempty" json:"near,omitempty"`
	Then   string   `cbor:"9,keyasint,omitempty" json:"then,omitempty"`    // what comes after
	Expect *int     `cbor:"10,keyasint,omitempty" json:"expect,omitempty"` // 0 to 10; nil: not said
	Today  bool     `cbor:"11,keyasint,omitempty" json:"today,omitempty"`  // on Today from the day before
	Afraid bool     `cbor:"12,keyasint,omitempty" json:"afraid,omitempty"` // of this one
	Before [16]byte `cbor:"13,keyasint,omitzero" json:"before,omitzero"`   // the year before, where it was taken over
}
