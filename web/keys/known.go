package keys

import (
	"context"
	"errors"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/journal/anew"
	"ebb/store"
	"ebb/tie"
	"ebb/tie/exchange"
	"ebb/vault"
	"ebb/web/ask"
	"ebb/web/door/host"
	"ebb/web/door/ways"
)

// known is the form.
type known struct {
	Action, Wrong string
	All           bool
}

func (d *Desk) showKnown(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	return page(a, "known", known{Action: "/settings/known"}), nil
}

// postKnown gives the journal a new passphrase and new keys, and nobody else a way
// in. Where everything is to be sealed anew, that begins.
func (d *Desk) postKnown(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.Demo {
		return feature.Answer{Goto: "/settings"}, nil
	}
	pass, all := a.PostFormValue("pass"), a.PostFormValue("all") != ""
	err := d.change(a, pass)
	if err == nil && all {
		err = d.begin(a, pass)
	}
	if err == nil {
		return feature.Answer{Goto: "/settings/known/work"}, nil
	}
	var p *ebb.Problem
	if !errors.As(err, &p) || p.Status >= http.StatusInternalServerError {
		return feature.Answer{}, err
	}
	x := page(a, "known", known{"/settings/known", a.Say(p.Say, p.Args...), all})
	x.Status = p.Status
	return x, nil
}

// change ends every way in but the new passphrase.
func (d *Desk) change(a *ask.Ask, pass string) error {
	if err := vault.CheckPassphrase(pass); err != nil {
		return err
	}
	if pass != a.PostFormValue("again") {
		return ebb.Bad("web.pass.differ")
	}
	if err := another(a, pass); err != nil {
		return err
	}
	ctx, person := context.WithoutCancel(a.Context()), a.Visit.Person()
	if err := a.House.Door.Change(ctx, a.Visit, ways.Passphrase(pass)); err != nil {
		return err
	}
	a.Clear() // what flows remember, the address of a calendar among it
	d.forget(person)
	return errors.Join(answered(a, gone), a.House.Desk.DropAll(ctx, person), d.Book.Off(ctx, person))
}

// another refuses the passphrase that somebody may know.
func another(a *ask.Ask, pass string) error {
	p, err := a.House.Door.Host().Person(a.Context(), a.Visit.Person())
	if err != nil || p == nil {
		return err
	}
	ring, err := vault.OpenPass(a.Context(), owner(a), p.Version, pass, host.Slot(*p, host.Pass))
	switch {
	case err == nil:
		ring.Wipe()
		return ebb.Bad("keys.known.same")
	case errors.Is(err, vault.ErrBusy):
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "web.unlock.busy", Cause: err}
	}
	return nil
}

func owner(a *ask.Ask) vault.Owner {
	return vault.Owner{Install: a.House.Door.Host().Install, Person: a.Visit.Person()}
}

// job is one journal that is being sealed anew, or was.
type job struct {
	work  *anew.Work
	ended bool
	err   error
}

func (d *Desk) job(person ebb.ID) (j job, there bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.jobs[person] == nil {
		return job{}, false
	}
	return *d.jobs[person], true
}

// forget drops what is known of a job that has ended.
func (d *Desk) forget(person ebb.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if j := d.jobs[person]; j != nil && j.ended {
		delete(d.jobs, person)
	}
}

// begin seals everything of the person behind a under a ring of its own, beside
// the request. Its slot is made here, so that no passphrase waits for it.
func (d *Desk) begin(a *ask.Ask, pass string) error {
	w, err := d.prepare(a, pass)
	if err != nil {
		return err
	}
	j, visit, house := &job{work: w}, *a.Visit, a.House
	d.mu.Lock()
	defer d.mu.Unlock()
	person := w.Owner.Person
	if was := d.jobs[person]; was != nil && !was.ended {
		return &ebb.Problem{Status: http.StatusConflict, Say: "keys.known.twice"}
	}
	if d.jobs == nil {
		d.jobs = map[ebb.ID]*job{}
	}
	d.jobs[person] = j
	go func() {
		ctx := context.Background()
		err := w.Do(ctx)
		if err == nil { // the journal lies open here under keys that open nothing any more
			err = house.Door.LockEverywhere(ctx, &visit)
		} else {
			house.Log.Error("a journal was not sealed anew", "error", err)
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		j.ended, j.err = true, err
	}()
	return nil
}

func (d *Desk) prepare(a *ask.Ask, pass string) (*anew.Work, error) {
	w := &anew.Work{Store: a.House.Desk.Store, Owner: owner(a), Named: named, Renamed: renamed}
	var err error
	looked := a.House.Door.Look(a.Context(), a.Visit, func(_ store.Person, o vault.Owner, r *vault.Ring) {
		fresh := r.Fresh()
		defer fresh.Wipe()
		if w.To, err = ways.Passphrase(pass)(o, fresh, d.Cost); err == nil {
			w.Old, w.New, w.From = r.Keys(o), fresh.Keys(o), r.Version
		}
	})
	return w, errors.Join(looked, err)
}

// named is the blob of message facts that an event names.
func named(e ebb.Event) (ebb.Blob, bool) {
	var t exchange.Tally
	if e.Kind != tie.Messages || e.Decode(&t) != nil || t.Blob == (ebb.ID{}) {
		return ebb.Blob{}, false
	}
	return ebb.Blob{ID: t.Blob, Key: t.Key}, true
}

func renamed(e ebb.Event, b ebb.Blob) ([]byte, error) {
	var t exchange.Tally
	if err := e.Decode(&t); err != nil {
		return nil, err
	}
	t.Blob, t.Key = b.ID, b.Key
	return ebb.Encode(t)
}

// work is what the page says of it.
type work struct {
	All, Ended, Failed bool
	Done, Of           uint64
}

func (d *Desk) showWork(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/settings"}, nil
	}
	j, all := d.job(a.Visit.Person())
	w := work{All: all, Ended: j.ended, Failed: j.err != nil}
	if all {
		w.Of = j.work.Of.Load()
		w.Done = min(j.work.Done.Load(), w.Of)
	}
	if all && !j.ended {
		a.Writer().Header().Set("Refresh", "1")
	}
	x := page(a, "work", w)
	if !all || j.ended {
		x.Scripts = []string{"again"} // this browser is paired anew
	}
	return x, nil
}
