// Package witness is what a browser remembers of a journal, so that an older copy
// of the database, put in its place, does not go unnoticed: how many entries it
// saw and where they ended, at its last visit and at some before.
//
// It promises that a journal which only grew is never suspected, and that one
// which lost entries is, with how many are gone. It refuses to say who did it, and
// to forget what it saw before the person has read what is missing.
package witness

import (
	"context"
	"encoding/binary"
	"errors"

	"ebb"
	"ebb/store"
)

// Seen is what a browser remembers.
type Seen struct {
	Person  ebb.ID
	Lineage ebb.ID
	Heads   []store.Head // the last first, each further back about twice as far
}

// most is how many heads are remembered.
const most = 8

// headBytes is one head: its number and its link.
const headBytes = 8 + 32

var errSeen = errors.New("witness: not what a browser remembers")

// Bytes writes it: person 16, lineage 16, and each head as u64 and link.
func (s *Seen) Bytes() []byte {
	b := append(append([]byte{}, s.Person[:]...), s.Lineage[:]...)
	for _, h := range s.Heads {
		b = append(binary.BigEndian.AppendUint64(b, h.Seq), h.Link[:]...)
	}
	return b
}

// Read reads what Bytes wrote.
func Read(b []byte) (*Seen, error) {
	if len(b) < 32 || (len(b)-32)%headBytes != 0 || len(b) > 32+most*headBytes {
		return nil, errSeen
	}
	s := &Seen{Person: ebb.ID(b[:16]), Lineage: ebb.ID(b[16:32])}
	for b = b[32:]; len(b) > 0; b = b[headBytes:] {
		s.Heads = append(s.Heads, store.Head{Seq: binary.BigEndian.Uint64(b), Link: store.Link(b[8:headBytes])})
	}
	return s, nil
}

// With is what to remember once a head was seen. Heads further back are thinned,
// so that a few reach far.
func (s *Seen) With(now store.Head) *Seen {
	n := &Seen{s.Person, s.Lineage, []store.Head{now}}
	for _, h := range s.Heads {
		if last := n.Heads[len(n.Heads)-1]; h.Seq < last.Seq && (len(n.Heads) == 1 || now.Seq-h.Seq >= 2*(now.Seq-last.Seq)) && len(n.Heads) < most {
			n.Heads = append(n.Heads, h)
		}
	}
	return n
}

// Last is the newest head.
func (s *Seen) Last() store.Head {
	if len(s.Heads) == 0 {
		return store.Head{}
	}
	return s.Heads[0]
}

// Finding is what has become of what was seen.
type Finding struct {
	Seen, Here uint64 // entries then and now
	Missing    uint64 // at least so many of those seen are gone; 0: none
	AtMost     uint64 // and at most so many
	Restored   bool   // a backup was put back: the journal says so itself
}

// Look compares what was seen with what is there.
func (s *Seen) Look(ctx context.Context, rows store.Rows, lineage ebb.ID) (f Finding, err error) {
	head, err := rows.Head(ctx, store.ID(s.Person))
	if err != nil {
		return f, err
	}
	f = Finding{Seen: s.Last().Seq, Here: head.Seq, Restored: lineage != s.Lineage}
	lost := uint64(0) // the earliest head seen that is not in the past of this one
	for _, h := range s.Heads {
		there, err := has(ctx, rows, store.ID(s.Person), h)
		if err != nil {
			return f, err
		}
		if there {
			f.AtMost = f.Seen - h.Seq
			break
		}
		lost, f.AtMost = h.Seq, f.Seen
	}
	if lost > 0 {
		f.Missing = f.Seen - lost + 1
		if f.Here < f.Seen {
			f.Missing = max(f.Missing, f.Seen-f.Here)
		}
	}
	return f, nil
}

var errEnough = errors.New("witness: enough")

// has says whether a head is in the past of a journal.
func has(ctx context.Context, rows store.Rows, p store.ID, h store.Head) (bool, error) {
	if h.Seq == 0 {
		return true, nil
	}
	err := rows.Since(ctx, p, h, func(store.Row) error { return errEnough })
	switch {
	case err == nil, errors.Is(err, errEnough):
		return true, nil
	case errors.Is(err, store.ErrForked):
		return false, nil
	}
	return false, err
}
