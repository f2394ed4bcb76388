// Package desk is the journals that lie open: one a person and process, with the
// folds of every feature, over one store and one ledger of erasures.
//
// It promises that a journal which is in use is never opened twice. It refuses to
// know who may read one.
package desk

import (
	"log/slog"
	"runtime"
	"runtime/debug"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
	"ebb/web/door/capture"
)

// Desk is where they lie.
type Desk struct {
	Store    store.Store
	Ledger   *ledger.Book
	Clock    ebb.Clock
	Log      *slog.Logger
	Features []*feature.Feature

	open *Registry
}

// inUse is how many journals stay open at a time.
const inUse = 256

// New returns d, ready for use.
func New(d Desk) *Desk {
	d.open = NewRegistry(inUse)
	return &d
}

// Decode reads the body of a capture.
func (d *Desk) Decode(plain []byte) (ebb.Event, error) { return capture.Decoder(d.Features)(plain) }

// Folds are fresh ones, by feature name.
func (d *Desk) Folds() map[string]ebb.Fold {
	all := map[string]ebb.Fold{}
	for _, f := range d.Features {
		if f.Fold != nil {
			all[f.Name] = f.Fold()
		}
	}
	return all
}

// Take returns the journal of o, opened with the keys of r where it was not open.
// fresh is the person where the first entry is to create them.
func (d *Desk) Take(o vault.Owner, r *vault.Ring, fresh *store.Person) *journal.Journal {
	return d.open.Get(o.Person, func() *journal.Journal {
		return journal.Open(journal.Options{
			Store: d.Store, Keys: r.Keys(o), Owner: o, Decode: d.Decode, Clock: d.Clock, Log: d.Log, Folds: d.Folds, Ledger: d.Ledger, New: fresh,
		})
	})
}

// Drop forgets the journal of p, and with it every key.
func (d *Desk) Drop(p ebb.ID) {
	d.open.Drop(p)
	go wipe()
}

// wipe has the collector free, and under ebb serve overwrite, what was read. What
// lies in a pool goes with the second round.
func wipe() {
	runtime.GC()
	debug.FreeOSMemory()
}
