package door

import (
	"context"
	"errors"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/draft"
	"ebb/web/door/host"
	"ebb/web/door/key"
)

// draft opens the draft of a token; nil where there is none.
func (d *Door) draft(ctx context.Context, k Knock) (*Visit, error) {
	o := d.owner(k.Key.Person)
	if o.Person == (ebb.ID{}) {
		o.Person = vault.DraftPerson(d.install, k.Key.Token)
	}
	p, err := d.host.Person(ctx, o.Person)
	if p == nil || err != nil || host.Slot(*p, host.Pass) != nil {
		return nil, err
	}
	if k.Left {
		return &Visit{State: feature.Locked, Left: true, owner: o, token: k.Key.Token}, nil
	}
	ring, name, day := d.drafts.Open(o, *p, k.Key.Token)
	if ring == nil {
		return nil, nil
	}
	v := &Visit{State: feature.Draft, owner: o, token: k.Key.Token, ring: ring}
	v.Journal = d.open(o, ring)
	if day = d.renewDraft(ctx, v, *p, name, day); v.Journal == nil {
		return nil, nil
	}
	v.Until = draft.Until(day)
	return v, nil
}

// renewDraft gives a draft a new token on each new day. The old token opens it
// too until the new one has come back: an answer may be lost on its way, and
// two tabs may ask at once. It returns the day from which the draft counts.
func (d *Door) renewDraft(ctx context.Context, v *Visit, p store.Person, name string, day int64) int64 {
	switch {
	case day > d.today(): // the clock went back: an earlier day's secret may be gone when it is right again
		return day
	case name == draft.Slot && day == d.today() && host.Slot(p, draft.Old) == nil:
		return day
	case name == draft.Slot && day == d.today(): // the new token has come back
		d.rewrapDraft(ctx, v, p, v.token, nil)
		return day
	case name == draft.Old && d.live.RenewedLately(v.owner.Person):
		return d.today()
	}
	old := v.token
	next := Key{Token: key.NewToken(d.o.Clock()), Person: v.owner.Person}
	if !d.rewrapDraft(ctx, v, p, next.Token, &old) {
		return day
	}
	v.token, v.Key = next.Token, &next
	d.live.Renewed(v.owner.Person)
	return d.today()
}

// rewrapDraft seals the ring under now, and under old where there is one. It
// raises the ring's version, so that of two who try at once one is told no.
// What does not work today works at the next visit.
func (d *Door) rewrapDraft(ctx context.Context, v *Visit, p store.Person, now vault.Token, old *vault.Token) bool {
	d.changing.Lock()
	defer d.changing.Unlock()
	ring := *v.ring
	ring.Version++
	to := store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: p.Lineage}
	err := d.drafts.Add(&to, v.owner, &ring, draft.Slot, now)
	if err == nil && old != nil {
		err = d.drafts.Add(&to, v.owner, &ring, draft.Old, *old)
	}
	if err == nil {
		err = d.o.Store.Rewrap(context.WithoutCancel(ctx), store.ID(v.owner.Person), p.Version, to)
	}
	if err != nil {
		d.o.Log.Info("a draft was not renewed", "error", err)
		return false
	}
	v.ring.Version = ring.Version
	return true
}

// Return opens a draft that was left, and takes in what was written meanwhile.
func (d *Door) Return(ctx context.Context, v *Visit) error {
	k := &Key{Token: v.token, Person: v.owner.Person}
	back, err := d.Enter(ctx, Knock{Key: k})
	if err != nil {
		return err
	}
	defer back.Close()
	d.Drain(ctx, back)
	v.Key = back.Key
	return nil
}

// StartEmpty removes a draft that was left, for good.
func (d *Door) StartEmpty(ctx context.Context, v *Visit) error {
	if !v.Left {
		return nil
	}
	d.close(v.owner.Person)
	if err := d.o.Store.Forget(context.WithoutCancel(ctx), store.ID(v.owner.Person)); err != nil {
		return err
	}
	v.Key = &Key{Token: key.NewToken(d.o.Clock())}
	return nil
}

// save is the first Record of somebody who has saved nothing yet.
func (d *Door) save(ctx context.Context, v *Visit, entries []ebb.Entry) (*journal.Journal, error) {
	j, err := d.create(ctx, v)
	if err != nil {
		return nil, err
	}
	err = j.Record(ctx, entries...)
	if errors.Is(err, journal.ErrExists) { // another process was faster
		if j, err = d.meet(ctx, v); err == nil {
			err = j.Record(ctx, entries...)
		}
	}
	if err != nil {
		d.close(v.owner.Person)
		return nil, err
	}
	v.State, v.Until = feature.Draft, draft.Until(d.today())
	return j, nil
}

// create opens the journal of a person who does not exist yet. Two tabs with
// one token share it.
func (d *Door) create(ctx context.Context, v *Visit) (*journal.Journal, error) {
	if err := d.host.Room(ctx, v.from, d.o.Clock(), d.o.Drafts); err != nil {
		return nil, err
	}
	ring := vault.NewRing()
	p := &store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID())}
	if err := d.drafts.Add(p, v.owner, ring, draft.Slot, v.token); err != nil {
		return nil, err
	}
	j := d.desk.Take(v.owner, ring, p)
	d.live.Use(v.owner.Person, ring.Version)
	return j, nil
}

// meet opens the draft that another process made with the same token.
func (d *Door) meet(ctx context.Context, v *Visit) (*journal.Journal, error) {
	d.close(v.owner.Person)
	p, err := d.host.Person(ctx, v.owner.Person)
	if err != nil || p == nil {
		return nil, errors.Join(err, journal.ErrExists)
	}
	ring, _, _ := d.drafts.Open(v.owner, *p, v.token)
	if ring == nil {
		return nil, journal.ErrExists
	}
	return d.open(v.owner, ring), nil
}
