// Package discord reads the JSON that DiscordChatExporter writes of a channel.
// It is read where somebody has it, and nowhere recommended: making one takes
// a token that Discord's terms keep from being used so.
//
// It promises that people are told apart by their ids, that times are
// instants, that notices are no messages, and that a channel in which only one
// person writes is said to be one. It refuses Discord's own data package,
// which holds one side only, and keeps no text.
package discord

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"ebb/chat"
	"ebb/chat/jsonread"
	"ebb/chat/roster"
)

const name = "discord"

// Format reads DiscordChatExporter's JSON.
type Format struct{}

// Name is "discord".
func (Format) Name() string { return name }

// Detect looks for a guild and a channel, or for the package's messages.
func (Format) Detect(head []byte) int {
	if ownPackage(head) {
		return 95
	}
	if first(head) != '{' {
		return 0
	}
	p := newChannel(jsonread.New(bytes.NewReader(head)), chat.Options{})
	_ = p.r.Object(p.field)
	switch {
	case p.guild && p.key != "" && p.listed:
		return 95
	case p.guild && p.key != "":
		return 80
	}
	return 0
}

func first(text []byte) byte {
	if text = bytes.TrimLeft(text, " \t\r\n"); len(text) > 0 {
		return text[0]
	}
	return 0
}

// ownPackage says whether a text is one of the files of Discord's own package:
// a list of messages without senders, or the table of older packages.
func ownPackage(head []byte) bool {
	if bytes.HasPrefix(head, []byte("ID,Timestamp,Contents")) {
		return true
	}
	if first(head) != '[' {
		return false
	}
	r := jsonread.New(bytes.NewReader(head))
	found := 0
	_ = r.Array(func() error {
		_ = r.Object(func(key []byte) error {
			switch string(key) {
			case "ID", "Timestamp", "Contents":
				found++
			}
			return nil
		})
		return errors.New("one is enough")
	})
	return found == 3
}

// Decode reads a channel.
func (Format) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	head := make([]byte, 4<<10)
	n, err := io.ReadFull(r, head)
	if head = head[:n]; err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if ownPackage(head) {
		return nil, &chat.Refusal{Format: name, Code: "discord-package"}
	}
	c := newChannel(jsonread.New(io.MultiReader(bytes.NewReader(head), r)), o)
	_ = c.r.Object(c.field)
	err = c.r.Err()
	c.torn = err != nil
	switch broken := errors.Is(err, jsonread.ErrTorn) || errors.Is(err, jsonread.ErrDepth); {
	case err != nil && !broken:
		return nil, err
	case c.messages.Len()+len(c.calls) > 0:
		return []*chat.History{c.history()}, nil
	case len(bytes.TrimSpace(head)) == 0, c.listed && !broken && c.damaged == 0:
		return nil, c.failure(head, chat.ErrEmpty)
	}
	return nil, c.failure(head, chat.ErrNotChat)
}

func (c *channel) failure(head []byte, cause error) error {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
	return &chat.Failure{Format: name, Line: c.r.Line(), Text: chat.Excerpt(line), Cause: cause}
}

// history finishes the reading.
func (c *channel) history() *chat.History {
	h := &chat.History{Format: name, Chat: c.title, Key: c.key, Zoned: true, Messages: c.messages.All(), Calls: c.calls, System: c.system}
	back := roster.Order(h)
	c.people.Settle(h)
	if n := c.r.Overlong(); n > 0 {
		h.Warn(chat.WarnOverlong, n)
	}
	if c.damaged > 0 {
		h.Warn(chat.WarnDamaged, c.damaged)
	}
	if c.torn {
		h.Warn(chat.WarnTorn, len(h.Messages))
	}
	if back >= roster.ManySteps {
		h.Warn(chat.WarnBackwards, back)
	}
	if n := len(h.Messages); n > 0 && !several(h.Messages) {
		h.Warn(chat.WarnOneSided, n)
	}
	h.Recount()
	return h
}

// several says whether more than one person wrote.
func several(messages []chat.Message) bool {
	return slices.ContainsFunc(messages, func(m chat.Message) bool { return m.Author != messages[0].Author })
}
