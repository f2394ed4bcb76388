package desk

import (
	"sync"
	"testing"
	"time"

	"ebb"
	"ebb/journal"
	"ebb/store/mem"
	"ebb/vault"
)

func TestRegistry(t *testing.T) {
	ring := vault.NewRing()
	open := func() *journal.Journal {
		return journal.Open(journal.Options{
			Store: mem.New(), Keys: ring.Keys(vault.Owner{}), Clock: time.Now, Folds: func() map[string]ebb.Fold { return nil },
		})
	}
	r, opened := NewRegistry(2), 0
	get := func(p ebb.ID) *journal.Journal {
		return r.Get(p, func() *journal.Journal { opened++; return open() })
	}
	a, b, c := ebb.NewID(), ebb.NewID(), ebb.NewID()
	first := get(a)
	get(b)
	if get(a) != first || opened != 2 {
		t.Errorf("one person, two journals: %d opened", opened)
	}
	get(c) // b was used least recently
	if get(a) != first || opened != 3 {
		t.Errorf("the wrong one went: %d opened", opened)
	}
	get(b)
	r.Drop(a)
	r.Drop(a)
	if get(a) == first {
		t.Error("a dropped journal is still there")
	}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { get2 := r.Get(a, open); get2.View(t.Context(), func(map[string]ebb.Fold) error { return nil }) })
	}
	wg.Wait()
}
