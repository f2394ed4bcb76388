// Package line reads the text that LINE's "Export chat history" writes, on
// phones and on computers, in the languages that were found in public files.
//
// It promises that a message without a date line above it is counted as
// damaged and never dated; that calls, notices and taken back messages are
// told apart; that weekdays settle the order of day and month, and that an
// order they leave open comes back as a question. It refuses a file without
// one message, and keeps no text: a line is counted and forgotten.
package line

import (
	"bytes"
	"io"

	"ebb/chat"
	"ebb/chat/line/day"
	"ebb/chat/line/phrase"
)

const name = "line"

// Format reads LINE exports.
type Format struct{}

// Name is "line".
func (Format) Name() string { return name }

// Alone says that an export holds one chat.
func (Format) Alone() bool { return true }

// Detect looks for the heading and for date lines with messages behind them.
func (Format) Detect(head []byte) int {
	s := survey(head)
	switch {
	case s.headed && (s.tabbed > 0 || s.dates == 0):
		return 97
	case s.dates > 0 && s.tabbed > 0:
		return 93
	case s.dates > 0 && s.spaced > 0 && (s.headed || s.leads):
		return 75
	}
	return 0
}

// Decode reads a whole export.
func (Format) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	lines := chat.NewLines(r)
	head := lines.Head()
	p := newParse(lines, survey(head))
	p.messages = make([]chat.Message, 0, p.expected(head, r))
	for {
		line, ok := lines.Next()
		if !ok {
			break
		}
		n := len(p.messages)
		if err := p.line(line); err != nil {
			return nil, err
		}
		if len(p.messages) > n {
			o.Seen(len(p.messages))
		}
	}
	h, err := p.history(o)
	if err != nil {
		return nil, err
	}
	return []*chat.History{h}, nil
}

// findings are what the first lines show.
type findings struct {
	headed bool // the heading of an export
	direct bool // a chat with one person
	title  string
	dates  int // date lines of one shape
	shape  day.Shape
	leads  bool // the first line that is not blank is a date line
	tabbed int  // stamped lines with tabs in them
	spaced int  // stamped lines without, as computers write them
	names  []string
}

// survey reads the head once. The first date line with a message behind it
// gives the shape of all.
func survey(head []byte) findings {
	var s findings
	var authors guesses
	var waiting *day.Date
	first := true
	for line := range bytes.Lines(head) {
		line = trimEnd(line)
		if len(line) == 0 {
			continue
		}
		if first {
			s.title, s.direct, s.headed = phrase.Heading(line)
		}
		if d, ok := day.Scan(line); ok {
			s.leads = s.leads || first
			waiting = &d
		} else if t := scanTime(line); t.ok() {
			s.message(line[t.size:], &authors)
			if s.dates == 0 && waiting != nil {
				s.shape, s.dates = waiting.Shape, 1
			}
		}
		first = false
	}
	s.names = authors.names()
	return s
}

func (s *findings) message(rest []byte, authors *guesses) {
	switch {
	case rest[0] == '\t' || bytes.HasPrefix(rest, wide):
		s.tabbed++
	case rest[0] == ' ':
		s.spaced++
		authors.see(rest[1:])
	}
}

// expected is how many messages a file of a size may hold, going by its head,
// and a little more. A head can lie, so no more than two million.
func (p *parse) expected(head []byte, r io.Reader) int {
	known, ok := r.(interface{ Size() int64 })
	if !ok || len(head) == 0 {
		return 64
	}
	n := known.Size() * int64(p.tabbed+p.spaced) / int64(len(head))
	return int(max(64, min(n+n/32+64, chat.MaxMessages/2)))
}

// trimEnd takes the line's end and a mark of its beginning off.
func trimEnd(line []byte) []byte {
	return bytes.TrimRight(bytes.TrimPrefix(line, []byte("\ufeff")), "\r\n")
}
