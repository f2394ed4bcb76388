package sms

import (
	"bytes"
	"errors"

	"ebb/chat"
	"ebb/chat/sms/tags"
)

// mms is the picture message, or group message, that is being read.
type mms struct {
	open, broken bool
	address      []byte
	name         []byte
	at           int64
	dated        bool
	box          byte // '1' came in, '2' was sent; 0 where neither
	texts        int
	runes        uint32
	asks, media  bool
	sender       []byte
	receivers    []byte // with ~ between them
	received     int
}

func (f *file) mmsTag() error {
	if f.End {
		return f.closeMMS()
	}
	if err := f.closeMMS(); err != nil {
		return err
	}
	f.begin()
	f.mms.start(f.Reader)
	if f.Bare {
		return f.closeMMS()
	}
	return nil
}

func (m *mms) start(r *tags.Reader) {
	*m = mms{
		open: true, address: append(m.address[:0], value(r, address)...), name: append(m.name[:0], value(r, contact)...),
		sender: m.sender[:0], receivers: m.receivers[:0], box: boxOf(value(r, content), value(r, report)),
	}
	m.at, m.dated = instant(value(r, date))
}

// boxOf says which way an MMS went. Reports that one was delivered or read are
// none.
func boxOf(box, kind []byte) byte {
	const sent, notified, got = "128", "130", "132"
	switch string(kind) {
	case sent, notified, got, "":
	default:
		return 0
	}
	switch string(box) {
	case inbox, outbox:
		return box[0]
	case "":
	default:
		return 0
	}
	switch string(kind) {
	case sent:
		return outbox[0]
	case got, notified:
		return inbox[0]
	}
	return 0
}

// part reads one part: a text, how parts are to be shown, or anything else.
func (m *mms) part(r *tags.Reader) {
	switch string(bytes.ToLower(value(r, content))) {
	case "text/plain":
		text := value(r, body)
		if len(text) == 0 {
			return
		}
		runes, asks := chat.Measure(text)
		m.runes += runes
		if m.texts++; m.texts > 1 {
			m.runes++
		}
		m.asks = m.asks || asks
	case "application/smil", "":
	default:
		m.media = true
	}
}

// addr reads who sent it (137), or one who got it (151, copies 130 and 129).
func (m *mms) addr(r *tags.Reader) {
	const own = "insert-address-token"
	who := value(r, address)
	if len(who) == 0 || string(who) == own || bytes.IndexByte(who, '~') >= 0 {
		return
	}
	switch string(value(r, kind)) {
	case "137":
		m.sender = append(m.sender[:0], who...)
	case "151", "130", "129":
		m.received++
		if len(m.receivers) > 0 {
			m.receivers = append(m.receivers, '~')
		}
		if len(m.receivers) < tags.MaxValue {
			m.receivers = append(m.receivers, who...)
		}
	}
}

// closeMMS counts the MMS that was open, if one was.
func (f *file) closeMMS() error {
	m := &f.mms
	if !m.open {
		return nil
	}
	m.open = false
	if m.box == 0 && !m.broken {
		return nil
	}
	if m.broken || !m.dated {
		f.damaged++
		return nil
	}
	t, author, err := f.parties(m)
	if err == nil {
		err = f.add(t, m.at, author, m.kind(), m.runes, m.asks)
	}
	if errors.Is(err, tags.ErrDamaged) {
		f.damaged++
		return nil
	}
	return err
}

func (m *mms) kind() chat.Kind {
	if m.media {
		return chat.Media
	}
	return chat.Text
}

// parties finds the thread of an MMS and who wrote it.
func (f *file) parties(m *mms) (t *thread, author uint16, err error) {
	if t, err = f.thread(m.where()); err != nil {
		return nil, 0, err
	}
	f.keepName(t, m.name)
	if m.box == outbox[0] {
		return t, 0, f.ours(m.sender)
	}
	if len(t.members) == 1 {
		if m.received == 1 && len(m.sender) > 0 {
			err = f.ours(m.receivers)
		}
		return t, t.members[0], err
	}
	if len(m.sender) == 0 {
		return nil, 0, tags.ErrDamaged
	}
	author, err = f.person(m.sender)
	return t, author, err
}

// where is the list of addresses. Where the tag has none, they are those who
// sent and got it.
func (m *mms) where() []byte {
	switch {
	case len(m.address) > 0:
		return m.address
	case m.box == outbox[0]:
		return m.receivers
	case m.received < 2:
		return m.sender
	}
	return append(append(bytes.Clone(m.sender), '~'), m.receivers...)
}

// ours notes an address as the owner's.
func (f *file) ours(raw []byte) error {
	if len(raw) == 0 {
		return nil
	}
	p, err := f.person(raw)
	if err == nil {
		f.owns[p]++
	}
	return err
}
