// Package phrase knows the sentences that Meta puts where a message stood, or
// where none was: likes, calls, notices, and names for what cannot be shown.
//
// It promises that a sentence counts as Meta's only where it begins with the
// one whose message it is, or with a word for the reader. It refuses to guess
// at anything longer than such a sentence.
package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Meaning is what a sentence says that Meta wrote in the place of a message.
type Meaning uint8

// What a sentence may say.
const (
	Typed      Meaning = iota // a message like any other
	Reaction                  // somebody liked something: no message, no notice
	Attachment                // something was sent that is no text
	CallBegun
	CallOver
	CallMissed
	Taken // a message was taken back
	Notice
	Vanishing // a notice after which messages disappear
)

// phrase is one such sentence without the one it is about, who stands in front.
type phrase struct {
	words string
	is    Meaning
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

// Reader finds the phrases of Meta's own in what a message says. It knows
// the people of one chat, because most of them begin with a name.
type Reader struct {
	subjects map[string][]subject // by first word
}

// subject is one way to speak of somebody: the name, the first name, or a word
// for the one who downloads.
type subject struct {
	words, person string
}

// New knows nobody yet but the reader.
func New() *Reader {
	r := &Reader{subjects: map[string][]subject{}}
	for _, you := range yous {
		r.subjects[you] = []subject{{you, ""}}
	}
	return r
}

// Bounds on the people that are known: by first words, and with the same one.
const (
	maxFirst = 1000
	maxSame  = 32
)

// Meet makes somebody known.
func (r *Reader) Meet(person string) {
	first, _, more := strings.Cut(person, " ")
	if person == "" || len(r.subjects) > maxFirst || len(r.subjects[first]) > maxSame {
		return
	}
	r.subjects[first] = append(r.subjects[first], subject{person, person})
	if more {
		r.subjects[first] = append(r.subjects[first], subject{first, person})
	}
}

// Longest is longer than any of Meta's sentences but for a name in it.
const Longest = 400

// Read says what a text means that is under somebody's name, and whether it
// speaks to its reader as the one who did it.
func (r *Reader) Read(text []byte, sender string) (is Meaning, you bool) {
	if len(text) == 0 || len(text) > Longest {
		return Typed, false
	}
	word := firstWord(text)
	if is := match(text, word, false); is != Typed {
		return is, false
	}
	for _, who := range r.subjects[string(word)] {
		n := len(who.words)
		if len(text) <= n+1 || text[n] != ' ' || string(text[:n]) != who.words {
			continue
		}
		rest := text[n+1:]
		if is := match(rest, firstWord(rest), true); is != Typed && (is.OfCall() || who.person == "" || who.person == sender) {
			return is, who.person == ""
		}
	}
	return Typed, false
}

// OfCall says whether it is about a call.
func (m Meaning) OfCall() bool { return m == CallBegun || m == CallOver || m == CallMissed }

// Names says whether a short sentence begins with the one who sent it and ends
// with a full stop, which is how Meta names an attachment in any language.
func Names(text []byte, sender string) bool {
	rest, ok := strings.CutPrefix(string(text[:min(len(text), Longest)]), sender+" ")
	return ok && sender != "" && len(rest) < 60 && strings.HasSuffix(rest, ".") && strings.Count(rest, ".") == 1
}

// match looks a sentence up by its first word.
func match(text, word []byte, named bool) Meaning {
	list := phrases[string(word)]
	if list == nil {
		if list = phrases[lowerFirst(string(word))]; list == nil {
			return Typed
		}
	}
	said := strings.TrimSuffix(strings.TrimRightFunc(lowerFirst(string(text)), unicode.IsSpace), ".")
	for _, p := range list {
		if (p.named && named || p.alone && !named) && p.in(said) {
			return p.is
		}
	}
	return Typed
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
