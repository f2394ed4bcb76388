package replay

import (
	"cmp"
	"context"
	"slices"

	"ebb"
	"ebb/store"
)

// Damage names a row that is not what was recorded.
type Damage struct {
	Seq uint64
	Why string
}

// What may have become of a row.
const (
	Missing   = "missing"   // it is not there
	Unread    = "unread"    // its box does not open
	Unlinked  = "unlinked"  // it opens, but its link is not the right one
	Destroyed = "destroyed" // it was erased by somebody without the key
	Returned  = "returned"  // it was erased and is there again
)

// survey gathers what is wrong, row by row.
type survey struct {
	list   []Damage
	bare   []uint64        // rows without a box
	full   map[uint64]bool // rows with one
	signed map[uint64]bool // rows that a sealed event says were erased
}

// Damaged reads a whole journal and names every row that is not what was
// recorded, in order. A journal cut off at its end is whole in itself: to see
// that takes a witness outside the database.
func Damaged(ctx context.Context, src Source) ([]Damage, error) {
	c := chain{link: src.genesis()}
	s := &survey{full: map[uint64]bool{}, signed: map[uint64]bool{}}
	err := src.since(ctx, store.Head{}, func(r store.Row) error {
		got := c.judge(src.Keys, r)
		c.pass(r, got)
		s.see(r.Seq, got)
		return nil
	})
	return s.result(), err
}

func (s *survey) see(seq uint64, got verdict) {
	for n := seq - got.missing; n < seq; n++ {
		s.list = append(s.list, Damage{n, Missing})
	}
	switch {
	case !got.opened && !got.erased:
		s.list = append(s.list, Damage{seq, Unread})
	case !got.follows:
		s.list = append(s.list, Damage{seq, Unlinked})
	}
	if got.erased {
		s.bare = append(s.bare, seq)
	} else {
		s.full[seq] = true
	}
	if ed, ok, err := readEdit(seq, got.event); ok && err == nil && ed.kind == ebb.Erased {
		s.signed[ed.row] = true
	}
}

func (s *survey) result() []Damage {
	for _, seq := range s.bare {
		if !s.signed[seq] {
			s.list = append(s.list, Damage{seq, Destroyed})
		}
	}
	for seq := range s.signed {
		if s.full[seq] {
			s.list = append(s.list, Damage{seq, Returned})
		}
	}
	slices.SortFunc(s.list, func(a, b Damage) int { return cmp.Compare(a.Seq, b.Seq) })
	return s.list
}
