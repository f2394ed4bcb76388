package jsonread

import (
	"bytes"
	"errors"
	"io"
)

// peek passes white space and gives the byte behind it; 0 at the end and
// after an error.
func (r *Reader) peek() byte {
	if r.err != nil {
		return 0
	}
	for {
		for r.at < r.to {
			c := r.buf[r.at]
			if c > ' ' {
				return c
			}
			if !space(c) {
				r.broken()
				return 0
			}
			r.at++
		}
		if !r.fill() {
			return 0
		}
	}
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// fill reads on; false at the end or after an error, which it notes.
func (r *Reader) fill() bool {
	if r.read() {
		return true
	}
	r.dry = true
	if r.err == nil && !errors.Is(r.end, io.EOF) {
		r.err = r.end
	}
	return false
}

// read makes room and reads on. What lies between the mark and the place of
// reading is kept, as far as lookBack goes, and always enough for a key.
func (r *Reader) read() bool {
	if r.end != nil {
		return false
	}
	keep := r.at - lastBytes
	if r.mark >= 0 {
		keep = min(keep, max(int(max(r.mark, r.floor)-r.base), r.at-lookBack))
	}
	keep = max(0, keep)
	r.lines += countLines(r.buf[:keep])
	copy(r.buf, r.buf[keep:r.to])
	r.base += int64(keep)
	r.at -= keep
	r.to -= keep
	for range 100 {
		n, err := r.in.Read(r.buf[r.to:])
		r.to += n
		r.end = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	r.end = io.ErrNoProgress
	return false
}

func countLines(text []byte) int { return bytes.Count(text, []byte{'\n'}) }

// ensure has n bytes in the buffer, fewer only at the end.
func (r *Reader) ensure(n int) []byte {
	for r.to-r.at < n && r.read() {
	}
	return r.buf[r.at:min(r.to, r.at+n)]
}

// broken notes that what follows is no value.
func (r *Reader) broken() {
	if r.err == nil {
		r.err = ErrTorn
	}
}

// open goes into an object or an array.
func (r *Reader) open(kind byte) bool {
	if r.depth == MaxDepth {
		r.err = ErrDepth
		return false
	}
	r.at++
	bit := uint64(1) << r.depth
	r.kinds &^= bit
	if kind == '{' {
		r.kinds |= bit
	}
	r.depth++
	return true
}

// close goes out again, where the bracket fits.
func (r *Reader) close(end byte) {
	r.depth--
	if r.depth < 0 || (r.kinds>>r.depth&1 == 1) != (end == '}') {
		r.depth++
		r.broken()
		return
	}
	r.at++
}

// Skip passes the next value, whatever it is.
func (r *Reader) Skip() {
	switch c := r.peek(); c {
	case '{', '[':
		depth := r.depth
		if r.open(c) {
			r.leaveTo(depth)
		}
	case '"':
		r.skipString()
	case 0, '}', ']', ',', ':':
		r.broken()
	default:
		r.word()
	}
}

// leaveTo passes everything up to the end of the value in which the depth is
// greater than that.
func (r *Reader) leaveTo(depth int) {
	for r.depth > depth && r.err == nil {
		switch c := r.peek(); c {
		case '"':
			r.skipString()
			r.follows()
		case '{', '[':
			r.open(c)
		case '}', ']':
			if r.close(c); r.depth > depth {
				r.follows() // or an open bracket before it swallows other lines
			}
		case ',', ':':
			r.at++
		case 0:
			r.broken()
		default:
			r.word()
			r.follows()
		}
	}
}

// follows checks that a string, or a word, is followed by what may follow one. A string
// whose end is missing swallows up to the next quote, and shows here.
func (r *Reader) follows() {
	switch r.peek() {
	case ',', ':', '}', ']':
	default:
		r.broken()
	}
}

// key reads the key of a member and its colon.
func (r *Reader) key() []byte {
	if r.peek() != '"' {
		r.broken()
		return nil
	}
	key := r.str()
	if r.at+2 < r.to && r.buf[r.at] == ':' && (r.buf[r.at+1] > ' ' || r.buf[r.at+1] == ' ' && r.buf[r.at+2] > ' ') {
		r.at++ // and the value is in the buffer, so the key stays where it is
		if r.buf[r.at] == ' ' {
			r.at++
		}
		return key
	}
	r.name = append(r.name[:0], key[:min(len(key), 1<<10)]...)
	if r.peek() != ':' {
		r.broken()
		return nil
	}
	r.at++
	if r.peek() == 0 {
		r.broken()
	}
	return r.name
}

// skipString passes a string without reading it.
func (r *Reader) skipString() {
	r.at++
	for {
		text := r.buf[r.at:r.to]
		i := next(text, '"')
		odd := escapes(text[:i])
		r.at += i
		switch {
		case i < len(text) && odd:
			r.at++
		case i < len(text):
			r.at++
			return
		default:
			if odd {
				r.at-- // its second half is still to come
			}
			if !r.fill() {
				r.broken()
				return
			}
		}
	}
}

// escapes says whether a text ends with the first half of an escape.
func escapes(text []byte) bool {
	n := 0
	for n < len(text) && text[len(text)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// word passes a number, a literal, or an id without quotes, and gives it where
// it is short. Such an id may hold blanks; it ends with its line.
func (r *Reader) word() []byte {
	text, start := r.ensure(1), 0
	for {
		for i := start; i < len(text); i++ {
			switch text[i] {
			case ',', '}', ']', '\n', '\r':
				r.at += i
				return text[:i]
			case '"', '{', '[', ':', 0:
				r.at += i
				r.broken()
				return nil
			}
		}
		if len(text) >= whole {
			r.at += len(text)
			start = 0
		} else {
			start = len(text)
		}
		grown := r.ensure(start + 1)
		if len(grown) == start {
			r.at += start
			if r.depth > 0 && !r.fill() {
				r.broken()
			}
			return text
		}
		text = r.buf[r.at:min(r.to, r.at+whole)]
	}
}
