package vault

import (
	"crypto/subtle"

	"ebb/internal/tuple"
)

// A slot is the ring sealed under one key K, whatever K is made of:
//
//	head ‖ commit ‖ nonce ‖ ciphertext ‖ tag
//
// GCM does not commit to its key, so commit is derived from K and compared
// before anything is opened. It also tells a wrong secret from a damaged slot.
const commitSize = 32

// sealSlot seals plain under kek, which it wipes.
func sealSlot(o Owner, head, kek, aad, plain []byte) []byte {
	defer clear(kek)
	defer clear(plain)
	commit, wrap := split(o, kek)
	defer clear(wrap)
	padded := pad(plain, rowSize(len(plain)))
	defer clear(padded)
	box := append(head, commit...)
	return gcm(wrap).Seal(box, nil, padded, aad)
}

// openSlot opens what follows the head, and wipes kek.
func openSlot(o Owner, kek, aad, box []byte) ([]byte, error) {
	defer clear(kek)
	if len(box) < commitSize+overhead {
		return nil, ErrDamaged
	}
	commit, wrap := split(o, kek)
	defer clear(wrap)
	if subtle.ConstantTimeCompare(commit, box[:commitSize]) != 1 {
		return nil, ErrWrong
	}
	padded, err := gcm(wrap).Open(nil, nil, box[commitSize:], aad)
	if err != nil {
		return nil, ErrDamaged
	}
	return unpad(padded)
}

func split(o Owner, kek []byte) (commit, wrap []byte) {
	salt := o.salt()
	return derive(kek, salt, "ebb/v1/slot/commit"), derive(kek, salt, "ebb/v1/slot/wrap")
}

// ringOf opens a slot whose whole content is the ring.
func ringOf(o Owner, version uint64, kek, aad, box []byte) (*Ring, error) {
	plain, err := openSlot(o, kek, aad, box)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	return readRing(plain, version)
}

// head checks the first byte and the length of a box.
func checkHead(box []byte, size int) error {
	if len(box) < size || box[0] != version {
		return ErrDamaged
	}
	return nil
}

func number(n int64) []byte { return tuple.Uint64(uint64(n)) }
