// Package check is the commands that look whether what was kept is still there:
// check reads everything, and head says where a journal ends, for paper.
//
// It promises that a host can check everybody's journal without a key and learns
// nothing but numbers, that a person with their passphrase finds every entry
// that does not open, and that each damaged entry is named. It refuses to repair
// anything.
package check

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/store/audit"
	"ebb/store/sqlite"
)

// Desk is what the program lends to the commands.
type Desk struct {
	Out   io.Writer
	Say   func(key string, args ...any) string
	Fault func(key string, args ...any) error
	Shut  func(error) error
	Open  func(context.Context) (store.Store, error)
	// Opened opens one person's journal, as its flags on c say, and reads all of it
	// with their keys.
	Opened func(c *cobra.Command) func(context.Context) (whose ebb.ID, faults []audit.Fault, err error)
}

// Commands are check and head.
func Commands(d *Desk) []*cobra.Command {
	return []*cobra.Command{d.checkCommand(), d.headCommand()}
}

// found is what check says of one person.
type found struct {
	Person  string        `json:"person"` // the beginning of an id
	Entries uint64        `json:"entries"`
	Erased  uint64        `json:"erased"`
	Head    string        `json:"head"`
	Pieces  int           `json:"pieces"`
	Holes   int           `json:"missingPieces"`
	Faults  []audit.Fault `json:"damaged"`
}

func (d *Desk) checkCommand() *cobra.Command {
	var asJSON, open bool
	c := &cobra.Command{Use: "check", Short: d.Say("cmd.check"), Long: d.Say("cmd.check.long"), Args: cobra.NoArgs}
	c.Flags().BoolVar(&asJSON, "json", false, d.Say("cmd.check.json"))
	c.Flags().BoolVar(&open, "open", false, d.Say("cmd.check.open"))
	opened := d.Opened(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		all, err := d.everybody(c.Context())
		if err == nil && open {
			err = with(c.Context(), all, opened)
		}
		if err != nil {
			return err
		}
		return d.say(all, asJSON)
	}
	return c
}

// everybody is what can be said without a key.
func (d *Desk) everybody(ctx context.Context) (all []found, err error) {
	s, err := d.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if file, ok := s.(*sqlite.Store); ok {
		if err := file.Sound(ctx); err != nil {
			return nil, d.broken(err)
		}
	}
	var people []store.ID
	err = s.People(ctx, func(p store.ID, _ store.Person) error { people = append(people, p); return nil })
	for _, p := range people {
		r, failed := audit.Person(ctx, s, p)
		if failed != nil {
			return nil, d.Shut(failed)
		}
		all = append(all, found{short(p), r.Head.Seq, r.Erased, store.Paper(r.Head), r.Blobs, r.Holes, r.Faults})
	}
	if err != nil {
		err = d.Shut(err)
	}
	return all, err
}

func (d *Desk) broken(err error) error {
	return &feature.Exit{Code: sqlite.ExitDisk, Lines: []string{"error: " + d.Say("cmd.fault.broken", "why", err)}}
}

func short(p store.ID) string { return ebb.ID(p).String()[:8] }

// with adds what only somebody with the keys can see.
func with(ctx context.Context, all []found, opened func(context.Context) (ebb.ID, []audit.Fault, error)) error {
	whose, faults, err := opened(ctx)
	for i := range all {
		if err == nil && all[i].Person == short(store.ID(whose)) {
			all[i].Faults = merge(all[i].Faults, faults)
		}
	}
	return err
}

// merge keeps one fault for each entry, the first said.
func merge(a, b []audit.Fault) []audit.Fault {
	has := map[uint64]bool{}
	for _, f := range a {
		has[f.Seq] = true
	}
	for _, f := range b {
		if !has[f.Seq] {
			a = append(a, f)
		}
	}
	return a
}

// say prints what was found, and ends with ExitDisk where something is damaged.
func (d *Desk) say(all []found, asJSON bool) error {
	if asJSON {
		out := json.NewEncoder(d.Out)
		out.SetIndent("", "  ")
		if err := out.Encode(map[string]any{"version": 1, "people": all}); err != nil {
			return err
		}
	}
	damaged := 0
	for _, f := range all {
		damaged += len(f.Faults) + f.Holes
		if !asJSON {
			d.line(f)
		}
	}
	if damaged > 0 {
		return &feature.Exit{Code: sqlite.ExitDisk, Lines: []string{"error: " + d.Say("cmd.fault.damaged", "n", damaged), "hint: " + d.Say("cmd.fault.damaged.hint")}}
	}
	if !asJSON {
		fmt.Fprintln(d.Out, d.Say("cmd.check.done", "people", len(all)))
	}
	return nil
}

// named is how many damaged entries are written out.
const named = 50

func (d *Desk) line(f found) {
	fmt.Fprintln(d.Out, d.Say("cmd.check.person", "person", f.Person, "n", f.Entries, "erased", f.Erased, "damaged", len(f.Faults), "holes", f.Holes))
	for i, x := range f.Faults {
		if i == named {
			fmt.Fprintln(d.Out, "  "+d.Say("cmd.check.more", "n", len(f.Faults)-named))
			break
		}
		fmt.Fprintln(d.Out, "  "+d.Say("cmd.check.fault", "seq", x.Seq, "why", x.Why))
	}
}
