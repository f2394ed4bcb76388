package talk

import (
	"context"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/capture"
)

// Inbox is where captures of one person go. It can be written and not read.
type Inbox struct {
	store  store.Store
	owner  vault.Owner
	public []byte
	Open   Drainer       // the journal, where the terminal has a session
	Aids   []feature.Aid // the person's own, where it has one
}

// Drainer takes what lies in the inbox into the journal.
type Drainer interface {
	Drain(context.Context) (journal.Drained, error)
}

// draftLife is how long a draft can be opened after its last visit.
const draftLife = 8 * 24 * time.Hour

// Find is the inbox of who; where that is nobody, of the one person who is kept
// here, or where nobody is kept yet, of the one draft. Who of several is meant is
// not guessed.
func Find(ctx context.Context, t *feature.Terminal, st store.Store, who ebb.ID) (*Inbox, error) {
	install, err := st.Install(ctx)
	if err != nil {
		return nil, err
	}
	var kept, drafts []*Inbox
	err = st.People(ctx, func(id store.ID, p store.Person) error {
		box := &Inbox{store: st, owner: vault.Owner{Install: install, Person: ebb.ID(id)}, public: p.Inbox}
		if who != (ebb.ID{}) && box.owner.Person != who {
			return nil
		}
		if alive, isDraft := draft(p, t.Clock()); !isDraft {
			kept = append(kept, box)
		} else if alive {
			drafts = append(drafts, box)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	switch {
	case len(kept) == 1:
		return kept[0], nil
	case len(kept) == 0 && len(drafts) == 1:
		return drafts[0], nil
	case len(kept)+len(drafts) == 0:
		return nil, Refusal(t, 1, "hold.term.nobody", "hold.term.nobody.hint")
	}
	return nil, Refusal(t, 1, "hold.term.several", "hold.term.several.hint")
}

// draft reports whether p has chosen no passphrase yet, and whether what they
// saved can still be opened.
func draft(p store.Person, now time.Time) (alive, isDraft bool) {
	isDraft = true
	for _, s := range p.Slots {
		if s.Name == "pass" {
			return true, false
		}
		if day, err := vault.DraftDay(s.Box); err == nil && now.Before(time.Unix(day*86400, 0).Add(draftLife)) {
			alive = true
		}
	}
	return alive, isDraft
}

// keep seals one fact and returns when it is durable. In an open session it
// joins the journal at once; where that fails, it joins at the next unlock.
func (b *Inbox) keep(ctx context.Context, kind string, at time.Time, body any) error {
	plain, err := capture.New(kind, at, "cli", body)
	if err != nil {
		return err
	}
	defer clear(plain)
	if err := capture.Put(ctx, b.store, b.owner, ebb.NewID(), b.public, plain); err != nil || b.Open == nil {
		return err
	}
	b.Open.Drain(ctx)
	return nil
}
