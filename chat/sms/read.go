package sms

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"ebb/chat"
	"ebb/chat/sms/tags"
)

// file is the state between two tags. People and threads are told apart as
// they are written; who is the same is settled at the end.
type file struct {
	*tags.Reader
	people  []string // addresses; the first is the owner's place
	byName  map[string]uint16
	threads []*thread
	byRaw   map[string]*thread
	names   map[string]string // of addresses, and of groups

	closed                   bool
	said                     int // the entries that the root announces
	seen                     int
	messages, calls, damaged int
	mms                      mms
	owns                     map[uint16]int // how often an address is the owner's
}

// thread is what was written to and from one address, or one list of them.
type thread struct {
	raw     string
	members []uint16
	list    list
	calls   []chat.Call
}

func newFile(r io.Reader) *file {
	return &file{
		Reader: tags.New(r, attribute), people: []string{owner}, byName: map[string]uint16{},
		byRaw: map[string]*thread{}, names: map[string]string{}, owns: map[uint16]int{},
	}
}

// read goes through all tags. The error says why it could not go on.
func (f *file) read() error {
	for {
		err := f.Next()
		switch {
		case err == nil:
			err = f.tag()
		case errors.Is(err, io.EOF):
			return f.end()
		case errors.Is(err, tags.ErrDamaged):
			f.drop()
			continue
		}
		if err != nil {
			return err
		}
	}
}

// end judges how the file ended. A root that announces more than came lost it.
func (f *file) end() error {
	if err := f.closeMMS(); err != nil {
		return err
	}
	if !f.closed {
		return tags.ErrTorn
	}
	f.damaged = max(f.damaged, f.said-f.seen)
	return nil
}

// drop counts a broken tag, once for a whole MMS.
func (f *file) drop() {
	if f.mms.open {
		f.mms.broken = true
		return
	}
	f.damaged++
}

func (f *file) tag() error {
	switch string(f.Name) {
	case "smses", "calls":
		return f.rootTag()
	case "sms":
		if !f.End {
			return f.entry(f.sms)
		}
	case "call":
		if !f.End {
			return f.entry(f.call)
		}
	case "mms":
		return f.mmsTag()
	case "part":
		if !f.End {
			f.mms.part(f.Reader)
		}
	case "addr":
		if !f.End {
			f.mms.addr(f.Reader)
		}
	}
	return nil
}

func (f *file) rootTag() error {
	if f.End {
		f.closed = true
		return f.closeMMS()
	}
	f.closed = f.Bare
	n, _ := strconv.Atoi(string(f.value(amount)))
	f.said += min(max(0, n), chat.MaxMessages)
	return nil
}

// entry reads one thing that lies right under the root. One that cannot be
// read costs itself.
func (f *file) entry(read func() error) error {
	err := f.closeMMS()
	f.begin()
	if err == nil {
		err = read()
	}
	if errors.Is(err, tags.ErrDamaged) {
		f.damaged++
		return nil
	}
	return err
}

// begin counts an entry. Whatever was open before has lost its end.
func (f *file) begin() {
	f.seen++
	f.Depth = 1
	if !f.Bare {
		f.Depth = 2
	}
}

// The values of an sms's type, and of an MMS's msg_box.
const (
	inbox  = "1"
	outbox = "2"
)

func (f *file) sms() error {
	box := f.value(kind)
	switch string(box) {
	case inbox, outbox:
	case "0", "":
		return tags.ErrDamaged
	default:
		return nil
	}
	at, ok := instant(f.value(date))
	if !ok {
		return tags.ErrDamaged
	}
	t, err := f.thread(f.value(address))
	if err != nil {
		return err
	}
	author := uint16(0)
	if string(box) == inbox {
		if len(t.members) > 1 {
			return tags.ErrDamaged // it does not say who of them
		}
		author = t.members[0]
	}
	f.keepName(t, f.value(contact))
	runes, asks := chat.Measure(f.value(body))
	return f.add(t, at, author, chat.Text, runes, asks)
}

// add puts a message into its thread.
func (f *file) add(t *thread, at int64, author uint16, k chat.Kind, runes uint32, asks bool) error {
	if f.messages++; f.messages > chat.MaxMessages {
		return chat.ErrTooLarge
	}
	if k == chat.Text && runes == 0 {
		k = chat.Empty
	}
	m := t.list.next()
	*m = chat.Message{At: at, Author: author, Kind: k, Runes: runes}
	if asks {
		m.Flags = chat.Asks
	}
	return nil
}

// call reads a call. One of mine that took no time was missed.
func (f *file) call() error {
	raw := f.value(address)
	if len(raw) == 0 || raw[0] == '-' {
		return nil
	}
	at, ok := instant(f.value(date))
	if !ok {
		return tags.ErrDamaged
	}
	t, err := f.thread(raw)
	if err != nil {
		return err
	}
	c := chat.Call{At: at, Author: int32(t.members[0])}
	if n, err := strconv.ParseInt(string(f.value(amount)), 10, 32); err == nil {
		c.Seconds = max(0, int32(n))
	}
	switch string(f.value(kind)) {
	case "1", "7": // came in; taken on another device
	case "2":
		c.Author, c.Missed = 0, c.Seconds == 0
	case "3", "4", "5", "6": // missed, voice mail, rejected, blocked
		c.Missed, c.Seconds = true, 0
	default:
		return tags.ErrDamaged
	}
	f.keepName(t, f.value(contact))
	if f.calls++; f.calls > chat.MaxMessages/4 {
		return chat.ErrTooLarge
	}
	t.calls = append(t.calls, c)
	return nil
}

// value is an attribute, if it has one: the app writes null for none.
func (f *file) value(key int) []byte { return value(f.Reader, key) }

func value(r *tags.Reader, key int) []byte {
	v := r.Attr(key)
	if string(v) == "null" {
		return nil
	}
	return v
}

// instant reads a time in milliseconds; small ones are in seconds, as Android
// keeps those of MMS.
func instant(b []byte) (at int64, ok bool) {
	n, err := strconv.ParseInt(string(bytes.TrimSpace(b)), 10, 64)
	const longAgo, farOff = 100_000_000_000, 253_402_300_800_000
	if err != nil || n <= 0 || n >= farOff {
		return 0, false
	}
	if n < longAgo {
		return n, true
	}
	return n / 1000, true
}

// thread finds the thread of an address, or of several with ~ between them.
func (f *file) thread(raw []byte) (*thread, error) {
	if t := f.byRaw[string(raw)]; t != nil {
		return t, nil
	}
	const longest = 8 << 10
	if len(bytes.TrimSpace(raw)) == 0 || len(raw) > longest {
		return nil, tags.ErrDamaged
	}
	if len(f.threads) >= chat.MaxAuthors {
		return nil, chat.ErrTooLarge
	}
	t := &thread{raw: string(raw)}
	for a := range bytes.SplitSeq(raw, []byte("~")) {
		if len(bytes.TrimSpace(a)) == 0 {
			continue
		}
		p, err := f.person(a)
		if err != nil {
			return nil, err
		}
		t.members = append(t.members, p)
	}
	if len(t.members) == 0 {
		return nil, tags.ErrDamaged
	}
	f.threads = append(f.threads, t)
	f.byRaw[t.raw] = t
	return t, nil
}

// person finds the place of an address.
func (f *file) person(raw []byte) (uint16, error) {
	if p, ok := f.byName[string(raw)]; ok {
		return p, nil
	}
	if len(f.people) >= chat.MaxAuthors {
		return 0, chat.ErrTooLarge
	}
	p := uint16(len(f.people))
	f.people = append(f.people, string(raw))
	f.byName[string(raw)] = p
	return p, nil
}

// keepName keeps the name that the phone's contacts have for a thread.
func (f *file) keepName(t *thread, n []byte) {
	if len(n) > 0 && len(n) < 1000 && string(n) != "(Unknown)" && f.names[t.raw] != string(n) {
		f.names[t.raw] = string(bytes.ToValidUTF8(n, []byte("\ufffd")))
	}
}
