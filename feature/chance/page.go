package chance

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/tie"
)

type allPage struct {
	Form         *formView // nil where there is no room
	Promises     []promiseView
	Sides        []sideView // the person's own first; none before the first promise, and after a yes
	Sums         []sumView
	Line         *lineView // nil below enough
	Through      *lineView // further chances along time; nil without one, and after a yes
	Drawn        int       // how many of them are drawn; 0 for all
	More         int       // promises until there is one
	Most         int
	Undo         bool
	Closed       bool
	Newer, Older int
}

// formView is the form of a promise.
type formView struct {
	ID    string // "" for a new one
	Whose []chip
	Words string
	By    string
	Given string
	Then  string // which page sent it and wants its person back
	Max   int
}

type chip struct {
	Value string
	On    bool
}

// promiseView is a promise as a page shows it.
type promiseView struct {
	ID, Whose, Words string
	By               string // "" where there is no day
	Day              string // where it stands in time
	Kept             tie.Kept
	Came             string // the words about it
	Given, On        string // the days it was given and happened; "" where nobody said so
}

type onePage struct {
	promiseView
	Form      formView
	Outcomes  []chip
	Said      tie.Outcome // what came of it, as its form has it
	Wrong     string
	SaidWrong string
	Changing  bool      // the form of the promise is open
	Through   *lineView // a further chance along time
	Max       int
}

const perPage = 20

// form is a promise's form. A further chance is not offered where s is closed.
func form(s State, p tie.Promise, who string) formView {
	f := formView{Words: p.Words, By: p.By, Given: p.Given, Max: longest}
	for _, w := range whose {
		if on := w == who; on || !s.closed || !strings.HasSuffix(w, ".again") {
			f.Whose = append(f.Whose, chip{w, on})
		}
	}
	return f
}

// who is whose promise it is, as the form has it.
func who(mine, again bool) string {
	return map[bool]string{true: "me", false: "them"}[mine] + map[bool]string{true: ".again"}[again]
}

// show is the ledger, the latest day first.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Most: most, Undo: r.CanPutBack(undo), Closed: s.closed}
	if len(s.all) < most {
		f := form(s, tie.Promise{}, "")
		p.Form = &f
	}
	if len(s.all) > 0 && !s.closed {
		p.Sides = []sideView{s.side(r, true), s.side(r, false)}
		p.Sums = both(r, p.Sides[0], p.Sides[1])
		if p.More = max(0, enough-len(s.all)); p.More == 0 {
			if p.Line, err = s.line(r); err != nil {
				return feature.Answer{}, err
			}
		}
	}
	if err = p.draw(r, &s); err != nil {
		return feature.Answer{}, err
	}
	p.Promises, err = views(r, &s, p.turn(r, s.all))
	return feature.Answer{Template: "chance/all", Data: p, Title: "chance.title", Place: "keep"}, err
}

// turn is the page of promises that was asked for, the latest first.
func (p *allPage) turn(r *feature.Request, all []entry) []entry {
	page, err := strconv.Atoi(r.FormValue("page"))
	last := max((len(all)+perPage-1)/perPage, 1)
	if err != nil {
		page = 1
	}
	page = min(max(page, 1), last)
	if p.Newer = page - 1; page < last {
		p.Older = page + 1
	}
	to := len(all) - (page-1)*perPage
	some := slices.Clone(all[max(to-perPage, 0):to])
	slices.Reverse(some)
	return some
}

// views opens the words of promises and of what came of them, in one reading.
func views(r *feature.Request, s *State, some []entry) (all []promiseView, err error) {
	var seqs []uint64
	for _, e := range some {
		seqs = append(seqs, e.seq)
		if came := s.spoken(e.id); came.seq > 0 {
			seqs = append(seqs, came.seq)
		}
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	promises, outcomes, err := decode(events)
	for _, e := range some {
		p, ok := promises[e.id]
		if !ok {
			continue
		}
		o := outcomes[e.id]
		v := promiseView{ID: e.id.String(), Whose: who(p.Mine, p.Again), Words: p.Words, Kept: o.Kept, Came: o.Words}
		v.By, v.Day, v.Given, v.On = day(r, p.By), day(r, e.day()), day(r, p.Given), day(r, o.On)
		all = append(all, v)
	}
	return all, err
}

func decode(events []ebb.Event) (map[ebb.ID]tie.Promise, map[ebb.ID]tie.Outcome, error) {
	promises, outcomes := map[ebb.ID]tie.Promise{}, map[ebb.ID]tie.Outcome{}
	for _, e := range events {
		var p tie.Promise
		var o tie.Outcome
		switch e.Kind {
		case tie.Promised:
			if err := e.Decode(&p); err != nil {
				return nil, nil, err
			}
			promises[e.ID] = p
		case tie.Held:
			if err := e.Decode(&o); err != nil {
				return nil, nil, err
			}
			outcomes[o.Promise] = o
		}
	}
	return promises, outcomes, nil
}

// open is the page of one promise.
func open(r *feature.Request, s State, e entry) (one onePage, err error) {
	one.Max = longest
	all, err := views(r, &s, []entry{e})
	if err != nil || len(all) == 0 {
		return one, err
	}
	one.promiseView = all[0]
	one.Said = tie.Outcome{Kept: one.Kept, Words: one.Came, On: s.spoken(e.id).on}
	one.Form = form(s, tie.Promise{Words: one.Words, By: e.by, Given: e.given}, one.Whose)
	if e.again && !s.closed {
		one.Through = s.through(r, []entry{e}, all)
	}
	return one, nil
}

// dressed gives the forms their ids and chips.
func (one onePage) dressed() onePage {
	one.Form.ID = one.ID
	for _, k := range outcomes {
		one.Outcomes = append(one.Outcomes, chip{string(k), one.Said.Kept == k})
	}
	if one.Kept != "" {
		one.Outcomes = append(one.Outcomes, chip{"open", false})
	}
	return one
}

func answer(r *feature.Request, one onePage) feature.Answer {
	back := &feature.Link{Href: home, Text: r.Say("chance.title")}
	return feature.Answer{Template: "chance/one", Data: one.dressed(), Title: "chance.title", Place: "keep", Back: back}
}

func showOne(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	one, err := open(r, s, e)
	return answer(r, one), err
}

// refuse shows a form again with what was written, and says why.
func refuse(r *feature.Request, one onePage) (feature.Answer, error) {
	one.Max = longest
	a := answer(r, one)
	a.Status = 422
	return a, nil
}

// day says a date; "" for none.
func day(r *feature.Request, by string) string {
	at, err := time.Parse(time.DateOnly, by)
	if err != nil {
		return ""
	}
	return r.Day(at)
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	mine, theirs := s.ledger.Count(true), s.ledger.Count(false)
	line := r.Say("chance.shelf", "n", len(s.all), "mine", mine.All(), "theirs", theirs.All())
	return &feature.Shelf{Href: home, Head: r.Say("chance.title"), Line: line, Group: r.Say("chance.group")}, err
}

// lineView is the drawing with its legend.
type lineView struct {
	pen.Chart
	Keys []keyView
}

type keyView struct {
	Mark pen.Chart
	Say  string
}
