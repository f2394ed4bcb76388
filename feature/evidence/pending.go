package evidence

import (
	"sync"
	"time"

	"ebb"
	"ebb/chat"
	"ebb/feature/evidence/count"
)

// Bounds on what waits in memory between the steps of an import.
const (
	waitFor      = 10 * time.Minute
	mostWaiting  = 4
	mostMessages = chat.MaxMessages // of all that wait, together
)

// draft is a chat that was read and not yet counted: times, lengths and names,
// no words. It lives in memory alone.
type draft struct {
	histories map[string]*chat.History // by order of the date, one where it is certain
	order     string                   // the order chosen; "" while that is open
	merges    []count.Merge
	way       string
	timer     *time.Timer
}

// history is the chat in the order chosen, or in the likeliest one.
func (d *draft) history() *chat.History {
	if h := d.histories[d.order]; h != nil {
		return h
	}
	for _, order := range []string{"dmy", "mdy"} {
		if h := d.histories[order]; h != nil {
			return h
		}
	}
	return nil
}

// open reports whether the order of day and month is a question.
func (d *draft) open() bool { return d.histories[d.order] == nil }

func (d *draft) size() int {
	n := 0
	for _, h := range d.histories {
		n += len(h.Messages)
	}
	return n
}

// waiting is every draft, by an id that only the person's sealed cookie knows.
// A draft is gone after waitFor, or earlier when newer ones need the room.
type waiting struct {
	mu     sync.Mutex
	drafts map[ebb.ID]*draft
	line   []ebb.ID // oldest first
}

func (w *waiting) keep(d *draft) ebb.ID {
	id := ebb.NewID()
	w.keepAs(id, d)
	return id
}

// keepAs is keep under an id that the person has already: what could not be
// recorded waits on.
func (w *waiting) keepAs(id ebb.ID, d *draft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.drafts == nil {
		w.drafts = map[ebb.ID]*draft{}
	}
	for len(w.line) > 0 && (len(w.line) >= mostWaiting || w.total()+d.size() > mostMessages) {
		w.drop(w.line[0])
	}
	d.timer = time.AfterFunc(waitFor, func() { w.forget(id) })
	w.drafts[id] = d
	w.line = append(w.line, id)
}

func (w *waiting) total() int {
	n := 0
	for _, d := range w.drafts {
		n += d.size()
	}
	return n
}

// with runs f on a draft while nobody else can; false where it is gone.
func (w *waiting) with(id ebb.ID, f func(*draft)) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.drafts[id]
	if d == nil {
		return false
	}
	f(d)
	return true
}

// take removes a draft and hands it over.
func (w *waiting) take(id ebb.ID) *draft {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.drafts[id]
	w.drop(id)
	return d
}

func (w *waiting) forget(id ebb.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop(id)
}

func (w *waiting) drop(id ebb.ID) {
	if d := w.drafts[id]; d != nil {
		d.timer.Stop()
	}
	delete(w.drafts, id)
	for i, other := range w.line {
		if other == id {
			w.line = append(w.line[:i:i], w.line[i+1:]...)
			break
		}
	}
}
