package jsonread

import (
	"bytes"
	"strconv"
)

// Int reads a whole number, or a string that is one. A fraction is cut off.
func (r *Reader) Int() (int64, bool) {
	text := r.digits()
	if len(text) == 0 || len(text) > 64 {
		return 0, false
	}
	if bytes.ContainsAny(text, "eE") {
		x, err := strconv.ParseFloat(string(text), 64)
		return int64(x), err == nil && x > -1<<63 && x < 1<<63
	}
	if i := bytes.IndexByte(text, '.'); i >= 0 {
		text = text[:i]
	}
	return whole64(text)
}

// whole64 reads the digits of a number, without an allocation.
func whole64(text []byte) (int64, bool) {
	if len(text) > 18 {
		x, err := strconv.ParseInt(string(text), 10, 64)
		return x, err == nil
	}
	text, minus := bytes.CutPrefix(text, []byte{'-'})
	var x int64
	for _, d := range text {
		if d-'0' > 9 {
			return 0, false
		}
		x = x*10 + int64(d-'0')
	}
	if minus {
		x = -x
	}
	return x, len(text) > 0
}

// Float reads a number, or a string that is one.
func (r *Reader) Float() (float64, bool) {
	text := r.digits()
	if len(text) == 0 || len(text) > 400 {
		return 0, false
	}
	x, err := strconv.ParseFloat(string(text), 64)
	return x, err == nil
}

// digits gives a number as it is written; nil, and the value skipped, where
// there is none.
func (r *Reader) digits() []byte {
	switch c := r.peek(); {
	case c == '"':
		return r.str()
	case c == '-' || c-'0' <= 9:
		return bytes.TrimRight(r.word(), " \t")
	}
	r.Skip()
	return nil
}

// Bool reads a literal: true, or anything else, which is skipped.
func (r *Reader) Bool() bool {
	if r.peek() != 't' {
		r.Skip()
		return false
	}
	return string(bytes.TrimRight(r.word(), " \t")) == "true"
}
