package whatsapp

import (
	"bytes"
	"encoding/binary"
	"slices"

	"ebb/chat"
	"ebb/chat/whatsapp/phrase"
	"ebb/chat/whatsapp/stamp"
)

// author is one way a name is written in front of a message.
type author struct {
	key    string // the bytes in the file
	head   uint64 // the first eight of them with ": " behind
	mask   uint64 // as many of these as there are
	name   string // without invisible characters
	index  int32  // into History.Authors; -1 before the first message
	notice bool   // no name at all: a notice with a colon in it
}

// parse is the state between two lines.
type parse struct {
	findings
	lines    *chat.Lines
	dates    stamp.Dates
	messages list
	calls    []chat.Call
	names    []string
	byKey    map[string]*author
	byName   map[string]int32
	recent   [64]*author // by their first letters

	options chat.Options
	phrases phrase.Reader
	last    stamp.Last

	system, disappearing int
	media                bool
	title                string

	open open
}

// open is the message that the next line may go on with.
type open struct {
	*chat.Message        // in messages; nil for none
	blank         uint32 // line ends not yet counted
	first         uint32 // length of the first line, while the kind came from it
	edit          uint32 // length of the mark that says edited, on the last line
}

func newParse(s findings, lines *chat.Lines) *parse {
	p := &parse{
		findings: s,
		lines:    lines,
		dates:    stamp.Dates{Shape: s.shape},
		byKey:    map[string]*author{},
		byName:   map[string]int32{},
	}
	p.phrases = phrase.Reader{Phone: s.shape.Phone(), Marked: s.marked, Group: p.group}
	return p
}

func (p *parse) line(line []byte) error {
	f, ok := p.last.Scan(line)
	if !ok || f.Shape != p.shape {
		p.more(line)
		return nil
	}
	p.close()
	if !p.last.Again {
		p.dates.See(f, line, p.lines.Number())
	}
	p.begin(p.last.At(), line[f.Body:])
	if p.messages.n+len(p.calls)+p.system > chat.MaxMessages || len(p.names) > chat.MaxAuthors || len(p.calls) > chat.MaxMessages/4 {
		return &chat.Failure{Format: name, Line: p.lines.Number(), Text: chat.Excerpt(line), Cause: chat.ErrTooLarge}
	}
	return nil
}

// begin takes the rest of a stamped line.
func (p *parse) begin(at int64, rest []byte) {
	a, text := p.author(rest)
	if a == nil || a.notice {
		p.notice(at, nil, rest)
		return
	}
	if p.phrases.Plain(text, p.lines.Foreign()) {
		runes, flags := p.measure(text)
		p.message(at, a, phrase.Body{Runes: runes, First: runes, Flags: flags})
		return
	}
	b := p.phrases.Classify(a.name, text)
	switch b.Kind {
	case phrase.Notice:
		p.notice(at, a, text)
	case phrase.Call:
		p.call(at, p.index(a), b)
	default:
		p.media = p.media || b.Attached
		p.message(at, a, b)
	}
}

// message adds one that the next lines may go on with.
func (p *parse) message(at int64, a *author, b phrase.Body) {
	m, o := p.messages.next(), &p.open
	m.At, m.Author, m.Kind, m.Runes, m.Flags = at, uint16(p.index(a)), chat.Kind(b.Kind), b.Runes, b.Flags
	if p.messages.n%chat.Every == 0 {
		p.options.Seen(p.messages.n)
	}
	o.Message, o.blank, o.first, o.edit = m, 0, b.First, b.Edit
}

// measure counts the characters of what a line holds behind its author, or of
// all of it, and looks for a question.
func (p *parse) measure(text []byte) (runes uint32, flags uint8) {
	runes, asks := uint32(len(text)), false
	if p.lines.Question() {
		asks = chat.Asked(text)
	}
	if p.lines.Foreign() {
		var foreign bool
		runes, foreign = chat.Foreign(text)
		asks = asks || foreign
	}
	if asks {
		flags = chat.Asks
	}
	return runes, flags
}

// more takes a line that goes on with the message before it.
func (p *parse) more(line []byte) {
	o := &p.open
	if o.Message == nil {
		return
	}
	o.blank++
	if phrase.Blank(line) {
		return
	}
	if o.Kind == chat.Deleted || o.Kind == chat.Empty {
		o.Kind, o.Runes = chat.Text, o.first
	}
	runes, flags := p.measure(line)
	o.Runes += o.blank + runes
	o.Flags |= flags
	o.blank, o.edit = 0, phrase.EditMark(line)
}

// close puts the open message away.
func (p *parse) close() {
	o := &p.open
	if o.Message != nil && o.edit > 0 {
		o.Flags |= chat.Edited
		o.Runes -= min(o.edit, o.Runes)
	}
	o.Message = nil
}

// author finds who wrote the rest of a line, and what; nil for a notice.
func (p *parse) author(rest []byte) (*author, []byte) {
	slot := &p.recent[0]
	if len(rest) >= 8 {
		head := binary.LittleEndian.Uint64(rest)
		slot = &p.recent[head&(1<<24-1)*0x9e3779b1>>18&63]
		if a := *slot; a != nil && head&a.mask == a.head && a.starts(rest) {
			return a, rest[len(a.key)+2:]
		}
	}
	end := authorEnd(rest)
	if end < 0 {
		return nil, nil
	}
	a := p.known(rest[:end])
	*slot = a
	return a, after(rest, end)
}

// starts says whether a line that has the head of this author begins with all
// of them.
func (a *author) starts(rest []byte) bool {
	n := len(a.key)
	return n <= 6 || len(rest) >= n+2 && rest[n] == ':' && rest[n+1] == ' ' && string(rest[:n]) == a.key
}

// known gives the author with this key, a new one if need be.
func (p *parse) known(key []byte) *author {
	if a := p.byKey[string(key)]; a != nil {
		return a
	}
	a := &author{key: string(key), index: -1}
	var head, mask [8]byte
	for i := range copy(head[:], a.key+": ") {
		mask[i] = 0xff
	}
	a.head, a.mask = binary.LittleEndian.Uint64(head[:]), binary.LittleEndian.Uint64(mask[:])
	a.name = phrase.CleanName(a.key)
	a.notice = a.name == "" || phrase.IsNotice(key)
	if len(p.byKey) < 4*chat.MaxAuthors {
		p.byKey[a.key] = a
	}
	return a
}

// index gives an author their place, with their first message or call.
func (p *parse) index(a *author) int32 {
	if a.index >= 0 {
		return a.index
	}
	i, ok := p.byName[a.name]
	if !ok {
		i = int32(len(p.names))
		p.names = append(p.names, a.name)
		p.byName[a.name] = i
	}
	a.index = i
	return i
}

const maxName = 400 // bytes

// authorEnd finds the colon behind an author: the first with a blank behind
// it, or with nothing.
func authorEnd(rest []byte) int {
	from := 0
	for {
		i := bytes.IndexByte(rest[from:min(len(rest), maxName)], ':')
		if i < 0 {
			return -1
		}
		i += from
		if i+1 == len(rest) || rest[i+1] == ' ' || len(rest)-i < 12 && len(phrase.Trim(rest[i+1:])) == 0 {
			return i
		}
		from = i + 1
	}
}

// after gives what stands behind the colon and its blank.
func after(rest []byte, colon int) []byte {
	rest = rest[colon+1:]
	if len(rest) > 0 && rest[0] == ' ' {
		return rest[1:]
	}
	return rest
}

// list holds messages in pieces, so that growing never copies. The first
// piece holds as many as the file is thought to.
type list struct {
	pieces [][]chat.Message
	last   []chat.Message
	n      int
}

const piece = 1 << 14

// next gives the place of one more.
func (l *list) next() *chat.Message {
	n := len(l.last)
	if n == cap(l.last) {
		l.grow(piece)
		n = 0
	}
	l.last = l.last[:n+1]
	l.n++
	return &l.last[n]
}

func (l *list) grow(n int) {
	if len(l.last) > 0 {
		l.pieces = append(l.pieces, l.last)
	}
	l.last = make([]chat.Message, 0, n)
}

// all joins the pieces and lets each go as soon as it is copied.
func (l *list) all() []chat.Message {
	if len(l.pieces) == 0 {
		return l.last[:len(l.last):len(l.last)]
	}
	out := slices.Grow([]chat.Message(nil), l.n)
	for i, p := range l.pieces {
		out = append(out, p...)
		l.pieces[i] = nil
	}
	return append(out, l.last...)
}
