// Package obvious knows the passphrases that are tried first: one unit again
// and again, runs along the alphabet or a keyboard, a few common words in a
// row. It promises no measure of strength and refuses to demand kinds of
// characters, which only make people write 1 for i.
package obvious

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
)

// Phrase reports whether pass is one of them.
func Phrase(pass string) bool {
	var bare []rune
	for _, r := range strings.ToLower(pass) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			bare = append(bare, r)
		}
	}
	all := []rune(strings.ToLower(pass))
	return repeats(all) || repeats(bare) || len(bare) == 0 && few(all) || covered(string(trimDigits(bare)))
}

// unitMax is the longest unit whose repetition adds nothing: one character
// less than a passphrase must have.
const unitMax = 14

// repeats finds a short unit, again and again.
func repeats(s []rune) bool {
	for unit := 1; unit <= unitMax && unit*2 <= len(s); unit++ {
		if slices.Equal(s[unit:], s[:len(s)-unit]) {
			return true
		}
	}
	return false
}

// few finds fewer than five different characters.
func few(s []rune) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 5
}

// trimDigits takes up to four digits off each end, where people put years.
func trimDigits(s []rune) []rune {
	head, tail := 0, len(s)
	for head < len(s) && head < 4 && unicode.IsDigit(s[head]) {
		head++
	}
	for tail > head && len(s)-tail < 4 && unicode.IsDigit(s[tail-1]) {
		tail--
	}
	return s[head:tail]
}

//go:embed words.txt
var wordList string

// words that alone, or one after the other, make no passphrase; tracks are the
// runs a finger follows, in both directions.
var (
	words  = strings.Fields(wordList)
	tracks = both(
		"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "0123456789012345678901234567890123456789",
		"qwertyuiopqwertyuiop", "asdfghjklasdfghjkl", "zxcvbnmzxcvbnm",
		"qwertzuiopü", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
		"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qawsedrftgyhujikolp", "qazwsxedcrfvtgbyhnujmikolp",
	)
)

func both(tracks ...string) []string {
	for _, t := range slices.Clone(tracks) {
		back := []rune(t)
		slices.Reverse(back)
		tracks = append(tracks, string(back))
	}
	return tracks
}

// mostPieces is how many words and runs in a row are still obvious. A sentence
// of more is not, however common its words.
const mostPieces = 5

// covered reports whether s is nothing but a few words and runs of at least
// four.
func covered(s string) bool {
	fewest := make([]int, len(s)+1) // pieces that reach this far; 0 where none do
	fewest[0] = 1
	reach := func(to, pieces int) {
		if fewest[to] == 0 || pieces < fewest[to] {
			fewest[to] = pieces
		}
	}
	for i := range s {
		if fewest[i] == 0 {
			continue
		}
		for _, w := range words {
			if strings.HasPrefix(s[i:], w) {
				reach(i+len(w), fewest[i]+1)
			}
		}
		for end := i + 4; end <= len(s) && onTrack(s[i:end]); end++ {
			reach(end, fewest[i]+1)
		}
	}
	n := fewest[len(s)]
	return n > 0 && n-1 <= mostPieces
}

func onTrack(s string) bool {
	same := strings.Count(s, s[:1]) == len(s)
	return same || slices.ContainsFunc(tracks, func(t string) bool { return strings.Contains(t, s) })
}
