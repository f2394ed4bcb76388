package door

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/key"
	"ebb/web/door/present"
)

// kindSession names the daily secrets of sessions.
const kindSession = "session"

// session opens the session of a token; nil where there is none that counts.
func (d *Door) session(ctx context.Context, k Knock) (*Visit, error) {
	sid := vault.SessionID(d.install, k.Key.Token)
	row, err := d.o.Store.Session(ctx, store.ID(sid))
	if errors.Is(err, store.ErrNoSession) {
		d.forget(sid)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o := d.owner(ebb.ID(row.Person))
	p, err := d.host.Person(ctx, o.Person)
	if err != nil {
		return nil, err
	}
	ring, seen, err := d.openSession(o, k.Key.Token, row)
	if err != nil && !dead(err) {
		return nil, err
	}
	if err != nil || p == nil || p.Version != row.Ring || !d.awake(sid, o.Person, seen, k) {
		if err := d.end(ctx, sid, o.Person); err != nil { // it is over all the same
			d.o.Log.Warn("a session could not be removed", "error", err)
		}
		return nil, nil
	}
	d.live.Wrote(sid, sha256.Sum256(row.Box))
	v := &Visit{State: feature.Unlocked, owner: o, token: k.Key.Token, sid: sid, ring: ring}
	v.Journal = d.open(o, ring)
	stepped, notice := d.live.Of(sid)
	v.Stepped, v.Notice = !stepped.IsZero() && present.Away(d.o.Clock(), stepped) < StepUp, notice
	if present.Away(d.o.Clock(), seen) >= time.Minute {
		d.touch(ctx, v, row)
	}
	return v, nil
}

// dead says whether a session can never be opened again.
func dead(err error) bool {
	return errors.Is(err, vault.ErrExpired) || errors.Is(err, vault.ErrWrong) || errors.Is(err, vault.ErrDamaged)
}

func (d *Door) openSession(o vault.Owner, t vault.Token, row store.Session) (*vault.Ring, time.Time, error) {
	secret, err := d.o.Secrets.Of(kindSession, row.Day)
	if err != nil {
		return nil, time.Time{}, err
	}
	return vault.OpenSession(o, row.Ring, t, row.Day, secret, row.Box)
}

// awake says whether a session still counts, and notes the visit.
func (d *Door) awake(sid, person ebb.ID, seen time.Time, k Knock) bool {
	idle := cmp.Or(k.Idle, present.Idle)
	return present.Away(d.o.Clock(), key.MadeAt(k.Key.Token)) < Longest && d.live.Visit(sid, person, seen, idle, k.Moment)
}

// Noticed forgets a sentence that has been said.
func (d *Door) Noticed(v *Visit) { d.live.Noticed(v.sid) }

// touch writes down that the person was there. A full disk must not keep them
// from reading.
func (d *Door) touch(ctx context.Context, v *Visit, row store.Session) {
	secret, err := d.o.Secrets.Of(kindSession, row.Day)
	if err == nil {
		row.Box, err = vault.SealSession(v.owner, v.ring, v.token, row.Day, secret, d.live.Seen(v.sid))
	}
	if err == nil {
		err = d.o.Store.PutSession(ctx, row)
	}
	if err != nil {
		d.o.Log.Warn("a session could not be renewed", "error", err)
		return
	}
	d.live.Wrote(v.sid, sha256.Sum256(row.Box))
}

// begin starts a session for whoever holds ring, and returns its key.
func (d *Door) begin(ctx context.Context, o vault.Owner, ring *vault.Ring, start present.Start) (*Key, error) {
	k, now := &Key{Token: key.NewToken(d.o.Clock())}, d.o.Clock()
	secret, err := d.o.Secrets.Of(kindSession, dayOf(now))
	if err != nil {
		return nil, err
	}
	box, err := vault.SealSession(o, ring, k.Token, dayOf(now), secret, now)
	if err != nil {
		return nil, err
	}
	sid := vault.SessionID(d.install, k.Token)
	row := store.Session{ID: store.ID(sid), Person: store.ID(o.Person), Day: dayOf(now), Ring: ring.Version, Box: box}
	if err := d.o.Store.PutSession(ctx, row); err != nil {
		return nil, err
	}
	d.live.Begin(sid, o.Person, start)
	d.live.Wrote(sid, sha256.Sum256(box))
	return k, nil
}

// end drops a session, and the journal where it was the last one here. Where
// its row stays, on a full disk, the session is over for this process.
func (d *Door) end(ctx context.Context, sid, person ebb.ID) error {
	if _, left := d.live.Forget(sid); left == 0 {
		d.close(person)
	}
	err := d.o.Store.DropSession(context.WithoutCancel(ctx), store.ID(sid))
	d.live.Shut(sid, err != nil)
	return err
}

// forget drops a session whose row is gone or another process's to end.
func (d *Door) forget(sid ebb.ID) {
	if person, left := d.live.Forget(sid); left == 0 {
		d.close(person)
	}
}

// putToSleep ends the sessions that nobody has used for too long, here or in
// another process, and forgets those that another process has ended.
func (d *Door) putToSleep(ctx context.Context) error {
	asleep := d.live.Asleep()
	for sid, person := range d.live.All() {
		row, err := d.o.Store.Session(ctx, store.ID(sid))
		_, over := asleep[sid]
		switch {
		case errors.Is(err, store.ErrNoSession), err == nil && over && sha256.Sum256(row.Box) != d.live.Row(sid):
			d.forget(sid)
		case over:
			if err := d.end(ctx, sid, person); err != nil {
				return err
			}
		}
	}
	return nil
}

// Lock ends the session of v.
func (d *Door) Lock(ctx context.Context, v *Visit) error {
	if v.State != feature.Unlocked {
		return nil
	}
	return d.end(ctx, v.sid, v.owner.Person)
}

// LockEverywhere ends every session of the person behind v.
func (d *Door) LockEverywhere(ctx context.Context, v *Visit) error {
	if v.State != feature.Unlocked {
		return nil
	}
	d.live.ForgetAll(v.owner.Person)
	d.close(v.owner.Person)
	return d.o.Store.DropSessions(context.WithoutCancel(ctx), store.ID(v.owner.Person))
}

// Sessions lists the sessions of the person behind v, this one first: true is
// this browser.
func (d *Door) Sessions(ctx context.Context, v *Visit) ([]bool, error) {
	rows, err := d.o.Store.SessionsOf(ctx, store.ID(v.owner.Person))
	if err != nil {
		return nil, err
	}
	list := []bool{true}
	for _, r := range rows {
		if ebb.ID(r.ID) != v.sid {
			list = append(list, false)
		}
	}
	return list, nil
}

// renew replaces the session of v by a new one under a new token, as every
// proof of who they are does.
func (d *Door) renew(ctx context.Context, v *Visit, ring *vault.Ring) error {
	k, err := d.begin(ctx, v.owner, ring, present.Start{Typed: true})
	if err != nil {
		return err
	}
	v.Key = k
	old := v.sid
	v.sid, v.token = vault.SessionID(d.install, k.Token), k.Token
	if old == (ebb.ID{}) {
		return nil
	}
	d.live.Forget(old)
	return d.o.Store.DropSession(context.WithoutCancel(ctx), store.ID(old))
}
