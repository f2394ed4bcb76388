package discord

import (
	"errors"
	"time"

	"ebb/chat"
	"ebb/chat/jsonread"
	"ebb/chat/roster"
)

// channel is an export while it is read.
type channel struct {
	r          *jsonread.Reader
	o          chat.Options
	guild      bool
	key, title string
	listed     bool
	people     roster.Roster
	messages   roster.Messages
	calls      []chat.Call
	system     int
	damaged    int
	torn       bool

	message           message
	onItem, onThing   func() error
	onField, onAuthor func([]byte) error
}

// message is one item while it is read.
type message struct {
	kind           kind
	at, ended      time.Time
	edited         bool
	runes          uint32
	asks           bool
	things, embeds int // attachments and stickers, and previews
	counted        int
	id, user, nick []byte
}

type kind uint8

const (
	unknown kind = iota // the file does not say
	notice
	written
	call
)

func newChannel(r *jsonread.Reader, o chat.Options) *channel {
	c := &channel{r: r, o: o}
	c.onItem, c.onThing = c.item, func() error { c.message.counted++; return nil }
	c.onField, c.onAuthor = c.messageField, c.authorField
	return c
}

// field reads a member of the outermost object.
func (c *channel) field(key []byte) error {
	switch string(key) {
	case "guild":
		c.guild = c.r.Kind() == '{'
	case "channel":
		return c.r.Object(func(key []byte) error {
			switch string(key) {
			case "id":
				c.key = string(c.r.Text())
			case "name":
				c.title = string(c.r.Text())
			}
			return nil
		})
	case "messages":
		if c.r.Kind() != '[' {
			return nil
		}
		c.listed = true
		damaged, err := c.r.Items(c.onItem)
		c.damaged += damaged
		return err
	}
	return nil
}

// What a message may lack.
var (
	errBare   = errors.New("a message without a date or a kind")
	errUnsent = errors.New("a message from nobody")
)

// item reads one message, notice or call.
func (c *channel) item() error {
	m := &c.message
	*m = message{id: m.id[:0], user: m.user[:0], nick: m.nick[:0]}
	if err := c.r.Object(c.onField); err != nil {
		return err
	}
	switch {
	case m.at.IsZero() || m.kind == unknown:
		return errBare
	case m.kind == notice:
		c.system++
		return nil
	}
	called := m.nick
	if len(called) == 0 {
		called = m.user
	}
	author, ok := c.people.Place(m.id, called)
	if !ok && !c.people.Full() {
		return errUnsent
	}
	if !ok || c.messages.Len()+len(c.calls) == chat.MaxMessages {
		c.r.Stop(chat.ErrTooLarge)
		return chat.ErrTooLarge
	}
	c.keep(author)
	return nil
}

func (c *channel) keep(author int) {
	m := &c.message
	if m.kind == call {
		seconds := int64(0)
		if m.ended.After(m.at) {
			seconds = min(int64(m.ended.Sub(m.at)/time.Second), 1<<30)
		}
		c.calls = append(c.calls, chat.Call{At: m.at.Unix(), Author: int32(author), Seconds: int32(seconds)})
		return
	}
	out := chat.Message{At: m.at.Unix(), Runes: m.runes, Author: uint16(author)}
	switch {
	case m.things > 0 || m.runes == 0 && m.embeds > 0:
		out.Kind = chat.Media
	case m.runes == 0:
		out.Kind = chat.Empty
	}
	if m.edited {
		out.Flags |= chat.Edited
	}
	if m.asks {
		out.Flags |= chat.Asks
	}
	c.messages.Add(out)
	c.o.Seen(c.messages.Len())
}

// messageField reads a member of a message.
func (c *channel) messageField(key []byte) error {
	m, r := &c.message, c.r
	switch string(key) {
	case "type":
		m.kind = kindOf(string(r.Text()))
	case "timestamp":
		m.at = instant(r.Text())
	case "timestampEdited":
		m.edited = len(r.Text()) > 0
	case "callEndedTimestamp":
		m.ended = instant(r.Text())
	case "content":
		m.runes, m.asks = chat.Measure(r.Text())
	case "author":
		return r.Object(c.onAuthor)
	case "attachments", "stickers":
		n, err := c.things()
		m.things += n
		return err
	case "embeds":
		n, err := c.things()
		m.embeds = n
		return err
	}
	return nil
}

// things counts what a list holds.
func (c *channel) things() (int, error) {
	c.message.counted = 0
	err := c.r.Array(c.onThing)
	return c.message.counted, err
}

func (c *channel) authorField(key []byte) error {
	m, r := &c.message, c.r
	switch string(key) {
	case "id":
		m.id = append(m.id[:0], r.Text()...)
	case "name":
		m.user = append(m.user[:0], r.Text()...)
	case "nickname":
		m.nick = append(m.nick[:0], r.Text()...)
	}
	return nil
}

// kindOf tells messages from notices. Kinds without a name are written as
// numbers: 20 and 23 are what somebody has a bot say.
func kindOf(text string) kind {
	switch text {
	case "Default", "Reply", "20", "23":
		return written
	case "Call":
		return call
	case "":
		return unknown
	}
	return notice
}

// instant reads a time with its zone; zero where there is none.
func instant(text []byte) time.Time {
	if len(text) == 0 {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, string(text))
	if err != nil || at.Year() < 2010 || at.Year() > 2200 {
		return time.Time{}
	}
	return at
}
