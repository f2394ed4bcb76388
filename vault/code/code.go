// Package code is how 160 random bits are written for a person: fifteen words
// whose last holds a checksum, as BIP 39 has them, and before that, thirty-two
// letters in groups of four with a ninth group that catches a slip of the pen.
// Both are read for ever; words are what is handed out.
//
// It promises that a slip is told from a code that opens nothing. It refuses to
// know what a code opens.
package code

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"slices"
	"strings"

	"github.com/tyler-smith/go-bip39"

	"ebb/internal/tuple"
)

// Size is how many bytes a code is.
const Size = 20

// Words is how many words it takes.
const Words = 15

// Err is of text that nobody was ever given: a letter is off, or something is
// missing.
var Err = errors.New("code: not a code")

// New returns a fresh code as words.
func New() string {
	var c [Size]byte
	rand.Read(c[:])
	return Write(c)
}

// Write is the words of a code.
func Write(c [Size]byte) string {
	s, err := bip39.NewMnemonic(c[:])
	if err != nil { // 160 bits are one of its sizes
		panic("code: " + err.Error())
	}
	return s
}

// Read reads a code the way people write: words in any case, the first four
// letters of each are enough, with numbers or lines between them; or letters
// with any blanks and dashes, O for 0, I or L for 1.
func Read(s string) ([Size]byte, error) {
	if len(s) > 1024 {
		return [Size]byte{}, Err
	}
	if words := fields(s); len(words) == Words {
		return fromWords(words)
	}
	return fromLetters(s)
}

// fields are the runs of letters.
func fields(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r < 'a' || r > 'z' })
}

// enough is how many letters tell each word of the list from all others.
const enough = 4

func fromWords(words []string) (c [Size]byte, err error) {
	list := bip39.GetWordList() // in order
	for i, w := range words {
		at, _ := slices.BinarySearch(list, w)
		if at == len(list) || list[at] != w && (len(w) < enough || !strings.HasPrefix(list[at], w)) {
			return c, Err
		}
		words[i] = list[at]
	}
	b, err := bip39.EntropyFromMnemonic(strings.Join(words, " "))
	if err != nil || len(b) != Size {
		return c, Err
	}
	return [Size]byte(b), nil
}

// crockford leaves out I, L, O and U, which are misread.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	letters    = 32
	sumLetters = 4
)

// sum is the ninth group: the first 20 bits of a hash.
func sum(c [Size]byte) string {
	h := sha256.Sum256(tuple.Of("ebb/v1/recovery/check", c[:]))
	return crockford.EncodeToString(h[:])[:sumLetters]
}

func fromLetters(s string) ([Size]byte, error) {
	s = strings.ToUpper(strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\u00a0', '.', '_':
			return -1
		case 'o', 'O':
			return '0'
		case 'i', 'I', 'l', 'L':
			return '1'
		}
		return r
	}, s))
	if len(s) != letters+sumLetters {
		return [Size]byte{}, Err
	}
	b, err := crockford.DecodeString(s[:letters])
	if err != nil || sum([Size]byte(b)) != s[letters:] {
		return [Size]byte{}, Err
	}
	return [Size]byte(b), nil
}
