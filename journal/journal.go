// Package journal keeps one person's journal: it records events, replays them
// into folds and reads single entries again. Undo, edit and erasure are applied
// here, before any fold sees an event.
//
// It promises that nil from Record means durable and exactly once, whatever
// else happens: everyone who waits shares one Append, which succeeds only over
// exactly the rows that have been folded, so an id that is known is refused
// exactly, across tabs, processes and replicas, without an index. A damaged row
// is left out and named by Damaged; it never hides the others. It writes no
// folded or opened state anywhere.
//
// It refuses to know what any feature means by its kinds, and it refuses to
// hold words: folds do not, and Read opens rows again.
package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"ebb"
	"ebb/internal/batch"
	"ebb/journal/replay"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
)

// Options say whose journal it is and where it lies.
type Options struct {
	Store  store.Store
	Keys   *vault.Keys
	Owner  vault.Owner
	Folds  func() map[string]ebb.Fold              // fresh, empty folds by feature name
	Decode func(capture []byte) (ebb.Event, error) // a capture's plaintext; its id becomes the item's
	Clock  ebb.Clock
	Log    *slog.Logger  // nil: silent
	Ledger *ledger.Book  // what was erased, outside the database; nil keeps none
	New    *store.Person // not nil: they do not exist yet, the first Append creates them
}

// Journal is one person's open journal. It is safe for concurrent use; there
// is to be one a person and process, see Registry.
type Journal struct {
	o     Options
	keys  atomic.Pointer[vault.Keys]
	group batch.Group[*post]
	fresh *store.Person // to be created; only the leader looks at it

	mu    sync.RWMutex // never held while Append runs
	state *replay.State
}

// The ways Record says no, beside what the store says.
var (
	// ErrUnsure: the entries may or may not be kept. The same entries again
	// are harmless.
	ErrUnsure = errors.New("journal: it may or may not be kept")
	// ErrStuck: the store contradicts itself.
	ErrStuck = errors.New("journal: the store refuses the head it shows")
	// ErrExists: somebody else created the person, with another key ring.
	// Nothing was kept; the journal must be opened anew from a slot.
	ErrExists = errors.New("journal: the person was created elsewhere")
	// ErrEntry: the entry cannot be kept as it is.
	ErrEntry = errors.New("journal: not an entry")
)

// Open returns the journal; nothing is read until it is asked for.
func Open(o Options) *Journal {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	j := &Journal{o: o, fresh: o.New}
	j.keys.Store(o.Keys)
	j.group.Do = j.lead
	j.state = replay.New(j.source())
	return j
}

func (j *Journal) person() store.ID { return store.ID(j.o.Owner.Person) }

// Record keeps all entries or none. nil means durable; an entry whose event id
// is known counts as kept. An error of ctx means that nothing was kept, unless
// it is ErrUnsure too. Erased and dropped text is gone from the log files as
// well when Record returns nil.
func (j *Journal) Record(ctx context.Context, entries ...ebb.Entry) error {
	p := &post{}
	scrub := false
	for _, e := range entries {
		it, err := j.item(e)
		if err != nil {
			return err
		}
		p.items = append(p.items, it)
		scrub = scrub || len(e.Erase)+len(e.Drop) > 0
	}
	if err := j.join(ctx, p); err != nil || !scrub {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if err := j.o.Store.Scrub(ctx); err != nil {
		return fmt.Errorf("journal: erased, but not yet from the log files: %w", err)
	}
	return j.enter(ctx, entries)
}

// item checks an entry and seals its blobs, which needs no place in the chain.
func (j *Journal) item(e ebb.Entry) (item, error) {
	it := item{event: e.Event, drop: e.Drop, erase: e.Erase}
	if e.Event.Kind == "" && len(e.Blobs)+len(e.Erase)+len(e.Drop) == 0 || e.Event.Kind == "" && len(e.Blobs) > 0 {
		return it, fmt.Errorf("%w: it has no kind", ErrEntry)
	}
	if e.Event.Kind == ebb.Erased {
		return it, fmt.Errorf("%w: erasure is asked for with Entry.Erase", ErrEntry)
	}
	if _, err := replay.IsEdit(e.Event); err != nil {
		return it, fmt.Errorf("%w: a kernel event without its body", ErrEntry)
	}
	j.complete(&it.event)
	for _, b := range e.Blobs {
		boxes, err := vault.SealBlob(j.o.Owner, b)
		if err != nil {
			return it, err
		}
		for no, box := range boxes {
			it.chunks = append(it.chunks, store.Chunk{Blob: store.ID(b.ID), No: no, Box: box})
		}
	}
	return it, nil
}

// complete gives an event what every event has.
func (j *Journal) complete(e *ebb.Event) {
	if e.ID == (ebb.ID{}) {
		e.ID = ebb.NewID()
	}
	if e.Who == 0 {
		e.Who = 1
	}
	e.Recorded = j.o.Clock().UTC().Truncate(time.Millisecond)
	if e.At.IsZero() {
		e.At = e.Recorded
	}
}

// join hands p to the leader and waits for its answer.
func (j *Journal) join(ctx context.Context, p *post) error {
	if len(p.items) == 0 {
		return nil
	}
	err := j.group.Join(ctx, p)
	if errors.Is(err, batch.ErrUnderway) {
		return fmt.Errorf("%w: %w", ErrUnsure, err)
	}
	if err != nil {
		return err
	}
	return p.err
}

// Head returns the end of the chain, for a witness outside the database.
func (j *Journal) Head(ctx context.Context) (store.Head, error) {
	h, err := j.o.Store.Head(ctx, j.person())
	if errors.Is(err, store.ErrNoPerson) {
		return store.Head{}, nil
	}
	return h, err
}

// Rekey goes on with the keys of a newer ring.
func (j *Journal) Rekey(k *vault.Keys) {
	j.keys.Store(k)
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.state.Shut > 0 { // what did not open may open now
		j.state = replay.New(j.source())
	}
}

// OpenBlob returns a blob's data.
func (j *Journal) OpenBlob(ctx context.Context, id ebb.ID, key [32]byte) ([]byte, error) {
	var boxes [][]byte
	err := j.o.Store.Blob(ctx, j.person(), store.ID(id), func(c store.Chunk) error {
		if c.No != len(boxes) {
			return fmt.Errorf("%w: chunk %d of a blob is missing", vault.ErrDamaged, len(boxes))
		}
		boxes = append(boxes, bytes.Clone(c.Box))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return vault.OpenBlob(j.o.Owner, id, key, boxes)
}
