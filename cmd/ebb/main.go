// Command ebb is the whole program: a server for browsers, and commands for the
// terminal. It wires stores, keys, features and pages together and decides
// nothing about them.
//
// It promises one line on where it listens, errors as "error:" and "hint:"
// lines on the error side, and documented exit codes. It refuses to need any
// configuration.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones are also known where the system has none

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ebb"
	"ebb/cmd/ebb/apart"
	"ebb/cmd/ebb/check"
	"ebb/cmd/ebb/code"
	"ebb/cmd/ebb/copies"
	"ebb/cmd/ebb/dev"
	"ebb/cmd/ebb/prompt"
	"ebb/cmd/ebb/settings"
	"ebb/cmd/ebb/still"
	"ebb/cmd/ebb/takeout"
	"ebb/cmd/ebb/version"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/words"
)

//go:embed words
var files embed.FS

func main() {
	still.Begin(os.Args)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Exit codes, beside those that a command documents.
const (
	exitFault = 1 // it did not work, and an error line says why
	exitUsage = 2 // the command was not understood
)

// program is what every command gets.
type program struct {
	in       io.Reader
	out, err io.Writer
	clock    ebb.Clock
	words    *words.Book
	features []*feature.Feature
	set      settings.Settings
	ask      prompt.Prompt
}

// run is the program: tests call it too.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	book, err := words.Read("en", files)
	if err != nil {
		fmt.Fprintln(errs, "error:", err)
		return exitFault
	}
	p := &program{in: in, out: out, err: errs, clock: time.Now, words: book, features: all.List(), ask: prompt.Prompt{In: in, Err: errs}}
	root, err := p.root()
	if err != nil {
		fmt.Fprintln(errs, "error:", err)
		return exitFault
	}
	root.SetArgs(args)
	return p.exit(root.ExecuteContext(ctx))
}

// exit says what went wrong and returns the code.
func (p *program) exit(err error) int {
	if err == nil {
		return 0
	}
	var x *feature.Exit
	if !errors.As(err, &x) {
		x = &feature.Exit{Code: exitUsage, Lines: []string{"error: " + err.Error(), "hint: " + p.say("cmd.hint.help")}}
	}
	for _, line := range x.Lines {
		fmt.Fprintln(p.err, line)
	}
	return x.Code
}

func (p *program) say(key string, args ...any) string { return p.words.Say(key, args...) }

// fault is an error with a sentence, and a hint where there is one.
func (p *program) fault(key string, args ...any) error {
	x := &feature.Exit{Code: exitFault, Lines: []string{"error: " + p.say(key, args...)}}
	if hint := key + ".hint"; p.words.Has(hint) {
		x.Lines = append(x.Lines, "hint: "+p.say(hint, args...))
	}
	return x
}

// root is the command line. A command of its own file is one line in commands.
func (p *program) root() (*cobra.Command, error) {
	root := &cobra.Command{
		Use: "ebb", Short: p.say("cmd.root"), Long: p.say("cmd.root.long") + "\n\n" + p.say("cmd.exits"),
		Args: cobra.NoArgs, SilenceErrors: true, SilenceUsage: true, Version: version.Of(),
		RunE: func(c *cobra.Command, _ []string) error { return p.serve(c.Context()) },
	}
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	if err := p.options(root.PersistentFlags(), "data", "store"); err != nil {
		return nil, err
	}
	if err := p.options(root.Flags(), served...); err != nil {
		return nil, err
	}
	commands, err := p.commands()
	root.AddCommand(commands...)
	return root, err
}

func (p *program) commands() ([]*cobra.Command, error) {
	serve, err := p.serveCommand()
	user, failed := p.userCommand()
	err = errors.Join(err, failed)
	list := []*cobra.Command{
		serve,
		p.unlockCommand(),
		p.lockCommand(),
		p.set.Command(p.out, p.say),
		p.nowCommand(),
		p.importCommand(),
		takeout.Command(&takeout.Desk{
			Out: p.out, Err: p.err, Clock: p.clock, Features: p.features, Say: p.say, Fault: p.fault, With: p.wholeJournal,
		}),
		user,
		code.Command(&code.Desk{Out: p.out, Say: p.say, Fault: p.fault, Shut: p.shut, With: p.withDoor, Whose: p.whoseFlag}),
		p.apartCommand(),
		dev.Command(&dev.Desk{
			Out: p.out, Clock: p.clock, Features: p.features, Say: p.say, Fault: p.fault, Shut: p.openFault, Open: p.openStore,
		}),
	}
	list = append(list, copies.Commands(&copies.Desk{
		Out: p.out, Clock: p.clock, Say: p.say, Fault: p.fault, Secret: p.secret, Open: p.open, Fresh: p.fresh,
		File: p.storePath, Ledger: p.ledger, Data: func() string { return p.set.Data },
	})...)
	list = append(list, check.Commands(&check.Desk{
		Out: p.out, Say: p.say, Fault: p.fault, Shut: p.openFault, Open: p.openStore, Opened: p.damagedCommand,
	})...)
	demo, failed := p.demoCommand()
	list, err = append(list, demo), errors.Join(err, failed)
	for _, f := range p.features {
		if f.Command != nil {
			list = append(list, f.Command(p.terminal(f.Name)))
		}
	}
	return list, err
}

// terminal is what a command of the feature name gets. Its words are its own.
func (p *program) terminal(name string) *feature.Terminal {
	t := &feature.Terminal{In: p.in, Out: p.out, Err: p.err, Clock: p.clock, Words: p.words, Apart: apart.Start}
	for _, f := range p.features {
		if f.Name == name && f.Files != nil {
			if book, err := words.Read("en", f.Files); err == nil {
				t.Words = book
			}
		}
	}
	return t
}

// options puts options on a command, by name.
func (p *program) options(flags *pflag.FlagSet, names ...string) error {
	return p.set.Options(flags, p.say, names...)
}
