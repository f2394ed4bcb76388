package main

import (
	"context"

	"github.com/spf13/cobra"

	"ebb/cmd/ebb/show"
)

// demoCommand serves an invented journal from memory. Nothing is written, and
// every page says so.
func (p *program) demoCommand() (*cobra.Command, error) {
	var day string
	c := &cobra.Command{
		Use: "demo", Short: p.say("cmd.demo"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			clock, err := show.Clock(p.clock, day)
			if err != nil {
				return p.fault("cmd.fault.date")
			}
			s, err := show.Server(c.Context(), p.features, clock)
			if err != nil {
				return p.fault("cmd.fault.start", "why", err)
			}
			return p.listen(c.Context(), s, func(context.Context) {})
		},
	}
	c.Flags().StringVar(&day, "date", "", p.say("cmd.demo.date"))
	return c, p.options(c.Flags(), "listen", "log")
}
