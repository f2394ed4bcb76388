package line

import (
	"bytes"
	"cmp"
	"slices"

	"ebb/chat/line/phrase"
)

// guesses find the names in an export that parts them from the text with a
// blank, although names hold blanks themselves: what all lines that begin
// with one word have in common is a name, if there are enough of them.
type guesses struct{ byWord map[string]*guess }

type guess struct {
	common []byte
	n      int
}

// enough is how many lines show a name of several words.
const enough = 4

func (g *guesses) see(rest []byte) {
	word, _, ok := bytes.Cut(rest, []byte(" "))
	if !ok || len(word) == 0 || len(word) > phrase.MaxName || phrase.IsNotice(rest) {
		return
	}
	if _, ok := phrase.UnsentBy(rest); ok {
		return
	}
	if g.byWord == nil {
		g.byWord = map[string]*guess{}
	}
	head := rest[:max(bytes.LastIndexByte(rest[:min(len(rest), phrase.MaxName)], ' '), len(word))]
	x := g.byWord[string(word)]
	if x == nil {
		if len(g.byWord) < 4096 {
			g.byWord[string(word)] = &guess{bytes.Clone(head), 1}
		}
		return
	}
	x.n++
	x.common = shared(x.common, head)
}

// shared is what two lines begin with, in whole words.
func shared(a, b []byte) []byte {
	n, whole := 0, 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		if a[n] == ' ' {
			whole = n
		}
		n++
	}
	if (n == len(a) || a[n] == ' ') && (n == len(b) || b[n] == ' ') {
		whole = n
	}
	return a[:whole]
}

// names gives the names of several words, the longest first.
func (g *guesses) names() (all []string) {
	for word, x := range g.byWord {
		if x.n >= enough && len(x.common) > len(word) {
			all = append(all, string(x.common))
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	return all
}

// split parts an author from a text behind a blank.
func (s *findings) split(rest []byte) (author, text []byte, ok bool) {
	for _, n := range s.names {
		if len(rest) > len(n) && rest[len(n)] == ' ' && string(rest[:len(n)]) == n {
			return rest[:len(n)], rest[len(n)+1:], true
		}
	}
	author, text, ok = bytes.Cut(rest, []byte(" "))
	return author, text, ok && len(author) > 0 && len(author) <= phrase.MaxName
}
