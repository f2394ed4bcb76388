package count

import (
	"encoding/binary"
	"errors"
	"fmt"

	"ebb/chat"
)

// Fact is one message as it is kept: when, whose, how long, what kind.
type Fact struct {
	At    int64
	Runes uint32
	Side  uint8 // Me or Them; everybody else of a group is Them
	Kind  chat.Kind
	Asks  bool
}

// ErrFacts says that packed facts could not be read.
var ErrFacts = errors.New("count: packed facts are damaged")

const packVersion = 1

// Pack writes the facts of a history in about 2.2 bytes a message:
//
//	byte    version, 1
//	uvarint unit of time in seconds, 1 or 60
//	uvarint number of messages
//	varint  time of the first, in units since 1970
//	then for each message
//	uvarint units since the one before << 4 | kind << 2 | asks << 1 | side
//	uvarint runes
func Pack(h *chat.History, c *Cast) []byte {
	unit := int64(60)
	for _, m := range h.Messages {
		if m.At%60 != 0 {
			unit = 1
			break
		}
	}
	out := binary.AppendUvarint([]byte{packVersion}, uint64(unit))
	out = binary.AppendUvarint(out, uint64(len(h.Messages)))
	var prev int64
	if len(h.Messages) > 0 {
		prev = h.Messages[0].At / unit
	}
	out = binary.AppendVarint(out, prev)
	for _, m := range h.Messages {
		at := m.At / unit
		out = binary.AppendUvarint(out, uint64(at-prev)<<4|bits(m, c))
		out = binary.AppendUvarint(out, uint64(m.Runes))
		prev = at
	}
	return out
}

func bits(m chat.Message, c *Cast) uint64 {
	b := uint64(m.Kind&3) << 2
	if m.Flags&chat.Asks != 0 {
		b |= 2
	}
	if c.of[m.Author] != c.Me {
		b |= Them
	}
	return b
}

// Unpack reads what Pack wrote. It takes any bytes, and never more memory than
// they account for.
func Unpack(data []byte) ([]Fact, error) {
	if len(data) == 0 || data[0] != packVersion {
		return nil, fmt.Errorf("%w: version", ErrFacts)
	}
	r := reader{rest: data[1:]}
	unit, n, at := r.unsigned(), r.unsigned(), r.signed()
	if r.bad || unit != 1 && unit != 60 || n > uint64(len(r.rest)/2) || !reasonable(at) {
		return nil, fmt.Errorf("%w: head", ErrFacts)
	}
	facts := make([]Fact, 0, n)
	for range n {
		head, runes := r.unsigned(), r.unsigned()
		at += int64(head >> 4)
		if r.bad || runes > 1<<32-1 || !reasonable(at) {
			return nil, fmt.Errorf("%w: message %d", ErrFacts, len(facts)+1)
		}
		facts = append(facts, Fact{
			At: at * int64(unit), Runes: uint32(runes),
			Side: uint8(head & 1), Asks: head&2 != 0, Kind: chat.Kind(head >> 2 & 3),
		})
	}
	if len(r.rest) > 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrFacts, len(r.rest))
	}
	return facts, nil
}

// reasonable keeps times far from the ends of int64.
func reasonable(at int64) bool { return at > -1<<40 && at < 1<<40 }

type reader struct {
	rest []byte
	bad  bool
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
