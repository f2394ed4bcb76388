package chat

import (
	"bytes"
	"errors"
	"io"
	"math/bits"
)

// Lines reads a text line by line in bounded memory. A line holds at most
// MaxLine bytes; what is beyond is skipped and counted, never an error.
type Lines struct {
	r        io.Reader
	buf      []byte
	from, to int
	err      error
	number   int
	overlong int
	line     int // where the line that Next gave begins; -1 where it was cut
	foreign  int // the first byte beyond ASCII from some line before it on
	question int // the first question mark, likewise
}

const linesBuffer = 256 << 10

// NewLines reads from r.
func NewLines(r io.Reader) *Lines {
	return &Lines{r: r, buf: make([]byte, linesBuffer), foreign: -1, question: -1}
}

// Head gives what lies in front, up to 256 KiB, and does not take it. It is
// for the time before the first Next.
func (l *Lines) Head() []byte {
	for l.err == nil && l.to < len(l.buf) {
		l.fill()
	}
	return l.buf[l.from:l.to]
}

// Next gives one line without its end, until the next call; false at the end.
func (l *Lines) Next() ([]byte, bool) {
	searched := 0
	for {
		if i := bytes.IndexByte(l.buf[l.from+searched:l.to], '\n'); i >= 0 {
			line := l.buf[l.from : l.from+searched+i]
			l.line = l.from
			l.from += len(line) + 1
			return l.give(line), true
		}
		searched = l.to - l.from
		if searched >= MaxLine {
			return l.cut(), true
		}
		if l.err != nil {
			line := l.buf[l.from:l.to]
			l.line, l.from = l.from, l.to
			if len(line) == 0 {
				return nil, false
			}
			return l.give(line), true
		}
		l.room()
		l.fill()
	}
}

func (l *Lines) give(line []byte) []byte {
	l.number++
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	if len(line) > MaxLine {
		l.overlong++
		line = line[:MaxLine]
	}
	return line
}

// cut gives the first MaxLine bytes of a line and skips the rest of it.
func (l *Lines) cut() []byte {
	l.number++
	l.overlong++
	l.line, l.foreign, l.question = -1, -1, -1
	line := l.buf[l.from : l.from+MaxLine]
	rest := l.from + MaxLine
	l.from = l.to
	if i := bytes.IndexByte(l.buf[rest:l.to], '\n'); i >= 0 {
		l.from = rest + i + 1
		return line
	}
	line = bytes.Clone(line)
	for l.err == nil {
		l.from, l.to = 0, 0
		l.fill()
		if i := bytes.IndexByte(l.buf[:l.to], '\n'); i >= 0 {
			l.from = i + 1
			break
		}
		l.from = l.to
	}
	return line
}

// room makes place for more of an unfinished line.
func (l *Lines) room() {
	l.foreign, l.question = -1, -1
	if l.from > 0 {
		copy(l.buf, l.buf[l.from:l.to])
		l.to -= l.from
		l.from = 0
	}
	if l.to < len(l.buf) {
		return
	}
	bigger := make([]byte, min(2*len(l.buf), MaxLine+linesBuffer))
	copy(bigger, l.buf[:l.to])
	l.buf = bigger
}

func (l *Lines) fill() {
	for range 100 {
		n, err := l.r.Read(l.buf[l.to:])
		l.to += n
		if err != nil {
			l.err = err
		}
		if n > 0 || err != nil {
			return
		}
	}
	l.err = io.ErrNoProgress
}

// Foreign says whether the line that Next gave last may hold anything but
// ASCII. It looks ahead as far as the buffer goes, past many lines at a time.
func (l *Lines) Foreign() bool {
	if l.foreign < l.line {
		l.foreign = l.line + firstForeign(l.buf[l.line:l.to])
	}
	return l.line < 0 || l.foreign < l.from
}

// Question says whether the line that Next gave last may hold a question mark.
func (l *Lines) Question() bool {
	if l.question < l.line {
		l.question = l.to
		if i := bytes.IndexByte(l.buf[l.line:l.to], '?'); i >= 0 {
			l.question = l.line + i
		}
	}
	return l.line < 0 || l.question < l.from
}

// firstForeign finds the first byte that is not ASCII, or the end.
func firstForeign(text []byte) int {
	const tops = 0x8080808080808080
	at := 0
	for b := text; len(b) >= 32; b = b[32:] {
		if (le.Uint64(b)|le.Uint64(b[8:])|le.Uint64(b[16:])|le.Uint64(b[24:]))&tops != 0 {
			break
		}
		at += 32
	}
	for ; at+8 <= len(text); at += 8 {
		if x := le.Uint64(text[at:]) & tops; x != 0 {
			return at + bits.TrailingZeros64(x)/8
		}
	}
	for at < len(text) && text[at] < 0x80 {
		at++
	}
	return at
}

// Number is the number of the line that Next gave last, from 1.
func (l *Lines) Number() int { return l.number }

// Overlong says how many lines were cut.
func (l *Lines) Overlong() int { return l.overlong }

// Err is what stopped the reading, if that was not the end.
func (l *Lines) Err() error {
	if errors.Is(l.err, io.EOF) {
		return nil
	}
	return l.err
}
