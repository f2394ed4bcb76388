// Package facts packs what is kept of each message: when it came, whose it
// was, of what kind and about how long, and whether it asks something. Two
// bytes a message are enough for that, and no word can be made of it.
//
// It promises that what an older version packed opens for ever, and that any
// bytes at all cost no more memory than they account for. It refuses exact
// lengths: a length is a class.
package facts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"

	"ebb/chat"
)

// Fact is one message as it is kept.
type Fact struct {
	At     int64
	Length uint8 // class of length, see Class
	Side   uint8 // 0 is me; everybody else of a group is 1
	Kind   chat.Kind
	Asks   bool
}

// Classes is how many classes of length there are.
const Classes = 12

// Class is the class of a length: 0 for no characters, 1 for up to 5, 2 for up
// to 10, and so on by doubling; the last has no upper end.
func Class(runes uint32) uint8 {
	if runes == 0 {
		return 0
	}
	return uint8(min(Classes-1, 1+bits.Len32((runes-1)/5)))
}

// Bounds are the shortest and the longest length of a class; the last has no
// longest, which is 0.
func Bounds(class int) (low, high int) {
	switch {
	case class <= 0:
		return 0, 0
	case class == 1:
		return 1, 5
	case class >= Classes-1:
		return 5<<(Classes-3) + 1, 0
	}
	return 5<<(class-2) + 1, 5 << (class - 1)
}

// ErrDamaged says that packed facts could not be read.
var ErrDamaged = errors.New("facts: packed facts are damaged")

// Versions of the packing. Version 1 held exact lengths; they become classes
// when it is read.
const (
	exact   = 1
	classed = 2
)

// Pack writes the facts of a history, with the side of each author, in two
// bytes a message or less:
//
//	byte    version, 2
//	uvarint unit of time in seconds, 1 or 60
//	uvarint number of messages
//	varint  time of the first, in units since 1970
//	then for each message
//	uvarint units since the one before << 6 | what << 1 | side
//
// what is one of 27: a text by its class of length and whether it asks, or
// media, deleted, empty.
func Pack(h *chat.History, sides []uint8) []byte {
	unit := int64(60)
	for _, m := range h.Messages {
		if m.At%60 != 0 {
			unit = 1
			break
		}
	}
	out := binary.AppendUvarint(make([]byte, 0, 16+2*len(h.Messages)), classed)
	out = binary.AppendUvarint(out, uint64(unit))
	out = binary.AppendUvarint(out, uint64(len(h.Messages)))
	var prev int64
	if len(h.Messages) > 0 {
		prev = h.Messages[0].At / unit
	}
	out = binary.AppendVarint(out, prev)
	for _, m := range h.Messages {
		at := m.At / unit
		out = binary.AppendUvarint(out, uint64(at-prev)<<6|what(m)<<1|uint64(sides[m.Author]&1))
		prev = at
	}
	return out
}

// texts is how many values of what are texts.
const texts = 2 * Classes

func what(m chat.Message) uint64 {
	if m.Kind != chat.Text {
		return texts + uint64(m.Kind-chat.Media)
	}
	w := 2 * uint64(Class(m.Runes))
	if m.Flags&chat.Asks != 0 {
		w++
	}
	return w
}

// Unpack reads what Pack wrote, now or before.
func Unpack(data []byte) ([]Fact, error) {
	if len(data) == 0 || data[0] != exact && data[0] != classed {
		return nil, fmt.Errorf("%w: version", ErrDamaged)
	}
	r := reader{rest: data[1:]}
	unit, n, at := r.unsigned(), r.unsigned(), r.signed()
	if r.bad || unit != 1 && unit != 60 || n > uint64(len(r.rest)) || !reasonable(at) {
		return nil, fmt.Errorf("%w: head", ErrDamaged)
	}
	next := r.classed
	if data[0] == exact {
		next = r.exact
	}
	all := make([]Fact, 0, n)
	for range n {
		f, units := next()
		at += int64(units)
		if r.bad || !reasonable(at) {
			return nil, fmt.Errorf("%w: message %d", ErrDamaged, len(all)+1)
		}
		f.At = at * int64(unit)
		all = append(all, f)
	}
	if len(r.rest) > 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrDamaged, len(r.rest))
	}
	return all, nil
}

// reasonable keeps times far from the ends of int64.
func reasonable(at int64) bool { return at > -1<<40 && at < 1<<40 }

type reader struct {
	rest []byte
	bad  bool
}

// classed reads one message of version 2, and its time since the one before.
func (r *reader) classed() (f Fact, units uint64) {
	head := r.unsigned()
	f.Side = uint8(head & 1)
	switch w := head >> 1 & 31; {
	case w < texts:
		f.Length, f.Asks = uint8(w/2), w&1 != 0
	case w < texts+3:
		f.Kind = chat.Media + chat.Kind(w-texts)
	default:
		r.bad = true
	}
	return f, head >> 6
}

// exact reads one message of version 1.
func (r *reader) exact() (f Fact, units uint64) {
	head, runes := r.unsigned(), r.unsigned()
	r.bad = r.bad || runes > 1<<32-1
	f = Fact{Side: uint8(head & 1), Asks: head&2 != 0, Kind: chat.Kind(head >> 2 & 3), Length: Class(uint32(runes))}
	return f, head >> 4
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.rest)
	r.skip(n)
	return v
}

func (r *reader) skip(n int) {
	if n <= 0 {
		r.bad, r.rest = true, nil
		return
	}
	r.rest = r.rest[n:]
}
