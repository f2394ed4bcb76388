package backup

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"ebb/store"
	"ebb/store/audit"
)

// Bounds of what is put back at once.
const (
	batchRows  = 1000
	batchBytes = 4 << 20
)

// restorer puts items back, in their order.
type restorer struct {
	ctx   context.Context
	place Place
	store store.Store
	man   Manifest
	end   *end

	id    store.ID // whose items are read
	head  store.Head
	batch store.Batch
	bytes int
	skip  bool // everything of them was erased since
}

var errOrder = fmt.Errorf("%w: its parts are not in their order", ErrDamaged)

// What a store says to something that no writer of backups puts into one.
var unfit = []error{store.ErrRefused, store.ErrConflict, store.ErrForked, store.ErrNoPerson, store.ErrFullInbox, store.ErrFullDevices}

// take puts one item back. What does not fit is damage.
func (w *restorer) take(it item) error {
	err := w.put(it)
	if slices.ContainsFunc(unfit, func(no error) bool { return errors.Is(err, no) }) {
		return damaged(err)
	}
	return err
}

func (w *restorer) put(it item) error {
	switch {
	case it.Head != nil:
		return w.open(it.Head)
	case w.store == nil:
		return errOrder
	case it.Secret != nil:
		return w.place.Secret(it.Secret.Name, it.Secret.Key)
	case it.Person != nil:
		return w.person(it.Person)
	case it.End != nil:
		w.end = it.End
		w.man.People = it.End.People
		return w.flush()
	case w.id == (store.ID{}):
		return errOrder
	case w.skip:
		return nil
	case it.Row != nil:
		return w.row(it.Row)
	case it.Chunk != nil:
		return w.chunk(it.Chunk)
	}
	if err := w.flush(); err != nil {
		return err
	}
	return w.beside(it)
}

func (w *restorer) open(h *head) error {
	if h.Format > format {
		return ErrNewer
	}
	if w.store != nil || h.Format == 0 {
		return errOrder
	}
	s, err := w.place.Open(h.Install)
	if err != nil {
		return err
	}
	w.store, w.man.Install, w.man.Made = s, h.Install, time.Unix(h.Made, 0).UTC()
	if install, err := s.Install(w.ctx); err != nil || install != h.Install {
		return errors.Join(ErrNotEmpty, err)
	}
	return s.People(w.ctx, func(store.ID, store.Person) error { return ErrNotEmpty })
}

// person begins with another one, or gives the same one the ring they had when
// the backup came to their end.
func (w *restorer) person(p *person) error {
	if err := w.flush(); err != nil {
		return err
	}
	again := w.id == p.ID
	w.id, w.skip = p.ID, w.place.Gone.person(p.ID)
	if w.skip {
		return nil
	}
	to := store.Person{Version: p.Version, Inbox: p.Inbox}
	for _, s := range p.Slots {
		to.Slots = append(to.Slots, store.Slot{Name: s.Name, Box: s.Box})
	}
	if again {
		was, err := w.store.Person(w.ctx, p.ID)
		if err != nil {
			return err
		}
		return w.store.Rewrap(w.ctx, p.ID, was.Version, to)
	}
	rand.Read(to.Lineage[:])
	w.head, w.batch.New = store.Head{}, &to
	return nil
}

func (w *restorer) row(r *row) error {
	kept := store.Row{Seq: r.Seq, Link: r.Link, Box: r.Box, Sum: r.Sum}
	if r.Box != nil && w.place.Gone.row(w.id, r.Seq, r.Link) {
		sum := sha256.Sum256(r.Box)
		kept.Box, kept.Sum = nil, sum[:]
	}
	w.batch.Rows = append(w.batch.Rows, kept)
	return w.grown(len(kept.Box))
}

func (w *restorer) chunk(c *chunk) error {
	if w.place.Gone.blob(w.id, c.Blob) {
		return nil
	}
	w.batch.Blobs = append(w.batch.Blobs, store.Chunk{Blob: c.Blob, No: c.No, Box: c.Box})
	return w.grown(len(c.Box))
}

func (w *restorer) grown(n int) error {
	if w.bytes += n; w.bytes < batchBytes && len(w.batch.Rows) < batchRows {
		return nil
	}
	return w.flush()
}

// flush keeps what has gathered.
func (w *restorer) flush() error {
	if b := w.batch; b.New == nil && len(b.Rows)+len(b.Blobs) == 0 {
		return nil
	}
	if err := w.store.Append(w.ctx, w.id, w.head, w.batch); err != nil {
		return err
	}
	if n := len(w.batch.Rows); n > 0 {
		last := w.batch.Rows[n-1]
		w.head = store.Head{Seq: last.Seq, Link: last.Link}
	}
	w.batch, w.bytes = store.Batch{}, 0
	return nil
}

// beside keeps what else finds and reaches a person.
func (w *restorer) beside(it item) error {
	switch {
	case it.Capture != nil:
		return w.store.Put(w.ctx, w.id, store.Item{ID: it.Capture.ID, Box: it.Capture.Box})
	case it.Device != nil:
		return w.store.PutDevice(w.ctx, store.Device{Token: it.Device.Token, ID: it.Device.ID, Person: w.id, Revoked: it.Device.Revoked})
	case len(it.Name) == sha256.Size:
		return w.store.PutName(w.ctx, store.Name{Hash: [32]byte(it.Name), Person: w.id})
	case it.Dues != nil:
		return w.store.PutDues(w.ctx, w.id, it.Dues)
	case it.Channel != nil:
		return w.store.PutChannel(w.ctx, w.id, store.Channel{ID: it.Channel.ID, Kind: it.Channel.Kind, Box: it.Channel.Box})
	}
	return fmt.Errorf("%w: an item of no kind", ErrDamaged)
}

// verify reads every row again and compares each chain's end with the manifest.
func (w *restorer) verify() error {
	for _, k := range w.man.People {
		if w.place.Gone.person(k.Person) {
			continue
		}
		if err := verify(w.ctx, w.store, k); err != nil {
			return err
		}
	}
	return nil
}

func verify(ctx context.Context, s store.Store, k Kept) error {
	found, err := audit.Person(ctx, s, k.Person)
	switch {
	case err != nil:
		return err
	case len(found.Faults) > 0:
		return fmt.Errorf("%w: row %d was not read as it was written", ErrDamaged, found.Faults[0].Seq)
	case found.Head.Seq != k.Seq || k.Seq > 0 && found.Head.Link != k.Link:
		return fmt.Errorf("%w: a journal ends at row %d, its manifest says %d", ErrDamaged, found.Head.Seq, k.Seq)
	}
	return nil
}
