// Package spare keeps recovery codes in files beside a database, in clear: one a
// person, where whoever keeps the server allowed it and the person wanted it.
// Whoever reads such a file opens the journal.
//
// It promises that a code is on the disk whole when Put returns, in a file that
// only its owner may read. It refuses to know what a code opens, and whether it
// still does.
package spare

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ebb"
	"ebb/internal/durable"
)

// Book is the codes of one installation: a folder, or memory.
type Book struct {
	dir string // "" keeps them in memory

	mu  sync.Mutex
	mem map[ebb.ID]string
}

// Open uses a folder, which is made with the first code.
func Open(dir string) *Book { return &Book{dir: dir} }

// Memory keeps codes until the process ends.
func Memory() *Book { return &Book{mem: map[ebb.ID]string{}} }

func (b *Book) path(p ebb.ID) string { return filepath.Join(b.dir, hex.EncodeToString(p[:])) }

// Put keeps the code of p in place of the one that was there; nil means durable.
func (b *Book) Put(p ebb.ID, words string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		b.mem[p] = words
		return nil
	}
	err := os.MkdirAll(b.dir, 0o700)
	if err == nil {
		err = durable.Write(b.path(p), durable.Bytes([]byte(words+"\n")))
	}
	if err == nil {
		err = durable.Folder(filepath.Dir(b.dir))
	}
	if err != nil {
		return fmt.Errorf("spare: %w", err)
	}
	return nil
}

// longest is more than any code takes.
const longest = 1024

// Read is the code of p, "" where there is none.
func (b *Book) Read(p ebb.ID) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		return b.mem[p], nil
	}
	raw, err := os.ReadFile(b.path(p))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("spare: %w", err)
	}
	return strings.TrimSpace(string(raw[:min(len(raw), longest)])), nil
}

// Remove ends what is kept of p, and what a power cut left of it half written.
func (b *Book) Remove(p ebb.ID) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		delete(b.mem, p)
		return nil
	}
	files, err := filepath.Glob(b.path(p) + "*")
	if len(files) == 0 {
		return err
	}
	for _, f := range files {
		err = errors.Join(err, durable.Wipe(f))
	}
	if err = errors.Join(err, durable.Folder(b.dir)); err != nil {
		return fmt.Errorf("spare: %w", err)
	}
	return nil
}
