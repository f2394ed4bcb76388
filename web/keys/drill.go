package keys

import (
	"context"
	"errors"
	"net/http"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
	"ebb/vault"
	"ebb/web/ask"
	"ebb/web/door/host"
	"ebb/web/door/ways"
)

// Kind is the event: something happened to the recovery code.
const Kind = "recovery.answered" // body: answer

// What happened to it.
const (
	made   = "made"
	worked = "worked"
	failed = "failed"
	later  = "later" // in three days
	never  = "never" // not asked again for this code
	filed  = "filed" // in a file beside the data: nobody holds it on paper
	gone   = "gone"
)

type answer struct {
	What string `cbor:"1,keyasint" json:"what"`
}

// wait is how long after it was made somebody is asked to try a code: long enough
// that the paper has found its place.
const wait = 72 * time.Hour

// code is what is known of the recovery code: the answer that was recorded last,
// whatever the clock said, and whether its person is afraid of somebody.
type code struct {
	seq    uint64
	at     time.Time
	what   string
	safety tie.Safety
}

// Apply implements ebb.Fold.
func (c *code) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Answered:
		c.safety = tie.Safety{}
		return e.Decode(&c.safety)
	case tie.Feared:
		c.safety.Afraid = tie.Yes
	}
	if e.Kind != Kind {
		return nil
	}
	var b answer
	if err := e.Decode(&b); err != nil {
		return err
	}
	if seq > c.seq {
		c.seq, c.at, c.what = seq, e.At, b.What
	}
	return nil
}

// due is when they are to be asked; false where they are not.
func (c *code) due() (time.Time, bool) {
	switch c.what {
	case made, later:
		return c.at.Add(wait), true
	case failed:
		return c.at, true
	}
	return time.Time{}, false
}

// Feature asks once, three days after a recovery code was made, whether it opens
// the journal.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name: "recovery", Guard: feature.Free, Kinds: []string{Kind}, Fold: func() ebb.Fold { return &code{} },
		Card: func(r *feature.Request) (*feature.Card, error) {
			at, asks, err := due(r)
			if err != nil || !asks || at.After(r.Now) || r.State != feature.Unlocked {
				return nil, err
			}
			return &feature.Card{Template: "keys/ask"}, nil
		},
		Due: func(r *feature.Request) ([]time.Time, error) {
			at, asks, err := due(r)
			if err != nil || !asks || !at.After(r.Now) {
				return nil, err
			}
			return []time.Time{at}, nil
		},
	}
}

func due(r *feature.Request) (at time.Time, asks bool, err error) {
	if r.Journal == nil || r.Demo {
		return at, false, nil
	}
	err = feature.See(r, "recovery", func(c *code) error { at, asks = c.due(); return nil })
	return at, asks, err
}

func answered(a *ask.Ask, what string) error {
	return a.Record(a.New(Kind, answer{what}))
}

// Made and Gone note that there is a new recovery code, or none any more.
func Made(a *ask.Ask) error { return answered(a, made) }

// Gone is Made's opposite.
func Gone(a *ask.Ask) error { return answered(a, gone) }

// trial is the page on which a code is typed.
type trial struct{ Wrong, Worked, None, Lies bool }

func showTry(a *ask.Ask) (feature.Answer, error) {
	c, err := Look(a)
	return page(a, "try", trial{None: !c.Has, Lies: c.Lies}), err
}

// postTry says whether a code opens the journal. It opens nothing.
func postTry(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.Demo {
		return feature.Answer{Goto: "/recovery/try"}, nil
	}
	ok, err := a.Try("", func() error { return tries(a, a.PostFormValue("code")) })
	switch {
	case ok:
		return page(a, "try", trial{Worked: true}), answered(a, worked)
	case errors.Is(err, vault.ErrWrong):
		x := page(a, "try", trial{Wrong: true})
		x.Status = http.StatusBadRequest
		return x, answered(a, failed)
	}
	return feature.Answer{}, err
}

func tries(a *ask.Ask, text string) error {
	p, err := a.House.Door.Host().Person(a.Context(), a.Visit.Person())
	if err != nil || p == nil {
		return err
	}
	box := host.Slot(*p, host.Recovery)
	if box == nil {
		return vault.ErrWrong
	}
	ring, err := vault.OpenRecovery(owner(a), p.Version, text, box)
	if err == nil {
		ring.Wipe()
	}
	return err
}

func postLater(a *ask.Ask) (feature.Answer, error) {
	what := later
	if a.PostFormValue("choice") == "never" {
		what = never
	}
	if a.State != feature.Unlocked || a.Demo {
		return feature.Answer{Goto: "/today"}, nil
	}
	return feature.Answer{Goto: "/today"}, answered(a, what)
}

func showWithout(a *ask.Ask) (feature.Answer, error) {
	c, err := Look(a)
	if err != nil || !c.Has {
		return feature.Answer{Goto: "/settings"}, err
	}
	return page(a, "without", c), nil
}

// postWithout ends the recovery code.
func postWithout(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.Demo {
		return feature.Answer{Goto: "/settings"}, nil
	}
	if err := a.House.Door.Slots(context.WithoutCancel(a.Context()), a.Visit, ways.NoRecovery); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/settings"}, Gone(a)
}
