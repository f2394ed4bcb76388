package remind

import (
	"context"
	"errors"
	"slices"

	"ebb"
	"ebb/notify"
	"ebb/store"
)

// late is how many quarters of an hour a reminder may be late: the machine may
// have slept.
const late = 4

// Deliver sends what is due now to the browsers that asked for it, and takes it
// off the list. Calendars are fetched and need nothing.
func (b *Book) Deliver(ctx context.Context) error {
	now := quarter(b.o.Clock())
	due := map[store.ID]bool{}
	err := b.o.Store.Dues(ctx, now-late, now+1, func(p store.ID, _ int64) error {
		due[p] = true
		return nil
	})
	for p := range due {
		err = errors.Join(err, b.deliver(ctx, ebb.ID(p), now))
	}
	return err
}

func (b *Book) deliver(ctx context.Context, p ebb.ID, now int64) error {
	all, err := b.o.Store.Channels(ctx, store.ID(p))
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Kind == kindPush {
			b.push(ctx, p, c)
		}
	}
	quarters, err := b.o.Store.DuesOf(ctx, store.ID(p))
	if err != nil {
		return err
	}
	return b.o.Store.PutDues(ctx, store.ID(p), slices.DeleteFunc(quarters, func(q int64) bool { return q <= now }))
}

// push sends one message. A browser that has gone is forgotten; another fault is
// noted without its address, and the next reminder tries again.
func (b *Book) push(ctx context.Context, p ebb.ID, c store.Channel) {
	to, err := b.reach(p, c)
	if err == nil {
		err = b.pusher.Push(ctx, to.Subscription, b.o.Say(to.Word))
	}
	if errors.Is(err, notify.ErrGone) {
		err = b.o.Store.DropChannel(ctx, store.ID(p), c.ID)
	}
	if err != nil {
		b.o.Log.Warn("a reminder did not go out", "error", err)
	}
}
