package backup

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"filippo.io/age"

	"ebb"
	"ebb/store"
)

// Source is what a backup is made of.
type Source struct {
	Store   store.Store
	Secrets map[string][32]byte // the installation's lasting secrets, by name
	Made    time.Time
}

// writer writes items and counts them.
type writer struct {
	out io.Writer
	src Source
	man Manifest
}

func (w *writer) put(it item) error {
	raw, err := ebb.Encode(it)
	if err != nil {
		return err
	}
	_, err = w.out.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(raw))), raw...))
	return err
}

// Write writes all of src to out, sealed for every recipient. The store may be
// written meanwhile; each person is as they were at one moment, or it is
// ErrMeanwhile. Drafts and sessions are left out.
func Write(ctx context.Context, out io.Writer, src Source, to ...age.Recipient) (Manifest, error) {
	sealed, err := age.Encrypt(out, to...)
	if err != nil {
		return Manifest{}, err
	}
	w := &writer{out: sealed, src: src}
	if err := w.all(ctx); err != nil {
		return Manifest{}, err
	}
	return w.man, sealed.Close()
}

func (w *writer) all(ctx context.Context) error {
	install, err := w.src.Store.Install(ctx)
	if err != nil {
		return err
	}
	w.man.Install, w.man.Made = install, w.src.Made.Truncate(time.Second)
	if err := w.put(item{Head: &head{format, install, w.man.Made.Unix()}}); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(w.src.Secrets)) {
		if err := w.put(item{Secret: &secret{name, w.src.Secrets[name]}}); err != nil {
			return err
		}
	}
	people, err := kept(ctx, w.src.Store)
	for _, id := range people {
		if err == nil {
			err = w.person(ctx, id)
		}
	}
	if err != nil {
		return err
	}
	return w.put(item{End: &end{w.man.People}})
}

// kept lists everybody who is more than a draft, without asking the store
// anything else meanwhile.
func kept(ctx context.Context, s store.Store) (ids []store.ID, err error) {
	err = s.People(ctx, func(id store.ID, p store.Person) error {
		if len(lasting(p)) > 0 {
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// lasting are the slots that a backup keeps.
func lasting(p store.Person) (all []slot) {
	for _, s := range p.Slots {
		if s.Name != draft {
			all = append(all, slot{s.Name, s.Box})
		}
	}
	return all
}

// draft is the slot of somebody who has not chosen a passphrase yet.
const draft = "draft"

// person writes one of them. Who was removed meanwhile is in no backup.
func (w *writer) person(ctx context.Context, id store.ID) error {
	err := w.parts(ctx, id)
	if errors.Is(err, store.ErrNoPerson) {
		return ErrMeanwhile
	}
	return err
}

func (w *writer) parts(ctx context.Context, id store.ID) error {
	p, err := w.ring(ctx, id)
	if err != nil {
		return err
	}
	k := Kept{Person: id}
	for _, part := range []func(context.Context, *Kept) error{w.rows, w.chunks, w.beside, w.reminders} {
		if err := part(ctx, &k); err != nil {
			return fmt.Errorf("backup: one person: %w", err)
		}
	}
	w.man.People = append(w.man.People, k)
	return w.settle(ctx, id, p)
}

// settle writes the newest ring that goes with what was written since p: rows may
// be sealed under its newer keys. A lineage of its own says that the rows are
// others now.
func (w *writer) settle(ctx context.Context, id store.ID, p store.Person) error {
	for {
		now, err := w.src.Store.Person(ctx, id)
		switch {
		case err != nil:
			return err
		case now.Lineage != p.Lineage:
			return ErrMeanwhile
		case now.Version == p.Version:
			return nil
		}
		if err := w.put(ring(id, now)); err != nil {
			return err
		}
		p = now
	}
}

func (w *writer) ring(ctx context.Context, id store.ID) (store.Person, error) {
	p, err := w.src.Store.Person(ctx, id)
	if err != nil {
		return p, err
	}
	return p, w.put(ring(id, p))
}

func ring(id store.ID, p store.Person) item {
	return item{Person: &person{id, p.Version, p.Inbox, p.Lineage, lasting(p)}}
}

func (w *writer) rows(ctx context.Context, k *Kept) error {
	return w.src.Store.Since(ctx, k.Person, store.Head{}, func(r store.Row) error {
		k.Seq, k.Link = r.Seq, r.Link
		if r.Box == nil {
			k.Erased++
		}
		return w.put(item{Row: &row{r.Seq, r.Link, r.Box, r.Sum}})
	})
}

func (w *writer) chunks(ctx context.Context, k *Kept) error {
	return w.src.Store.BlobsOf(ctx, k.Person, func(c store.Chunk) error {
		k.Chunks++
		return w.put(item{Chunk: &chunk{c.Blob, c.No, c.Box}})
	})
}

// beside is what else finds and reaches a person.
func (w *writer) beside(ctx context.Context, k *Kept) error {
	err := w.src.Store.Waiting(ctx, k.Person, func(it store.Item) error {
		return w.put(item{Capture: &capture{it.ID, it.Box}})
	})
	if err != nil {
		return err
	}
	devices, err := w.src.Store.DevicesOf(ctx, k.Person)
	for _, d := range devices {
		if err == nil {
			err = w.put(item{Device: &device{d.Token, d.ID, d.Revoked}})
		}
	}
	if err != nil {
		return err
	}
	names, err := w.src.Store.NamesOf(ctx, k.Person)
	for _, n := range names {
		if err == nil {
			err = w.put(item{Name: n.Hash[:]})
		}
	}
	return err
}

func (w *writer) reminders(ctx context.Context, k *Kept) error {
	dues, err := w.src.Store.DuesOf(ctx, k.Person)
	if err == nil && len(dues) > 0 {
		err = w.put(item{Dues: dues})
	}
	if err != nil {
		return err
	}
	channels, err := w.src.Store.Channels(ctx, k.Person)
	for _, c := range channels {
		if err == nil {
			err = w.put(item{Channel: &channel{c.ID, c.Kind, c.Box}})
		}
	}
	return err
}
