package door

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/beside"
	"ebb/web/door/draft"
	"ebb/web/door/host"
	"ebb/web/door/present"
	"ebb/web/door/proof"
	"ebb/web/door/ways"
)

// Keep ends the draft behind v, where nobody is kept yet: the passphrase becomes
// the way in, under a new epoch key, and what the draft's slot was is gone from
// the log files too.
func (d *Door) Keep(ctx context.Context, v *Visit, pass string) error {
	if v.State != feature.Draft {
		return ebb.Bad("web.keep.nothing")
	}
	if err := d.first(ctx); err != nil {
		return err
	}
	return d.choose(ctx, v, ways.Passphrase(pass), d.first)
}

// first refuses everybody but the first person.
func (d *Door) first(ctx context.Context) error {
	kept, err := d.host.Kept(ctx)
	if err == nil && len(kept) > 0 {
		return &ebb.Problem{Status: http.StatusConflict, Say: "web.keep.taken"}
	}
	return err
}

// Change gives the person behind v other ways in and a new epoch key. Whatever
// opened the journal before ends, but for the slots that keep takes along.
func (d *Door) Change(ctx context.Context, v *Visit, into ways.Into, keep ...ways.Keep) error {
	if v.State != feature.Unlocked {
		return &ebb.Problem{Status: http.StatusForbidden, Say: "web.bad.locked"}
	}
	return d.choose(ctx, v, into, anyone, keep...)
}

// choose asks may once more with nobody beside it: two browsers may choose at the
// same moment.
func (d *Door) choose(ctx context.Context, v *Visit, into ways.Into, may func(context.Context) error, keep ...ways.Keep) error {
	ctx = context.WithoutCancel(ctx)
	d.changing.Lock()
	defer d.changing.Unlock()
	if err := may(ctx); err != nil {
		return err
	}
	next := v.ring.Next()
	to, err := into(v.owner, next, d.o.Cost)
	if err != nil {
		return proof.Busy(err)
	}
	was, err := d.o.Store.Person(ctx, store.ID(v.owner.Person))
	if err != nil {
		return err
	}
	for _, along := range keep {
		to.Slots = append(to.Slots, along(was, v.owner, v.ring, next)...)
	}
	err = d.o.Store.Rewrap(ctx, store.ID(v.owner.Person), v.ring.Version, to)
	if errors.Is(err, store.ErrConflict) {
		return &ebb.Problem{Status: http.StatusConflict, Say: "web.keep.raced", Cause: err}
	}
	if err != nil {
		return err
	}
	return d.settle(ctx, v, next)
}

func anyone(context.Context) error { return nil }

// settle goes on with a new ring: journal, session, log files.
func (d *Door) settle(ctx context.Context, v *Visit, next *vault.Ring) error {
	v.ring.Wipe()
	v.ring, v.State = next, feature.Unlocked
	v.Journal = d.open(v.owner, next)
	if err := d.renew(ctx, v, next); err != nil {
		return err
	}
	if err := d.o.Store.Scrub(ctx); err != nil {
		d.o.Log.Warn("the log files still hold the slot that was replaced", "error", err)
	}
	beside.Tidy(ctx, d.host, d.o.Log, v.owner.Person)
	return nil
}

// Unlock opens the journal of whom c means with what they bring, takes in what
// was written while it was locked, and returns the key of a new session. Where
// nobody is meant it tries as long, and says the same.
func (d *Door) Unlock(ctx context.Context, c host.Claim, by proof.By) (*Key, error) {
	id, err := d.host.Find(ctx, c)
	if err != nil {
		return nil, err
	}
	p, err := d.o.Store.Person(ctx, store.ID(id))
	if errors.Is(err, store.ErrNoPerson) {
		p, err = d.host.Decoy(c, d.o.Cost)
	}
	if err != nil {
		return nil, err
	}
	o := d.owner(id)
	ring, err := by(ctx, o, p)
	if err != nil {
		return nil, err
	}
	defer ring.Wipe()
	beside.Tidy(ctx, d.host, d.o.Log, o.Person)
	notice := d.rightInbox(ctx, o, ring, p)
	if refused := d.drain(ctx, d.open(o, ring)); refused > 0 && notice == "" {
		notice = "web.unlock.refused"
	}
	if _, burns := ways.Burns(p); burns {
		notice = "web.unlock.burning"
	}
	return d.begin(ctx, o, ring, present.Start{Notice: notice, Typed: c.Passkey == (ebb.ID{})})
}

// rightInbox compares the key that captures are sealed to with the ring's. A
// difference means that somebody has changed the database.
func (d *Door) rightInbox(ctx context.Context, o vault.Owner, ring *vault.Ring, p store.Person) (notice string) {
	if bytes.Equal(p.Inbox, ring.Public()) {
		return ""
	}
	p.Inbox = ring.Public()
	err := d.o.Store.Rewrap(ctx, store.ID(o.Person), p.Version, p)
	d.o.Log.Warn("the key for captures was not the person's; it was changed in the database", "error", err)
	return "web.unlock.tampered"
}

func (d *Door) drain(ctx context.Context, j *journal.Journal) (refused int) {
	ctx = context.WithoutCancel(ctx)
	if err := j.Reconcile(ctx); err != nil {
		d.o.Log.Warn("what was erased is not yet in the ledger", "error", err)
	}
	got, err := j.Drain(ctx)
	if err != nil {
		d.o.Log.Warn("what was written while locked waits on", "error", err)
	}
	return got.Refused
}

// StepUp proves the person behind v once more; they get a new session.
func (d *Door) StepUp(ctx context.Context, v *Visit, pass, code string) error {
	p, err := d.row(ctx, v)
	if err != nil {
		return err
	}
	ring, err := proof.Typed(pass, code)(ctx, v.owner, p)
	if err != nil {
		return err
	}
	defer ring.Wipe()
	return d.renew(ctx, v, ring)
}

// HasRecovery says whether there is a recovery code, of the person behind v or
// of whoever could unlock.
func (d *Door) HasRecovery(ctx context.Context, v *Visit) (bool, error) {
	p, err := d.host.Person(ctx, v.owner.Person)
	return p != nil && host.Slot(*p, proof.Recovery) != nil, err
}

// Recovery makes a recovery code in place of the one there was. Code shows it
// until CodeSafe.
func (d *Door) Recovery(ctx context.Context, v *Visit) error {
	code := vault.NewRecovery()
	err := d.Slots(ctx, v, ways.Recovery(code))
	if err == nil {
		d.live.Hold(v.sid, code)
	}
	return err
}

// row is what the store has of the person behind v, whose journal is open.
func (d *Door) row(ctx context.Context, v *Visit) (store.Person, error) {
	if v.State != feature.Unlocked {
		return store.Person{}, &ebb.Problem{Status: http.StatusForbidden, Say: "web.bad.locked"}
	}
	return d.o.Store.Person(ctx, store.ID(v.owner.Person))
}

// Look shows what stands beside the ring of the person behind v.
func (d *Door) Look(ctx context.Context, v *Visit, see func(store.Person, vault.Owner, *vault.Ring)) error {
	p, err := d.row(ctx, v)
	if err == nil {
		see(p, v.owner, v.ring)
	}
	return err
}

// Slots changes what stands beside the ring of the person behind v.
func (d *Door) Slots(ctx context.Context, v *Visit, change ways.Change) error {
	ctx = context.WithoutCancel(ctx)
	d.changing.Lock()
	defer d.changing.Unlock()
	p, err := d.row(ctx, v)
	if err == nil {
		p, err = change(p, v.owner, v.ring)
	}
	defer beside.Tidy(ctx, d.host, d.o.Log, v.owner.Person)
	if err != nil {
		return err
	}
	return errors.Join(d.o.Store.Rewrap(ctx, store.ID(v.owner.Person), v.ring.Version, p), d.o.Store.Scrub(ctx))
}

// Code is the recovery code that waits to be written down, or "".
func (d *Door) Code(v *Visit) string { return d.live.Held(v.sid) }

// CodeSafe forgets the recovery code.
func (d *Door) CodeSafe(v *Visit) { d.live.Hold(v.sid, "") }

// Sweep ends what has run out: sessions, journals that nobody uses, drafts, and
// the daily secrets behind them.
func (d *Door) Sweep(ctx context.Context) error {
	if err := d.putToSleep(ctx); err != nil {
		return err
	}
	for _, p := range d.live.Unused() {
		d.close(p)
	}
	today := d.today()
	return errors.Join(
		d.o.Store.ExpireSessions(ctx, today-1), d.o.Secrets.Expire(kindSession, today-1),
		d.host.Forget(ctx, d.drafts.Over), ways.Burn(ctx, d.host, d.o.Clock()), d.o.Secrets.Expire(draft.Kind, today-draft.Days-1))
}
