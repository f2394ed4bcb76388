package habits

import (
	"net/http"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/habits/weeks"
	"ebb/tie"
)

// allPage is what is seen, and what one can tap.
type allPage struct {
	Taps  []tapView
	Mine  []mineView
	Last  []rowView
	Count weeks.View
	Text  string // what could not be kept
	Wrong string
	Undo  bool
	Room  bool
	Max   int
	Most  int
}

// tapView is one pattern to tap. Say is its name, Line what it looks like.
type tapView struct{ Of, Say, Line string }

type mineView struct{ ID, Say, Line string }

// rowView is one time.
type rowView struct {
	ID, Say, Day, With, Did, Need string
	Instead, Moment               bool
}

// How many times a page lists: that of all patterns, and that of one.
const (
	shown  = 6
	behind = 60
)

// name is what a pattern is called.
func name(r *feature.Request, p pattern, words map[ebb.ID]string) string {
	if p.ready != "" {
		return r.Say("habits.ready", "name", p.ready)
	}
	return words[p.ID]
}

// taps are the person's patterns, then those of ebb's that were never seen
// where every is wanted.
func (s *State) taps(r *feature.Request, words map[ebb.ID]string, every bool) (all []tapView) {
	for _, p := range s.mine() {
		t := tapView{Of: p.ID.String(), Say: name(r, p, words)}
		if p.ready != "" {
			if t.Line = words[p.ID]; t.Line == "" {
				t.Line = r.Say("habits.like", "name", p.ready)
			}
		}
		all = append(all, t)
	}
	for _, n := range tie.PatternWords {
		if _, known := s.ready(n); every && !known {
			all = append(all, tapView{n, r.Say("habits.ready", "name", n), r.Say("habits.like", "name", n)})
		}
	}
	return all
}

func show(r *feature.Request) (feature.Answer, error) { return all(r, "", "") }

// all is the page of patterns, with what could not be kept.
func all(r *feature.Request, text, wrong string) (feature.Answer, error) {
	p := allPage{Text: text, Wrong: wrong, Undo: r.CanPutBack(undo), Max: longest, Most: most}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	words, err := s.words(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p.Room = len(s.named) < most
	p.Taps = s.taps(r, words, true)
	for _, m := range s.mine() {
		some := s.of(m.ID)
		p.Mine = append(p.Mine, mineView{m.ID.String(), name(r, m, words), r.Say("habits.line", "n", len(some), "k", instead(some))})
	}
	some := s.of(ebb.ID{})
	p.Count = counted(r, "habits", some)
	p.Last, err = s.rows(r, words, some[max(0, len(some)-shown):])
	a := feature.Answer{Template: "habits/all", Data: p, Title: "habits.title", Place: "keep"}
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a, err
}

// rows are some times in words, the newest first.
func (s *State) rows(r *feature.Request, words map[ebb.ID]string, some []seen) (all []rowView, err error) {
	did, err := did(r, some)
	if err != nil {
		return nil, err
	}
	needs, err := s.needs(r)
	for _, n := range slices.Backward(some) {
		p, _ := s.pattern(n.of)
		v := rowView{ID: n.ID.String(), Say: name(r, p, words), Day: when(r, n.At), Did: did[n.ID], Instead: n.instead, Moment: n.moment}
		if n.with != "" {
			v.With = r.Say("habits.with", "with", n.with)
		}
		v.Need = called(r, needs, n.need)
		all = append(all, v)
	}
	return all, err
}

func when(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Say("habits.when", "at", at, "time", at.Format("15:04"))
}

// showMoment is the same choice in a hard moment.
func showMoment(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	words, err := s.words(r)
	back := &feature.Link{Href: "/now/done", Text: r.Say("habits.back")}
	return feature.Answer{Template: "habits/moment", Data: s.taps(r, words, true), Title: "habits.title", Back: back, Night: true}, err
}

// seenPage is one time, and what else can be said about it.
type seenPage struct {
	rowView
	Of, Wrong string
	Text      string // what was done instead, as the form has it
	Withs     []chip
	Needs     []chip
	Other     bool // something else was done, as the form has it
	Fear      bool
	Max       int
}

type chip struct {
	Value, Say string
	On         bool
}

func showSeen(r *feature.Request) (feature.Answer, error) {
	s, at, p, err := seenAt(r)
	if err != nil {
		return feature.Answer{}, err
	}
	n := Notice{Of: p.ID, With: at.with, Instead: at.instead, Need: at.need}
	words, err := did(r, []seen{at})
	if err != nil {
		return feature.Answer{}, err
	}
	n.Did = words[at.ID]
	return one(r, &s, at, p, n)
}

// one is the page of one time, with n in its form.
func one(r *feature.Request, s *State, at seen, p pattern, n Notice) (feature.Answer, error) {
	words, err := s.words(r)
	if err != nil {
		return feature.Answer{}, err
	}
	rows, err := s.rows(r, words, []seen{at})
	if err != nil {
		return feature.Answer{}, err
	}
	v := seenPage{rowView: rows[0], Of: p.ID.String(), Text: n.Did, Other: n.Instead, Fear: s.fear, Max: longest}
	for _, w := range Withs {
		v.Withs = append(v.Withs, chip{w, r.Say("habits.with", "with", w), n.With == w})
	}
	v.Needs, err = s.choice(r, n.Need)
	back := &feature.Link{Href: base, Text: r.Say("habits.title")}
	return feature.Answer{Template: "habits/seen", Data: v, Title: "habits.title", Place: "keep", Back: back}, err
}

// ofPage is one pattern over weeks.
type ofPage struct {
	ID, Say, Line    string
	Ready, Text      string
	Count            weeks.View
	Did              []rowView
	Last             []rowView
	Needs            *needView // nil without one, and after a yes about fear
	Plan             *planView // nil after a yes about fear
	WordsWrong       string
	Sight, Eggshells bool // there is a time; it is the one about watching a mood
	Max              int
}

func showOf(r *feature.Request) (feature.Answer, error) {
	s, p, err := ofNamed(r)
	if err != nil {
		return feature.Answer{}, err
	}
	v, err := s.page(r, p)
	return inside(r, v), err
}

func inside(r *feature.Request, v ofPage) feature.Answer {
	back := &feature.Link{Href: base, Text: r.Say("habits.title")}
	return feature.Answer{Template: "habits/of", Data: v, Title: "habits.title", Place: "keep", Back: back}
}

// refused shows a pattern's page with what could not be kept.
func refused(r *feature.Request, s *State, p pattern, with func(*ofPage)) (feature.Answer, error) {
	v, err := s.page(r, p)
	with(&v)
	a := inside(r, v)
	a.Status = http.StatusUnprocessableEntity
	return a, err
}

func (s *State) page(r *feature.Request, p pattern) (v ofPage, err error) {
	words, err := s.words(r)
	if err != nil {
		return v, err
	}
	some := s.of(p.ID)
	v = ofPage{
		ID: p.ID.String(), Say: name(r, p, words), Ready: p.ready, Text: words[p.ID], Count: counted(r, "habit", some),
		Sight: len(some) > 0, Eggshells: p.ready == "eggshells", Max: longest,
	}
	if p.ready != "" {
		if v.Line = words[p.ID]; v.Line == "" {
			v.Line = r.Say("habits.like", "name", p.ready)
		}
	}
	if v.Last, err = s.rows(r, words, some); err != nil {
		return v, err
	}
	for _, row := range v.Last {
		if row.Did != "" && len(v.Did) < shown {
			v.Did = append(v.Did, row)
		}
	}
	v.Last = v.Last[:min(len(v.Last), behind)]
	if s.fear {
		return v, nil
	}
	v.Plan = s.plan(r, p, v)
	v.Needs, err = s.need(r, some)
	return v, err
}

// quiet is how long after the last time Today stops offering the patterns.
const quiet = 28 * 24 * time.Hour

// card is the person's patterns to tap, while they are in use.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil || len(s.mine()) == 0 || r.Now.Sub(s.lately()) > quiet {
		return nil, err
	}
	words, err := s.words(r)
	return &feature.Card{Template: "habits/card", Data: s.taps(r, words, false)}, err
}

// panel is all patterns by the week, from five times on.
func panel(r *feature.Request) (*feature.Panel, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	v := counted(r, "habits-p", s.of(ebb.ID{}))
	if v.More > 0 {
		return nil, nil
	}
	return &feature.Panel{Template: "habits/panel", Data: v}, nil
}

// aids is the way to mark a pattern after a hard moment, for those who have
// one.
func aids(r *feature.Request) ([]feature.Aid, error) {
	s, err := fold(r)
	if err != nil || len(s.mine()) == 0 {
		return nil, err
	}
	var last tap
	if now := going(r); r.Steps.Recall(kept, &last) && last.Moment == now && now != (ebb.ID{}) {
		if n, found := feature.Find(s.seen, last.ID); found {
			words, err := s.words(r)
			p, _ := s.pattern(n.of)
			return []feature.Aid{{Step: "done", Head: r.Say("habits.aid.kept", "name", name(r, p, words))}}, err
		}
	}
	link := feature.Link{Href: base + "/moment", Text: r.Say("habits.aid.do")}
	return []feature.Aid{{Step: "done", Head: r.Say("habits.aid"), Links: []feature.Link{link}}}, nil
}

// weekView is a week's times, the newest first, and how many more there are.
type weekView struct {
	Head string
	Rows []rowView
	More int
}

// mostAWeek is how many times a week's review lists.
const mostAWeek = 5

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	some := slices.DeleteFunc(s.of(ebb.ID{}), func(n seen) bool { return n.At.Before(from) || !n.At.Before(until) })
	if len(some) == 0 {
		return nil, nil
	}
	words, err := s.words(r)
	if err != nil {
		return nil, err
	}
	v := weekView{Head: r.Say("habits.week", "n", len(some), "k", instead(some)), More: max(0, len(some)-mostAWeek)}
	v.Rows, err = s.rows(r, words, some[v.More:])
	return []feature.Card{{Template: "habits/week", Data: v}}, err
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	some := s.of(ebb.ID{})
	line := r.Say("habits.shelf", "n", len(some), "k", instead(some))
	return &feature.Shelf{Href: base, Head: r.Say("habits.title"), Line: line, Group: r.Say("habits.group")}, err
}

// called is a need in words; "" where there is none.
func called(r *feature.Request, list []tie.Need, need string) string {
	if need == "" {
		return ""
	}
	if slices.Contains(tie.NeedWords, need) {
		return r.Say("habits.need", "name", need)
	}
	id, _ := ebb.ParseID(need)
	if i := slices.IndexFunc(list, func(n tie.Need) bool { return n.ID == id }); i >= 0 {
		return list[i].Own
	}
	return r.Say("habits.need.gone")
}
