package chat

import (
	"encoding/binary"
	"math/bits"
)

var le = binary.LittleEndian

// Measure counts the characters of a text and says whether it asks something:
// whether it holds a question mark of some script that is no part of an
// address, which is a rough count. It reads eight bytes at a time: characters
// are the bytes that do not go on with one.
func Measure(text []byte) (runes uint32, asks bool) {
	var hit, foreign uint64
	b := text
	for ; len(b) >= 16; b = b[16:] {
		x, y := le.Uint64(b), le.Uint64(b[8:])
		hit |= holds(x, '?') | holds(y, '?')
		foreign |= (x | y) & tops
	}
	if len(b) >= 8 {
		x := le.Uint64(b)
		hit |= holds(x, '?')
		foreign |= x & tops
		b = b[8:]
	}
	if len(b) > 0 {
		x := lastBytes(text, len(b))
		hit |= holds(x, '?')
		foreign |= x & tops
	}
	asks = hit != 0 && Asked(text)
	if foreign != 0 {
		runes, foreign := Foreign(text)
		return runes, asks || foreign
	}
	return uint32(len(text)), asks
}

// Foreign is Measure but for the question mark of ASCII.
func Foreign(line []byte) (runes uint32, asks bool) {
	n, odd := countRunes(line)
	return uint32(n), odd && asksForeign(line)
}

// countRunes counts the bytes that begin a character, and says whether one is
// among them with which the question marks of other scripts begin.
func countRunes(line []byte) (n int, odd bool) {
	n = len(line)
	var lead uint64
	for ; len(line) >= 8; line = line[8:] {
		x := le.Uint64(line)
		if x&tops == 0 {
			continue
		}
		n -= bits.OnesCount64(x >> 7 & (^x >> 6) & ones)
		lead |= holds(x, 0xef) | holds(x, 0xd8) | holds(x, 0xd5) | holds(x, 0xcd) | holds(x, 0xe1)
	}
	for _, c := range line {
		if c&0xc0 == 0x80 {
			n--
		}
		odd = odd || c == 0xef || c == 0xd8 || c == 0xd5 || c == 0xcd || c == 0xe1
	}
	return n, odd || lead != 0
}

// holds is not zero when one of eight bytes is c.
func holds(x uint64, c byte) uint64 {
	x ^= uint64(c) * ones
	return (x - ones) & ^x & tops
}

// Asked looks for a question mark that is no part of an address.
func Asked(line []byte) bool {
	for i, c := range line {
		if c == '?' && (i+1 == len(line) || !wordByte(line[i+1])) {
			return true
		}
	}
	return false
}

func wordByte(c byte) bool {
	return c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '=' || c == '&'
}

// asksForeign looks for the question marks of other scripts: full width,
// Arabic, Armenian, Ethiopic, and the Greek one that looks like a semicolon.
func asksForeign(line []byte) bool {
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case 0x9f:
			if line[i-1] == 0xd8 || line[i-1] == 0xbc && i > 1 && line[i-2] == 0xef {
				return true
			}
		case 0x9e:
			if line[i-1] == 0xd5 {
				return true
			}
		case 0xbe:
			if line[i-1] == 0xcd {
				return true
			}
		case 0xa7:
			if line[i-1] == 0x8d && i > 1 && line[i-2] == 0xe1 {
				return true
			}
		}
	}
	return false
}

// lastBytes gives the last rest bytes, fewer than eight, with zeros above.
func lastBytes(line []byte, rest int) (x uint64) {
	if len(line) >= 8 {
		return le.Uint64(line[len(line)-8:]) >> (8 * (8 - rest))
	}
	for i, c := range line {
		x |= uint64(c) << (8 * i)
	}
	return x
}

const ones, tops = 0x0101010101010101, 0x8080808080808080
