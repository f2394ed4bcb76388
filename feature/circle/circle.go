// Package circle is up to three people to call: a name or an initial, a number,
// and what each is good for, with ready sentences that ask without telling a
// story.
//
// It promises that a number becomes a link that dials and nothing else, that a
// person can be changed and taken out, that taking out can be undone, and that
// the fold holds no words: they are read again by seq. It refuses to call, to
// write to or to tell anybody anything: the person does, or nobody.
package circle

import (
	"embed"
	"slices"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "circle"

// The kinds.
const (
	Chosen = tie.Near        // body: Person
	Worded = "circle.worded" // body: Sentence; the last one counts
)

// Person is somebody to call.
type Person = tie.Person

// Sentence is what to say first, in one's own words; "" is the ready one.
type Sentence struct {
	Text string `cbor:"1,keyasint,omitempty"`
}

// Good is what somebody can be good for, in the order it is shown. A name is
// never taken out or renamed.
var Good = []string{"listening", "company", "distraction", "errands", "housework"}

const (
	most        = 3
	longestName = 40
	longest     = 280 // signs of a sentence
)

// Feature is the circle.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Chosen, Worded},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET /keep/people", Serve: show, Access: feature.Reader},
			{Path: "POST /keep/people", Serve: post, Access: feature.Reader},
			{Path: "POST /keep/people/sentence", Serve: postSentence, Access: feature.Reader},
			{Path: "GET /keep/people/{id}", Serve: showOne, Access: feature.Reader},
			{Path: "POST /keep/people/{id}", Serve: postOne, Access: feature.Reader},
			{Path: "POST /keep/people/{id}/out", Serve: postOut, Access: feature.Reader},
			{Path: "POST /keep/people/undo", Serve: postUndo, Access: feature.Reader},
		},
		Aids:  aids,
		Shelf: shelf,
		Files: files,
	}
}

// read takes a person from a form.
func read(r *feature.Request) (Person, error) {
	p := Person{Name: r.OwnLine("name"), Number: tidy(r.OwnLine("number"))}
	switch {
	case p.Name == "":
		return p, ebb.Bad("circle.bad.name")
	case utf8.RuneCountInString(p.Name) > longestName:
		return p, ebb.Bad("circle.bad.long", "n", longestName)
	}
	if _, ok := dial(p.Number); !ok {
		return p, ebb.Bad("circle.bad.number")
	}
	for _, g := range Good { // in their order, each once
		if slices.Contains(r.Form["good"], g) {
			p.Good = append(p.Good, g)
		}
	}
	return p, nil
}

func post(r *feature.Request) (feature.Answer, error) {
	p, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if len(s.all) >= most {
		return feature.Answer{}, ebb.Bad("circle.bad.full", "n", most)
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: "/keep/people"}, r.Record(r.New(Chosen, p))
}

func postSentence(r *feature.Request) (feature.Answer, error) {
	s := Sentence{r.OwnLine("text")}
	if utf8.RuneCountInString(s.Text) > longest {
		return feature.Answer{}, ebb.Bad("circle.bad.sentence", "n", longest)
	}
	if s.Text == r.Say("circle.ask.listening") {
		s.Text = "" // the ready one
	}
	return feature.Answer{Goto: "/keep/people"}, r.Record(r.New(Worded, s))
}

// find returns the person that the address names.
func find(r *feature.Request) (e entry, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		var s State
		if s, err = fold(r); err == nil {
			if i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == id }); i >= 0 {
				e = s.all[i]
			}
		}
	}
	if err != nil || e.seq == 0 {
		return e, &ebb.Problem{Status: 404, Say: "circle.bad.gone", Cause: err}
	}
	return e, nil
}

func postOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/keep/people"}, r.Replace(e.id, p)
}

// undo names the step that holds the id of the last taking out.
const undo = "circle.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/keep/people"}, r.TakeOut(undo, e.id)
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/keep/people"}, r.PutBack(undo)
}
