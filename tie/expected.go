package tie

// What a person was afraid would happen, or hoped for, and what came of it.
// Feature fears owns both kinds.
const (
	FearWritten = "fears.written" // body: Fear
	FearChecked = "fears.checked" // body: FearCheck; the newest stands
)

// Fear is what may happen, or what is hoped for.
type Fear struct {
	Words string `cbor:"1,keyasint" json:"words"`
	By    string `cbor:"2,keyasint,omitempty" json:"by,omitempty"` // "2026-12-01"; "" no day
	Hope  bool   `cbor:"3,keyasint,omitempty" json:"hope,omitempty"`
}

// FearCheck is what came of one.
type FearCheck struct {
	Of   [16]byte `cbor:"1,keyasint" json:"of"`
	Came FearCame `cbor:"2,keyasint" json:"came"`
}

// FearCame says whether it happened.
type FearCame string

// The answers. FearUnclear counts for neither side.
const (
	FearHappened FearCame = "yes"
	FearStayed   FearCame = "no" // did not happen
	FearUnclear  FearCame = "unclear"
)

// A person's own forecasts about what will arrive, and what arrived. Feature
// forecast owns both kinds.
const (
	ForecastMade = "forecast.made" // body: Forecast
	ForecastCame = "forecast.came" // body: ForecastResult
)

// Forecast is how likely something is to arrive by a day.
type Forecast struct {
	About  string `cbor:"1,keyasint" json:"about"`           // what, by a name of the feature's
	Words  string `cbor:"2,keyasint,omitempty" json:"words"` // what has to arrive, where no name fits
	Chance int    `cbor:"3,keyasint" json:"chance"`          // 0 to 100, in fives
	By     string `cbor:"4,keyasint" json:"by"`              // "2026-12-01"
	Hope   YesNo  `cbor:"5,keyasint,omitempty" json:"hope,omitempty"`
	Base   *int   `cbor:"6,keyasint,omitempty" json:"base,omitempty"` // of 100 such couples, as published then; nil where nothing is
}

// ForecastResult is what had arrived by its day.
type ForecastResult struct {
	Of   [16]byte `cbor:"1,keyasint" json:"of"`
	Came YesNo    `cbor:"2,keyasint" json:"came"`
}
