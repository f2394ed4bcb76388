// Package talk is the hard moment in a terminal: it finds whose moment it is,
// asks by single keys, and seals each answer into the inbox as soon as it is
// given. It promises that leaving anywhere loses nothing and that no passphrase
// is asked for. It refuses to guess who of several is meant.
package talk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/moment"
)

// Given is what the flags say.
type Given struct {
	Pull, Outcome string
	Strength      int
	Rated         bool // Strength was given
}

func (g Given) any() bool { return g.Pull != "" || g.Outcome != "" || g.Rated }

// Check holds what was given to the lists.
func (g Given) Check(t *feature.Terminal) error {
	switch {
	case g.Pull != "" && !slices.Contains(moment.Pulls, g.Pull):
		return usage(t, "hold.bad.pull", "hold.term.flag.pull", "list", strings.Join(moment.Pulls, ", "))
	case g.Rated && !moment.OnScale(g.Strength):
		return usage(t, "hold.term.bad.strength", "hold.term.flag.strength")
	case g.Outcome != "" && !slices.Contains(moment.Outcomes, g.Outcome):
		return usage(t, "hold.term.bad.outcome", "hold.term.flag.outcome", "list", strings.Join(moment.Outcomes, ", "))
	}
	return nil
}

// Refusal is an ending with an error and the hint that goes with it.
func Refusal(t *feature.Terminal, code int, say, hint string, args ...any) error {
	return &feature.Exit{Code: code, Lines: []string{
		"error: " + t.Words.Say(say), "hint: " + t.Words.Say(hint, args...),
	}}
}

func usage(t *feature.Terminal, say, hint string, args ...any) error {
	return Refusal(t, 2, say, hint, args...)
}

// sitting is one moment in the terminal.
type sitting struct {
	t      *feature.Terminal
	box    *Inbox
	ctx    context.Context
	moment ebb.ID
	pull   string
}

func (s *sitting) keep(kind string, body any) error {
	return s.box.keep(s.ctx, kind, s.t.Clock(), body)
}

func (s *sitting) say(key string, args ...any) {
	fmt.Fprintln(s.t.Out, s.t.Words.Say(key, args...))
}

// Run keeps what the flags say; where they say nothing, it asks step by step.
func Run(ctx context.Context, t *feature.Terminal, box *Inbox, g Given) error {
	s := &sitting{t: t, box: box, ctx: ctx, moment: ebb.NewID()}
	if g.any() {
		return s.script(g)
	}
	return s.talk()
}

// script keeps what the flags say, without a question.
func (s *sitting) script(g Given) error {
	if g.Pull != "" {
		if err := s.keep(moment.KindPull, moment.Pull{Moment: s.moment, Pull: g.Pull}); err != nil {
			return err
		}
	}
	if g.Rated {
		if err := s.keep(moment.KindRating, moment.Rating{Moment: s.moment, Value: g.Strength}); err != nil {
			return err
		}
	}
	if g.Outcome != "" {
		if err := s.keep(moment.KindOutcome, moment.Outcome{Moment: s.moment, Outcome: g.Outcome}); err != nil {
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
	s.pull = pull
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
	s.offer("wave")
	s.say("hold.term.wave")
	s.count(keys)
	s.offer("truths")
	s.say("hold.again.head")
	return s.strength(keys)
}

// asked are the minutes of a wave at which a line asks for another rating.
var asked = []int{3, 10, 20}

// count says how long the wave has run, until a key is pressed.
func (s *sitting) count(keys *keyboard) {
	begun, ask := s.t.Clock(), asked
	keys.until(time.Second, func() {
		n := int(s.t.Clock().Sub(begun).Minutes())
		fmt.Fprintf(s.t.Out, "\r%s ", s.t.Words.Say("hold.wave.in", "n", n))
		if len(ask) > 0 && n >= ask[0] {
			fmt.Fprintln(s.t.Out)
			s.say("hold.term.rate")
			ask = ask[1:]
		}
	})
	fmt.Fprintln(s.t.Out)
}

// offer shows what the person's own calm days have for this step of a moment.
func (s *sitting) offer(step string) {
	for _, a := range s.box.Aids {
		if a.Step != step || len(a.Pulls) > 0 && !slices.Contains(a.Pulls, s.pull) {
			continue
		}
		fmt.Fprintln(s.t.Out, "  "+printable(a.Head))
		for _, l := range a.Lines {
			fmt.Fprintln(s.t.Out, "    "+printable(l))
		}
		for _, l := range a.Links {
			fmt.Fprintf(s.t.Out, "    %s  %s\n", printable(l.Text), printable(strings.TrimPrefix(l.Href, "tel:")))
		}
	}
}

// printable leaves out what would steer a terminal.
func printable(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsPrint(c) {
			return c
		}
		return -1
	}, text)
}

// outcome asks how it ended; Enter leaves it open.
func (s *sitting) outcome(keys *keyboard) (bool, error) {
	s.offer("choose")
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
