package records

import (
	"bytes"
	"io"
)

// unlisted turns a list that has a line for each item into lines: brackets and
// commas at the ends of lines become blanks. So a damaged item is one damaged
// line.
type unlisted struct {
	r     io.Reader
	begun bool
	held  byte // a comma or bracket that may end its line; 0 for none
	start bool // nothing but blanks stands on the line so far
}

// lined says whether a text is a list with a line for each item, going by its
// first.
func lined(head []byte) bool {
	head = bytes.TrimPrefix(bytes.TrimPrefix(head, []byte("[")), []byte("\r"))
	if !bytes.HasPrefix(head, []byte("\n{")) {
		return false
	}
	line, _, ok := bytes.Cut(head[1:], []byte{'\n'})
	line = bytes.TrimRight(line, "\r,")
	return ok && bytes.HasSuffix(line, []byte("}"))
}

// Read needs room for two bytes to go on.
func (u *unlisted) Read(b []byte) (int, error) {
	if len(b) < 2 {
		return 0, io.ErrShortBuffer
	}
	for range 100 {
		at := 0
		if u.held != 0 {
			at = 1
		}
		n, err := u.r.Read(b[at:])
		if out := u.blank(b, at, n, err != nil); out > 0 || err != nil {
			return out, err
		}
	}
	return 0, io.ErrNoProgress
}

// blank goes through n bytes that were read behind at.
func (u *unlisted) blank(b []byte, at, n int, end bool) (out int) {
	for _, c := range b[at : at+n] {
		if u.held != 0 && c != '\r' {
			b[out] = u.held
			if c == '\n' {
				b[out] = ' '
			}
			out++
			u.held = 0
		}
		if u.ends(c) {
			u.held = c
			continue
		}
		b[out] = c
		out++
	}
	if end && u.held != 0 { // the bracket that ends the list, or a torn comma
		b[out] = ' '
		out++
		u.held = 0
	}
	return out
}

// ends says whether a byte may be one that ends its line.
func (u *unlisted) ends(c byte) bool {
	first := !u.begun || u.start
	switch c {
	case '\n':
		u.start = true
	case ' ', '\t', '\r':
	default:
		u.start = false
	}
	u.begun = true
	return c == ',' || first && (c == '[' || c == ']')
}
