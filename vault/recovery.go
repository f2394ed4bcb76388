package vault

import (
	"crypto/rand"
	"fmt"

	"ebb/internal/tuple"
	"ebb/vault/code"
)

// ErrMistyped is ErrWrong for a recovery code that nobody was ever given: a
// letter is off, or something is missing.
var ErrMistyped = fmt.Errorf("vault: not a recovery code: %w", ErrWrong)

// NewRecovery returns a fresh recovery code: 160 bits as fifteen words.
func NewRecovery() string { return code.New() }

// recoveryHead is version and slot id.
const recoveryHead = 1 + 16

func recoveryKey(o Owner, c [code.Size]byte, slot []byte) []byte {
	defer clear(c[:])
	return derive(c[:], slot, "ebb/v1/recovery/kek", o.Person[:])
}

// SealRecovery seals r for the holder of a code. 160 random bits need no slow
// hash.
func SealRecovery(o Owner, r *Ring, text string) ([]byte, error) {
	c, err := code.Read(text)
	if err != nil {
		return nil, ErrMistyped
	}
	head := make([]byte, recoveryHead)
	head[0] = version
	slot := head[1:]
	rand.Read(slot)
	aad := o.aad("ebb/v1/slot/recovery", tuple.Uint64(r.Version), slot)
	return sealSlot(o, head, recoveryKey(o, c, slot), aad, r.Encode()), nil
}

// OpenRecovery opens a recovery slot: ErrMistyped for what cannot be a code,
// ErrWrong for another one.
func OpenRecovery(o Owner, version uint64, text string, box []byte) (*Ring, error) {
	c, err := code.Read(text)
	if err != nil {
		return nil, ErrMistyped
	}
	if err := checkHead(box, recoveryHead); err != nil {
		return nil, err
	}
	slot := box[1:recoveryHead]
	aad := o.aad("ebb/v1/slot/recovery", tuple.Uint64(version), slot)
	return ringOf(o, version, recoveryKey(o, c, slot), aad, box[recoveryHead:])
}
