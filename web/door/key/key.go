// Package key is what a browser or a shell holds, as text. It promises that a
// token's age can be read from it and not be changed. It refuses what is not
// exactly what it writes.
package key

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"time"

	"ebb"
	"ebb/vault"
)

// Key is what a browser or a shell holds: a token, and for a draft whose token
// has been renewed the person it belongs to.
type Key struct {
	Token  vault.Token
	Person ebb.ID // zero: the token says who, by vault.DraftPerson or a session
}

var errKey = errors.New("key: not a key")

// Bytes reads base64url as ebb writes it: one way only. The decoder alone passes
// over line ends.
func Bytes(s string) ([]byte, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || strings.ContainsAny(s, "\r\n") {
		return nil, errKey
	}
	return b, nil
}

// Parse reads what String writes.
func Parse(s string) (*Key, error) {
	b, err := Bytes(s)
	if err != nil {
		return nil, err
	}
	k := &Key{}
	switch len(b) {
	case len(k.Token):
	case len(k.Token) + len(k.Person):
		copy(k.Person[:], b[len(k.Token):])
	default:
		return nil, errKey
	}
	copy(k.Token[:], b)
	if k.String() != s { // nobody is called zero
		return nil, errKey
	}
	return k, nil
}

func (k *Key) String() string {
	b := k.Token[:]
	if k.Person != (ebb.ID{}) {
		b = append(b[:len(b):len(b)], k.Person[:]...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// NewToken is a random token that begins with the time it was made: six bytes
// that nobody can change without losing what the token opens, and 208 random
// bits.
func NewToken(now time.Time) vault.Token {
	t := vault.NewToken()
	var at [8]byte
	binary.BigEndian.PutUint64(at[:], uint64(now.Unix()))
	copy(t[:6], at[2:])
	return t
}

// MadeAt is when a token was made.
func MadeAt(t vault.Token) time.Time {
	var at [8]byte
	copy(at[2:], t[:6])
	return time.Unix(int64(binary.BigEndian.Uint64(at[:])), 0)
}
