package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unsafe"

	"ebb/chat"
	"ebb/chat/imessage/table"
	"ebb/chat/imessage/typedstream"
	"ebb/chat/imessage/wire"
)

// reading is one talk being read.
type reading struct {
	*people
	talk    *talk
	out     *wire.Writer
	authors map[*person]uint16
	names   map[string]bool
	query   *sql.Stmt
	notices int
	unsent  int
	broken  int
	sent    int
	notes   []chat.Warning

	attached map[int64]bool // rows with an attachment, where they do not say so themselves
	got      []wire.Message
}

// at once is how many rows one statement asks for.
const atOnce = 256

// Columns of a row, in the order they are asked for.
const (
	cIs = iota // bits, below
	cDate
	cAssociated
	cHandle
	cRow
	cText
	cBody
	columns
)

// Bits that say what a row is. Each is a condition on its columns, which holds
// where they are there.
var bits = []string{
	"is_from_me IS TRUE",
	"item_type IS TRUE",
	"date_edited > 0",
	"date_retracted > 0",
	"cache_has_attachments IS TRUE",
	"balloon_bundle_id = '" + links + "'",
	"balloon_bundle_id <> ''",
	"error IS TRUE",
	"is_sent IS TRUE",
	"is_delivered IS TRUE",
}

const (
	isMine = 1 << iota
	isEvent
	isEdited
	isRetracted
	isAttached
	isLink
	isBalloon
	isError
	isSent
	isDelivered
)

const links = "com.apple.messages.URLBalloonProvider"

func (r *reading) all(ctx context.Context) error {
	ids, err := r.ids(ctx, r.talk)
	torn := err != nil
	if torn && len(ids) == 0 {
		return table.Cause(err)
	}
	if err := r.attachments(ctx); err != nil {
		return table.Cause(err)
	}
	if r.query, err = r.Conn.PrepareContext(ctx, r.statement()); err != nil {
		return table.Cause(err)
	}
	defer r.query.Close()
	r.begin(len(ids))
	for len(ids) > 0 {
		n := min(atOnce, len(ids))
		if err := r.some(ctx, ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	if torn {
		r.note(chat.WarnTorn, r.sent)
	}
	if r.broken > 0 {
		if r.sent == 0 {
			return table.Refusal(table.Damaged)
		}
		r.note(chat.WarnDamaged, r.broken)
	}
	if r.unsent > 0 {
		r.note(chat.WarnUnsent, r.unsent)
	}
	return r.out.End(r.notices, r.notes)
}

func (r *reading) note(code string, n int) { r.notes = append(r.notes, chat.Warning{Code: code, N: n}) }

func (r *reading) begin(most int) {
	r.out.Begin(r.talk.name, owner, most)
	r.names = map[string]bool{strings.ToLower(owner): true}
	if !r.talk.group {
		r.author(r.talk.who)
	}
}

// author gives a person's place in the stream, a new one if need be.
func (r *reading) author(who *person) uint16 {
	i, known := r.authors[who]
	if known {
		return i
	}
	name := who.name
	if r.names[strings.ToLower(name)] {
		name += " (2)"
	}
	r.names[strings.ToLower(name)] = true
	i = uint16(len(r.authors) + 1)
	r.authors[who] = i
	r.out.Author(name)
	return i
}

// statement asks for rows by their numbers. What is not there is nothing; the
// coded body is read only where there is no text.
func (r *reading) statement() string {
	is := []string{"0"}
	for i, bit := range bits {
		name, condition, _ := strings.Cut(bit, " ")
		if r.Has("message", name) {
			is = append(is, fmt.Sprintf("(((message.%s %s) IS TRUE) << %d)", name, condition, i))
		}
	}
	body := r.Column("message", "attributedBody")
	if r.Has("message", "text") {
		body = "CASE WHEN message.text IS NULL OR message.text = '' THEN " + body + " END"
	}
	list := [columns]string{
		cIs: strings.Join(is, " | "), cDate: "message.date", cAssociated: r.Column("message", "associated_message_type"),
		cHandle: r.Column("message", "handle_id"), cRow: "message.ROWID", cText: r.Column("message", "text"), cBody: body,
	}
	return "SELECT " + strings.Join(list[:], ", ") + " FROM message WHERE message.ROWID IN (?" + strings.Repeat(",?", atOnce-1) + ")"
}

// attachments looks up which messages have one, in databases that do not keep
// that with the message.
func (r *reading) attachments(ctx context.Context) error {
	if r.Has("message", "cache_has_attachments") || !r.Has("message_attachment_join") {
		return nil
	}
	r.attached = map[int64]bool{}
	return r.Each(ctx, "SELECT message_id FROM message_attachment_join", nil, func(rows *sql.Rows) error {
		var id any
		err := rows.Scan(&id)
		if r.attached[whole(id)] = true; len(r.attached) > table.MaxNames {
			return chat.ErrTooLarge
		}
		return err
	})
}

// some reads a few rows, and where that breaks off, one after the other.
func (r *reading) some(ctx context.Context, ids []int64) error {
	before := *r
	r.got = r.got[:0]
	args := make([]any, atOnce)
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
	}
	found := 0
	err := table.Each(func() (*sql.Rows, error) { return r.query.QueryContext(ctx, args...) }, func(rows *sql.Rows) error {
		found++
		return r.row(rows)
	})
	if err != nil {
		if len(ids) == 1 {
			r.broken++
			return nil
		}
		r.notices, r.unsent, r.broken = before.notices, before.unsent, before.broken
		for i := range ids {
			if err := r.some(ctx, ids[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	r.broken += max(0, len(ids)-found) // the chat has them, and they are not there
	for _, m := range r.got {
		r.sent++
		if err := r.out.Message(m); err != nil {
			return err
		}
	}
	return nil
}

// row is one row of the table.
type row [columns]any

func (r *reading) row(rows *sql.Rows) error {
	var x row
	var body sql.RawBytes
	into := [columns]any{cBody: &body}
	for i := range cBody {
		into[i] = &x[i]
	}
	if err := rows.Scan(into[:]...); err != nil {
		return err
	}
	at, ok := moment(x[cDate])
	is := whole(x[cIs])
	switch {
	case reaction(whole(x[cAssociated])), failed(is):
		return nil
	case is&isEvent != 0:
		r.notices++
		return nil
	}
	m := wire.Message{At: at}
	ok = r.by(&x, &m) && ok && r.fill(&x, body, &m)
	if !ok {
		r.broken++
		return nil
	}
	r.got = append(r.got, m)
	return nil
}

// failed says whether a message of the owner never left.
func failed(is int64) bool {
	return is&(isMine|isError) == isMine|isError && is&(isSent|isDelivered) == 0
}

// by finds who wrote a row. In a chat of two it is the other one, whatever
// handle they used.
func (r *reading) by(x *row, m *wire.Message) bool {
	if whole(x[cIs])&isMine != 0 {
		return true
	}
	who := r.talk.who
	if r.talk.group {
		who = r.byHandle[whole(x[cHandle])]
	}
	if who == nil || who.name == "" {
		return false
	}
	m.Author = r.author(who)
	return true
}

// fill finds out what a row is, and how long its text. False where the text is
// there and cannot be read.
func (r *reading) fill(x *row, body []byte, m *wire.Message) bool {
	said := text(x[cText])
	if said == "" && len(body) > 0 {
		b, err := typedstream.Text(body)
		if err != nil {
			return false
		}
		said = unsafe.String(unsafe.SliceData(b), len(b))
	}
	said, marked := without(said)
	is := whole(x[cIs])
	if r.attached[whole(x[cRow])] {
		is |= isAttached
	}
	switch {
	case is&isRetracted != 0, is&isEdited != 0 && said == "" && !marked:
		m.Kind = chat.Deleted
		r.unsent++
		return true
	case marked, is&isLink == 0 && is&(isAttached|isBalloon) != 0:
		m.Kind = chat.Media
	case said == "":
		m.Kind = chat.Empty
	}
	var asks bool
	m.Runes, asks = chat.Measure(unsafe.Slice(unsafe.StringData(said), len(said)))
	if asks {
		m.Flags |= chat.Asks
	}
	if is&isEdited != 0 {
		m.Flags |= chat.Edited
	}
	return true
}
