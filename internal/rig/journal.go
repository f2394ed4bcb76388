package rig

import (
	"context"
	"testing"

	"ebb"
	"ebb/feature"
)

// Journal keeps events in memory. The seq of an event is its place, from 1.
type Journal struct {
	Events   []ebb.Event
	erased   map[ebb.ID]bool
	t        *testing.T
	features []*feature.Feature
}

// Record keeps entries.
func (j *Journal) Record(_ context.Context, entries ...ebb.Entry) error {
	for _, e := range entries {
		for _, id := range e.Erase {
			if j.erased == nil {
				j.erased = map[ebb.ID]bool{}
			}
			j.erased[id] = true
		}
		if e.Event.Kind != "" {
			j.Events = append(j.Events, e.Event)
		}
	}
	return nil
}

// standing is every event that stands, by seq, with its last body.
func (j *Journal) standing() map[uint64]ebb.Event {
	gone, body := map[ebb.ID]bool{}, map[ebb.ID][]byte{}
	for i := len(j.Events) - 1; i >= 0; i-- {
		e := j.Events[i]
		if gone[e.ID] {
			continue
		}
		var w ebb.Withdrawal
		if e.Kind == ebb.Withdrawn && e.Decode(&w) == nil {
			gone[w.ID] = true
		}
		var r ebb.Replacement
		if e.Kind == ebb.Replaced && e.Decode(&r) == nil && body[r.ID] == nil {
			body[r.ID] = r.Body
		}
	}
	all := map[uint64]ebb.Event{}
	for i, e := range j.Events {
		if gone[e.ID] || j.erased[e.ID] || e.Kind == ebb.Withdrawn || e.Kind == ebb.Replaced {
			continue
		}
		if b := body[e.ID]; b != nil {
			e.Body = b
		}
		all[uint64(i+1)] = e
	}
	return all
}

// View folds everything anew.
func (j *Journal) View(_ context.Context, f func(map[string]ebb.Fold) error) error {
	folds := map[string]ebb.Fold{}
	all := j.standing()
	for _, ft := range j.features {
		if ft.Fold == nil {
			continue
		}
		fold := ft.Fold()
		for seq := uint64(1); seq <= uint64(len(j.Events)); seq++ {
			if e, ok := all[seq]; ok {
				if err := fold.Apply(seq, e); err != nil {
					j.t.Errorf("%s: %s was not understood: %v", ft.Name, e.Kind, err)
				}
			}
		}
		folds[ft.Name] = fold
	}
	return f(folds)
}

// Read opens entries again.
func (j *Journal) Read(_ context.Context, seqs ...uint64) ([]ebb.Event, error) {
	var events []ebb.Event
	all := j.standing()
	for _, s := range seqs {
		if e, ok := all[s]; ok {
			events = append(events, e)
		}
	}
	return events, nil
}

// OpenBlob finds nothing: no feature here keeps blobs.
func (j *Journal) OpenBlob(context.Context, ebb.ID, [32]byte) ([]byte, error) { return nil, nil }
