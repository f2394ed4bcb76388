package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold"
	"ebb/feature/hold/moment"
)

// nowCommand is the hard moment in a terminal. It never asks for a passphrase:
// each step is sealed to the one who is kept here and laid into their inbox,
// at once, so that leaving anywhere loses nothing.
func (p *program) nowCommand() *cobra.Command {
	t := p.terminal(hold.Name)
	var told given
	c := &cobra.Command{
		Use:   "now",
		Short: t.Words.Say("hold.term.short"),
		Long:  t.Words.Say("hold.term.long"),
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			told.rated = c.Flags().Changed("strength")
			if err := told.check(t); err != nil {
				return err
			}
			return p.withInbox(c.Context(), t, func(box *inbox) error {
				s := &sitting{t: t, box: box, ctx: c.Context(), moment: ebb.NewID()}
				if told.any() {
					return s.script(told)
				}
				return s.talk()
			})
		},
	}
	c.Flags().StringVar(&told.pull, "pull", "", t.Words.Say("hold.term.flag.pull", "list", strings.Join(moment.Pulls, ", ")))
	c.Flags().IntVar(&told.strength, "strength", 0, t.Words.Say("hold.term.flag.strength"))
	c.Flags().StringVar(&told.outcome, "outcome", "", t.Words.Say("hold.term.flag.outcome", "list", strings.Join(moment.Outcomes, ", ")))
	return c
}

// given is what the flags say.
type given struct {
	pull, outcome string
	strength      int
	rated         bool
}

func (g given) any() bool { return g.pull != "" || g.outcome != "" || g.rated }

func (g given) check(t *feature.Terminal) error {
	switch {
	case g.pull != "" && !slices.Contains(moment.Pulls, g.pull):
		return usage(t, "hold.bad.pull", "hold.term.flag.pull", "list", strings.Join(moment.Pulls, ", "))
	case g.rated && !moment.OnScale(g.strength):
		return usage(t, "hold.term.bad.strength", "hold.term.flag.strength")
	case g.outcome != "" && !slices.Contains(moment.Outcomes, g.outcome):
		return usage(t, "hold.term.bad.outcome", "hold.term.flag.outcome", "list", strings.Join(moment.Outcomes, ", "))
	}
	return nil
}

// refusal is an ending with an error and the hint that goes with it.
func refusal(t *feature.Terminal, code int, say, hint string, args ...any) error {
	return &feature.Exit{Code: code, Lines: []string{
		"error: " + t.Words.Say(say), "hint: " + t.Words.Say(hint, args...),
	}}
}

func usage(t *feature.Terminal, say, hint string, args ...any) error {
	return refusal(t, 2, say, hint, args...)
}

// sitting is one moment in the terminal.
type sitting struct {
	t      *feature.Terminal
	box    *inbox
	ctx    context.Context
	moment ebb.ID
}

func (s *sitting) keep(kind string, body any) error {
	return s.box.keep(s.ctx, kind, s.t.Clock(), body)
}

func (s *sitting) say(key string, args ...any) {
	fmt.Fprintln(s.t.Out, s.t.Words.Say(key, args...))
}

// script keeps what the flags say, without a question.
func (s *sitting) script(g given) error {
	if g.pull != "" {
		if err := s.keep(moment.KindPull, moment.Pull{Moment: s.moment, Pull: g.pull}); err != nil {
			return err
		}
	}
	if g.rated {
		if err := s.keep(moment.KindRating, moment.Rating{Moment: s.moment, Value: g.strength}); err != nil {
			return err
		}
	}
	if g.outcome != "" {
		if err := s.keep(moment.KindOutcome, moment.Outcome{Moment: s.moment, Outcome: g.outcome}); err != nil {
			return err
		}
	}
	s.say("hold.term.kept")
	return nil
}

// option is one key and what it stands for.
type option struct {
	key   byte
	value string
	words string
}

// talk asks step by step. Every answer may be left out, and q ends it.
func (s *sitting) talk() error {
	keys, done := newKeys(s.t)
	defer done()
	pull, ok := s.ask(keys, "hold.pull.head", s.pulls())
	switch {
	case !ok:
		return nil
	case pull == "unsafe":
		s.say("hold.term.help")
		return nil
	case pull == "did":
		return s.end(moment.Acted)
	}
	if err := s.keep(moment.KindPull, moment.Pull{Moment: s.moment, Pull: pull}); err != nil {
		return err
	}
	s.say("hold.term.kept")
	for _, step := range []func(*keyboard) (bool, error){s.strength, s.wave, s.outcome} {
		if more, err := step(keys); err != nil || !more {
			return err
		}
	}
	return nil
}

func (s *sitting) pulls() []option {
	var out []option
	for i, p := range moment.Pulls {
		out = append(out, option{byte('1' + i), p, s.t.Words.Say("hold.pull." + p)})
	}
	return append(out, option{'d', "did", s.t.Words.Say("hold.pull.did")}, option{'u', "unsafe", s.t.Words.Say("hold.pull.unsafe")})
}

// ask shows options and returns the one whose key was pressed; false for q, or
// when nothing more comes. Enter is "".
func (s *sitting) ask(keys *keyboard, head string, options []option) (string, bool) {
	s.say(head)
	for _, o := range options {
		fmt.Fprintf(s.t.Out, "  %s  %s\n", strings.Replace(string(o.key), "\n", "⏎", 1), o.words)
	}
	fmt.Fprintf(s.t.Out, "  q  %s\n", s.t.Words.Say("hold.term.leave"))
	for {
		k, ok := keys.press()
		if !ok || k == 'q' {
			return "", false
		}
		if i := slices.IndexFunc(options, func(o option) bool { return o.key == k }); i >= 0 {
			return options[i].value, true
		}
		s.say("hold.term.again")
	}
}

// strength asks for one; Enter leaves it out.
func (s *sitting) strength(keys *keyboard) (bool, error) {
	s.say("hold.term.strength")
	for {
		k, ok := keys.press()
		switch {
		case !ok || k == 'q':
			return false, nil
		case k == '\n':
			return true, nil
		case k >= '0' && k <= '9':
			return true, s.rate(int(k - '0'))
		case k == 't':
			return true, s.rate(10)
		}
		s.say("hold.term.again")
	}
}

func (s *sitting) rate(v int) error {
	fmt.Fprintf(s.t.Out, "%d, %s\n", v, s.t.Words.Say(fmt.Sprintf("hold.word.%d", v)))
	return s.keep(moment.KindRating, moment.Rating{Moment: s.moment, Value: v})
}

// wave counts the minutes until any key, then asks again how strong it is.
func (s *sitting) wave(keys *keyboard) (bool, error) {
	choice, ok := s.ask(keys, "hold.wave.head", []option{
		{'w', "stay", s.t.Words.Say("hold.strength.stay")}, {'\n', "", s.t.Words.Say("hold.term.enter")},
	})
	if !ok || choice == "" {
		return ok, nil
	}
	begun := s.t.Clock()
	s.say("hold.term.wave")
	keys.until(time.Second, func() {
		fmt.Fprintf(s.t.Out, "\r%s ", s.t.Words.Say("hold.wave.in", "n", int(s.t.Clock().Sub(begun).Minutes())))
	})
	fmt.Fprintln(s.t.Out)
	s.say("hold.again.head")
	return s.strength(keys)
}

// outcome asks how it ended; Enter leaves it open.
func (s *sitting) outcome(keys *keyboard) (bool, error) {
	var options []option
	for i, o := range moment.Outcomes {
		options = append(options, option{byte('1' + i), o, s.t.Words.Say("hold.outcome." + o)})
	}
	o, ok := s.ask(keys, "hold.done.over", append(options, option{'\n', "", s.t.Words.Say("hold.again.later")}))
	if !ok || o == "" {
		return false, nil
	}
	return false, s.end(o)
}

func (s *sitting) end(outcome string) error {
	if err := s.keep(moment.KindOutcome, moment.Outcome{Moment: s.moment, Outcome: outcome}); err != nil {
		return err
	}
	switch outcome {
	case moment.Acted:
		s.say("hold.sent.head")
		s.say("hold.sent.start")
	case moment.Reached:
		s.say("hold.reached.head")
	}
	s.say("hold.term.kept")
	return nil
}
