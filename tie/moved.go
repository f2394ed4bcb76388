package tie

import "time"

// The kinds of going out to move, with the mood before and after. Feature feel
// owns them; busy counts them with what it plans.
const (
	WentMoving = "feel.went" // body: Went
	BackMoving = "feel.back" // body: Back
)

// Went is the mood before somebody went to move.
type Went struct {
	Before int `cbor:"1,keyasint"` // 0 to 10
}

// Back is the mood afterwards.
type Back struct {
	Went  [16]byte `cbor:"1,keyasint"` // the id of the Went
	After int      `cbor:"2,keyasint"` // 0 to 10
}

// A rating earlier or later than that is no after.
const (
	SoonBack = 10 * time.Minute
	LateBack = 4 * time.Hour
)

// Beside reports whether the moods of a walk can be set side by side.
func Beside(went, back time.Time) bool {
	d := back.Sub(went)
	return !went.IsZero() && !back.IsZero() && d >= SoonBack && d <= LateBack
}
