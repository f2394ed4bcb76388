package desk

import (
	"container/list"
	"sync"

	"ebb"
	"ebb/journal"
)

// Registry keeps one journal a person and process, shared by all sessions: two
// would conflict with each other at every write. It is bounded; the one that
// was used least recently goes first, and with it everything opened.
type Registry struct {
	max int

	mu    sync.Mutex
	order *list.List // of *entry, the latest first
	at    map[ebb.ID]*list.Element
}

type entry struct {
	person ebb.ID
	j      *journal.Journal
}

// NewRegistry keeps at most max journals.
func NewRegistry(max int) *Registry {
	return &Registry{max: max, order: list.New(), at: map[ebb.ID]*list.Element{}}
}

// Get returns the journal of person, opened by open where there is none. open
// must not call the registry.
func (r *Registry) Get(person ebb.ID, open func() *journal.Journal) *journal.Journal {
	r.mu.Lock()
	defer r.mu.Unlock()
	if el, ok := r.at[person]; ok {
		r.order.MoveToFront(el)
		return el.Value.(*entry).j
	}
	e := &entry{person, open()}
	r.at[person] = r.order.PushFront(e)
	for r.order.Len() > r.max {
		last := r.order.Back()
		delete(r.at, last.Value.(*entry).person)
		r.order.Remove(last)
	}
	return e.j
}

// Drop forgets the journal of person, as locking does.
func (r *Registry) Drop(person ebb.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if el, ok := r.at[person]; ok {
		delete(r.at, person)
		r.order.Remove(el)
	}
}
