package journal

import (
	"context"
	"errors"
	"slices"

	"ebb"
	"ebb/store"
)

// Read opens entries again, in the order asked for, as they stand: withdrawn,
// erased and damaged ones are left out, edited ones have their last body.
func (j *Journal) Read(ctx context.Context, seqs ...uint64) ([]ebb.Event, error) {
	events, err := j.readOnce(ctx, seqs)
	if errors.Is(err, store.ErrForked) {
		events, err = j.readOnce(ctx, seqs)
	}
	return events, err
}

func (j *Journal) readOnce(ctx context.Context, seqs []uint64) ([]ebb.Event, error) {
	var snap view // what Read needs of the view; a maps' reader may not outlive the lock
	err := j.reading(ctx, func(v *view) error {
		snap = view{head: v.head, marks: v.marks[:len(v.marks):len(v.marks)], plan: v.plan}
		return nil
	})
	if err != nil {
		return nil, err
	}
	got := map[uint64]ebb.Event{}
	wanted := slices.Compact(slices.Sorted(slices.Values(seqs)))
	if err := j.reach(ctx, &snap, wanted, func(seq uint64, e ebb.Event) { got[seq] = e }); err != nil {
		return nil, err
	}
	bodies, err := j.standing(ctx, &snap, got)
	if err != nil {
		return nil, err
	}
	var events []ebb.Event
	for _, seq := range seqs {
		if e, there := got[seq]; there {
			if body, replaced := bodies[e.ID]; replaced {
				e.Body = body
			}
			events = append(events, e)
		}
	}
	return events, nil
}

// standing takes out of got what does not stand, and returns the bodies that
// count instead.
func (j *Journal) standing(ctx context.Context, snap *view, got map[uint64]ebb.Event) (map[ebb.ID][]byte, error) {
	v := &view{plan: newPlan(), bodies: map[ebb.ID][]byte{}}
	j.mu.RLock()
	for seq, e := range got {
		_, isEdit, _ := readEdit(seq, e)
		first := j.v.ids[e.ID] == seq
		if isEdit || !first || j.v.plan.gone[e.ID] || j.v.isErased(e.ID) {
			delete(got, seq)
		} else if r, replaced := j.v.plan.bodies[e.ID]; replaced {
			v.plan.bodies[e.ID] = r
		}
	}
	j.mu.RUnlock()
	return v.bodies, j.openBodies(ctx, snap, v)
}

// errEnough ends a reading of Since that has got what it wanted.
var errEnough = errors.New("journal: enough")

// reach opens the rows seqs, which rise, and hands those that open to f.
func (j *Journal) reach(ctx context.Context, v *view, seqs []uint64, f func(uint64, ebb.Event)) error {
	keys := j.keys.Load()
	for len(seqs) > 0 && seqs[0] <= v.head.Seq {
		if seqs[0] == 0 {
			seqs = seqs[1:]
			continue
		}
		from := v.markBefore(seqs[0])
		c := chain{seq: from.Seq, link: from.Link}
		err := j.o.Store.Since(ctx, j.person(), from, func(r store.Row) error {
			got := row{}
			if seqs[0] <= r.Seq+1 { // the row before decides how this one opens
				got = c.next(keys, r)
			}
			c.at(store.Head{Seq: r.Seq, Link: r.Link})
			c.learn(got)
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
		if err == nil {
			return nil // the end of the journal
		}
		if !errors.Is(err, errEnough) {
			return err
		}
	}
	return nil
}

// markBefore returns the last remembered head before seq.
func (v *view) markBefore(seq uint64) store.Head {
	for i := min((seq-1)/markEvery, uint64(len(v.marks)-1)); i > 0; i-- {
		if v.marks[i] != (store.Link{}) {
			return store.Head{Seq: i * markEvery, Link: v.marks[i]}
		}
	}
	return store.Head{Link: v.marks[0]}
}
