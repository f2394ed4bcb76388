package main

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/cmd/ebb/talk"
	"ebb/feature"
	"ebb/feature/hold"
	"ebb/feature/hold/moment"
	"ebb/store"
	"ebb/web/door"
)

// nowCommand is the hard moment in a terminal. It never asks for a passphrase:
// each step is sealed to the one who is kept here and laid into their inbox,
// at once, so that leaving anywhere loses nothing.
func (p *program) nowCommand() *cobra.Command {
	t := p.terminal(hold.Name)
	var told talk.Given
	var w *whose
	c := &cobra.Command{
		Use:   "now",
		Short: t.Words.Say("hold.term.short"),
		Long:  t.Words.Say("hold.term.long"),
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			told.Rated = c.Flags().Changed("strength")
			if err := told.Check(t); err != nil {
				return err
			}
			return p.withInbox(c.Context(), t, w, func(box *talk.Inbox) error { return talk.Run(c.Context(), t, box, told) })
		},
	}
	w = p.nameFlag(c)
	c.Flags().StringVar(&told.Pull, "pull", "", t.Words.Say("hold.term.flag.pull", "list", strings.Join(moment.Pulls, ", ")))
	c.Flags().IntVar(&told.Strength, "strength", 0, t.Words.Say("hold.term.flag.strength"))
	c.Flags().StringVar(&told.Outcome, "outcome", "", t.Words.Say("hold.term.flag.outcome", "list", strings.Join(moment.Outcomes, ", ")))
	return c
}

// withInbox opens the data folder for f. An open session says whose moment it is,
// unless --name says otherwise.
func (p *program) withInbox(ctx context.Context, t *feature.Terminal, w *whose, f func(*talk.Inbox) error) error {
	return p.withDoor(ctx, func(d *door.Door) error {
		v, err := p.visit(ctx, d)
		if err == nil && v != nil {
			defer v.Close()
		} else {
			v = nil
		}
		var who ebb.ID
		if v != nil && (!w.said() || p.meant(ctx, d, w, v)) {
			who = v.Person()
		} else if who, err = p.person(ctx, d, w); err != nil {
			return err
		}
		box, err := talk.Find(ctx, t, d.Host().Store, who)
		if err != nil {
			return err
		}
		if v != nil && v.Person() == who {
			box.Open, _ = v.Journal.(talk.Drainer)
			box.Aids = p.aids(ctx, t, v)
		}
		return p.unkept(t, f(box))
	})
}

// aids is what the person's features offer in a hard moment. One that fails is
// left out: nothing may stand in the way of keeping a step.
func (p *program) aids(ctx context.Context, t *feature.Terminal, v *door.Visit) (all []feature.Aid) {
	h, err := http.NewRequestWithContext(ctx, http.MethodGet, "/now", nil)
	if err != nil {
		return nil
	}
	r := &feature.Request{Request: h, Now: t.Clock(), Words: t.Words, State: v.State, Journal: v.Journal}
	for _, f := range p.features {
		if f.Aids == nil {
			continue
		}
		r.Words = p.terminal(f.Name).Words
		some, err := f.Aids(r)
		if err != nil {
			p.log().Warn("an aid is missing", "feature", f.Name, "error", err)
		}
		all = append(all, some...)
	}
	return all
}

// unkept says why a step was not kept; the ones before it were.
func (p *program) unkept(t *feature.Terminal, err error) error {
	var said *feature.Exit
	switch {
	case err == nil, errors.As(err, &said):
		return err
	case errors.Is(err, store.ErrFullInbox):
		return talk.Refusal(t, exitFault, "hold.term.full", "hold.term.full.hint")
	}
	return p.openFault(err)
}
