// Package dev is the hidden commands that measurements need: invented people in
// a data folder, and how long opening one takes. It refuses to be of use to
// anybody else.
package dev

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/cmd/ebb/invent"
	"ebb/feature"
	"ebb/store"
)

// Desk is what the program lends to the commands.
type Desk struct {
	Out      io.Writer
	Clock    ebb.Clock
	Features []*feature.Feature
	Say      func(key string, args ...any) string
	Fault    func(key string, args ...any) error
	Shut     func(error) error
	Open     func(context.Context) (store.Store, error)
}

// Command is ebb dev. It is not in the held.
func Command(d *Desk) *cobra.Command {
	c := &cobra.Command{Use: "dev", Hidden: true, Short: d.Say("cmd.dev")}
	c.AddCommand(d.seedCommand(), d.timingsCommand())
	return c
}

func (d *Desk) seedCommand() *cobra.Command {
	var events, people int
	c := &cobra.Command{
		Use: "seed", Short: d.Say("cmd.dev.seed"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := d.Open(c.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			for n := range people {
				if err := invent.Seed(c.Context(), st, d.Features, d.Clock, events, uint64(n)); err != nil {
					return d.Shut(err)
				}
			}
			fmt.Fprintln(d.Out, d.Say("cmd.dev.seeded", "events", events, "people", people, "pass", invent.Passphrase))
			return nil
		},
	}
	c.Flags().IntVar(&events, "events", 1000, d.Say("cmd.dev.events"))
	c.Flags().IntVar(&people, "people", 1, d.Say("cmd.dev.people"))
	return c
}

// timingsCommand opens a seeded journal as unlocking does and prints how long
// each part took.
func (d *Desk) timingsCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "unlock", Short: d.Say("cmd.dev.unlock"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			begun := d.Clock()
			st, err := d.Open(c.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			err = invent.Timings(c.Context(), d.Out, d.Clock, begun, st, d.Features)
			if errors.Is(err, invent.ErrNobody) {
				return d.Fault("cmd.fault.unseeded")
			}
			if err != nil {
				return d.Shut(err)
			}
			return nil
		},
	}
	c.Flags().Bool("timings", true, d.Say("cmd.dev.timings"))
	return c
}
