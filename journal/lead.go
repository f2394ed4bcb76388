package journal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"ebb"
	"ebb/journal/replay"
	"ebb/store"
)

// patience is how long the leader tries before everyone who waits is told
// that it may or may not be kept. It is a time, not a count: on a busy store
// many tries are no failure.
const patience = 10 * time.Second

// Bounds of one Append.
const (
	mostRows  = 1024
	mostBytes = 8 << 20
)

// post is what one caller wants kept: all of it or nothing.
type post struct {
	items  []item
	joined int // events that were not known before
	err    error
}

type item struct {
	event  ebb.Event // Kind "": none
	chunks []store.Chunk
	drop   []ebb.ID
	erase  []ebb.ID
	drain  []ebb.ID // inbox items used up, also where the event is known
}

// draft is one Append in the making.
type draft struct {
	from, head store.Head
	batch      store.Batch
	bytes      int
	events     []ebb.Event     // one a row
	has        map[ebb.ID]bool // events
	touches    map[ebb.ID]bool // events, and those that get a new body
	erases     map[ebb.ID]bool
	posts      int  // how many of those who wait are in it
	unsettled  bool // somebody's id is known, but perhaps not durable
}

// lead answers everyone who waits.
func (j *Journal) lead(posts []*post) {
	for len(posts) > 0 {
		posts = posts[j.commit(posts):]
	}
}

// commit keeps as many posts as go into one Append and returns how many it
// answered. Its context is its own: no caller's end may cut an Append that
// others wait for.
func (j *Journal) commit(posts []*post) int {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := j.begin(ctx); err != nil {
		return fail(posts, err)
	}
	for try, idle := 1, 0; ; try++ {
		d := j.stage(posts)
		err := j.keep(ctx, d)
		if err == nil {
			j.take(ctx, d)
			return d.posts
		}
		if err := j.look(ctx, d, err, &idle); err != nil {
			return fail(posts[:d.posts], err)
		}
		if try > 2 {
			pause(ctx)
		}
	}
}

func fail(posts []*post, err error) int {
	for _, p := range posts {
		if p.err == nil {
			p.err = err
		}
	}
	return len(posts)
}

func pause(ctx context.Context) {
	select {
	case <-time.After(time.Millisecond + rand.N(32*time.Millisecond)):
	case <-ctx.Done():
	}
}

// begin folds a journal that has not been looked at: ids are only known after
// that.
func (j *Journal) begin(ctx context.Context) error {
	j.mu.RLock()
	folded := j.state.Folded()
	j.mu.RUnlock()
	if folded {
		return nil
	}
	return j.catchUp(ctx)
}

// keep calls the store. A draft of nothing but known ids needs no Append, but
// they must be durable before anyone is told.
func (j *Journal) keep(ctx context.Context, d *draft) error {
	b := d.batch
	if len(b.Rows)+len(b.Erase)+len(b.Blobs)+len(b.Drop)+len(b.Drain) > 0 {
		return j.o.Store.Append(ctx, j.person(), d.from, b)
	}
	if d.unsettled {
		return j.settle(ctx)
	}
	return nil
}

func (j *Journal) settle(ctx context.Context) error {
	j.mu.RLock()
	seq := j.state.Head.Seq
	j.mu.RUnlock()
	if err := j.o.Store.Settle(ctx, j.person()); err != nil {
		return fmt.Errorf("%w: %w", store.ErrUnknown, err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.state.Settled = max(j.state.Settled, min(seq, j.state.Head.Seq))
	return nil
}

// take folds what was kept. A page may have read it from the store already.
func (j *Journal) take(ctx context.Context, d *draft) {
	if d.batch.New != nil {
		j.fresh = nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(d.events) == 0 {
		return
	}
	var err error
	if j.state.Head.Is(d.from) {
		j.state.Took(d.batch.Rows, d.events)
		err = j.mend(ctx)
	} else {
		err = j.follow(ctx)
	}
	if err != nil { // it is kept all the same; the next reader tries again
		j.o.Log.Warn("journal: recorded, not yet folded", "err", err)
	}
	j.state.Settled = max(j.state.Settled, min(d.head.Seq, j.state.Head.Seq))
}

// look finds out what has become of a draft that was not kept, or perhaps was.
// nil: stage again.
func (j *Journal) look(ctx context.Context, d *draft, err error, idle *int) error {
	conflict, unknown := errors.Is(err, store.ErrConflict), errors.Is(err, store.ErrUnknown)
	switch {
	case ctx.Err() != nil && (conflict || unknown || errors.Is(err, ctx.Err())):
		return fmt.Errorf("%w: %w", ErrUnsure, err)
	case !conflict && !unknown:
		return err
	case unknown:
		if err := j.o.Store.Settle(ctx, j.person()); err != nil {
			return nil // not to be known yet; again until patience ends
		}
	}
	if err := j.lookForPerson(ctx); err != nil {
		return err
	}
	if err := j.catchUp(ctx); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("%w: %w", ErrUnsure, err)
		}
		return err
	}
	j.mu.RLock()
	defer j.mu.RUnlock()
	if conflict && j.state.Head.Is(d.from) && d.batch.New == nil {
		if *idle++; *idle >= 2 {
			return ErrStuck
		}
	}
	return nil
}

// lookForPerson finds out whether the person to be created exists by now, and
// whether it is the same person.
func (j *Journal) lookForPerson(ctx context.Context) error {
	if j.fresh == nil {
		return nil
	}
	there, err := j.o.Store.Person(ctx, j.person())
	switch {
	case errors.Is(err, store.ErrNoPerson):
		return nil
	case err != nil:
		return err
	case !bytes.Equal(there.Inbox, j.fresh.Inbox):
		return ErrExists
	}
	j.fresh = nil
	return nil
}

// stage seals, one after the other over the folded head, what of posts goes
// into one Append.
func (j *Journal) stage(posts []*post) *draft {
	j.mu.RLock()
	defer j.mu.RUnlock()
	for _, p := range posts {
		p.err = nil
	}
	for {
		if d, ok := j.tryStage(posts); ok {
			return d
		}
	}
}

// tryStage stops where a post cannot be kept: it gets its error, and the
// others are staged anew without it.
func (j *Journal) tryStage(posts []*post) (*draft, bool) {
	d := &draft{from: j.state.Head, head: j.state.Head, has: map[ebb.ID]bool{}, touches: map[ebb.ID]bool{}, erases: map[ebb.ID]bool{}}
	d.batch.New = j.fresh
	for _, p := range posts {
		if d.posts > 0 && (d.full() || d.mustWait(p)) {
			break
		}
		d.posts++
		p.joined = 0
		for i := 0; i < len(p.items) && p.err == nil; i++ {
			if err := j.addItem(d, p, p.items[i]); err != nil {
				p.err = err
				return nil, false
			}
		}
	}
	return d, true
}

func (d *draft) full() bool { return len(d.batch.Rows) >= mostRows || d.bytes >= mostBytes }

// mustWait: it erases what is only being recorded, or given a new body.
func (d *draft) mustWait(p *post) bool {
	for _, it := range p.items {
		for _, id := range it.erase {
			if d.touches[id] {
				return true
			}
		}
	}
	return false
}

// knows is Known for what is being recorded with it.
func (d *draft) knows(e ebb.Event) bool {
	target, is := replay.BodyFor(e)
	return d.has[e.ID] || d.erases[e.ID] || is && d.erases[target]
}

func (j *Journal) addItem(d *draft, p *post, it item) error {
	for _, id := range it.drain {
		d.batch.Drain = append(d.batch.Drain, store.ID(id))
	}
	if it.event.Kind != "" {
		if seq, known := j.state.Known(it.event); known || d.knows(it.event) {
			d.unsettled = d.unsettled || seq > j.state.Settled
			return nil
		}
		if err := j.addEvent(d, it.event); err != nil {
			return err
		}
		p.joined++
	}
	for _, id := range it.erase {
		if err := j.addErasure(d, id); err != nil {
			return err
		}
	}
	for _, id := range it.drop {
		d.batch.Drop = append(d.batch.Drop, store.ID(id))
	}
	for _, c := range it.chunks {
		d.bytes += len(c.Box)
	}
	d.batch.Blobs = append(d.batch.Blobs, it.chunks...)
	return nil
}

func (j *Journal) addEvent(d *draft, e ebb.Event) error {
	box, err := j.keys.Load().Seal(d.head.Seq+1, d.head.Link, e)
	if err != nil {
		return err
	}
	seq := d.head.Seq + 1
	d.head = store.Head{Seq: seq, Link: store.Next(d.head.Link, seq, sha256.Sum256(box))}
	d.batch.Rows = append(d.batch.Rows, store.Row{Seq: seq, Link: d.head.Link, Box: box})
	d.bytes += len(box)
	d.events = append(d.events, e)
	d.has[e.ID], d.touches[e.ID] = true, true
	if target, is := replay.BodyFor(e); is {
		d.touches[target] = true
	}
	return nil
}

// addErasure destroys an event and every body it was given later. Each row
// that goes gets an event of its own that says so, which nobody without the
// key can write. An id nobody has seen yet stays refused from now on.
func (j *Journal) addErasure(d *draft, id ebb.ID) error {
	if d.touches[id] {
		return fmt.Errorf("%w: it erases what it records", ErrEntry)
	}
	victims, err := j.state.Victims(id)
	if err != nil {
		return err
	}
	d.erases[id] = true
	for _, gone := range victims {
		d.erases[gone.ID] = true
		body, err := ebb.Encode(gone)
		if err != nil {
			return err
		}
		e := ebb.Event{Kind: ebb.Erased, Body: body}
		j.complete(&e)
		if err := j.addEvent(d, e); err != nil {
			return err
		}
		if gone.Seq > 0 {
			d.batch.Erase = append(d.batch.Erase, gone.Seq)
		}
	}
	return nil
}
