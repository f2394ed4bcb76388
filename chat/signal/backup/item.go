package backup

import (
	"strconv"

	"ebb/chat"
	"ebb/chat/signal/thread"
)

// item is one frame of a chat while it is read: the order of its fields is
// not given.
type item struct {
	chat, author, sent int64
	first              int64 // when its oldest version was sent; 0 for no other
	in                 *conversation

	what     what
	runes    uint32
	flags    uint8
	files    int
	unsent   bool // it never went out
	timer    bool // it disappears, or says that messages will
	unknown  bool // Signal itself could not read it
	call     call
	callFrom int64
}

// what an item is.
type what uint8

const (
	nothing what = iota
	standard
	media
	deleted
	empty
	update
	callItem
)

// call as Signal writes it, one to one or of a group.
type call struct {
	outgoing, missed bool
	group            bool
	start, end       int64 // milliseconds
}

// field reads one field of a chat item.
func (r *reader) field(key []byte) error {
	it := &r.item
	switch string(key) {
	case "chatId":
		it.chat, _ = r.Int()
	case "authorId":
		it.author, _ = r.Int()
	case "dateSent":
		it.sent, _ = r.Int()
	case "expiresInMs":
		n, _ := r.Int()
		it.timer = n > 0
	case "revisions":
		return r.Array(r.revision)
	case "outgoing":
		return r.outgoing()
	case "standardMessage":
		it.what = standard
		return r.Object(r.standard)
	case "viewOnceMessage":
		it.what = empty
	case "remoteDeletedMessage", "adminDeletedMessage":
		it.what = deleted
	case "stickerMessage", "contactMessage", "giftBadge":
		it.what = media
	case "paymentNotification":
		it.what = media
		return r.captioned("note")
	case "poll":
		it.what = media
		return r.captioned("question")
	case "directStoryReplyMessage":
		it.what = standard
		return r.Object(r.storyReply)
	case "updateMessage":
		it.what = update
		return r.Object(r.update)
	}
	return nil
}

// revision takes the time of an older version of a message.
func (r *reader) revision() error {
	return r.Object(func(key []byte) error {
		if string(key) == "dateSent" {
			if n, ok := r.Int(); ok && n > 0 && (r.item.first == 0 || n < r.item.first) {
				r.item.first = n
			}
		}
		return nil
	})
}

// outgoing finds out whether a message went out: not if it failed, or waits,
// for everybody it is to.
func (r *reader) outgoing() error {
	to, stuck := 0, 0
	err := r.Object(func(key []byte) error {
		if string(key) != "sendStatus" {
			return nil
		}
		return r.Array(func() error {
			to++
			return r.Object(func(key []byte) error {
				if k := string(key); k == "failed" || k == "pending" {
					stuck++
				}
				return nil
			})
		})
	})
	r.item.unsent = to > 0 && stuck == to
	return err
}

func (r *reader) standard(key []byte) error {
	switch string(key) {
	case "text":
		return r.captioned("body")
	case "attachments":
		return r.Array(func() error { r.item.files++; return nil })
	}
	return nil
}

// storyReply reads an answer to a story: some words, or an emoji.
func (r *reader) storyReply(key []byte) error {
	switch string(key) {
	case "emoji":
		r.item.runes, r.item.flags = thread.Measure(r.Text())
	case "textReply":
		return r.Object(func(key []byte) error {
			if string(key) == "text" {
				return r.captioned("body")
			}
			return nil
		})
	}
	return nil
}

// captioned measures one field of an object.
func (r *reader) captioned(field string) error {
	return r.Object(func(key []byte) error {
		if string(key) == field {
			r.item.runes, r.item.flags = thread.Measure(r.Text())
		}
		return nil
	})
}

// update reads what is no message: a call, or a notice.
func (r *reader) update(key []byte) error {
	switch string(key) {
	case "individualCall", "groupCall":
		r.item.what, r.item.call.group = callItem, string(key) == "groupCall"
		return r.Object(r.callField)
	case "expirationTimerChange":
		return r.Object(r.expiry)
	case "groupChange":
		return r.Object(func(key []byte) error {
			if string(key) != "updates" {
				return nil
			}
			return r.Array(func() error {
				return r.Object(func(key []byte) error {
					if string(key) == "groupExpirationTimerUpdate" {
						return r.Object(r.expiry)
					}
					return nil
				})
			})
		})
	case "simpleUpdate":
		return r.Object(func(key []byte) error {
			r.item.unknown = string(key) == "type" && string(r.Text()) == "UNSUPPORTED_PROTOCOL_MESSAGE" || r.item.unknown
			return nil
		})
	}
	return nil
}

func (r *reader) expiry(key []byte) error {
	if string(key) == "expiresInMs" {
		n, _ := r.Int()
		r.item.timer = r.item.timer || n > 0
	}
	return nil
}

func (r *reader) callField(key []byte) error {
	c := &r.item.call
	switch string(key) {
	case "direction":
		c.outgoing = string(r.Text()) == "OUTGOING"
	case "state":
		switch string(r.Text()) {
		case "NOT_ACCEPTED", "MISSED", "MISSED_NOTIFICATION_PROFILE", "DECLINED":
			c.missed = true
		case "OUTGOING_RING":
			c.outgoing = true
		}
	case "startedCallTimestamp":
		c.start, _ = r.Int()
	case "endedCallTimestamp":
		c.end, _ = r.Int()
	case "startedCallRecipientId", "ringerRecipientId":
		if n, ok := r.Int(); ok && n > 0 {
			r.item.callFrom = n
		}
	}
	return nil
}

// finish counts an item that was read to its end.
func (r *reader) finish() {
	it := &r.item
	at, ok := seconds(it.sent)
	if first, known := seconds(it.first); known && it.first > 0 && first < at {
		at = first
	}
	if !ok || it.chat == 0 {
		r.lost()
		return
	}
	c := r.conversation(it.chat)
	it.in = c
	if p := r.people[c.with]; p != nil && p.kind == aside {
		return
	}
	if it.timer {
		c.Disappearing++
	}
	switch {
	case it.unknown:
		c.System++
		c.Unsupported++
	case it.what == nothing:
		c.Unsupported++
	case it.what == update:
		c.System++
	case it.what == callItem:
		r.call(c, at)
	case it.unsent:
	case it.author == 0:
		r.lost()
	default:
		r.message(c, at)
	}
}

func (r *reader) message(c *conversation, at int64) {
	it := &r.item
	m := chat.Message{At: at, Author: uint16(r.person(c, it.author)), Runes: it.runes, Flags: it.flags}
	switch {
	case it.what == deleted:
		m.Kind = chat.Deleted
	case it.what == empty, it.what == standard && it.files == 0 && it.runes == 0:
		m.Kind = chat.Empty
	case it.what == media || it.files > 0:
		m.Kind = chat.Media
	}
	if it.first > 0 && m.Kind != chat.Deleted {
		m.Flags |= chat.Edited
	}
	c.Add(m)
	r.messages++
}

// call keeps a call. One to one it came from the owner or from the one whose
// chat it is; a group's says who began it, or does not.
func (r *reader) call(c *conversation, at int64) {
	it := &r.item
	if start, ok := seconds(it.call.start); ok && it.call.start > 0 {
		at = start
	}
	x := chat.Call{At: at, Author: -1, Missed: it.call.missed}
	switch {
	case it.call.group && it.callFrom != 0:
		x.Author = r.person(c, it.callFrom)
	case it.call.outgoing:
		x.Author = c.Owner("self", r.myName())
	case !it.call.group && c.with != 0:
		x.Author = r.person(c, c.with)
	}
	if d := (it.call.end - it.call.start) / 1000; it.call.start > 0 && d > 0 && d < 1<<24 && !x.Missed {
		x.Seconds = int32(d)
	}
	c.Call(x)
}

// person gives the author with an id their place in a chat.
func (r *reader) person(c *conversation, id int64) int32 {
	p := r.people[id]
	if p != nil && p.kind == self {
		return c.Owner("self", r.myName())
	}
	name := "Unknown"
	if p != nil && p.name != "" {
		name = p.name
	}
	return c.Person(strconv.FormatInt(id, 10), name)
}

// myName is the owner's, or what Signal calls them where they have none.
func (r *reader) myName() string {
	if r.me == "" {
		return "You"
	}
	return r.me
}

// seconds turns milliseconds into a time that is believed.
func seconds(ms int64) (int64, bool) {
	s := ms / 1000
	return s, s > 0 && s < thread.Latest
}
