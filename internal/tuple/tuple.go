// Package tuple joins byte strings so that no two different lists give the
// same bytes. Every associated data, key derivation input and chain link of
// ebb is a tuple; doc/format.md shows the layout. It knows nothing else.
package tuple

import "encoding/binary"

// Of returns each part preceded by its length in four bytes, big endian. The
// first part is a fixed label such as "ebb/v1/event".
func Of(label string, parts ...[]byte) []byte {
	n := 4 + len(label)
	for _, p := range parts {
		n += 4 + len(p)
	}
	out := make([]byte, 0, n)
	out = binary.BigEndian.AppendUint32(out, uint32(len(label)))
	out = append(out, label...)
	for _, p := range parts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}

// Uint64 and Uint32 are the encodings of numbers inside a tuple.
func Uint64(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// Uint32 is four bytes, big endian.
func Uint32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
