package imessage

import (
	"bytes"
	"strconv"

	"ebb/chat"
)

// parse is the state between two lines.
type parse struct {
	lines   *chat.Lines
	options chat.Options

	messages []chat.Message
	replies  []chat.Message // as shown below what they answer
	names    []string
	place    map[string]uint16
	system   int
	unsent   int
	damaged  int

	begun  bool // a line that is not blank was seen
	inside bool // a message goes on
	reply  bool // it is a reply, shown below another message
	sender bool // its sender comes next
	head   int64
	blank  int  // blank lines in a row, before this one
	skip   bool // tapbacks, until a blank line
	body   body
	by     uint16
	answer *open // the message that replies stand below
}

// open is a message whose replies come in between.
type open struct {
	head int64
	by   uint16
	body body
}

func (p *parse) line(line []byte) error {
	text := bytes.TrimLeft(line, " ")
	if len(bytes.TrimSpace(text)) == 0 {
		p.blank++
		p.skip = false
		return nil
	}
	if p.sender && p.blank > 0 { // nobody is said to have written it
		p.sender = false
		p.damaged++
	}
	at, behind, ok := stamp(text)
	indent := len(line) - len(text)
	switch {
	case !p.begun && (!ok || indent > 0):
		return &chat.Failure{Format: name, Line: p.lines.Number(), Text: chat.Excerpt(line), Cause: chat.ErrNotChat}
	case p.sender:
		p.from(text)
	case ok && indent == 0 && (p.blank > 0 || !p.begun):
		p.close()
		p.top(at, behind)
	case ok && indent >= 4 && (len(behind) == 0 || isRead(behind)) && p.inside:
		p.answered(at)
	case p.inside:
		p.more(line, indent)
	}
	p.begun = true
	p.blank = 0
	if len(p.messages)+p.system > chat.MaxMessages || len(p.replies) > chat.MaxMessages || len(p.names) > chat.MaxAuthors {
		return &chat.Failure{Format: name, Line: p.lines.Number(), Text: chat.Excerpt(line), Cause: chat.ErrTooLarge}
	}
	return nil
}

// top takes a stamp: of a message, or of an announcement, which is one line.
func (p *parse) top(at int64, behind []byte) {
	if len(behind) > 0 && !isRead(behind) {
		p.system++
		return
	}
	p.head, p.sender, p.reply = at, true, false
}

// from takes the line with the sender.
func (p *parse) from(name []byte) {
	p.sender = false
	p.inside, p.body = true, body{}
	p.by = p.author(name)
}

func (p *parse) author(name []byte) uint16 {
	name = bytes.TrimSpace(name)
	if i, known := p.place[string(name)]; known {
		return i
	}
	shown := chat.Excerpt(name)
	for n := 2; p.taken(shown); n++ {
		shown = chat.Excerpt(name) + " (" + strconv.Itoa(n) + ")"
	}
	i := uint16(len(p.names))
	p.names = append(p.names, shown)
	p.place[string(name)] = i
	return i
}

func (p *parse) taken(name string) bool {
	for _, n := range p.names {
		if n == name {
			return true
		}
	}
	return false
}

// answered takes the stamp of a reply that is shown below what it answers.
func (p *parse) answered(at int64) {
	if p.reply {
		p.keep()
	} else {
		p.answer = &open{p.head, p.by, p.body}
	}
	p.head, p.sender, p.reply, p.inside = at, true, true, false
}

// more takes a line of a message's body. What stands below a reply without
// being set in belongs to the message it answers, once the reply has ended.
func (p *parse) more(line []byte, indent int) {
	if p.reply && p.blank > 0 && indent < 4 {
		p.keep()
		p.head, p.by, p.body = p.answer.head, p.answer.by, p.answer.body
		p.reply, p.inside, p.answer, p.blank = false, true, nil, 0
	}
	if p.reply && indent >= 4 {
		line = line[4:]
	}
	if isTapbacks(line) {
		p.skip = true
	}
	if !p.skip {
		p.body.add(line, p.blank)
	}
}

// close ends the message that is open, and the one it answers.
func (p *parse) close() {
	if p.sender {
		p.damaged++
	}
	if p.inside || p.reply {
		p.keep()
	}
	if p.answer != nil {
		p.head, p.by, p.body, p.reply = p.answer.head, p.answer.by, p.answer.body, false
		p.answer, p.inside = nil, true
		p.keep()
	}
	p.sender, p.reply, p.skip = false, false, false
}

// keep puts the open message away.
func (p *parse) keep() {
	if !p.inside {
		return
	}
	p.inside = false
	if p.body.notice {
		p.system++
		return
	}
	m := p.body.message()
	m.At, m.Author = p.head, p.by
	if p.reply {
		p.replies = append(p.replies, m)
		return
	}
	if m.Kind == chat.Deleted {
		p.unsent++
	}
	p.messages = append(p.messages, m)
	p.options.Seen(len(p.messages))
}
