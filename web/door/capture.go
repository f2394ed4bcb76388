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

// Capture keeps one fact of a hard moment, once under one id. Where the journal is
// open it joins; while locked it is sealed to the person and waits in their inbox.
func (d *Door) Capture(ctx context.Context, v *Visit, id ebb.ID, kind string, at time.Time, body any) error {
	device := "web"
	if v.State == feature.Locked {
		device = "locked"
	}
	plain, err := capture.New(kind, at, device, body)
	if err != nil {
		return err
	}
	defer clear(plain)
	e, err := d.desk.Decode(plain)
	if err != nil {
		return capture.Problem(err)
	}
	if e.ID = id; v.Journal != nil { // sealing it to a key that is at hand would gain nothing
		return v.Journal.Record(ctx, ebb.Entry{Event: e})
	}
	return d.seal(context.WithoutCancel(ctx), v, id, plain)
}

func (d *Door) seal(ctx context.Context, v *Visit, id ebb.ID, plain []byte) error {
	p, err := d.o.Store.Person(ctx, store.ID(v.owner.Person))
	if err != nil {
		return err
	}
	return capture.Put(ctx, d.o.Store, v.owner, id, p.Inbox, plain)
}

// Drain takes in what waits in the inbox of v: other processes lay captures
// there too.
func (d *Door) Drain(ctx context.Context, v *Visit) {
	if j, open := v.Journal.(*journal.Journal); open {
		d.drain(ctx, j)
	}
}
