package telegram

import (
	"errors"
	"strconv"

	"ebb/chat"
)

// message is one item of a chat, while it is read. Its members come in any
// order, so it is put together first.
type message struct {
	kind     kind
	at       int64 // the instant; 0 where the item has none
	wall     [19]byte
	walled   bool
	id, from []byte
	runes    uint32
	asks     bool
	said     bool // the text was read
	media    bool
	edited   bool
	action   action
	seconds  int64
	missed   bool
}

type kind uint8

const (
	written kind = iota
	service
	unsupported
)

type action uint8

const (
	otherAction action = iota
	call
	cleared
	timer
)

// item reads one message, notice or call.
func (f *file) item() error {
	id, from := f.message.id[:0], f.message.from[:0]
	f.message = message{id: id, from: from}
	if err := f.r.Object(f.onField); err != nil {
		return err
	}
	t := f.open
	switch f.message.kind {
	case unsupported:
		t.unsupported++
		return nil
	case service:
		return f.serve(t)
	}
	return f.keep(t)
}

// messageField reads a member of a message.
func (f *file) messageField(key []byte) error {
	m, r := &f.message, f.r
	switch string(key) {
	case "type":
		m.kind = kindOf(r.Text())
	case "date":
		m.walled = copy(m.wall[:], r.Text()) == len(m.wall)
	case "date_unixtime":
		if at, ok := r.Int(); ok && at > 0 && at < latest {
			m.at = at
		}
	case "edited":
		year := r.Text()
		m.edited = m.edited || len(year) > 4 && string(year[:4]) != "1970" // what old versions wrote for never
	case "edited_unixtime":
		at, ok := r.Int()
		m.edited = m.edited || ok && at > 24*60*60
	case "from", "actor":
		m.from = append(m.from[:0], r.Text()...)
	case "from_id", "actor_id":
		f.sender()
	case "text":
		return f.text()
	case "text_entities":
		if !m.said {
			return f.text()
		}
	case "action":
		m.action = actionOf(r.Text())
	case "duration_seconds":
		m.seconds, _ = r.Int()
	case "discard_reason":
		reason := string(r.Text())
		m.missed = m.missed || reason == "missed" || reason == "busy"
	case "is_missed":
		m.missed = r.Bool() || m.missed
	case "photo", "file", "media_type", "sticker_emoji", "contact_information", "contact_vcard", "location_information",
		"place_name", "poll", "game_title", "invoice_information", "giveaway_information", "giveaway_results",
		"paid_stars_amount", "todo_list", "story":
		m.media = true
	}
	return nil
}

func kindOf(text []byte) kind {
	switch string(text) {
	case "service":
		return service
	case "unsupported":
		return unsupported
	}
	return written
}

func actionOf(text []byte) action {
	switch string(text) {
	case "phone_call", "conference_call":
		return call
	case "clear_history":
		return cleared
	case "set_messages_ttl":
		return timer
	}
	return otherAction
}

// sender reads an id. Old files write it as a number.
func (f *file) sender() {
	m := &f.message
	if f.r.Kind() == '"' {
		m.id = append(m.id[:0], f.r.Text()...)
	} else if id, ok := f.r.Int(); ok {
		m.id = strconv.AppendInt(m.id[:0], id, 10)
	}
}

// text measures a text, which is a string or a list of strings and objects.
func (f *file) text() error {
	f.message.runes, f.message.asks, f.message.said = 0, false, true
	if f.r.Kind() == '[' {
		return f.r.Array(f.onPart)
	}
	return f.part()
}

func (f *file) part() error {
	if f.r.Kind() == '{' {
		return f.r.Object(f.onPartField)
	}
	runes, asks := chat.Measure(f.r.Text())
	f.message.runes += runes
	f.message.asks = f.message.asks || asks
	return nil
}

func (f *file) partField(key []byte) error {
	if string(key) == "text" && f.r.Kind() == '"' {
		return f.part()
	}
	return nil
}

// What a message may lack.
var (
	errUndated = errors.New("a message without a date")
	errUnsent  = errors.New("a message from nobody")
)

// keep adds a message to its chat.
func (f *file) keep(t *thread) error {
	m := &f.message
	at, flags, ok := t.time(m)
	if !ok {
		return errUndated
	}
	author, ok := f.author(t)
	if !ok {
		return errUnsent
	}
	if f.read++; f.read > chat.MaxMessages {
		f.r.Stop(chat.ErrTooLarge)
		return chat.ErrTooLarge
	}
	k := chat.Text
	switch {
	case m.media:
		k = chat.Media
	case m.runes == 0:
		k = chat.Empty
	}
	if m.edited {
		flags |= chat.Edited
	}
	if m.asks {
		flags |= chat.Asks
	}
	t.expect(f)
	t.messages.Add(chat.Message{At: at, Runes: m.runes, Author: uint16(author), Kind: k, Flags: flags})
	f.o.Seen(f.read)
	return nil
}

func (f *file) author(t *thread) (int, bool) {
	at, ok := t.people.Place(f.message.id, f.message.from)
	t.crowded = t.crowded || !ok && t.people.Full()
	return at, ok
}

// serve takes down a notice or a call.
func (f *file) serve(t *thread) error {
	m := &f.message
	switch m.action {
	case call:
		return f.called(t)
	case cleared:
		t.cleared++
	case timer:
		t.timers++
	}
	t.system++
	return nil
}

func (f *file) called(t *thread) error {
	m := &f.message
	at, flags, ok := t.time(m)
	if !ok {
		return errUndated
	}
	author, ok := f.author(t)
	if !ok {
		author = -1
	}
	if len(t.calls) >= chat.MaxMessages {
		f.r.Stop(chat.ErrTooLarge)
		return chat.ErrTooLarge
	}
	t.calls = append(t.calls, chat.Call{At: at, Author: int32(author), Missed: m.missed, Seconds: int32(max(0, min(m.seconds, 1<<30)))})
	t.localCalls = append(t.localCalls, flags != 0)
	return nil
}
