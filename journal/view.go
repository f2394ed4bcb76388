package journal

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ebb"
	"ebb/store"
)

// markEvery says of how many rows the link of one is remembered, so that Read
// need not start at the first row.
const markEvery = 32

// view is what the journal knows after folding: some tens of bytes an event,
// and no words.
type view struct {
	chain   chain // its head is where the store is read on
	head    store.Head
	folds   map[string]ebb.Fold
	list    []ebb.Fold // the same, quicker to walk
	folded  bool       // the store has been read to its end at least once
	dirty   bool       // something folded has been taken back since: fold anew
	settled uint64     // rows up to here are known to be durable

	ids    map[ebb.ID]uint64
	erased map[ebb.ID]uint64 // ids that stay refused
	marks  []store.Link      // of rows 0, 32, 64, …; zero where the row is missing
	edits  []edit            // in order of seq
	plan   plan
	bodies map[ebb.ID][]byte // only while folding anew

	shut    int // rows that did not open
	misread int // events a fold did not understand
}

func (j *Journal) empty() *view {
	genesis := store.Genesis(store.ID(j.o.Owner.Install), j.person())
	folds := j.o.Folds()
	v := &view{
		head: store.Head{Link: genesis}, chain: newChain(genesis), marks: []store.Link{genesis},
		folds: folds, ids: map[ebb.ID]uint64{}, erased: map[ebb.ID]uint64{}, plan: newPlan(),
	}
	for _, name := range slices.Sorted(maps.Keys(folds)) {
		v.list = append(v.list, folds[name])
	}
	return v
}

// whole: a page may look at it.
func (v *view) whole() bool { return v.folded && !v.dirty }

// known reports whether an id is refused, and which row made it known.
func (v *view) known(id ebb.ID) (uint64, bool) {
	if seq, ok := v.ids[id]; ok {
		return seq, true
	}
	seq, ok := v.erased[id]
	return seq, ok
}

// victims lists the rows that erasing id destroys. None where that is done.
func (v *view) victims(id ebb.ID) ([]ebb.Erasure, error) {
	if _, done := v.erased[id]; done {
		return nil, nil
	}
	list := []ebb.Erasure{{Seq: v.ids[id], ID: id}}
	for _, e := range v.edits {
		if e.id == id {
			return nil, fmt.Errorf("%w: what the journal needs to read itself cannot be erased", ErrEntry)
		}
		if _, done := v.erased[e.id]; e.kind == ebb.Replaced && e.target == id && !done {
			list = append(list, ebb.Erasure{Seq: e.seq, ID: e.id})
		}
	}
	return list, nil
}

// place moves the head to a row.
func (v *view) place(h store.Head) {
	for uint64(len(v.marks))*markEvery < h.Seq {
		v.marks = append(v.marks, store.Link{})
	}
	if h.Seq == uint64(len(v.marks))*markEvery {
		v.marks = append(v.marks, h.Link)
	}
	v.head = h
	v.chain.at(h)
}

// note takes in one opened event.
func (v *view) note(seq uint64, e ebb.Event) {
	if _, again := v.ids[e.ID]; again {
		return
	}
	v.ids[e.ID] = seq
	ed, isEdit, err := readEdit(seq, e)
	switch {
	case err != nil:
		v.misread++
	case isEdit:
		v.edit(ed)
	case v.dirty || v.plan.gone[e.ID] || v.isErased(e.ID):
	default:
		v.apply(seq, e)
	}
}

func (v *view) isErased(id ebb.ID) bool {
	_, ok := v.erased[id]
	return ok
}

func (v *view) apply(seq uint64, e ebb.Event) {
	if _, replaced := v.plan.bodies[e.ID]; replaced {
		body, there := v.bodies[e.ID]
		if !there {
			v.dirty = true
			return
		}
		e.Body = body
	}
	for _, f := range v.list {
		if err := tell(f, seq, e); err != nil {
			v.misread++
		}
	}
}

// tell keeps a fold that breaks from taking the journal with it.
func tell(f ebb.Fold, seq uint64, e ebb.Event) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = errors.New("journal: a fold broke") // v may hold content
		}
	}()
	return f.Apply(seq, e)
}

// catchUp folds what the store has got since.
func (j *Journal) catchUp(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.follow(ctx)
}

// follow is catchUp with mu held.
func (j *Journal) follow(ctx context.Context) error {
	err := j.v.read(ctx, j)
	if errors.Is(err, store.ErrForked) {
		j.o.Log.Warn("journal: the store has another past than before; reading it anew", "seq", j.v.head.Seq)
		j.v = j.empty()
		err = j.v.read(ctx, j)
	}
	if err == nil && j.v.dirty {
		err = j.refold(ctx)
	}
	return err
}

// read folds the rows after the head.
func (v *view) read(ctx context.Context, j *Journal) error {
	keys, shut, misread := j.keys.Load(), v.shut, v.misread
	err := j.o.Store.Since(ctx, j.person(), v.head, func(r store.Row) error {
		got := v.chain.next(keys, r)
		v.place(store.Head{Seq: r.Seq, Link: r.Link})
		v.chain.learn(got)
		if got.opened {
			v.note(r.Seq, got.event)
		} else if !got.erased {
			v.shut++
		}
		return nil
	})
	if v.shut > shut || v.misread > misread {
		j.o.Log.Warn("journal: not everything was understood", "damaged", v.shut-shut, "misread", v.misread-misread)
	}
	if errors.Is(err, store.ErrNoPerson) {
		err = nil
	}
	v.folded = v.folded || err == nil
	return err
}

// refold folds everything anew, with what is known to be taken back.
func (j *Journal) refold(ctx context.Context) error {
	for old := j.v; old.dirty; old = j.v {
		v := j.empty()
		v.plan = resolve(old.edits)
		v.plan.counts = len(old.edits)
		v.bodies = map[ebb.ID][]byte{}
		if err := j.openBodies(ctx, old, v); err != nil {
			return err
		}
		if err := v.read(ctx, j); err != nil {
			return err
		}
		v.bodies = nil
		v.settled = min(old.settled, v.head.Seq)
		j.v = v
	}
	return nil
}

// openBodies reads the bodies that replace others.
func (j *Journal) openBodies(ctx context.Context, old, v *view) error {
	target := map[uint64]ebb.ID{}
	for id, seq := range v.plan.bodies {
		target[seq] = id
	}
	return j.reach(ctx, old, slices.Sorted(maps.Keys(target)), func(seq uint64, e ebb.Event) {
		var r ebb.Replacement
		if e.Decode(&r) == nil {
			v.bodies[target[seq]] = slices.Clone(r.Body)
		}
	})
}
