package journal

import (
	"context"
	"errors"
	"slices"

	"ebb"
	"ebb/journal/replay"
	"ebb/store"
)

// Damage names a row that is not what was recorded.
type Damage = replay.Damage

func (j *Journal) source() replay.Source {
	return replay.Source{Rows: j.o.Store, Owner: j.o.Owner, Keys: j.keys.Load(), Folds: j.o.Folds}
}

// View hands f every feature's fold by name, up to date, and keeps them
// unchanged until f returns. f must not record.
func (j *Journal) View(ctx context.Context, f func(folds map[string]ebb.Fold) error) error {
	return j.reading(ctx, func(s *replay.State) error { return f(s.Folds) })
}

// Read opens entries again, in the order asked for, as they stand: withdrawn,
// erased and damaged ones are left out, edited ones have their last body.
func (j *Journal) Read(ctx context.Context, seqs ...uint64) (events []ebb.Event, err error) {
	got, err := j.readOnce(ctx, seqs)
	if errors.Is(err, store.ErrForked) {
		got, err = j.readOnce(ctx, seqs)
	}
	for _, seq := range seqs {
		if e, there := got[seq]; there {
			events = append(events, e)
		}
	}
	return events, err
}

func (j *Journal) readOnce(ctx context.Context, seqs []uint64) (map[uint64]ebb.Event, error) {
	var reach replay.Reach
	if err := j.reading(ctx, func(s *replay.State) error { reach = s.Reach(); return nil }); err != nil {
		return nil, err
	}
	wanted := slices.Compact(slices.Sorted(slices.Values(seqs)))
	return reach.Standing(ctx, j.source(), wanted, func(f func(*replay.State)) {
		j.mu.RLock()
		defer j.mu.RUnlock()
		f(j.state)
	})
}

// Damaged reads the whole journal and names every row that is not what was
// recorded, but not that it was cut off at its end: that takes a witness.
func (j *Journal) Damaged(ctx context.Context) ([]Damage, error) {
	return replay.Damaged(ctx, j.source())
}

// TakenOut lists what the person took out and did not put back.
func (j *Journal) TakenOut(ctx context.Context) ([]replay.Out, error) {
	return replay.TakenOut(ctx, j.source())
}

// Has reports whether an event of that id was recorded, whatever became of it.
func (j *Journal) Has(ctx context.Context, id ebb.ID) (has bool, err error) {
	err = j.reading(ctx, func(s *replay.State) error { _, has = s.Known(ebb.Event{ID: id}); return nil })
	return has, err
}

// reading runs f with the state, up to date, under the reading lock.
func (j *Journal) reading(ctx context.Context, f func(*replay.State) error) error {
	for {
		if err := j.refresh(ctx); err != nil {
			return err
		}
		if done, err := j.tryReading(f); done {
			return err
		}
	}
}

func (j *Journal) tryReading(f func(*replay.State) error) (bool, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if !j.state.Whole() {
		return false, nil
	}
	return true, f(j.state)
}

// refresh folds what others have recorded since.
func (j *Journal) refresh(ctx context.Context) error {
	h, err := j.Head(ctx)
	if err != nil {
		return err
	}
	j.mu.RLock()
	current := j.state.Whole() && j.state.Head.Is(h)
	j.mu.RUnlock()
	if current {
		return nil
	}
	return j.catchUp(ctx)
}

func (j *Journal) catchUp(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.follow(ctx)
}

// follow is catchUp with mu held.
func (j *Journal) follow(ctx context.Context) error {
	shut, misread := j.state.Shut, j.state.Misread
	err := j.state.Follow(ctx, j.source())
	if errors.Is(err, store.ErrForked) {
		j.o.Log.Warn("journal: the store has another past than before; reading it anew", "seq", j.state.Head.Seq)
		j.state = replay.New(j.source())
		err = j.state.Follow(ctx, j.source())
	}
	if err == nil {
		err = j.mend(ctx)
	}
	if j.state.Shut > shut || j.state.Misread > misread {
		j.o.Log.Warn("journal: not everything could be read", "damaged", j.state.Shut, "misread", j.state.Misread)
	}
	return err
}

// mend folds anew where something folded has been taken back, or the next reader does.
func (j *Journal) mend(ctx context.Context) error {
	if !j.state.Folded() || j.state.Whole() {
		return nil
	}
	s, err := j.state.Anew(ctx, j.source())
	j.state = s
	return err
}

// Walk reads the journal row by row, also what no longer stands.
func (j *Journal) Walk() *replay.Walker { return replay.Walk(j.source()) }
