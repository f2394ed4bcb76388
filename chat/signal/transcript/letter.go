package transcript

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"ebb/chat"
	"ebb/chat/signal/thread"
)

// A letter is what sigtop writes for each message: fields with a name, as
// mail has them, then the text.
//
//	From: You
//	Type: outgoing
//	Sent: Sat, 9 Mar 2024 16:00:05 +0000
//
//	blue

// isLetter says whether a text begins with the line that names the chat.
func isLetter(head []byte) bool {
	return bytes.HasPrefix(head, []byte("Conversation: ")) && (bytes.Contains(head, []byte("\nType: ")) || bytes.IndexByte(head, '\n') > 0 && len(head) < 4096)
}

// letters is the state between two lines.
type letters struct {
	*thread.Thread
	lines *chat.Lines
	from  []byte // a line that may begin a letter, if the next one says so
	held  bool
	blank bool // the line before was empty

	letter
}

// letter is the message being read.
type letter struct {
	on      bool
	from    string
	typ     string
	sent    int64 // the earliest time it gives; 0 for none
	fields  bool  // its first fields are being read
	files   int
	edited  bool
	version int // which version the lines are of; 0 outside
	newest  int
	quote   bool
	runes   uint32
	flags   uint8
	words   int
	gap     uint32
}

func decodeLetter(lines *chat.Lines, o chat.Options) ([]*chat.History, error) {
	r := &letters{Thread: thread.New(), lines: lines}
	r.Zoned = true
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
	r.release(nil)
	r.close()
	return finish(r.Thread, lines, []byte("Conversation:"))
}

func (r *letters) line(line []byte) {
	if r.release(line) {
		return
	}
	before := r.blank
	r.blank = len(line) == 0
	switch {
	case !r.on && bytes.HasPrefix(line, []byte("Conversation: ")) && r.Title == "":
		r.Title = plain(string(line[len("Conversation: "):]))
	case before && bytes.HasPrefix(line, []byte("From: ")), before && bytes.HasPrefix(line, []byte("Type: ")):
		r.from, r.held = append(r.from[:0], line...), true
	case r.on:
		r.take(line)
	}
}

// release decides about a line that was held back, by the one behind it.
func (r *letters) release(next []byte) bool {
	if !r.held {
		return false
	}
	r.held = false
	name, ok := bytes.CutPrefix(r.from, []byte("From: "))
	switch {
	case ok && bytes.HasPrefix(next, []byte("Type: ")):
		r.begin(string(name), next)
		return true
	case !ok && (bytes.HasPrefix(next, []byte("Sent: ")) || bytes.HasPrefix(next, []byte("Received: "))):
		r.begin("", r.from)
	case r.on:
		r.take(r.from)
	}
	return false
}

func (r *letters) begin(from string, typ []byte) {
	r.close()
	r.letter = letter{on: true, from: from, typ: string(bytes.TrimPrefix(typ, []byte("Type: "))), fields: true}
	r.blank = false
}

// take reads one line of a letter.
func (r *letters) take(line []byte) {
	if r.edited {
		r.versioned(line)
		return
	}
	if r.fields {
		r.field(line)
		return
	}
	r.body(line)
}

func (r *letters) field(line []byte) {
	name, value, ok := bytes.Cut(line, []byte(": "))
	switch {
	case len(line) == 0:
		r.fields = false
		r.gap = 0
	case !ok:
	case string(name) == "Sent":
		r.time(value)
	case string(name) == "Attachment":
		r.files++
	case string(name) == "Edited":
		r.edited = true
		r.fields = false
	}
}

func (r *letter) time(value []byte) {
	at, err := time.Parse("Mon, 2 Jan 2006 15:04:05 -0700", string(value[:min(len(value), 64)]))
	if s := at.Unix(); err == nil && s > 0 && s < thread.Latest && (r.sent == 0 || s < r.sent) {
		r.sent = s
	}
}

// body counts one line of the text, or passes one of a quote in front of it.
func (r *letter) body(line []byte) {
	switch {
	case r.words == 0 && r.gap == 0 && bytes.HasPrefix(line, []byte("> From: ")):
		r.quote = true
		return
	case r.quote && len(line) > 0 && line[0] == '>':
		return
	case r.quote:
		r.quote = false
		return
	case len(line) == 0:
		r.gap++
		return
	}
	runes, flags := thread.Measure(line)
	if r.words > 0 {
		r.runes += r.gap + 1
	}
	r.runes += runes
	r.flags |= flags
	r.words++
	r.gap = 0
}

// versioned reads the versions of an edited message, each line of which
// begins with a bar. The text of the newest counts, the time of the oldest.
func (r *letter) versioned(line []byte) {
	line, ok := bytes.CutPrefix(line, []byte("|"))
	if !ok {
		return
	}
	line = bytes.TrimPrefix(line, []byte(" "))
	name, value, _ := bytes.Cut(line, []byte(": "))
	switch {
	case string(name) == "Version" && (r.version == 0 || !r.fields):
		n, err := strconv.Atoi(string(value))
		if err != nil {
			break
		}
		if r.version == 0 {
			r.newest = n
		}
		r.version, r.fields = n, true
		return
	case !r.fields:
	case len(line) == 0:
		r.fields, r.gap = false, 0
		return
	case string(name) == "Sent":
		r.time(value)
		return
	case string(name) == "Attachment":
		if r.version == r.newest {
			r.files++
		}
		return
	}
	if r.version == r.newest {
		r.body(line)
	}
}

// close counts the letter that was read.
func (r *letters) close() {
	if !r.on {
		return
	}
	r.on = false
	l := &r.letter
	switch l.typ {
	case "incoming", "outgoing":
	case "call-history":
		r.call()
		return
	case "timer-notification":
		r.Disappearing++
		fallthrough
	default:
		r.System++
		return
	}
	if l.sent == 0 {
		r.Damaged++
		return
	}
	mine := l.typ == "outgoing"
	if !mine && thread.Clean([]byte(l.from)) == "" {
		r.Unsupported++
		return
	}
	m := chat.Message{At: l.sent, Author: uint16(r.author(mine)), Runes: l.runes, Flags: l.flags}
	switch {
	case l.files > 0:
		m.Kind = chat.Media
	case l.words == 0:
		m.Kind = chat.Empty
	}
	if l.edited {
		m.Flags |= chat.Edited
	}
	r.Add(m)
}

func (r *letters) call() {
	if r.sent == 0 {
		r.Damaged++
		return
	}
	c := chat.Call{At: r.sent, Author: -1}
	if thread.Clean([]byte(r.letter.from)) != "" {
		c.Author = r.author(false)
	}
	r.Call(c)
}

func (r *letters) author(mine bool) int32 {
	if mine {
		return r.Owner("\x00", "You")
	}
	return r.Person(r.letter.from, plain(r.letter.from))
}

// plain gives a name without the number behind it: "Bob (+447700900123)".
func plain(name string) string {
	name = thread.Clean([]byte(name))
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		return name[:i]
	}
	return name
}
