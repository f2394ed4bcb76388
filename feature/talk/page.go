package talk

import (
	"slices"
	"strconv"
	"time"

	"ebb/feature"
	"ebb/feature/talk/facts"
	"ebb/tie"
)

// row is one of the parts, with where it stands.
type row struct{ Href, Head, Line string }

type homePage struct {
	Stance string
	Rows   []row
	Talk   bool // there is something of a talk
	Went   bool
	Pause  *pauseView // the break that stands
	Told   []told     // what was written since
	Undo   bool
}

// pauseView is a break, read back.
type pauseView struct {
	facts.Pause
	facts.Terms
	On string // the day it is looked at, said; "" none
}

// told is words and what they are about.
type told struct{ Head, Words string }

// page is an answer of this feature; its title is nobody's business.
func page(r *feature.Request, template string, data any, back bool) feature.Answer {
	a := feature.Answer{Template: "talk/" + template, Data: data, Place: "decide"}
	if back {
		a.Back = &feature.Link{Href: home, Text: r.Say("talk.back")}
	}
	return a
}

func showHome(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	n, next := s.Filled()
	p := homePage{Stance: string(s.Stance), Talk: n > 0 || s.Has(facts.KindWent), Went: s.Has(facts.KindWent), Undo: r.CanPutBack(undo)}
	if p.Stance == "" {
		p.Stance = string(tie.NotSure)
	}
	to := home + "/read"
	if n < len(facts.Fields) {
		to = home + "/prepare/" + strconv.Itoa(next)
	}
	p.Rows = []row{
		{home + "/part", r.Say("talk.part"), s.partLine(r)},
		{to, r.Say("talk.one"), s.talkLine(r)},
		{home + "/break", r.Say("talk.break"), s.breakLine(r)},
		{home + "/counselling", r.Say("talk.two"), r.Say("talk.two.line")},
	}
	if p.Pause, err = s.pause(r); err != nil {
		return feature.Answer{}, err
	}
	p.Told, err = s.told(r)
	return page(r, "home", p, false), err
}

func (s *state) partLine(r *feature.Request) string {
	if !s.Has(facts.KindPart) {
		return r.Say("talk.none", "n", len(s.Mine()))
	}
	now, _ := s.At(facts.KindPart)
	return r.Say("talk.part.line", "day", written(r, now.At), "n", len(s.Mine()))
}

func (s *state) talkLine(r *feature.Request) string {
	n, _ := s.Filled()
	switch on := say(r, s.TalkDay()); {
	case s.Has(facts.KindWent):
		now, _ := s.At(facts.KindWent)
		return r.Say("talk.went.line", "day", written(r, now.At))
	case on != "":
		return r.Say("talk.day.line", "n", n, "day", on)
	case n > 0:
		return r.Say("talk.one.line", "n", n)
	}
	return r.Say("talk.one.none")
}

func (s *state) breakLine(r *feature.Request) string {
	if on := say(r, s.Look(facts.Break)); on != "" {
		return r.Say("talk.break.line", "day", on)
	}
	if s.Has(facts.KindPause) || s.Has(facts.KindTerms) {
		return r.Say("talk.break.open")
	}
	return r.Say("talk.none", "n", 0)
}

// pause is the break that stands, read back; nil where there is none.
func (s *state) pause(r *feature.Request) (*pauseView, error) {
	if !s.Has(facts.KindPause) && !s.Has(facts.KindTerms) {
		return nil, nil
	}
	p, err := words[facts.Pause](r, s, facts.KindPause)
	if err != nil {
		return nil, err
	}
	t, err := words[facts.Terms](r, s, facts.KindTerms)
	return &pauseView{p, t, say(r, s.Look(facts.Break))}, err
}

// told is how the talk went, and what was written on looking again.
func (s *state) told(r *feature.Request) (all []told, err error) {
	if now, there := s.At(facts.KindWent); there {
		w, err := reread[facts.Went](r, now)
		if err != nil {
			return nil, err
		}
		all = append(all, told{r.Say("talk.told.went", "day", written(r, now.At)), w.Words})
	}
	for _, about := range facts.Abouts {
		now, there := s.At(facts.AtLooked(about))
		if !there {
			continue
		}
		l, err := reread[facts.Looked](r, now)
		if err != nil {
			return nil, err
		}
		all = append(all, told{r.Say("talk.told.looked", "about", about, "day", written(r, now.At)), l.Words})
	}
	return slices.DeleteFunc(all, func(t told) bool { return t.Words == "" }), nil
}

// say says a date; "" for none.
func say(r *feature.Request, date string) string {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return written(r, at)
}

func written(r *feature.Request, at time.Time) string {
	return r.Day(at)
}

// listed is how many promises and needs stand beside a form.
const listed = 5

// promises opens the words of promises, each with its day.
func promises(r *feature.Request, some []facts.Stamp) (all []told, err error) {
	for _, now := range some[:min(len(some), listed)] {
		p, err := reread[tie.Promise](r, now)
		if err != nil {
			return nil, err
		}
		if p.Words != "" {
			all = append(all, told{r.Say("talk.promise", "whose", map[bool]string{true: "me", false: "them"}[p.Mine], "dated", p.By != "", "day", say(r, p.By)), p.Words})
		}
	}
	return all, nil
}

type partView struct {
	Words    string
	Wrong    string
	Max      int
	Promises []told
}

func showPart(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body, err := words[facts.Part](r, &s, facts.KindPart)
	if err != nil {
		return feature.Answer{}, err
	}
	return partPage(r, body, "")
}

func partPage(r *feature.Request, body facts.Part, wrong string) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := partView{Words: body.Words, Wrong: wrong, Max: longest}
	p.Promises, err = promises(r, s.Mine())
	return page(r, "part", p, true), err
}

type fieldView struct {
	No, Of   int
	Field    string
	Words    string
	Wrong    string
	Max      int
	Before   string // the page before this one
	Needs    []string
	Part     string
	Promises []told
}

func showField(r *feature.Request) (feature.Answer, error) {
	i, err := stepOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body, err := words[facts.Field](r, &s, facts.AtField(facts.Fields[i-1]))
	if err != nil {
		return feature.Answer{}, err
	}
	return fieldPage(r, i, body.Words, "")
}

// fieldPage is one field, with what was said elsewhere that may help to fill it.
func fieldPage(r *feature.Request, i int, text, wrong string) (feature.Answer, error) {
	p := fieldView{No: i, Of: len(facts.Fields), Field: facts.Fields[i-1], Words: text, Wrong: wrong, Max: longest}
	if i > 1 {
		p.Before = strconv.Itoa(i - 1)
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	switch p.Field {
	case "ask":
		p.Needs, err = s.needed(r)
	case "offer":
		if p.Promises, err = promises(r, s.Mine()); err == nil {
			var mine facts.Part
			mine, err = words[facts.Part](r, &s, facts.KindPart)
			p.Part = mine.Words
		}
	}
	return page(r, "field", p, true), err
}

// needed are the first needs of the person's list that are no mere wants.
func (s *state) needed(r *feature.Request) (all []string, err error) {
	list, err := reread[tie.NeedList](r, s.Needs)
	for _, n := range list.Needs {
		switch {
		case n.Want || len(all) >= listed:
		case n.Own != "":
			all = append(all, n.Own)
		case slices.Contains(tie.NeedWords, n.Subject):
			all = append(all, r.Say("talk.need."+n.Subject))
		}
	}
	return all, err
}

type readView struct {
	Fields []readField
	Any    bool
	On     string // the day of the talk
	Day    string // the same, said
	Wrong  string
}

type readField struct {
	No          string
	Name, Words string
}

func showRead(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return readPage(r, s.TalkDay(), "")
}

// readPage is the five fields as one page to take along.
func readPage(r *feature.Request, on, wrong string) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := readView{On: on, Day: say(r, s.TalkDay()), Wrong: wrong}
	for i, name := range facts.Fields {
		f, err := words[facts.Field](r, &s, facts.AtField(name))
		if err != nil {
			return feature.Answer{}, err
		}
		p.Any = p.Any || f.Words != ""
		p.Fields = append(p.Fields, readField{strconv.Itoa(i + 1), name, f.Words})
	}
	return page(r, "read", p, true), nil
}

type afterView struct {
	facts.Went
	Wrong    string
	Max      int
	Promises []told
}

func showAfter(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body, err := words[facts.Went](r, &s, facts.KindWent)
	if err != nil {
		return feature.Answer{}, err
	}
	body.Look = s.Look(facts.Talk)
	return afterPage(r, body, "")
}

// afterPage is how it went, and what was promised by both since the day it was
// first said how.
func afterPage(r *feature.Request, body facts.Went, wrong string) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := afterView{Went: body, Wrong: wrong, Max: longest}
	from := r.Now
	if now, there := s.At(facts.KindWent); there {
		from = now.At
	}
	y, m, d := from.Date()
	since := s.Since(time.Date(y, m, d, 0, 0, 0, 0, r.Now.Location()))
	slices.Reverse(since)
	p.Promises, err = promises(r, since)
	return page(r, "after", p, true), err
}

type pauseForm struct {
	Askers []chip
	For    string
	Wrong  string
	Max    int
}

type chip struct {
	Value string
	On    bool
}

func showPause(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body, err := words[facts.Pause](r, &s, facts.KindPause)
	return pausePage(r, body, ""), err
}

func pausePage(r *feature.Request, body facts.Pause, wrong string) feature.Answer {
	p := pauseForm{For: body.For, Wrong: wrong, Max: longest}
	for _, a := range facts.Askers {
		p.Askers = append(p.Askers, chip{a, a == body.Asked})
	}
	return page(r, "break", p, true)
}

type termsForm struct {
	facts.Terms
	Wrong      string
	Max, Short int
}

func showTerms(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body, err := words[facts.Terms](r, &s, facts.KindTerms)
	body.Look = s.Look(facts.Break)
	return termsPage(r, body, ""), err
}

func termsPage(r *feature.Request, body facts.Terms, wrong string) feature.Answer {
	return page(r, "terms", termsForm{body, wrong, longest, short}, true)
}

type lookView struct {
	facts.Looked
	Then  []told // what was written then
	Pause *pauseView
	Any   bool
	Wrong string
	Max   int
}

func showLook(r *feature.Request) (feature.Answer, error) {
	about, err := aboutOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return lookPage(r, facts.Looked{About: about}, "")
}

// lookPage is the then, and a place for the now.
func lookPage(r *feature.Request, body facts.Looked, wrong string) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := lookView{Looked: body, Wrong: wrong, Max: longest}
	all, err := s.told(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p.Then = all
	if body.About == facts.Break {
		p.Pause, err = s.pause(r)
	}
	p.Any = s.Has(map[string]string{facts.Talk: facts.KindWent, facts.Break: facts.KindTerms}[body.About]) || p.Pause != nil
	return page(r, "look", p, true), err
}

func showTwo(r *feature.Request) (feature.Answer, error) {
	return page(r, "two", r.Say("talk.two.ready"), true), nil
}
