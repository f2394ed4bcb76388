package ask

import (
	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/web/door/witness"
	"ebb/web/jar"
)

// witness compares what this browser saw of the journal with what is there. It
// asks for more than the head where that has moved, or somebody has come in just
// now; a difference stays until the person has taken what is there as it is.
func (a *Ask) witness() error {
	if a.State != feature.Unlocked || a.Demo {
		return nil
	}
	a.seen = a.House.Witness.Open(jar.Get(a.Request.Request, a.House.Secure(a.Request.Request), jar.Seen), a.Visit.Person())
	if a.seen == nil {
		return nil
	}
	head, err := a.House.Store.Head(a.Context(), store.ID(a.Visit.Person()))
	if err != nil || head == a.seen.Last() && !a.Visit.Stepped {
		return err
	}
	p, err := a.House.Store.Person(a.Context(), store.ID(a.Visit.Person()))
	if err != nil {
		return err
	}
	found, err := a.seen.Look(a.Context(), a.House.Store, ebb.ID(p.Lineage))
	if err == nil && (found.Missing > 0 || found.Restored) {
		a.Finding = &found
	}
	return err
}

// remember hands the browser what it has seen by now. Where something is
// missing, what it saw before stays.
func (a *Ask) remember() {
	if a.State != feature.Unlocked || a.Finding != nil {
		return
	}
	head, err := a.House.Store.Head(a.Context(), store.ID(a.Visit.Person()))
	if err != nil || head.Seq == 0 || a.seen != nil && a.seen.Last() == head {
		return
	}
	was := a.seen
	if was == nil {
		p, err := a.House.Store.Person(a.Context(), store.ID(a.Visit.Person()))
		if err != nil {
			return
		}
		was = &witness.Seen{Person: a.Visit.Person(), Lineage: ebb.ID(p.Lineage)}
	}
	if text, err := a.House.Witness.Seal(was.With(head)); err == nil {
		a.SetCookie(jar.Seen, text, jar.WhoseLife)
	}
}

// TakeAsIs forgets what this browser saw: from here on what is there counts.
func (a *Ask) TakeAsIs() { a.seen, a.Finding = nil, nil }
