// Package user is the commands about who else may keep a journal on this host:
// inviting, listing, naming and removing people.
//
// It promises that an invitation's code stands behind a #, so that no log sees
// it, and that nobody is removed without being asked for twice. It refuses to
// know anything about a person but that they are there.
package user

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/web/door"
	"ebb/web/door/invite"
)

// Desk is what the program lends to the commands.
type Desk struct {
	In       io.Reader
	Out      io.Writer
	Clock    ebb.Clock
	Say      func(key string, args ...any) string
	Fault    func(key string, args ...any) error // an ending with an error
	Question func(key string, args ...any) error // an ending with a question
	Shut     func(error) error                   // what a store or a page says no with
	With     func(context.Context, func(*door.Door) error) error
	Address  func() string // where browsers find this host
}

// Command is ebb user.
func Command(d *Desk) *cobra.Command {
	c := &cobra.Command{Use: "user", Short: d.Say("user.short"), Long: d.Say("user.long"), Args: cobra.NoArgs}
	c.AddCommand(d.invite(), d.list(), d.uninvite(), d.name(), d.remove())
	return c
}

func (d *Desk) print(key string, args ...any) { fmt.Fprintln(d.Out, d.Say(key, args...)) }

// Bounds of how long an invitation may be open.
const (
	shortest = time.Minute
	longest  = 30 * 24 * time.Hour
)

func (d *Desk) invite() *cobra.Command {
	var life time.Duration
	c := &cobra.Command{
		Use: "invite", Short: d.Say("user.invite"), Long: d.Say("user.invite.long"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if life < shortest || life > longest {
				return d.Fault("user.fault.for")
			}
			return d.With(c.Context(), func(at *door.Door) error {
				code, err := at.Host().Invites.New(life)
				if errors.Is(err, invite.ErrMany) {
					return d.Fault("user.fault.many", "n", invite.Most)
				}
				if err != nil {
					return d.Shut(err)
				}
				return d.hand(c.Context(), at, code, life)
			})
		},
	}
	c.Flags().DurationVar(&life, "for", 72*time.Hour, d.Say("user.invite.for"))
	return c
}

const minute = "2006-01-02 15:04"

// hand prints an invitation.
func (d *Desk) hand(ctx context.Context, at *door.Door, code string, life time.Duration) error {
	base := strings.TrimRight(d.Address(), "/")
	link := base + "/join#" + code
	d.print("user.invite.done", "until", d.Clock().Add(life).Format(minute))
	fmt.Fprintf(d.Out, "\n%s\n\n", link)
	if err := blocks(d.Out, link); err != nil {
		return err
	}
	fmt.Fprintln(d.Out)
	d.print("user.invite.hand")
	d.print("user.invite.typed", "address", base+"/join", "code", code)
	if !strings.HasPrefix(base, "https://") {
		d.print("user.invite.here")
	}
	people, err := at.Host().List(ctx)
	for _, p := range people {
		if !p.Named {
			d.print("user.invite.nameless")
			break
		}
	}
	return err
}

func (d *Desk) list() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: d.Say("user.list"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return d.With(c.Context(), func(at *door.Door) error {
				people, err := at.Host().List(c.Context())
				if err != nil {
					return d.Shut(err)
				}
				open, err := at.Host().Invites.List()
				if err != nil {
					return d.Shut(err)
				}
				d.print("user.list.head", "people", len(people), "open", len(open))
				for _, p := range people {
					fmt.Fprintf(d.Out, "%s  %s\n", short(p.ID), d.Say("user.list.named", "named", p.Named))
				}
				for _, i := range open {
					fmt.Fprintf(d.Out, "%s  %s\n", i.ID[:8], d.Say("user.list.until", "until", i.Until.In(d.Clock().Location()).Format(minute)))
				}
				return nil
			})
		},
	}
}

func short(id ebb.ID) string { return hex.EncodeToString(id[:4]) }

func (d *Desk) uninvite() *cobra.Command {
	return &cobra.Command{
		Use: "uninvite [ID]", Short: d.Say("user.uninvite"), Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, ids []string) error {
			return d.With(c.Context(), func(at *door.Door) error {
				n, err := at.Host().Invites.Drop(strings.ToLower(strings.Join(ids, "")))
				if err != nil {
					return d.Shut(err)
				}
				if n == 0 && len(ids) > 0 {
					return d.Fault("user.fault.invitation")
				}
				d.print("user.uninvite.done", "n", n)
				return nil
			})
		},
	}
}

// find is the one person whose id begins as typed.
func (d *Desk) find(ctx context.Context, at *door.Door, typed string) (ebb.ID, error) {
	people, err := at.Host().List(ctx)
	if err != nil {
		return ebb.ID{}, d.Shut(err)
	}
	var found []ebb.ID
	for _, p := range people {
		if strings.HasPrefix(hex.EncodeToString(p.ID[:]), strings.ToLower(typed)) && len(typed) >= 4 {
			found = append(found, p.ID)
		}
	}
	if len(found) != 1 {
		return ebb.ID{}, d.Fault("user.fault.id", "n", len(found))
	}
	return found[0], nil
}

func (d *Desk) name() *cobra.Command {
	return &cobra.Command{
		Use: "name ID [NAME]", Short: d.Say("user.name"), Long: d.Say("user.name.long"), Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			return d.With(c.Context(), func(at *door.Door) error {
				id, err := d.find(c.Context(), at, args[0])
				if err != nil {
					return err
				}
				typed, err := d.ask(args[1:])
				if err != nil {
					return err
				}
				if err := at.Host().Rename(c.Context(), id, typed); err != nil {
					return d.unnamed(err)
				}
				d.print("user.name.done")
				return nil
			})
		},
	}
}

// ask takes a name from the command line or from the input.
func (d *Desk) ask(args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	fmt.Fprint(d.Out, d.Say("user.name.ask")+" ")
	line, err := bufio.NewReader(io.LimitReader(d.In, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

func (d *Desk) unnamed(err error) error {
	var p *ebb.Problem
	switch {
	case errors.As(err, &p) && p.Say == "web.name.taken":
		return d.Fault("user.fault.taken")
	case errors.As(err, &p) && p.Say == "web.name.bad":
		return d.Fault("user.fault.name")
	}
	return d.Shut(err)
}

func (d *Desk) remove() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use: "remove ID", Short: d.Say("user.remove"), Long: d.Say("user.remove.long"), Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return d.With(c.Context(), func(at *door.Door) error {
				id, err := d.find(c.Context(), at, args[0])
				if err != nil {
					return err
				}
				if !yes {
					return d.Question("user.remove.ask", "id", short(id))
				}
				if err := at.Host().Remove(c.Context(), id); err != nil {
					return d.Shut(err)
				}
				d.print("user.remove.done", "id", short(id))
				return nil
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, d.Say("user.remove.yes"))
	return c
}
