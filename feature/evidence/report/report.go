// Package report is ebb evidence: it reads chat exports from files, counts
// them, and prints a report, JSON, or one self-contained page. It keeps
// nothing and needs no journal.
//
// It promises the exit codes 0, 1, 2 and 3, that what a question leaves open
// is null and never zero, and that no name from a file can steer a terminal.
// It refuses to write over a file unless told to.
package report

import (
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/document"
	"ebb/feature/evidence/say"
	"ebb/tie/exchange"
)

// Exit codes.
const (
	unreadable = 1
	wrongUse   = 2
	openEnded  = 3
)

// flags are as the person typed them.
type flags struct {
	me, chat, format, order, zone, split, html string
	merge                                      []string
	json, force                                bool
}

// Command is ebb evidence.
func Command(t *feature.Terminal) *cobra.Command {
	say := func(key string, args ...any) string { return t.Words.Say("evidence.cli."+key, args...) }
	var f flags
	c := &cobra.Command{
		Use: "evidence FILE|FOLDER...", Short: say("short"), Long: say("long"),
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(_ *cobra.Command, files []string) error { return run(t, f, files) },
	}
	readings(c.Flags(), &f, say)
	c.Flags().StringVar(&f.split, "split", "", say("split"))
	c.Flags().BoolVar(&f.json, "json", false, say("json"))
	c.Flags().StringVar(&f.html, "html", "", say("html"))
	c.Flags().BoolVar(&f.force, "force", false, say("force"))
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return voice{t.Words}.usage("flag", count.Clean(err.Error()), "help")
	})
	return c
}

func formats() string {
	var names []string
	for _, f := range all.Formats() {
		names = append(names, f.Name())
	}
	return strings.Join(names, ", ")
}

// reading is what the flags ask for, understood.
type reading struct {
	voice
	flags
	options chat.Options
	apart   all.Start // reads databases; nil where that cannot be
	formats []chat.Format
	merges  []count.Merge
	date    time.Time   // zero without --split
	which   *chat.Which // while it is open which chat is meant
}

// finding is what came out.
type finding struct {
	reading *reading
	history *chat.History
	cast    *count.Cast
	tally   *exchange.Tally
	split   *count.Split
	open    []string // "me", "dateOrder", "chat"
	said    []string // about who writes
	exit    *feature.Exit
}

// rarely lets garbage grow to eight times of what is in use, and to 32 MiB in
// any case: a report keeps one long list without pointers and throws away next
// to nothing, so that looking for garbage while it reads only costs.
const rarely = 800

// roomy is the memory beyond which garbage is looked for after all: an archive
// of many files leaves some behind for each. What a chat needs grows with its
// file.
func roomy(files []string) int64 {
	most := int64(48 << 20)
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			most += info.Size() / 8
		}
	}
	return most
}

func run(t *feature.Terminal, f flags, files []string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(rarely))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(roomy(files)))
	r, exit := understand(voice{t.Words}, f)
	if exit == nil && len(files) == 0 {
		exit = r.usage("files", "", "help")
	}
	if exit != nil {
		return exit
	}
	r.apart = t.Apart
	h, exit := r.read(files)
	if exit != nil {
		return r.unread(t, exit)
	}
	found, exit := r.find(h)
	if exit != nil {
		return exit
	}
	return found.print(t)
}

// find counts, and gathers the questions that are open.
func (r *reading) find(h *chat.History) (*finding, *feature.Exit) {
	cast, err := count.NewCast(h, r.merges...)
	if err != nil {
		return nil, r.merging(err, h)
	}
	x := &finding{reading: r, history: h, cast: cast}
	x.claim()
	if writers(cast) == 3 {
		x.said = append(x.said, r.Say("evidence.three"))
	}
	if !h.DateOrderSure && len(h.Examples) > 0 {
		x.ask("dateOrder", r.line("usage", "what", r.what("dates", "examples", strings.Join(h.Examples, ", "))), r.hint("dates"))
	}
	x.tally = count.Count(h, cast, r.options.Zone)
	if !r.date.IsZero() && len(x.open) == 0 {
		x.split = count.SplitAt(h, cast, r.options.Zone, r.date, x.tally)
	}
	return x, nil
}

// claim settles who is me, or leaves it open.
func (x *finding) claim() {
	r := x.reading
	names := r.hint("me", "names", say.Names(x.cast.Writers()))
	if r.me == "" && x.cast.Claim(x.history.Owner) == nil {
		x.said = append(x.said, r.Say("evidence.claimed", "name", count.Clean(x.history.Owner)))
		return
	}
	if r.me == "" {
		x.ask("me", r.line("usage", "what", r.what("who")), names)
		return
	}
	if x.cast.Claim(r.me) != nil {
		x.ask("me", r.line("usage", "what", r.what("noname", "text", count.Clean(r.me))), names)
	}
}

// writers counts those who wrote.
func writers(c *count.Cast) (n int) {
	for _, p := range c.People {
		n += min(1, p.Messages)
	}
	return n
}

func (x *finding) ask(question, wrong, hint string) {
	x.open = append(x.open, question)
	if x.exit == nil {
		x.exit = &feature.Exit{Code: openEnded}
	}
	x.exit.Lines = append(x.exit.Lines, wrong, hint)
}

// print gives the report in the form asked for. While a question is open only
// JSON is printed: it can hold a part.
func (x *finding) print(t *feature.Terminal) error {
	if x.reading.json {
		if err := document.Write(t.Out, document.Report{
			Words: x.reading.Book, History: x.history, Tally: x.tally, Split: x.split, Zone: x.reading.options.Zone, Open: x.open,
		}); err != nil {
			return err
		}
	}
	if x.exit != nil {
		return x.exit
	}
	if x.reading.html != "" {
		if exit := x.writePage(); exit != nil {
			return exit
		}
	}
	if x.reading.json {
		return nil
	}
	return x.writeText(t.Out)
}

func (x *finding) sayer() say.Sayer {
	return say.Sayer{Words: x.reading.Book, Tally: x.tally, Gap: count.Gap}
}
