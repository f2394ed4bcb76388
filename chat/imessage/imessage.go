// Package imessage reads the text files that imessage-exporter writes. It knows
// the database that Messages itself keeps too, and refuses it: that holds
// everybody's messages, and is read by the command line alone, in a process of
// its own, which package db is for.
//
// It promises that a reply is counted once, however often the file shows it,
// that tapbacks and announcements are no messages, and that no stamp inside a
// message begins a new one unless a sender follows. It refuses the exporter's
// HTML.
package imessage

import (
	"bytes"
	"io"

	"ebb/chat"
)

const name = "imessage"

// owner is who exported, as the exporter writes them.
const owner = "Me"

// Magic is how a SQLite database begins.
const Magic = "SQLite format 3\x00"

// Format reads imessage-exporter's text.
type Format struct{}

// Name is "imessage".
func (Format) Name() string { return name }

// Detect looks for a stamp with a sender below it, for the exporter's HTML,
// and for a database.
func (Format) Detect(head []byte) int {
	switch {
	case bytes.HasPrefix(head, []byte(Magic)):
		return 100
	case isPage(head):
		return 95
	}
	return stamps(head)
}

// isPage says whether a text is the exporter's HTML.
func isPage(head []byte) bool {
	return bytes.Contains(head, []byte("<html")) && bytes.Contains(head, []byte(`class="message"`)) &&
		bytes.Contains(head, []byte(`class="timestamp"`)) && bytes.Contains(head, []byte(`class="sender"`))
}

// stamps is how sure a text is one: its first line that is not blank must be a
// stamp with something below or behind it.
func stamps(head []byte) int {
	var line, below []byte
	for rest := head; len(line) == 0 && len(rest) > 0; {
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		below, _, _ = bytes.Cut(rest, []byte("\n"))
	}
	_, behind, ok := stamp(line)
	switch {
	case !ok:
		return 0
	case len(behind) > 0 && !isRead(behind), len(bytes.TrimSpace(below)) > 0 && below[0] != ' ':
		return 95
	}
	return 0
}

// Decode reads a whole file: one chat.
func (Format) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	lines := chat.NewLines(r)
	head := lines.Head()
	switch {
	case bytes.HasPrefix(head, []byte(Magic)):
		return nil, &chat.Refusal{Format: name, Code: "imessage-upload"}
	case isPage(head[:min(len(head), 64<<10)]):
		return nil, &chat.Refusal{Format: name, Code: "imessage-html"}
	}
	p := &parse{lines: lines, options: o, place: map[string]uint16{}}
	if known, ok := r.(interface{ Size() int64 }); ok && len(head) > 0 {
		p.messages = make([]chat.Message, 0, expected(head, known.Size()))
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
	h, err := p.history(lines.Err())
	if err != nil {
		return nil, err
	}
	return []*chat.History{h}, nil
}

// expected is how many messages a file of a size may hold, going by its head,
// and a little more. A head can lie, so no more than two million.
func expected(head []byte, size int64) int {
	stamped := 0
	for line := range bytes.Lines(head) {
		if _, _, ok := stamp(line); ok {
			stamped++
		}
	}
	n := size * int64(stamped) / int64(len(head))
	return int(max(0, min(n+n/32+64, chat.MaxMessages/2)))
}
