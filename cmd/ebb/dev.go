package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/feature"
	"ebb/internal/demo"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
)

// seedPass is the passphrase of invented people. It protects nothing.
const seedPass = "an invented person wrote nothing of this"

// devCommand holds what measurements need. It is not in the help.
func (p *program) devCommand() *cobra.Command {
	c := &cobra.Command{Use: "dev", Hidden: true, Short: p.say("cmd.dev")}
	c.AddCommand(p.seedCommand(), p.timingsCommand())
	return c
}

func (p *program) seedCommand() *cobra.Command {
	var events, people int
	c := &cobra.Command{
		Use: "seed", Short: p.say("cmd.dev.seed"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := p.openStore(c.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			for n := range people {
				if err := p.seed(c.Context(), st, events, uint64(n)); err != nil {
					return err
				}
			}
			fmt.Fprintln(p.out, p.say("cmd.dev.seeded", "events", events, "people", people, "pass", seedPass))
			return nil
		},
	}
	c.Flags().IntVar(&events, "events", 1000, p.say("cmd.dev.events"))
	c.Flags().IntVar(&people, "people", 1, p.say("cmd.dev.people"))
	return c
}

func (p *program) seed(ctx context.Context, st store.Store, events int, n uint64) error {
	ring := vault.NewRing()
	defer ring.Wipe()
	pass := func(o vault.Owner) ([]store.Slot, error) {
		box, err := vault.SealPass(o, ring, seedPass, vault.DefaultCost)
		return []store.Slot{{Name: "pass", Box: box}}, err
	}
	_, err := record(ctx, st, p.features, p.clock, ring, pass, demo.Moments(p.clock(), events, n))
	return err
}

// unlockTimings opens a seeded journal as unlocking does and prints how long
// each part took.
func (p *program) timingsCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "unlock", Short: p.say("cmd.dev.unlock"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			w := watch{p: p, last: p.clock()}
			st, err := p.openStore(c.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			w.lap("store")
			return w.unlock(c.Context(), st)
		},
	}
	c.Flags().Bool("timings", true, p.say("cmd.dev.timings"))
	return c
}

// watch prints the time since its last lap.
type watch struct {
	p    *program
	last time.Time
}

func (w *watch) lap(name string) {
	now := w.p.clock()
	fmt.Fprintf(w.p.out, "%-10s %9.1f ms\n", name, float64(now.Sub(w.last).Microseconds())/1000)
	w.last = now
}

func (w *watch) unlock(ctx context.Context, st store.Store) error {
	install, err := st.Install(ctx)
	if err != nil {
		return err
	}
	var owner vault.Owner
	var person store.Person
	err = st.People(ctx, func(id store.ID, p store.Person) error {
		owner, person = vault.Owner{Install: install, Person: ebb.ID(id)}, p
		return nil
	})
	if err != nil {
		return err
	}
	var box []byte
	for _, s := range person.Slots {
		if s.Name == "pass" {
			box = s.Box
		}
	}
	w.lap("person")
	ring, err := vault.OpenPass(ctx, owner, person.Version, seedPass, box)
	if err != nil {
		return w.p.fault("cmd.fault.unseeded")
	}
	defer ring.Wipe()
	w.lap("passphrase")
	j := journal.Open(journal.Options{Store: st, Keys: ring.Keys(owner), Owner: owner, Folds: foldsOf(w.p.features), Clock: w.p.clock})
	if err := j.View(ctx, func(map[string]ebb.Fold) error { return nil }); err != nil {
		return err
	}
	w.lap("fold")
	return nil
}

// slotsOf seals the ways into a new person's ring; nil seals none.
type slotsOf func(vault.Owner) ([]store.Slot, error)

func newPerson(o vault.Owner, ring *vault.Ring, slots slotsOf) (*store.Person, error) {
	p := &store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID())}
	if slots == nil {
		return p, nil
	}
	var err error
	p.Slots, err = slots(o)
	return p, err
}

// foldsOf makes fresh folds by feature name.
func foldsOf(features []*feature.Feature) func() map[string]ebb.Fold {
	return func() map[string]ebb.Fold {
		out := map[string]ebb.Fold{}
		for _, f := range features {
			if f.Fold != nil {
				out[f.Name] = f.Fold()
			}
		}
		return out
	}
}
