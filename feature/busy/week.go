package busy

import (
	"slices"
	"strings"
	"time"

	"ebb/feature"
	"ebb/feature/busy/act"
	"ebb/feature/busy/lift"
)

type weekPage struct {
	Started, Undo, Fed bool
	Values             string
	Goals              []goalView
	Days               []dayView
	Parts              string // how many with people, moving, on a project
	Gone               []actRow
	Lift               *lift.View
}

// ever is the end of days: a clock that jumped back, or a journey, hides nothing.
const ever = "9999"

// dayView is a day of the week that has something in it.
type dayView struct {
	Name string
	Acts []actRow
}

type actRow struct{ ID, What, Line string }

// show is the week: what is planned from today on.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := weekPage{Undo: r.CanPutBack(undo), Fed: s.Fed.V, Started: len(s.All) > 0 || s.Valued.V > 0}
	if err := p.aims(r); err != nil {
		return feature.Answer{}, err
	}
	week := s.Between(date(r, 0), ever)
	acts, err := names(r, week)
	if err != nil {
		return feature.Answer{}, err
	}
	for _, n := range acts {
		if name := dayName(r, n.Day); len(p.Days) == 0 || p.Days[len(p.Days)-1].Name != name {
			p.Days = append(p.Days, dayView{Name: name})
		}
		d := &p.Days[len(p.Days)-1]
		d.Acts = append(d.Acts, actRow{n.ID.String(), n.What, s.line(r, n.Entry, false)})
	}
	if len(week) > 0 {
		p.Parts = parts(r, week)
	}
	gone, err := names(r, s.Between(date(r, -behind), date(r, -1)))
	if err != nil {
		return feature.Answer{}, err
	}
	for _, n := range slices.Backward(gone) {
		p.Gone = append(p.Gone, actRow{n.ID.String(), n.What, s.line(r, n.Entry, true)})
	}
	rated, _, err := s.ratings(r)
	p.Lift = lift.Of(r, rated)
	return page(r, "week", p), err
}

// aims fills in what matters and the goals.
func (p *weekPage) aims(r *feature.Request) error {
	all, err := goals(r)
	p.Values, p.Goals = valueList(r, all), goalViews(r, all)
	return err
}

func valueList(r *feature.Request, all []act.Goal) string {
	var out []string
	for _, g := range all {
		out = append(out, valueName(r, g.For))
	}
	return strings.Join(out, ", ")
}

// line is when one is, what became of it and what it did.
func (s *plans) line(r *feature.Request, e act.Entry, withDay bool) string {
	out := []string{r.Say("busy.sort", "sort", e.Sort)}
	if e.Time != "" {
		out = append([]string{e.Time}, out...)
	}
	if withDay {
		out[0] = when(r, e)
	}
	t := s.Said[e.ID]
	if t.How.V != "" {
		out = append(out, r.Say("busy.how", "how", t.How.V))
	}
	if _, ok := t.Lift(); ok {
		out = append(out, r.Say("busy.moods", "before", *t.Before.V, "after", *t.After.V))
	}
	return strings.Join(out, " · ")
}

// parts counts people, moving and project.
func parts(r *feature.Request, some []act.Entry) string {
	n := map[string]int{}
	for _, e := range some {
		n[e.Sort]++
	}
	return r.Say("busy.parts", "people", n["people"], "move", n["move"], "project", n["project"])
}

// card is what is planned for today and not answered, and what waits for the
// mood after.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	some := slices.DeleteFunc(s.Between(date(r, 0), date(r, 0)), func(e act.Entry) bool {
		t := s.Said[e.ID]
		asks := t.How.V != "not" && t.Before.V != nil && t.After.V == nil
		return t.How.V != "" && !asks
	})
	all, err := names(r, some)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var rows []actRow
	for _, n := range all {
		line := r.Say("busy.card", "time", n.Time, "any", map[bool]string{true: "yes", false: "no"}[n.Time == ""])
		if s.Said[n.ID].Before.V != nil {
			line = r.Say("busy.card.after")
		}
		rows = append(rows, actRow{n.ID.String(), n.What, line})
	}
	return &feature.Card{Template: "busy/card", Data: rows}, nil
}

// reviewView is the week behind, and what matters with the days ahead.
type reviewView struct {
	Parts, Values string
	Rows          []actRow
	Goals         []goalView
}

// review is what was done in a week, and beside the one thing for the next one
// what matters, the goals, and what is planned.
func review(r *feature.Request, from, until time.Time) (cards []feature.Card, err error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	first, last := from.Format(time.DateOnly), until.AddDate(0, 0, -1).Format(time.DateOnly)
	behind, err := s.behind(r, s.Between(first, last))
	if err != nil {
		return nil, err
	}
	if len(behind.Rows) > 0 {
		cards = append(cards, feature.Card{Step: "happened", Template: "busy/review", Data: behind})
	}
	next, err := s.next(r)
	if err == nil && (next.Values != "" || len(next.Rows) > 0) {
		cards = append(cards, feature.Card{Step: "next", Template: "busy/next", Data: next})
	}
	return cards, err
}

// behind are the activities that were answered.
func (s *plans) behind(r *feature.Request, some []act.Entry) (v reviewView, err error) {
	some = slices.DeleteFunc(some, func(e act.Entry) bool {
		t := s.Said[e.ID]
		return t.How.V == "" && t.Before.V == nil && t.After.V == nil
	})
	all, err := names(r, some)
	for _, n := range all {
		v.Rows = append(v.Rows, actRow{n.ID.String(), n.What, s.line(r, n.Entry, true)})
	}
	did := slices.DeleteFunc(some, func(e act.Entry) bool { return s.Said[e.ID].How.V != "did" })
	if len(did) > 0 {
		v.Parts = r.Say("busy.did", "n", len(did)) + " " + parts(r, did)
	}
	return v, err
}

// next is what matters, and the days ahead.
func (s *plans) next(r *feature.Request) (v reviewView, err error) {
	all, err := goals(r)
	if err != nil {
		return v, err
	}
	v.Values = valueList(r, all)
	v.Goals = goalViews(r, slices.DeleteFunc(all, func(g act.Goal) bool { return g.Words == "" }))
	ahead, err := names(r, slices.DeleteFunc(s.Between(date(r, 0), ever), func(e act.Entry) bool { return s.Said[e.ID].How.V != "" }))
	for _, n := range ahead {
		v.Rows = append(v.Rows, actRow{n.ID.String(), n.What, when(r, n.Entry)})
	}
	return v, err
}

// step is its line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	line := r.Say("busy.step.none")
	if len(s.All) > 0 || s.Valued.V > 0 {
		week := s.Between(date(r, 0), date(r, ahead-1))
		line = r.Say("busy.step.line", "n", len(week))
	}
	return &feature.Shelf{Href: base, Group: r.Say("busy.group"), Head: r.Say("busy.step"), Line: line}, nil
}

// dues are the times of what is ahead, once the person has asked for that.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	if err != nil || !s.Fed.V {
		return nil, err
	}
	for _, e := range s.Between(date(r, 0), ever) {
		if at, ok := e.Moment(r.Now.Location()); ok && at.After(r.Now) && s.Said[e.ID].How.V == "" {
			all = append(all, at)
		}
	}
	return all, nil
}
