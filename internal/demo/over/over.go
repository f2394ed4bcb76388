// Package over is what the invented person of the demo wrote to get over
// somebody: the path, losses, stories, letters, old patterns, the check, and
// what comes later.
//
// It promises the same events for the same days and ids. It refuses a clock, and
// to know the rest of the journal.
package over

import (
	"time"

	"ebb"
)

type writer struct {
	id     func() ebb.ID
	events []ebb.Event
}

func (w *writer) add(at time.Time, kind string, body any) {
	e := ebb.New(kind, at.Truncate(time.Millisecond), body)
	e.ID, e.Device = w.id(), "web"
	w.events = append(w.events, e)
}

// Said is all of it, from the first evening up to today.
func Said(since, today time.Time, id func() ebb.ID) []ebb.Event {
	w := writer{id: id}
	w.later(since, today)
	w.checked(since)
	w.losses(since, today)
	w.stories(since)
	w.life(since)
	w.path(since)
	w.patterns(since, today)
	w.unsent(since, today)
	return w.events
}
