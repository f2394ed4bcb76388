package check

import (
	"net/http"
	"slices"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/feature/check/instrument"
)

// Names of steps of help: which section it shows first, and where it leads back.
const (
	helpFirst = "help.first"
	helpOn    = "help.on"
	crisis    = "crisis"
)

type questionPage struct {
	Path    string
	N, Of   int
	Intro   string // "" for the one that is no "how often"
	Text    string
	Answers []choice
	More    bool // the seven go on after the two
}

type choice struct {
	Value int
	Text  string
	On    bool
}

func page(r *feature.Request, template string, data any) feature.Answer {
	return feature.Answer{
		Template: "check/" + template, Data: data, Title: "check.title", Place: "keep",
		Back: &feature.Link{Href: base, Text: r.Say("check.title")},
	}
}

func question(r *feature.Request, s *Sheet, part string, n int) feature.Answer {
	t, list := tool(part), s.list(part)
	p := questionPage{Path: base + "/" + s.Sheet.String() + "/" + part + "/" + strconv.Itoa(n), N: n, Of: len(t.Items), Intro: instrument.Intro}
	answers := instrument.Often
	if n > len(t.Items) {
		p.Intro, p.Text, answers = "", t.After.Text, instrument.Difficult
	} else {
		p.Text = t.Items[n-1].Text
	}
	if part == mood && n <= first {
		p.Of = first
	}
	for i, a := range answers {
		p.Answers = append(p.Answers, choice{i, a.Text, list[n-1] == i+1})
	}
	return page(r, "question", p)
}

// showNew is the first question of a sheet that exists once it is answered.
func showNew(r *feature.Request) (feature.Answer, error) {
	s := fresh()
	s.Sheet = ebb.NewID()
	return question(r, &s, mood, 1), nil
}

// opened is the sheet of the address, with all its versions. A new one has none.
func opened(r *feature.Request) (s State, sheet Sheet, versions []ebb.ID, err error) {
	s, err = fold(r)
	e, versions, known := s.one(r.Named())
	switch {
	case err != nil:
	case known:
		sheet = Sheet{e.Sheet.Sheet, slices.Clone(e.PHQ), slices.Clone(e.GAD)}
	case r.Named() == ebb.ID{}:
		err = gone()
	default:
		sheet = fresh()
		sheet.Sheet = r.Named()
	}
	return s, sheet, versions, err
}

func gone() error { return &ebb.Problem{Status: http.StatusNotFound, Say: "check.bad.gone"} }

// number is the question of the address, as far as the sheet has come.
func number(r *feature.Request, s *Sheet) (part string, n int, err error) {
	part = r.PathValue("part")
	n, err = strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || n > s.reach(part) || part == worry && slices.Contains(s.PHQ, 0) {
		return part, n, gone()
	}
	return part, n, nil
}

func showQuestion(r *feature.Request) (feature.Answer, error) {
	_, s, versions, err := opened(r)
	if err != nil {
		return feature.Answer{}, err
	}
	part, n, err := number(r, &s)
	if err == nil && (versions == nil || s.through()) {
		return feature.Answer{Goto: base}, nil
	}
	if err != nil {
		return feature.Answer{}, err
	}
	return question(r, &s, part, n), nil
}

// postAnswer keeps one answer. What was kept before of this sheet goes.
func postAnswer(r *feature.Request) (feature.Answer, error) {
	state, s, versions, err := opened(r)
	if err != nil {
		return feature.Answer{}, err
	}
	part, n, err := number(r, &s)
	if err != nil {
		return feature.Answer{}, err
	}
	v := Left
	if said := r.FormValue("answer"); said != "skip" {
		if v, err = strconv.Atoi(said); err != nil || v < 0 || v >= len(instrument.Often) {
			return feature.Answer{}, ebb.Bad("check.bad.answer")
		}
		v++
	}
	if s.through() { // a second tap of the last one
		return feature.Answer{Goto: base}, nil
	}
	s.list(part)[n-1] = v
	s.settle(state.nineBefore(s.Sheet))
	to := s.next()
	if part == mood && n-1 == thoughts {
		to = people(r, &s, to)
	}
	return feature.Answer{Goto: to}, keep(r, &s, versions)
}

// people leads to help, with its page for a hard hour first, where the ninth
// question was answered with a thought of dying; from there it goes on.
func people(r *feature.Request, s *Sheet, to string) string {
	var now string
	if s.dark() {
		r.Steps.Keep(helpFirst, crisis)
		r.Steps.Keep(helpOn, to)
		return "/help"
	}
	if r.Steps.Recall(helpFirst, &now) && now == crisis {
		r.Steps.Forget(helpFirst)
		r.Steps.Forget(helpOn)
	}
	return to
}

func keep(r *feature.Request, s *Sheet, versions []ebb.ID) error {
	return r.Journal.Record(r.Context(), ebb.Entry{Event: r.New(Filled, *s), Erase: versions})
}

// nineBefore reports whether another sheet has all nine questions: then they are
// offered again, so that totals can stand beside each other.
func (s *State) nineBefore(but ebb.ID) bool {
	return slices.ContainsFunc(s.done(), func(e entry) bool { return e.Sheet.Sheet != but && e.nine() })
}

type offerPage struct {
	Part, Path, Go string
	Before         bool // the nine were answered before
}

// showPart offers the questions of a part that have not begun.
func showPart(r *feature.Request) (feature.Answer, error) {
	state, s, versions, err := opened(r)
	at := base + "/" + s.Sheet.String() + "/" + r.PathValue("part")
	if err != nil || versions == nil || s.next() != at {
		return feature.Answer{Goto: base}, err
	}
	p := offerPage{Part: r.PathValue("part"), Path: at, Go: at + "/" + strconv.Itoa(s.reach(r.PathValue("part")))}
	low, known := sum(s.PHQ[:first])
	p.Before = known && low < offered && state.nineBefore(s.Sheet)
	return page(r, "offer", p), nil
}

// postPart passes over what is left of a part.
func postPart(r *feature.Request) (feature.Answer, error) {
	state, s, versions, err := opened(r)
	list := s.list(r.PathValue("part"))
	if err == nil && list == nil {
		err = gone()
	}
	if err != nil || versions == nil || s.through() || !slices.Contains(list, 0) {
		return feature.Answer{Goto: base}, err
	}
	leave(list)
	s.settle(state.nineBefore(s.Sheet))
	return feature.Answer{Goto: s.next()}, keep(r, &s, versions)
}

// postErase destroys a sheet, every version of it.
func postErase(r *feature.Request) (feature.Answer, error) {
	_, _, versions, err := opened(r)
	if err != nil || versions == nil {
		return feature.Answer{Goto: base}, err
	}
	return erased(r, versions)
}

// postEraseAll destroys every sheet, and what was said about being asked.
func postEraseAll(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || len(s.rows()) == 0 {
		return feature.Answer{Goto: base}, err
	}
	return erased(r, s.rows())
}

// burned names the step that says once that something is gone.
const burned = "check.erased"

func erased(r *feature.Request, ids []ebb.ID) (feature.Answer, error) {
	r.Steps.Forget(helpOn)
	r.Steps.Keep(burned, true)
	return feature.Answer{Goto: base}, r.Journal.Record(r.Context(), ebb.Entry{Erase: ids})
}

// postAgain keeps whether ebb asks again.
func postAgain(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	yes := r.FormValue("again") == "yes"
	if err != nil || len(s.asks) > 0 && s.asked() == yes {
		return feature.Answer{Goto: base}, err
	}
	return feature.Answer{Goto: base}, r.Keep(Asked, Ask{yes})
}
