package ways

import (
	"net/http"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/feature/ways/draft"
)

// formPage is the form of one choice: two lives and a chance.
type formPage struct {
	Side     string // "let" or "keep"
	Split    bool
	Lives    []lifeView
	Chance   draft.Typed
	Promises string // how promises were kept; "" where that is not known
	Wrong    string
	Max      int
	First    bool // nothing of it was said yet
}

// lifeView is one question about life in a year.
type lifeView struct {
	draft.Typed
	Name  string // "if" or "else"
	Scale []int
	Open  bool // the range and the words are shown
	Said  bool // something can be left open again
}

func life(name string, t draft.Typed) lifeView {
	v := lifeView{Typed: t, Name: name, Open: t.Low+t.High+t.Words != "", Said: t.About != ""}
	for n := range 11 {
		v.Scale = append(v.Scale, n)
	}
	return v
}

// Is compares a choice of a list with what is typed.
func (lifeView) Is(n int, typed string) bool { return strconv.Itoa(n) == typed }

func form(r *feature.Request, side string, a draft.Answers, wrong string) (feature.Answer, error) {
	v, d, err := standing(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if v.number == 0 {
		return feature.Answer{Goto: home}, nil
	}
	p := formPage{Side: side, Split: d.Split, Chance: a.Chance, Wrong: wrong, Max: draft.Longest, First: a == (draft.Answers{})}
	p.Lives = []lifeView{life("if", a.If), life("else", a.Else)}
	if side == "keep" && d.Split {
		p.Promises, err = promises(r)
	}
	out := feature.Answer{Template: "ways/form", Data: p, Title: "ways.title", Place: "decide", Back: &feature.Link{Href: home, Text: r.Say("ways.title")}}
	if wrong != "" {
		out.Status = http.StatusBadRequest
	}
	return out, err
}

func showSide(r *feature.Request, side string) (feature.Answer, error) {
	_, d, err := standing(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return form(r, side, d.Typed(side), "")
}

func showLet(r *feature.Request) (feature.Answer, error)  { return showSide(r, "let") }
func showKeep(r *feature.Request) (feature.Answer, error) { return showSide(r, "keep") }

// postSide keeps what was said about one choice and goes on to what is missing.
// What cannot be kept comes back in its form.
func postSide(r *feature.Request, side string) (feature.Answer, error) {
	v, d, err := standing(r)
	if err != nil || v.number == 0 {
		return feature.Answer{Goto: home}, err
	}
	a := draft.Form(r)
	turned, bad := a.Into(&d, side)
	if bad != nil {
		return form(r, side, a, r.Say(bad.Say, bad.Args...))
	}
	if err := keep(r, d); err != nil {
		return feature.Answer{}, err
	}
	if turned {
		r.Steps.Keep(turnedRound, true)
	}
	if side == "let" && d.Typed("keep") == (draft.Answers{}) {
		return feature.Answer{Goto: home + "/keep"}, nil
	}
	return feature.Answer{Goto: home}, nil
}

func postLet(r *feature.Request) (feature.Answer, error)  { return postSide(r, "let") }
func postKeep(r *feature.Request) (feature.Answer, error) { return postSide(r, "keep") }

// turnedRound names the step in which stands that a range was turned round.
const turnedRound = "ways.turned"

// postStart says what keeping going would mean, first or anew.
func postStart(r *feature.Request) (feature.Answer, error) {
	_, d, err := standing(r)
	if err != nil {
		return feature.Answer{}, err
	}
	keeping := r.FormValue("keeping")
	if keeping != "works" && keeping != "changes" {
		return feature.Answer{}, ebb.Bad("ways.bad.start")
	}
	d.Split = keeping == "changes"
	to := home + "/let"
	if d.Typed("let") != (draft.Answers{}) {
		to = home + "/keep"
	}
	return feature.Answer{Goto: to}, keep(r, d)
}
