package telegram

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/chat"
	"ebb/chat/roster"
)

// thread is one chat.
type thread struct {
	title, kind, key string
	id               int64
	listed           bool
	people           roster.Roster
	messages         roster.Messages
	begins           int64 // where in the file the first message ends
	calls            []chat.Call
	localCalls       []bool // of these, those of which only the wall clock is known

	stamped, walled int   // items with an instant, and with a wall clock alone
	ahead           int64 // how far the wall clock was ahead, in the first item with both
	both            bool

	system, unsupported, cleared, timers, damaged int
	torn, crowded                                 bool
}

func (t *thread) count() int { return t.messages.Len() + len(t.calls) }

// local marks a message of which only the wall clock is known, until the chat
// has been read.
const local uint8 = 1 << 7

// latest is a second beyond all that can be meant.
const latest = 1 << 33

// time gives when an item was, and whether that is only a wall clock.
func (t *thread) time(m *message) (int64, uint8, bool) {
	if m.at != 0 {
		t.stamped++
		if !t.both && m.walled {
			var wall int64
			if wall, t.both = clock(m.wall[:]); t.both {
				t.ahead = wall - m.at
			}
		}
		return m.at, 0, true
	}
	if !m.walled {
		return 0, 0, false
	}
	at, ok := clock(m.wall[:])
	if ok {
		t.walled++
	}
	return at, local, ok
}

// clock reads 2019-07-05T16:55:32.
func clock(text []byte) (int64, bool) {
	at, err := time.Parse("2006-01-02T15:04:05", string(text))
	sec := at.Unix()
	return sec, err == nil && sec > 0 && sec < latest
}

// expect makes room for all messages of a file that is one chat, once there
// are enough to know how long they are.
func (t *thread) expect(f *file) {
	const enough = 1 << 10
	switch n := t.messages.Len(); {
	case n == 0:
		t.begins = f.r.Offset()
	case n == enough && t == &f.root:
		each := max(1, (f.r.Offset()-t.begins)/enough)
		left := (f.size - f.r.Offset()) / each
		t.messages.Expect(left + left/32)
	}
}

// histories gives every chat that holds anything.
func (f *file) histories() []*chat.History {
	var out []*chat.History
	all := append(f.threads, &f.root)
	// Where a file breaks off between two chats, any of them may be the last.
	if f.r.Err() != nil && !slices.ContainsFunc(all, func(t *thread) bool { return t.torn }) {
		for _, t := range all {
			t.torn = true
		}
	}
	for _, t := range all {
		if f.crowded = f.crowded || t.crowded; t.count() > 0 && !t.crowded {
			out = append(out, f.history(t))
		}
	}
	return out
}

// history finishes the reading of one chat.
func (f *file) history(t *thread) *chat.History {
	h := &chat.History{
		Format: name, Chat: t.title, Key: t.key, Zoned: t.stamped > 0,
		Messages: t.messages.All(), Calls: t.calls, System: t.system,
	}
	t.place(h, f.o.Zone)
	back := roster.Order(h)
	t.people.Settle(h)
	h.Owner = f.owner(t)
	if h.Chat == "" && t.kind != "personal_chat" {
		h.Chat = t.kind // "saved_messages", which has no name
	}
	f.warn(t, h, back)
	return h
}

// place turns wall clocks into instants, in a chat that has both.
func (t *thread) place(h *chat.History, zone *time.Location) {
	instant := func(wall int64) int64 {
		if t.both || zone == nil {
			return wall - t.ahead
		}
		w := time.Unix(wall, 0).UTC()
		return time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, zone).Unix()
	}
	if t.walled == 0 {
		return
	}
	for i := range h.Messages {
		if m := &h.Messages[i]; m.Flags&local != 0 {
			m.Flags &^= local
			if h.Zoned {
				m.At = instant(m.At)
			}
		}
	}
	for i, wall := range t.localCalls {
		if wall && h.Zoned {
			h.Calls[i].At = instant(h.Calls[i].At)
		}
	}
}

// owner is the author whose export it is: the one an account names, or in a
// chat of two whoever is not the other, whose id such a chat has.
func (f *file) owner(t *thread) string {
	var mine, others []string
	for id, name := range t.people.IDs {
		number := strings.TrimPrefix(id, "user")
		switch {
		case f.me != 0 && number == strconv.FormatInt(f.me, 10), f.me == 0 && t.kind == "saved_messages" && number == t.key:
			mine = append(mine, name)
		case number != t.key || t.key == "":
			others = append(others, name)
		}
		if id == "" {
			return ""
		}
	}
	if f.me == 0 && (t.kind == "personal_chat" || t.kind == "bot_chat") && t.key != "" {
		mine = others
	}
	if len(mine) == 1 {
		return mine[0]
	}
	return ""
}

// warn says what may be missing.
func (f *file) warn(t *thread, h *chat.History, back int) {
	lost := t.damaged
	if t != &f.root {
		lost += f.damaged
	}
	for _, w := range []chat.Warning{
		{Code: chat.WarnDisappearing, N: t.timers},
		{Code: chat.WarnCleared, N: t.cleared},
		{Code: chat.WarnUnsupported, N: t.unsupported},
		{Code: chat.WarnOverlong, N: f.r.Overlong()},
		{Code: chat.WarnDamaged, N: lost},
	} {
		if w.N > 0 {
			h.Warn(w.Code, w.N)
		}
	}
	if t.torn {
		h.Warn(chat.WarnTorn, len(h.Messages))
	}
	if back >= roster.ManySteps {
		h.Warn(chat.WarnBackwards, back)
	}
	h.Recount()
}
