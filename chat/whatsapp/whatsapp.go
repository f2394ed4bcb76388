// Package whatsapp reads the text that WhatsApp's "Export chat" writes, on
// Android and on iPhones, in any of its languages.
//
// It promises that the shape of the stamps is settled once, from the first
// lines, so that pasted quotes stay inside their message; that notices and
// calls are never counted as messages; that an open order of day and month
// comes back as a question. It refuses files without one stamped line, and
// keeps no text: a line is counted and forgotten.
package whatsapp

import (
	"bytes"
	"io"

	"ebb/chat"
	"ebb/chat/whatsapp/phrase"
	"ebb/chat/whatsapp/stamp"
)

const name = "whatsapp"

// Format reads WhatsApp exports.
type Format struct{}

// Name is "whatsapp".
func (Format) Name() string { return name }

// Alone says that an export holds one chat.
func (Format) Alone() bool { return true }

// Detect looks for stamped lines of one shape with an author.
func (Format) Detect(head []byte) int {
	s := survey(head)
	switch {
	case s.lines == 0 || s.authored == 0:
		return 0
	case !s.leads:
		return 40
	case s.shape.Usual():
		return 95
	}
	return 80
}

// Decode reads a whole export.
func (Format) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	lines := chat.NewLines(r)
	head := lines.Head()
	s := survey(head)
	if s.lines == 0 {
		return nil, refuse(lines, head)
	}
	p := newParse(s, lines)
	p.options = o
	p.messages.grow(64)
	if known, ok := r.(interface{ Size() int64 }); ok {
		p.messages.grow(expected(s.lines, len(head), known.Size()))
	}
	for {
		line, ok := lines.Next()
		if !ok {
			break
		}
		if err := p.line(line); err != nil {
			return nil, err
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	h, err := p.history(o, lines.Overlong())
	if err != nil {
		return nil, err
	}
	return []*chat.History{h}, nil
}

// expected is how many messages a file of a size may hold, going by its head,
// and a little more. A head can lie, so no more than two million.
func expected(lines, head int, size int64) int {
	n := size * int64(lines) / int64(head)
	return int(max(0, min(n+n/32+64, chat.MaxMessages/2)))
}

// refuse says why there is nothing to read.
func refuse(lines *chat.Lines, head []byte) error {
	if err := lines.Err(); err != nil {
		return err
	}
	cause := chat.ErrNotChat
	if len(bytes.TrimSpace(head)) == 0 {
		cause = chat.ErrEmpty
	}
	line, number := firstLine(head)
	return &chat.Failure{Format: name, Line: number, Text: chat.Excerpt(line), Cause: cause}
}

// firstLine gives the first line that holds anything.
func firstLine(text []byte) ([]byte, int) {
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if line = phrase.Trim(line); len(line) > 0 {
			return line, number
		}
	}
	return nil, 1
}

// findings are what the first lines show.
type findings struct {
	shape    stamp.Shape
	lines    int  // of that shape
	authored int  // of these, with an author
	leads    bool // the first line that is not blank has it
	marked   bool // generated text carries a mark, as iPhones write it
}

// survey counts the shapes of a text's stamped lines. The most frequent one
// is the file's, except that a file's first line is stamped by its maker,
// which many pasted quotes in a short chat do not outvote.
func survey(head []byte) findings {
	found := map[stamp.Shape]*findings{}
	var first, top *findings
	var f stamp.Front
	blank := true
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if !stamp.Scan(line, &f) {
			blank = blank && len(phrase.Trim(line)) == 0
			continue
		}
		s := found[f.Shape]
		if s == nil {
			s = &findings{shape: f.Shape, leads: blank}
			found[f.Shape] = s
		}
		s.count(line[f.Body:])
		if first == nil && blank {
			first = s
		}
		blank = false
		if top == nil || s.lines > top.lines {
			top = s
		}
	}
	if first != nil && first.lines*8 >= top.lines {
		return *first
	}
	if top == nil {
		return findings{}
	}
	return *top
}

func (s *findings) count(rest []byte) {
	s.lines++
	end := authorEnd(rest)
	if end < 0 {
		return
	}
	s.authored++
	_, marked := phrase.Unmark(after(rest, end))
	s.marked = s.marked || marked && s.shape.Phone()
}
