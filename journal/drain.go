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
	Held    int // items that wait for their person's yes; see Held
}

// Held is what waits of one device until its person says yes or no.
type Held struct {
	Device  ebb.ID // zero: sealed by a server or a terminal, while locked
	Items   int
	Unknown bool // the device was revoked, or is none of theirs; else it sent more than Flood
}

// Flood is how many captures of one device may wait before its person is asked.
const Flood = 200

// drainStep is how many captures one post takes.
const drainStep = 256

// Drain turns waiting captures into events: one Append adds the event, whose
// id is the item's, and removes the item. An item whose id is known is removed
// all the same, or it would come back at each unlock. What came from a device
// that was revoked, or in a flood, stays.
func (j *Journal) Drain(ctx context.Context) (Drained, error) {
	held, n, err := j.hold(ctx)
	if err != nil || n == 0 {
		return Drained{}, err
	}
	d, err := j.drain(ctx, func(device ebb.ID) bool { return held[device] == nil })
	for _, h := range held {
		d.Held += h.Items
	}
	return d, err
}

// Held lists what waits for its person's yes.
func (j *Journal) Held(ctx context.Context) ([]Held, error) {
	held, _, err := j.hold(ctx)
	var all []Held
	for _, h := range held {
		all = append(all, *h)
	}
	slices.SortFunc(all, func(a, b Held) int { return bytes.Compare(a.Device[:], b.Device[:]) })
	return all, err
}

// Admit takes in what waits of one device: its person said yes.
func (j *Journal) Admit(ctx context.Context, device ebb.ID) (Drained, error) {
	return j.drain(ctx, func(of ebb.ID) bool { return of == device })
}

// Reject removes what waits of one device, for good, and returns how much.
func (j *Journal) Reject(ctx context.Context, device ebb.ID) (int, error) {
	var all []ebb.ID
	err := j.inbox(ctx, func(of ebb.ID, it store.Item) {
		if of == device {
			all = append(all, ebb.ID(it.ID))
		}
	})
	return j.remove(ctx, all, err)
}

// Discard removes the items that Drain refuses, for good, and returns how many.
func (j *Journal) Discard(ctx context.Context) (int, error) {
	held, _, err := j.hold(ctx)
	if err != nil {
		return 0, err
	}
	_, refused, err := j.waiting(ctx, func(device ebb.ID) bool { return held[device] == nil })
	return j.remove(ctx, refused, err)
}

func (j *Journal) remove(ctx context.Context, items []ebb.ID, err error) (int, error) {
	if err != nil || len(items) == 0 {
		return 0, err
	}
	return len(items), j.join(ctx, &post{items: []item{{drain: items}}})
}

// Take makes events of captures whose person is here while they come, in one
// Append. What does not open or is not understood is left to the caller.
func (j *Journal) Take(ctx context.Context, items []store.Item) (left []store.Item, err error) {
	p := &post{}
	for _, it := range items {
		e, err := j.capture(it, "web")
		if err != nil {
			left = append(left, it)
			continue
		}
		p.items = append(p.items, item{event: e, drain: []ebb.ID{e.ID}})
	}
	return left, j.join(ctx, p)
}

// drain takes in what waits of the devices that may.
func (j *Journal) drain(ctx context.Context, may func(ebb.ID) bool) (Drained, error) {
	ready, refused, err := j.waiting(ctx, may)
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

// hold judges the inbox by what stands on its envelopes: opening a flood would
// cost what the flood wants.
func (j *Journal) hold(ctx context.Context) (held map[ebb.ID]*Held, n int, err error) {
	all := map[ebb.ID]*Held{}
	err = j.inbox(ctx, func(device ebb.ID, _ store.Item) {
		n++
		if all[device] == nil {
			all[device] = &Held{Device: device, Unknown: device != ebb.ID{}}
		}
		all[device].Items++
	})
	if err != nil || n == 0 {
		return nil, n, err
	}
	devices, err := j.o.Store.DevicesOf(ctx, j.person())
	if err != nil {
		return nil, n, err
	}
	for _, d := range devices {
		if h := all[ebb.ID(d.ID)]; h != nil {
			h.Unknown = d.Revoked
		}
	}
	for id, h := range all {
		if !h.Unknown && h.Items <= Flood {
			delete(all, id)
		}
	}
	return all, n, nil
}

// inbox yields the items with the device that each names; what names none is
// the zero device's.
func (j *Journal) inbox(ctx context.Context, f func(device ebb.ID, it store.Item)) error {
	err := j.o.Store.Waiting(ctx, j.person(), func(it store.Item) error {
		device, _ := vault.CaptureDevice(it.Box)
		f(device, it)
		return nil
	})
	if errors.Is(err, store.ErrNoPerson) {
		err = nil
	}
	return err
}

// waiting opens what waits of the devices that may, in the order in which
// things happened.
func (j *Journal) waiting(ctx context.Context, may func(ebb.ID) bool) (ready []item, refused []ebb.ID, err error) {
	err = j.inbox(ctx, func(device ebb.ID, it store.Item) {
		if !may(device) {
			return
		}
		e, err := j.capture(it, "locked")
		if err != nil {
			refused = append(refused, ebb.ID(it.ID))
			return
		}
		ready = append(ready, item{event: e, drain: []ebb.ID{e.ID}})
	})
	slices.SortFunc(ready, func(a, b item) int {
		if c := a.event.At.Compare(b.event.At); c != 0 {
			return c
		}
		return bytes.Compare(a.event.ID[:], b.event.ID[:])
	})
	return ready, refused, err
}

// capture opens one item. What a device says of itself is not believed: label
// says how it came. A capture of the zero device was sealed here.
func (j *Journal) capture(it store.Item, label string) (ebb.Event, error) {
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
	if device != (ebb.ID{}) {
		e.Device = label
	}
	j.complete(&e)
	return e, nil
}
