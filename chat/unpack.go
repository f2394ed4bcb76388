package chat

import (
	"cmp"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"slices"
)

// archive reads entries of a zip file, one at a time, and counts what comes
// out of them.
type archive struct {
	r       io.ReaderAt
	left    int64 // bytes that may still be unpacked
	flate   io.ReadCloser
	entries []entry
}

// decodeZip reads the entry that is a chat. Names play no part in it.
func decodeZip(r io.ReaderAt, size int64, formats []Format, o Options) ([]*History, error) {
	entries, err := readDirectory(r, size)
	if err != nil {
		return nil, err
	}
	a := &archive{r: r, left: MaxUnpacked, entries: entries}
	found, err := a.candidates(formats)
	if err != nil {
		return nil, err
	}
	chats := 0
	for _, t := range found {
		if t.score > 50 {
			chats++
		}
	}
	h, err := a.best(found, o)
	if err == nil && chats > 1 {
		h[0].Warnings = append(h[0].Warnings, Warning{WarnSeveral, chats})
	}
	return h, err
}

// candidates lists the entries that a format knows, the surest first.
func (a *archive) candidates(formats []Format) ([]*text, error) {
	var found []*text
	var why error // why there may be none
	for i := range a.entries {
		e := &a.entries[i]
		if e.encrypted {
			why = cmp.Or(why, ErrEncrypted)
		}
		if !e.readable || e.encrypted {
			continue
		}
		t, err := a.look(e, formats)
		switch {
		case errors.Is(err, ErrBomb):
			return nil, err
		case t != nil:
			found = append(found, t)
		case e.size > freeRatio && e.size/MaxRatio > e.packed:
			why = ErrBomb
		case err != nil && !errors.Is(err, ErrNotChat) && !errors.Is(err, ErrEmpty):
			why = cmp.Or(why, ErrArchive)
		}
	}
	if len(a.entries) == 0 {
		why = ErrEmpty
	}
	if len(found) == 0 && why != nil {
		return nil, why
	}
	slices.SortStableFunc(found, func(x, y *text) int { return y.score - x.score })
	return found, nil
}

// look reads a few bytes of an entry, and its head where those are text.
func (a *archive) look(e *entry, formats []Format) (*text, error) {
	open := func() (io.Reader, error) { return a.open(e) }
	r, err := open()
	if err != nil {
		return nil, err
	}
	var first [512]byte
	n, err := io.ReadFull(plain(r), first[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if n == 0 || isZip(first[:n]) || binaryData(first[:n]) {
		return nil, nil
	}
	return detect(open, formats)
}

// best decodes the surest entry that can be decoded. Where several are as
// sure, somebody sent an exported chat as a file: the chat that holds it goes
// on for longer.
func (a *archive) best(found []*text, o Options) ([]*History, error) {
	var first error = &Failure{Format: "zip", Line: 1, Cause: ErrNotChat}
	tied := 0
	for tied < len(found) && found[tied].score == found[0].score && tied < 16 {
		tied++
	}
	if tied > 1 {
		a.latest(found[:tied], o)
	}
	for i, t := range found {
		h, err := t.decode(o)
		if err == nil || !errors.Is(err, ErrNotChat) && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrArchive) {
			return h, err
		}
		if i == 0 {
			first = err
		}
	}
	return nil, first
}

// latest moves the chat with the latest message to the front.
func (a *archive) latest(tied []*text, o Options) {
	best, at := 0, int64(math.MinInt64)
	for i, t := range tied {
		h, err := t.decode(o)
		if err != nil || len(h) == 0 || len(h[0].Messages) == 0 {
			continue
		}
		if last := h[0].Messages[len(h[0].Messages)-1].At; last > at {
			best, at = i, last
		}
		runtime.GC() // one chat in memory at a time
	}
	winner := tied[best]
	copy(tied[1:best+1], tied[:best])
	tied[0] = winner
}

// open starts an entry. It ends the reading of the one before it.
func (a *archive) open(e *entry) (io.Reader, error) {
	at, err := e.dataAt(a.r)
	if err != nil {
		return nil, err
	}
	data := io.NewSectionReader(a.r, at, e.packed)
	m := &meter{r: data, entry: e, left: &a.left}
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
	entry *entry
	left  *int64
	n     int64
	crc   uint32
}

// Size is what the directory says.
func (m *meter) Size() int64 { return m.entry.size }

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.n += int64(n)
	*m.left -= int64(n)
	if m.n > m.entry.size || *m.left < 0 || m.n > freeRatio && m.n > MaxRatio*m.entry.packed {
		return 0, ErrBomb
	}
	m.crc = crc32.Update(m.crc, crc32.IEEETable, b[:n])
	switch {
	case err == nil:
		return n, nil
	case !errors.Is(err, io.EOF) || m.n != m.entry.size || m.crc != m.entry.crc:
		return n, ErrArchive
	}
	return n, io.EOF
}
