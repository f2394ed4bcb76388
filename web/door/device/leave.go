package device

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// How much one device may leave: a long time without signal at once, and then
// no more than any hard week asks for.
const (
	atOnce      = 512
	every       = 5 * time.Second
	Share       = 500 // of the inbox's places; the others are for the other devices
	mostLimiter = 10_000
)

// Allow says whether a device may bring n captures now, and if not, in how long.
func (k *Desk) Allow(d store.Device, n int) (time.Duration, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.rates == nil || len(k.rates) >= mostLimiter {
		k.rates = map[store.ID]*rate.Limiter{}
	}
	l := k.rates[d.ID]
	if l == nil {
		l = rate.NewLimiter(rate.Every(every), atOnce)
		k.rates[d.ID] = l
	}
	now := k.Clock()
	if l.AllowN(now, n) {
		return 0, true
	}
	missing := float64(n) - l.TokensAt(now)
	return time.Duration(missing * float64(every)), false
}

// Names reports whether a box says that it comes from d.
func Names(d store.Device, box []byte) bool {
	id, err := vault.CaptureDevice(box)
	return err == nil && store.ID(id) == d.ID
}

// Leave lays captures into the inbox of the person of d and returns the ids of
// those that are durable there. The same id again changes nothing. Where not all
// of them are, the error says why.
func (k *Desk) Leave(ctx context.Context, d store.Device, items []store.Item) (kept []store.ID, err error) {
	free, err := k.free(ctx, d, items)
	if err != nil {
		return nil, err
	}
	errs := make([]error, len(items))
	var all sync.WaitGroup
	for i, it := range items { // together, so that they share one commit
		if !free[i] {
			errs[i] = store.ErrFullInbox
			continue
		}
		all.Go(func() { errs[i] = k.Store.Put(context.WithoutCancel(ctx), d.Person, it) })
	}
	all.Wait()
	for i, it := range items {
		switch {
		case errs[i] == nil:
			kept = append(kept, it.ID)
		case err == nil:
			err = errs[i]
		}
	}
	return kept, err
}

// free says which items find a place in the device's share.
func (k *Desk) free(ctx context.Context, d store.Device, items []store.Item) ([]bool, error) {
	taken, there := 0, map[store.ID]bool{}
	err := k.Store.Waiting(ctx, d.Person, func(it store.Item) error {
		if Names(d, it.Box) {
			taken++
			there[it.ID] = true
		}
		return nil
	})
	free := slices.Repeat([]bool{true}, len(items))
	for i, it := range items {
		if there[it.ID] {
			continue
		}
		free[i] = taken < Share
		taken++
	}
	return free, err
}

// TakeBack takes those of ids out of the inbox that d has left and that still
// wait there, and returns them. A device knows the ids of its own captures alone.
func (k *Desk) TakeBack(ctx context.Context, d store.Device, ids []ebb.ID) (gone []ebb.ID, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []store.ID
	err = k.Store.Waiting(ctx, d.Person, func(it store.Item) error {
		if slices.Contains(ids, ebb.ID(it.ID)) && Names(d, it.Box) {
			out, gone = append(out, it.ID), append(gone, ebb.ID(it.ID))
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return gone, k.Store.Append(context.WithoutCancel(ctx), d.Person, store.Head{}, store.Batch{Drain: out})
}
