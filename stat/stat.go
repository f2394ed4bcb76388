// Package stat is arithmetic: survival curves, shares with intervals, rates.
// Every function is pure; each names the source of its method and the shape
// and unit of what it takes and gives. It refuses clocks, files and words.
//
// Weeks may be overdispersed and like their neighbours; doc/honesty.md says how
// often the results are wrong, and which other methods were tried.
package stat

// Obs is one time to an event: T in any one unit, Event false where it was not
// seen to happen by then (censored).
type Obs struct {
	T     float64
	Event bool
}

// Interval is an estimate with its 95 % limits. NaN where there is none.
type Interval struct{ Value, Low, High float64 }
