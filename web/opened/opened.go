// Package opened remembers when a journal was opened in a browser, and which kind
// of browser that was, so that its person can see what was not them.
//
// It promises that this is sealed like everything they write, that one session is
// one entry however often the passphrase is typed in it, and that a full disk
// keeps nobody out. It refuses addresses, exact versions, and to send anybody a
// message about it: whoever reads somebody's mail would learn of ebb by it.
package opened

import (
	"context"
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/internal/tuple"
)

// Kind is the event.
const Kind = "door.opened" // body: body

type body struct {
	Browser string `cbor:"1,keyasint" json:"browser"`
}

// Feature keeps the list; it has no pages of its own.
func Feature() *feature.Feature {
	return &feature.Feature{Name: "door", Guard: feature.Free, Kinds: []string{Kind}, Fold: func() ebb.Fold { return &list{} }}
}

// most is how many are shown.
const most = 20

// list is the newest, the newest first.
type list struct{ all []Time }

// Time is one opening.
type Time struct {
	ID      ebb.ID
	At      time.Time
	Browser string // "Firefox, Android"; "" where it did not say
	This    bool   // the session that asks

	seq uint64
}

// Apply implements ebb.Fold.
func (l *list) Apply(seq uint64, e ebb.Event) error {
	if e.Kind != Kind {
		return nil
	}
	l.all = append(l.all, Time{ID: e.ID, At: e.At, seq: seq})
	slices.SortFunc(l.all, func(a, b Time) int {
		if c := b.At.Compare(a.At); c != 0 {
			return c
		}
		return slices.Compare(b.ID[:], a.ID[:])
	})
	l.all = slices.Clip(l.all[:min(len(l.all), most)])
	return nil
}

// Book knows which sessions stand in their journal already.
type Book struct {
	mu  sync.Mutex
	ids map[[32]byte]ebb.ID // by the hash of what the browser holds
}

// bound is how many sessions it knows at a time. One that it forgot is noted
// under the id that it had, which changes nothing.
const bound = 4096

func (b *Book) of(key string) (id ebb.ID, known bool) {
	sum := sha256.Sum256(tuple.Of("ebb/v1/opened", []byte(key)))
	b.mu.Lock()
	defer b.mu.Unlock()
	if id, known = b.ids[sum]; known {
		return id, true
	}
	if b.ids == nil || len(b.ids) >= bound {
		b.ids = map[[32]byte]ebb.ID{}
	}
	id = ebb.ID(sum[:16])
	b.ids[sum] = id
	return id, false
}

// Saw notes the session that key opens, once.
func (b *Book) Saw(ctx context.Context, j feature.Journal, key, browser string, at time.Time) error {
	id, known := b.of(key)
	if known {
		return nil
	}
	e := ebb.New(Kind, at, body{browser})
	e.ID = id
	return j.Record(context.WithoutCancel(ctx), ebb.Entry{Event: e})
}

// GoesOn notes that a session has another key: the passphrase was typed again.
func (b *Book) GoesOn(was, key string) {
	id, _ := b.of(was)
	b.of(key)
	sum := sha256.Sum256(tuple.Of("ebb/v1/opened", []byte(key)))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ids[sum] = id
}

// List is the newest openings, the newest first; key is the one of the session
// that asks.
func (b *Book) List(ctx context.Context, j feature.Journal, key string) ([]Time, error) {
	var all []Time
	var seqs []uint64
	err := j.View(ctx, func(folds map[string]ebb.Fold) error {
		if l, _ := folds["door"].(*list); l != nil {
			all = slices.Clone(l.all)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	this, _ := b.of(key)
	for _, x := range all {
		seqs = append(seqs, x.seq)
	}
	events, err := j.Read(ctx, seqs...)
	said := map[ebb.ID]string{}
	for _, e := range events {
		var x body
		if e.Decode(&x) == nil {
			said[e.ID] = x.Browser
		}
	}
	for i := range all {
		all[i].Browser, all[i].This = said[all[i].ID], all[i].ID == this
	}
	return all, err
}
