package replay

import (
	"context"
	"errors"
	"maps"
	"slices"

	"ebb"
	"ebb/store"
)

// Reach is enough of a State to read single rows again, without its lock.
type Reach struct {
	head  store.Head
	marks []store.Link
}

// Reach returns what reading rows up to Head needs.
func (s *State) Reach() Reach { return Reach{s.Head, slices.Clip(s.marks)} }

// errEnough ends a reading that has got what it wanted.
var errEnough = errors.New("journal: enough")

// Open opens the rows seqs, which rise, and hands those that open to f.
func (p Reach) Open(ctx context.Context, src Source, seqs []uint64, f func(uint64, ebb.Event)) error {
	for len(seqs) > 0 && seqs[0] == 0 {
		seqs = seqs[1:]
	}
	for len(seqs) > 0 && seqs[0] <= p.head.Seq {
		rest, err := p.stretch(ctx, src, seqs, f)
		if err != nil {
			return err
		}
		seqs = rest
	}
	return nil
}

// stretch reads on from the mark before the first of seqs, as far as the next
// is near, and returns those that are left.
func (p Reach) stretch(ctx context.Context, src Source, seqs []uint64, f func(uint64, ebb.Event)) ([]uint64, error) {
	from := p.markBefore(seqs[0])
	c := chain{seq: from.Seq, link: from.Link}
	err := src.since(ctx, from, func(r store.Row) error {
		got := verdict{}
		if seqs[0] <= r.Seq+1 { // the row before decides how this one opens
			got = c.judge(src.Keys, r)
		}
		c.pass(r, got)
		for len(seqs) > 0 && seqs[0] <= r.Seq {
			if seqs[0] == r.Seq && got.opened {
				f(r.Seq, got.event)
			}
			seqs = seqs[1:]
		}
		if len(seqs) == 0 || seqs[0] > r.Seq+2*markEvery {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return seqs, nil
	}
	return nil, err
}

// markBefore returns the last remembered head before seq.
func (p Reach) markBefore(seq uint64) store.Head {
	for i := min((seq-1)/markEvery, uint64(len(p.marks)-1)); i > 0; i-- {
		if p.marks[i] != (store.Link{}) {
			return store.Head{Seq: i * markEvery, Link: p.marks[i]}
		}
	}
	return store.Head{Link: p.marks[0]}
}

// replacements reads the bodies that count instead of others. A body that
// cannot be read leaves the first one standing.
func (s *State) replacements(ctx context.Context, src Source, rows map[ebb.ID]uint64, into map[ebb.ID][]byte) error {
	target := map[uint64]ebb.ID{}
	for id, seq := range rows {
		target[seq] = id
	}
	err := s.Reach().Open(ctx, src, slices.Sorted(maps.Keys(target)), func(seq uint64, e ebb.Event) {
		var r ebb.Replacement
		if e.Kind == ebb.Replaced && e.Decode(&r) == nil {
			into[target[seq]] = slices.Clone(r.Body)
		}
	})
	maps.DeleteFunc(rows, func(id ebb.ID, _ uint64) bool { return into[id] == nil })
	return err
}

// Standing returns those of seqs that stand, with the body that counts.
// current runs its argument with the state as it is, under its lock.
func (p Reach) Standing(ctx context.Context, src Source, seqs []uint64, current func(func(*State))) (map[uint64]ebb.Event, error) {
	got := map[uint64]ebb.Event{}
	err := p.Open(ctx, src, seqs, func(seq uint64, e ebb.Event) { got[seq] = e })
	if err != nil {
		return nil, err
	}
	rows := map[ebb.ID]uint64{}
	var now State
	current(func(s *State) {
		maps.DeleteFunc(got, func(seq uint64, e ebb.Event) bool { return !s.Stands(seq, e) })
		for _, e := range got {
			if r, replaced := s.plan.bodies[e.ID]; replaced {
				rows[e.ID] = r
			}
		}
		now = State{Head: s.Head, marks: slices.Clip(s.marks)}
	})
	bodies := map[ebb.ID][]byte{}
	if err := now.replacements(ctx, src, rows, bodies); err != nil {
		return nil, err
	}
	for seq, e := range got {
		if body, replaced := bodies[e.ID]; replaced {
			e.Body = body
			got[seq] = e
		}
	}
	return got, nil
}
