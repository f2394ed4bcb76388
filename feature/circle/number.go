package circle

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// zeros begin the digits that people write numbers with: ours, Arabic, Persian,
// Devanagari and wide ones.
var zeros = []rune{'0', '٠', '۰', '०', '０'}

// The fewest and the most digits of a number, and the most signs it is written
// with.
const (
	fewest  = 3
	digits  = 20
	written = 60
)

// tidy drops the invisible signs that a number copied out of an address book
// brings along.
func tidy(number string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Cf, c) {
			return -1
		}
		return c
	}, number)
}

// dial is what a written number dials: digits, with a plus in front where one
// was written. The (0) of "+49 (0)30" is for callers from inside and is left
// out.
func dial(number string) (string, bool) {
	var b strings.Builder
	if utf8.RuneCountInString(number) > written {
		return "", false
	}
	if strings.HasPrefix(number, "+") {
		number = strings.Replace(number, "(0)", "", 1)
	}
	for i, c := range number {
		d, is := digit(c)
		switch {
		case is:
			b.WriteByte(d)
		case c == '+' && i == 0:
			b.WriteByte('+')
		case !unicode.IsSpace(c) && !strings.ContainsRune("()[]-–‑./", c):
			return "", false
		}
	}
	n := len(strings.TrimPrefix(b.String(), "+"))
	return b.String(), n >= fewest && n <= digits
}

func digit(c rune) (byte, bool) {
	for _, zero := range zeros {
		if c >= zero && c <= zero+9 {
			return byte('0' + c - zero), true
		}
	}
	return 0, false
}
