package door

import (
	"context"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/web/door/capture"
)

// What terminals and generators need, which seal and open captures too.
var (
	NewCapture = capture.New
	Put        = capture.Put
	Decoder    = capture.Decoder
)

// Capture seals one fact to the person behind v and keeps it. Where the journal
// is open it has joined when Capture returns.
func (d *Door) Capture(ctx context.Context, v *Visit, kind string, at time.Time, body any) error {
	device := "web"
	if v.State == feature.Locked {
		device = "locked"
	}
	plain, err := capture.New(kind, at, device, body)
	if err != nil {
		return err
	}
	defer clear(plain)
	e, err := d.decode(plain)
	if err != nil {
		return capture.Problem(err)
	}
	if n, isNew := v.Journal.(*newcomer); isNew { // there is nobody to seal to yet
		return n.Record(ctx, ebb.Entry{Event: e})
	}
	return d.seal(context.WithoutCancel(ctx), v, plain)
}

func (d *Door) seal(ctx context.Context, v *Visit, plain []byte) error {
	public, err := d.public(ctx, v)
	if err != nil {
		return err
	}
	if err := capture.Put(ctx, d.o.Store, v.owner, public, plain); err != nil {
		return err
	}
	d.Drain(ctx, v)
	return nil
}

// Drain takes in what waits in the inbox of v: other processes lay captures
// there too.
func (d *Door) Drain(ctx context.Context, v *Visit) {
	if j, open := v.Journal.(*journal.Journal); open {
		d.drain(ctx, j)
	}
}

// public is the key that captures of v are sealed to: of the ring where it is
// at hand, else what the store says.
func (d *Door) public(ctx context.Context, v *Visit) ([]byte, error) {
	if v.ring != nil {
		return v.ring.Public(), nil
	}
	p, err := d.o.Store.Person(ctx, store.ID(v.owner.Person))
	return p.Inbox, err
}
