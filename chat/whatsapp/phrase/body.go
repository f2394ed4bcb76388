// Package phrase tells what a WhatsApp line says without keeping what it says:
// a text, a file, a deleted message, a call, or a notice of the app's own.
//
// It promises to look at generated words only, from tables of the languages it
// knows, and to count everything else as text. It refuses to take typed words
// for generated ones where the file marks the difference.
package phrase

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"ebb/chat"
	"ebb/chat/whatsapp/stamp"
)

// Kind is a chat.Kind, or one of the two things that are no message.
type Kind uint8

const (
	Notice Kind = 100 + iota
	Call
)

// Reader knows what a file has shown so far.
type Reader struct {
	Phone  bool                   // an iPhone wrote it
	Marked bool                   // and marks generated text
	Group  func(name string) bool // whether more than two people write

	sentences []sentence
	told      []told
}

// Body is what the text behind an author comes to.
type Body struct {
	Kind     Kind
	Runes    uint32
	First    uint32 // runes of the line, should it turn out to be text
	Edit     uint32 // runes of a mark that says edited
	Flags    uint8
	Attached bool // the export holds the file
	Missed   bool
	Seconds  int32
}

// Plain says whether the text behind an author is nothing but text, which its
// ends show for most. It is false where Classify has to look.
func (x *Reader) Plain(text []byte, foreign bool) bool {
	if len(text) == 0 || x.Phone && (foreign || !x.Marked) {
		return false
	}
	first, last := text[0], text[len(text)-1]
	return first > ' ' && first < 0x80 && last != ')' && last != '>' && last < 0x80 && !mayBeWhole(text)
}

// Classify says what an authored line is.
func (x *Reader) Classify(author string, text []byte) Body {
	var b Body
	marked := false
	if len(text) > 0 && text[0] >= 0x80 {
		text, marked = Unmark(text)
	}
	marked = marked && x.Phone
	runes, asks := chat.Measure(text)
	b.Runes, b.First = runes, runes
	if asks {
		b.Flags |= chat.Asks
	}
	if Blank(text) {
		return Body{Kind: Kind(chat.Empty)}
	}
	if k, ok := x.whole(text); ok {
		return Body{Kind: k, First: runes}
	}
	last := text[len(text)-1]
	if last == ')' || last == '>' || int(runes) != len(text) && (x.Phone || endsMarked(text)) {
		if m, ok := media(text); ok {
			return m
		}
	}
	if marked || !x.Marked && x.Phone {
		if g, ok := x.generated(author, text, marked); ok {
			return g
		}
	}
	if last == '>' || last >= 0x80 {
		b.Edit = EditMark(text)
	}
	return b
}

// media knows files: left out, attached, or attached with words around them.
func media(text []byte) (Body, bool) {
	m := Body{Kind: Kind(chat.Media)}
	line := Trim(text)
	if len(line) == 0 {
		return m, false
	}
	switch line[len(line)-1] {
	case '>':
		start := bytes.LastIndexByte(line, '<')
		if start < 0 || len(line)-start > 240 {
			return m, false
		}
		inner := line[start+1 : len(line)-1]
		if attachedTag(inner) {
			m.Attached = true
			m.Runes, _ = chat.Measure(Trim(line[:start]))
			return m, true
		}
		return m, start == 0 && omittedTag(inner)
	case ')':
		m.Attached = true
		return m, attachedFile(line)
	}
	return m, omittedTail(text)
}

// attachedTag knows the inside of <Attached: 0001-PHOTO.jpg> in any language.
func attachedTag(inner []byte) bool {
	colon := bytes.IndexByte(inner, ':')
	if wide := bytes.Index(inner, []byte("：")); colon < 0 && wide > 0 {
		colon = wide + 2
	}
	return colon > 0 && colon < 60 && hasExtension(Trim(inner[colon+1:])) && bytes.IndexByte(inner[:colon], '/') < 0
}

// omittedTag knows the inside of <Media omitted>: from the table, or a few
// words that nobody types between angle brackets.
func omittedTag(inner []byte) bool {
	var c canon
	if kinds[string(c.of(inner))] == Kind(chat.Media) {
		return true
	}
	if len(inner) == 0 || len(inner) > 90 || bytes.ContainsAny(inner, "<=\"/:") || edits[string(c.of(inner))] {
		return false
	}
	r, _ := utf8.DecodeRune(inner)
	return unicode.IsLetter(r) && (r >= utf8.RuneSelf || bytes.IndexByte(inner, ' ') > 0)
}

// attachedFile knows "IMG-20180613-WA0001.jpg (file attached)".
func attachedFile(line []byte) bool {
	start := bytes.LastIndex(line, []byte(" ("))
	if start <= 0 || !hasExtension(line[:start]) {
		return false
	}
	var c canon
	if attachments[string(c.of(line[start+2:len(line)-1]))] {
		return true
	}
	i := bytes.LastIndex(line[:start], []byte("-WA"))
	return i > 0 && len(line)-start < 80 && bytes.IndexByte(line[:start], ' ') < 0
}

// hasExtension says whether a name ends like a file's.
func hasExtension(name []byte) bool {
	i := bytes.LastIndexByte(name, '.')
	ext := name[i+1:]
	if i <= 0 || len(ext) < 2 || len(ext) > 5 {
		return false
	}
	for _, c := range ext {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if c-'0' > 9 {
				return false
			}
		}
	}
	return true
}

// omittedTail knows "report.pdf • 3 pages document omitted": what stands
// behind the last mark of the line is a phrase of the table.
func omittedTail(text []byte) bool {
	i := bytes.LastIndex(text, []byte("\u200e"))
	if i < 0 || len(text)-i > 120 {
		return false
	}
	var c canon
	return kinds[string(c.of(text[i:]))] == Kind(chat.Media)
}

// short says whether marked text is a phrase such as "image omitted" in a
// language that the table lacks: other notices are sentences, except that in
// a group somebody joins or leaves in three words.
func (x *Reader) short(author string, text []byte) bool {
	line := Trim(text)
	for _, r := range string(line) {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && r != ' ' && r != '.' && r != '-' && !stamp.Invisible(r) {
			return false
		}
	}
	first, _ := utf8.DecodeRune(line)
	words, runes := len(bytes.Fields(line)), utf8.RuneCount(line)
	if words == 1 {
		return runes <= 12 && first >= 0x3000
	}
	return words <= 3 && runes <= 32 && (!unicode.IsUpper(first) || !x.Group(author))
}

// generated knows text that the app wrote in a person's name.
func (x *Reader) generated(author string, text []byte, marked bool) (Body, bool) {
	var c canon
	words := c.of(text)
	if b, ok := callOf(words, !marked); ok {
		return b, true
	}
	switch {
	case startsWith(words, unseen):
		return Body{Kind: Kind(chat.Empty)}, true
	case !marked:
		return Body{Kind: Notice}, IsNotice(text) || ownDeed(author, words)
	case typed(words):
		return Body{}, false
	case x.short(author, text):
		return Body{Kind: Kind(chat.Media)}, true
	}
	return Body{Kind: Notice}, true
}

// whole looks a line up among the sentences that stand for a message. A few
// that the file repeats are kept as they stand in it.
func (x *Reader) whole(text []byte) (Kind, bool) {
	if !mayBeWhole(text) {
		return 0, false
	}
	for i := range x.sentences {
		if s := &x.sentences[i]; s.raw == string(text) {
			return s.kind, true
		}
	}
	var c canon
	k, ok := kinds[string(c.of(text))]
	if ok && len(x.sentences) < 16 {
		x.sentences = append(x.sentences, sentence{string(text), k})
	}
	return k, ok
}

// mayBeWhole goes by the length and the first letters.
func mayBeWhole(text []byte) bool {
	if len(text) < 4 || len(text) == 4 && text[0] == '<' || len(text) > longestPhrase {
		return false
	}
	h := hint(text)
	return plausible[h>>6]&(1<<(h&63)) != 0
}

// sentence is a line that stands for a message, as the file writes it.
type sentence struct {
	raw  string
	kind Kind
}

// hint is a number that depends on the first letters, small or capital.
func hint[T string | []byte](s T) uint16 {
	if s[0] == '<' {
		s = s[1:]
	}
	x := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	return uint16((x | 0x20202020) * 0x9e3779b1 >> 16)
}

// EditMark gives the length in characters of a mark that says edited at the
// end of a line, with the blank in front of it.
func EditMark(line []byte) uint32 {
	if len(line) == 0 {
		return 0
	}
	if line[len(line)-1] != '>' && !endsMarked(line) {
		return 0
	}
	cut := Trim(line)
	start := bytes.LastIndexByte(cut, '<')
	if start < 0 || cut[len(cut)-1] != '>' || len(cut)-start > 120 {
		return 0
	}
	var c canon
	inner := cut[start+1 : len(cut)-1]
	marked := bytes.HasSuffix(cut[:start], []byte("\u200e")) && start > 3 && bytes.IndexByte(inner, ':') < 0
	if !edits[string(c.of(inner))] && !marked {
		return 0
	}
	all, _ := chat.Measure(line)
	before, _ := chat.Measure(Trim(line[:start]))
	return all - before
}

// canon makes a phrase comparable: small letters, no marks, plain blanks, no
// brackets around it and no full stop behind it.
type canon struct{ buf [400]byte }

func (c *canon) of(text []byte) []byte {
	n := 0
	for len(text) > 0 && n < len(c.buf)-utf8.UTFMax {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case stamp.Invisible(r):
			continue
		case r == '’':
			r = '\''
		case r >= utf8.RuneSelf && unicode.Is(unicode.Zs, r):
			r = ' '
		}
		n += utf8.EncodeRune(c.buf[n:], unicode.ToLower(r))
	}
	out := bytes.TrimSpace(c.buf[:n])
	if len(out) > 2 && out[0] == '<' && out[len(out)-1] == '>' {
		out = out[1 : len(out)-1]
	}
	out = bytes.TrimSuffix(out, []byte("。"))
	return bytes.TrimSpace(bytes.TrimRight(out, "."))
}

// Unmark takes invisible characters off the front and says whether the mark
// of generated text was among them.
func Unmark(text []byte) ([]byte, bool) {
	marked := false
	for len(text) > 2 && text[0] >= 0xd8 {
		r, size := utf8.DecodeRune(text)
		if !stamp.Invisible(r) {
			break
		}
		marked = marked || r == 0x200e
		text = text[size:]
	}
	return text, marked
}

// Blank says whether a line holds nothing that can be seen. Long lines are
// not looked at: nobody sends sixteen blanks.
func Blank(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	if c := text[0]; len(text) >= 16 || c > ' ' && c < 0x80 {
		return false
	}
	return len(Trim(text)) == 0
}

// Trim takes blanks and invisible characters off both ends.
func Trim(text []byte) []byte {
	return bytes.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || stamp.Invisible(r) })
}

// endsMarked says whether the last character may be an invisible one.
func endsMarked(line []byte) bool {
	n := len(line)
	return n > 3 && (line[n-3] == 0xe2 && (line[n-2] == 0x80 || line[n-2] == 0x81) || line[n-3] == 0xef)
}

// CleanName gives a name as a person reads it.
func CleanName(key string) string {
	out := make([]rune, 0, len(key))
	for _, r := range key {
		switch {
		case stamp.Invisible(r) || r != '\u200d' && r != '\u200c' && unicode.In(r, unicode.Cc, unicode.Cf):
			continue
		case unicode.Is(unicode.Zs, r):
			r = ' '
		case r == '\u2011':
			r = '-'
		}
		out = append(out, r)
	}
	name := string(bytes.TrimSpace([]byte(string(out))))
	if len(name) > 2 && name[0] == '~' && name[1] == ' ' {
		name = string(bytes.TrimSpace([]byte(name[2:])))
	}
	return name
}
