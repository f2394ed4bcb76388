package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// meaning is what a sentence says that Meta wrote in the place of a message.
type meaning uint8

const (
	typed      meaning = iota // a message like any other
	reaction                  // somebody liked something: no message, no notice
	attachment                // something was sent that is no text
	callBegun
	callOver
	callMissed
	taken // a message was taken back
	notice
	vanishing // a notice after which messages disappear
)

// phrase is one such sentence without the one it is about, who stands in front.
type phrase struct {
	words string
	is    meaning
	fit   fit
	alone bool // nobody stands in front
	named bool // somebody does
}

// fit says how much of a sentence a phrase must be.
type fit uint8

const (
	entire fit = iota // but for a full stop
	begins            // something follows
	around            // something stands where "…" is
	emoji             // an emoji or two stand where "…" is
)

// sentences finds the phrases of Meta's own in what a message says. It knows
// the people of one chat, because most of them begin with a name.
type sentences struct {
	subjects map[string][]subject // by first word
}

// subject is one way to speak of somebody: the name, the first name, or a word
// for the one who downloads.
type subject struct {
	words, person string
}

func newSentences() *sentences {
	s := &sentences{subjects: map[string][]subject{}}
	for _, you := range yous {
		s.subjects[you] = []subject{{you, ""}}
	}
	return s
}

const maxPeople = 1000

// meet makes somebody known.
func (s *sentences) meet(person string) {
	if person == "" || len(s.subjects) > maxPeople {
		return
	}
	first, _, more := strings.Cut(person, " ")
	s.subjects[first] = append(s.subjects[first], subject{person, person})
	if more {
		s.subjects[first] = append(s.subjects[first], subject{first, person})
	}
}

// maxSentence is longer than any of Meta's sentences but for a name in it.
const maxSentence = 400

// read says what a text means that is under somebody's name, and whether it
// speaks to its reader as the one who did it.
func (s *sentences) read(text []byte, sender string) (is meaning, you bool) {
	if len(text) == 0 || len(text) > maxSentence {
		return typed, false
	}
	word := firstWord(text)
	if is := match(text, word, false); is != typed {
		return is, false
	}
	for _, who := range s.subjects[string(word)] {
		n := len(who.words)
		if len(text) <= n+1 || text[n] != ' ' || string(text[:n]) != who.words {
			continue
		}
		rest := text[n+1:]
		if is := match(rest, firstWord(rest), true); is != typed && (is.ofCall() || who.person == "" || who.person == sender) {
			return is, who.person == ""
		}
	}
	return typed, false
}

func (m meaning) ofCall() bool { return m == callBegun || m == callOver || m == callMissed }

// names says whether a short sentence begins with the one who sent it and ends
// with a full stop, which is how Meta names an attachment in any language.
func names(text []byte, sender string) bool {
	rest, ok := strings.CutPrefix(string(text[:min(len(text), maxSentence)]), sender+" ")
	return ok && sender != "" && len(rest) < 60 && strings.HasSuffix(rest, ".") && strings.Count(rest, ".") == 1
}

// match looks a sentence up by its first word.
func match(text, word []byte, named bool) meaning {
	list := phrases[string(word)]
	if list == nil {
		if list = phrases[lowerFirst(string(word))]; list == nil {
			return typed
		}
	}
	said := strings.TrimSuffix(strings.TrimRightFunc(lowerFirst(string(text)), unicode.IsSpace), ".")
	for _, p := range list {
		if (p.named && named || p.alone && !named) && p.in(said) {
			return p.is
		}
	}
	return typed
}

func (p phrase) in(said string) bool {
	switch p.fit {
	case begins:
		return len(said) > len(p.words) && strings.HasPrefix(said, p.words)
	case around, emoji:
		front, back, _ := strings.Cut(p.words, "…")
		if len(said) <= len(front)+len(back) || !strings.HasPrefix(said, front) || !strings.HasSuffix(said, back) {
			return false
		}
		within := said[len(front) : len(said)-len(back)]
		return p.fit == around || len(within) <= 60 && strings.IndexFunc(within, unicode.IsLetter) < 0
	}
	return said == p.words
}

func firstWord(text []byte) []byte {
	for i, c := range text {
		if c == ' ' {
			return text[:i]
		}
	}
	if n := len(text); n > 0 && text[n-1] == '.' {
		return text[:n-1]
	}
	return text
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if l := unicode.ToLower(r); l != r {
		return string(l) + s[size:]
	}
	return s
}
