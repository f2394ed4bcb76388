package ways

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb"
	"ebb/chart"
	"ebb/feature"
	"ebb/feature/ways/draft"
	"ebb/stat/choice"
)

// waysPage is what the four ways come to.
type waysPage struct {
	Number   int // of the draft; 0: nothing was said
	Split    bool
	Old      string // of an earlier draft, its day
	Head     string
	Turned   bool       // a range was turned round
	Missing  []openView // what was not said
	Without  []string   // what can be said all the same
	Sides    []sideView
	Lines    *pair
	Tornado  *pair
	Low      chart.Chart // the marks of the tornado's ends
	High     chart.Chart
	Matters  bool // what letting go itself does has a bar
	Shares   *sharesView
	Close    bool
	Promises string
	Drafts   int
}

// openView is a number that was not said, and where to say it.
type openView struct{ What, Href string }

// pair is one chart for a phone and for a desk.
type pair struct{ Phone, Desk chart.Chart }

// sideView is one choice in the table.
type sideView struct {
	Side string
	Rows []rowView
	Sum  rowView
}

// rowView is one way, or what a choice comes to.
type rowView struct {
	Name, Words  string
	Chance, Life cellView
}

// cellView is a number with its range, where it has one; "" was not said.
type cellView struct{ Value, Range string }

// sharesView is in how much of the ranges each choice is ahead.
type sharesView struct {
	Let, Keep string
	Points    int
}

func show(r *feature.Request) (feature.Answer, error) {
	v, d, err := standing(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := page(r, v, d)
	if err != nil {
		return feature.Answer{}, err
	}
	if p.Turned = r.Steps.Recall(turnedRound, new(bool)); p.Turned {
		r.Steps.Forget(turnedRound)
	}
	return feature.Answer{Template: "ways/show", Data: p, Title: "ways.title", Place: "decide", Where: where(r, v)}, nil
}

// where is the small line at the top: which draft it is.
func where(r *feature.Request, v version) string {
	if v.number == 0 {
		return r.Say("ways.where")
	}
	return r.Say("ways.where.draft", "n", v.number, "day", dayOf(r, v.at))
}

func dayOf(r *feature.Request, at time.Time) string {
	y, m, d := at.Date()
	ny, nm, nd := r.Now.Date()
	when, year := "other", ""
	if y != ny {
		year = " " + strconv.Itoa(y)
	}
	if y == ny && m == nm && d == nd {
		when = "today"
	}
	return r.Say("ways.day", "when", when, "d", d, "m", int(m), "y", year)
}

func page(r *feature.Request, v version, d draft.Draft) (p waysPage, err error) {
	p = waysPage{Number: v.number, Split: d.Split, Head: r.Say("ways.head")}
	if v.number == 0 {
		return p, nil
	}
	for _, i := range d.Missing() {
		p.Missing = append(p.Missing, openView{name(r, d, i), home + "/" + sideOf(i)})
	}
	p.Sides = []sideView{side(r, d, "let"), side(r, d, "keep")}
	if err = see(r, func(s *State) error { p.Drafts = len(s.versions()); return nil }); err != nil {
		return p, err
	}
	if d.Split {
		if p.Promises, err = promises(r); err != nil {
			return p, err
		}
	}
	p.drawn(r, d)
	return p, nil
}

// drawn adds what the numbers come to, as far as they go.
func (p *waysPage) drawn(r *feature.Request, d draft.Draft) {
	switch open := d.Missing(); {
	case len(open) == 0:
		c := d.Choice()
		p.Head, p.Close = heading(r, d), c.Close(1)
		p.Lines, p.Tornado = lines(r, d), tornado(r, d)
		p.Matters = slices.ContainsFunc(c.Tornado(), func(b choice.Bar) bool { return b.Input == choice.LetOdds && b.Swing() > choice.Same })
		p.Low, p.High = chart.Key(chart.Ring), chart.Key(chart.Full)
		s := c.Shares()
		p.Shares = &sharesView{share(r, s.Let), share(r, s.Keep), s.Points}
	case len(open) == 1 && open[0] == choice.KeepChance:
		p.Head, p.Lines = heading(r, d), lines(r, d)
	default:
		p.Without = without(r, d, open)
	}
}

// share is a part of the ranges, said so that nearly all is not all.
func share(r *feature.Request, x float64) string {
	n := int(math.Round(x * 100))
	switch {
	case n == 0 && x > 0:
		return r.Say("ways.share.under", "n", 1)
	case n == 100 && x < 1:
		return r.Say("ways.share.over", "n", 99)
	}
	return r.Say("ways.share", "n", n)
}

// side is one choice in the table.
func side(r *feature.Request, d draft.Draft, which string) sideView {
	yes, no, chance := d.Side(which)
	v := sideView{Side: which}
	v.Rows = []rowView{row(r, which+"if", *yes, *chance), row(r, which+"else", *no, chance.Other())}
	if !yes.Number.Known() || !no.Number.Known() || !chance.Known() {
		return v
	}
	c := d.Choice()
	s := map[string]choice.Side{"let": c.Let, "keep": c.Keep}[which]
	low, high := s.Span()
	v.Sum.Life.Value = tenth(s.Worth())
	if high-low >= 0.05 {
		v.Sum.Life.Range = r.Say("ways.range", "low", tenth(low), "high", tenth(high))
	}
	return v
}

// sideOf is the form in which a number is said.
func sideOf(i choice.Input) string {
	if strings.HasPrefix(draft.Names[i], "let") {
		return "let"
	}
	return "keep"
}

func promises(r *feature.Request) (line string, err error) {
	err = see(r, func(s *State) error {
		if k, n, share := s.kept(); n > 0 {
			line = r.Say("ways.promises", "k", k, "n", n, "low", int(math.Round(share.Low*100)), "high", int(math.Round(share.High*100)))
		}
		return nil
	})
	return line, err
}

// tenth writes a number with one decimal; a half goes up, whatever the machine
// makes of it.
func tenth(x float64) string {
	return strconv.FormatFloat(math.Floor(x*10+0.5+choice.Same)/10, 'f', 1, 64)
}

// draftView is one draft in the list.
type draftView struct{ ID, What, Head string }

func showDrafts(r *feature.Request) (feature.Answer, error) {
	var all []draftView
	err := see(r, func(s *State) error {
		for _, v := range s.versions() {
			all = append(all, draftView{v.id.String(), where(r, v), heading(r, v.draft)})
		}
		return nil
	})
	slices.Reverse(all)
	return feature.Answer{Template: "ways/drafts", Data: all, Title: "ways.title", Place: "decide", Back: &feature.Link{Href: home, Text: r.Say("ways.title")}}, err
}

func showDraft(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	var one version
	last := false
	if err == nil {
		err = see(r, func(s *State) error {
			all := s.versions()
			if i := slices.IndexFunc(all, func(v version) bool { return v.id == id }); i >= 0 {
				one, last = all[i], i == len(all)-1
			}
			return nil
		})
	}
	if err != nil || one.seq == 0 {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "ways.bad.gone", Cause: err}
	}
	if last {
		return feature.Answer{Goto: home}, nil
	}
	d, err := words(r, one.entry)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := page(r, one, d)
	p.Old = dayOf(r, one.at)
	return feature.Answer{Template: "ways/show", Data: p, Title: "ways.title", Place: "decide", Where: where(r, one)}, err
}

func step(r *feature.Request) (*feature.Shelf, error) {
	sh := feature.Shelf{Href: home, Head: r.Say("ways.title")}
	err := see(r, func(s *State) error {
		v := s.newest()
		sh.Line = r.Say("ways.step", "n", v.number, "said", len(draft.Asked)-len(v.draft.Missing()), "day", dayOf(r, v.at))
		return nil
	})
	return &sh, err
}

// weekView is what a week's review shows: the heading of the draft that was
// changed in it.
type weekView struct{ Head, Day string }

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	var v version
	err := see(r, func(s *State) error {
		v = s.newest()
		return nil
	})
	if err != nil || v.number == 0 || len(v.draft.Missing()) > 0 || v.at.Before(from) || !v.at.Before(until) {
		return nil, err
	}
	return []feature.Card{{Template: "ways/week", Data: weekView{heading(r, v.draft), where(r, v)}}}, nil
}
