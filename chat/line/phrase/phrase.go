// Package phrase tells what a LINE message says without keeping what it says:
// a text, a file, a call, a message that was taken back, or a notice.
//
// It promises to know the phrases in its tables and to take everything else
// for text. It refuses to guess at words in brackets that it does not know.
package phrase

import (
	"bytes"
	"strings"
	"unicode"

	"ebb/chat"
)

// Body is what stands behind an author.
type Body struct {
	Kind    chat.Kind
	Call    bool
	Notice  bool
	Missed  bool
	Seconds int32
}

// Classify says what an authored line is. Words without brackets stand for
// files only where a computer wrote the export.
func Classify(text []byte, computer bool) Body {
	line := bytes.TrimSpace(text)
	switch {
	case len(line) == 0:
		return Body{Kind: chat.Empty}
	case len(line) > longestPhrase && line[0] != '[' && line[0] < 0xe2:
		return Body{}
	case line[0] == '[' && placeholder(line):
		return Body{Kind: chat.Media}
	case bytes.HasPrefix(line, []byte("☎")):
		return callOf(bytes.TrimPrefix(line[len("☎"):], []byte("\ufe0f")))
	case bytes.HasPrefix(line, []byte("ⓘ")): // not carried over to this phone
		return Body{Kind: chat.Empty}
	}
	if isUnsent(line) {
		return Body{Kind: chat.Deleted}
	}
	if !computer {
		return Body{}
	}
	switch words := canon(line); {
	case plainMedia[words]:
		return Body{Kind: chat.Media}
	case missedCalls[words] || talk(words):
		return callOf(line)
	}
	return Body{}
}

const longestPhrase = 120 // bytes

// canon makes a phrase comparable.
func canon(line []byte) string {
	if len(line) > longestPhrase {
		return ""
	}
	return strings.TrimRight(strings.ToLower(string(line)), ".。")
}

// placeholder knows "[Photo]", and what comes with words: "[File] a.pdf".
func placeholder(line []byte) bool {
	end := bytes.IndexByte(line, ']')
	if end < 2 || end > longestPhrase {
		return false
	}
	word := strings.ToLower(string(line[1:end]))
	if end == len(line)-1 {
		return bareMedia[word] || ledMedia[word]
	}
	return ledMedia[word]
}

// callOf reads what stands behind the telephone: how long it was, or that
// nobody answered. What is said about a group's call is a notice.
func callOf(line []byte) Body {
	if s, ok := duration(line); ok {
		return Body{Call: true, Seconds: s}
	}
	words := canon(bytes.TrimSpace(line))
	for _, g := range groupCalls {
		if strings.Contains(words, g) {
			return Body{Notice: true}
		}
	}
	return Body{Call: true, Missed: true}
}

// duration finds "0:56" or "1:23:45" at the end of a line.
func duration(line []byte) (int32, bool) {
	line = bytes.TrimSpace(line)
	start := bytes.LastIndexFunc(line, func(r rune) bool { return r != ':' && !unicode.IsDigit(r) }) + 1
	var total, colons int32
	n := 0
	for _, c := range line[start:] {
		switch {
		case c == ':':
			if n == 0 {
				return 0, false
			}
			total *= 60
			colons++
			n = 0
		case c-'0' > 9 || n == 3:
			return 0, false
		default:
			n++
			total = total/60*60 + (total%60)*10 + int32(c-'0')
		}
	}
	return total, n > 0 && (colons == 1 || colons == 2)
}

// talk knows "call time 0:56" as computers write it.
func talk(words string) bool {
	for _, t := range talkTimes {
		if rest, ok := strings.CutPrefix(words, t); ok {
			_, ok = duration([]byte(rest))
			return ok
		}
	}
	return false
}

// isUnsent says whether a line is nothing but the notice of a message that
// was taken back.
func isUnsent(line []byte) bool {
	who, ok := UnsentBy(line)
	return ok && len(who) == 0
}

// UnsentBy finds who took a message back: the name in front of the notice,
// "" where none stands there.
func UnsentBy(line []byte) (who []byte, ok bool) {
	cut := bytes.TrimSpace(line)
	for bytes.HasSuffix(cut, []byte(".")) || bytes.HasSuffix(cut, []byte("。")) {
		cut = bytes.TrimSuffix(bytes.TrimSuffix(cut, []byte(".")), []byte("。"))
	}
	if len(cut) > MaxName+longestPhrase {
		return nil, false
	}
	for _, u := range unsent {
		at := len(cut) - len(u)
		if at < 0 || !bytes.EqualFold(cut[at:], u) {
			continue
		}
		who = bytes.TrimSpace(cut[:at])
		for _, particle := range []string{"님이", "が"} {
			who = bytes.TrimSuffix(who, []byte(particle))
		}
		return bytes.TrimSpace(who), true
	}
	return nil, false
}

// IsNotice knows the end of a sentence that the app wrote about a group, for
// exports that do not leave the author's place empty.
func IsNotice(line []byte) bool {
	words := canon(bytes.TrimSpace(line[max(0, len(line)-longestPhrase):]))
	for _, n := range notices {
		if strings.HasSuffix(words, n) {
			return true
		}
	}
	return false
}

// MaxName is how long a name may be, in bytes.
const MaxName = 400

// IsMe knows the words that stand for the owner of the phone.
func IsMe(who []byte) bool {
	switch strings.ToLower(string(who)) {
	case "you", "あなた", "您", "你", "คุณ", "당신", "회원님", "나", "anda", "kamu":
		return true
	}
	return false
}

// Heading knows the first line of an export, and takes the chat's name from
// it. A heading in a language that is not listed has no name.
func Heading(line []byte) (title string, direct, ok bool) {
	text, marked := bytes.CutPrefix(line, []byte("[LINE]"))
	text = bytes.TrimSpace(text)
	for _, h := range headings {
		if len(text) > len(h.before)+len(h.behind) && bytes.HasPrefix(text, []byte(h.before)) && bytes.HasSuffix(text, []byte(h.behind)) && (marked || h.alone) {
			inner := text[len(h.before) : len(text)-len(h.behind)]
			return strings.Trim(Clean(inner), `"“”「」`), h.direct, true
		}
	}
	return "", false, marked
}

// Clean gives a name as a person reads it.
func Clean(key []byte) string {
	out := make([]rune, 0, len(key))
	for _, r := range string(key) {
		switch {
		case r != '\u200d' && r != '\u200c' && unicode.In(r, unicode.Cc, unicode.Cf):
			continue
		case unicode.Is(unicode.Zs, r):
			r = ' '
		}
		out = append(out, r)
	}
	return string(bytes.TrimSpace([]byte(string(out))))
}
