// Package powercut is a file system in memory for tests that want the power to
// go: it knows at each moment what a program sees and what a disk would still
// have, had the power gone now.
//
// What was written since a file's last fsync survives a cut as a random
// subset, and a write may be torn into 512-byte sectors. Names that were made
// or removed since the folder's last fsync survive up to a random point in
// their order. It promises nothing that a real disk does not promise.
//
// It is one folder without folders inside, needs Linux, /dev/fuse and root,
// and it is much kinder than a real disk in one way: it never lies about an
// fsync.
package powercut

import (
	"maps"
	"math/rand/v2"
	"sync"
)

// Sector is what a disk writes whole or not at all.
const Sector = 512

// Op is what a program asks of the disk.
type Op string

// The operations that a Hook sees.
const (
	Write Op = "write" // a write, or a change of size
	Sync  Op = "sync"  // an fsync of a file, or of the folder, whose name is "."
	Names Op = "names" // a name is made, changed or removed
)

// Verdict is what becomes of an operation.
type Verdict int

const (
	// Go lets it happen.
	Go Verdict = iota
	// Fail answers with an I/O error and does nothing.
	Fail
	// Lose is for Sync: it answers with an I/O error and forgets what was to
	// be written, which the program goes on seeing. Linux does just that.
	Lose
)

// Disk is the file system. Make one with New.
type Disk struct {
	mu    sync.Mutex
	hook  func(Op, string) Verdict
	cut   bool
	files map[string]*file // as a program sees them
	kept  map[string]*file // the folder as it is on the disk
	names []rename         // what has happened to the folder since its fsync
}

type rename struct {
	name string
	file *file  // nil where the name was removed
	from string // what it was called before; both change at once
}

type file struct {
	seen  []byte  // as a program sees it
	kept  []byte  // as it is on the disk
	since []write // what has happened since its fsync
}

// write puts data at off, or, where data is nil, makes off the size.
type write struct {
	off  int64
	data []byte
}

// New returns an empty disk. hook, which may be nil, is asked before every
// operation that changes something, one at a time, and must not touch files
// of the disk.
func New(hook func(op Op, name string) Verdict) *Disk {
	if hook == nil {
		hook = func(Op, string) Verdict { return Go }
	}
	return &Disk{hook: hook, files: map[string]*file{}, kept: map[string]*file{}}
}

// Cut lets the power go: whatever changes something fails from now on. A hook
// may not call it; it returns Fail and remembers that it did.
func (d *Disk) Cut() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cut = true
}

// ask is called with mu.
func (d *Disk) ask(op Op, name string) Verdict {
	if d.cut {
		return Fail
	}
	return d.hook(op, name)
}

// Seen returns the files as a program sees them: what is left where only the
// program ends, and the system goes on.
func (d *Disk) Seen() map[string][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := map[string][]byte{}
	for name, f := range d.files {
		out[name] = append([]byte{}, f.seen...)
	}
	return out
}

// Fate counts what became of writes that had not been synced.
type Fate struct{ Whole, Torn, Gone int }

// Add sums up.
func (f *Fate) Add(g Fate) {
	f.Whole += g.Whole
	f.Torn += g.Torn
	f.Gone += g.Gone
}

// Survivors returns the files that are left after a cut now. Without a source
// of chance everything that was not synced is gone.
func (d *Disk) Survivors(r *rand.Rand) (map[string][]byte, Fate) {
	d.mu.Lock()
	defer d.mu.Unlock()
	folder := maps.Clone(d.kept)
	if r != nil {
		for _, n := range d.names[:r.IntN(len(d.names)+1)] {
			n.apply(folder)
		}
	}
	out, fate := map[string][]byte{}, Fate{}
	for name, f := range folder {
		data, g := f.survive(r)
		out[name] = data
		fate.Add(g)
	}
	return out, fate
}

func (n rename) apply(folder map[string]*file) {
	delete(folder, n.from)
	if n.file == nil {
		delete(folder, n.name)
	} else {
		folder[n.name] = n.file
	}
}

func (f *file) survive(r *rand.Rand) (data []byte, fate Fate) {
	data = append([]byte{}, f.kept...)
	if r == nil {
		return data, Fate{Gone: len(f.since)}
	}
	for _, w := range f.since {
		switch lot := r.IntN(3); {
		case lot == 0:
			fate.Gone++
		case lot == 1 && len(w.data) > 0:
			fate.Torn++
			for _, piece := range w.sectors() {
				if r.IntN(2) == 0 {
					data = piece.apply(data)
				}
			}
		default:
			fate.Whole++
			data = w.apply(data)
		}
	}
	return data, fate
}

// sectors cuts a write where the disk's sectors end.
func (w write) sectors() (pieces []write) {
	for off, data := w.off, w.data; len(data) > 0; {
		n := min(int64(len(data)), Sector-off%Sector)
		pieces = append(pieces, write{off, data[:n]})
		off, data = off+n, data[n:]
	}
	return pieces
}

func (w write) apply(to []byte) []byte {
	if w.data == nil {
		return resize(to, w.off)
	}
	if end := w.off + int64(len(w.data)); end > int64(len(to)) {
		to = resize(to, end)
	}
	copy(to[w.off:], w.data)
	return to
}

func resize(b []byte, size int64) []byte {
	if size <= int64(len(b)) {
		return b[:size:size]
	}
	return append(b, make([]byte, size-int64(len(b)))...)
}

// change is called with mu.
func (f *file) change(w write) {
	f.seen = w.apply(f.seen)
	f.since = append(f.since, w)
}

// sync is called with mu.
func (f *file) sync() {
	for _, w := range f.since {
		f.kept = w.apply(f.kept)
	}
	f.since = nil
}
