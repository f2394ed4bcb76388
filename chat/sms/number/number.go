// Package number tells which telephone numbers are one person's. A phone
// writes the same number in several ways: +44 7911 123456 as it came over the
// air, 07911 123456 as it was typed.
//
// How it decides: a number without its country, or without the zero in front
// that is dialled only at home, is the end of the whole number. So two numbers
// are one person's when one ends the other. Their last nine digits are the
// key that they share; nine are enough to tell people apart, and few enough
// that no country's way of dialling is among them. Where two whole numbers of
// one list share nine digits all the same, as two American area codes can,
// each has all its digits for a key, and a number that may be either is
// neither. Numbers of fewer than seven digits are services: they are one only
// when they are equal, and so are names and addresses with letters.
//
// It promises the same key for the same person in another file, but where two
// whole numbers clash. It refuses to guess a country.
package number

import (
	"slices"
	"strings"
	"unicode"
)

const (
	shared  = 9 // digits of a key
	fewest  = 7 // digits of a number that can be written in several ways
	longest = 15
)

// Number is a number as it was written.
type Number struct {
	country string // its calling code; "" where it is not said
	rest    string // its other digits, without zeros in front
	plain   string // what is no telephone number, or a service's
}

// Parse reads a number. What is none is kept as it is, but for case.
func Parse(raw string) Number {
	raw = strings.TrimSpace(raw)
	all, abroad, ok := digitsOf(raw)
	switch {
	case !ok || len(all) > longest+2:
		return Number{plain: strings.ToLower(raw)}
	case len(all) < fewest:
		return Number{plain: all}
	}
	digits := all
	if !abroad {
		digits, abroad = strings.CutPrefix(all, "00")
	}
	var n Number
	if abroad {
		n.country, digits = split(digits)
	}
	if n.rest = strings.TrimLeft(digits, "0"); len(n.rest) < fewest-1 {
		return Number{plain: all}
	}
	return n
}

// digitsOf gives the digits and whether a plus is in front, and false where
// there is anything else but what people put between digits.
func digitsOf(raw string) (digits string, plus, ok bool) {
	out := make([]byte, 0, len(raw))
	for _, c := range raw {
		switch {
		case '0' <= c && c <= '9':
			out = append(out, byte(c))
		case c == '+' && len(out) == 0:
			plus = true
		case unicode.Is(unicode.Cf, c), unicode.Is(unicode.Zs, c), strings.ContainsRune("-./()\u2011", c):
		default:
			return "", false, false
		}
	}
	return string(out), plus, len(out) > 0
}

// split parts a calling code from the rest. Codes have one digit, the two
// digits listed here, or three: ITU-T E.164.
func split(digits string) (code, rest string) {
	n := 3
	switch {
	case digits == "" || digits[0] == '1' || digits[0] == '7':
		n = min(1, len(digits))
	case len(digits) > 2 && strings.Contains(twoDigits, digits[:2]+" "):
		n = 2
	}
	n = min(n, len(digits))
	return digits[:n], digits[n:]
}

const twoDigits = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "

// key is what all ways of writing one number share.
func (n Number) key() string {
	if n.rest == "" {
		return n.plain
	}
	return n.rest[max(0, len(n.rest)-shared):]
}

// whole is a number with all that was written of it.
func (n Number) whole() string {
	if n.country == "" {
		return n.rest
	}
	return "+" + n.country + n.rest
}

// one says whether two numbers of one key can be one person's.
func (n Number) one(m Number) bool {
	if n.country != "" && m.country != "" {
		return n.country == m.country && n.rest == m.rest
	}
	a, b := n.country+n.rest, m.country+m.rest
	return strings.HasSuffix(a, m.rest) || strings.HasSuffix(b, n.rest)
}

// Keys gives each number of a list the key of its person.
func Keys(list []Number) []string {
	byKey := map[string][]Number{}
	for _, n := range list {
		k := n.key()
		if !slices.Contains(byKey[k], n) {
			byKey[k] = append(byKey[k], n)
		}
	}
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.among(byKey[n.key()])
	}
	return out
}

// among gives a number's key among all that share nine digits with it.
func (n Number) among(all []Number) string {
	clash := false
	for i, a := range all {
		clash = clash || slices.ContainsFunc(all[i+1:], func(b Number) bool { return !a.one(b) })
	}
	if !clash {
		return n.key()
	}
	if n.country != "" {
		return n.whole()
	}
	var like []Number
	for _, m := range all {
		if m.country != "" && n.one(m) {
			like = append(like, m)
		}
	}
	if len(like) == 1 {
		return like[0].whole()
	}
	return n.whole()
}
