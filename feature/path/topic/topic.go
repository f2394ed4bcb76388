// Package topic is what a topic of the path is: a name, and steps of about three
// minutes. A step takes up something the person said before, asks at most three
// things, and gives one thing back.
//
// It promises that a topic is data and functions without pages, that what was
// never said takes nothing up and the step still asks, and that every sentence
// comes from the words file beside the topic. It refuses a fourth question, a
// measure of how much of a topic is done, and a word about what the other one
// feels.
//
// The words of a step begin with "path.<topic>.<step>.": head, line (what it is
// about, on the page of its topic), lead, none (what it would take up, while
// nothing was said), and for each question "<ask>", "<ask>.how" and "<ask>.like"
// where they are there, and "<ask>.<pick>". A topic has "path.<topic>.head" and
// "path.<topic>.line".
package topic

import (
	"cmp"
	"io/fs"
	"strings"
	"time"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/tie"
)

// Topic is one of the ten.
type Topic struct {
	Name  string // in its address and in front of its words
	Words fs.FS  // with words/en.json
	// Back says that it looks back: whether thoughts go round is asked before,
	// and where they do, something concrete is offered first.
	Back  bool
	Steps []Step
}

// Step is one of about three.
type Step struct {
	Name  string
	Takes func(*before.Facts) []string // what it takes up, in lines already said; none where nothing was said
	Asks  []Ask                        // at most three
	Gives func(*Told) Gift
	// Off says that it stays closed for this person; the words "off" say why,
	// without a reason that others could read.
	Off func(*before.Facts) bool
	// Known is a figure of the guide that the words "known" speak of.
	Known string
	// Hard is where in a hard moment its line may come back: "truths", "choose" or
	// "done" of feature.Aid; the words "aid" stand above it. "" nowhere.
	Hard string
	// Today says whether its line stands on Today now; the words "today" stand above
	// it. nil: never.
	Today func(*Told) bool
}

// Ask is one question.
type Ask struct {
	Name string
	Kind Kind
	Ours []string                     // Ticks and One: by name
	Own  func(*before.Facts) []string // Ticks and One: also these, in the person's words
	Open bool                         // Ticks and One: and a line of one's own
	Rows int                          // Rows: how many lines
}

// Kind is how a question is answered.
type Kind string

// The kinds.
const (
	Text  Kind = "text"  // some lines of one's own
	Line  Kind = "line"  // one line
	Rows  Kind = "rows"  // a few lines, each for itself
	Ticks Kind = "ticks" // any of a list
	One   Kind = "one"   // one of a list
	Time  Kind = "time"  // a time of day
)

// Gift is the one thing that a step gives back. Line is what stands for it
// elsewhere and is never empty.
type Gift struct {
	Line  string
	Hard  string // what a hard moment shows instead of Line, where that could pull
	List  []string
	Map   *Ring     // of people, from the outside in
	Plan  *tie.Task // offered as a plan; it needs an If. Or as a boundary, where it says so
	Bound *tie.Task // offered as a boundary beside it
	// Acts are offered for the week in one tap each.
	Acts  []Act
	Links []feature.Link // where it goes on
}

// Ring is some people of a map, and those who stand nearer.
type Ring struct {
	Name string
	Who  []string
	In   *Ring
}

// Act is something small to do, with its sort of tie.ActivitySorts.
type Act struct{ Words, Sort string }

// Told is one version of a step, opened again.
type Told struct {
	*before.Facts
	Topic  *Topic
	Step   *Step
	At     time.Time // when it was said
	Saying before.Said
}

// Key is a key of the step's words.
func (t *Told) Key(rest string) string { return Key(t.Topic, t.Step, rest) }

// Key is a key of the words of a step.
func Key(t *Topic, s *Step, rest string) string {
	return "path." + t.Name + "." + s.Name + "." + rest
}

// Words is the first of the own words that answer a question; "" where it was
// left out.
func (t *Told) Words(ask string) string {
	if w := t.Saying.Answer(ask).Words; len(w) > 0 {
		return w[0]
	}
	return ""
}

// Lines are all that answers a question, as it reads: ticks of ours in their
// words, then own words.
func (t *Told) Lines(ask string) (all []string) {
	a := t.Saying.Answer(ask)
	for _, pick := range a.Picks {
		if key := t.Key(ask + "." + pick); t.Request.Words.Has(key) {
			all = append(all, t.Say(key))
		}
	}
	return append(all, a.Words...)
}

// First is the first of Lines.
func (t *Told) First(ask string) string {
	if all := t.Lines(ask); len(all) > 0 {
		return all[0]
	}
	return ""
}

// Picked reports whether a tick of ours was chosen.
func (t *Told) Picked(ask, pick string) bool {
	for _, p := range t.Saying.Answer(ask).Picks {
		if p == pick {
			return true
		}
	}
	return false
}

// Any is the first line that answers any question.
func (t *Told) Any() string {
	for i := range t.Step.Asks {
		name := t.Step.Asks[i].Name
		if line := t.First(name); line != "" {
			return line
		}
	}
	return ""
}

// All are all that answers a question, in one line.
func (t *Told) All(ask string) string { return strings.Join(t.Lines(ask), " · ") }

// Or is a word for a select in a sentence: "none" where there is nothing.
func Or(text string) string { return cmp.Or(text, "none") }

// Some leaves out what is empty.
func Some(lines ...string) (all []string) {
	for _, l := range lines {
		if l != "" {
			all = append(all, l)
		}
	}
	return all
}

// Mine says a sentence of the step.
func (t *Told) Mine(rest string, args ...any) string { return t.Say(t.Key(rest), args...) }
