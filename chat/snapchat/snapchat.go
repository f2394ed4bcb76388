// Package snapchat knows the chat_history.json of Snapchat's "My Data", in
// both of its layouts, in order to refuse it: it holds the messages that
// somebody saved and no others, so that every count of it would mislead.
package snapchat

import (
	"bytes"
	"io"

	"ebb/chat"
	"ebb/chat/jsonread"
)

const name = "snapchat"

// Format refuses Snapchat's downloads.
type Format struct{}

// Name is "snapchat".
func (Format) Name() string { return name }

// looks is how many chats and messages tell what a file is.
const looks = 20

// Detect looks for lists of messages under the names of people, as they are
// today, or under those of four kinds of chats, as they were.
func (Format) Detect(head []byte) int {
	if !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) || !bytes.Contains(head, []byte("Media Type")) && !bytes.Contains(head, []byte("Chat History")) {
		return 0
	}
	score, lists := 0, 0
	r := jsonread.New(bytes.NewReader(head))
	_ = r.Object(func(key []byte) error {
		if old(key) {
			score = max(score, 90)
		}
		if lists++; lists > looks || r.Kind() != '[' {
			return nil
		}
		items := 0
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

func old(key []byte) bool {
	switch string(key) {
	case "Received Saved Chat History", "Sent Saved Chat History", "Received Unsaved Chat History", "Sent Unsaved Chat History":
		return true
	}
	return false
}

// shape says how much an item looks like one of Snapchat's messages.
func shape(r *jsonread.Reader) int {
	var person, kind, created bool
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "From", "To":
			person = true
		case "Media Type":
			kind = true
		case "Created":
			created = true
		}
		return nil
	})
	if person && kind && created {
		return 95
	}
	return 0
}

// Decode refuses.
func (Format) Decode(io.Reader, chat.Options) ([]*chat.History, error) {
	return nil, &chat.Refusal{Format: name, Code: "snapchat"}
}
