package meta

import (
	"errors"
	"math"
	"slices"

	"ebb/chat"
	"ebb/chat/jsonread"
	"ebb/chat/meta/phrase"
)

// parse is what has been read of a file.
type parse struct {
	about
	r       *jsonread.Reader
	size    int64 // of the file; 0 where nobody knows
	fix     repairer
	phrases *phrase.Reader
	entry   entry
	said    []byte // its text, where it may be a sentence of Meta's

	messages []chat.Message
	calls    []call
	system   int
	damaged  int

	authors map[string]int32 // by their names as written
	names   []string
	byName  map[string]int32

	last     int64 // the time of the message before
	up, down int   // steps in time from one message to the next

	unsent, unsupported, vanishing int
	owner                          int32 // who is spoken to as you; -1 for nobody, -2 for several

	look   bool // only to find out what the file is
	listed bool // there is a list of messages
	shaped bool // and the first has the fields of a thread's
	items  int
}

// about is what a file says about its thread.
type about struct {
	people  []string // without repetition
	title   string
	path    string
	group   bool
	flat    bool // of the download of encrypted chats
	peopled bool
}

func newParse(r *jsonread.Reader) *parse {
	return &parse{
		r: r, phrases: phrase.New(), owner: -1,
		authors: map[string]int32{}, byName: map[string]int32{},
	}
}

func (p *parse) count() int { return len(p.messages) + len(p.calls) + p.system }

var errSeen = errors.New("enough has been seen")

// thread reads the one object of a file.
func (p *parse) thread() error {
	err := p.r.Object(func(key []byte) error {
		switch string(key) {
		case "participants":
			return p.participants()
		case "messages":
			return p.list()
		case "title":
			p.title = p.text(maxName)
		case "threadName":
			p.title, p.flat = p.text(maxName), true
		case "thread_path":
			p.path = p.text(maxPath)
		case "thread_type":
			p.group = p.group || p.text(maxName) == "RegularGroup"
		case "joinable_mode", "image":
			p.group = p.group || p.r.Kind() == '{'
		}
		return nil
	})
	if err == nil || errors.Is(err, errSeen) {
		return p.r.Err()
	}
	return err
}

const maxName, maxPath = 400, 1000

// text reads a string that is kept.
func (p *parse) text(most int) string {
	b := p.fix.text(p.r.Text())
	if len(b) > most {
		b = whole(b[:most])
	}
	return string(b)
}

// participants reads names, which are objects or strings.
func (p *parse) participants() error {
	if p.r.Kind() != '[' {
		return nil
	}
	p.peopled = true
	return p.r.Array(func() error {
		if p.r.Kind() == '"' {
			p.flat = true
			p.join(p.text(maxName))
			return nil
		}
		return p.r.Object(func(key []byte) error {
			if string(key) == "name" {
				p.join(p.text(maxName))
			}
			return nil
		})
	})
}

// join adds somebody to the thread's people, once.
func (p *parse) join(person string) {
	if len(p.people) < chat.MaxAuthors && !slices.Contains(p.people, person) {
		p.people = append(p.people, person)
		p.phrases.Meet(person)
	}
}

// list reads the messages.
func (p *parse) list() error {
	if p.r.Kind() != '[' {
		return nil
	}
	p.listed = true
	damaged, err := p.r.Items(func() error {
		p.items++
		if p.look {
			return p.peek()
		}
		if err := p.message(); err != nil {
			return err
		}
		if p.count() > chat.MaxMessages || len(p.names) > chat.MaxAuthors {
			p.r.Stop(chat.ErrTooLarge)
		}
		return nil
	})
	p.damaged += damaged
	return err
}

// peek looks at the fields of the first message, and lets the others be.
func (p *parse) peek() error {
	if p.items > 1 {
		return nil
	}
	found := map[string]bool{}
	_ = p.r.Object(func(key []byte) error {
		if len(key) < 64 {
			found[string(key)] = true
		}
		return nil
	})
	flat := found["senderName"] && found["timestamp"] && (found["isUnsent"] || found["media"] || found["text"])
	p.shaped = found["sender_name"] && found["timestamp_ms"] || flat
	p.flat = p.flat || flat
	return nil
}

// author finds who sent a message; -1 where it does not say. A name that was
// taken away is written as nothing.
func (p *parse) author(raw []byte) int32 {
	if len(raw) > 2*maxName {
		raw = whole(raw[:2*maxName])
	}
	if i, ok := p.authors[string(raw)]; ok {
		return i
	}
	name := string(p.fix.text(raw))
	if name == "" {
		name = nameless
	}
	i, ok := p.byName[name]
	if !ok {
		i = int32(len(p.names))
		p.names = append(p.names, name)
		p.byName[name] = i
		p.phrases.Meet(name)
	}
	if len(p.authors) < 2*chat.MaxAuthors {
		p.authors[string(raw)] = i
	}
	return i
}

// nameless is what Meta itself writes for an account that is gone.
const nameless = "Facebook user"

const (
	earliest = 315532800000  // 1980, in milliseconds
	latest   = 7258118400000 // 2200
)

// at reads a time in milliseconds.
func (p *parse) at() int64 {
	ms, ok := p.r.Int()
	if !ok || ms < earliest || ms >= latest {
		return math.MinInt64
	}
	return ms
}
