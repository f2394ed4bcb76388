package stamp

import (
	"unicode"
	"unicode/utf8"
)

// plain is the front of a line as ASCII where it can be, with the way back.
type plain struct {
	buf  [192]byte
	from [192]uint16
	to   [192]uint16
	n    int
}

// read fills the plain front; false when no front can start with this.
func (p *plain) read(line []byte) bool {
	for i := 0; i < len(line) && p.n < 128 && i < 1024; {
		r, size := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(line[i:])
		}
		if r = simple(r); r >= 0 {
			if p.n == 0 && r != '[' && (r < '0' || r > '9') {
				return false
			}
			p.put(r, i, i+size)
		}
		i += size
	}
	return p.n > 0
}

func (p *plain) put(r rune, from, to int) {
	var b [4]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		p.buf[p.n], p.from[p.n], p.to[p.n] = c, uint16(from), uint16(to)
		p.n++
	}
}

func (p *plain) start(i int) uint16 { return p.from[min(i, p.n-1)] }

func (p *plain) end(i int) uint16 {
	if i == 0 {
		return 0
	}
	return p.to[i-1]
}

// simple makes a character of a front plain; -1 takes it out.
func simple(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case Invisible(r):
		return -1
	case unicode.Is(unicode.Zs, r):
		return ' '
	case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '−':
		return '-'
	case r == '،' || r == '、' || r == '，':
		return ','
	case r == '：':
		return ':'
	case unicode.Is(unicode.Nd, r):
		return digit(r)
	}
	return r
}

// digit gives the ASCII digit of a decimal digit of any script. Unicode keeps
// the ten digits of a script together, so the digit is how many lie below it.
func digit(r rune) rune {
	for _, rng := range unicode.Nd.R16 {
		if r <= rune(rng.Hi) {
			return '0' + (r-rune(rng.Lo))%10
		}
	}
	return r
}

// Invisible says whether a character only steers the direction of text, or
// marks the byte order.
func Invisible(r rune) bool {
	return r == 0x200e || r == 0x200f || r == 0xfeff || r == 0x061c || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
