package door

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
)

// Capture is one fact of a hard moment as it is sealed: by a page, by this
// server for a plain form, or by a terminal.
type Capture struct {
	Version int             `json:"v"` // 1
	Kind    string          `json:"kind"`
	At      string          `json:"at"`   // RFC 3339 with milliseconds
	Zone    string          `json:"zone"` // IANA name, may be empty
	Who     int             `json:"who"`
	Device  string          `json:"device"` // "web", "cli" or "locked"
	Body    json.RawMessage `json:"body"`
}

const millis = "2006-01-02T15:04:05.000Z07:00"

// NewCapture writes down a fact.
func NewCapture(kind string, at time.Time, device string, body any) ([]byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("door: body of %s: %w", kind, err)
	}
	zone := at.Location().String()
	if zone == "Local" {
		zone = ""
	}
	return json.Marshal(Capture{1, kind, at.Format(millis), zone, 1, device, raw})
}

var errCapture = errors.New("door: not a capture")

// Decoder returns what turns a capture's plaintext into an event: the owner of
// its kind checks the body. Its errors hold no content.
func Decoder(features []*feature.Feature) func([]byte) (ebb.Event, error) {
	return func(plain []byte) (ebb.Event, error) {
		var c Capture
		if err := json.Unmarshal(plain, &c); err != nil || c.Version != 1 {
			return ebb.Event{}, errCapture
		}
		at, err := time.Parse(time.RFC3339, c.At)
		if err != nil {
			return ebb.Event{}, errCapture
		}
		i := slices.IndexFunc(features, func(f *feature.Feature) bool {
			return f.Capture != nil && slices.Contains(f.Kinds, c.Kind)
		})
		if i < 0 {
			return ebb.Event{}, errCapture
		}
		body, err := features[i].Capture(c.Kind, c.Body)
		if err != nil {
			return ebb.Event{}, err
		}
		return c.event(at, body), nil
	}
}

func (c Capture) event(at time.Time, body any) ebb.Event {
	if zone, err := time.LoadLocation(c.Zone); err == nil && c.Zone != "" && c.Zone != "Local" {
		at = at.In(zone)
	}
	e := ebb.New(c.Kind, at, body)
	e.Who = max(1, c.Who)
	e.Device = "web"
	if c.Device == "cli" || c.Device == "locked" {
		e.Device = c.Device
	}
	return e
}

// Capture seals one fact to the person behind v and keeps it. Where the journal
// is open it has joined when Capture returns.
func (d *Door) Capture(ctx context.Context, v *Visit, kind string, at time.Time, body any) error {
	device := "web"
	if v.State == feature.Locked {
		device = "locked"
	}
	plain, err := NewCapture(kind, at, device, body)
	if err != nil {
		return err
	}
	defer clear(plain)
	e, err := d.decode(plain)
	if err != nil {
		return problem(err)
	}
	if n, isNew := v.Journal.(*newcomer); isNew { // there is nobody to seal to yet
		return n.Record(ctx, ebb.Entry{Event: e})
	}
	return d.seal(context.WithoutCancel(ctx), v, plain)
}

func problem(err error) error {
	var p *ebb.Problem
	if errors.As(err, &p) {
		return err
	}
	return &ebb.Problem{Status: http.StatusBadRequest, Say: "web.bad.capture", Cause: err}
}

func (d *Door) seal(ctx context.Context, v *Visit, plain []byte) error {
	public, err := d.public(ctx, v)
	if err != nil {
		return err
	}
	if err := Put(ctx, d.o.Store, v.owner, public, plain); err != nil {
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

// Put seals a capture's plaintext and lays it into the inbox of o, with the
// device id of this server: zero.
func Put(ctx context.Context, s store.Store, o vault.Owner, public, plain []byte) error {
	item := ebb.NewID()
	box, err := vault.SealCapture(public, o, ebb.ID{}, item, plain)
	if err != nil {
		return problem(err)
	}
	return s.Put(ctx, store.ID(o.Person), store.Item{ID: store.ID(item), Box: box})
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
