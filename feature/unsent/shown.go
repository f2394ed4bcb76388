package unsent

import (
	"slices"
	"time"

	"ebb/feature"
	"ebb/feature/unsent/kept"
	"ebb/feature/unsent/turn"
)

// shown is how long Today says that something is open.
const shown = 14 * 24 * time.Hour

type cardView struct {
	Rows     []row
	Tomorrow string
}

// card is what was sealed and can be read again, and the one thing for today
// that was written down yesterday.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	all, _, err := kept.All(r)
	if err != nil {
		return nil, err
	}
	var v cardView
	for _, i := range all {
		if i.Waits(r.Now) && r.Now.Sub(i.Opens(r.Now.Location())) < shown && len(v.Rows) < 3 {
			v.Rows = append(v.Rows, row{Href: kept.At(i), Name: r.Say("unsent.card.opened", "day", r.Day(i.Last()))})
		}
	}
	if v.Tomorrow, err = turn.Today(r); err != nil || len(v.Rows) == 0 && v.Tomorrow == "" {
		return nil, err
	}
	return &feature.Card{Template: "unsent/card", Data: v}, nil
}

// most is how many letters a week names.
const most = 5

type weekView struct {
	Rows   []row
	Said   []string
	Aheads []turn.Row
	Plains []turn.Day
}

// week is what was written in a week, without the text of any letter.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	all, past, err := kept.All(r)
	if err != nil {
		return nil, err
	}
	in := func(at time.Time) bool { return !at.Before(from) && at.Before(until) }
	var v weekView
	for _, i := range all {
		if !in(i.Last()) || len(v.Rows) == most {
			continue
		}
		name, err := kept.NameOf(r, i)
		if err != nil {
			return nil, err
		}
		v.Rows = append(v.Rows, row{kept.After(i), name, state(r, i)})
	}
	if b, at, _ := past.Look(r.Now); in(at) {
		v.Said = turn.Lines(r, b)
	}
	if err := v.beside(r, in); err != nil {
		return nil, err
	}
	if len(v.Rows)+len(v.Said)+len(v.Aheads)+len(v.Plains) == 0 {
		return nil, nil
	}
	return []feature.Card{{Step: "happened", Template: "unsent/week", Data: v}}, nil
}

// beside are what looked ahead in a week, and its days in plain facts.
func (v *weekView) beside(r *feature.Request, in func(time.Time) bool) error {
	aheadRows, plainRows, err := kept.Entries(r)
	if err != nil {
		return err
	}
	out := func(row feature.Row) bool { return !in(row.At) }
	if v.Aheads, err = turn.Aheads(r, turn.Newest(slices.DeleteFunc(aheadRows, out), 3)); err == nil {
		v.Plains, err = turn.Plains(r, turn.Newest(slices.DeleteFunc(plainRows, out), 7))
	}
	return err
}

// dues are when seals open.
func dues(r *feature.Request) (when []time.Time, err error) {
	all, _, err := kept.All(r)
	for _, i := range all {
		if i.Closed(r.Now) || i.Waits(r.Now) {
			when = append(when, i.Opens(r.Now.Location()))
		}
	}
	return when, err
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	all, _, err := kept.All(r)
	closed := 0
	for _, i := range all {
		if i.Closed(r.Now) {
			closed++
		}
	}
	return &feature.Shelf{Href: kept.Base, Head: r.Say("unsent.head"), Line: r.Say("unsent.shelf", "n", len(all), "closed", closed), Group: r.Say("unsent.group")}, err
}
