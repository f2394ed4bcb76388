package line

import (
	"bytes"

	"ebb/chat"
)

// quote is a message of several lines, which LINE puts between quotation
// marks. What lies between them is part of it, even where it looks like
// another message. But people type a quotation mark too, and close it nowhere:
// so lines in between are read both ways until it is known which they are.
type quote struct {
	on      bool
	at      int    // the message
	runes   uint32 // of all its lines
	pairs   uint32 // marks that stand for one
	blank   uint32
	flags   uint8
	stamped int
	before  state // what was there when it began
}

// state is what reading lines as messages changes.
type state struct {
	calls, system, undated, unsent int
	latest                         int32
}

// farthest is how many lines that look like messages a message may hold.
const farthest = 50

// opens says whether a text begins a quote that its line does not end.
func opens(text []byte) bool {
	return len(text) > 0 && text[0] == '"' && bytes.Count(text, mark)%2 == 1
}

// closes says whether a line ends a quote that another began.
func closes(line []byte) bool {
	return len(line) > 0 && line[len(line)-1] == '"' && bytes.Count(line, mark)%2 == 1
}

var mark = []byte{'"'}

func (q *quote) begin(p *parse, text []byte, runes uint32, flags uint8) {
	*q = quote{on: true, at: len(p.messages) - 1, runes: runes, flags: flags, before: p.state()}
	q.pairs = uint32(bytes.Count(text[1:], []byte(`""`)))
}

func (p *parse) state() state {
	return state{len(p.calls), p.system, p.undated, p.unsent, p.latest}
}

// take reads a line as part of the quote. It is true for the one that ends it.
func (q *quote) take(p *parse, line []byte, t clock) bool {
	if t.size > 0 {
		q.stamped++
		if _, text, kind := p.parts(line[t.size:]); q.stamped > farthest || kind == authored && opens(text) && !bytes.HasPrefix(text, []byte(`""`)) {
			q.on = false
			return false
		}
	}
	q.blank++
	if len(bytes.TrimSpace(line)) == 0 {
		return false
	}
	runes, flags := measure(line)
	q.runes += q.blank + runes
	q.flags |= flags
	q.pairs += uint32(bytes.Count(line, []byte(`""`)))
	q.blank = 0
	if !closes(line) {
		return false
	}
	q.end(p)
	return true
}

// end takes back what the lines in between were read as.
func (q *quote) end(p *parse) {
	p.messages = p.messages[:q.at+1]
	p.calls = p.calls[:q.before.calls]
	p.system, p.undated, p.unsent, p.latest = q.before.system, q.before.undated, q.before.unsent, q.before.latest
	m := &p.messages[q.at]
	m.Kind, m.Runes, m.Flags = chat.Text, q.runes-min(q.runes, 2+q.pairs), q.flags
	q.on = false
	p.open, p.blank = q.at, 0
}
