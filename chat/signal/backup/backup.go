// Package backup reads main.jsonl, the export that Signal itself writes: a
// line for each frame, first about the account, then people, chats and what
// was said in them.
//
// It promises that the keys and the PIN that such a file holds are passed over
// and never copied; that a message counts at the time when it was first sent,
// however often it was edited; and that a damaged line costs what was on it.
// It refuses to count what Signal wrote to everybody.
package backup

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"ebb/chat"
	"ebb/chat/jsonread"
	"ebb/chat/signal/thread"
)

// Is says whether a text begins like an export.
func Is(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	for range 4 {
		line, rest, _ := bytes.Cut(head, []byte{'\n'})
		switch {
		case bytes.HasPrefix(line, []byte(`{`)) && bytes.Contains(line[:min(len(line), 400)], []byte(`"backupTimeMs"`)):
			return true
		case frame(line):
			return true
		}
		head = rest
	}
	return false
}

// frame says whether a line is one of the frames that others have not.
func frame(line []byte) bool {
	start := line[:min(len(line), 4096)]
	switch {
	case bytes.HasPrefix(start, []byte(`{"account":{`)):
		return bytes.Contains(start, []byte(`"profileKey"`)) || bytes.Contains(start, []byte(`"accountSettings"`))
	case bytes.HasPrefix(start, []byte(`{"recipient":{"id":`)), bytes.HasPrefix(start, []byte(`{"chat":{"id":`)):
		return true
	}
	return bytes.HasPrefix(start, []byte(`{"chatItem":{`)) && bytes.Contains(start, []byte(`"chatId"`))
}

// reader is the state between two lines.
type reader struct {
	*jsonread.Reader
	me       string // the owner's name
	people   map[int64]*recipient
	chats    map[int64]*conversation
	order    []*conversation
	messages int
	damaged  int  // lines of which the chat is not known
	last     *int // what counted the line that was read last, where it was damaged
	item     item
}

// conversation is a chat of the file.
type conversation struct {
	*thread.Thread
	with  int64 // the recipient
	known bool  // its own line was read
}

// Decode reads all chats of an export.
func Decode(in io.Reader, o chat.Options) ([]*chat.History, error) {
	r := &reader{Reader: jsonread.New(in), people: map[int64]*recipient{}, chats: map[int64]*conversation{}}
	for r.More() {
		before := r.messages
		r.line()
		if r.messages > before {
			o.Seen(r.messages)
		}
		if r.tooLarge() {
			return nil, &chat.Failure{Format: thread.Name, Line: r.Line(), Cause: chat.ErrTooLarge}
		}
	}
	return r.histories()
}

func (r *reader) tooLarge() bool {
	return r.messages > chat.MaxMessages || len(r.people) > 50*chat.MaxAuthors || len(r.chats) > 50*chat.MaxAuthors || r.item.in != nil && r.item.in.TooLarge()
}

// line reads one frame.
func (r *reader) line() {
	r.item, r.last = item{}, nil
	if r.Kind() != '{' {
		r.Skip()
		r.lost()
		return
	}
	isItem := false
	err := r.Object(func(key []byte) error {
		switch string(key) {
		case "account":
			r.account()
		case "recipient":
			r.recipient()
		case "chat":
			r.chat()
		case "chatItem":
			isItem = true
			return r.Object(r.field)
		}
		return nil
	})
	switch {
	case err != nil || r.Err() != nil:
		r.lost()
	case isItem:
		r.finish()
	}
}

// lost counts a damaged line, on its chat where that was read.
func (r *reader) lost() {
	r.last = &r.damaged
	if c := r.chats[r.item.chat]; c != nil && r.item.chat != 0 {
		r.last = &c.Damaged
	}
	*r.last++
}

// account takes the owner's name, and nothing else of what is there.
func (r *reader) account() {
	var given, family string
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "givenName":
			given = thread.Clean(r.Text())
		case "familyName":
			family = thread.Clean(r.Text())
		}
		return nil
	})
	r.me = join(given, family)
}

// chat reads the frame of a chat.
func (r *reader) chat() {
	var id, with, timer int64
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "id":
			id, _ = r.Int()
		case "recipientId":
			with, _ = r.Int()
		case "expirationTimerMs":
			timer, _ = r.Int()
		}
		return nil
	})
	if r.Err() != nil {
		return
	}
	c := r.conversation(id)
	c.with, c.known = with, true
	if timer > 0 {
		c.Disappearing++
	}
}

// conversation gives the chat with an id, a new one if need be.
func (r *reader) conversation(id int64) *conversation {
	c := r.chats[id]
	if c == nil {
		c = &conversation{Thread: thread.New()}
		c.Zoned = true
		r.chats[id] = c
		r.order = append(r.order, c)
	}
	return c
}

// histories finishes the reading. Where the file breaks off, what was read
// before is kept.
func (r *reader) histories() ([]*chat.History, error) {
	torn := r.Err()
	if torn != nil && r.last != nil { // it broke off there, and was not damaged
		*r.last--
	}
	var all []*chat.History
	keys := map[string]int{}
	for _, c := range r.order {
		p := r.people[c.with]
		if p != nil && p.kind == aside {
			continue
		}
		if p != nil {
			c.Title, c.Key = p.title(), p.key
			if keys[c.Key]++; keys[c.Key] > 1 {
				c.Key = "" // two groups of one name
			}
		}
		c.Damaged += r.damaged
		c.Overlong = r.Overlong()
		h := c.History()
		if h == nil {
			continue
		}
		if torn != nil {
			h.Warn(chat.WarnTorn, max(1, r.messages))
		}
		all = append(all, h)
	}
	if len(all) > 0 {
		return slices.Clip(all), nil
	}
	return nil, r.nothing(torn)
}

func (r *reader) nothing(torn error) error {
	cause := chat.ErrEmpty
	switch {
	case torn != nil && !errors.Is(torn, jsonread.ErrTorn) && !errors.Is(torn, jsonread.ErrDepth):
		return torn
	case torn != nil || r.damaged > 0:
		cause = chat.ErrNotChat
	}
	return &chat.Failure{Format: thread.Name, Line: 1, Cause: cause}
}
