package phrase

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Quoted gives what stands in the last pair of quotation marks that ends
// a notice.
func Quoted(text []byte) string {
	s := strings.TrimRight(string(Trim(text[:min(len(text), 600)])), ".。")
	for _, q := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}, {"”", "”"}, {"„", "”"}} {
		inner, ok := strings.CutSuffix(s, q[1])
		if !ok {
			continue
		}
		if i := strings.LastIndex(inner, q[0]); i >= 0 {
			return inner[i+len(q[0]):]
		}
	}
	return ""
}

// told is a line of the app's own, as the file writes it, and what it says.
type told struct {
	raw      string
	authored bool
	body     Body
	timer    bool
}

// OfApp says what a line without an author is: a call, or else a notice, and
// whether that is about a timer that makes messages disappear. Short ones that
// the file repeats are known again.
func (x *Reader) OfApp(text []byte, authored bool) (b Body, timer bool) {
	for i := range x.told {
		if t := &x.told[i]; t.raw == string(text) && t.authored == authored {
			return t.body, t.timer
		}
	}
	b, timer = ofApp(text, authored)
	if len(x.told) < 16 && len(text) < 200 {
		x.told = append(x.told, told{string(text), authored, b, timer})
	}
	return b, timer
}

func ofApp(text []byte, authored bool) (b Body, timer bool) {
	var c canon
	words := c.of(text[:min(len(text), 800)])
	if !authored {
		if b, ok := callOf(words, false); ok {
			return b, false
		}
	}
	for _, phrase := range disappearing {
		if len(words) >= len(phrase) && bytes.Contains(words, []byte(phrase)) {
			return Body{Kind: Notice}, true
		}
	}
	return Body{Kind: Notice}, false
}

// callOf knows a call by the words it starts with. Strict wants nothing else
// in the line than what a call says.
func callOf(words []byte, strict bool) (Body, bool) {
	if len(words) < 4 || len(words) > 160 {
		return Body{}, false
	}
	for _, c := range callsBy[string(words[:4])] {
		rest, ok := bytes.CutPrefix(words, []byte(c.words))
		if !ok || !callRest(rest, strict) {
			continue
		}
		b := Body{Kind: Call, Missed: c.missed || missedIn(rest)}
		if !b.Missed {
			b.Seconds = duration(rest)
		}
		return b, true
	}
	return Body{}, false
}

func callRest(rest []byte, strict bool) bool {
	if len(rest) == 0 {
		return true
	}
	r, _ := utf8.DecodeRune(rest)
	if r == ',' || r == '.' || r == '،' || r == '、' || r == '，' || r == '·' || r == '•' {
		return !strict || len(rest) < 60
	}
	return !strict && (r == ' ' || r == '(' || r >= utf8.RuneSelf)
}

func missedIn(rest []byte) bool {
	for _, phrase := range unanswered {
		if bytes.Contains(rest, []byte(phrase)) {
			return true
		}
	}
	return false
}

// duration reads "1 hr 5 min" in the units of the table.
func duration(rest []byte) (seconds int32) {
	s := string(rest)
	for {
		i := strings.IndexAny(s, "0123456789")
		if i < 0 {
			return seconds
		}
		n := int32(0)
		for ; i < len(s) && s[i]-'0' <= 9 && n < 10_000; i++ {
			n = n*10 + int32(s[i]-'0')
		}
		s = strings.TrimLeft(s[i:], " \u00a0\u202f")
		if strings.HasPrefix(s, ":") {
			return 0 // a time of day
		}
		for _, u := range units {
			if strings.HasPrefix(s, u.word) {
				seconds += n * u.seconds
				break
			}
		}
	}
}

// IsNotice knows sentences that only the app writes, for lines without a mark
// and for notices with a colon in them.
func IsNotice(text []byte) bool {
	if len(text) < 12 {
		return false
	}
	var c canon
	words := c.of(text)
	for _, s := range noticesBy[head4(words)] {
		if bytes.HasPrefix(words, []byte(s)) {
			return true
		}
	}
	if len(words) > 12 && bytes.ContainsAny(text, "\"“„«「") {
		for _, s := range renames {
			if bytes.Contains(words, []byte(s)) {
				return true
			}
		}
	}
	return false
}

// ownDeed knows "Alice created this group" behind "Alice: ".
func ownDeed(author string, words []byte) bool {
	rest, ok := bytes.CutPrefix(words, []byte(strings.ToLower(author)+" "))
	if !ok {
		return false
	}
	for _, d := range deeds {
		if bytes.HasPrefix(rest, []byte(d)) {
			return true
		}
	}
	return false
}

// typed knows marked text that a person sent all the same: a place, a poll, a
// contact, a message that never arrived.
func typed(words []byte) bool {
	return startsWith(words, sent) || bytes.Contains(words, []byte("https://"))
}

func startsWith(words []byte, list []string) bool {
	for _, s := range list {
		if bytes.HasPrefix(words, []byte(s)) {
			return true
		}
	}
	return false
}
