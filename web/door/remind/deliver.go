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
// have slept. One that would be later is not sent any more.
const late = 4

// Deliver sends what is due now to the browsers that asked for it, and takes it
// off the list. What is long past stays until its person is there: the clock may
// be wrong. Calendars are fetched and need nothing.
func (b *Book) Deliver(ctx context.Context) error {
	now := quarter(b.o.Clock())
	due, past := map[store.ID]int64{}, map[store.ID]int64{} // the newest of each person
	err := b.o.Store.Dues(ctx, 0, now+1, func(p store.ID, q int64) error {
		if q < now-late {
			past[p] = max(past[p], q)
		} else {
			due[p] = max(due[p], q)
		}
		return nil
	})
	for p, q := range past {
		err = errors.Join(err, b.overdue(ctx, ebb.ID(p), q))
	}
	for p, q := range due {
		err = errors.Join(err, b.deliver(ctx, ebb.ID(p), q, now))
	}
	return err
}

// overdue notes that nobody sent the reminder of q while there was time.
func (b *Book) overdue(ctx context.Context, p ebb.ID, q int64) error {
	kept, err := b.Of(ctx, p)
	if err != nil || kept.Browsers == 0 || !kept.Missed.At.Before(start(q)) {
		return err
	}
	return b.miss(ctx, p, Missed{At: start(q)})
}

func (b *Book) deliver(ctx context.Context, p ebb.ID, due, now int64) error {
	all, err := b.o.Store.Channels(ctx, store.ID(p))
	if err != nil {
		return err
	}
	var lost error
	for _, c := range all {
		if c.Kind == kindPush {
			lost = errors.Join(lost, b.push(ctx, p, c))
		}
	}
	if lost != nil {
		b.o.Log.Warn("a reminder did not go out", "error", lost)
		err = b.miss(ctx, p, Missed{start(due), errors.Is(lost, notify.ErrGone)})
	} else {
		err = b.arrived(ctx, p, due, all)
	}
	quarters, err2 := b.o.Store.DuesOf(ctx, store.ID(p))
	if err2 != nil {
		return errors.Join(err, err2)
	}
	rest := slices.DeleteFunc(quarters, func(q int64) bool { return q <= now })
	return errors.Join(err, b.o.Store.PutDues(ctx, store.ID(p), rest))
}

// arrived takes back what a clock that was wrong made of the reminder of due.
func (b *Book) arrived(ctx context.Context, p ebb.ID, due int64, all []store.Channel) error {
	for _, c := range all {
		if c.Kind == kindMissed && !missed(c.Box).At.Before(start(due)) {
			return b.Seen(ctx, p)
		}
	}
	return nil
}

// push sends one message. A browser that has gone is forgotten: ErrGone; with
// another fault the next reminder tries again. No error names the address.
func (b *Book) push(ctx context.Context, p ebb.ID, c store.Channel) error {
	to, err := b.reach(p, c)
	if err == nil {
		err = b.pusher.Push(ctx, to.Subscription, b.o.Say(to.Word))
	}
	if errors.Is(err, notify.ErrGone) {
		err = errors.Join(err, b.o.Store.DropChannel(ctx, store.ID(p), c.ID))
	}
	return err
}
