package line

import (
	"bytes"

	"ebb/chat"
	"ebb/chat/line/day"
	"ebb/chat/line/phrase"
)

// parse is the state between two lines.
type parse struct {
	findings
	lines    *chat.Lines
	dates    day.Dates
	days     [][3]uint16 // the date lines so far
	latest   int32       // the latest time under the last of them
	messages []chat.Message
	calls    []chat.Call
	names    []string
	byName   map[string]int32
	byKey    map[string]int32 // as written; -1 for a name of which nothing can be seen
	me       int32            // the index that stands for the owner; -1 while they took nothing back

	system, undated, unsent int
	undatedLine             int
	undatedText             string

	open  int // the message that the next line may go on with; -1 for none
	blank uint32
	first uint32 // the length of its first line, while it is no text
	quote quote
}

func newParse(lines *chat.Lines, s findings) *parse {
	return &parse{findings: s, lines: lines, byName: map[string]int32{}, byKey: map[string]int32{}, open: -1, me: -1}
}

// line takes one line: a date, a message with its time, or what goes on with
// the message before.
func (p *parse) line(line []byte) error {
	line = bytes.TrimPrefix(line, []byte("\ufeff"))
	t := scanTime(line)
	if p.quote.on && p.quote.take(p, line, t) {
		return nil
	}
	if t.size > 0 && p.stamped(t, line[t.size:]) {
		return p.bound(line)
	}
	if d, ok := day.Scan(line); ok && d.Shape == p.shape {
		p.date(d, line)
		return p.bound(line)
	}
	p.more(line)
	return nil
}

// bound refuses a chat that is larger than one can be.
func (p *parse) bound(line []byte) error {
	if len(p.messages)+len(p.calls)+p.system > chat.MaxMessages || len(p.names) > chat.MaxAuthors || len(p.calls) > chat.MaxMessages/4 || len(p.days) > chat.MaxMessages/4 {
		return &chat.Failure{Format: name, Line: p.lines.Number(), Text: chat.Excerpt(line), Cause: chat.ErrTooLarge}
	}
	return nil
}

func (p *parse) date(d day.Date, line []byte) {
	p.quote.on = false
	p.close()
	p.dates.See(d, line, p.lines.Number())
	p.days = append(p.days, d.N)
	p.latest = 0
}

// stamped takes the rest of a line with a time. It is false for a line that
// only looks like one.
func (p *parse) stamped(t clock, rest []byte) bool {
	author, text, kind := p.parts(rest)
	if kind == noMessage {
		return false
	}
	p.close()
	if t.seconds < 0 || len(p.days) == 0 {
		p.damage(rest)
		return true
	}
	at := p.at(t.seconds)
	if kind == appNotice {
		p.notice(at, text)
		return true
	}
	p.message(at, author, text)
	return true
}

// What a line with a time can be.
const (
	noMessage = iota
	appNotice
	authored
)

// parts takes a line apart behind its time.
func (p *parse) parts(rest []byte) (author, text []byte, kind int) {
	rest, tabbed := cutSeparator(rest)
	if !tabbed {
		return p.spacedParts(rest)
	}
	author, text, ok := cutField(rest)
	switch author = bytes.TrimSpace(author); {
	case !ok:
		return nil, rest, appNotice
	case len(author) == 0:
		return nil, text, appNotice
	case len(author) > phrase.MaxName:
		return nil, nil, noMessage
	}
	return author, text, authored
}

func (p *parse) spacedParts(rest []byte) (author, text []byte, kind int) {
	if p.tabbed > 0 || p.spaced == 0 {
		return nil, nil, noMessage
	}
	if _, ok := phrase.UnsentBy(rest); ok || phrase.IsNotice(rest) {
		return nil, rest, appNotice
	}
	author, text, ok := p.split(rest)
	if !ok {
		return nil, rest, appNotice
	}
	return author, text, authored
}

// cutSeparator takes what parts two fields off the front.
func cutSeparator(rest []byte) ([]byte, bool) {
	if rest[0] == '\t' {
		return rest[1:], true
	}
	if text, ok := bytes.CutPrefix(rest, wide); ok {
		return text, true
	}
	return rest[1:], false
}

// cutField parts an author from a text behind a tab or four blanks.
func cutField(rest []byte) (author, text []byte, ok bool) {
	author, text, ok = bytes.Cut(rest, []byte("\t"))
	if !ok {
		author, text, ok = bytes.Cut(rest, wide)
	}
	return author, text, ok
}

// at gives a time as settle will read it: which date line, and how late. The
// first hour of a day is written 24 on Android; behind an afternoon it can
// only be that of the next day.
func (p *parse) at(seconds int32) int64 {
	if seconds >= 86400 && p.latest < 12*3600 {
		seconds -= 86400
	}
	p.latest = max(p.latest, seconds%86400)
	return int64(len(p.days)-1)<<20 | int64(seconds)
}

func (p *parse) damage(rest []byte) {
	if p.undated++; p.undated == 1 {
		p.undatedLine, p.undatedText = p.lines.Number(), chat.Excerpt(bytes.TrimSpace(rest))
	}
}

// notice counts a line that the app wrote.
func (p *parse) notice(at int64, text []byte) {
	who, ok := phrase.UnsentBy(text)
	switch {
	case !ok:
		p.system++
	case phrase.IsMe(who):
		if p.me < 0 {
			p.me = p.author("\x00me")
		}
		p.add(chat.Message{At: at, Author: uint16(p.me), Kind: chat.Deleted})
	case len(who) == 0 || phrase.Clean(who) == "":
		p.system++
		p.unsent++
	default:
		p.add(chat.Message{At: at, Author: uint16(p.author(phrase.Clean(who))), Kind: chat.Deleted})
	}
}

func (p *parse) message(at int64, author, text []byte) {
	who := p.written(author)
	if who < 0 {
		p.system++
		return
	}
	b := phrase.Classify(text, p.tabbed == 0)
	switch {
	case b.Notice:
		p.system++
	case b.Call:
		p.calls = append(p.calls, chat.Call{At: at, Author: who, Missed: b.Missed, Seconds: b.Seconds})
	default:
		runes, flags := measure(text)
		p.first = runes
		if b.Kind != chat.Text {
			runes, flags = 0, 0
		}
		p.add(chat.Message{At: at, Author: uint16(who), Kind: b.Kind, Runes: runes, Flags: flags})
		p.open = len(p.messages) - 1
		if !p.quote.on && opens(text) {
			p.quote.begin(p, text, runes, flags)
		}
	}
}

func (p *parse) add(m chat.Message) {
	if m.Kind == chat.Deleted {
		p.unsent++
	}
	p.messages = append(p.messages, m)
}

// written gives a name its place by how it is written; -1 where nothing of it
// can be seen.
func (p *parse) written(key []byte) int32 {
	if i, ok := p.byKey[string(key)]; ok {
		return i
	}
	i := int32(-1)
	if who := phrase.Clean(key); who != "" {
		i = p.author(who)
	}
	if len(p.byKey) < 4*chat.MaxAuthors {
		p.byKey[string(key)] = i
	}
	return i
}

// author gives a name its place.
func (p *parse) author(who string) int32 {
	i, ok := p.byName[who]
	if !ok {
		i = int32(len(p.names))
		p.names = append(p.names, who)
		p.byName[who] = i
	}
	return i
}

// more takes a line that goes on with the message before it.
func (p *parse) more(line []byte) {
	if p.open < 0 {
		return
	}
	p.blank++
	if len(bytes.TrimSpace(line)) == 0 {
		return
	}
	m := &p.messages[p.open]
	if m.Kind != chat.Text { // words that only began like something else
		if m.Kind == chat.Deleted {
			p.unsent--
		}
		m.Kind, m.Runes = chat.Text, p.first
	}
	runes, flags := measure(line)
	m.Runes += p.blank + runes
	m.Flags |= flags
	p.blank = 0
}

// close ends the message that was open.
func (p *parse) close() { p.open, p.blank = -1, 0 }

func measure(text []byte) (uint32, uint8) {
	runes, asks := chat.Measure(text)
	if asks {
		return runes, chat.Asks
	}
	return runes, 0
}
