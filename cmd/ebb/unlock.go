package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/cmd/ebb/folder"
	"ebb/cmd/ebb/token"
	"ebb/feature"
	"ebb/store"
	"ebb/web/door"
	"ebb/web/door/proof"
)

func (p *program) unlockCommand() *cobra.Command {
	c := &cobra.Command{Use: "unlock", Short: p.say("cmd.unlock"), Long: p.say("cmd.unlock.long"), Args: cobra.NoArgs}
	w := p.nameFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error { return p.unlock(c.Context(), w) }
	return c
}

func (p *program) lockCommand() *cobra.Command {
	return &cobra.Command{
		Use: "lock", Short: p.say("cmd.lock"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.lock(c.Context()) },
	}
}

// withDoor opens the data folder for f.
func (p *program) withDoor(ctx context.Context, f func(*door.Door) error) (err error) {
	st, secrets, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	d, err := door.New(ctx, door.Options{
		Store: st, Secrets: secrets, Clock: p.clock, Log: p.log(), Features: p.features, Invites: p.invites(), Ledger: p.ledger(), Codes: p.codes(),
	})
	if err != nil {
		return p.openFault(err)
	}
	return f(d)
}

func (p *program) unlock(ctx context.Context, w *whose) error {
	file := token.File()
	if file == "" {
		return p.fault("cmd.fault.runtime")
	}
	return p.withDoor(ctx, func(d *door.Door) error {
		claim, err := p.claim(ctx, d, w)
		if err != nil {
			return err
		}
		pass, err := p.passphrase()
		if err != nil {
			return err
		}
		key, err := d.Unlock(ctx, claim, proof.Typed(pass, ""))
		if err != nil {
			return p.shut(err)
		}
		if err := token.Write(file, key); err != nil {
			return p.fault("cmd.fault.session", "why", err)
		}
		fmt.Fprintln(p.out, p.say("cmd.unlock.done"))
		return nil
	})
}

// shut says why it did not open.
func (p *program) shut(err error) error {
	var problem *ebb.Problem
	switch {
	case errors.As(err, &problem) && problem.Say == "web.unlock.wrong":
		return p.fault("cmd.fault.wrong")
	case errors.As(err, &problem):
		return p.fault("cmd.fault.busy")
	case errors.Is(err, store.ErrFull):
		return p.fault("cmd.fault.full", "data", folder.Homely(p.set.Data))
	}
	return p.fault("cmd.fault.open", "data", folder.Homely(p.set.Data), "why", err)
}

// visit opens the terminal's session, where there is one: nil otherwise.
func (p *program) visit(ctx context.Context, d *door.Door) (*door.Visit, error) {
	key := token.Read()
	if key == nil {
		return nil, nil
	}
	v, err := d.Enter(ctx, door.Knock{Key: key})
	if err != nil || v.State != feature.Unlocked {
		return nil, err
	}
	return v, nil
}

func (p *program) lock(ctx context.Context) error {
	file := token.File()
	if _, err := os.Stat(file); file == "" || err != nil {
		fmt.Fprintln(p.out, p.say("cmd.lock.none"))
		return nil
	}
	err := p.withDoor(ctx, func(d *door.Door) error {
		v, err := p.visit(ctx, d)
		if err != nil || v == nil {
			return err
		}
		defer v.Close()
		return d.Lock(ctx, v)
	})
	if gone := os.Remove(file); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		return errors.Join(err, p.fault("cmd.fault.session", "why", gone))
	}
	if err == nil {
		fmt.Fprintln(p.out, p.say("cmd.lock.done"))
	}
	return err
}

// passphrase asks for it.
func (p *program) passphrase() (string, error) { return p.secret("cmd.passphrase") }

func (p *program) secret(key string) (string, error) { return p.ask.Secret(p.say(key)) }
