package seal

import (
	"bytes"
	"encoding/binary"
)

// zeros is compared with padding.
var zeros [4096]byte

// RowSize is the padded size of n bytes of an event or a key ring: 512, then
// steps of 4 KiB.
func RowSize(n int) int {
	if n+4 <= 512 {
		return 512
	}
	return StepSize(n, 4096)
}

// StepSize is the padded size of n bytes in steps.
func StepSize(n, step int) int { return (n + 4 + step - 1) / step * step }

// Pad puts the length of plain in front of it and zeros behind.
func Pad(plain []byte, size int) []byte {
	out := make([]byte, size)
	binary.BigEndian.PutUint32(out, uint32(len(plain)))
	copy(out[4:], plain)
	return out
}

// Unpad returns what Pad was given. It refuses a length that does not fit and
// padding that is not zero.
func Unpad(padded []byte) ([]byte, error) {
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
