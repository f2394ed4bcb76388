package draft

import (
	"slices"
	"sync"
	"time"

	"ebb"
	"ebb/chat"
)

// Bounds on what waits in memory between the steps of an import.
const (
	waitFor      = 10 * time.Minute
	mostWaiting  = 4
	mostMessages = chat.MaxMessages // of all that wait, together
)

// Waiting is every draft, by an id that only the person's sealed cookie knows.
// A draft is gone after ten minutes, or earlier when newer ones need the room.
type Waiting struct {
	mu     sync.Mutex
	drafts map[ebb.ID]*Draft
	line   []ebb.ID // oldest first
}

// Keep lets a draft wait.
func (w *Waiting) Keep(d *Draft) ebb.ID {
	id := ebb.NewID()
	w.KeepAs(id, d)
	return id
}

// KeepAs is Keep under an id that the person has already: what could not be
// recorded waits on.
func (w *Waiting) KeepAs(id ebb.ID, d *Draft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.drafts == nil {
		w.drafts = map[ebb.ID]*Draft{}
	}
	for len(w.line) > 0 && (len(w.line) >= mostWaiting || w.total()+d.Size() > mostMessages) {
		w.drop(w.line[0])
	}
	d.timer = time.AfterFunc(waitFor, func() { w.Forget(id) })
	w.drafts[id] = d
	w.line = append(w.line, id)
}

func (w *Waiting) total() int {
	n := 0
	for _, d := range w.drafts {
		n += d.Size()
	}
	return n
}

// With runs f on a draft while nobody else can; false where it is gone.
func (w *Waiting) With(id ebb.ID, f func(*Draft)) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.drafts[id]
	if d == nil {
		return false
	}
	f(d)
	return true
}

// Take removes a draft and hands it over; nil where it is gone.
func (w *Waiting) Take(id ebb.ID) *Draft {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.drafts[id]
	w.drop(id)
	return d
}

// Forget removes a draft.
func (w *Waiting) Forget(id ebb.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop(id)
}

func (w *Waiting) drop(id ebb.ID) {
	if d := w.drafts[id]; d != nil {
		d.timer.Stop()
	}
	delete(w.drafts, id)
	w.line = slices.DeleteFunc(w.line, func(other ebb.ID) bool { return other == id })
}
