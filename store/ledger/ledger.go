// Package ledger keeps outside the database what was erased: which row of whom,
// which blob, which whole person. An older copy of the database, put back, would
// bring all of that again; the ledger is what says no.
//
// It promises that an entry is on the disk when it was added, that several
// processes may add at once, and that it holds numbers alone: random ids, row
// numbers, links, and a proof that only a person's keys can make. It refuses to
// judge a proof, and to forget.
package ledger

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"ebb/internal/durable"
	"ebb/store"
)

// Gone is one row that was erased.
type Gone struct {
	Seq   uint64
	Link  store.Link // of the row, which tells it from another one with its number
	Event store.ID   // stays refused
	Proof [32]byte   // that its person wanted it
}

// Erased is what is known of one person, or what is to be added.
type Erased struct {
	Rows  []Gone
	Blobs []store.ID
	All   bool // the whole person
}

// Book is a ledger: a folder, or memory.
type Book struct {
	dir string // "" keeps it in memory

	mu  sync.Mutex
	mem map[store.ID]Erased
}

// Open uses a folder, which is made with the first entry.
func Open(dir string) *Book { return &Book{dir: dir} }

// Memory keeps entries until the process ends.
func Memory() *Book { return &Book{mem: map[store.ID]Erased{}} }

// Add adds to what is known of p; nil means durable.
func (b *Book) Add(p store.ID, e Erased) error {
	if len(e.Rows)+len(e.Blobs) == 0 && !e.All {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		b.mem[p] = b.mem[p].with(e)
		return nil
	}
	if err := b.write(p, encode(e)); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

func (e Erased) with(o Erased) Erased {
	return Erased{append(e.Rows[:len(e.Rows):len(e.Rows)], o.Rows...), append(e.Blobs[:len(e.Blobs):len(e.Blobs)], o.Blobs...), e.All || o.All}
}

// write puts a file of its own into the folder of p, so that nobody's entry can
// tear another's.
func (b *Book) write(p store.ID, raw []byte) error {
	dir := filepath.Join(b.dir, hex.EncodeToString(p[:]))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	var name [8]byte
	rand.Read(name[:])
	path := filepath.Join(dir, hex.EncodeToString(name[:])+suffix)
	if err := durable.Write(path, durable.Bytes(raw)); err != nil {
		return err
	}
	return errors.Join(durable.Folder(b.dir), durable.Folder(filepath.Dir(b.dir)))
}

const suffix = ".erased"

// Of is everything known of p.
func (b *Book) Of(p store.ID) (all Erased, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		return Erased{}.with(b.mem[p]), nil // the caller may change it
	}
	files, err := filepath.Glob(filepath.Join(b.dir, hex.EncodeToString(p[:]), "*"+suffix))
	for _, path := range files {
		e, err := read(path)
		if err != nil {
			return all, fmt.Errorf("ledger: %w", err)
		}
		all = all.with(e)
	}
	return all, err
}

// People are those of whom something is known.
func (b *Book) People() (ids []store.ID, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for p := range b.mem {
		ids = append(ids, p)
	}
	if b.dir == "" {
		return ids, nil
	}
	folders, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, f := range folders {
		var p store.ID
		if n, err := hex.Decode(p[:], []byte(f.Name())); err == nil && n == len(p) && len(f.Name()) == 2*len(p) {
			ids = append(ids, p)
		}
	}
	return ids, err
}

func read(path string) (e Erased, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return e, err
	}
	return decode(raw)
}

// Copy adds to one book what another has and it has not.
func Copy(to, from *Book) error {
	people, err := from.People()
	for _, p := range people {
		if err == nil {
			err = copyOf(to, from, p)
		}
	}
	return err
}

func copyOf(to, from *Book, p store.ID) error {
	new, err := from.Of(p)
	if err != nil {
		return err
	}
	has, err := to.Of(p)
	if err != nil {
		return err
	}
	new.Rows = slices.DeleteFunc(new.Rows, func(g Gone) bool { return slices.Contains(has.Rows, g) })
	new.Blobs = slices.DeleteFunc(new.Blobs, func(id store.ID) bool { return slices.Contains(has.Blobs, id) })
	new.All = new.All && !has.All
	return to.Add(p, new)
}
