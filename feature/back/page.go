package back

import (
	"net/http"
	"time"

	"ebb/feature"
)

func answer(r *feature.Request, template string, data any) feature.Answer {
	link := &feature.Link{Href: base, Text: r.Say("back.title")}
	if template == "back/show" || template == "back/first" {
		link = &feature.Link{Href: "/decide", Text: r.Say("back.decide")}
	}
	return feature.Answer{Template: template, Data: data, Title: "back.title", Place: "decide", Back: link}
}

// row is one part of the plan.
type row struct{ Href, Head, Line string }

// told is one answer with its words.
type told struct{ Would, Words, Day, Review string }

type showPage struct {
	Now, Then *told // what was said, and what was said before
	Due, Undo bool
	Gentle    bool // after a yes about fear: parts are left out without a word
	No        bool // their no
	Speaks    bool
	Sentence  string
	Rows      []row
}

// show is what to read first, and once there is an answer, the plan.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	undone := r.CanPutBack(undo)
	if s.now().seq == 0 {
		return answer(r, "back/first", showPage{Undo: undone, Gentle: s.safety.Fear()}), nil
	}
	p := showPage{Due: s.due(r), Undo: undone, Gentle: s.safety.Fear(), No: s.safety.TheirNo == "yes" && !s.safety.Fear(), Speaks: s.speaks(), Rows: rows(r, &s)}
	said, err := reread[Sentence](r, s.said)
	if p.Sentence = said.Words; err == nil {
		p.Now, p.Then, err = s.lastTwo(r)
	}
	return answer(r, "back/show", p), err
}

// rows are the parts that are open to this person.
func rows(r *feature.Request, s *State) (all []row) {
	parts := []struct {
		name, href string
		open       bool
	}{
		{"week", base + "/week", true},
		{"start", base + "/start", !s.safety.Fear()},
		{"quiet", base + "/quiet", !s.safety.Fear()},
		{"waiting", base + "/waiting", true},
		{"days", "/keep/days", true},
		{"look", base + "/look", !s.safety.AnyYes()},
		{"away", "/decide/outlook/away", !s.safety.AnyYes()},
	}
	for _, p := range parts {
		if p.open {
			all = append(all, row{p.href, r.Say("back.part." + p.name), r.Say("back.part." + p.name + ".line")})
		}
	}
	return all
}

// lastTwo are the answer that stands and the one before it.
func (s *State) lastTwo(r *feature.Request) (now, then *told, err error) {
	n := len(s.answers)
	if now, err = s.answers[n-1].told(r); err == nil && n > 1 {
		then, err = s.answers[n-2].told(r)
	}
	return now, then, err
}

func (e entry) told(r *feature.Request) (*told, error) {
	a, err := reread[Answer](r, e)
	return &told{e.would, a.Words, day(r, e.at.In(r.Now.Location()).Format(time.DateOnly)), day(r, e.review)}, err
}

func day(r *feature.Request, date string) string {
	at, ok := r.Morning(date)
	if !ok {
		return ""
	}
	return r.Day(at)
}

func showRead(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	return answer(r, "back/read", showPage{Gentle: s.safety.Fear()}), err
}

type chip struct {
	Value string
	On    bool
}

type askPage struct {
	Wrong          string
	Then           *told
	Woulds, Whens  []chip
	Words          string
	Date, Min, Max string
}

func showAsk(r *feature.Request) (feature.Answer, error) { return askAgain(r, Answer{}, "") }

// askAgain is the question, with what was said before and what was wrong with
// the new answer.
func askAgain(r *feature.Request, a Answer, wrong string) (feature.Answer, error) {
	p := askPage{
		Wrong: wrong, Words: a.Words, Date: r.FormValue("date"),
		Min: r.Now.AddDate(0, 0, 1).Format(time.DateOnly), Max: r.Now.AddDate(0, 0, furthest-1).Format(time.DateOnly),
	}
	for _, v := range woulds {
		p.Woulds = append(p.Woulds, chip{v, v == a.Would})
	}
	when := r.FormValue("when")
	if when == "" {
		when = presets[1]
	}
	for _, v := range presets {
		p.Whens = append(p.Whens, chip{v, v == when})
	}
	s, err := fold(r)
	if err == nil && len(s.answers) > 0 {
		p.Then, err = s.now().told(r)
	}
	x := answer(r, "back/ask", p)
	if wrong != "" {
		x.Status = http.StatusUnprocessableEntity
	}
	return x, err
}

type sayPage struct{ Words, Wrong string }

func showSay(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || !s.speaks() {
		return feature.Answer{Goto: base}, err
	}
	said, err := reread[Sentence](r, s.said)
	return answer(r, "back/say", sayPage{Words: said.Words}), err
}

func sayAgain(r *feature.Request, words, wrong string) (feature.Answer, error) {
	x := answer(r, "back/say", sayPage{words, wrong})
	x.Status = http.StatusUnprocessableEntity
	return x, nil
}

// shown is how many days the question stands on Today.
const shown = 7

// named is for how many days the weekly review names it.
const named = 56

// card is the question on the day that was chosen for it, and for a week.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil || !s.due(r) || s.now().review <= r.Now.AddDate(0, 0, -shown).Format(time.DateOnly) {
		return nil, err
	}
	return &feature.Card{Template: "back/card"}, nil
}

type weekPage struct {
	Said []told
	Due  bool
}

// week is what was answered in a week, and whether the question came back.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	p := weekPage{Due: s.due(r) && s.now().review >= from.AddDate(0, 0, -named).Format(time.DateOnly)}
	for _, e := range s.answers {
		if e.at.Before(from) || !e.at.Before(until) {
			continue
		}
		t, err := e.told(r)
		if err != nil {
			return nil, err
		}
		p.Said = append(p.Said, *t)
	}
	if !p.Due && len(p.Said) == 0 {
		return nil, nil
	}
	return []feature.Card{{Template: "back/week", Data: p}}, nil
}

// step is its line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	line := r.Say("back.step")
	if len(s.answers) > 0 {
		at := s.answers[0].at.In(r.Now.Location())
		line = r.Say("back.step.answered", "d", at.Day(), "m", int(at.Month()))
	}
	return &feature.Shelf{Href: base, Group: r.Say("back.group"), Head: r.Say("back.title"), Line: line}, err
}
