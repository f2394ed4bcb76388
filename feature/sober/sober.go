// Package sober looks at two people soberly: the bond, who one is in it, how a
// week of it is, what it costs and gives, and who does what; the last of these
// beside what messages show, where there are some.
//
// It promises questions of its own with words for answers, none chosen
// beforehand and each free to be left out; that what was said and what messages
// show stand side by side and a difference is named whichever way it goes; and
// that an answer given twice is shown then and now. After a yes to the safety
// questions it says nothing about the other one's part, and not why. It refuses
// totals, cut-offs and any word on what follows.
package sober

import (
	"embed"
	"net/http"
	"slices"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "sober"

// KindSaid is the kind of one page of answers. Body: Said.
const KindSaid = tie.SeenSoberly

// Said is what was answered on one page, and Answer one of its answers.
type (
	Said   = tie.Seen
	Answer = tie.Answer
)

// Part is a page: its questions, and whether they are about who does what.
type Part struct {
	Name   string
	Asks   []string
	Effort bool
}

// Parts are the pages in their order. Line are the places on a line of words,
// Sides who does a thing. No name is ever changed: old events hold them.
var (
	Parts = []Part{
		{Name: "bond", Asks: []string{"near", "holds", "deeds"}},
		{Name: "self", Asks: []string{"me", "home", "week"}},
		{Name: "cost"},
		{Name: "effort", Asks: []string{"starts", "repairs"}, Effort: true},
		{Name: "plans", Asks: []string{"plans", "travels"}, Effort: true},
	}
	Line  = []string{"first", "second", "middle", "fourth", "last"}
	Sides = []string{"me", "both", "them", "unknown"}
)

const longest = 500 // runes of the words

// Feature is the step.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: 4 << 20}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{KindSaid},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET /decide/soberly", show),
			reader("GET /decide/soberly/{part}", showPart),
			reader("POST /decide/soberly/{part}", postPart),
			reader("POST /decide/soberly/back", postBack),
			reader("POST /decide/soberly/undo", postUndo),
		},
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// partOf is the page that the address names.
func partOf(r *feature.Request) (Part, error) {
	name := r.PathValue("part")
	i := slices.IndexFunc(Parts, func(p Part) bool { return p.Name == name })
	if i < 0 {
		return Part{}, &ebb.Problem{Status: http.StatusNotFound, Say: "sober.bad.none"}
	}
	return Parts[i], nil
}

// after is where a page leads: the next one that is open, or what was said.
func (p Part) after(effort bool) string {
	i := slices.IndexFunc(Parts, func(q Part) bool { return q.Name == p.Name })
	if i+1 == len(Parts) || Parts[i+1].Effort && !effort {
		return "/decide/soberly"
	}
	return "/decide/soberly/" + Parts[i+1].Name
}

// place is where a page's answers stand: both pages about who does what stand
// together.
func (p Part) place() string {
	if p.Effort {
		return "effort"
	}
	return p.Name
}

// choices are the words that a page's questions can be answered with.
func (p Part) choices() []string {
	if p.Effort {
		return Sides
	}
	return Line
}

// read takes a page's answers from its form; why says in words what is wrong.
func read(r *feature.Request, p Part) (s Said, why string, err error) {
	s.Part = p.Name
	for _, ask := range p.Asks {
		said := r.FormValue(ask)
		if said == "" {
			continue
		}
		if !slices.Contains(p.choices(), said) {
			return s, "", ebb.Bad("sober.bad")
		}
		s.Answers = append(s.Answers, Answer{Ask: ask, Said: said})
	}
	if len(p.Asks) > 0 {
		return s, "", nil
	}
	s.Costs, s.Gives, s.Words = ticked(r, "costs", tie.Costs), ticked(r, "gives", tie.Gives), r.Own("words")
	if n := utf8.RuneCountInString(s.Words); n > longest {
		why = r.Say("sober.bad.long", "n", n-longest, "most", longest)
	}
	return s, why, nil
}

func ticked(r *feature.Request, field string, of []string) (all []string) {
	for _, name := range of {
		if slices.Contains(r.Form[field], name) {
			all = append(all, name)
		}
	}
	return all
}

// same reports whether two pages say the same.
func same(s, t Said) bool {
	return slices.Equal(s.Answers, t.Answers) && slices.Equal(s.Costs, t.Costs) && slices.Equal(s.Gives, t.Gives) && s.Words == t.Words
}
