// Package archive reads zip files that nobody vouches for, one entry at a time
// and without unpacking anything that is not asked for.
//
// It promises bounds on everything a zip file can claim: how many entries, how
// much they unpack to, each and in all, and that no byte belongs to two of
// them; what comes out is counted as it comes, whatever the directory says. It
// refuses to give names away: they are compared with each other and forgotten,
// so that no path of an archive can lead anywhere.
package archive

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

// Bounds on archives.
const (
	MaxEntries  = 20_000
	MaxUnpacked = 512 << 20 // bytes unpacked in all, counted as they come
	MaxRatio    = 200       // of an entry's bytes unpacked to packed

	maxDirectory = 16 << 20
	freeRatio    = 256 << 10 // bytes that any entry may unpack to
)

// What can be wrong with an archive.
var (
	// ErrBomb is an archive that says less than it unpacks to.
	ErrBomb = errors.New("an archive built to overflow")
	// ErrDamaged is a zip file whose directory is broken, or that names one
	// file twice, or an entry that is not what the directory says.
	ErrDamaged = errors.New("a damaged archive")
)

const (
	sigLocal     = 0x04034b50
	sigCentral   = 0x02014b50
	sigEnd       = 0x06054b50
	sigEnd64     = 0x06064b50
	sigLocator64 = 0x07064b50
)

var le = binary.LittleEndian

// Is says whether bytes begin as a zip file does.
func Is(b []byte) bool {
	return bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("PK\x05\x06"))
}

// Entry is what a directory says about one file. Its name is no path: it is
// compared with the other names and forgotten.
type Entry struct {
	start, end   int64 // in the archive, header and data
	packed, size int64
	method       uint16
	crc          uint32
	readable     bool
	encrypted    bool
}

// Readable says whether an entry is a regular file, packed in a way that is known.
func (e *Entry) Readable() bool { return e.readable }

// Encrypted says whether an entry needs a password.
func (e *Entry) Encrypted() bool { return e.encrypted }

// Overstated says whether an entry claims to unpack to more than Open gives.
func (e *Entry) Overstated() bool { return e.size > freeRatio && e.size/MaxRatio > e.packed }

// directory is where an archive keeps its list of entries.
type directory struct {
	at, size int64
	count    int64
	base     int64 // what lies in front of the archive
}

// readDirectory reads the list of entries, and nothing but it.
func readDirectory(r io.ReaderAt, size int64) ([]Entry, error) {
	d, err := findDirectory(r, size)
	if err != nil {
		return nil, err
	}
	if d.count > MaxEntries || d.size > maxDirectory {
		return nil, ErrBomb
	}
	raw := make([]byte, d.size)
	if _, err := io.ReadFull(io.NewSectionReader(r, d.at, d.size), raw); err != nil {
		return nil, ErrDamaged
	}
	entries := make([]Entry, 0, d.count)
	names := make(map[string]bool, d.count)
	for len(raw) > 0 {
		e, name, n := parseEntry(raw, d.base)
		if n == 0 || len(entries) == MaxEntries || e.end > size || names[string(name)] {
			return nil, ErrDamaged
		}
		names[string(name)] = true
		entries = append(entries, e)
		raw = raw[n:]
	}
	if int64(len(entries)) != d.count {
		return nil, ErrDamaged
	}
	return entries, apart(entries)
}

// findDirectory reads the record at the end of an archive.
func findDirectory(r io.ReaderAt, size int64) (directory, error) {
	tail := make([]byte, min(size, 22+0xffff))
	from := size - int64(len(tail))
	if _, err := io.ReadFull(io.NewSectionReader(r, from, int64(len(tail))), tail); err != nil {
		return directory{}, ErrDamaged
	}
	for i := len(tail) - 22; i >= 0; i-- {
		rec := tail[i:]
		if le.Uint32(rec) != sigEnd || int(le.Uint16(rec[20:])) > len(rec)-22 {
			continue
		}
		end := from + int64(i)
		d := directory{count: int64(le.Uint16(rec[10:])), size: int64(le.Uint32(rec[12:])), at: int64(le.Uint32(rec[16:]))}
		if d.count == 0xffff || d.size == 0xffffffff || d.at == 0xffffffff {
			d, end = widen(r, d, end)
		}
		d.base = end - d.size - d.at
		d.at += d.base
		if d.base < 0 || d.at < 0 || d.size < 0 || d.count < 0 || d.at+d.size > size {
			return directory{}, ErrDamaged
		}
		return d, nil
	}
	return directory{}, ErrDamaged
}

// widen takes the numbers of a large archive from the record that holds them.
func widen(r io.ReaderAt, d directory, end int64) (directory, int64) {
	var loc [20]byte
	if _, err := r.ReadAt(loc[:], end-20); err != nil || le.Uint32(loc[:]) != sigLocator64 {
		return d, end
	}
	at := int64(le.Uint64(loc[8:]))
	var rec [56]byte
	if at < 0 || at > end {
		return d, end
	}
	if _, err := r.ReadAt(rec[:], at); err != nil || le.Uint32(rec[:]) != sigEnd64 {
		return d, end
	}
	d.count, d.size, d.at = int64(le.Uint64(rec[32:])), int64(le.Uint64(rec[40:])), int64(le.Uint64(rec[48:]))
	return d, at
}

// parseEntry reads one record of the directory; n is 0 where it is broken.
func parseEntry(raw []byte, base int64) (e Entry, name []byte, n int) {
	if len(raw) < 46 || le.Uint32(raw) != sigCentral {
		return e, nil, 0
	}
	nameLen, extraLen, commentLen := int(le.Uint16(raw[28:])), int(le.Uint16(raw[30:])), int(le.Uint16(raw[32:]))
	n = 46 + nameLen + extraLen + commentLen
	if n > len(raw) {
		return e, nil, 0
	}
	name = raw[46 : 46+nameLen]
	flags := le.Uint16(raw[8:])
	e = Entry{
		method: le.Uint16(raw[10:]), crc: le.Uint32(raw[16:]),
		packed: int64(le.Uint32(raw[20:])), size: int64(le.Uint32(raw[24:])), start: int64(le.Uint32(raw[42:])),
		encrypted: flags&1 != 0,
	}
	e.widen(raw[46+nameLen : 46+nameLen+extraLen])
	e.start += base
	e.end = e.start + 30 + int64(nameLen) + e.packed
	if e.start < 0 || e.packed < 0 || e.size < 0 || e.end < e.start {
		return e, nil, 0
	}
	e.readable = regular(raw, name) && (e.method == 0 || e.method == 8)
	return e, name, n
}

// widen takes sizes past 4 GiB from the extra field that holds them.
func (e *Entry) widen(extra []byte) {
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			return
		}
		if id == 1 {
			field := extra[:n]
			for _, v := range []*int64{&e.size, &e.packed, &e.start} {
				if *v == 0xffffffff && len(field) >= 8 {
					*v = int64(le.Uint64(field))
					field = field[8:]
				}
			}
		}
		extra = extra[n:]
	}
}

// regular says whether an entry is a plain file with a plain name: no folder,
// no link, no device, nothing that points out of the archive.
func regular(raw, name []byte) bool {
	if len(name) == 0 || name[0] == '/' || name[0] == '\\' || bytes.IndexByte(name, 0) >= 0 || len(name) > 1 && name[1] == ':' {
		return false
	}
	if last := name[len(name)-1]; last == '/' || last == '\\' {
		return false
	}
	for _, part := range bytes.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if string(part) == ".." {
			return false
		}
	}
	const kindMask, regularFile = 0xf000, 0x8000
	mode := le.Uint32(raw[38:]) >> 16 & kindMask
	return mode == 0 || mode == regularFile
}

// apart refuses archives in which one byte belongs to two entries.
func apart(entries []Entry) error {
	byStart := slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return cmp.Compare(a.start, b.start) })
	for i := 1; i < len(byStart); i++ {
		if byStart[i].start < byStart[i-1].end {
			return ErrBomb
		}
	}
	return nil
}

// dataAt finds where an entry's bytes begin.
func (e *Entry) dataAt(r io.ReaderAt) (int64, error) {
	var local [30]byte
	if _, err := r.ReadAt(local[:], e.start); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if le.Uint32(local[:]) != sigLocal {
		return 0, ErrDamaged
	}
	return e.start + 30 + int64(le.Uint16(local[26:])) + int64(le.Uint16(local[28:])), nil
}
