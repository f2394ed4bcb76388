package needs

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/needs/told"
	"ebb/tie"
)

// onePage asks about one need: the person's own side, the guess about the
// other's, or what each could do.
type onePage struct {
	ID, Name string
	No, Of   int
	Part     string // "", "theirs" or "each": also the end of the address
	Own      string // the person's words for it; "" for a starter
	Want     bool
	Scales   []scale
	Answers  []choice
	Max      int
	Wrong    string
}

// scale is a question from 0 to 10.
type scale struct {
	Field string
	Marks []mark
}

type mark struct {
	Value int
	On    bool
}

// Open reports whether it has no answer.
func (s scale) Open() bool { return !slices.ContainsFunc(s.Marks, func(m mark) bool { return m.On }) }

// choice is a question with yes, no, or neither.
type choice struct {
	Field string
	Value tie.YesNo
}

func scaled(field string, at *int) scale {
	s := scale{Field: field}
	for n := range told.Top + 1 {
		s.Marks = append(s.Marks, mark{n, at != nil && *at == n})
	}
	return s
}

// one shows a part of the need that the address names.
func one(r *feature.Request, part string, fill func(*onePage, tie.Need)) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	i, err := k.find(r.PathValue("id"))
	if err != nil {
		return feature.Answer{}, err
	}
	n := k.needs[i]
	if part != "" && k.gentle {
		return feature.Answer{Goto: "/decide/needs"}, nil
	}
	p := onePage{ID: ebb.ID(n.ID).String(), Name: told.Wording(r, n), No: i + 1, Of: len(k.needs), Part: part, Max: longest}
	fill(&p, n)
	return p.answer(r), nil
}

func (p onePage) answer(r *feature.Request) feature.Answer {
	back := &feature.Link{Href: "/decide/needs", Text: r.Say("needs.title")}
	return feature.Answer{Template: "needs/one", Data: p, Title: "needs.title", Place: "decide", Back: back}
}

func (p *onePage) mine(n tie.Need) {
	p.Own, p.Want = n.Own, n.Want
	p.Scales = []scale{scaled("weight", n.Weight), scaled("met", n.Met)}
}

func showMine(r *feature.Request) (feature.Answer, error) { return one(r, "", (*onePage).mine) }

func showTheirs(r *feature.Request) (feature.Answer, error) {
	return one(r, "theirs", func(p *onePage, n tie.Need) {
		t := told.Theirs(n)
		p.Scales = []scale{scaled("weight", t.Weight), scaled("met", t.Met), scaled("sure", t.Sure)}
	})
}

func showEach(r *feature.Request) (feature.Answer, error) {
	return one(r, "each", func(p *onePage, n tie.Need) {
		p.Answers = []choice{{"fair", n.Fair}, {"can", n.Can}, {"mine", told.Theirs(n).Can}}
	})
}

// change reads a form over the need that the address names, keeps the list and
// leads on.
func change(r *feature.Request, part string, read func(*tie.Need) error) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	i, err := k.find(r.PathValue("id"))
	if err != nil {
		return feature.Answer{}, err
	}
	if part != "" && k.gentle {
		return feature.Answer{Goto: "/decide/needs"}, nil
	}
	list := slices.Clone(k.needs)
	if err := read(&list[i]); err != nil {
		return feature.Answer{}, err
	}
	to := k.onward(i, part)
	if r.FormValue("do") == "stop" {
		to = "/decide/needs"
	}
	_, err = k.save(r, list)
	return feature.Answer{Goto: to}, err
}

// onward is what comes after a part: the next part of the same need, then the
// next need that was not spoken of, then all of them.
func (k kept) onward(i int, part string) string {
	here := "/decide/needs/" + ebb.ID(k.needs[i].ID).String()
	switch {
	case part == "" && !k.gentle:
		return here + "/theirs"
	case part == "theirs":
		return here + "/each"
	}
	return k.unrated(i)
}

// unrated leads to the first need after i, or else the first of all, that was
// not spoken of.
func (k kept) unrated(i int) string {
	for _, n := range append(slices.Clone(k.needs[i+1:]), k.needs[:max(i, 0)]...) {
		if !told.Rated(n) {
			return "/decide/needs/" + ebb.ID(n.ID).String()
		}
	}
	return "/decide/needs"
}

func postMine(r *feature.Request) (feature.Answer, error) {
	return change(r, "", func(n *tie.Need) (err error) {
		switch r.FormValue("kind") {
		case "want":
			n.Want = true
		case "need":
			n.Want = false
		}
		if n.Weight, err = number(r, "weight"); err != nil {
			return err
		}
		n.Met, err = number(r, "met")
		return err
	})
}

// guess gives a need a guess of its own, which no other version shares.
func guess(n *tie.Need, t tie.Theirs) {
	n.Theirs = &t
	if t == (tie.Theirs{}) {
		n.Theirs = nil
	}
}

func postTheirs(r *feature.Request) (feature.Answer, error) {
	return change(r, "theirs", func(n *tie.Need) (err error) {
		t := told.Theirs(*n)
		if t.Weight, err = number(r, "weight"); err != nil {
			return err
		}
		if t.Met, err = number(r, "met"); err != nil {
			return err
		}
		t.Sure, err = number(r, "sure")
		guess(n, t)
		return err
	})
}

func postEach(r *feature.Request) (feature.Answer, error) {
	return change(r, "each", func(n *tie.Need) (err error) {
		if n.Fair, err = answer(r, "fair"); err != nil {
			return err
		}
		if n.Can, err = answer(r, "can"); err != nil {
			return err
		}
		t := told.Theirs(*n)
		t.Can, err = answer(r, "mine")
		guess(n, t)
		return err
	})
}

// postWords gives a need of one's own other words.
func postWords(r *feature.Request) (feature.Answer, error) {
	text := r.OwnLine("own")
	if why := tooLong(r, text, longest); why != "" {
		a, err := one(r, "", (*onePage).mine)
		if p, ok := a.Data.(onePage); ok {
			p.Own, p.Wrong = text, why
			a.Data, a.Status = p, 422
		}
		return a, err
	}
	a, err := change(r, "", func(n *tie.Need) error {
		if text == "" || n.Own == "" {
			return ebb.Bad("needs.bad.empty")
		}
		n.Own = text
		return nil
	})
	a.Goto = "/decide/needs/" + r.PathValue("id")
	return a, err
}

// undo names the step that holds the id of the last taking out.
const undo = "needs.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	i, err := k.find(r.PathValue("id"))
	if err != nil {
		return feature.Answer{}, err
	}
	id, err := k.save(r, slices.Delete(slices.Clone(k.needs), i, i+1))
	if err == nil {
		r.Steps.Keep(undo, id)
	}
	return feature.Answer{Goto: "/decide/needs"}, err
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/decide/needs"}, r.PutBack(undo)
}
