package archive

import (
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
)

// Archive reads entries of a zip file, one at a time, and counts what comes
// out of them.
type Archive struct {
	Entries []Entry // in the order of the directory

	r     io.ReaderAt
	left  int64 // bytes that may still be unpacked
	bomb  bool
	flate io.ReadCloser
}

// Open reads the list of entries of a zip file of size bytes, and nothing but it.
func Open(r io.ReaderAt, size int64) (*Archive, error) {
	entries, err := readDirectory(r, size)
	if err != nil {
		return nil, err
	}
	return &Archive{Entries: entries, r: r, left: MaxUnpacked}, nil
}

// Err is ErrBomb once any entry gave more than it may, even where its reader
// kept that to itself.
func (a *Archive) Err() error {
	if a.bomb {
		return ErrBomb
	}
	return nil
}

// Open starts an entry. It ends the reading of the one before it.
func (a *Archive) Open(e *Entry) (io.Reader, error) {
	at, err := e.dataAt(a.r)
	if err != nil {
		return nil, err
	}
	data := io.NewSectionReader(a.r, at, e.packed)
	m := &meter{r: data, entry: e, of: a}
	if e.method == 0 {
		return m, nil
	}
	if a.flate == nil {
		a.flate = flate.NewReader(data)
	} else if err := a.flate.(flate.Resetter).Reset(data, nil); err != nil {
		return nil, err
	}
	m.r = a.flate
	return m, nil
}

// meter counts what really comes out of an entry, whatever its header says.
type meter struct {
	r     io.Reader
	entry *Entry
	of    *Archive
	n     int64
	crc   uint32
}

// Size is what the directory says.
func (m *meter) Size() int64 { return m.entry.size }

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.n += int64(n)
	m.of.left -= int64(n)
	if m.n > m.entry.size || m.of.left < 0 || m.n > freeRatio && m.n > MaxRatio*m.entry.packed {
		m.of.bomb = true
		return 0, ErrBomb
	}
	m.crc = crc32.Update(m.crc, crc32.IEEETable, b[:n])
	switch {
	case err == nil:
		return n, nil
	case !errors.Is(err, io.EOF) || m.n != m.entry.size || m.crc != m.entry.crc:
		return n, ErrDamaged
	}
	return n, io.EOF
}
