package door

import (
	"context"
	"errors"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/draft"
	"ebb/web/door/host"
	"ebb/web/door/invite"
	"ebb/web/door/present"
	"ebb/web/door/proof"
	"ebb/web/door/ways"
)

// Joining is what somebody brings who was invited.
type Joining struct {
	Code, Name, Pass string
	Along            bool // what was written in this browser comes along
}

// Join keeps somebody who was invited: the draft behind v where it comes along,
// else a person who has written nothing yet. The invitation is used up with
// success alone.
func (d *Door) Join(ctx context.Context, v *Visit, j Joining) error {
	if v.State == feature.Unlocked || v.Left {
		return &ebb.Problem{Status: http.StatusConflict, Say: "web.join.in"}
	}
	ctx = context.WithoutCancel(ctx)
	along := v.State == feature.Draft && j.Along
	var person ebb.ID
	if along {
		person = v.owner.Person
	}
	if err := d.host.Free(ctx, person, j.Name); err != nil {
		return err
	}
	back, err := d.host.Invites.Take(j.Code)
	if err != nil {
		return invite.Said(err)
	}
	if along {
		err = d.adopt(ctx, v, j)
	} else {
		err = d.admit(ctx, v, j)
	}
	if err != nil {
		back()
	}
	return err
}

// adopt makes the draft behind v a person who is kept. The name comes first, so
// that nobody is kept without one.
func (d *Door) adopt(ctx context.Context, v *Visit, j Joining) error {
	person := v.owner.Person
	if err := d.host.Rename(ctx, person, j.Name); err != nil {
		return errors.Join(err, d.o.Store.DropNames(ctx, store.ID(person)))
	}
	err := d.choose(ctx, v, ways.Passphrase(j.Pass), anyone)
	if err != nil && v.State == feature.Draft {
		return errors.Join(err, d.o.Store.DropNames(ctx, store.ID(person)))
	}
	return err
}

// admit makes a new person. A draft behind v is left to nobody, so it goes.
func (d *Door) admit(ctx context.Context, v *Visit, j Joining) error {
	o, ring := d.owner(ebb.NewID()), vault.NewRing()
	p, err := ways.Passphrase(j.Pass)(o, ring, d.o.Cost)
	if err != nil {
		return proof.Busy(err)
	}
	p.Lineage = store.ID(ebb.NewID())
	if err := d.o.Store.Append(ctx, store.ID(o.Person), store.Head{}, store.Batch{New: &p}); err != nil {
		return err
	}
	if err := d.host.Rename(ctx, o.Person, j.Name); err != nil {
		return errors.Join(err, d.o.Store.Forget(ctx, store.ID(o.Person)))
	}
	if err := d.drop(ctx, v); err != nil {
		d.o.Log.Warn("a draft that nobody wanted waits for its end", "error", err)
	}
	v.Close()
	v.owner, v.ring, v.State = o, ring, feature.Unlocked
	v.Journal = d.open(o, ring)
	return d.renew(ctx, v, ring)
}

// drop removes the draft behind v, where there is one.
func (d *Door) drop(ctx context.Context, v *Visit) error {
	if v.State != feature.Draft {
		return nil
	}
	d.close(v.owner.Person)
	return d.o.Store.Forget(ctx, store.ID(v.owner.Person))
}

// UnlockFrom opens a journal as Unlock does, in a browser that has a draft:
// what the draft holds comes along, or goes. Where it cannot come along the
// journal stays shut and the draft stays.
func (d *Door) UnlockFrom(ctx context.Context, v *Visit, c host.Claim, by proof.By, along bool) (*Key, error) {
	k, err := d.Unlock(ctx, c, by)
	if err != nil || v.State != feature.Draft {
		return k, err
	}
	ctx = context.WithoutCancel(ctx)
	if along {
		if err := d.bring(ctx, v, k); err != nil {
			return nil, err
		}
	}
	d.live.Moved(vault.SessionID(d.install, k.Token), along)
	return k, d.drop(ctx, v)
}

// Brought and Dropped are what is said once after UnlockFrom.
const Brought, Dropped = present.Brought, present.Dropped

// bring records what stands in the draft behind v in the journal that k opens,
// under the same ids: repeated, it changes nothing.
func (d *Door) bring(ctx context.Context, v *Visit, k *Key) error {
	to, err := d.Enter(ctx, Knock{Key: k})
	if err != nil {
		return err
	}
	defer to.Close()
	from, ok := v.Journal.(*journal.Journal)
	if !ok || to.State != feature.Unlocked {
		return nil
	}
	d.drain(ctx, from)
	if err := draft.Bring(ctx, from, to.Journal); err != nil {
		return errors.Join(err, d.Lock(ctx, to))
	}
	return nil
}
