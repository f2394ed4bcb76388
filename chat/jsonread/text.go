package jsonread

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Text reads a string: its text in valid UTF-8, at most MaxText bytes, until
// the next call. It is nil where the next value is no string, which is
// skipped.
func (r *Reader) Text() []byte {
	if r.peek() != '"' {
		r.Skip()
		return nil
	}
	return r.str()
}

// str reads the string that begins here. Most lie in the buffer as they are.
func (r *Reader) str() []byte {
	for {
		text := r.buf[r.at+1 : r.to]
		i := bytes.IndexByte(text, '"')
		switch {
		case i >= 0 && bytes.IndexByte(text[:i], '\\') < 0:
			r.at += i + 2
			return r.valid(text[:i])
		case i >= 0 || len(text) >= whole:
			return r.build()
		case !r.fill():
			r.broken()
			return nil
		}
	}
}

// valid gives a text with U+FFFD for what is no UTF-8.
func (r *Reader) valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	fixed := make([]byte, 0, len(text)+16)
	for len(text) > 0 {
		c, n := utf8.DecodeRune(text)
		fixed = utf8.AppendRune(fixed, c)
		text = text[n:]
	}
	return cut(fixed)
}

// build puts together a string that has escapes or is long.
func (r *Reader) build() []byte {
	r.at++
	r.text = r.text[:0]
	quote := r.Offset() // no quote lies before; none is sought twice
	for r.err == nil {
		text := r.buf[r.at:r.to]
		quote = max(quote, r.Offset())
		quote += int64(next(text[quote-r.Offset():], '"'))
		plain := text[:quote-r.Offset()]
		n := next(plain, '\\')
		r.add(plain[:n])
		r.at += n
		switch {
		case n < len(plain):
			r.escape()
		case n < len(text):
			r.at++
			return r.built()
		case !r.fill():
			r.broken()
		}
	}
	return nil
}

// next is where a byte is, or where the text ends.
func next(text []byte, c byte) int {
	if i := bytes.IndexByte(text, c); i >= 0 {
		return i
	}
	return len(text)
}

func (r *Reader) built() []byte {
	if len(r.text) > MaxText {
		r.overlong++
	}
	return r.valid(cut(r.text))
}

// add keeps a little more than MaxText, so that it is known when to cut.
func (r *Reader) add(text []byte) {
	r.text = append(r.text, text[:min(len(text), max(0, MaxText+utf8.UTFMax-len(r.text)))]...)
}

// cut shortens a text to MaxText, between two characters.
func cut(text []byte) []byte {
	if len(text) <= MaxText {
		return text
	}
	n := MaxText
	for n > MaxText-utf8.UTFMax && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// escape reads what begins with a backslash. One that does not exist stands
// for the character behind it.
func (r *Reader) escape() {
	text := r.ensure(12)
	if len(text) < 2 {
		r.broken()
		return
	}
	c, n := rune(text[1]), 2
	switch c {
	case 'n', 't', 'r', 'b', 'f':
		c = rune("\n\t\r\b\f"[bytes.IndexByte([]byte("ntrbf"), text[1])])
	case 'u':
		c, n = unit(text)
	case 'x':
		if x, ok := hex(text, 2, 4); ok {
			c, n = x, 4
		}
	default:
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRune(text[1:])
			n++
		}
	}
	r.at += n
	var b [utf8.UTFMax]byte
	r.add(b[:utf8.EncodeRune(b[:], c)])
}

// unit reads `\uNNNN`, or two of them that belong together.
func unit(text []byte) (rune, int) {
	c, ok := hex(text, 2, 6)
	if !ok {
		return utf8.RuneError, 2
	}
	if !utf16.IsSurrogate(c) {
		return c, 6
	}
	if low, ok := hex(text, 8, 12); ok && text[6] == '\\' && text[7] == 'u' {
		if pair := utf16.DecodeRune(c, low); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

func hex(text []byte, from, to int) (rune, bool) {
	if len(text) < to {
		return 0, false
	}
	c, err := strconv.ParseUint(string(text[from:to]), 16, 32)
	return rune(c), err == nil
}
