// Package device is the desk where a browser or a phone is paired with a
// person, and where its captures come in: who holds a token, what waits under
// a pairing code, and how much one device may leave.
//
// It promises that a token can add to one person's inbox and nothing else, that
// only its SHA-256 is kept, that a pairing code works once and for ten minutes,
// and that a capture which names another device than its token's is refused, but
// for one that its person took off. It refuses to open anything: the journal
// does, when its person is there.
package device

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/web/door/key"
)

// Desk is one installation's.
type Desk struct {
	Store   store.Store
	Install ebb.ID
	Clock   ebb.Clock

	mu    sync.Mutex
	codes map[string]pending
	rates map[store.ID]*rate.Limiter
}

// Bytes are base64url without padding in JSON.
type Bytes []byte

// MarshalText implements encoding.TextMarshaler.
func (b Bytes) MarshalText() ([]byte, error) {
	return []byte(base64.RawURLEncoding.EncodeToString(b)), nil
}

// Record is all that a device holds, and all it needs to seal a capture.
type Record struct {
	Version int   `json:"v"` // 1
	Install Bytes `json:"install"`
	Person  Bytes `json:"person"`
	Device  Bytes `json:"device"`
	Public  Bytes `json:"public"` // what captures are sealed to
	Token   Bytes `json:"token"`  // may only add
}

// The ways the desk says no.
var (
	ErrUnknown = &ebb.Problem{Status: http.StatusUnauthorized, Say: "devices.unknown"}
	ErrRevoked = &ebb.Problem{Status: http.StatusForbidden, Say: "devices.revoked"}
	ErrCode    = &ebb.Problem{Status: http.StatusNotFound, Say: "devices.code.gone"}
	errMany    = &ebb.Problem{Status: http.StatusConflict, Say: "devices.many"}
)

// Find returns the device that holds a token. ErrUnknown.
func (k *Desk) Find(ctx context.Context, token string) (store.Device, error) {
	secret, err := key.Bytes(token)
	if err != nil || len(secret) != 32 {
		return store.Device{}, ErrUnknown
	}
	d, err := k.Store.Device(ctx, sha256.Sum256(secret))
	if errors.Is(err, store.ErrNoDevice) {
		err = ErrUnknown
	}
	return d, err
}

// Pair makes a device for a person who is there.
func (k *Desk) Pair(ctx context.Context, person, id ebb.ID) (Record, error) {
	token := make([]byte, 32)
	rand.Read(token)
	d := store.Device{Token: sha256.Sum256(token), ID: store.ID(id), Person: store.ID(person)}
	switch err := k.Store.PutDevice(context.WithoutCancel(ctx), d); {
	case errors.Is(err, store.ErrFullDevices):
		return Record{}, errMany
	case errors.Is(err, store.ErrNoPerson):
		return Record{}, ErrCode
	case err != nil:
		return Record{}, err
	}
	return k.record(ctx, d, token)
}

// Again returns the record of a device that is paired with person already, with
// the key of today. ErrUnknown where the token is another's, ErrRevoked.
func (k *Desk) Again(ctx context.Context, person ebb.ID, token string) (Record, error) {
	d, err := k.Find(ctx, token)
	switch {
	case err != nil:
		return Record{}, err
	case ebb.ID(d.Person) != person:
		return Record{}, ErrUnknown
	case d.Revoked:
		return Record{}, ErrRevoked
	}
	secret, err := key.Bytes(token)
	if err != nil {
		return Record{}, ErrUnknown
	}
	return k.record(ctx, d, secret)
}

func (k *Desk) record(ctx context.Context, d store.Device, token []byte) (Record, error) {
	p, err := k.Store.Person(ctx, d.Person)
	return Record{1, k.Install[:], d.Person[:], d.ID[:], p.Inbox, token}, err
}

// change alters one device of a person, where there is one.
func (k *Desk) change(ctx context.Context, person, id ebb.ID, f func(*store.Device)) error {
	all, err := k.Store.DevicesOf(ctx, store.ID(person))
	if err != nil {
		return err
	}
	for _, d := range all {
		if ebb.ID(d.ID) == id {
			f(&d)
			return k.Store.PutDevice(context.WithoutCancel(ctx), d)
		}
	}
	return &ebb.Problem{Status: http.StatusNotFound, Say: "devices.none"}
}

// Revoke takes a device off the list, or lets it back. What a revoked device
// sends still arrives, and waits for the person's yes.
func (k *Desk) Revoke(ctx context.Context, person, id ebb.ID, off bool) error {
	return k.change(ctx, person, id, func(d *store.Device) { d.Revoked = off })
}

// Drop forgets a device: its token is nobody's from now on.
func (k *Desk) Drop(ctx context.Context, person, id ebb.ID) error {
	return k.Store.DropDevice(context.WithoutCancel(ctx), store.ID(person), store.ID(id))
}

// DropAll forgets every device of a person, and the code that one could still
// come with.
func (k *Desk) DropAll(ctx context.Context, person ebb.ID) error {
	k.mu.Lock()
	maps.DeleteFunc(k.codes, func(_ string, p pending) bool { return p.person == person })
	k.mu.Unlock()
	all, err := k.Store.DevicesOf(ctx, store.ID(person))
	for _, d := range all {
		err = errors.Join(err, k.Drop(ctx, person, ebb.ID(d.ID)))
	}
	return err
}

// Off returns the devices of a person that were taken off. What they have sealed
// may come under the token of another one, and waits for a yes all the same.
func (k *Desk) Off(ctx context.Context, person store.ID) ([]store.Device, error) {
	all, err := k.Store.DevicesOf(ctx, person)
	return slices.DeleteFunc(all, func(d store.Device) bool { return !d.Revoked }), err
}

// Former puts a device back that was forgotten, as one that is taken off, so
// that what it still holds can come. The person's own journal has to remember
// that it was theirs.
func (k *Desk) Former(ctx context.Context, person, id ebb.ID, j feature.Journal) error {
	theirs := false
	err := j.View(ctx, func(folds map[string]ebb.Fold) error {
		l, _ := folds["device"].(*labels)
		theirs = l != nil && l.of[id] != nil && !l.of[id].paired.IsZero()
		return nil
	})
	if err != nil || !theirs {
		return err
	}
	d := store.Device{ID: store.ID(id), Person: store.ID(person), Revoked: true}
	rand.Read(d.Token[:]) // nobody's
	err = k.Store.PutDevice(context.WithoutCancel(ctx), d)
	if errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrFullDevices) {
		return nil
	}
	return err
}

// pending is a pairing that a phone has not come for yet.
type pending struct {
	person, device ebb.ID
	until          time.Time
}

// Bounds of pairing codes.
const (
	CodeLife  = 10 * time.Minute
	codeBytes = 16
	codesMost = 1000
)

// Code makes a pairing code for a device to be, in place of the one that the
// person had.
func (k *Desk) Code(person, device ebb.ID) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.Clock()
	for code, p := range k.codes {
		if p.person == person || !now.Before(p.until) {
			delete(k.codes, code)
		}
	}
	if len(k.codes) >= codesMost {
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "devices.code.busy"}
	}
	if k.codes == nil {
		k.codes = map[string]pending{}
	}
	secret := make([]byte, codeBytes)
	rand.Read(secret)
	k.codes[base64.RawURLEncoding.EncodeToString(secret)] = pending{person, device, now.Add(CodeLife)}
	return nil
}

// Waiting returns the code that a phone may still come for, and until when.
func (k *Desk) Waiting(person ebb.ID) (string, time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for code, p := range k.codes {
		if p.person == person && k.Clock().Before(p.until) {
			return code, p.until
		}
	}
	return "", time.Time{}
}

// Claim pairs whoever brings a code, once. ErrCode.
func (k *Desk) Claim(ctx context.Context, code string) (Record, error) {
	k.mu.Lock()
	p, there := k.codes[code]
	delete(k.codes, code)
	k.mu.Unlock()
	if !there || !k.Clock().Before(p.until) {
		return Record{}, ErrCode
	}
	return k.Pair(ctx, p.person, p.device)
}
