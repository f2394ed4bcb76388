// Package anew seals a whole journal under the keys of another ring: every row at
// its number, every blob under a key and an id of its own.
//
// It promises that a row keeps its number and its event, that what was erased
// stays erased, that the store has the journal as it was or the new one and never
// a part of each, and that nothing is written where one entry does not open. It
// refuses to know what an event means: whoever calls says which blob it names.
package anew

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// Work is one journal to be sealed anew.
type Work struct {
	Store store.Store
	Owner vault.Owner
	Old   *vault.Keys
	New   *vault.Keys
	From  uint64       // version of the ring it was sealed under
	To    store.Person // the new ring's slots and version; its lineage is made here
	// Named is the blob that an event names, and Renamed the event's body with
	// another one in its place.
	Named   func(ebb.Event) (ebb.Blob, bool)
	Renamed func(ebb.Event, ebb.Blob) ([]byte, error)

	Done, Of atomic.Uint64 // rows read and sealed, and how many that will be

	prev, was store.Head // of what is written and of what is read
	blobs     map[ebb.ID]ebb.Blob
}

// ErrDamaged: an entry does not open, so nothing was changed.
var ErrDamaged = errors.New("anew: an entry does not open")

// tries is how often it begins again because something was written meanwhile.
const tries = 5

// Do seals everything. nil means that only the new ring opens what is kept.
func (w *Work) Do(ctx context.Context) error {
	lineage := ebb.NewID()
	w.To.Lineage = store.ID(lineage)
	for range tries {
		err := w.once(ctx)
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return store.ErrConflict
}

func (w *Work) once(ctx context.Context) error {
	head, err := w.Store.Head(ctx, store.ID(w.Owner.Person))
	if err != nil {
		return err
	}
	w.Done.Store(0)
	w.Of.Store(2 * head.Seq)
	r := store.Rewriting{From: w.From, After: head, To: w.To, Row: w.row}
	named, err := w.survey(ctx, head)
	if err != nil {
		return err
	}
	if r.Drop, r.Blobs, err = w.copies(ctx, named); err != nil {
		return err
	}
	return w.Store.Rewrite(ctx, store.ID(w.Owner.Person), r)
}

func (w *Work) begin() {
	genesis := store.Genesis(store.ID(w.Owner.Install), store.ID(w.Owner.Person))
	w.prev, w.was = store.Head{Link: genesis}, store.Head{Link: genesis}
}

// survey opens everything once before anything is changed, and lists the blobs
// that events name.
func (w *Work) survey(ctx context.Context, head store.Head) (named []ebb.Blob, err error) {
	w.begin()
	err = w.Store.Since(ctx, store.ID(w.Owner.Person), store.Head{}, func(r store.Row) error {
		if r.Seq > head.Seq {
			return nil
		}
		e, err := w.open(r)
		if err != nil {
			return err
		}
		if b, names := w.Named(e); names {
			named = append(named, b)
		}
		w.Done.Add(1)
		return nil
	})
	if err == nil && w.was.Seq < head.Seq {
		err = fmt.Errorf("%w: rows are missing after %d", ErrDamaged, w.was.Seq)
	}
	return named, err
}

// open opens the row after the last one; an erased one is no event.
func (w *Work) open(r store.Row) (e ebb.Event, err error) {
	prev := w.was
	w.was = store.Head{Seq: r.Seq, Link: r.Link}
	if r.Seq != prev.Seq+1 || r.Link != store.Next(prev.Link, r.Seq, sum(r)) {
		return e, fmt.Errorf("%w: row %d", ErrDamaged, r.Seq)
	}
	if r.Box == nil {
		return e, nil
	}
	e, err = w.Old.Open(r.Seq, prev.Link, r.Box)
	if err != nil {
		return e, fmt.Errorf("%w: row %d: %w", ErrDamaged, r.Seq, err)
	}
	return e, nil
}

func sum(r store.Row) (s [32]byte) {
	if r.Box == nil {
		copy(s[:], r.Sum)
		return s
	}
	return sha256.Sum256(r.Box)
}

// row is one row sealed anew; the first begins from the start.
func (w *Work) row(r store.Row) (store.Row, error) {
	if r.Seq == 1 {
		w.begin()
	}
	e, err := w.open(r)
	if err != nil {
		return r, err
	}
	if r.Box != nil {
		if r.Box, err = w.seal(r.Seq, e); err != nil {
			return r, err
		}
	}
	r.Link = store.Next(w.prev.Link, r.Seq, sum(r))
	w.prev = store.Head{Seq: r.Seq, Link: r.Link}
	w.Done.Add(1)
	return r, nil
}

func (w *Work) seal(seq uint64, e ebb.Event) ([]byte, error) {
	if b, names := w.Named(e); names {
		if fresh, copied := w.blobs[b.ID]; copied {
			body, err := w.Renamed(e, fresh)
			if err != nil {
				return nil, err
			}
			e.Body = body
		}
	}
	return w.New.Seal(seq, w.prev.Link, e)
}

// copies seals every blob that is named and there under a fresh key and id.
func (w *Work) copies(ctx context.Context, named []ebb.Blob) (drop []store.ID, chunks []store.Chunk, err error) {
	w.blobs = map[ebb.ID]ebb.Blob{}
	for _, b := range named {
		if _, twice := w.blobs[b.ID]; twice {
			continue
		}
		boxes, err := w.boxes(ctx, b.ID)
		if err != nil {
			return nil, nil, err
		}
		if len(boxes) == 0 {
			continue // erased
		}
		data, err := vault.OpenBlob(w.Owner, b.ID, b.Key, boxes)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: a blob: %w", ErrDamaged, err)
		}
		fresh := ebb.Blob{ID: ebb.NewID(), Data: data}
		rand.Read(fresh.Key[:])
		if boxes, err = vault.SealBlob(w.Owner, fresh); err != nil {
			return nil, nil, err
		}
		clear(data)
		fresh.Data = nil
		for no, box := range boxes {
			chunks = append(chunks, store.Chunk{Blob: store.ID(fresh.ID), No: no, Box: box})
		}
		w.blobs[b.ID] = fresh
		drop = append(drop, store.ID(b.ID))
	}
	return slices.Clip(drop), chunks, nil
}

func (w *Work) boxes(ctx context.Context, blob ebb.ID) (all [][]byte, err error) {
	err = w.Store.Blob(ctx, store.ID(w.Owner.Person), store.ID(blob), func(c store.Chunk) error {
		all = append(all, bytes.Clone(c.Box))
		return nil
	})
	return all, err
}
