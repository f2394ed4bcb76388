package records

import (
	"bytes"
	"cmp"

	"ebb/chat"
	"ebb/chat/signal/thread"
)

// message is one as Signal keeps it on a computer.
type message struct {
	typ, chat          string
	service, telephone string
	sent, stamp, first int64 // milliseconds
	runes              uint32
	flags              uint8
	files, versions    int
	deleted, once      bool
	timer              int64
	call               callDetails
}

type callDetails struct {
	known, incoming, declined bool
	accepted, ended           int64
}

// desktop reads messages, one a line.
func (r *reader) desktop() ([]*chat.History, error) {
	damaged, last := 0, false
	for r.More() {
		var m message
		last = r.Kind() != '{' || r.Object(func(key []byte) error { return r.field(&m, key) }) != nil || r.Err() != nil || !r.keep(&m)
		if last {
			damaged++
		}
		if r.tooLarge() {
			r.Stop(errTooLarge)
			break
		}
	}
	if last && r.Err() != nil {
		damaged--
	}
	return r.histories(damaged)
}

// list reads messages in a list that has not a line for each.
func (r *reader) list() ([]*chat.History, error) {
	damaged, _ := r.Items(func() error {
		var m message
		if r.Kind() != '{' || r.Object(func(key []byte) error { return r.field(&m, key) }) != nil || r.Err() != nil || !r.keep(&m) {
			return errDamaged
		}
		if r.tooLarge() {
			r.Stop(errTooLarge)
		}
		return nil
	})
	return r.histories(damaged)
}

func (r *reader) field(m *message, key []byte) error {
	switch string(key) {
	case "type":
		m.typ = string(r.Text())
	case "conversationId":
		m.chat = thread.Clean(r.Text())
	case "source":
		m.telephone = thread.Clean(r.Text())
	case "sourceServiceId", "sourceUuid":
		m.service = thread.Clean(r.Text())
	case "sent_at":
		m.sent, _ = r.Int()
	case "timestamp":
		m.stamp, _ = r.Int()
	case "body":
		m.runes, m.flags = thread.Measure(bytes.TrimSpace(r.Text()))
	case "attachments", "contact":
		return r.Array(func() error { m.files++; return nil })
	case "sticker", "poll", "payment", "giftBadge":
		if r.Kind() == '{' {
			m.files++
		}
	case "editHistory":
		return r.Array(func() error { return r.version(m) })
	case "deletedForEveryone":
		m.deleted = r.Bool() || m.deleted
	case "isViewOnce":
		m.once = r.Bool()
	case "expirationTimerUpdate":
		return r.Object(func(key []byte) error {
			if string(key) == "expireTimer" {
				m.timer, _ = r.Int()
			}
			return nil
		})
	case "callHistoryDetails":
		return r.Object(func(key []byte) error { return r.callField(&m.call, key) })
	}
	return nil
}

// version takes the time of one version of a message, the present one among
// them.
func (r *reader) version(m *message) error {
	m.versions++
	return r.Object(func(key []byte) error {
		if string(key) == "timestamp" {
			if n, ok := r.Int(); ok && n > 0 && (m.first == 0 || n < m.first) {
				m.first = n
			}
		}
		return nil
	})
}

func (r *reader) callField(c *callDetails, key []byte) error {
	c.known = true
	switch string(key) {
	case "wasIncoming":
		c.incoming = r.Bool()
	case "wasDeclined":
		c.declined = r.Bool()
	case "acceptedTime":
		c.accepted, _ = r.Int()
	case "endedTime":
		c.ended, _ = r.Int()
	}
	return nil
}

// keep counts a message; false where it has no time or no chat.
func (r *reader) keep(m *message) bool {
	ms := cmp.Or(m.sent, m.stamp)
	if m.first > 0 && m.first < ms {
		ms = m.first
	}
	at := ms / 1000
	if at <= 0 || at >= thread.Latest || m.typ == "" {
		return false
	}
	t := r.thread(m.chat, true)
	switch m.typ {
	case "incoming", "outgoing":
	case "call-history":
		t.Call(m.called(t, at))
		return true
	case "story":
		return true
	default:
		if m.timer > 0 {
			t.Disappearing++
		}
		t.System++
		return true
	}
	if m.timer > 0 { // as it was written once
		t.Disappearing++
		t.System++
		return true
	}
	who := m.author(t)
	if who < 0 {
		t.Unsupported++
		return true
	}
	r.add(t, m.message(at, who))
	return true
}

func (m *message) message(at int64, who int32) chat.Message {
	x := chat.Message{At: at, Author: uint16(who), Runes: m.runes, Flags: m.flags}
	switch {
	case m.deleted:
		x.Kind, x.Runes, x.Flags = chat.Deleted, 0, 0
	case m.once:
		x.Kind, x.Runes, x.Flags = chat.Empty, 0, 0
	case m.files > 0:
		x.Kind = chat.Media
	case m.runes == 0:
		x.Kind = chat.Empty
	}
	if m.versions > 1 && !m.deleted {
		x.Flags |= chat.Edited
	}
	return x
}

// author is who wrote: the owner, or somebody by number or id; -1 for nobody.
func (m *message) author(t *thread.Thread) int32 {
	id := cmp.Or(m.service, m.telephone)
	switch {
	case m.typ == "outgoing":
		return t.Owner("\x00", "You")
	case id == "":
		return -1
	}
	return t.Person(id, cmp.Or(m.telephone, m.service))
}

func (m *message) called(t *thread.Thread, at int64) chat.Call {
	c := chat.Call{At: at, Author: -1}
	if !m.call.known {
		return c
	}
	c.Missed = m.call.declined || m.call.accepted == 0
	if !m.call.incoming {
		c.Author = t.Owner("\x00", "You")
	} else {
		c.Author = m.author(t)
	}
	if d := (m.call.ended - m.call.accepted) / 1000; m.call.accepted > 0 && d > 0 && d < 1<<24 && !c.Missed {
		c.Seconds = int32(d)
	}
	return c
}
