package meta

import (
	"unicode/utf8"
)

// repairer puts right what Meta's downloads do to every character beyond
// ASCII: its bytes are written as if each were a character of its own. It
// changes a text only where that is certain: no character in it is beyond
// U+00FF, one is beyond ASCII, and the bytes they stand for are a text.
type repairer struct{ buf []byte }

// text gives b as it was meant, until the next call.
func (r *repairer) text(b []byte) []byte {
	if ascii(b) {
		return b
	}
	out := r.buf[:0]
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c >= 0x80 {
			// U+0080 to U+00FF are two bytes, the first of them 0xc2 or 0xc3.
			if c&^1 != 0xc2 || i+1 == len(b) {
				return b
			}
			i++
			c = c<<6 | b[i]&0x3f
		}
		out = append(out, c)
	}
	r.buf = out
	if len(b) >= cutAt {
		out = whole(out)
	}
	if !utf8.Valid(out) {
		return b
	}
	return out
}

// cutAt is from where on a text may have been cut behind any of its bytes.
const cutAt = 1<<20 - utf8.UTFMax

// whole drops the last character where it is not all there.
func whole(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if tail := b[len(b)-i:]; utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) {
			return b[:len(b)-i]
		}
	}
	return b
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
