// Package apart takes one answer out of a sheet before it goes into a file that
// lies open.
//
// It promises that the file is the same whatever the answer was, given or not: a
// gap that always stands there says nothing. No total is kept, so none has to go.
// It refuses to leave anything of a sheet that it cannot read.
package apart

import (
	"ebb"
	"ebb/feature"
)

// Answer leaves out answer number n of every event of a kind.
func Answer(tick, kind string, n int) feature.Apart {
	return feature.Apart{Tick: tick, Hide: func(e ebb.Event) (ebb.Event, bool) {
		if e.Kind != kind {
			return e, true
		}
		var s struct {
			Sheet ebb.ID `cbor:"1,keyasint"`
			PHQ   []any  `cbor:"2,keyasint"`
			GAD   []any  `cbor:"3,keyasint"`
		}
		if err := e.Decode(&s); err != nil || len(s.PHQ) <= n {
			return ebb.Event{}, false
		}
		s.PHQ[n] = nil
		body, err := ebb.Encode(s)
		e.Body = body
		return e, err == nil
	}}
}
