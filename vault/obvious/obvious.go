// Package obvious knows the passphrases that are tried first: one unit again
// and again, runs along the alphabet or a keyboard, a few common words in a
// row. It asks nobody: what it knows lies beside it. It promises no measure of
// strength and refuses to demand kinds of characters, which only make people
// write 1 for i.
//
// words.txt is ours. common.txt is the head of the lists of passwords, names and
// film words in zxcvbn 4.4.2, Copyright (c) 2012-2016 Dan Wheeler and Dropbox,
// Inc., under the MIT licence, whose text is in LICENSE-zxcvbn.
package obvious

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
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
	return repeats(all) || repeats(bare) || len(bare) == 0 && few(all) || covered(string(bare)) || covered(string(trimDigits(bare)))
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

//go:embed common.txt
var commonList string

// words that one after the other make no passphrase, with what each costs whoever
// guesses; tracks are the runs a finger follows, in both directions.
var (
	words  = sync.OnceValue(readWords)
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

// What a piece costs whoever guesses, and how much in a row is still obvious:
// five of our few words and runs, or three of the thousands that people choose. A
// sentence of more is not, however common its words.
const (
	ours   = 2
	chosen = 3
	most   = 10
)

// longestWord is more than any of the words has.
const longestWord = 48

func readWords() map[string]int {
	all := map[string]int{}
	for _, w := range strings.Fields(commonList) {
		all[w] = chosen
	}
	for _, w := range strings.Fields(wordList) {
		all[w] = ours
	}
	return all
}

// covered reports whether s is nothing but a few words and runs of at least
// four.
func covered(s string) bool {
	least := make([]int, len(s)+1) // what it costs to get this far, and one; 0 where nothing does
	least[0] = 1
	reach := func(to, cost int) {
		if cost <= most+1 && (least[to] == 0 || cost < least[to]) {
			least[to] = cost
		}
	}
	known := words()
	for i := range s {
		if least[i] == 0 {
			continue
		}
		for end := i + 1; end <= min(len(s), i+longestWord); end++ {
			if cost := known[s[i:end]]; cost > 0 {
				reach(end, least[i]+cost)
			}
		}
		for end := i + 4; end <= len(s) && onTrack(s[i:end]); end++ {
			reach(end, least[i]+ours)
		}
	}
	return least[len(s)] > 0
}

func onTrack(s string) bool {
	same := strings.Count(s, s[:1]) == len(s)
	return same || slices.ContainsFunc(tracks, func(t string) bool { return strings.Contains(t, s) })
}
