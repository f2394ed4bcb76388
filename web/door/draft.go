package door

import (
	"context"
	"errors"
	"net/http"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/key"
)

// kindDraft names the daily secrets of drafts.
const kindDraft = "draft"

// draft opens the draft of a token; nil where there is none.
func (d *Door) draft(ctx context.Context, k Knock) (*Visit, error) {
	o := d.owner(k.Key.Person)
	if o.Person == (ebb.ID{}) {
		o.Person = vault.DraftPerson(d.install, k.Key.Token)
	}
	p, err := d.person(ctx, o.Person)
	if p == nil || err != nil || slot(*p, slotPass) != nil {
		return nil, err
	}
	if k.Left {
		return &Visit{State: feature.Locked, Left: true, owner: o, token: k.Key.Token}, nil
	}
	ring, name, day := d.openDraft(o, *p, k.Key.Token)
	if ring == nil {
		return nil, nil
	}
	v := &Visit{State: feature.Draft, owner: o, token: k.Key.Token, ring: ring}
	v.Journal = d.open(o, ring)
	if day = d.renewDraft(ctx, v, *p, name, day); v.Journal == nil {
		return nil, nil
	}
	v.Until = until(day)
	return v, nil
}

// openDraft tries the draft slot and the one before it.
func (d *Door) openDraft(o vault.Owner, p store.Person, t vault.Token) (*vault.Ring, string, int64) {
	for _, name := range []string{slotDraft, slotOld} {
		box := slot(p, name)
		if box == nil {
			continue
		}
		day, err := vault.DraftDay(box)
		if err != nil || day+keepDays+1 < d.today() {
			continue
		}
		secret, err := d.o.Secrets.Of(kindDraft, day)
		if err != nil {
			continue
		}
		if ring, err := vault.OpenDraft(o, p.Version, t, secret, box); err == nil {
			return ring, name, day
		}
	}
	return nil, "", 0
}

// until is the last day that a draft is promised for. It stands in the middle
// of that day, so that it is no later than the truth in any zone.
func until(day int64) time.Time {
	return time.Unix((day+keepDays)*24*60*60, 0).UTC().Add(12 * time.Hour)
}

// renewDraft gives a draft a new token on each new day. The old token opens it
// too until the new one has come back: an answer may be lost on its way, and
// two tabs may ask at once. It returns the day from which the draft counts.
func (d *Door) renewDraft(ctx context.Context, v *Visit, p store.Person, name string, day int64) int64 {
	switch {
	case name == slotDraft && day == d.today() && slot(p, slotOld) == nil:
		return day
	case name == slotDraft && day == d.today(): // the new token has come back
		d.rewrapDraft(ctx, v, p, v.token, nil)
		return day
	case name == slotOld && d.live.RenewedLately(v.owner.Person):
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
	err := d.addDraft(&to, v.owner, &ring, slotDraft, now)
	if err == nil && old != nil {
		err = d.addDraft(&to, v.owner, &ring, slotOld, *old)
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

func (d *Door) addDraft(to *store.Person, o vault.Owner, r *vault.Ring, name string, t vault.Token) error {
	day := d.today()
	secret, err := d.o.Secrets.Of(kindDraft, day)
	if err != nil {
		return err
	}
	box, err := vault.SealDraft(o, r, t, day, secret)
	to.Slots = append(to.Slots, store.Slot{Name: name, Box: box})
	return err
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

// newcomer is the journal of somebody who has saved nothing yet: empty, and
// the first Record makes the person, the ring, the draft slot and the event in
// one Append.
type newcomer struct {
	d *Door
	v *Visit
	j *journal.Journal // once something has been saved
}

func (n *newcomer) View(ctx context.Context, f func(map[string]ebb.Fold) error) error {
	if n.j != nil {
		return n.j.View(ctx, f)
	}
	return f(n.d.folds())
}

func (n *newcomer) Read(ctx context.Context, seqs ...uint64) ([]ebb.Event, error) {
	if n.j != nil {
		return n.j.Read(ctx, seqs...)
	}
	return nil, nil
}

func (n *newcomer) OpenBlob(ctx context.Context, id ebb.ID, key [32]byte) ([]byte, error) {
	if n.j != nil {
		return n.j.OpenBlob(ctx, id, key)
	}
	return nil, vault.ErrDamaged
}

func (n *newcomer) Record(ctx context.Context, entries ...ebb.Entry) error {
	if n.j != nil {
		return n.j.Record(ctx, entries...)
	}
	j, err := n.d.create(ctx, n.v)
	if err != nil {
		return err
	}
	err = j.Record(ctx, entries...)
	if errors.Is(err, journal.ErrExists) { // another process was faster
		if j, err = n.d.meet(ctx, n.v); err == nil {
			err = j.Record(ctx, entries...)
		}
	}
	if err != nil {
		n.d.close(n.v.owner.Person)
		return err
	}
	n.j = j
	n.v.State = feature.Draft
	n.v.Until = until(n.d.today())
	return nil
}

// create opens the journal of a person who does not exist yet. Two tabs with
// one token share it.
func (d *Door) create(ctx context.Context, v *Visit) (*journal.Journal, error) {
	if err := d.room(ctx); err != nil {
		return nil, err
	}
	ring := vault.NewRing()
	p := &store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID())}
	if err := d.addDraft(p, v.owner, ring, slotDraft, v.token); err != nil {
		return nil, err
	}
	o := d.options(v.owner, ring)
	o.New = p
	j := d.journals.Get(v.owner.Person, func() *journal.Journal { return journal.Open(o) })
	d.live.Use(v.owner.Person, ring.Version)
	return j, nil
}

// meet opens the draft that another process made with the same token.
func (d *Door) meet(ctx context.Context, v *Visit) (*journal.Journal, error) {
	d.close(v.owner.Person)
	p, err := d.person(ctx, v.owner.Person)
	if err != nil || p == nil {
		return nil, errors.Join(err, journal.ErrExists)
	}
	ring, _, _ := d.openDraft(v.owner, *p, v.token)
	if ring == nil {
		return nil, journal.ErrExists
	}
	return d.open(v.owner, ring), nil
}

// room bounds how many drafts a server keeps for people it does not know.
func (d *Door) room(ctx context.Context) error {
	n := 0
	err := d.o.Store.People(ctx, func(_ store.ID, p store.Person) error {
		if slot(p, slotPass) == nil {
			n++
		}
		return nil
	})
	if err == nil && n >= d.o.Drafts {
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "web.bad.drafts"}
	}
	return err
}
