// Package door says who is behind a request, and changes it: drafts, sessions,
// the passphrase, the recovery code, locking. It joins the store's rows, the
// vault's keys and the journal; it knows no page and no cookie jar.
//
// It promises that nothing is written before the first save, that a browser
// which lost an answer can still open its draft, that a session ends after ten
// minutes without its person, or as many as they chose, and after a day in any case, and that a hard
// moment is taken in every state. It refuses a second person who was not
// invited, and it keeps no key longer than a journal is in use.
package door

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
	"ebb/vault/spare"
	"ebb/web/door/desk"
	"ebb/web/door/draft"
	"ebb/web/door/host"
	"ebb/web/door/invite"
	"ebb/web/door/key"
	"ebb/web/door/present"
)

// Options say what the door opens to.
type Options struct {
	Store    store.Store
	Secrets  *vault.Secrets
	Clock    ebb.Clock
	Log      *slog.Logger
	Cost     vault.Cost // of a passphrase; zero means vault.DefaultCost
	Features []*feature.Feature
	Drafts   int          // how many may be kept at a time; 0 means 1,000
	Invites  *invite.Book // nil keeps them in memory
	Ledger   *ledger.Book // what was erased; nil keeps it in memory
	Codes    *spare.Book  // recovery codes beside the database; nil keeps them in memory
}

// How long things last.
const (
	Longest = 24 * time.Hour  // a session in any case
	StepUp  = 5 * time.Minute // since the passphrase was typed
)

// Door is one installation.
type Door struct {
	o        Options
	install  ebb.ID
	host     *host.Host
	drafts   draft.Slots
	desk     *desk.Desk
	changing sync.Mutex // one change of slots at a time

	live *present.List
}

// New opens the door.
func New(ctx context.Context, o Options) (*Door, error) {
	install, err := o.Store.Install(ctx)
	if err != nil {
		return nil, err
	}
	o.Cost = cmp.Or(o.Cost, vault.DefaultCost)
	o.Drafts = cmp.Or(o.Drafts, 1000)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	o.Invites = cmp.Or(o.Invites, invite.Memory(o.Clock))
	o.Ledger = cmp.Or(o.Ledger, ledger.Memory())
	o.Codes = cmp.Or(o.Codes, spare.Memory())
	return &Door{
		o: o, install: ebb.ID(install),
		desk: desk.New(desk.Desk{Store: o.Store, Ledger: o.Ledger, Clock: o.Clock, Log: o.Log, Features: o.Features}),
		live: present.New(o.Clock), drafts: draft.Slots{Secrets: o.Secrets, Clock: o.Clock},
		host: &host.Host{Store: o.Store, Secrets: o.Secrets, Install: ebb.ID(install), Invites: o.Invites, Ledger: o.Ledger, Codes: o.Codes, Strangers: host.Newcomers()},
	}, nil
}

// Key is what a browser or a shell holds.
type Key = key.Key

// ParseKey reads what Key.String writes.
var ParseKey = key.Parse

// Visit is who is behind one request.
type Visit struct {
	State   feature.State
	Journal feature.Journal // nil while Locked
	Until   time.Time       // Draft: how long it is kept, in UTC
	Left    bool            // Locked because the person left a draft; it opens without a passphrase
	Stepped bool            // the passphrase was typed within StepUp
	Notice  string          // key of a sentence to be said once
	Key     *Key            // to be handed to the browser; nil leaves what it has
	from    string
	owner   vault.Owner // zero person: nobody
	token   vault.Token
	sid     ebb.ID // of the session, where Unlocked
	ring    *vault.Ring
}

// Person is who is behind the visit, or would be with the first save.
func (v *Visit) Person() ebb.ID { return v.owner.Person }

// Close wipes the keys that the visit brought along.
func (v *Visit) Close() {
	if v.ring != nil {
		v.ring.Wipe()
		v.ring = nil
	}
}

// Knock is what a browser brings.
type Knock struct {
	Key        *Key          // nil: no cookie
	Left       bool          // it left a draft behind
	Mark, From string        // whose browser it is, as host.Mark writes it; where a stranger comes from, "" is this machine
	Moment     bool          // the request belongs to a hard moment
	Idle       time.Duration // how long they may be away; 0 is ten minutes
}

// Enter says who knocks. It writes nothing but what an open session or draft
// needs to stay open.
func (d *Door) Enter(ctx context.Context, k Knock) (*Visit, error) {
	if k.Key != nil {
		v, err := d.session(ctx, k)
		if v != nil || err != nil {
			return v, err
		}
		if v, err = d.draft(ctx, k); v != nil || err != nil {
			return v, err
		}
	}
	behind, err := d.host.Behind(ctx, k.Mark)
	if err != nil {
		return nil, err
	}
	if behind != (ebb.ID{}) {
		return &Visit{State: feature.Locked, owner: d.owner(behind)}, nil
	}
	return d.nobody(k), nil
}

// Host is who is kept here, and who may come.
func (d *Door) Host() *host.Host { return d.host }

func (d *Door) owner(p ebb.ID) vault.Owner { return vault.Owner{Install: d.install, Person: p} }

func (d *Door) nobody(k Knock) *Visit {
	v := &Visit{State: feature.Nobody, from: k.From}
	if k.Key != nil && k.Key.Person == (ebb.ID{}) {
		v.token = k.Key.Token
	} else {
		v.token = key.NewToken(d.o.Clock())
		v.Key = &Key{Token: v.token}
	}
	v.owner = d.owner(vault.DraftPerson(d.install, v.token))
	v.Journal = &draft.Newcomer{Folds: d.desk.Folds, Save: func(ctx context.Context, first []ebb.Entry) (*journal.Journal, error) {
		return d.save(ctx, v, first)
	}}
	return v
}

// open returns the journal of o, with the keys of r.
func (d *Door) open(o vault.Owner, r *vault.Ring) *journal.Journal {
	j := d.desk.Take(o, r, nil)
	if before, known := d.live.Use(o.Person, r.Version); known && before != r.Version {
		j.Rekey(r.Keys(o))
	}
	return j
}

// close forgets the journal of p, and with it every key.
func (d *Door) close(p ebb.ID) {
	d.desk.Drop(p)
	d.live.Unuse(p)
}

func (d *Door) today() int64 { return dayOf(d.o.Clock()) }

// dayOf counts days since 1970 in UTC, as the daily secrets do.
func dayOf(t time.Time) int64 { return t.Unix() / (24 * 60 * 60) }
