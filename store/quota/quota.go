// Package quota bounds what one person, and all of them together, may keep: how
// many entries, how many bytes, how many imports. It stands in front of a store
// that a server shares among several people.
//
// It promises that a refused batch leaves nothing, that what takes something away
// is never refused, and that a capture which was acknowledged is still taken in.
// It refuses to be exact: two servers on one folder each count what they write,
// and what was erased counts until the next start.
package quota

import (
	"context"
	"errors"
	"sync"

	"ebb/store"
)

// The two ways of saying no.
var (
	ErrPerson = errors.New("quota: one person keeps as much as they may")
	ErrHost   = errors.New("quota: the host keeps as much as it may")
)

// Limits are bounds; zero stands for Default, and of Host for none.
type Limits struct {
	Entries uint64 // of one person
	Bytes   int64  // of one person, sealed
	Imports int    // of one person: blobs
	Host    int64  // bytes of everybody
	Used    func() (int64, error)
}

// Default is more than ten years of one person come to.
var Default = Limits{Entries: 1_000_000, Bytes: 1 << 30, Imports: 1000}

// Store is a store that says no in time.
type Store struct {
	store.Store
	most Limits

	mu sync.Mutex
	of map[store.ID]*tally
}

// tally is what one person keeps.
type tally struct {
	mu      sync.Mutex
	known   bool
	bytes   int64
	imports int
}

// Around bounds s.
func Around(s store.Store, most Limits) *Store {
	if most.Entries == 0 {
		most.Entries = Default.Entries
	}
	if most.Bytes == 0 {
		most.Bytes = Default.Bytes
	}
	if most.Imports == 0 {
		most.Imports = Default.Imports
	}
	return &Store{Store: s, most: most, of: map[store.ID]*tally{}}
}

// Append implements store.Rows.
func (s *Store) Append(ctx context.Context, p store.ID, after store.Head, b store.Batch) error {
	t := s.tally(p)
	bytes, imports := size(b)
	if len(b.Erase)+len(b.Drop)+len(b.Drain) == 0 {
		if err := s.check(ctx, p, t, after.Seq+uint64(len(b.Rows)), bytes, imports); err != nil {
			return err
		}
	}
	err := s.Store.Append(ctx, p, after, b)
	if err == nil {
		t.mu.Lock()
		t.bytes, t.imports = t.bytes+bytes, t.imports+imports
		t.mu.Unlock()
	}
	return err
}

// Forget implements store.People.
func (s *Store) Forget(ctx context.Context, p store.ID) error {
	s.mu.Lock()
	delete(s.of, p)
	s.mu.Unlock()
	return s.Store.Forget(ctx, p)
}

func (s *Store) tally(p store.ID) *tally {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.of[p]
	if t == nil {
		t = &tally{}
		s.of[p] = t
	}
	return t
}

func size(b store.Batch) (bytes int64, imports int) {
	for _, r := range b.Rows {
		bytes += int64(len(r.Box))
	}
	for _, c := range b.Blobs {
		bytes += int64(len(c.Box))
		if c.No == 0 {
			imports++
		}
	}
	return bytes, imports
}

func (s *Store) check(ctx context.Context, p store.ID, t *tally, entries uint64, bytes int64, imports int) error {
	if s.most.Host > 0 && s.most.Used != nil {
		used, err := s.most.Used()
		if err != nil {
			return err
		}
		if used+bytes > s.most.Host {
			return ErrHost
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.count(ctx, s.Store, p); err != nil {
		return err
	}
	if entries > s.most.Entries || t.bytes+bytes > s.most.Bytes || imports > 0 && t.imports+imports > s.most.Imports {
		return ErrPerson
	}
	return nil
}

// count looks once at what there is.
func (t *tally) count(ctx context.Context, s store.Store, p store.ID) error {
	if t.known {
		return nil
	}
	var bytes int64
	imports := 0
	err := s.Since(ctx, p, store.Head{}, func(r store.Row) error { bytes += int64(len(r.Box)); return nil })
	if err == nil {
		err = s.BlobsOf(ctx, p, func(c store.Chunk) error {
			bytes += int64(len(c.Box))
			if c.No == 0 {
				imports++
			}
			return nil
		})
	}
	if err == nil || errors.Is(err, store.ErrNoPerson) {
		t.known, t.bytes, t.imports = true, bytes, imports
		return nil
	}
	return err
}
