package main

import (
	"context"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/cmd/ebb/user"
	"ebb/feature"
	"ebb/web/door"
	"ebb/web/door/host"
)

// userCommand is about who else may keep a journal here.
func (p *program) userCommand() (*cobra.Command, error) {
	c := user.Command(&user.Desk{
		In: p.in, Out: p.out, Clock: p.clock, Say: p.say, Fault: p.fault, Question: p.open3, Shut: p.shut,
		With: p.withDoor, Address: p.set.Address,
	})
	return c, p.options(c.PersistentFlags(), "listen", "origin", "acme")
}

// whose is the person that a command is about, as its --name says.
type whose struct {
	name string
	said func() bool
}

// nameFlag puts --name on a command.
func (p *program) nameFlag(c *cobra.Command) *whose {
	w := &whose{}
	c.Flags().StringVar(&w.name, "name", "", p.say("cmd.name"))
	w.said = func() bool { return c.Flags().Changed("name") }
	return w
}

// whoseFlag lets a command ask for one person without their passphrase.
func (p *program) whoseFlag(c *cobra.Command) func(context.Context, *door.Door) (ebb.ID, error) {
	w := p.nameFlag(c)
	return func(ctx context.Context, d *door.Door) (ebb.ID, error) {
		id, err := p.person(ctx, d, w)
		if err == nil && id == (ebb.ID{}) {
			err = p.fault("cmd.fault.nobody")
		}
		return id, err
	}
}

// claim is whom a command means. Where several are kept it has to be said.
func (p *program) claim(ctx context.Context, d *door.Door, w *whose) (host.Claim, error) {
	kept, err := d.Host().Kept(ctx)
	switch {
	case err != nil:
		return host.Claim{}, p.openFault(err)
	case len(kept) == 0:
		return host.Claim{}, p.fault("cmd.fault.nobody")
	case len(kept) > 1 && !w.said():
		return host.Claim{}, p.open3("cmd.fault.whose", "n", len(kept))
	}
	return host.Claim{Name: w.name}, nil
}

// open3 is an ending with a question.
func (p *program) open3(key string, args ...any) error {
	return &feature.Exit{Code: exitOpen, Lines: []string{"error: " + p.say(key, args...), "hint: " + p.say(key+".hint", args...)}}
}

// person finds whom a command means that asks for no passphrase; zero where
// nobody is kept.
func (p *program) person(ctx context.Context, d *door.Door, w *whose) (ebb.ID, error) {
	kept, err := d.Host().Kept(ctx)
	if err != nil || len(kept) == 0 {
		return ebb.ID{}, err
	}
	c, err := p.claim(ctx, d, w)
	if err != nil {
		return ebb.ID{}, err
	}
	id, err := d.Host().Find(ctx, c)
	if err == nil && id == (ebb.ID{}) {
		err = p.fault("cmd.fault.unknown")
	}
	return id, err
}

// meant says whether a session is the named person's.
func (p *program) meant(ctx context.Context, d *door.Door, w *whose, v *door.Visit) bool {
	id, err := d.Host().Find(ctx, host.Claim{Name: w.name})
	return err == nil && id == v.Person()
}
