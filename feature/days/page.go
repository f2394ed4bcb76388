package days

import (
	"math"
	"slices"
	"strconv"
	"time"

	"ebb/feature"
	"ebb/feature/days/fact"
	"ebb/tie"
)

// first is the step in which a page leaves word which section of Help comes
// first.
const first = "help.first"

// dayView is a day as pages show it.
type dayView struct {
	ID, Kind, What, When           string
	First, Last, Leave, Near, Then string
	If, Do                         string // what is done if something comes up
	Expect, Was                    string // "": not said
	Today, Afraid, People, Over    bool
	Asked                          bool
}

// look opens the words of a day again. Where its words for a meeting are shut
// they do not appear.
func look(r *feature.Request, s *State, e entry) (v dayView, err error) {
	d, err := words[fact.Day](r, e.seq)
	if err != nil {
		return v, err
	}
	t, err := s.task(r, e.id)
	v = dayView{
		ID: e.id.String(), Kind: d.Kind, What: d.What, When: when(r, d), Leave: d.Leave, Near: d.Near, Then: d.Then, If: t.If, Do: t.Then,
		Expect: numeral(d.Expect), Was: numeral(s.went[e.id].was), Today: d.Today, Afraid: d.Afraid, People: s.people(e), Over: d.On < today(r), Asked: s.asked(e, today(r)),
	}
	if !s.shut(e) {
		v.First, v.Last = d.First, d.Last
	}
	return v, err
}

func looks(r *feature.Request, s *State, some []entry) (all []dayView, err error) {
	for _, e := range some {
		v, err := look(r, s, e)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// when is the date of a day, said, with its time.
func when(r *feature.Request, d fact.Day) string {
	at, ok := r.Morning(d.On)
	if !ok {
		return ""
	}
	near := "no"
	switch d.On {
	case today(r):
		near = "today"
	case r.Now.AddDate(0, 0, 1).Format(time.DateOnly):
		near = "tomorrow"
	}
	return r.Say("days.when", "near", near, "d", at.Day(), "m", int(at.Month()), "y", strconv.Itoa(at.Year()), "at", d.At, "timed", d.At != "")
}

type allPage struct {
	Coming, Past []dayView
	Undo         bool
	People, No   bool
	Figure       string
}

const shown = 20 // days that are over, listed

func showAll(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Undo: r.CanPutBack(undo), People: s.safety.Fear(), No: s.said(entry{}), Figure: figure(r, s.pairs())}
	n := slices.IndexFunc(s.all, func(e entry) bool { return e.on >= today(r) })
	if n < 0 {
		n = len(s.all)
	}
	if p.Coming, err = looks(r, &s, s.all[n:]); err != nil {
		return feature.Answer{}, err
	}
	past := slices.Clone(s.all[max(0, n-shown):n])
	slices.Reverse(past)
	p.Past, err = looks(r, &s, past)
	people(r, p.People)
	return feature.Answer{Template: "days/all", Data: p, Title: "days.title", Place: "keep"}, err
}

// people leaves word that those who know about danger come first on Help.
func people(r *feature.Request, now bool) {
	if now {
		r.Steps.Keep(first, "violence")
	}
}

// figure is what was expected against what came: counts, and from five days on
// how far apart they were; "" where there is nothing.
func figure(r *feature.Request, p fact.Pairs) string {
	switch n := p.N(); {
	case n == 0:
		return ""
	case n < enough:
		return r.Say("days.pairs.few", "n", n, "less", p.Less, "equal", p.Equal, "more", p.More, "missing", enough-n)
	}
	over := p.Over()
	low, high, much := over.Low, over.High, over.Value >= 0
	if !much {
		low, high = -high, -low
	}
	return r.Say("days.pairs", "n", p.N(), "less", p.Less, "equal", p.Equal, "more", p.More, "over", much,
		"by", number(math.Abs(over.Value)), "low", number(low), "high", number(high), "none", low <= 0 && high >= 0)
}

// numeral writes a strength; "" where it was not said.
func numeral(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// number writes f with at most one decimal.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10+0, 'f', -1, 64)
}

type onePage struct {
	dayView
	Shut, No bool
	Yearly   bool   // a repeat is offered
	Task     string // the id of what plans can take over
	Ready    bool   // it can be said how it was
}

func answer(r *feature.Request, template string, data any, to string) feature.Answer {
	back := &feature.Link{Href: base, Text: r.Say("days.title")}
	if to != "" {
		back = &feature.Link{Href: base + "/" + to, Text: r.Say("days.back")}
	}
	return feature.Answer{Template: template, Data: data, Title: "days.title", Place: "keep", Back: back}
}

func showOne(r *feature.Request) (feature.Answer, error) {
	s, e, _, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	v, err := look(r, &s, e)
	p := onePage{dayView: v, Shut: s.shut(e), No: s.said(e), Yearly: fact.Yearly(e.kind) && e.on <= today(r), Ready: e.on <= today(r)}
	if k := s.taskOf(e.id); k.seq > 0 {
		p.Task = k.id.String()
	}
	people(r, v.People)
	return answer(r, "days/one", p, ""), err
}

type formPage struct {
	ID, Part, Wrong  string // ID "": a new one
	Day              fact.Day
	Task             tie.Task
	Kinds            []chip
	Strengths        []chip
	Shut, No, People bool
	Early            bool // what is expected can still be said
	Min              string
	Max              int
}

type chip struct {
	Value string
	On    bool
}

// form is one part of a day, with what could not be kept.
func form(r *feature.Request, s *State, e entry, d fact.Day, part, wrong string) (feature.Answer, error) {
	p := formPage{Part: part, Wrong: wrong, Day: d, Shut: s.shut(e), No: s.said(e), People: s.people(e), Early: e.on > today(r), Min: today(r), Max: longest, Strengths: eleven(d.Expect)}
	back := ""
	if e.seq > 0 {
		p.ID = e.id.String()
		back, p.Min = p.ID, min(p.Min, e.on)
	}
	for _, k := range fact.Kinds {
		p.Kinds = append(p.Kinds, chip{k, k == d.Kind})
	}
	if p.Task = typed(r, e); wrong == "" {
		var err error
		if p.Task, err = s.task(r, e.id); err != nil {
			return feature.Answer{}, err
		}
	}
	people(r, p.People)
	return checked(answer(r, "days/"+part, p, back), wrong), nil
}

// checked gives the page the status of what was wrong with it.
func checked(a feature.Answer, wrong string) feature.Answer {
	if wrong != "" {
		a.Status = 422
	}
	return a
}

// eleven are the strengths from 0 to 10.
func eleven(on *int) (all []chip) {
	for n := range 11 {
		all = append(all, chip{strconv.Itoa(n), on != nil && *on == n})
	}
	return all
}

func showNew(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return form(r, &s, entry{}, fact.Day{}, "when", "")
}

func showPart(part string) func(*feature.Request) (feature.Answer, error) {
	return func(r *feature.Request) (feature.Answer, error) {
		s, e, d, err := find(r)
		if err != nil {
			return feature.Answer{}, err
		}
		return form(r, &s, e, d, part, "")
	}
}

type wentPage struct {
	dayView
	Wrong, Words string
	Strengths    []chip
	Max          int
}

func showWent(r *feature.Request) (feature.Answer, error) {
	s, e, d, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if e.on > today(r) {
		return goTo(e.id), nil
	}
	var a fact.After
	if w := s.went[e.id]; !w.at.IsZero() {
		if a, err = words[fact.After](r, w.seq); err != nil {
			return feature.Answer{}, err
		}
	}
	return wentForm(r, &s, e, d, a, "")
}

func wentForm(r *feature.Request, s *State, e entry, _ fact.Day, a fact.After, wrong string) (feature.Answer, error) {
	v, err := look(r, s, e)
	p := wentPage{v, wrong, a.Words, eleven(a.Was), longest}
	people(r, v.People)
	return checked(answer(r, "days/went", p, v.ID), wrong), err
}
