package db

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ebb/chat"
	"ebb/chat/imessage/phone"
	"ebb/chat/imessage/table"
	"ebb/chat/imessage/wire"
)

// person is somebody, by all the handles they write from.
type person struct {
	name    string
	handles []string
}

// talk is what can be chosen: one person, or a group.
type talk struct {
	name  string
	group bool
	who   *person // nil for a group
	chats []int64
	chat.Choice
}

// people is who is in a database, and which chats are theirs.
type people struct {
	*table.Base
	byHandle map[int64]*person
	byID     map[string]*person
	talks    []*talk
}

// meet reads handles and chats: no message, and no text.
func meet(ctx context.Context, b *table.Base) (*people, error) {
	p := &people{Base: b, byHandle: map[int64]*person{}, byID: map[string]*person{}}
	if err := p.readHandles(ctx); err != nil {
		return nil, err
	}
	members, err := p.members(ctx)
	if err == nil {
		err = p.readChats(ctx, members)
	}
	if err == nil && len(p.talks) == 0 {
		p.withoutChats()
	}
	p.tellApart()
	return p, err
}

func (p *people) readHandles(ctx context.Context) error {
	var rowids []int64
	var ids, centers []string
	query := "SELECT handle.ROWID, handle.id, " + p.Column("handle", "person_centric_id") + " FROM handle"
	err := p.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var rowid, id, center any
		if len(ids) >= table.MaxNames {
			return chat.ErrTooLarge
		}
		err := rows.Scan(&rowid, &id, &center)
		rowids, ids, centers = append(rowids, whole(rowid)), append(ids, text(id)), append(centers, text(center))
		return err
	})
	first := phone.Alike(ids)
	joinCenters(first, centers)
	for i, id := range ids {
		who := p.person(ids[root(first, i)])
		who.add(id)
		p.byHandle[rowids[i]] = who
		p.byID[strings.ToLower(id)] = who
	}
	return err
}

// joinCenters joins handles that the database itself gives to one person.
func joinCenters(first []int, centers []string) {
	byCenter := map[string]int{}
	for i, c := range centers {
		if c == "" || c == "0" {
			continue
		}
		j, again := byCenter[c]
		if !again {
			byCenter[c] = i
			continue
		}
		a, b := root(first, i), root(first, j)
		first[max(a, b)] = min(a, b)
	}
}

func root(first []int, i int) int {
	for first[i] != i {
		i = first[i]
	}
	return i
}

// person gives who has a handle, a new one if need be.
func (p *people) person(id string) *person {
	key := strings.ToLower(id)
	if p.byID[key] == nil {
		p.byID[key] = &person{}
	}
	return p.byID[key]
}

// mostHandles is how many handles make a name.
const mostHandles = 4

func (w *person) add(id string) {
	if id = wire.Name(id); id == "" || slices.Contains(w.handles, id) {
		return
	}
	w.handles = append(w.handles, id)
	w.name = wire.Name(strings.Join(w.handles[:min(len(w.handles), mostHandles)], ", "))
}

// members reads who is in each chat.
func (p *people) members(ctx context.Context) (map[int64][]*person, error) {
	members := map[int64][]*person{}
	if !p.Has("chat_handle_join") {
		return members, nil
	}
	n := 0
	err := p.Each(ctx, "SELECT chat_id, handle_id FROM chat_handle_join", nil, func(rows *sql.Rows) error {
		var in, handle any
		if n++; n > 10*table.MaxNames {
			return chat.ErrTooLarge
		}
		err := rows.Scan(&in, &handle)
		id := whole(in)
		if who := p.byHandle[whole(handle)]; who != nil && !slices.Contains(members[id], who) {
			members[id] = append(members[id], who)
		}
		return err
	})
	return members, err
}

// Styles of chats.
const styleGroup = 43

var room = regexp.MustCompile(`^chat[0-9]{4,}$`)

func (p *people) readChats(ctx context.Context, members map[int64][]*person) error {
	if !p.Has("chat") || !p.Has("chat_message_join") {
		return nil
	}
	alone := map[*person]*talk{}
	query := "SELECT chat.ROWID, chat.chat_identifier, " + p.Column("chat", "style") + ", " + p.Column("chat", "display_name") + " FROM chat"
	n := 0
	return p.Each(ctx, query, nil, func(rows *sql.Rows) error {
		var rowid, identifier, style, shown any
		if n++; n > table.MaxNames {
			return chat.ErrTooLarge
		}
		if err := rows.Scan(&rowid, &identifier, &style, &shown); err != nil {
			return err
		}
		id, in := whole(rowid), members[whole(rowid)]
		if whole(style) == styleGroup || len(in) > 1 || room.MatchString(text(identifier)) {
			p.talks = append(p.talks, &talk{group: true, name: groupName(text(shown), in), chats: []int64{id}})
			return nil
		}
		who := p.one(in, text(identifier))
		t := alone[who]
		if t == nil && who.name != "" {
			t = &talk{who: who, name: who.name}
			alone[who] = t
			p.talks = append(p.talks, t)
		}
		if t != nil {
			t.chats = append(t.chats, id)
		}
		return nil
	})
}

// one is who a chat of two is with.
func (p *people) one(in []*person, identifier string) *person {
	if len(in) == 1 {
		return in[0]
	}
	who := p.person(identifier)
	who.add(identifier)
	return who
}

func groupName(shown string, in []*person) string {
	if shown = wire.Name(shown); shown != "" {
		return shown
	}
	var names []string
	for _, who := range in[:min(len(in), mostHandles)] {
		names = append(names, cmp.Or(append(slices.Clone(who.handles), "?")...))
	}
	return cmp.Or(wire.Name(strings.Join(names, ", ")), "?")
}

// withoutChats is for databases that know handles alone.
func (p *people) withoutChats() {
	seen := map[*person]bool{}
	for _, rowid := range slices.Sorted(maps.Keys(p.byHandle)) {
		if who := p.byHandle[rowid]; !seen[who] && who.name != "" {
			seen[who] = true
			p.talks = append(p.talks, &talk{who: who, name: who.name})
		}
	}
}

// tellApart makes every name one talk's.
func (p *people) tellApart() {
	taken := map[string]bool{}
	for _, t := range p.talks {
		name := t.name
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = t.name + " (" + strconv.Itoa(n) + ")"
		}
		t.name = name
		taken[strings.ToLower(name)] = true
	}
}

// find gives the talk that is meant: by its name, by one handle, or by several
// with commas between them, which are then one person.
func (p *people) find(want string) *talk {
	want = strings.TrimSpace(want)
	for _, t := range p.talks {
		if strings.EqualFold(t.name, want) {
			return t
		}
	}
	var all *talk
	for part := range strings.SplitSeq(want, ",") {
		t := p.with(strings.TrimSpace(part))
		switch {
		case t == nil:
			return nil
		case all == nil:
			one := *t
			all = &one
		case t.who != all.who:
			all.name = wire.Name(all.name + ", " + t.name)
			all.chats = append(slices.Clone(all.chats), t.chats...)
			all.who = &person{name: all.name, handles: append(slices.Clone(all.who.handles), t.who.handles...)}
		}
	}
	return all
}

// with is the talk with whoever has a handle; nil for nobody.
func (p *people) with(handle string) *talk {
	ids := []string{handle}
	var whose []*talk
	for _, t := range p.talks {
		if t.group {
			continue
		}
		for _, h := range t.who.handles {
			ids, whose = append(ids, h), append(whose, t)
		}
	}
	first := phone.Alike(ids)
	for i, t := range whose {
		if root(first, i+1) == root(first, 0) {
			return t
		}
	}
	return nil
}

// whole is a number of a row; 0 where it is none.
func whole(v any) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		if v > -1e18 && v < 1e18 {
			return int64(v)
		}
	}
	return 0
}

// text is a text of a row; "" where it is none.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	return ""
}
