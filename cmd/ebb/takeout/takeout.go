// Package takeout is the command that writes what somebody kept into a file that
// lies open.
//
// It promises that it is said first what the file is, that the passphrase is
// asked for even where a session is open, and that a file exists whole or not at
// all. It refuses to write over anything.
package takeout

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/export"
	"ebb/feature"
)

// Desk is what the program lends to the command.
type Desk struct {
	Out, Err io.Writer
	Clock    ebb.Clock
	Features []*feature.Feature
	Say      func(key string, args ...any) string
	Fault    func(key string, args ...any) error
	// With opens one person's journal with their passphrase, as its flags on c say.
	With func(c *cobra.Command) func(context.Context, func(export.Journal) error) error
}

// Command is export.
func Command(d *Desk) *cobra.Command {
	o := export.Options{Features: d.Features}
	var file string
	c := &cobra.Command{Use: "export", Short: d.Say("cmd.export"), Long: d.Say("cmd.export.long"), Args: cobra.NoArgs}
	c.Flags().StringVar(&o.Format, "format", "json", d.Say("cmd.export.format"))
	c.Flags().StringVar(&file, "out", "", d.Say("cmd.export.out"))
	c.Flags().BoolVar(&o.History, "history", false, d.Say("cmd.export.history"))
	c.Flags().StringSliceVar(&o.Ticked, "with", nil, d.Say("cmd.export.with"))
	with := d.With(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if _, known := export.Find(o.Format); !known {
			return d.Fault("cmd.fault.format")
		}
		for _, t := range o.Ticked {
			if !slices.Contains(export.Ticks(d.Features), t) {
				return d.Fault("cmd.fault.tick")
			}
		}
		fmt.Fprintln(d.Err, d.Say("cmd.export.open"))
		return with(c.Context(), func(j export.Journal) error { return d.write(c.Context(), j, o, file) })
	}
	return c
}

func (d *Desk) write(ctx context.Context, j export.Journal, o export.Options, file string) error {
	done, err := d.writeTo(ctx, j, o, file)
	if err == nil && len(done.Damaged) > 0 {
		err = d.Fault("cmd.fault.rows", "n", len(done.Damaged))
	}
	return err
}

// every is after how many rows it is said how far it has come.
const every = 10_000

func (d *Desk) writeTo(ctx context.Context, j export.Journal, o export.Options, file string) (done export.Done, err error) {
	o.Made = d.Clock()
	out, end := io.Writer(d.Out), func(error) error { return nil }
	if file != "" && file != "-" {
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return done, d.Fault("cmd.fault.exists", "file", file)
		}
		if err != nil {
			return done, d.Fault("cmd.fault.write", "file", file, "why", err)
		}
		out, end = f, func(failed error) error { return shutFile(f, failed) }
		said := every
		o.Said = func(rows int) {
			if rows >= said {
				said = rows/every*every + every
				fmt.Fprintln(d.Err, d.Say("cmd.export.far", "n", rows))
			}
		}
	}
	done, err = export.Write(ctx, out, j, o)
	if err = end(err); err != nil {
		return done, d.Fault("cmd.fault.write", "file", file, "why", err)
	}
	if o.Said != nil {
		fmt.Fprintln(d.Err, d.Say("cmd.export.done", "n", done.Entries, "file", file))
	}
	return done, nil
}

// shutFile keeps a file that is whole, and removes any other.
func shutFile(f *os.File, failed error) error {
	if err := errors.Join(failed, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
