// Package chatdb writes chat.db files that never were: the invented
// conversation of a Plan as Messages keeps it, among what else such a file
// holds.
//
// It promises that whoever reads one of the two chosen people finds the Truth
// and nothing more: tapbacks, events of groups, a group and other people's
// chats lie between, and half the texts are coded. It writes the file anew.
package chatdb

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver

	"ebb/chat/chatgen"
)

// Handles of the other person, in the order in which they are used. The last
// is known to be theirs only where the file says so.
var Handles = []string{"+447700900123", "07700900123", "sam@example.org"}

// Another is somebody else, with a text in each row that nobody may read.
const (
	Another = "+447700900777"
	Secret  = "somebody else's words"
	Group   = "The weather group"
)

// Plan is a conversation and what lies around it.
type Plan struct {
	chatgen.Plan
	Old    bool // as before 2017: seconds, few columns, all texts plain
	Others int  // rows of other people, for each hundred of the conversation
}

const modern = `
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT,
  attributedBody BLOB, service TEXT, error INTEGER DEFAULT 0, date INTEGER, is_delivered INTEGER DEFAULT 0, is_from_me INTEGER DEFAULT 0,
  is_sent INTEGER DEFAULT 0, cache_has_attachments INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, balloon_bundle_id TEXT,
  associated_message_type INTEGER DEFAULT 0, date_edited INTEGER DEFAULT 0, date_retracted INTEGER DEFAULT 0);
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL, person_centric_id TEXT);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE (message_id, attachment_id));
CREATE TRIGGER after_insert AFTER UPDATE ON message BEGIN SELECT no_such_function(); END;
INSERT INTO handle (id, service, person_centric_id) VALUES ('+447700900123', 'iMessage', 'A'), ('07700900123', 'SMS', NULL), ('sam@example.org', 'iMessage', 'A'),
  ('+447700900777', 'iMessage', NULL);
INSERT INTO chat (guid, style, chat_identifier, display_name) VALUES ('a', 45, '+447700900123', ''), ('b', 45, '07700900123', ''),
  ('c', 45, 'sam@example.org', ''), ('d', 45, '+447700900777', ''), ('e', 43, 'chat123456789', 'The weather group');
INSERT INTO chat_handle_join VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 1), (5, 4);`

const old = `
CREATE TABLE message (ROWID INTEGER PRIMARY KEY, is_from_me INTEGER, handle_id INTEGER, text TEXT, date INTEGER);
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, chat_identifier TEXT);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
INSERT INTO handle VALUES (1, '+447700900123'), (2, '07700900123'), (4, '+447700900777');
INSERT INTO chat VALUES (1, 'a', '+447700900123'), (2, 'b', '07700900123'), (4, 'd', '+447700900777');`

type writer struct {
	Plan
	*chatgen.Truth
	put, join *sql.Stmt
	rnd       *rand.Rand
	rows      int64
	err       error
}

// Write writes a database and says what a reader of the other person finds.
func Write(path string, p Plan) (truth chatgen.Truth, err error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return truth, err
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return truth, err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	schema := modern
	if p.Old {
		schema = old
	}
	for _, q := range []string{"PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF", schema} {
		if _, err := db.ExecContext(context.Background(), q); err != nil {
			return truth, err
		}
	}
	tx, err := db.Begin()
	if err != nil {
		return truth, err
	}
	if truth, err = fill(tx, p); err != nil {
		return truth, errors.Join(err, tx.Rollback())
	}
	return truth, tx.Commit()
}

func fill(tx *sql.Tx, p Plan) (chatgen.Truth, error) {
	insert := "INSERT INTO message (guid, text, handle_id, attributedBody, date, is_from_me, cache_has_attachments, item_type, associated_message_type, date_edited, date_retracted, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	if p.Old {
		insert = "INSERT INTO message (text, handle_id, date, is_from_me) VALUES (?, ?, ?, ?)"
	}
	put, err := tx.Prepare(insert)
	if err != nil {
		return chatgen.Truth{}, err
	}
	join, err := tx.Prepare("INSERT INTO chat_message_join (chat_id, message_id) VALUES (?, ?)")
	if err != nil {
		return chatgen.Truth{}, err
	}
	items, truth := chatgen.Items(p.Plan)
	w := &writer{Plan: p, Truth: truth, put: put, join: join, rnd: rand.New(rand.NewPCG(p.Seed, 2))}
	for it := range items {
		w.item(&it)
		if w.rnd.IntN(100) < p.Others {
			w.other(it.At)
		}
	}
	truth.Calls, truth.Missed, truth.CallSeconds, truth.CallsBy = 0, 0, 0, [2]int{} // calls are kept elsewhere
	truth.Media += truth.Empty                                                      // it knows none
	truth.Empty = 0
	if p.Old {
		truth.Edited, truth.System = 0, 0
	}
	return *truth, w.err
}

// message is one row, and the chat it belongs to.
type message struct {
	chat, handle           int
	at                     time.Time
	mine                   bool
	text, body             any
	attached, item, tapped int
	edited, retracted      bool
	failed                 bool
}

func (w *writer) item(it *chatgen.Item) {
	m := message{at: it.At, mine: it.Author == 0, chat: 1 + int(it.Pick%3)}
	if w.Old {
		m.chat = 1 + int(it.Pick%2)
	}
	m.handle = m.chat
	switch it.Kind {
	case chatgen.Call:
		return
	case chatgen.Notice:
		m.item = 1
		if w.Old {
			return
		}
	case chatgen.Media, chatgen.Empty:
		m.text, m.attached = "\ufffc", 1
	case chatgen.Deleted:
		m.retracted, m.edited = true, true
	default:
		m.text, m.edited = string(it.Text), it.Edited
	}
	if w.Old && it.Kind == chatgen.Deleted { // nothing could be taken back
		m.text, m.attached = "\ufffc", 0
		w.Truth.Media++
		w.Truth.Deleted--
	}
	if s, ok := m.text.(string); ok && !w.Old && it.Pick%2 == 0 {
		m.text, m.body = nil, Body(s, it.Pick%4 == 0)
	}
	w.row(m)
	if !w.Old && w.rnd.IntN(8) == 0 && it.Kind == chatgen.Text {
		w.row(message{chat: m.chat, handle: m.handle, at: it.At, mine: !m.mine, text: "Loved a colour", tapped: 2000 + w.rnd.IntN(6) + 1000*w.rnd.IntN(2)})
	}
	if !w.Old && w.rnd.IntN(400) == 0 {
		w.row(message{chat: m.chat, handle: m.handle, at: it.At, mine: true, text: "never left", failed: true})
	}
}

// other writes a row of somebody else, or of a group.
func (w *writer) other(at time.Time) {
	m := message{chat: 4, handle: 4, at: at, mine: w.rnd.IntN(2) == 0, text: Secret}
	if !w.Old && w.rnd.IntN(3) == 0 {
		m.chat, m.handle = 5, 1+3*w.rnd.IntN(2)
	}
	w.row(m)
}

// epoch is where the database's time begins.
var epoch = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)

func (w *writer) row(m message) {
	w.rows++
	date := int64(m.at.Sub(epoch))
	if w.Old {
		date /= 1e9
		w.exec(w.put, m.text, m.handle, date, m.mine)
	} else {
		w.exec(w.put, w.rows, m.text, m.handle, m.body, date, m.mine, m.attached, m.item, m.tapped, when(m.edited, date), when(m.retracted, date), m.failed)
	}
	w.exec(w.join, m.chat, w.rows)
}

func (w *writer) exec(s *sql.Stmt, args ...any) {
	if _, err := s.Exec(args...); err != nil && w.err == nil {
		w.err = err
	}
}

func when(is bool, date int64) int64 {
	if is {
		return date
	}
	return 0
}

// Body codes a text as the database does: an attributed string with one run.
func Body(text string, mutable bool) []byte {
	b := append([]byte{4, 11}, "streamtyped"...)
	b = append(b, 0x81, 0xe8, 3, 0x84, 1, '@', 0x84, 0x84, 0x84)
	object := byte(0x95)
	if mutable {
		b = name(b, "NSMutableAttributedString", 0)
		b = append(b, 0x84, 0x84)
	}
	b = name(b, "NSAttributedString", 0)
	b = name(append(b, 0x84, 0x84), "NSObject", 0)
	b = append(b, 0x85, 0x92, 0x84, 0x84, 0x84)
	if mutable {
		b = name(b, "NSMutableString", 1)
		b = append(b, 0x84, 0x84)
	} else {
		object = 0x94
	}
	b = append(name(b, "NSString", 1), object, 0x84, 1, '+')
	b = append(size(b, len(text)), text...)
	b = append(b, 0x86, 0x84, 2, 'i', 'I', 1)
	b = size(b, len([]rune(text)))
	b = name(append(b, 0x92, 0x84, 0x84, 0x84), "NSDictionary", 0)
	return append(b, object, 0x84, 1, 'i', 0, 0x86, 0x86)
}

// name writes a class's name and version.
func name(b []byte, name string, version byte) []byte {
	return append(append(append(b, byte(len(name))), strings.TrimSpace(name)...), version)
}

func size(b []byte, n int) []byte {
	switch {
	case n < 0x80:
		return append(b, byte(n))
	case n < 0x8000:
		return binary.LittleEndian.AppendUint16(append(b, 0x81), uint16(n))
	}
	return binary.LittleEndian.AppendUint32(append(b, 0x82), uint32(n))
}
