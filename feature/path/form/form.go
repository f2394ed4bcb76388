// Package form is a step of the path as a form: its questions as they are shown,
// and the answers that come back.
//
// It promises that what is too long comes back with a sentence that says by how
// much, that a tick which was not offered is left out, and that what the person
// said stands before what is ours. It refuses to keep anything.
package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
)

// Bounds, in signs.
const (
	longText = 2000 // of a text
	longLine = 280  // of a line
)

// Field is one question of a form, empty or as it was answered.
type Field struct {
	Name, Kind string
	Head, How  string
	Like       []string // examples of ours, for empty lines
	Ticks      []Tick
	Open       bool
	Words      []string // as many as there are lines
}

// Tick is one of a list.
type Tick struct {
	Value, Text string
	On          bool
}

// Fields are the questions of a step, filled with an answer.
func Fields(f *before.Facts, t *topic.Topic, s *topic.Step, said before.Said) (all []Field) {
	for i := range s.Asks {
		a := &s.Asks[i]
		all = append(all, fieldOf(f, t, s, a, said.Answer(a.Name)))
	}
	return all
}

func fieldOf(f *before.Facts, t *topic.Topic, s *topic.Step, a *topic.Ask, was before.Answer) Field {
	say := func(rest string) string {
		if key := topic.Key(t, s, a.Name+rest); f.Words.Has(key) {
			return f.Say(key)
		}
		return ""
	}
	v := Field{Name: a.Name, Kind: string(a.Kind), Head: say(""), How: say(".how"), Open: a.Open}
	lines := 1
	switch a.Kind {
	case topic.Rows:
		lines = a.Rows
	case topic.Ticks, topic.One:
		v.Ticks, was.Words = ticks(f, a, was, say)
	}
	v.Words = slices.Grow(slices.Clone(was.Words), lines)
	for n := range lines {
		if n >= len(v.Words) {
			v.Words = append(v.Words, "")
		}
		v.Like = append(v.Like, cmp.Or(say(fmt.Sprint(".like", n+1)), say(".like")))
	}
	return v
}

// ticks are those in the person's words, then those of ours; and the words that
// are none of them, a line of one's own.
func ticks(f *before.Facts, a *topic.Ask, was before.Answer, say func(string) string) (all []Tick, rest []string) {
	own := owns(f, a)
	for _, w := range own {
		all = append(all, Tick{ownMark + w, w, slices.Contains(was.Words, w)})
	}
	for _, name := range a.Ours {
		all = append(all, Tick{name, say("." + name), slices.Contains(was.Picks, name)})
	}
	for _, w := range was.Words {
		if !slices.Contains(own, w) {
			rest = append(rest, w)
		}
	}
	return all, rest[:min(len(rest), 1)]
}

// ownMark stands before the value of a tick in the person's words.
const ownMark = "="

// owns are a question's ticks in the person's words, each once.
func owns(f *before.Facts, a *topic.Ask) (all []string) {
	if a.Own == nil {
		return nil
	}
	for _, w := range a.Own(f) {
		if w != "" && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

// Read takes the answers of a form; wrong is what keeps them from being kept.
func Read(r *feature.Request, f *before.Facts, t *topic.Topic, s *topic.Step) (said before.Said, wrong string) {
	said = before.Said{Topic: t.Name, Step: s.Name}
	for i := range s.Asks {
		a := &s.Asks[i]
		got, bad := answer(r, f, a)
		wrong = cmp.Or(wrong, bad)
		if len(got.Picks)+len(got.Words) > 0 {
			said.Answers = append(said.Answers, got)
		}
	}
	if len(said.Answers) == 0 {
		wrong = cmp.Or(wrong, r.Say("path.bad.empty"))
	}
	return said, wrong
}

func answer(r *feature.Request, f *before.Facts, a *topic.Ask) (got before.Answer, wrong string) {
	got.Ask = a.Name
	switch a.Kind {
	case topic.Text:
		got.Words, wrong = lines(r, longText, r.Own(a.Name))
	case topic.Line:
		got.Words, wrong = lines(r, longLine, r.OwnLine(a.Name))
	case topic.Rows:
		got.Words, wrong = rows(r, a)
	case topic.Time:
		got.Words, wrong = hour(r, r.FormValue(a.Name))
	case topic.Ticks, topic.One:
		return chosen(r, f, a)
	}
	return got, wrong
}

// chosen takes ticks in the order in which they stand, each once, and a line of
// one's own behind them. What was not offered is left out.
func chosen(r *feature.Request, f *before.Facts, a *topic.Ask) (got before.Answer, wrong string) {
	got.Ask = a.Name
	ticked := r.Form[a.Name]
	for _, name := range a.Ours {
		if slices.Contains(ticked, name) {
			got.Picks = append(got.Picks, name)
		}
	}
	for _, w := range owns(f, a) {
		if slices.Contains(ticked, ownMark+w) {
			got.Words = append(got.Words, w)
		}
	}
	if a.Open {
		var own []string
		own, wrong = lines(r, longLine, r.OwnLine(a.Name+".own"))
		got.Words = append(got.Words, own...)
	}
	if a.Kind == topic.One && len(got.Words) > 0 { // a word of one's own says it more exactly
		got.Picks, got.Words = nil, got.Words[len(got.Words)-1:]
	} else if a.Kind == topic.One && len(got.Picks) > 1 {
		got.Picks = got.Picks[:1]
	}
	return got, wrong
}

func rows(r *feature.Request, a *topic.Ask) (all []string, wrong string) {
	for n := range a.Rows {
		some, bad := lines(r, longLine, r.OwnLine(a.Name+strconv.Itoa(n+1)))
		all, wrong = append(all, some...), cmp.Or(wrong, bad)
	}
	return all, wrong
}

// lines is a text, unless it is empty. Where it is too long it comes back all
// the same, so that it is not lost.
func lines(r *feature.Request, most int, text string) ([]string, string) {
	if text == "" {
		return nil, ""
	}
	if n := utf8.RuneCountInString(text); n > most {
		return []string{text}, r.Say("path.bad.long", "most", most, "over", n-most)
	}
	return []string{text}, ""
}

// hour is a time of day.
func hour(r *feature.Request, text string) ([]string, string) {
	if text == "" {
		return nil, ""
	}
	if _, err := time.Parse("15:04", text); err != nil {
		return nil, r.Say("path.bad.time")
	}
	return []string{text}, ""
}

// No is the number of a line, from one.
func (v Field) No(i int) int { return i + 1 }
