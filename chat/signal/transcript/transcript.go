// Package transcript reads the texts that other programs write from Signal on
// a computer: chat.md of signal-export, and both texts of sigtop.
//
// It promises that calls, deleted messages, reactions, quotes and links to
// files, which are words in the line there, are told apart from what was
// written. It refuses to count an empty line of somebody else: there such
// lines are notices more often than messages.
package transcript

import (
	"bytes"
	"io"

	"ebb/chat"
	"ebb/chat/signal/thread"
)

// Detect says how sure it is that a text is one of the three.
func Detect(head []byte) int {
	head = bytes.TrimLeft(head, "\ufeff \t\r\n")
	if isLetter(head) {
		return 96
	}
	s := styleOf(head)
	if s == 0 {
		return 0
	}
	n := signs(head, s)
	switch {
	case s == brackets && n.stamped > 0 && n.trailing*5 >= n.stamped*3:
		return 98
	case s == brackets && n.me+n.trailing > 0 && n.apart == n.stamped-1 && n.stamped > 1:
		return 97
	case s == short && n.you > 0 && n.other == 0:
		return 85
	}
	return 0
}

// found is what the lines of a head show. WhatsApp writes lines of the same
// shape, but leaves no blanks at their ends and no lines between them.
type found struct{ stamped, trailing, apart, me, you, other int }

func signs(head []byte, s style) (n found) {
	blank, first := false, true
	ends := false
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if x, ok := scan(line, s); ok {
			n.stamped++
			if blank && !first {
				n.apart++
			}
			if ends {
				n.trailing++
			}
			switch string(x.author) {
			case "Me":
				n.me++
			case "You":
				n.you++
			}
			first, ends = false, false
		} else if styleOf(line) != 0 {
			n.other++
		}
		blank = len(bytes.TrimSpace(line)) == 0
		ends = ends || bytes.HasSuffix(line, []byte("  "))
	}
	if ends {
		n.trailing++
	}
	return n
}

// reader is the state between two lines.
type reader struct {
	*thread.Thread
	lines *chat.Lines
	style style
	open  open
}

// Decode reads one chat.
func Decode(in io.Reader, o chat.Options) ([]*chat.History, error) {
	lines := chat.NewLines(in)
	head := bytes.TrimLeft(lines.Head(), "\ufeff \t\r\n")
	if isLetter(head) {
		return decodeLetter(lines, o)
	}
	r := &reader{Thread: thread.New(), lines: lines}
	if len(head) > 17 {
		r.style = styleOf(head)
	}
	for {
		line, ok := lines.Next()
		if !ok {
			break
		}
		before := r.Messages()
		r.line(bytes.TrimPrefix(line, []byte("\ufeff")))
		if r.Messages() > before {
			o.Seen(r.Messages())
		}
		if r.TooLarge() {
			return nil, tooLarge(lines, line)
		}
	}
	r.close()
	return finish(r.Thread, lines, head)
}

func tooLarge(lines *chat.Lines, line []byte) error {
	return &chat.Failure{Format: thread.Name, Line: lines.Number(), Text: chat.Excerpt(line), Cause: chat.ErrTooLarge}
}

// finish gives the history, or says why there is none.
func finish(t *thread.Thread, lines *chat.Lines, head []byte) ([]*chat.History, error) {
	t.Overlong = lines.Overlong()
	h := t.History()
	err := lines.Err()
	switch {
	case h != nil && err != nil:
		h.Warn(chat.WarnTorn, max(1, len(h.Messages)))
	case h == nil && err != nil:
		return nil, err
	case h == nil:
		cause := chat.ErrNotChat
		if len(head) == 0 || t.System > 0 {
			cause = chat.ErrEmpty
		}
		line, _, _ := bytes.Cut(head, []byte{'\n'})
		return nil, &chat.Failure{Format: thread.Name, Line: 1, Text: chat.Excerpt(line), Cause: cause}
	}
	return []*chat.History{h}, nil
}

func (r *reader) line(line []byte) {
	if r.style == 0 {
		return
	}
	if s, ok := scan(line, r.style); ok {
		r.close()
		r.open = open{stamp: s, on: true, who: thread.Clean(s.author), short: r.style == short}
		r.open.begin(s.text)
		return
	}
	if r.open.on {
		r.open.more(line)
	}
}

// close counts the message that was open.
func (r *reader) close() {
	o := &r.open
	if !o.on {
		return
	}
	o.on = false
	mine := o.who == "Me" && r.style == brackets || o.who == "You" && r.style == short
	switch {
	case !o.ok:
		r.Damaged++
	case o.notice:
		r.System++
	case o.call:
		r.Call(chat.Call{At: o.at, Author: r.author(mine), Missed: o.missed, Seconds: o.seconds})
	case o.who == "No-Sender" || o.who == "":
		r.unnamed()
	case o.bare() && !mine && r.style == brackets:
		r.System++
	default:
		r.Add(chat.Message{At: o.at, Author: uint16(r.author(mine)), Kind: o.kind(), Runes: o.runes, Flags: o.flags})
	}
}

// unnamed counts a line of nobody: a notice, or words whose author the
// program did not find.
func (r *reader) unnamed() {
	if !r.open.bare() {
		r.Unsupported++
		return
	}
	r.System++
}

func (r *reader) author(mine bool) int32 {
	switch who := r.open.who; {
	case who == "No-Sender" || who == "":
		return -1
	case mine:
		return r.Owner(who, who)
	default:
		return r.Person(who, who)
	}
}
