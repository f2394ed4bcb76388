package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"ebb/chat"
	"ebb/cmd/ebb/apart"
	"ebb/cmd/ebb/folder"
	"ebb/feature"
	"ebb/feature/evidence"
	"ebb/feature/evidence/report"
	"ebb/feature/evidence/say"
	"ebb/store"
	"ebb/web/door"
	"ebb/web/door/proof"
)

// importCommand keeps a chat's figures in the journal, as the page does.
func (p *program) importCommand() *cobra.Command {
	t := p.terminal(evidence.Name)
	asked := &report.Asked{}
	var w *whose
	c := &cobra.Command{
		Use: "import FILE...", Short: t.Words.Say("evidence.keep.short"), Long: t.Words.Say("evidence.keep.long"),
		RunE: func(c *cobra.Command, files []string) error {
			if err := asked.Check(t, files); err != nil {
				return err
			}
			return p.withJournal(c.Context(), w, func(r *feature.Request) error {
				if err := p.gate(t, r); err != nil {
					return err
				}
				return p.keep(t, r, asked, files)
			})
		},
	}
	asked.Flags(t, c)
	w = p.nameFlag(c)
	return c
}

// apartCommand is what a process of its own runs.
func (p *program) apartCommand() *cobra.Command {
	return &cobra.Command{
		Use: apart.Name, Hidden: true, Args: cobra.NoArgs, Short: p.say("cmd.apart"),
		RunE: func(c *cobra.Command, _ []string) error { return apart.Read(c.Context(), p.in, p.out) },
	}
}

// withJournal opens the journal for f: with the terminal's session, or with a
// passphrase, for this command alone.
func (p *program) withJournal(ctx context.Context, w *whose, f func(*feature.Request) error) error {
	return p.withDoor(ctx, func(d *door.Door) error {
		v, err := p.visit(ctx, d)
		if err != nil {
			return p.shut(err)
		}
		if v != nil && w.said() && !p.meant(ctx, d, w, v) {
			v.Close()
			v = nil
		}
		if v == nil {
			if v, err = p.enter(ctx, d, w); err != nil {
				return err
			}
			defer d.Lock(ctx, v)
		}
		defer v.Close()
		page, err := http.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
		if err != nil {
			return err
		}
		return f(&feature.Request{Request: page, Now: p.clock(), Words: p.words, State: v.State, Journal: v.Journal})
	})
}

// enter asks for the passphrase and opens the journal.
func (p *program) enter(ctx context.Context, d *door.Door, w *whose) (*door.Visit, error) {
	claim, err := p.claim(ctx, d, w)
	if err != nil {
		return nil, err
	}
	pass, err := p.passphrase()
	if err != nil {
		return nil, err
	}
	key, err := d.Unlock(ctx, claim, proof.Typed(pass, ""))
	if err != nil {
		return nil, p.shut(err)
	}
	v, err := d.Enter(ctx, door.Knock{Key: key})
	if err != nil {
		return nil, p.shut(err)
	}
	if v.State != feature.Unlocked {
		v.Close()
		return nil, p.fault("cmd.fault.busy")
	}
	return v, nil
}

// gate holds a command to what the safety questions say, as its pages are.
func (p *program) gate(t *feature.Terminal, r *feature.Request) error {
	for _, f := range p.features {
		if f.Gate == nil {
			continue
		}
		is, err := f.Gate(r)
		switch {
		case err != nil:
			return p.shut(err)
		case is == feature.Closed:
			return refused(t, exitFault, "evidence.keep.closed")
		case is == feature.Unasked:
			return refused(t, exitOpen, "evidence.keep.unasked")
		}
	}
	return nil
}

// exitOpen: a question is open.
const exitOpen = 3

func refused(t *feature.Terminal, code int, key string) error {
	return &feature.Exit{Code: code, Lines: []string{t.Words.Say(key), t.Words.Say(key + ".hint")}}
}

// keep reads, counts and records, and says what was kept.
func (p *program) keep(t *feature.Terminal, r *feature.Request, asked *report.Asked, files []string) error {
	got, err := asked.Gather(t, files)
	if err != nil {
		return err
	}
	if got.Zone != nil {
		r.Now = r.Now.In(got.Zone)
	}
	entry, _, err := evidence.Entry(r, got.History, got.Cast, evidence.FromFile)
	if err == nil {
		err = r.Journal.Record(r.Context(), entry)
	}
	if errors.Is(err, store.ErrFull) {
		return p.fault("cmd.fault.full", "data", folder.Homely(p.set.Data))
	}
	if err != nil {
		return p.shut(err)
	}
	h, words := got.History, say.Sayer{Words: t.Words}
	date := func(m chat.Message) string {
		if h.Zoned {
			_, offset := m.Time().In(r.Now.Location()).Zone()
			m.At += int64(offset)
		}
		return words.Date(m.At)
	}
	n := len(h.Messages)
	fmt.Fprintln(t.Out, t.Words.Say("evidence.keep.done", "n", n, "shown", words.Count(n), "first", date(h.Messages[0]), "last", date(h.Messages[n-1])))
	fmt.Fprintln(t.Out, t.Words.Say("evidence.keep.where"))
	fmt.Fprintln(t.Out, t.Words.Say("evidence.keep.out"))
	return nil
}
