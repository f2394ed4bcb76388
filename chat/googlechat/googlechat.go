// Package googlechat reads the messages.json that Google Takeout writes for
// each conversation of Google Chat.
//
// It promises that people are told apart by their addresses, and that a date
// is read in whichever of the known languages it was written. It refuses
// dates of other places than UTC, one by one, and a file in which it can read
// no date at all. The other files of a download are none of it.
package googlechat

import (
	"bytes"
	"errors"
	"io"

	"ebb/chat"
	"ebb/chat/jsonread"
)

const name = "googlechat"

// Format reads Google Chat's downloads.
type Format struct{}

// Name is "googlechat".
func (Format) Name() string { return name }

// looks is how many messages tell what a file is.
const looks = 20

// Detect looks for a list of messages with creators and dates in words.
func (Format) Detect(head []byte) int {
	if !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) || !bytes.Contains(head, []byte("created_date")) && !bytes.Contains(head, []byte("message_state")) {
		return 0
	}
	score, items := 0, 0
	r := jsonread.New(bytes.NewReader(head))
	_ = r.Object(func(key []byte) error {
		if string(key) != "messages" {
			return nil
		}
		_, err := r.Items(func() error {
			if items++; items <= looks {
				score = max(score, shape(r))
			}
			return nil
		})
		return err
	})
	return score
}

// shape says how much an item looks like a message of this format.
func shape(r *jsonread.Reader) int {
	var creator, created, state, id, topic bool
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "creator":
			creator = r.Kind() == '{'
		case "created_date":
			created = r.Kind() == '"'
		case "message_state":
			state = true
		case "message_id":
			id = true
		case "topic_id":
			topic = true
		}
		return nil
	})
	switch {
	case creator && created:
		return 95
	case creator && state && id, (created || state) && id && topic:
		return 85
	}
	return 0
}

// Decode reads one conversation.
func (Format) Decode(r io.Reader, _ chat.Options) ([]*chat.History, error) {
	head := &beginning{r: r}
	p := &parse{r: jsonread.New(head), authors: map[string]int{}, taken: map[string]int{}}
	if known, ok := r.(interface{ Size() int64 }); ok {
		p.size = known.Size()
	}
	err := p.file()
	switch {
	case err != nil && !errors.Is(err, jsonread.ErrTorn) && !errors.Is(err, jsonread.ErrDepth):
		if errors.Is(err, chat.ErrTooLarge) {
			return nil, head.failure(err)
		}
		return nil, err
	case !p.listed, p.kept() == 0 && (err != nil || p.damaged > 0):
		return nil, head.failure(chat.ErrNotChat)
	case p.messages.Len() == 0:
		return nil, nil
	}
	return []*chat.History{p.history(err != nil || p.r.Kind() != 0)}, nil
}

// beginning keeps the first bytes that are read.
type beginning struct {
	r     io.Reader
	first []byte
}

func (b *beginning) Read(out []byte) (int, error) {
	n, err := b.r.Read(out)
	if room := 400 - len(b.first); room > 0 {
		b.first = append(b.first, out[:min(n, room)]...)
	}
	return n, err
}

func (b *beginning) failure(cause error) error {
	text := bytes.TrimLeft(b.first, " \t\r\n")
	if len(text) == 0 {
		cause = chat.ErrEmpty
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return &chat.Failure{Format: name, Line: 1, Text: chat.Excerpt(line), Cause: cause}
}
