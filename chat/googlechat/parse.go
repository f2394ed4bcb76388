package googlechat

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strconv"
	"unicode/utf8"

	"ebb/chat"
	"ebb/chat/jsonread"
	"ebb/chat/roster"
)

// parse is what has been read of a file.
type parse struct {
	r     *jsonread.Reader
	entry entry

	messages roster.Messages
	size     int64          // of the file, where it is known
	authors  map[string]int // by their addresses, else by their names
	names    []string
	taken    map[string]int // how many people have a name
	key      string         // the conversation; "-" where messages differ in it

	system, damaged, unsent int
	listed                  bool
}

// entry is the message that is being read.
type entry struct {
	at, deletedAt          int64
	dated, deletedDated    bool
	name, email            []byte
	id                     []byte
	created, person        bool // it has a creator, who is no program
	runes                  uint32
	asks, worded           bool
	passed                 bool // it has annotations: a file of Drive, a meeting
	media, edited, deleted bool
}

func (p *parse) kept() int { return p.messages.Len() + p.system }

// file reads the one object of a file.
func (p *parse) file() error {
	err := p.r.Object(func(key []byte) error {
		if string(key) != "messages" || p.r.Kind() != '[' {
			return nil
		}
		p.listed = true
		damaged, err := p.r.Items(p.message)
		p.damaged += damaged
		return err
	})
	return err
}

var (
	errDate    = errors.New("a date in words that are not known")
	errCreator = errors.New("a message without a creator")
)

// message reads one, and keeps of it what counts.
func (p *parse) message() error {
	e := &p.entry
	*e = entry{name: e.name[:0], email: e.email[:0], id: e.id[:0]}
	if err := p.r.Object(p.field); err != nil {
		return err
	}
	if !e.dated {
		e.at, e.dated = e.deletedAt, e.deletedDated
	}
	switch {
	case !e.created || len(e.name)+len(e.email) == 0:
		return errCreator
	case !e.dated:
		return errDate
	}
	p.place(e.id)
	if !e.person {
		p.system++
	} else {
		p.add()
	}
	if p.kept() > chat.MaxMessages || len(p.names) > chat.MaxAuthors {
		p.r.Stop(chat.ErrTooLarge)
	}
	return nil
}

func (p *parse) field(key []byte) error {
	e, r := &p.entry, p.r
	switch string(key) {
	case "creator":
		e.created, e.person = r.Kind() == '{', true
		return r.Object(p.creator)
	case "created_date":
		e.at, e.dated = date(r.Text())
	case "deleted_date":
		e.deletedAt, e.deletedDated = date(r.Text())
	case "updated_date":
		e.edited = r.Kind() == '"'
	case "text":
		text := r.Text()
		e.worded = len(text) > 0
		e.runes, e.asks = chat.Measure(text)
	case "attached_files":
		return r.Array(func() error { e.media = true; return nil })
	case "annotations":
		return r.Array(func() error { e.passed = true; return nil })
	case "message_state":
		e.deleted = e.deleted || string(r.Text()) == "DELETED"
	case "deletion_metadata":
		e.deleted = e.deleted || r.Kind() == '{'
	case "message_id":
		e.id = append(e.id[:0], clip(r.Text())...)
	}
	return nil
}

func (p *parse) creator(key []byte) error {
	e, r := &p.entry, p.r
	switch string(key) {
	case "name":
		e.name = append(e.name[:0], clip(r.Text())...)
	case "email":
		e.email = append(e.email[:0], clip(r.Text())...)
	case "user_type":
		kind := r.Text()
		e.person = len(kind) == 0 || string(kind) == "Human"
	}
	return nil
}

// clip cuts what is kept of a text.
func clip(text []byte) []byte {
	const most = 400
	if len(text) <= most {
		return text
	}
	n := most
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// place notes which conversation a message is of: what stands in front of its
// id.
func (p *parse) place(id []byte) {
	front, _, ok := bytes.Cut(id, []byte("/"))
	switch {
	case !ok || p.key == string(front):
	case p.key == "":
		p.key = string(front)
	default:
		p.key = "-"
	}
}

func (p *parse) add() {
	e := &p.entry
	m := chat.Message{At: e.at, Author: uint16(p.author()), Runes: e.runes, Kind: chat.Empty}
	switch {
	case e.deleted:
		m.Kind, m.Runes = chat.Deleted, 0
		p.unsent++
	case e.media, e.passed && !e.worded:
		m.Kind = chat.Media
	case e.worded:
		m.Kind = chat.Text
	}
	if e.asks && m.Runes > 0 {
		m.Flags |= chat.Asks
	}
	if e.edited && !e.deleted {
		m.Flags |= chat.Edited
	}
	p.messages.Add(m)
	const enough = 1 << 10 // to know how long they are
	if p.messages.Len() == enough {
		left := (p.size - p.r.Offset()) / max(1, p.r.Offset()/enough)
		p.messages.Expect(left + left/32)
	}
}

// author finds the creator's place among the names, which are told apart.
func (p *parse) author() int {
	e := &p.entry
	id := bytes.ToLower(e.email)
	if len(id) == 0 {
		id = append([]byte("\x00"), e.name...)
	}
	if i, ok := p.authors[string(id)]; ok {
		return i
	}
	base := cmp.Or(string(e.name), string(e.email))
	name := base
	for p.taken[name] > 0 {
		p.taken[base]++
		name = base + " (" + strconv.Itoa(p.taken[base]) + ")"
	}
	p.taken[name]++
	p.authors[string(id)] = len(p.names)
	p.names = append(p.names, name)
	return len(p.names) - 1
}

// history finishes the reading.
func (p *parse) history(torn bool) *chat.History {
	byTime := func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) }
	read := p.kept()
	messages := p.messages.All()
	if messages[0].At > messages[len(messages)-1].At {
		slices.Reverse(messages)
	}
	if !slices.IsSortedFunc(messages, byTime) {
		slices.SortStableFunc(messages, byTime)
	}
	h := &chat.History{Format: name, Authors: p.names, Messages: messages, System: p.system, Zoned: true}
	if p.key != "-" {
		h.Key = p.key
	}
	if !torn {
		read = 0
	}
	for _, w := range []chat.Warning{
		{Code: chat.WarnOverlong, N: p.r.Overlong()},
		{Code: chat.WarnDamaged, N: p.damaged},
		{Code: chat.WarnUnsent, N: p.unsent},
		{Code: chat.WarnTorn, N: read},
	} {
		if w.N > 0 {
			h.Warn(w.Code, w.N)
		}
	}
	h.Recount()
	return h
}
