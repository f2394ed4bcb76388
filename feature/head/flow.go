package head

import (
	"net/http"
	"slices"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/feature/head/turn"
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
	return memory{Moment: ebb.NewID(), About: turn.Abouts[0]}, r.Demo // there every page can be looked at
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
	p := page{Abouts: turn.Abouts, Times: turn.Times, Longest: turn.Longest}
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
	m := memory{Moment: r.NewID(), About: r.FormValue("about")}
	body := turn.Began{Moment: m.Moment, About: m.About}
	if err := body.Check(); err != nil {
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
		if rated, ok := f.body.(turn.Rated); ok {
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
	case about == turn.Abouts[0]:
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
	body := turn.Rated{Moment: id, Value: v}
	if err != nil || body.Check() != nil {
		return nil, ebb.Bad("head.bad")
	}
	return []fact{{turn.KindRated, body}}, nil
}

func readWrite(r *feature.Request, id ebb.ID) ([]fact, error) {
	facts, err := readRating(r, id)
	body := turn.Wrote{Moment: id, Know: r.Own("know"), Made: r.Own("made"), Other: r.Own("other")}
	if err != nil || body == (turn.Wrote{Moment: id}) {
		return facts, err
	}
	return append(facts, fact{turn.KindWrote, body}), body.Check()
}

func readAnswer(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := turn.Answered{Moment: id, Words: r.Own("words")}
	if body.Words == "" {
		return nil, nil
	}
	return []fact{{turn.KindAnswered, body}}, body.Check()
}

func readPark(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := turn.Parked{Moment: id, At: r.FormValue("at"), Question: r.OwnLine("question")}
	return []fact{{turn.KindParked, body}}, body.Check()
}

func readWorry(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := turn.Worried{Moment: id, Worry: tie.Worry{Words: r.OwnLine("words"), By: r.FormValue("by")}}
	if body.Words == "" {
		return nil, nil
	}
	return []fact{{tie.Worried, body}}, body.Check()
}

func readLeft(r *feature.Request, id ebb.ID) ([]fact, error) {
	body := turn.Left{Moment: id, How: r.FormValue("how"), Words: r.OwnLine("words")}
	return []fact{{turn.KindLeft, body}}, body.Check()
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
