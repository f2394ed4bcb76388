package vault

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"ebb/internal/tuple"
)

// ErrMistyped is ErrWrong for a recovery code that nobody was ever given: a
// letter is off, or something is missing.
var ErrMistyped = fmt.Errorf("vault: not a recovery code: %w", ErrWrong)

// crockford leaves out I, L, O and U, which are misread.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	codeBytes = 20 // 160 bits
	codeChars = 32
	sumChars  = 4
)

// NewRecovery returns a fresh recovery code: 160 bits in eight groups of four
// letters, and a ninth that catches a slip of the pen.
func NewRecovery() string {
	var code [codeBytes]byte
	rand.Read(code[:])
	return writeRecovery(code)
}

func writeRecovery(code [codeBytes]byte) string {
	s := crockford.EncodeToString(code[:]) + codeSum(code)
	var groups []string
	for ; s != ""; s = s[4:] {
		groups = append(groups, s[:4])
	}
	return strings.Join(groups, "-")
}

// codeSum is the ninth group: the first 20 bits of a hash.
func codeSum(code [codeBytes]byte) string {
	h := sha256.Sum256(tuple.Of("ebb/v1/recovery/check", code[:]))
	return crockford.EncodeToString(h[:])[:sumChars]
}

// readRecovery reads a code the way people write: any case, any blanks and
// dashes, O for 0, I or L for 1.
func readRecovery(s string) ([codeBytes]byte, error) {
	if len(s) > 1024 {
		return [codeBytes]byte{}, ErrMistyped
	}
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\u00a0', '.', '_':
			return -1
		case 'o', 'O':
			return '0'
		case 'i', 'I', 'l', 'L':
			return '1'
		}
		return r
	}, s)
	s = strings.ToUpper(s)
	if len(s) != codeChars+sumChars {
		return [codeBytes]byte{}, ErrMistyped
	}
	b, err := crockford.DecodeString(s[:codeChars])
	if err != nil || codeSum([codeBytes]byte(b)) != s[codeChars:] {
		return [codeBytes]byte{}, ErrMistyped
	}
	return [codeBytes]byte(b), nil
}

// recoveryHead is version and slot id.
const recoveryHead = 1 + 16

func recoveryKey(o Owner, code [codeBytes]byte, slot []byte) []byte {
	defer clear(code[:])
	return derive(code[:], slot, "ebb/v1/recovery/kek", o.Person[:])
}

// SealRecovery seals r for the holder of code. 160 random bits need no slow
// hash.
func SealRecovery(o Owner, r *Ring, code string) ([]byte, error) {
	c, err := readRecovery(code)
	if err != nil {
		return nil, err
	}
	head := make([]byte, recoveryHead)
	head[0] = version
	slot := head[1:]
	rand.Read(slot)
	aad := o.aad("ebb/v1/slot/recovery", tuple.Uint64(r.Version), slot)
	return sealSlot(o, head, recoveryKey(o, c, slot), aad, r.encode()), nil
}

// OpenRecovery opens a recovery slot: ErrMistyped for what cannot be a code,
// ErrWrong for another one.
func OpenRecovery(o Owner, version uint64, code string, box []byte) (*Ring, error) {
	c, err := readRecovery(code)
	if err != nil {
		return nil, err
	}
	if err := checkHead(box, recoveryHead); err != nil {
		return nil, err
	}
	slot := box[1:recoveryHead]
	aad := o.aad("ebb/v1/slot/recovery", tuple.Uint64(version), slot)
	return ringOf(o, version, recoveryKey(o, c, slot), aad, box[recoveryHead:])
}
