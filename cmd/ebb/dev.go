package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ebb/cmd/ebb/invent"
)

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
				if err := invent.Seed(c.Context(), st, p.features, p.clock, events, uint64(n)); err != nil {
					return p.openFault(err)
				}
			}
			fmt.Fprintln(p.out, p.say("cmd.dev.seeded", "events", events, "people", people, "pass", invent.Passphrase))
			return nil
		},
	}
	c.Flags().IntVar(&events, "events", 1000, p.say("cmd.dev.events"))
	c.Flags().IntVar(&people, "people", 1, p.say("cmd.dev.people"))
	return c
}

// timingsCommand opens a seeded journal as unlocking does and prints how long
// each part took.
func (p *program) timingsCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "unlock", Short: p.say("cmd.dev.unlock"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			begun := p.clock()
			st, err := p.openStore(c.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			err = invent.Timings(c.Context(), p.out, p.clock, begun, st, p.features)
			if errors.Is(err, invent.ErrNobody) {
				return p.fault("cmd.fault.unseeded")
			}
			if err != nil {
				return p.openFault(err)
			}
			return nil
		},
	}
	c.Flags().Bool("timings", true, p.say("cmd.dev.timings"))
	return c
}
