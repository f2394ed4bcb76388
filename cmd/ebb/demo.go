package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/feature"
	"ebb/internal/demo"
	"ebb/journal"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/web"
	"ebb/web/door"
)

// demoCommand serves an invented journal from memory. Nothing is written, and
// every page says so.
func (p *program) demoCommand() (*cobra.Command, error) {
	var day string
	c := &cobra.Command{
		Use: "demo", Short: p.say("cmd.demo"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			clock, err := p.demoClock(day)
			if err != nil {
				return err
			}
			s, err := demoServer(c.Context(), p.features, clock)
			if err != nil {
				return p.fault("cmd.fault.start", "why", err)
			}
			return p.listen(c.Context(), s)
		},
	}
	c.Flags().StringVar(&day, "date", "", p.say("cmd.demo.date"))
	return c, p.options(c.Flags(), "listen", "log")
}

// demoClock is the program's clock, or one that runs on from half past nine in
// the morning of a date.
func (p *program) demoClock(day string) (ebb.Clock, error) {
	if day == "" {
		return p.clock, nil
	}
	begun := p.clock()
	date, err := time.ParseInLocation(time.DateOnly, day, begun.Location())
	if err != nil {
		return nil, p.fault("cmd.fault.date")
	}
	return func() time.Time { return date.Add(9*time.Hour + 30*time.Minute + p.clock().Sub(begun)) }, nil
}

func demoServer(ctx context.Context, features []*feature.Feature, clock ebb.Clock) (*web.Server, error) {
	st := mem.New()
	shown, err := record(ctx, st, features, clock, vault.NewRing(), nil, demo.Journal(clock()))
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: mem.New(), Secrets: vault.MemorySecrets(), Features: features, Clock: clock, Demo: true, Show: shown,
	})
}

// recordStep is how many events one Append takes.
const recordStep = 500

// record creates a person with these slots and records events as theirs.
func record(ctx context.Context, st store.Store, features []*feature.Feature, clock ebb.Clock, ring *vault.Ring, slots slotsOf, events []ebb.Event) (*journal.Journal, error) {
	install, err := st.Install(ctx)
	if err != nil {
		return nil, err
	}
	owner := vault.Owner{Install: install, Person: ebb.NewID()}
	person, err := newPerson(owner, ring, slots)
	if err != nil {
		return nil, err
	}
	j := journal.Open(journal.Options{
		Store: st, Keys: ring.Keys(owner), Owner: owner, Folds: foldsOf(features), Decode: door.Decoder(features), Clock: clock, New: person,
	})
	for len(events) > 0 {
		n := min(recordStep, len(events))
		entries := make([]ebb.Entry, n)
		for i, e := range events[:n] {
			entries[i] = ebb.Entry{Event: e}
		}
		if err := j.Record(ctx, entries...); err != nil {
			return nil, err
		}
		events = events[n:]
	}
	return j, nil
}
