package fears

import (
	"math"
	"time"

	"ebb"
	"ebb/feature"
)

type allPage struct {
	Due, Waiting, Open, Past []view
	Fears, Hopes             count
	Form                     formView
	Undo, Any                bool
}

// view is one of them in words.
type view struct {
	ID, Words, By, Came string
	Hope, Night, Ready  bool
}

// count is how many came, in one sentence; "" where none was looked at.
type count struct{ Says string }

type formView struct {
	ID, Words, By, Today string
	Hope                 bool
	Max                  int
}

// show is the ledger: what has its day first.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Undo: r.CanPutBack(undo), Any: len(s.all) > 0, Form: formView{Today: today(r), Max: longest}}
	all, err := views(r, &s, s.all)
	for _, v := range all {
		switch {
		case v.Came != "":
			p.Past = append(p.Past, v)
		case v.Ready:
			p.Due = append(p.Due, v)
		case v.By != "":
			p.Waiting = append(p.Waiting, v)
		default:
			p.Open = append(p.Open, v)
		}
	}
	p.Fears, p.Hopes = counted(r, &s, false), counted(r, &s, true)
	return feature.Answer{Template: "fears/all", Data: p, Title: "fears.title", Place: "keep"}, err
}

// counted says how many came, with the range from five on.
func counted(r *feature.Request, s *State, hope bool) count {
	came, of, share := s.share(hope)
	what := map[bool]string{true: "hope", false: "fear"}[hope]
	switch {
	case of == 0:
		return count{}
	case of < enough:
		return count{r.Say("fears.few", "what", what, "came", came, "of", of, "more", enough-of)}
	}
	return count{r.Say("fears.share", "what", what, "came", came, "of", of, "low", percent(share.Low), "high", percent(share.High))}
}

func percent(share float64) int { return int(math.Round(100 * share)) }

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }

// views reads their words again, in the order asked for.
func views(r *feature.Request, s *State, some []entry) (all []view, err error) {
	var seqs []uint64
	for _, e := range some {
		seqs = append(seqs, e.seq)
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	for _, ev := range events {
		text, err := words(ev)
		if err != nil {
			return nil, err
		}
		e := s.one(ev.ID)
		v := view{ID: e.id.String(), Words: text, Hope: e.hope, Night: e.night, Ready: e.by != "" && e.by <= today(r)}
		v.By, v.Came = day(r, e.by), string(s.checks[e.id].came)
		all = append(all, v)
	}
	return all, nil
}

func day(r *feature.Request, by string) string {
	at, ok := r.Morning(by)
	if !ok {
		return ""
	}
	return r.Day(at)
}

type onePage struct {
	view
	Form formView
}

func showOne(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all, err := views(r, &s, []entry{e})
	if err != nil {
		return feature.Answer{}, err
	}
	if len(all) == 0 { // erased meanwhile
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "fears.bad.gone"}
	}
	p := onePage{all[0], formView{ID: all[0].ID, Words: all[0].Words, By: e.by, Today: today(r), Hope: e.hope, Max: longest}}
	back := &feature.Link{Href: base, Text: r.Say("fears.title")}
	return feature.Answer{Template: "fears/one", Data: p, Title: "fears.title", Place: "keep", Back: back}, nil
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	return &feature.Shelf{Href: base, Head: r.Say("fears.title"), Line: r.Say("fears.shelf", "n", len(s.all)), Group: r.Say("fears.group")}, err
}

// Hours of the day in which Today speaks of fears.
const morning, evening = 7, 21

// card is those whose day has come, by day, for a week.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil || r.Now.Hour() < morning || r.Now.Hour() >= evening {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	n := 0
	from := r.Now.AddDate(0, 0, -6).Format(time.DateOnly)
	for _, e := range s.waiting() {
		if e.by >= from && e.by <= today(r) {
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	return &feature.Card{Template: "fears/card", Data: n}, nil
}

// week is those that were looked at in a week, beside the guesses.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	some := s.where(func(e entry) bool {
		at := s.checks[e.id].at
		wrote := !e.night && !e.at.Before(from) && e.at.Before(until)
		return wrote || !at.IsZero() && !at.Before(from) && at.Before(until)
	})
	if len(some) == 0 {
		return nil, nil
	}
	all, err := views(r, &s, some)
	return []feature.Card{{Step: "guess", Template: "fears/week", Data: all}}, err
}
