// Package seal is what every box of the vault is made of: keys derived with
// HKDF, AES-256-GCM, padding to few sizes, and the slot, which commits to its
// key.
//
// It promises that a secret which does not fit is told from a box that is
// damaged. It refuses to know whose a box is: that stands in the salt and the
// associated data which it is given.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/subtle"
	"errors"

	"ebb/internal/tuple"
)

// The ways a box stays shut.
var (
	ErrWrong   = errors.New("vault: the secret does not fit")
	ErrDamaged = errors.New("vault: damaged, or from another place")
)

// Overhead is what GCM adds: nonce and tag.
const Overhead = 12 + 16

// Derive is HKDF-SHA-256 with a tuple as info.
func Derive(secret, salt []byte, label string, parts ...[]byte) []byte {
	key, err := hkdf.Key(sha256.New, secret, salt, string(tuple.Of(label, parts...)), 32)
	if err != nil { // only for lengths over 255 hashes
		panic("vault: " + err.Error())
	}
	return key
}

// GCM is AES-256-GCM with a random nonce in front of each ciphertext.
func GCM(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil { // only for other lengths of key
		panic("vault: " + err.Error())
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("vault: " + err.Error())
	}
	return aead
}

// A slot is something sealed under one key K, whatever K is made of:
//
//	head ‖ commit ‖ nonce ‖ ciphertext ‖ tag
//
// GCM does not commit to its key, so commit is derived from K and compared
// before anything is opened. It also tells a wrong secret from a damaged slot.
const commitSize = 32

// Slot seals plain under kek and writes it behind head. It wipes both kek and
// plain.
func Slot(salt, head, kek, aad, plain []byte) []byte {
	defer clear(kek)
	defer clear(plain)
	commit, wrap := split(salt, kek)
	defer clear(wrap)
	padded := Pad(plain, RowSize(len(plain)))
	defer clear(padded)
	return GCM(wrap).Seal(append(head, commit...), nil, padded, aad)
}

// Open opens what follows the head, and wipes kek.
func Open(salt, kek, aad, box []byte) ([]byte, error) {
	defer clear(kek)
	if len(box) < commitSize+Overhead {
		return nil, ErrDamaged
	}
	commit, wrap := split(salt, kek)
	defer clear(wrap)
	if subtle.ConstantTimeCompare(commit, box[:commitSize]) != 1 {
		return nil, ErrWrong
	}
	padded, err := GCM(wrap).Open(nil, nil, box[commitSize:], aad)
	if err != nil {
		return nil, ErrDamaged
	}
	return Unpad(padded)
}

func split(salt, kek []byte) (commit, wrap []byte) {
	return Derive(kek, salt, "ebb/v1/slot/commit"), Derive(kek, salt, "ebb/v1/slot/wrap")
}
