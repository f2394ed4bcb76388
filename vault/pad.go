package vault

import (
	"bytes"
	"encoding/binary"
)

// zeros is compared with padding.
var zeros [4096]byte

// rowSize is the padded size of n bytes of an event or a key ring: 512, then
// steps of 4 KiB.
func rowSize(n int) int {
	if n+4 <= 512 {
		return 512
	}
	return stepSize(n, 4096)
}

// stepSize is the padded size of n bytes in steps.
func stepSize(n, step int) int { return (n + 4 + step - 1) / step * step }

// pad puts the length of plain in front of it and zeros behind.
func pad(plain []byte, size int) []byte {
	out := make([]byte, size)
	binary.BigEndian.PutUint32(out, uint32(len(plain)))
	copy(out[4:], plain)
	return out
}

// unpad returns what pad was given. It refuses a length that does not fit and
// padding that is not zero.
func unpad(padded []byte) ([]byte, error) {
	if len(padded) < 4 {
		return nil, ErrDamaged
	}
	n, rest := int64(binary.BigEndian.Uint32(padded)), padded[4:]
	if n > int64(len(rest)) {
		return nil, ErrDamaged
	}
	for tail := rest[n:]; len(tail) > 0; {
		k := min(len(tail), len(zeros))
		if !bytes.Equal(tail[:k], zeros[:k]) {
			return nil, ErrDamaged
		}
		tail = tail[k:]
	}
	return rest[:n], nil
}
