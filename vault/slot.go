package vault

import (
	"ebb/internal/tuple"
	"ebb/vault/seal"
)

func sealSlot(o Owner, head, kek, aad, plain []byte) []byte {
	return seal.Slot(o.salt(), head, kek, aad, plain)
}

func openSlot(o Owner, kek, aad, box []byte) ([]byte, error) {
	return seal.Open(o.salt(), kek, aad, box)
}

// ringOf opens a slot whose whole content is the ring.
func ringOf(o Owner, version uint64, kek, aad, box []byte) (*Ring, error) {
	plain, err := openSlot(o, kek, aad, box)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	return ReadRing(plain, version)
}

// head checks the first byte and the length of a box.
func checkHead(box []byte, size int) error {
	if len(box) < size || box[0] != version {
		return ErrDamaged
	}
	return nil
}

func number(n int64) []byte { return tuple.Uint64(uint64(n)) }
