// Package vault opens and seals: events, captures, blobs and the key ring that
// opens them. It is the only package of ebb that touches a key; it stores
// nothing and knows no database.
//
// It promises that nothing it sealed opens in another place: every box is bound
// by associated data to the installation, the person and its position, so that
// a row which is moved, swapped or put back is refused rather than believed. It
// promises that no error of its own holds plaintext or key bytes. doc/format.md
// gives the layout of every object, and testdata/open.py reads them all without
// this package.
//
// It refuses to guess: a box that is not exactly what format.md says is
// ErrDamaged, a secret that does not fit is ErrWrong. And it does not promise
// what a program cannot keep: keys are wiped where they are slices of ours, but
// the memory of a running server is readable to whoever runs it.
package vault

import (
	"crypto/rand"
	"errors"

	"ebb"
	"ebb/internal/tuple"
	"ebb/vault/daily"
	"ebb/vault/seal"
)

// Owner says whose a box is. Everything sealed is bound to both ids.
type Owner struct{ Install, Person ebb.ID }

// Token is what a browser's cookie or a shell holds.
type Token = [32]byte

// NewToken returns a fresh token.
func NewToken() Token {
	var t Token
	rand.Read(t[:]) // never fails, see crypto/rand.Read
	return t
}

// Secrets holds the daily secrets, outside the database.
type Secrets = daily.Secrets

// OpenSecrets uses the folder dir, which it makes where there is none.
func OpenSecrets(dir string) (*Secrets, error) { return daily.Open(dir) }

// MemorySecrets keeps secrets until the process ends.
func MemorySecrets() *Secrets { return daily.Memory() }

// The ways a box stays shut.
var (
	ErrWrong    = seal.ErrWrong
	ErrBusy     = errors.New("vault: too many passphrases are being tried")
	ErrDamaged  = seal.ErrDamaged
	ErrTooLarge = errors.New("vault: too large to seal")
	ErrExpired  = daily.ErrExpired
)

// version is the first byte of every box but a capture, whose first byte is its
// suite.
const version = 1

// What every box is made of.
var (
	derive, gcm                   = seal.Derive, seal.GCM
	pad, unpad, rowSize, stepSize = seal.Pad, seal.Unpad, seal.RowSize, seal.StepSize
)

const overhead = seal.Overhead

func (o Owner) salt() []byte {
	return append(append(make([]byte, 0, 32), o.Install[:]...), o.Person[:]...)
}

// aad is the associated data of an object of o.
func (o Owner) aad(label string, parts ...[]byte) []byte {
	return tuple.Of(label, append([][]byte{o.Install[:], o.Person[:]}, parts...)...)
}
