// Package rounds looks at everybody's journal once a day, without keys, and says
// in the log what is damaged: the beginning of an id and numbers, never content.
package rounds

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"ebb"
	"ebb/store"
	"ebb/store/audit"
)

// Rounds is who was looked at, and when.
type Rounds struct {
	Store store.Store
	Clock ebb.Clock
	Log   *slog.Logger

	mu    sync.Mutex
	known map[store.ID]looked
}

type looked struct {
	at  time.Time
	bad int
}

const (
	atOnce = 50 // people a call, so that a host with many is not kept busy
	again  = 24 * time.Hour
	shown  = 50 // damaged entries of one person in the log
)

// Look looks at those who have not been looked at for a day.
func (d *Rounds) Look(ctx context.Context) error {
	var due []store.ID
	now := d.Clock()
	err := d.Store.People(ctx, func(p store.ID, _ store.Person) error {
		if len(due) < atOnce && d.due(p, now) {
			due = append(due, p)
		}
		return nil
	})
	for _, p := range due {
		r, failed := audit.Person(ctx, d.Store, p)
		if failed != nil {
			return failed
		}
		d.note(p, now, len(r.Faults)+r.Holes)
		for i, f := range r.Faults {
			if i == shown {
				break
			}
			d.Log.Error("an entry is not what was written", "person", ebb.ID(p).String()[:8], "entry", f.Seq, "why", f.Why)
		}
	}
	return err
}

func (d *Rounds) due(p store.ID, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	k, ok := d.known[p]
	return !ok || now.Sub(k.at) >= again
}

func (d *Rounds) note(p store.ID, now time.Time, bad int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.known == nil {
		d.known = map[store.ID]looked{}
	}
	d.known[p] = looked{now, bad}
}

// Of is when somebody's journal was looked at last, and how much of it was not
// what was written.
func (d *Rounds) Of(p store.ID) (at time.Time, bad int, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k, ok := d.known[p]
	return k.at, k.bad, ok
}
