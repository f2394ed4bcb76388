// Package code is the command that prints a recovery code which lies beside the
// data, for whoever runs ebb at home and forgot the passphrase.
//
// It promises that the words it prints open the journal as it stands. It refuses
// to make a code, and to open anything with one.
package code

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/web/door"
	"ebb/web/door/beside"
)

// Desk is what the program lends to the command.
type Desk struct {
	Out   io.Writer
	Say   func(key string, args ...any) string
	Fault func(key string, args ...any) error
	Shut  func(error) error
	With  func(context.Context, func(*door.Door) error) error
	// Whose puts flags on the command that say whose code is meant.
	Whose func(*cobra.Command) func(context.Context, *door.Door) (ebb.ID, error)
}

// Command is ebb code.
func Command(d *Desk) *cobra.Command {
	c := &cobra.Command{Use: "code", Short: d.Say("cmd.code"), Long: d.Say("cmd.code.long"), Args: cobra.NoArgs}
	whose := d.Whose(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return d.With(c.Context(), func(at *door.Door) error {
			id, err := whose(c.Context(), at)
			if err != nil {
				return err
			}
			return d.print(c.Context(), at, id)
		})
	}
	return c
}

func (d *Desk) print(ctx context.Context, at *door.Door, person ebb.ID) error {
	words, err := beside.Words(ctx, at.Host(), person)
	switch {
	case err != nil:
		return d.Shut(err)
	case words == "":
		return d.Fault("cmd.fault.nocode")
	}
	_, err = fmt.Fprintln(d.Out, words)
	return err
}
