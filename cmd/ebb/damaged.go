package main

import (
	"context"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/export"
	"ebb/journal"
	"ebb/store/audit"
	"ebb/web/door"
)

// damagedCommand lets a command read all of one person's journal with their
// keys, and name what is damaged.
func (p *program) damagedCommand(c *cobra.Command) func(context.Context) (ebb.ID, []audit.Fault, error) {
	w := p.nameFlag(c)
	return func(ctx context.Context) (whose ebb.ID, faults []audit.Fault, err error) {
		err = p.withDoor(ctx, func(d *door.Door) error {
			v, err := p.enter(ctx, d, w)
			if err != nil {
				return err
			}
			defer v.Close()
			defer d.Lock(ctx, v)
			whose = v.Person()
			j, ok := v.Journal.(*journal.Journal)
			if !ok {
				return p.fault("cmd.fault.busy")
			}
			all, err := j.Damaged(ctx)
			for _, x := range all {
				faults = append(faults, audit.Fault{Seq: x.Seq, Why: x.Why})
			}
			return err
		})
		return whose, faults, err
	}
}

// wholeJournal asks for the passphrase even where a session is open.
func (p *program) wholeJournal(c *cobra.Command) func(context.Context, func(export.Journal) error) error {
	w := p.nameFlag(c)
	return func(ctx context.Context, f func(export.Journal) error) error {
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
			return f(j)
		})
	}
}
