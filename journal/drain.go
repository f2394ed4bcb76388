package journal

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// Drained says what became of the inbox.
type Drained struct {
	Joined  int // captures that are events now
	Refused int // items that do not open or are not understood; they stay
}

// drainStep is how many captures one post takes.
const drainStep = 256

// Drain turns waiting captures into events: one Append adds the event, whose
// id is the item's, and removes the item. An item whose id is known is removed
// all the same, or it would come back at each unlock.
func (j *Journal) Drain(ctx context.Context) (Drained, error) {
	ready, refused, err := j.waiting(ctx)
	d := Drained{Refused: len(refused)}
	for err == nil && len(ready) > 0 {
		n := min(drainStep, len(ready))
		p := &post{items: ready[:n]}
		ready = ready[n:]
		if err = j.join(ctx, p); err == nil {
			d.Joined += p.joined
		}
	}
	return d, err
}

// Discard removes the items that Drain refuses, for good, and returns how many.
func (j *Journal) Discard(ctx context.Context) (int, error) {
	_, refused, err := j.waiting(ctx)
	if err != nil || len(refused) == 0 {
		return 0, err
	}
	return len(refused), j.join(ctx, &post{items: []item{{drain: refused}}})
}

// waiting opens the inbox, in the order in which things happened.
func (j *Journal) waiting(ctx context.Context) (ready []item, refused []ebb.ID, err error) {
	err = j.o.Store.Waiting(ctx, j.person(), func(it store.Item) error {
		e, err := j.capture(it)
		if err != nil {
			refused = append(refused, ebb.ID(it.ID))
			return nil
		}
		ready = append(ready, item{event: e, drain: []ebb.ID{e.ID}})
		return nil
	})
	if errors.Is(err, store.ErrNoPerson) {
		err = nil
	}
	slices.SortFunc(ready, func(a, b item) int {
		if c := a.event.At.Compare(b.event.At); c != 0 {
			return c
		}
		return bytes.Compare(a.event.ID[:], b.event.ID[:])
	})
	return ready, refused, err
}

func (j *Journal) capture(it store.Item) (ebb.Event, error) {
	device, err := vault.CaptureDevice(it.Box)
	if err != nil {
		return ebb.Event{}, err
	}
	plain, err := j.keys.Load().OpenCapture(device, ebb.ID(it.ID), it.Box)
	if err != nil {
		return ebb.Event{}, err
	}
	defer clear(plain)
	if j.o.Decode == nil {
		return ebb.Event{}, ErrEntry
	}
	e, err := j.o.Decode(plain)
	if err != nil || e.Kind == "" || e.Kind == ebb.Erased || e.Kind == ebb.Withdrawn || e.Kind == ebb.Replaced {
		return ebb.Event{}, ErrEntry // a capture only adds; the cause may hold content
	}
	e.ID = ebb.ID(it.ID)
	j.complete(&e)
	return e, nil
}
