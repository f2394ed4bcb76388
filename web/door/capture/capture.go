// Package capture is the plaintext of what is sealed in a hard moment, whether a
// page, this server or a terminal seals it: one JSON document that names a kind
// and holds its body. It promises that what Decoder refuses never becomes an
// event, and that its errors hold no content. It refuses to know any kind: the
// feature that owns it checks the body.
package capture

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
	"ebb/store"
	"ebb/vault"
)

// Plain is one fact of a hard moment as it is sealed: by a page, by this
// server for a plain form, or by a terminal.
type Plain struct {
	Version int             `json:"v"` // 1
	Kind    string          `json:"kind"`
	At      string          `json:"at"`   // RFC 3339 with milliseconds
	Zone    string          `json:"zone"` // IANA name, may be empty
	Who     int             `json:"who"`
	Device  string          `json:"device"` // "web", "cli" or "locked"
	Body    json.RawMessage `json:"body"`
}

const millis = "2006-01-02T15:04:05.000Z07:00"

// New writes down a fact.
func New(kind string, at time.Time, device string, body any) ([]byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("capture: body of %s: %w", kind, err)
	}
	zone := at.Location().String()
	if zone == "Local" {
		zone = ""
	}
	return json.Marshal(Plain{1, kind, at.Format(millis), zone, 1, device, raw})
}

var errCapture = errors.New("capture: not a capture")

// Decoder returns what turns a capture's plaintext into an event: the owner of
// its kind checks the body. Its errors hold no content.
func Decoder(features []*feature.Feature) func([]byte) (ebb.Event, error) {
	return func(plain []byte) (ebb.Event, error) {
		var c Plain
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
			return ebb.Event{}, bare(err)
		}
		return c.event(at, body), nil
	}
}

// bare is err without its cause: what JSON does not like, it quotes.
func bare(err error) error {
	var p *ebb.Problem
	if !errors.As(err, &p) {
		return errCapture
	}
	return &ebb.Problem{Status: p.Status, Say: p.Say, Args: p.Args}
}

func (c Plain) event(at time.Time, body any) ebb.Event {
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

// Problem makes what a capture is refused with a sentence.
func Problem(err error) error {
	var p *ebb.Problem
	if errors.As(err, &p) {
		return err
	}
	return &ebb.Problem{Status: http.StatusBadRequest, Say: "web.bad.capture", Cause: err}
}

// Put seals a capture's plaintext and lays it into the inbox of o, with the
// device id of this server, zero. An item that is there already stays as it is.
func Put(ctx context.Context, s store.Store, o vault.Owner, item ebb.ID, public, plain []byte) error {
	box, err := vault.SealCapture(public, o, ebb.ID{}, item, plain)
	if err != nil {
		return Problem(err)
	}
	return s.Put(ctx, store.ID(o.Person), store.Item{ID: store.ID(item), Box: box})
}
