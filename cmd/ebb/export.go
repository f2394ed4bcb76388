package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ebb/cmd/ebb/folder"
	"ebb/export"
	"ebb/store"
	"ebb/web/door"
)

// exportCommand writes what somebody kept into a file that lies open.
func (p *program) exportCommand() *cobra.Command {
	o := export.Options{Features: p.features}
	var file string
	c := &cobra.Command{Use: "export", Short: p.say("cmd.export"), Long: p.say("cmd.export.long"), Args: cobra.NoArgs}
	c.Flags().StringVar(&o.Format, "format", "json", p.say("cmd.export.format"))
	c.Flags().StringVar(&file, "out", "", p.say("cmd.export.out"))
	c.Flags().BoolVar(&o.History, "history", false, p.say("cmd.export.history"))
	c.Flags().StringSliceVar(&o.Ticked, "with", nil, p.say("cmd.export.with"))
	w := p.nameFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if _, known := export.Find(o.Format); !known {
			return p.fault("cmd.fault.format")
		}
		for _, t := range o.Ticked {
			if !slices.Contains(export.Ticks(p.features), t) {
				return p.fault("cmd.fault.tick")
			}
		}
		return p.export(c.Context(), w, o, file)
	}
	return c
}

// export asks for the passphrase even where a session is open: whoever holds
// the terminal must not take the journal away.
func (p *program) export(ctx context.Context, w *whose, o export.Options, file string) error {
	fmt.Fprintln(p.err, p.say("cmd.export.open"))
	return p.withDoor(ctx, func(d *door.Door) error {
		v, err := p.enter(ctx, d, w)
		if err != nil {
			return err
		}
		defer v.Close()
		defer d.Lock(ctx, v)
		j, ok := v.Journal.(export.Journal)
		if !ok {
			return p.fault("cmd.fault.busy")
		}
		done, err := p.exportTo(ctx, j, o, file)
		if err == nil && len(done.Damaged) > 0 {
			err = p.fault("cmd.fault.rows", "n", len(done.Damaged))
		}
		return err
	})
}

// every is after how many rows it is said how far it has come.
const every = 10_000

func (p *program) exportTo(ctx context.Context, j export.Journal, o export.Options, file string) (done export.Done, err error) {
	o.Made = p.clock()
	out, end := io.Writer(p.out), func(error) error { return nil }
	if file != "" && file != "-" {
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return done, p.fault("cmd.fault.exists", "file", file)
		}
		if err != nil {
			return done, p.fault("cmd.fault.write", "file", file, "why", err)
		}
		out, end = f, func(failed error) error { return shutFile(f, failed) }
		said := every
		o.Said = func(rows int) {
			if rows >= said {
				said = rows/every*every + every
				fmt.Fprintln(p.err, p.say("cmd.export.far", "n", rows))
			}
		}
	}
	done, err = export.Write(ctx, out, j, o)
	if err = end(err); errors.Is(err, store.ErrFull) {
		return done, p.fault("cmd.fault.full", "data", folder.Homely(p.set.Data))
	}
	if err != nil {
		return done, p.fault("cmd.fault.write", "file", file, "why", err)
	}
	if o.Said != nil {
		fmt.Fprintln(p.err, p.say("cmd.export.done", "n", done.Entries, "file", file))
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
