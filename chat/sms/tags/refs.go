package tags

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// Resolve replaces the references in an attribute's value, where it lies, and
// leaves out what no text may hold. Two halves of a character become the
// character, a lone half U+FFFD. References that do not exist stay as they
// are. Line ends become blanks as XML wants, and two that belong together one.
func Resolve(b []byte) []byte {
	if plain(b) {
		return b
	}
	out := b[:0]
	half := rune(0) // one that waits for the other
	for len(b) > 0 {
		c, n := reference(b)
		if n == 0 {
			c, n = rune(b[0]), 1
			if c >= utf8.RuneSelf { // as it is, valid or not
				out, half = whole(out, half), 0
				out = append(out, b[0])
				b = b[1:]
				continue
			}
			if c == '\r' || c == '\n' || c == '\t' {
				n += crlf(b)
				c = ' '
			}
		}
		b = b[n:]
		if half != 0 && 0xdc00 <= c && c < 0xe000 {
			c, half = utf16.DecodeRune(half, c), 0
		}
		out, half = whole(out, half), 0
		switch {
		case 0xd800 <= c && c < 0xdc00:
			half = c
		case c == '\n' && len(out) > 0 && out[len(out)-1] == '\r':
			out[len(out)-1] = '\n'
		case allowed(c):
			out = utf8.AppendRune(out, c)
		}
	}
	return whole(out, half)
}

// whole puts down a half that the other did not follow.
func whole(out []byte, half rune) []byte {
	if half != 0 {
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	return out
}

// plain says whether there is nothing to do.
func plain(b []byte) bool {
	for _, c := range b {
		if c == '&' || c < ' ' {
			return false
		}
	}
	return true
}

func crlf(b []byte) int {
	if len(b) > 1 && b[0] == '\r' && b[1] == '\n' {
		return 1
	}
	return 0
}

// allowed says whether XML knows a character. Halves are made good by AppendRune.
func allowed(c rune) bool {
	return c >= ' ' && c != 0xfffe && c != 0xffff && c <= utf8.MaxRune || c == '\t' || c == '\n' || c == '\r'
}

const longest = 12 // bytes of a reference

// reference reads the one that b begins with; n is 0 where there is none.
func reference(b []byte) (c rune, n int) {
	if b[0] != '&' {
		return 0, 0
	}
	end := bytes.IndexByte(b[:min(len(b), longest)], ';')
	if end < 2 {
		return 0, 0
	}
	name := b[1:end]
	if name[0] == '#' {
		c, ok := number(name[1:])
		if !ok {
			return 0, 0
		}
		return c, end + 1
	}
	if c = named[string(name)]; c == 0 {
		return 0, 0
	}
	return c, end + 1
}

var named = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"', "apos": '\''}

// number reads the number of a reference, in tens or with an x in sixteens.
func number(b []byte) (c rune, ok bool) {
	base := rune(10)
	if len(b) > 0 && b[0]|0x20 == 'x' {
		base, b = 16, b[1:]
	}
	for _, d := range b {
		v := rune(d) - '0'
		if letter := d | 0x20; base == 16 && letter >= 'a' {
			v = rune(letter) - 'a' + 10
		} else if d > '9' {
			return 0, false
		}
		if v < 0 || v >= base {
			return 0, false
		}
		if c = c*base + v; c > utf8.MaxRune {
			c = utf8.MaxRune + 1
		}
	}
	return c, len(b) > 0
}
