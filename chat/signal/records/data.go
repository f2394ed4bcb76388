package records

import (
	"bytes"
	"time"

	"ebb/chat"
	"ebb/chat/signal/phrase"
	"ebb/chat/signal/thread"
)

// line is one message of data.json.
type line struct {
	at      int64
	dated   bool
	who     string
	runes   uint32
	flags   uint8
	files   int
	deleted bool
	call    bool
	called  phrase.Called
	edited  bool
}

// data reads data.json, a line for each message.
func (r *reader) data() ([]*chat.History, error) {
	damaged, last := 0, false
	t := r.thread("", false)
	for r.More() {
		var l line
		last = r.Kind() != '{' || r.Object(func(key []byte) error { return r.lineField(&l, key) }) != nil || r.Err() != nil || !l.dated || l.who == ""
		if last {
			damaged++
			continue
		}
		r.finish(t, &l)
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

func (r *reader) lineField(l *line, key []byte) error {
	switch string(key) {
	case "date":
		l.at, l.dated = local(r.Text())
	case "sender":
		l.who = thread.Clean(r.Text())
	case "body":
		r.body(l)
	case "sticker":
		if k := r.Kind(); k == '{' {
			l.files++
		} else if len(bytes.TrimSpace(r.Text())) > 0 {
			l.files++
		}
	case "attachments":
		return r.Array(func() error { l.files++; return nil })
	case "edits":
		return r.Array(func() error { return r.edit(l) })
	case "deleted":
		l.deleted = r.Bool()
	case "call":
		l.call = r.Bool() || l.call
	case "missed":
		l.called.Missed = r.Bool() || l.called.Missed
	}
	return nil
}

// body measures the text, which ends with two blanks.
func (r *reader) body(l *line) {
	text := bytes.TrimRight(r.Text(), " \n")
	if c, ok := phrase.Call(text); ok {
		l.call, l.called = true, phrase.Called{Missed: c.Missed || l.called.Missed, Seconds: c.Seconds}
	}
	l.runes, l.flags = thread.Measure(text)
}

// edit takes the time of an older version.
func (r *reader) edit(l *line) error {
	l.edited = true
	return r.Object(func(key []byte) error {
		if string(key) == "date" {
			if at, ok := local(r.Text()); ok && l.dated && at < l.at {
				l.at = at
			}
		}
		return nil
	})
}

// local reads "2024-03-09T16:00:05.123000", the wall clock of the computer.
func local(text []byte) (int64, bool) {
	if len(text) < 19 {
		return 0, false
	}
	at, err := time.Parse("2006-01-02T15:04:05", string(text[:19]))
	return at.Unix(), err == nil && at.Unix() > 0
}

func (r *reader) finish(t *thread.Thread, l *line) {
	mine := l.who == "Me"
	bare := l.runes == 0 && l.files == 0 && !l.deleted
	switch {
	case l.call:
		t.Call(chat.Call{At: l.at, Author: person(t, l.who), Missed: l.called.Missed, Seconds: l.called.Seconds})
		return
	case l.who == "No-Sender" && !bare:
		t.Unsupported++
		return
	case bare && !mine:
		t.System++
		return
	}
	m := chat.Message{At: l.at, Author: uint16(person(t, l.who)), Runes: l.runes, Flags: l.flags}
	switch {
	case l.deleted:
		m.Kind, m.Runes, m.Flags = chat.Deleted, 0, 0
	case l.files > 0:
		m.Kind = chat.Media
	case bare:
		m.Kind = chat.Empty
	}
	if l.edited && !l.deleted {
		m.Flags |= chat.Edited
	}
	r.add(t, m)
}

// person gives an author their place; -1 for nobody.
func person(t *thread.Thread, who string) int32 {
	switch who {
	case "Me":
		return t.Owner(who, who)
	case "No-Sender":
		return -1
	}
	return t.Person(who, who)
}
