package transcript

import (
	"bytes"

	"ebb/chat"
	"ebb/chat/signal/phrase"
	"ebb/chat/signal/thread"
)

// open is the message whose lines are being read.
type open struct {
	stamp
	who   string
	on    bool
	short bool // as sigtop writes it: no quotes, no links

	lines   int    // with words on them
	blank   uint32 // line ends not yet counted
	runes   uint32
	flags   uint8
	files   int
	deleted bool
	notice  bool
	call    bool
	missed  bool
	seconds int32
	// What the first line was taken for, should more follow.
	firstRunes uint32
	firstFlags uint8
}

// bare says whether a message has nothing in it.
func (o *open) bare() bool { return o.lines == 0 && o.files == 0 && !o.deleted }

func (o *open) kind() chat.Kind {
	switch {
	case o.deleted:
		return chat.Deleted
	case o.files > 0:
		return chat.Media
	case o.lines == 0:
		return chat.Empty
	}
	return chat.Text
}

// begin takes the rest of the stamped line.
func (o *open) begin(text []byte) {
	if o.short {
		text = o.details(text)
	}
	o.take(text)
	if o.lines != 1 || o.files > 0 {
		return
	}
	whole := bytes.TrimSpace(text)
	o.firstRunes, o.firstFlags = o.runes, o.flags
	if string(whole) == "(This message was deleted)" {
		o.deleted = true
	} else if c, ok := phrase.Call(whole); ok {
		o.call, o.missed, o.seconds = true, c.Missed, c.Seconds
	}
	if o.deleted || o.call {
		o.runes, o.flags, o.lines = 0, 0, 0
	}
}

// more takes a line that goes on.
func (o *open) more(line []byte) {
	o.blank++
	o.take(line)
}

// take counts what was written on a line.
func (o *open) take(line []byte) {
	line = bytes.TrimRight(line, " \t")
	if !o.short {
		line = o.links(line)
	}
	if len(line) == 0 || !o.short && o.aside(line) {
		return
	}
	if o.deleted || o.call { // words after all
		o.deleted, o.call, o.missed, o.seconds = false, false, false, 0
		o.lines, o.runes, o.flags = 1, o.firstRunes, o.firstFlags
	}
	runes, flags := thread.Measure(line)
	if o.lines > 0 {
		o.runes += o.blank
	}
	o.runes += runes
	o.flags |= flags
	o.lines++
	o.blank = 0
}

// aside says whether a line is about the message: a quote before it,
// reactions, a sticker.
func (o *open) aside(line []byte) bool {
	switch {
	case line[0] == '>' && o.lines == 0 && o.blank > 0:
	case bytes.HasPrefix(line, []byte("(- ")) && bytes.HasSuffix(line, []byte(" -)")):
	case bytes.HasPrefix(line, []byte("((")) && bytes.HasSuffix(line, []byte("))")):
		o.files++
	default:
		return false
	}
	return true
}

// links takes links to files off the end of a line.
func (o *open) links(line []byte) []byte {
	for len(line) > 0 && line[len(line)-1] == ')' {
		at := bytes.LastIndex(line, []byte("]("))
		if at < 0 || !ownFile(line[at+2:]) {
			break
		}
		start := bytes.LastIndexByte(line[:at], '[')
		if start < 0 {
			break
		}
		if start > 0 && line[start-1] == '!' {
			start--
		}
		o.files++
		line = bytes.TrimRight(line[:start], " \t")
	}
	return line
}

func ownFile(path []byte) bool {
	for _, p := range []string{"./media/", "media/", "../exported_stickers/"} {
		if bytes.HasPrefix(path, []byte(p)) {
			return true
		}
	}
	return false
}

// details takes what sigtop says in front of a short line: "[edited, 2
// attachments]".
func (o *open) details(text []byte) []byte {
	end := bytes.IndexByte(text, ']')
	if len(text) == 0 || text[0] != '[' || end < 0 {
		return text
	}
	inner := text[1:end]
	known := false
	for part := range bytes.SplitSeq(inner, []byte(", ")) {
		switch {
		case string(part) == "edited":
			o.flags |= chat.Edited
		case bytes.HasSuffix(part, []byte(" attachment")), bytes.HasSuffix(part, []byte(" attachments")):
			o.files++
		case bytes.HasPrefix(part, []byte("reply to ")):
		case string(part) == "call-history message":
			o.call = true
		case bytes.HasSuffix(part, []byte(" message")):
			o.notice = true
		default:
			continue
		}
		known = true
	}
	if !known {
		return text
	}
	return bytes.TrimLeft(text[end+1:], " ")
}
