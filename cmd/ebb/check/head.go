package check

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ebb/feature"
	"ebb/store"
	"ebb/store/sqlite"
)

func (d *Desk) headCommand() *cobra.Command {
	var since string
	c := &cobra.Command{Use: "head", Short: d.Say("cmd.head"), Long: d.Say("cmd.head.long"), Args: cobra.NoArgs}
	c.Flags().StringVar(&since, "since", "", d.Say("cmd.head.since"))
	c.RunE = func(c *cobra.Command, _ []string) (err error) {
		s, err := d.Open(c.Context())
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		if since != "" {
			return d.compare(c.Context(), s, since)
		}
		return d.heads(c.Context(), s)
	}
	return c
}

// heads prints everybody's.
func (d *Desk) heads(ctx context.Context, s store.Store) error {
	var people []store.ID
	if err := s.People(ctx, func(p store.ID, _ store.Person) error { people = append(people, p); return nil }); err != nil {
		return d.Shut(err)
	}
	for _, p := range people {
		h, err := s.Head(ctx, p)
		if err != nil {
			return d.Shut(err)
		}
		fmt.Fprintf(d.Out, "%s  %s\n", short(p), store.Paper(h))
	}
	return nil
}

// compare finds the journal that has the head of a paper in its past, and says
// what has come since; or that none has.
func (d *Desk) compare(ctx context.Context, s store.Store, paper string) error {
	seq, code, ok := store.FromPaper(paper)
	if !ok {
		return d.Fault("cmd.fault.paper")
	}
	var people []store.ID
	if err := s.People(ctx, func(p store.ID, _ store.Person) error { people = append(people, p); return nil }); err != nil {
		return d.Shut(err)
	}
	longest := uint64(0)
	for _, p := range people {
		link, h, err := at(ctx, s, p, seq)
		if err != nil {
			return d.Shut(err)
		}
		if h.Seq >= seq && (store.Head{Link: link}).Code() == code {
			fmt.Fprintln(d.Out, d.Say("cmd.head.same", "person", short(p), "n", seq, "since", h.Seq-seq))
			return nil
		}
		longest = max(longest, h.Seq)
	}
	lines := []string{"error: " + d.Say("cmd.fault.head", "n", seq)}
	if len(people) == 1 && longest < seq {
		lines = []string{"error: " + d.Say("cmd.fault.short", "n", seq, "has", longest, "missing", seq-longest)}
	}
	return &feature.Exit{Code: sqlite.ExitDisk, Lines: append(lines, "hint: "+d.Say("cmd.fault.head.hint"))}
}

// at is the link of one row, and the head.
func at(ctx context.Context, s store.Store, p store.ID, seq uint64) (link store.Link, h store.Head, err error) {
	err = s.Since(ctx, p, store.Head{}, func(r store.Row) error {
		if h = (store.Head{Seq: r.Seq, Link: r.Link}); r.Seq == seq {
			link = r.Link
		}
		return nil
	})
	return link, h, err
}
