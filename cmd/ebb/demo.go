package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/cmd/ebb/invent"
	"ebb/feature"
	"ebb/internal/demo"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/web"
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
	shown, err := invent.Record(ctx, st, features, clock, vault.NewRing(), nil, demo.Journal(clock()))
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: mem.New(), Secrets: vault.MemorySecrets(), Features: features, Clock: clock, Demo: true, Show: shown,
	})
}
