package feature

import "ebb"

// Apart is what no export holds unless its person ticks it, because somebody
// else may come to read the file.
type Apart struct {
	Tick string // under which name it is ticked; several features may share one
	// Hide leaves it out of an event: what is left, and false for nothing.
	Hide func(ebb.Event) (ebb.Event, bool)
}

// Whole leaves out every event of the kinds named.
func Whole(tick string, kinds ...string) Apart {
	return Apart{tick, func(e ebb.Event) (ebb.Event, bool) {
		for _, k := range kinds {
			if e.Kind == k {
				return ebb.Event{}, false
			}
		}
		return e, true
	}}
}
