// Package records reads the JSON that other programs write from Signal on a
// computer: data.json of signal-export, one object a line, and what sigtop
// gives, a list of messages as Signal keeps them.
//
// It promises to take from each message when, who, how much and what it was,
// and to pass over everything else, keys included. It refuses to name people
// whom the file does not name: they go by number or id there.
package records

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"ebb/chat"
	"ebb/chat/jsonread"
	"ebb/chat/signal/thread"
)

// twin is how sure it is of data.json: enough for a file alone, and too little
// beside others, where chat.md lies next to it and holds the same messages.
const twin = 50

// Detect says how sure it is that a text is one of the two.
func Detect(head []byte) int {
	head = bytes.TrimLeft(head, " \t\r\n")
	start := head[:min(len(head), 16<<10)]
	has := func(keys ...string) bool {
		for _, k := range keys {
			if !bytes.Contains(start, []byte(`"`+k+`"`)) {
				return false
			}
		}
		return true
	}
	switch {
	case len(head) == 0:
	case head[0] == '{' && has("date", "sender", "body", "quote", "reactions", "attachments"):
		return twin
	case head[0] == '[' && list(head) && has("conversationId", "type") && (has("sent_at") || has("received_at")):
		return 95
	}
	return 0
}

// list says whether a text is a list of objects, or an empty one.
func list(head []byte) bool {
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	return len(rest) > 0 && rest[0] == '{'
}

// reader is what both share.
type reader struct {
	*jsonread.Reader
	options  chat.Options
	byChat   map[string]*thread.Thread
	order    []*thread.Thread
	messages int
	now      *thread.Thread // the chat of the item read last
}

// Decode reads all chats of a file.
func Decode(in io.Reader, o chat.Options) ([]*chat.History, error) {
	start := bufio.NewReaderSize(in, 64<<10)
	head, _ := start.Peek(64 << 10)
	r := &reader{options: o, byChat: map[string]*thread.Thread{}}
	if lined(head) {
		r.Reader = jsonread.New(&unlisted{r: start})
		return r.desktop()
	}
	r.Reader = jsonread.New(start)
	if r.Kind() == '[' {
		return r.list()
	}
	return r.data()
}

// What ends the reading, and what an item that cannot be counted gives.
var (
	errTooLarge = errors.New("too large")
	errDamaged  = errors.New("damaged")
)

// thread gives the chat with a key.
func (r *reader) thread(key string, zoned bool) *thread.Thread {
	t := r.byChat[key]
	if t == nil {
		t = thread.New()
		t.Key, t.Zoned = key, zoned
		r.byChat[key] = t
		r.order = append(r.order, t)
	}
	r.now = t
	return t
}

// add keeps a message, and tells of it.
func (r *reader) add(t *thread.Thread, m chat.Message) {
	t.Add(m)
	r.messages++
	r.options.Seen(r.messages)
}

func (r *reader) tooLarge() bool {
	return r.messages > chat.MaxMessages || len(r.order) > chat.MaxAuthors || r.now != nil && r.now.TooLarge()
}

// histories finishes the reading.
func (r *reader) histories(damaged int) ([]*chat.History, error) {
	torn := r.Err()
	if errors.Is(torn, errTooLarge) {
		return nil, &chat.Failure{Format: thread.Name, Line: r.Line(), Cause: chat.ErrTooLarge}
	}
	var all []*chat.History
	for _, t := range r.order {
		t.Damaged += damaged
		t.Overlong = r.Overlong()
		h := t.History()
		if h == nil {
			continue
		}
		if torn != nil {
			h.Warn(chat.WarnTorn, max(1, r.messages))
		}
		all = append(all, h)
	}
	if len(all) > 0 {
		return all, nil
	}
	return nil, r.nothing(torn, damaged)
}

func (r *reader) nothing(torn error, damaged int) error {
	cause := chat.ErrEmpty
	switch {
	case torn != nil && !errors.Is(torn, jsonread.ErrTorn) && !errors.Is(torn, jsonread.ErrDepth):
		return torn
	case torn != nil || damaged > 0 || len(r.order) == 0:
		cause = chat.ErrNotChat
	}
	return &chat.Failure{Format: thread.Name, Line: 1, Cause: cause}
}
