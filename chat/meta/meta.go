// Package meta reads what Instagram and Messenger write when somebody downloads
// their messages as JSON: the files message_1.json and on of a thread, and the
// single file a chat of Messenger's download of encrypted chats.
//
// It promises that times, kinds and lengths are those of the messages as they
// were typed: text that Meta's download garbles is put right before it is
// measured, and only where that is certain. Reactions and the sentences that
// Meta writes in somebody's name are no messages. It refuses the download as
// HTML, and every other file of a download.
package meta

import (
	"bytes"
	"errors"
	"io"

	"ebb/chat"
	"ebb/chat/jsonread"
)

const name = "meta"

// Format reads Instagram's and Messenger's downloads.
type Format struct{}

// Name is "meta".
func (Format) Name() string { return name }

// Detect looks for a thread with its people and a first message.
func (Format) Detect(head []byte) int {
	switch first(head) {
	case '{':
		return detectJSON(head)
	case '<':
		return detectHTML(head)
	}
	return 0
}

// first is the first byte of a text that is no blank.
func first(head []byte) byte {
	if text := bytes.TrimLeft(head, " \t\r\n"); len(text) > 0 {
		return text[0]
	}
	return 0
}

// detectJSON looks for the fields of a thread. Where one is missing, it reads
// as much as the head holds.
func detectJSON(head []byte) int {
	switch {
	case !holds(head, "messages"):
		return 0
	case holds(head, "participants", "sender_name", "timestamp_ms"), holds(head, "participants", "senderName", "timestamp", "isUnsent"):
		return 95
	}
	p := newParse(jsonread.New(bytes.NewReader(head)))
	p.look = true
	_ = p.thread()
	switch {
	case !p.listed:
		return 0
	case p.shaped && p.peopled:
		return 95
	case p.shaped:
		return 85
	case p.peopled && p.items == 0 && (p.path != "" || p.flat && p.title != ""):
		return 80
	}
	return 0
}

// holds says whether all of these stand in a text in quotes, as keys do.
func holds(text []byte, keys ...string) bool {
	for _, k := range keys {
		if !bytes.Contains(text, []byte(`"`+k+`"`)) {
			return false
		}
	}
	return true
}

// Decode reads one file of a thread, or several put behind each other.
func (Format) Decode(r io.Reader, _ chat.Options) ([]*chat.History, error) {
	in := &begun{r: r}
	if first(in.look()) == '<' {
		return nil, &chat.Refusal{Format: name, Code: "meta-html"}
	}
	var out []*chat.History
	for j := jsonread.New(in); ; {
		p := newParse(j)
		p.size = in.size()
		err := p.thread()
		switch {
		case err != nil && !errors.Is(err, jsonread.ErrTorn) && !errors.Is(err, jsonread.ErrDepth):
			return nil, in.failure(err)
		case (!p.listed || p.count() == 0 && (err != nil || p.damaged > 0)) && len(out) == 0:
			return nil, in.failure(chat.ErrNotChat)
		case len(p.messages) > 0 || len(p.calls) > 0:
			out = append(out, p.history(err != nil))
		case len(out) == 0 && err != nil:
			return nil, in.failure(chat.ErrNotChat)
		case len(out) > 0 && (err != nil || !p.listed):
			last := out[len(out)-1]
			last.Warnings = append(last.Warnings, chat.Warning{Code: chat.WarnTorn, N: len(last.Messages)})
		}
		if err != nil || !p.listed || !j.More() {
			return out, nil
		}
	}
}

// failure names the line where a file begins that cannot be read.
func (b *begun) failure(cause error) error {
	if !errors.Is(cause, chat.ErrNotChat) && !errors.Is(cause, chat.ErrTooLarge) {
		return cause
	}
	if first(b.head) == 0 {
		cause = chat.ErrEmpty
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(b.head, " \t\r\n"), []byte("\n"))
	return &chat.Failure{Format: name, Line: 1, Text: chat.Excerpt(line), Cause: cause}
}

// begun keeps the first bytes of a text.
type begun struct {
	r    io.Reader
	head []byte
	at   int
	err  error
}

const beginning = 512

// look gives them, and does not take them.
func (b *begun) look() []byte {
	if b.head == nil {
		b.head = make([]byte, beginning)
		n, err := io.ReadFull(b.r, b.head)
		b.head = b.head[:n]
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			b.err = err
		}
	}
	return b.head
}

func (b *begun) Read(out []byte) (int, error) {
	if head := b.look(); b.at < len(head) {
		n := copy(out, head[b.at:])
		b.at += n
		return n, nil
	}
	if b.err != nil {
		return 0, b.err
	}
	return b.r.Read(out)
}

// size is how long the text is thought to be; 0 where nobody knows.
func (b *begun) size() int64 {
	if s, ok := b.r.(interface{ Size() int64 }); ok {
		return s.Size()
	}
	return 0
}
