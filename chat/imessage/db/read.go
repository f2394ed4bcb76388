// Package db reads one person's messages out of the database that Messages
// keeps on a Mac or an iPhone (chat.db, sms.db).
//
// It promises that nobody's text is read but the chosen person's, whichever
// handles and chats they are spread over, and that a damaged row costs that
// row. It refuses to guess who is meant.
package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"ebb/chat"
	"ebb/chat/imessage/table"
	"ebb/chat/imessage/wire"
)

// WarnUnmerged is the code of the warning that newer messages lie in a file
// beside the database, which is not read.
const WarnUnmerged = "unmerged"

// owner is the name of the person whose database it is.
const owner = "Me"

// Read writes the history of the chosen person, or the question who is meant.
// What makes that impossible is written too.
func Read(ctx context.Context, asked wire.Asked, out *wire.Writer) error {
	err := read(ctx, asked, out)
	var no *chat.Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &no):
		return out.Refuse(no.Code)
	case errors.Is(err, chat.ErrTooLarge):
		return out.Refuse(table.TooMuch)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return out.Refuse(table.Damaged)
	}
	return err
}

func read(ctx context.Context, asked wire.Asked, out *wire.Writer) error {
	b, err := table.Open(ctx, asked.File)
	if err != nil {
		return err
	}
	defer b.Close()
	p, err := meet(ctx, b)
	if err != nil {
		return table.Cause(err)
	}
	t, err := p.choose(ctx, asked.Chat)
	if err != nil {
		return table.Cause(err)
	}
	if t == nil {
		return out.Choices(p.choices())
	}
	r := &reading{people: p, talk: t, out: out, authors: map[*person]uint16{}}
	if size, err := beside(asked.File); err == nil && size > 0 {
		r.note(WarnUnmerged, 1)
	}
	return r.all(ctx)
}

// beside is how large the file is in which newer messages may lie.
func beside(file string) (int64, error) {
	info, err := os.Stat(file + "-wal")
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// choose gives the talk that is meant; nil where that is a question.
func (p *people) choose(ctx context.Context, want string) (*talk, error) {
	switch {
	case len(p.talks) == 0:
		return nil, nil
	case want == "" && len(p.talks) == 1:
		return p.talks[0], nil
	case want != "":
		if t := p.find(want); t != nil {
			return t, nil
		}
	}
	if err := p.tally(ctx); err != nil {
		return nil, err
	}
	p.talks = slices.DeleteFunc(p.talks, func(t *talk) bool { return t.Messages == 0 })
	if want == "" && len(p.talks) == 1 {
		return p.talks[0], nil
	}
	return nil, nil
}

// choices lists talks, those with most messages first.
func (p *people) choices() (list []chat.Choice) {
	slices.SortStableFunc(p.talks, func(a, b *talk) int { return cmp.Compare(b.Messages, a.Messages) })
	for _, t := range p.talks {
		t.Choice.Name = t.name
		list = append(list, t.Choice)
	}
	return list
}

// tally counts every talk's messages, without a look at what they say.
func (p *people) tally(ctx context.Context) error {
	byChat, byPerson := map[int64]*talk{}, map[*person]*talk{}
	for _, t := range p.talks {
		for _, id := range t.chats {
			byChat[id] = t
		}
		if len(t.chats) == 0 {
			byPerson[t.who] = t
		}
	}
	whose := "message.handle_id"
	from := "message"
	if len(byPerson) == 0 {
		whose, from = "chat_message_join.chat_id", "chat_message_join CROSS JOIN message ON message.ROWID = chat_message_join.message_id"
	} else if !p.Has("message", "handle_id") {
		return table.Refusal(table.NotMessages)
	}
	query := "SELECT " + whose + ", message.date FROM " + from + " WHERE (" + p.Column("message", "item_type") + " IS TRUE) = 0 AND ((" +
		p.Column("message", "associated_message_type") + " BETWEEN 1000 AND 4000) IS TRUE) = 0"
	return p.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var of, date any
		if err := rows.Scan(&of, &date); err != nil {
			return err
		}
		t := byChat[whole(of)]
		if t == nil {
			t = byPerson[p.byHandle[whole(of)]]
		}
		if at, ok := moment(date); ok && t != nil {
			t.see(at / 1000)
		}
		return nil
	})
}

func (t *talk) see(at int64) {
	if t.Messages++; t.Messages == 1 {
		t.First, t.Last = at, at
	}
	t.First, t.Last = min(t.First, at), max(t.Last, at)
	t.Messages = min(t.Messages, chat.MaxMessages)
}

// ids are the rows of a talk's messages, each once, in order.
func (p *people) ids(ctx context.Context, t *talk) (ids []int64, err error) {
	add := func(rows *sql.Rows) error {
		var id int64
		if len(ids) >= 2*chat.MaxMessages {
			return chat.ErrTooLarge
		}
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}
	for _, id := range t.chats {
		if err := p.Each(ctx, "SELECT message_id FROM chat_message_join WHERE chat_id = ?", []any{id}, add); err != nil {
			return ids, err
		}
	}
	for rowid, who := range p.byHandle {
		if len(t.chats) > 0 || !slices.Contains(t.who.handles, cmp.Or(who.handles...)) {
			continue
		}
		if err := p.Each(ctx, "SELECT ROWID FROM message WHERE handle_id = ?", []any{rowid}, add); err != nil {
			return ids, err
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// reaction says whether a row is one: a tapback, one taken back, a sticker put
// on a message, a vote.
func reaction(associated int64) bool {
	return associated >= 1000 && associated <= 4000
}

// epoch is 2001 in Unix seconds.
const epoch = 978_307_200

// moment is a row's time in milliseconds since 1970. Since 2017 dates are
// nanoseconds; before that, seconds.
func moment(date any) (int64, bool) {
	d := whole(date)
	switch {
	case d <= 0:
		return 0, false
	case d > 1e12:
		d /= 1e6
	default:
		d *= 1000
	}
	d += epoch * 1000
	return d, wire.Valid(d)
}

// marker is the character that stands for an attachment.
const marker = "\ufffc"

// without takes the markers out of a text and says whether there were any.
func without(s string) (string, bool) {
	if !strings.Contains(s, marker) {
		return s, false
	}
	return strings.TrimSpace(strings.ReplaceAll(s, marker, "")), true
}
