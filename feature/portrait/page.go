package portrait

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/chart/pen"
	"ebb/chart/spread"
	"ebb/feature"
	"ebb/tie"
)

type allPage struct {
	Parts []partView
	Undo  bool
}

// partView is one of the two portraits.
type partView struct {
	About string
	Lead  string
	Day   string // when it was begun; "" not yet
	ID    string
	Next  string // where to go on; "" where every page was seen to
	From  string // from when on it can be answered again; "" at once
	Past  []linkView
}

type linkView struct{ ID, Day string }

func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Undo: r.CanPutBack(undo)}
	for _, about := range Abouts {
		p.Parts = append(p.Parts, s.part(r, about))
	}
	return feature.Answer{Template: "portrait/all", Data: p, Title: "portrait.title", Place: "keep"}, nil
}

func (s *State) part(r *feature.Request, about string) partView {
	v := partView{About: about, Lead: r.Say("portrait.about.lead", "about", about, "ended", s.ended())}
	all := s.of(about)
	if len(all) == 0 {
		return v
	}
	one := all[len(all)-1]
	v.ID, v.Day, v.Next = one.ID.String(), r.Day(one.At), s.open(one.ID)
	if from := one.At.Add(again); from.After(r.Now) {
		v.From = r.Day(from)
	}
	for _, was := range slices.Backward(all[:len(all)-1]) {
		v.Past = append(v.Past, linkView{was.ID.String(), r.Day(was.At)})
	}
	return v
}

// ended says whether the tie has ended, as far as that was said.
func (s *State) ended() string {
	switch s.stands.ended {
	case tie.ByMe, tie.ByThem, tie.ByBoth:
		return "yes"
	case tie.NotEnded, tie.Break:
		return "no"
	}
	return ""
}

// open is the first page on which nothing is marked; "" where there is none.
func (s *State) open(of ebb.ID) string {
	marks := s.marks(of)
	for page := 1; page <= pages; page++ {
		if !slices.ContainsFunc(on(page), func(q string) bool { return marks[q] > 0 }) {
			return strconv.Itoa(page)
		}
	}
	return ""
}

type askPage struct {
	ID, About, Lead string
	No              int
	Asks            []askView
	Last            bool
}

type askView struct {
	Name, Says string
	Like       int
	Dots       []int
}

func showPage(r *feature.Request) (feature.Answer, error) {
	s, one, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	page, err := turned(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := askPage{ID: one.ID.String(), About: one.about, No: page, Last: page == pages}
	p.Lead = r.Say("portrait.about.lead", "about", one.about, "ended", s.ended())
	marks := s.marks(one.ID)
	for _, q := range on(page) {
		p.Asks = append(p.Asks, askView{q, r.Say("portrait." + one.about + "." + q), marks[q], []int{1, 2, 3, 4, 5}})
	}
	back := &feature.Link{Href: base, Text: r.Say("portrait.title")}
	return feature.Answer{Template: "portrait/ask", Data: p, Title: "portrait.title", Place: "keep", Back: back}, nil
}

// onePage is one time of answering.
type onePage struct {
	ID, About, Day string
	Chart          *pen.Chart
	Says           []string
	Then, Now      string // legend; "" where there is one time only
	KeyThen        pen.Chart
	KeyNow         pen.Chart
	Leads          []lead
	Fear           bool   // this tie, after a yes: it leads nowhere
	Was            string // what was noticed the time before
	WasDay         string
	Words, Wrong   string
	Max            int
}

// refuse puts back what could not be kept.
func (p *onePage) refuse(sentence, then, wrong string) {
	for i, l := range p.Leads {
		if l.Sentence == sentence {
			p.Leads[i].Then, p.Leads[i].Wrong = then, wrong
		}
	}
}

func showOne(r *feature.Request) (feature.Answer, error) {
	s, one, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := s.page(r, one)
	return inside(r, p), err
}

func inside(r *feature.Request, p onePage) feature.Answer {
	back := &feature.Link{Href: base, Text: r.Say("portrait.title")}
	return feature.Answer{Template: "portrait/one", Data: p, Title: "portrait.title", Place: "keep", Back: back}
}

func refused(r *feature.Request, s *State, one round, with func(*onePage)) (feature.Answer, error) {
	p, err := s.page(r, one)
	with(&p)
	a := inside(r, p)
	a.Status = http.StatusUnprocessableEntity
	return a, err
}

func (s *State) page(r *feature.Request, one round) (p onePage, err error) {
	p = onePage{ID: one.ID.String(), About: one.about, Day: r.Day(one.At), Fear: s.fear && one.about == "tie", Max: longest}
	p.Says = s.says(r, one)
	was, twice := s.before(one)
	if len(s.marks(one.ID)) > 0 {
		c := s.draw(r, one, was, twice)
		p.Chart = &c
	}
	if twice {
		p.Then, p.Now, p.WasDay = r.Day(was.At), p.Day, r.Day(was.At)
		p.KeyThen, p.KeyNow = pen.Key(pen.Ring), pen.Key(pen.Full)
		if p.Was, err = s.noticed(r, was.ID); err != nil {
			return p, err
		}
	}
	leads := s.leads(r, one)
	for _, q := range Sentences {
		if l, offered := leads[q]; offered {
			p.Leads = append(p.Leads, l)
		}
	}
	p.Words, err = s.noticed(r, one.ID)
	return p, err
}

// says is each side in a sentence: from where to where the answers lie, and how
// many there are.
func (s *State) says(r *feature.Request, one round) (all []string) {
	marks := s.marks(one.ID)
	for _, of := range sides {
		var at []int
		for _, q := range Sentences {
			if side(q) == of && marks[q] > 0 {
				at = append(at, marks[q])
			}
		}
		if len(at) == 0 {
			continue
		}
		low, high := slices.Min(at), slices.Max(at)
		all = append(all, r.Say("portrait.says", "side", of, "n", len(at), "low", low, "high", high, "same", map[bool]string{true: "yes"}[low == high]))
	}
	return all
}

// draw is a line of dots for each side, and beside it that of the time before.
func (s *State) draw(r *feature.Request, one, was round, twice bool) pen.Chart {
	now, then := s.marks(one.ID), map[string]int{}
	if twice {
		then = s.marks(was.ID)
	}
	c := spread.Spread{Places: places, From: r.Say("portrait.like", "n", 1), To: r.Say("portrait.like", "n", places)}
	for _, of := range sides {
		label := r.Say("portrait.side", "side", of)
		if len(then) > 0 {
			c.Rows = append(c.Rows, row(r.Say("portrait.row", "side", label, "day", r.Day(was.At)), of, then, pen.Ring))
			label = r.Say("portrait.row", "side", label, "day", r.Day(one.At))
		}
		c.Rows = append(c.Rows, row(label, of, now, pen.Full))
	}
	c.Words = pen.Words{ID: "portrait", Title: r.Say("portrait.chart"), Table: table(r, one, was, now, then)}
	for _, text := range s.says(r, one) {
		c.Sentence += text + " "
	}
	return c.Chart()
}

func row(label, of string, marks map[string]int, mark pen.Mark) spread.Row {
	v := spread.Row{Label: label, Mark: mark}
	for _, q := range Sentences {
		if side(q) == of && marks[q] > 0 {
			v.At = append(v.At, marks[q]-1)
		}
	}
	return v
}

func table(r *feature.Request, one, was round, now, then map[string]int) pen.Table {
	t := pen.Table{Caption: r.Say("portrait.table"), Head: []string{r.Say("portrait.table.sentence")}}
	if len(then) > 0 {
		t.Head = append(t.Head, r.Day(was.At))
	}
	t.Head = append(t.Head, r.Day(one.At))
	for _, of := range sides {
		for _, q := range Sentences {
			if side(q) != of || now[q]+then[q] == 0 {
				continue
			}
			cells := []string{r.Say("portrait." + one.about + "." + q)}
			if len(then) > 0 {
				cells = append(cells, r.Say("portrait.like", "n", then[q]))
			}
			t.Rows = append(t.Rows, append(cells, r.Say("portrait.like", "n", now[q])))
		}
	}
	return t
}

// weekView is a time of answering in the weekly review.
type weekView struct {
	ID, About, Words string
	Says             []string
	Marked           []string
}

// week is what was answered, or noticed, in a week.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	var all []weekView
	for _, one := range s.rounds {
		if one.At.Before(from) || !one.At.Before(until) || len(s.marks(one.ID)) == 0 {
			continue
		}
		v := weekView{ID: one.ID.String(), About: one.about, Says: s.says(r, one)}
		if v.Words, err = s.noticed(r, one.ID); err != nil {
			return nil, err
		}
		for _, of := range sides {
			if q := first(s.marks(one.ID), of); q != "" {
				v.Marked = append(v.Marked, r.Say("portrait.marked", "sentence", r.Say("portrait."+one.about+"."+q), "like", s.marks(one.ID)[q]))
			}
		}
		all = append(all, v)
	}
	if len(all) == 0 {
		return nil, nil
	}
	return []feature.Card{{Template: "portrait/week", Data: all}}, nil
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	v := &feature.Shelf{Href: base, Head: r.Say("portrait.title"), Line: r.Say("portrait.shelf.none"), Group: r.Say("portrait.group")}
	if n := len(s.rounds); n > 0 {
		v.Line = r.Say("portrait.shelf", "about", s.rounds[n-1].about, "at", s.rounds[n-1].At.In(r.Now.Location()))
	}
	return v, err
}
