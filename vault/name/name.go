// Package name is what people on one host are found by: sign-in names, and the
// mark of a browser that belongs to somebody.
//
// It promises that a name stands nowhere: what is kept of it is a MAC under a
// secret of the host, and whoever has only the database can test no guess. It
// promises that two ways of writing one name are one name. Losing the secret
// loses names and marks, and no journal. It refuses to prove anybody: a name
// says whose slot to try, and a mark says whose inbox may be added to.
package name

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"ebb"
	"ebb/internal/tuple"
	"ebb/vault"
)

// Bounds of a name: characters, and bytes as they were typed.
const (
	most    = 64
	atInput = 1024
)

// Clean makes every way of writing a name one: small letters, single spaces,
// compatible forms. Nothing is left of what is no name.
func Clean(typed string) string {
	if len(typed) > atInput || !utf8.ValidString(typed) {
		return ""
	}
	s := norm.NFKC.String(strings.Map(cherokee, cases.Fold().String(norm.NFKC.String(typed))))
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > most || strings.ContainsFunc(s, unseen) {
		return ""
	}
	return s
}

// cherokee folds the one script whose capitals are its folded form: x/text turns
// them round and round.
func cherokee(r rune) rune {
	switch {
	case 0xab70 <= r && r <= 0xabbf:
		return r - 0xab70 + 0x13a0
	case 0x13f8 <= r && r <= 0x13fd:
		return r - 8
	}
	return r
}

// unseen finds what somebody could hide in a name.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || r == utf8.RuneError
}

// Check refuses a name that nobody can use.
func Check(typed string) error {
	if Clean(typed) == "" {
		return ebb.Bad("web.name.bad", "max", most)
	}
	return nil
}

// Lookup is what a name is kept as.
func Lookup(secret [32]byte, install ebb.ID, typed string) [32]byte {
	return mac(secret, "ebb/v1/name", install[:], []byte(Clean(typed)))
}

// Named is kept beside the name of a person: it says that there is one.
func Named(secret [32]byte, install, person ebb.ID) [32]byte {
	return mac(secret, "ebb/v1/named", install[:], person[:])
}

// tail is as long as what a passphrase slot has behind its head at the least: a
// commitment, a nonce and a tag. That of a decoy is nobody's.
const tail = 32 + 12 + 16

// Decoy makes slots that nothing opens, for a name that nobody has: a try costs
// what every other one does.
func Decoy(secret [32]byte, install ebb.ID, typed string, c vault.Cost) (pass, recovery []byte) {
	salt := mac(secret, "ebb/v1/decoy", install[:], []byte(Clean(typed)))
	head := append([]byte{1}, salt[:16]...)
	pass = binary.BigEndian.AppendUint32(slices.Clone(head), c.Time)
	pass = binary.BigEndian.AppendUint32(pass, c.Memory)
	pass = append(append(pass, c.Threads), make([]byte, tail)...)
	return pass, append(slices.Clone(head), make([]byte, tail)...)
}

// markSum is how much of the MAC a mark carries.
const markSum = 16

// Mark is what a browser keeps that belongs to a person, opened or not.
func Mark(secret [32]byte, install, person ebb.ID) string {
	sum := mac(secret, "ebb/v1/mark", install[:], person[:])
	return base64.RawURLEncoding.EncodeToString(append(person[:], sum[:markSum]...))
}

// Marked reads a mark; false for one that this host did not make.
func Marked(secret [32]byte, install ebb.ID, mark string) (ebb.ID, bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(mark)
	if err != nil || len(b) != len(ebb.ID{})+markSum {
		return ebb.ID{}, false
	}
	person := ebb.ID(b[:16])
	return person, hmac.Equal([]byte(Mark(secret, install, person)), []byte(mark))
}

func mac(secret [32]byte, label string, parts ...[]byte) [32]byte {
	h := hmac.New(sha256.New, secret[:])
	h.Write(tuple.Of(label, parts...))
	return [32]byte(h.Sum(nil))
}
