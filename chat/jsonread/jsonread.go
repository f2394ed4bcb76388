// Package jsonread pulls values out of the JSON that messengers export, which
// is not always JSON: it takes escapes that do not exist (`\x1F`), ids without
// quotes, control characters and lone surrogates, and it goes on behind a
// damaged item or line.
//
// It promises bounded memory whatever the file holds, no allocation for a
// value, no item given twice, and that an error of the reader it reads from
// is never taken for the end. It refuses nesting deeper than MaxDepth, and
// builds no tree.
package jsonread

import (
	"errors"
	"io"
)

// What stops a Reader, besides an error of the reader it reads from.
var (
	// ErrTorn is a text that breaks off, or that cannot be read on.
	ErrTorn = errors.New("the text breaks off, or cannot be read on")
	// ErrDepth is a text whose values lie deeper in each other than MaxDepth.
	ErrDepth = errors.New("values nested too deep")
)

// MaxDepth is how deep objects and arrays may lie in each other.
const MaxDepth = 64

// MaxText is how much of a string Text gives; the rest is skipped.
const MaxText = 1 << 20

// Reader reads one value after the other. Its methods do nothing after an
// error, which Err gives.
type Reader struct {
	in       io.Reader
	buf      []byte
	at, to   int
	end      error // what the reader said last; io.EOF at the end
	dry      bool  // more was wanted than there is
	base     int64 // bytes before the buffer
	lines    int   // line ends before the buffer
	mark     int64 // where the item begins that may have to be read again; -1 for none
	floor    int64 // what lies before is done with
	depth    int
	kinds    uint64 // one bit for each level: an object
	err      error
	name     []byte // a copy of a key, where the buffer had to move
	text     []byte // a string that had to be put together
	overlong int
	again    int64 // bytes read twice so far
}

const (
	bufferSize = 256 << 10
	whole      = 128 << 10 // a token up to this size is looked at in the buffer
	lookBack   = 64 << 10  // how far back reading can begin again
	lastBytes  = 256       // what is kept before the place of reading
	maxAgain   = 64 << 20  // bytes that are read twice, at most, for all damage
)

// New reads from r, which is UTF-8 without a mark.
func New(r io.Reader) *Reader {
	size := bufferSize
	if known, ok := r.(interface{ Len() int }); ok { // all of a short text fits, with room to see its end
		size = min(size, known.Len()+64)
	}
	return &Reader{in: r, buf: make([]byte, size), mark: -1}
}

// Err is what stopped the reading; nil where nothing has.
func (r *Reader) Err() error { return r.err }

// Stop ends the reading with an error of the caller's, which no recovery
// passes over.
func (r *Reader) Stop(err error) {
	if r.err == nil || r.passable() {
		r.err = err
	}
}

// passable says whether reading may go on behind what is wrong.
func (r *Reader) passable() bool {
	return r.again <= maxAgain && (errors.Is(r.err, ErrTorn) || errors.Is(r.err, ErrDepth))
}

// Line is the number of the line that is being read, from 1.
func (r *Reader) Line() int { return r.lines + countLines(r.buf[:r.at]) + 1 }

// Offset is how many bytes lie before the next one.
func (r *Reader) Offset() int64 { return r.base + int64(r.at) }

// Overlong says how many strings were cut at MaxText.
func (r *Reader) Overlong() int { return r.overlong }

// Kind is the first byte of the next value, '0' for anything that is no
// object, array, string, or word that begins with t, f or n; 0 at the end,
// after an error, and where no value follows.
func (r *Reader) Kind() byte {
	switch c := r.peek(); c {
	case 0, '{', '[', '"', 't', 'f', 'n':
		return c
	case '}', ']', ',', ':':
		return 0
	}
	return '0'
}

// Object reads an object and calls field for each of its keys, which stay
// valid until the value is read. A value that field leaves unread is skipped,
// and so is, without a call, anything that is no object.
func (r *Reader) Object(field func(key []byte) error) error {
	if !r.enter('{') {
		return r.err
	}
	for first := true; r.more('}', first); first = false {
		key := r.key()
		if r.err != nil {
			return r.err
		}
		start := r.Offset()
		if err := field(key); err != nil {
			return err
		}
		r.leave(start)
	}
	return r.err
}

// Array reads an array and calls item for each of its values. A value that
// item leaves unread is skipped, and so is, without a call, anything that is
// no array.
func (r *Reader) Array(item func() error) error {
	if !r.enter('[') {
		return r.err
	}
	for first := true; r.more(']', first); first = false {
		start := r.Offset()
		if err := item(); err != nil {
			return err
		}
		r.leave(start)
	}
	return r.err
}

// enter begins an object or an array; false where there is none, which is
// then skipped, or after an error.
func (r *Reader) enter(kind byte) bool {
	if r.peek() != kind {
		r.Skip()
		return false
	}
	return r.open(kind)
}

// more says whether another member follows, and passes the comma before it.
// One comma too many at the end is let pass.
func (r *Reader) more(end byte, first bool) bool {
	c := r.peek()
	if c == ',' && !first {
		r.at++
		c = r.peek()
	} else if c != end && !first {
		c = 0
	}
	switch {
	case r.err != nil:
	case c == end:
		r.close(end)
	case c == 0:
		r.broken()
	default:
		return true
	}
	return false
}

// leave skips a value that nobody has read since start.
func (r *Reader) leave(start int64) {
	if r.err == nil && r.Offset() == start {
		r.Skip()
	}
}
