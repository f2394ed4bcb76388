package head

import (
	"net/http"
	"slices"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// step is one page of the night: what it reads from its form, and where it
// leads.
type step struct {
	name string
	next string // "" is decided by what was written about
	read func(*feature.Request, ebb.ID) ([]fact, error)
}

// fact is one thing to keep.
type fact struct {
	kind string
	body any
}

// steps are the pages after the first one, in the order they are met.
var steps = []step{
	{"write", "", readWrite},
	{"tonight", "", nil},
	{"answer", "settle", readAnswer},
	{"park", "settle", readPark},
	{"worry", "park", readWorry},
	{"question", "settle", readLeft},
	{"settle", "loud", nil},
	{"loud", "end", readRating},
	{"end", "", nil},
	{"fear", "", nil},
}

// memory is what the flow remembers from one page to the next.
type memory struct {
	Moment ebb.ID `json:"m"`
	About  string `json:"a"`
	Rated  []int  `json:"r,omitempty"` // the first and the last
}

const stepName = "head"

func recall(r *feature.Request) (memory, bool) {
	var m memory
	if r.Steps.Recall(stepName, &m) && m.Moment != (ebb.ID{}) {
		return m, true
	}
	return memory{Moment: ebb.NewID(), About: Abouts[0]}, r.Demo // there every page can be looked at
}

// page is one step, or on the static page the ground for all of them.
type page struct {
	Step    string
	About   string
	Abouts  []string
	Times   []string
	Scale   []int
	Longest int
	Static  bool
	Rated   []int
	Saved   string
}

func fresh() page {
	p := page{Abouts: Abouts, Times: Times, Longest: longest}
	for v := range 11 {
		p.Scale = append(p.Scale, v)
	}
	return p
}

// Of is the page for one step.
func (p page) Of(step, about string) page {
	p.Step, p.About = step, about
	return p
}

func show(r *feature.Request) (feature.Answer, error) {
	p := fresh()
	p.Static = true
	a := night(r, "show", p)
	a.Static, a.Scripts = true, []string{"flow"}
	return a, nil
}

func night(r *feature.Request, name string, data any) feature.Answer {
	return feature.Answer{Template: "head/" + name, Title: "head.title", Where: r.Say("head.where"), Data: data, Night: true}
}

func postAbout(r *feature.Request) (feature.Answer, error) {
	m := memory{Moment: ebb.NewID(), About: r.FormValue("about")}
	body := Began{m.Moment, m.About}
	if err := body.check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), tie.HeadBegan, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(stepName, m)
	return feature.Answer{Goto: "/head/write"}, nil
}

func showStep(r *feature.Request) (feature.Answer, error) {
	name := r.PathValue("step")
	if !slices.ContainsFunc(steps, func(s step) bool { return s.name == name }) {
		return feature.Answer{}, &ebb.Problem{Status: http.StatusNotFound, Say: "head.bad.none"}
	}
	m, ok := recall(r)
	if !ok && name != "fear" {
		return feature.Answer{Goto: "/head"}, nil
	}
	if name == "fear" {
		r.Steps.Keep("help.first", "violence")
	}
	p := fresh().Of(name, m.About)
	p.Rated, p.Saved = m.Rated, saved(r)
	return night(r, "step", p), nil
}

// post keeps what the form of a step says; nothing said keeps nothing.
func (s step) post(r *feature.Request) (feature.Answer, error) {
	m, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/head"}, nil
	}
	facts, err := s.read(r, m.Moment)
	if err != nil {
		return feature.Answer{}, err
	}
	for _, f := range facts {
		if err := r.Capture(r.Context(), f.kind, r.Now, f.body); err != nil {
			return feature.Answer{}, err
		}
		if rated, ok := f.body.(Rated); ok {
			m.Rated = append(m.Rated[:min(1, len(m.Rated))], rated.Value)
		}
	}
	r.Steps.Keep(stepName, m)
	return feature.Answer{Goto: "/head/" + s.leads(m.About)}, nil
}

// leads is the next step: what was seen or heard of them ends in a question,
// and everything else is asked whether it can be answered.
func (s step) leads(about string) string {
	switch {
	case s.next != "":
		return s.next
	case about == Abouts[0]:
		return "tonight"
	}
	return "question"
}

func readRating(r *feature.Request, id ebb.ID) ([]fact, error) {
	text := r.FormValue("s")
	if text == "" {
		return nil, nil
	}
	v, err := strconv.Atoi(text)
	body := Rated{id, v}
	if err != nil || body.check() != nil {
		return nil, ebb.Bad("head.bad")
	}
	return []fact{{KindRated, body}}, nil
}

func readWrite(r *feature.Request, id ebb.ID) ([]fact, error) {
	facts, err := readRating(r, id)
	body := Wrote{id, r.Own("know"), r.Own("made"), r.Own("other")}
	if err != nil || body == (Wrote{Moment: id}) {
		return facts, err
	}
	return append(facts, fact{KindWrote, body}), body.check()
}

func readAnswer(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := Answered{id, r.Own("words")}
	if body.Words == "" {
		return nil, nil
	}
	return []fact{{KindAnswered, body}}, body.check()
}

func readPark(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := Parked{id, r.FormValue("at"), r.OwnLine("question")}
	return []fact{{KindParked, body}}, body.check()
}

func readWorry(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := Worried{id, tie.Worry{Words: r.OwnLine("words"), By: r.FormValue("by")}}
	if body.Words == "" {
		return nil, nil
	}
	return []fact{{tie.Worried, body}}, body.check()
}

func readLeft(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := Left{id, r.FormValue("how"), r.OwnLine("words")}
	return []fact{{KindLeft, body}}, body.check()
}

// saved says where what was done so far is kept.
func saved(r *feature.Request) string {
	switch {
	case r.Demo:
		return r.Say("head.saved.demo")
	case r.State == feature.Locked:
		return r.Say("head.saved.locked")
	}
	return r.Say("head.saved.open")
}
