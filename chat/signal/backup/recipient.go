package backup

import (
	"cmp"
	"strconv"

	"ebb/chat/signal/thread"
)

// kind of a recipient.
type kind uint8

const (
	nobody kind = iota
	self
	contact
	group
	aside // Signal itself, a list of people, a link to a call: nobody writes there
)

// recipient is somebody to whom a chat belongs, or who writes.
type recipient struct {
	kind kind
	name string
	key  string // stays the same from one export to the next
}

// noteToSelf is what Signal calls the chat with oneself.
const noteToSelf = "Note to Self"

func (p *recipient) title() string {
	if p.kind == self {
		return noteToSelf
	}
	return p.name
}

// recipient reads the frame of one.
func (r *reader) recipient() {
	var id int64
	p := &recipient{}
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "id":
			id, _ = r.Int()
		case "self":
			p.kind, p.key = self, "self"
		case "contact":
			r.contact(p)
		case "group":
			r.group(p)
		case "releaseNotes", "distributionList", "callLink":
			p.kind = aside
		}
		return nil
	})
	if r.Err() == nil {
		r.people[id] = p
	}
}

// names are the ones a contact has, in the order in which Signal shows them.
type names struct {
	nickname, system, profile, username, number, aci string
}

// contact reads who somebody is, and none of their keys.
func (r *reader) contact(p *recipient) {
	var n names
	var given, family, systemGiven, systemFamily string
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "nickname":
			n.nickname = r.nickname()
		case "systemGivenName":
			systemGiven = thread.Clean(r.Text())
		case "systemFamilyName":
			systemFamily = thread.Clean(r.Text())
		case "systemNickname":
			n.system = thread.Clean(r.Text())
		case "profileGivenName":
			given = thread.Clean(r.Text())
		case "profileFamilyName":
			family = thread.Clean(r.Text())
		case "username":
			n.username = thread.Clean(r.Text())
		case "e164":
			n.number = r.number()
		case "aci":
			n.aci = thread.Clean(r.Text())
		}
		return nil
	})
	n.system, n.profile = cmp.Or(join(systemGiven, systemFamily), n.system), join(given, family)
	p.kind, p.key = contact, cmp.Or(n.number, n.aci, n.username)
	p.name = cmp.Or(n.nickname, n.system, n.profile, n.number, n.username)
}

func (r *reader) nickname() string {
	var given, family string
	_ = r.Object(func(key []byte) error {
		switch string(key) {
		case "given":
			given = thread.Clean(r.Text())
		case "family":
			family = thread.Clean(r.Text())
		}
		return nil
	})
	return join(given, family)
}

// number reads a telephone number, which is written as a number.
func (r *reader) number() string {
	if r.Kind() == '"' {
		text := r.Text()
		if len(text) > 0 && text[0] == '+' {
			return thread.Clean(text)
		}
		if n, err := strconv.ParseUint(string(text), 10, 64); err == nil && n > 0 {
			return "+" + strconv.FormatUint(n, 10)
		}
		return ""
	}
	if n, ok := r.Int(); ok && n > 0 {
		return "+" + strconv.FormatInt(n, 10)
	}
	return ""
}

// group reads a group's name, and none of its keys.
func (r *reader) group(p *recipient) {
	p.kind = group
	_ = r.Object(func(key []byte) error {
		if string(key) != "snapshot" {
			return nil
		}
		return r.Object(func(key []byte) error {
			if string(key) != "title" {
				return nil
			}
			return r.Object(func(key []byte) error {
				if string(key) == "title" {
					p.name = thread.Clean(r.Text())
				}
				return nil
			})
		})
	})
	if p.name != "" {
		p.key = "group " + p.name
	}
}

func join(given, family string) string {
	if given == "" || family == "" {
		return given + family
	}
	return given + " " + family
}
