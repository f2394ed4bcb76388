// Package mem keeps a store in memory, for tests and demonstrations. It obeys
// the whole contract of package store and forgets everything when the program
// ends, so nil from Append means durable only in that sense.
//
// It promises to answer as store/sqlite does, refusal for refusal. It refuses
// to be clever: one lock, plain maps.
package mem

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"ebb/store"
)

// Store is a store.Store.
type Store struct {
	install store.ID

	mu       sync.RWMutex
	people   map[store.ID]*person
	sessions map[store.ID]store.Session
	devices  map[[32]byte]store.Device
	names    map[[32]byte]store.ID
	next     []failure
	closed   bool
}

type person struct {
	store.Person
	rows     []store.Row
	inbox    map[store.ID][]byte
	blobs    map[store.ID]map[int][]byte
	dues     []int64
	channels map[store.ID]store.Channel
}

type failure struct {
	err  error
	kept bool
}

var (
	_ store.Store = (*Store)(nil)

	errClosed = errors.New("store: closed")
)

// New returns an empty store.
func New() *Store {
	var install store.ID
	rand.Read(install[:])
	return As(install)
}

// As returns an empty store of an installation that has its id already.
func As(install store.ID) *Store {
	return &Store{
		install: install,
		people:  map[store.ID]*person{}, sessions: map[store.ID]store.Session{},
		devices: map[[32]byte]store.Device{}, names: map[[32]byte]store.ID{},
	}
}

// Fail makes the next Append that would be kept answer err instead; several
// calls make several Appends fail. Its batch is kept only where kept is true,
// which is what store.ErrUnknown can mean. For tests.
func (s *Store) Fail(err error, kept bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = append(s.next, failure{err, kept})
}

// Append implements store.Rows.
func (s *Store) Append(ctx context.Context, p store.ID, after store.Head, b store.Batch) error {
	if err := store.Check(s.install, p, after, b); err != nil {
		return err
	}
	return s.write(ctx, func() error {
		k, err := s.judge(p, after, b)
		if err != nil {
			return err
		}
		var f failure
		if len(s.next) > 0 {
			f, s.next = s.next[0], s.next[1:]
		}
		if f.err == nil || f.kept {
			s.people[p] = k
			k.keep(b)
		}
		return f.err
	})
}

// judge returns the person that b is for, or why b cannot be kept. It changes
// nothing.
func (s *Store) judge(p store.ID, after store.Head, b store.Batch) (*person, error) {
	k, there := s.people[p]
	switch {
	case b.New != nil && there:
		return nil, store.ErrConflict
	case b.New != nil:
		k = &person{Person: clonePerson(*b.New), inbox: map[store.ID][]byte{}, blobs: map[store.ID]map[int][]byte{}}
	case !there:
		return nil, store.ErrNoPerson
	}
	if len(b.Rows) > 0 {
		if h := k.head(); h.Seq != after.Seq || h.Seq > 0 && h.Link != after.Link {
			return nil, store.ErrConflict
		}
	}
	for _, seq := range b.Erase {
		if seq == 0 || seq > uint64(len(k.rows)+len(b.Rows)) {
			return nil, fmt.Errorf("%w: there is no row %d to erase", store.ErrRefused, seq)
		}
	}
	for _, c := range b.Blobs {
		if _, there := k.blobs[c.Blob][c.No]; there && !slices.Contains(b.Drop, c.Blob) {
			return nil, fmt.Errorf("%w: chunk %d of a blob is there already", store.ErrRefused, c.No)
		}
	}
	return k, nil
}

func (k *person) head() store.Head {
	if len(k.rows) == 0 {
		return store.Head{}
	}
	r := k.rows[len(k.rows)-1]
	return store.Head{Seq: r.Seq, Link: r.Link}
}

// keep applies a batch that judge has accepted.
func (k *person) keep(b store.Batch) {
	for _, r := range b.Rows {
		k.rows = append(k.rows, store.Row{Seq: r.Seq, Link: r.Link, Box: bytes.Clone(r.Box), Sum: bytes.Clone(r.Sum)})
	}
	for _, seq := range b.Erase {
		if r := &k.rows[seq-1]; r.Box != nil {
			sum := sha256.Sum256(r.Box)
			r.Box, r.Sum = nil, sum[:]
		}
	}
	for _, id := range b.Drop {
		delete(k.blobs, id)
	}
	for _, c := range b.Blobs {
		if k.blobs[c.Blob] == nil {
			k.blobs[c.Blob] = map[int][]byte{}
		}
		k.blobs[c.Blob][c.No] = bytes.Clone(c.Box)
	}
	for _, id := range b.Drain {
		delete(k.inbox, id)
	}
}

// Since implements store.Rows.
func (s *Store) Since(ctx context.Context, p store.ID, after store.Head, f func(store.Row) error) error {
	rows, err := read(ctx, s, func() ([]store.Row, error) {
		var rows []store.Row
		if k := s.people[p]; k != nil {
			rows = k.rows
		}
		if after.Seq == 0 {
			return slices.Clone(rows), nil
		}
		if after.Seq > uint64(len(rows)) || rows[after.Seq-1].Link != after.Link {
			return nil, store.ErrForked
		}
		return slices.Clone(rows[after.Seq:]), nil
	})
	if err != nil {
		return err
	}
	return each(ctx, rows, f)
}

// Head implements store.Rows.
func (s *Store) Head(ctx context.Context, p store.ID) (store.Head, error) {
	return read(ctx, s, func() (store.Head, error) {
		if k := s.people[p]; k != nil {
			return k.head(), nil
		}
		return store.Head{}, nil
	})
}

// Settle implements store.Rows.
func (s *Store) Settle(ctx context.Context, _ store.ID) error { return s.Healthy(ctx) }

// Person implements store.People.
func (s *Store) Person(ctx context.Context, p store.ID) (store.Person, error) {
	return read(ctx, s, func() (store.Person, error) {
		k := s.people[p]
		if k == nil {
			return store.Person{}, store.ErrNoPerson
		}
		return clonePerson(k.Person), nil
	})
}

// People implements store.People.
func (s *Store) People(ctx context.Context, f func(store.ID, store.Person) error) error {
	all, err := read(ctx, s, func() (map[store.ID]store.Person, error) {
		all := map[store.ID]store.Person{}
		for id, k := range s.people {
			all[id] = clonePerson(k.Person)
		}
		return all, nil
	})
	if err != nil {
		return err
	}
	return each(ctx, slices.Collect(maps.Keys(all)), func(id store.ID) error { return f(id, all[id]) })
}

// Rewrap implements store.People.
func (s *Store) Rewrap(ctx context.Context, p store.ID, from uint64, to store.Person) error {
	return s.write(ctx, func() error {
		k := s.people[p]
		switch {
		case k == nil:
			return store.ErrNoPerson
		case k.Version != from:
			return store.ErrConflict
		case to.Version < from:
			return fmt.Errorf("%w: ring version %d after %d", store.ErrRefused, to.Version, from)
		}
		if err := store.CheckSlots(to.Slots); err != nil {
			return err
		}
		to.Lineage = k.Lineage
		k.Person = clonePerson(to)
		maps.DeleteFunc(s.sessions, func(_ store.ID, x store.Session) bool { return x.Person == p && x.Ring < to.Version })
		return nil
	})
}

// Forget implements store.People.
func (s *Store) Forget(ctx context.Context, p store.ID) error {
	return s.write(ctx, func() error {
		delete(s.people, p)
		maps.DeleteFunc(s.sessions, func(_ store.ID, x store.Session) bool { return x.Person == p })
		maps.DeleteFunc(s.devices, func(_ [32]byte, d store.Device) bool { return d.Person == p })
		maps.DeleteFunc(s.names, func(_ [32]byte, whose store.ID) bool { return whose == p })
		return nil
	})
}

// Put implements store.Inbox.
func (s *Store) Put(ctx context.Context, p store.ID, it store.Item) error {
	return s.write(ctx, func() error {
		k := s.people[p]
		if k == nil {
			return store.ErrNoPerson
		}
		if len(it.Box) > store.InboxBytes {
			return fmt.Errorf("%w: an item of %d bytes", store.ErrRefused, len(it.Box))
		}
		if _, there := k.inbox[it.ID]; there {
			return nil
		}
		if len(k.inbox) >= store.InboxItems {
			return store.ErrFullInbox
		}
		k.inbox[it.ID] = bytes.Clone(it.Box)
		return nil
	})
}

// Waiting implements store.Inbox.
func (s *Store) Waiting(ctx context.Context, p store.ID, f func(store.Item) error) error {
	items, err := read(ctx, s, func() ([]store.Item, error) {
		var items []store.Item
		if k := s.people[p]; k != nil {
			for id, box := range k.inbox {
				items = append(items, store.Item{ID: id, Box: box})
			}
		}
		return items, nil
	})
	if err != nil {
		return err
	}
	return each(ctx, items, f)
}

// Blob implements store.Blobs.
func (s *Store) Blob(ctx context.Context, p, blob store.ID, f func(store.Chunk) error) error {
	chunks, err := read(ctx, s, func() ([]store.Chunk, error) {
		var chunks []store.Chunk
		if k := s.people[p]; k != nil {
			for _, no := range slices.Sorted(maps.Keys(k.blobs[blob])) {
				chunks = append(chunks, store.Chunk{Blob: blob, No: no, Box: k.blobs[blob][no]})
			}
		}
		return chunks, nil
	})
	if err != nil {
		return err
	}
	return each(ctx, chunks, f)
}

// BlobsOf implements store.Blobs.
func (s *Store) BlobsOf(ctx context.Context, p store.ID, f func(store.Chunk) error) error {
	var ids []store.ID
	s.mu.RLock()
	if k := s.people[p]; k != nil {
		ids = slices.SortedFunc(maps.Keys(k.blobs), func(a, b store.ID) int { return bytes.Compare(a[:], b[:]) })
	}
	s.mu.RUnlock()
	for _, id := range ids {
		if err := s.Blob(ctx, p, id, f); err != nil {
			return err
		}
	}
	return s.Healthy(ctx)
}

// PutSession implements store.Sessions.
func (s *Store) PutSession(ctx context.Context, x store.Session) error {
	return s.write(ctx, func() error {
		k := s.people[x.Person]
		if k == nil {
			return store.ErrNoPerson
		}
		if x.Ring < k.Version {
			return store.ErrConflict
		}
		x.Box = bytes.Clone(x.Box)
		s.sessions[x.ID] = x
		return nil
	})
}

// Session implements store.Sessions.
func (s *Store) Session(ctx context.Context, id store.ID) (store.Session, error) {
	return read(ctx, s, func() (store.Session, error) {
		x, there := s.sessions[id]
		if !there {
			return store.Session{}, store.ErrNoSession
		}
		x.Box = bytes.Clone(x.Box)
		return x, nil
	})
}

// SessionsOf implements store.Sessions.
func (s *Store) SessionsOf(ctx context.Context, p store.ID) ([]store.Session, error) {
	return read(ctx, s, func() ([]store.Session, error) {
		var all []store.Session
		for _, x := range s.sessions {
			if x.Person == p {
				x.Box = bytes.Clone(x.Box)
				all = append(all, x)
			}
		}
		slices.SortFunc(all, func(a, b store.Session) int { return bytes.Compare(a.ID[:], b.ID[:]) })
		return all, nil
	})
}

// DropSession implements store.Sessions.
func (s *Store) DropSession(ctx context.Context, id store.ID) error {
	return s.dropSessions(ctx, func(x store.Session) bool { return x.ID == id })
}

// DropSessions implements store.Sessions.
func (s *Store) DropSessions(ctx context.Context, p store.ID) error {
	return s.dropSessions(ctx, func(x store.Session) bool { return x.Person == p })
}

// ExpireSessions implements store.Sessions.
func (s *Store) ExpireSessions(ctx context.Context, day int64) error {
	return s.dropSessions(ctx, func(x store.Session) bool { return x.Day < day })
}

func (s *Store) dropSessions(ctx context.Context, which func(store.Session) bool) error {
	return s.write(ctx, func() error {
		maps.DeleteFunc(s.sessions, func(_ store.ID, x store.Session) bool { return which(x) })
		return nil
	})
}

// Install implements store.Store.
func (s *Store) Install(ctx context.Context) (store.ID, error) {
	return read(ctx, s, func() (store.ID, error) { return s.install, nil })
}

// Healthy implements store.Store.
func (s *Store) Healthy(ctx context.Context) error {
	_, err := read(ctx, s, func() (struct{}, error) { return struct{}{}, nil })
	return err
}

// Scrub implements store.Store.
func (s *Store) Scrub(ctx context.Context) error { return s.Healthy(ctx) }

// Close implements store.Store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (s *Store) write(ctx context.Context, f func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	return f()
}

func read[T any](ctx context.Context, s *Store, f func() (T, error)) (T, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		var zero T
		return zero, err
	}
	return f()
}

func (s *Store) usable(ctx context.Context) error {
	if s.closed {
		return errClosed
	}
	return ctx.Err()
}

// each hands a snapshot to f without holding the lock.
func each[T any](ctx context.Context, all []T, f func(T) error) error {
	for _, x := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}

func clonePerson(p store.Person) store.Person {
	p.Inbox = bytes.Clone(p.Inbox)
	p.Slots = slices.Clone(p.Slots)
	for i := range p.Slots {
		p.Slots[i].Box = bytes.Clone(p.Slots[i].Box)
	}
	slices.SortFunc(p.Slots, func(a, b store.Slot) int { return strings.Compare(a.Name, b.Name) })
	return p
}
