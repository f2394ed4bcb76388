// Package replay turns a person's rows into folds. It follows the chain, opens
// each row once, and applies undo, edit and erasure before any fold sees an
// event.
//
// It promises that a damaged row hides no other, that what was taken back is
// never shown again, and that it keeps no words: some tens of bytes an event
// stay in memory beside the folds. It refuses to write anything, and it does
// not lock: whoever holds a State sees to that.
package replay

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// Source is where rows come from, what opens them and what they are folded
// into.
type Source struct {
	Rows  store.Rows
	Owner vault.Owner
	Keys  *vault.Keys
	Folds func() map[string]ebb.Fold // fresh, empty folds by feature name
}

func (s Source) genesis() store.Link {
	return store.Genesis(store.ID(s.Owner.Install), store.ID(s.Owner.Person))
}

// since reads the rows after a head. Somebody who does not exist yet has none.
func (s Source) since(ctx context.Context, after store.Head, f func(store.Row) error) error {
	err := s.Rows.Since(ctx, store.ID(s.Owner.Person), after, f)
	if errors.Is(err, store.ErrNoPerson) {
		return nil
	}
	return err
}

// markEvery says of how many rows the link of one is remembered, so that
// reading one again need not start at the first.
const markEvery = 32

// State is what is known after folding.
type State struct {
	Head    store.Head
	Folds   map[string]ebb.Fold
	Settled uint64 // rows up to here are known to be durable
	Shut    int    // rows that did not open
	Misread int    // events that a fold did not understand

	list   []ebb.Fold // Folds, quicker to walk
	folded bool       // the store has been read to its end
	dirty  bool       // something folded has been taken back since
	chain  chain
	bare   map[uint64]store.Link // rows without a box
	marks  []store.Link          // of rows 0, 32, 64, …; zero where that row is damaged

	ids    map[ebb.ID]uint64
	erased map[ebb.ID]uint64 // ids that stay refused
	edits  []edit            // in order of seq
	plan   plan
	bodies map[ebb.ID][]byte // only while folding anew
}

// New returns the state of a journal that has not been read.
func New(src Source) *State {
	genesis := src.genesis()
	s := &State{
		Head: store.Head{Link: genesis}, chain: chain{link: genesis}, marks: []store.Link{genesis},
		Folds: src.Folds(), bare: map[uint64]store.Link{}, ids: map[ebb.ID]uint64{}, erased: map[ebb.ID]uint64{}, plan: newPlan(),
	}
	for _, name := range slices.Sorted(maps.Keys(s.Folds)) {
		s.list = append(s.list, s.Folds[name])
	}
	return s
}

// Whole reports whether the folds may be looked at.
func (s *State) Whole() bool { return s.folded && !s.dirty }

// Folded reports whether the store has been read to its end at least once.
func (s *State) Folded() bool { return s.folded }

// Known reports whether an event is refused, and which row made it known: its
// id has been recorded or erased, or it is a new body for what was erased.
func (s *State) Known(e ebb.Event) (uint64, bool) {
	if seq, ok := s.ids[e.ID]; ok {
		return seq, true
	}
	if seq, ok := s.erased[e.ID]; ok {
		return seq, true
	}
	if target, ok := BodyFor(e); ok {
		seq, erased := s.erased[target]
		return seq, erased
	}
	return 0, false
}

// ErrKernel: what the journal needs to read itself cannot be erased.
var ErrKernel = errors.New("journal: a kernel event cannot be erased")

// Victims lists the rows that erasing id destroys: its own and every body it
// was given later. An id that never came has row 0 and is refused from then
// on. None where that is done.
func (s *State) Victims(id ebb.ID) ([]ebb.Erasure, error) {
	if _, done := s.erased[id]; done {
		return nil, nil
	}
	list := []ebb.Erasure{{Seq: s.ids[id], ID: id}}
	for _, e := range s.edits {
		if e.id == id {
			return nil, ErrKernel
		}
		if _, done := s.erased[e.id]; e.kind == ebb.Replaced && e.target == id && !done {
			list = append(list, ebb.Erasure{Seq: e.seq, ID: e.id})
		}
	}
	return list, nil
}

// Stands reports whether e, read from row seq, is one that folds see.
func (s *State) Stands(seq uint64, e ebb.Event) bool {
	is, _ := IsEdit(e)
	_, erased := s.erased[e.ID]
	return !is && !erased && !s.plan.gone[e.ID] && s.ids[e.ID] == seq
}

// Took takes in rows that were recorded over Head, without reading them again.
func (s *State) Took(rows []store.Row, events []ebb.Event) {
	for i, r := range rows {
		s.place(r, verdict{follows: true})
		s.note(r.Seq, events[i])
	}
}

// Follow folds the rows after Head. store.ErrForked: start anew.
func (s *State) Follow(ctx context.Context, src Source) error {
	err := src.since(ctx, s.Head, func(r store.Row) error {
		got := s.chain.judge(src.Keys, r)
		s.place(r, got)
		if got.opened {
			s.note(r.Seq, got.event)
		} else if !got.erased {
			s.Shut++
		}
		return nil
	})
	s.folded = s.folded || err == nil
	return err
}

// place moves the head to a row.
func (s *State) place(r store.Row, got verdict) {
	for uint64(len(s.marks))*markEvery < r.Seq {
		s.marks = append(s.marks, store.Link{})
	}
	if r.Seq == uint64(len(s.marks))*markEvery {
		mark := r.Link
		if !got.follows {
			mark = store.Link{}
		}
		s.marks = append(s.marks, mark)
	}
	if r.Box == nil {
		s.bare[r.Seq] = r.Link
	}
	s.Head = store.Head{Seq: r.Seq, Link: r.Link}
	s.chain.pass(r, got)
}

// note takes in one opened event.
func (s *State) note(seq uint64, e ebb.Event) {
	if _, again := s.ids[e.ID]; again {
		return
	}
	s.ids[e.ID] = seq
	ed, isEdit, err := readEdit(seq, e)
	_, erased := s.erased[e.ID]
	switch {
	case erased:
	case err != nil:
		s.Misread++
	case isEdit:
		s.edit(ed)
	case s.dirty || s.plan.gone[e.ID]:
	default:
		s.apply(seq, e)
	}
}

// edit takes in a kernel event. What has been folded already must be folded
// anew; what has not come yet is only remembered.
func (s *State) edit(e edit) {
	s.edits = append(s.edits, e)
	if e.kind == ebb.Erased {
		s.erased[e.target] = e.seq
	}
	if s.plan.has[e.id] {
		return // known before this reading began
	}
	if _, folded := s.ids[e.target]; folded {
		s.dirty = true
	}
	s.plan.has[e.id] = true
	s.plan.take(e)
}

func (s *State) apply(seq uint64, e ebb.Event) {
	if _, replaced := s.plan.bodies[e.ID]; replaced {
		body, there := s.bodies[e.ID]
		if !there {
			s.dirty = true
			return
		}
		e.Body = body
	}
	for _, f := range s.list {
		if err := tell(f, seq, e); err != nil {
			s.Misread++
		}
	}
}

// tell keeps a fold that breaks from taking the journal with it.
func tell(f ebb.Fold, seq uint64, e ebb.Event) (err error) {
	defer func() {
		if recover() != nil { // the value may hold content
			err = fmt.Errorf("journal: a fold broke at row %d", seq)
		}
	}()
	return f.Apply(seq, e)
}

// Anew folds everything again, with what is known to be taken back.
func (s *State) Anew(ctx context.Context, src Source) (*State, error) {
	for old := s; ; {
		n := New(src)
		n.plan, n.bodies = resolve(old.edits), map[ebb.ID][]byte{}
		for _, e := range old.edits {
			if e.kind == ebb.Erased {
				n.erased[e.target] = e.seq
			}
		}
		if err := old.replacements(ctx, src, n.plan.bodies, n.bodies); err != nil {
			return s, err
		}
		if err := n.Follow(ctx, src); err != nil {
			return s, err
		}
		n.bodies, n.Settled = nil, min(old.Settled, n.Head.Seq)
		if !n.dirty {
			return n, nil
		}
		old = n
	}
}
