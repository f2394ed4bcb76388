// Package invent writes invented people into a store, through the journal and
// sealed like anybody's, and measures how long opening one takes. It promises
// that what it writes cannot be told from what a person wrote, except by its
// passphrase, which is no secret. It refuses to be part of the product: only
// the demo and the hidden commands use it.
package invent

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/internal/demo"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/capture"
)

// Passphrase of invented people. It protects nothing.
const Passphrase = "an invented person wrote nothing of this"

// ErrNobody: no invented person is there.
var ErrNobody = errors.New("invent: nobody invented is there")

// Seed writes one invented person with so many events; n tells them apart.
func Seed(ctx context.Context, st store.Store, features []*feature.Feature, clock ebb.Clock, events int, n uint64) error {
	ring := vault.NewRing()
	defer ring.Wipe()
	pass := func(o vault.Owner) ([]store.Slot, error) {
		box, err := vault.SealPass(o, ring, Passphrase, vault.DefaultCost)
		return []store.Slot{{Name: "pass", Box: box}}, err
	}
	_, err := Record(ctx, st, features, clock, ring, pass, demo.Moments(clock(), events, n))
	return err
}

// recordStep is how many events one Append takes.
const recordStep = 500

// Record creates a person with these slots and records events as theirs.
func Record(ctx context.Context, st store.Store, features []*feature.Feature, clock ebb.Clock, ring *vault.Ring, slots Slots, events []ebb.Event) (*journal.Journal, error) {
	install, err := st.Install(ctx)
	if err != nil {
		return nil, err
	}
	owner := vault.Owner{Install: install, Person: ebb.NewID()}
	person, err := newPerson(owner, ring, slots)
	if err != nil {
		return nil, err
	}
	j := journal.Open(journal.Options{
		Store: st, Keys: ring.Keys(owner), Owner: owner, Folds: folds(features), Decode: capture.Decoder(features), Clock: clock, New: person,
	})
	for len(events) > 0 {
		n := min(recordStep, len(events))
		entries := make([]ebb.Entry, n)
		for i, e := range events[:n] {
			entries[i] = ebb.Entry{Event: e}
		}
		if err := j.Record(ctx, entries...); err != nil {
			return nil, err
		}
		events = events[n:]
	}
	return j, nil
}

// Slots seals the ways into a new person's ring; nil seals none.
type Slots func(vault.Owner) ([]store.Slot, error)

func newPerson(o vault.Owner, ring *vault.Ring, slots Slots) (*store.Person, error) {
	p := &store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID())}
	if slots == nil {
		return p, nil
	}
	var err error
	p.Slots, err = slots(o)
	return p, err
}

// folds makes fresh folds by feature name.
func folds(features []*feature.Feature) func() map[string]ebb.Fold {
	return func() map[string]ebb.Fold {
		out := map[string]ebb.Fold{}
		for _, f := range features {
			if f.Fold != nil {
				out[f.Name] = f.Fold()
			}
		}
		return out
	}
}

// Timings opens a seeded journal as unlocking does and prints how long each
// part took. begun is when the store began to be opened.
func Timings(ctx context.Context, out io.Writer, clock ebb.Clock, begun time.Time, st store.Store, features []*feature.Feature) error {
	w := &watch{out: out, clock: clock, last: begun}
	w.lap("store")
	return w.unlock(ctx, st, features)
}

// watch prints the time since its last lap.
type watch struct {
	out   io.Writer
	clock ebb.Clock
	last  time.Time
}

func (w *watch) lap(name string) {
	now := w.clock()
	fmt.Fprintf(w.out, "%-10s %9.1f ms\n", name, float64(now.Sub(w.last).Microseconds())/1000)
	w.last = now
}

func (w *watch) unlock(ctx context.Context, st store.Store, features []*feature.Feature) error {
	install, err := st.Install(ctx)
	if err != nil {
		return err
	}
	var owner vault.Owner
	var person store.Person
	err = st.People(ctx, func(id store.ID, p store.Person) error {
		owner, person = vault.Owner{Install: install, Person: ebb.ID(id)}, p
		return nil
	})
	if err != nil {
		return err
	}
	var box []byte
	for _, s := range person.Slots {
		if s.Name == "pass" {
			box = s.Box
		}
	}
	w.lap("person")
	ring, err := vault.OpenPass(ctx, owner, person.Version, Passphrase, box)
	if err != nil {
		return ErrNobody
	}
	defer ring.Wipe()
	w.lap("passphrase")
	j := journal.Open(journal.Options{Store: st, Keys: ring.Keys(owner), Owner: owner, Folds: folds(features), Clock: w.clock})
	if err := j.View(ctx, func(map[string]ebb.Fold) error { return nil }); err != nil {
		return err
	}
	w.lap("fold")
	return nil
}
