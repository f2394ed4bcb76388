package past

import (
	"net/http"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
)

// box is how long one writes ahead.
const box = 10 * time.Minute

type nextPage struct {
	Next
	ID, Wrong string
	Until     string
}

func showNext(r *feature.Request) (feature.Answer, error) {
	t, known, err := at(r)
	if err != nil || !known {
		return feature.Answer{Goto: "/decide/past"}, err
	}
	n, _, err := ahead(r, t)
	return page(r, "next", path(t.id), nextPage{Next: n, ID: t.id.String(), Until: r.Now.Add(box).Format("15:04")}), err
}

// postNext keeps what looks ahead. With nothing left in it, it is erased.
func postNext(r *feature.Request) (feature.Answer, error) {
	t, known, err := at(r)
	if err != nil || !known {
		return feature.Answer{Goto: "/decide/past"}, err
	}
	to := feature.Answer{Goto: path(t.id)}
	n := Next{Story: t.id, What: r.Own("what"), When: r.OwnLine("when"), Where: r.OwnLine("where"), Tomorrow: r.OwnLine("tomorrow")}
	if why := over(r, []string{n.What, n.Tomorrow}, []string{n.When, n.Where}); why != "" {
		a := page(r, "next", path(t.id), nextPage{Next: n, ID: t.id.String(), Until: r.Now.Add(box).Format("15:04"), Wrong: why})
		a.Status = http.StatusUnprocessableEntity
		return a, nil
	}
	was, some, err := ahead(r, t)
	switch {
	case err != nil || some && n == was:
		return to, err
	case n != Next{Story: t.id}:
		return to, r.Record(r.New(KindNext, n))
	case some:
		var ids []ebb.ID
		for _, e := range t.next {
			ids = append(ids, e.id)
		}
		return to, r.Journal.Record(r.Context(), ebb.Entry{Erase: ids})
	}
	return to, nil
}

type cardRow struct{ ID, Text string }

// card is the one thing for today, on the day after it was written.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	all, err := stories(r)
	if err != nil {
		return nil, err
	}
	yesterday := r.Now.AddDate(0, 0, -1).Format(time.DateOnly)
	for _, t := range all {
		if len(t.next) == 0 || t.next[len(t.next)-1].at.In(r.Now.Location()).Format(time.DateOnly) != yesterday {
			continue
		}
		n, ok, err := ahead(r, t)
		if err != nil {
			return nil, err
		}
		if ok && n.Tomorrow != "" {
			return &feature.Card{Template: "past/card", Data: cardRow{t.id.String(), n.Tomorrow}}, nil
		}
	}
	return nil, nil
}

// weekRow is an account of the week: what it touched, what else it could be,
// and what looks ahead.
type weekRow struct {
	ID, Name string
	Touched  []string
	Else     string
	Next     *Next
}

// shown is how many accounts a week shows.
const shown = 3

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	all, err := stories(r)
	if err != nil {
		return nil, err
	}
	in := func(e entry) bool { return !e.at.Before(from) && e.at.Before(until) }
	var rows []weekRow
	for _, t := range all {
		if len(rows) == shown || !slices.ContainsFunc(t.pages, in) && !slices.ContainsFunc(t.next, in) {
			continue
		}
		w, err := weekOf(r, t)
		if err != nil {
			return nil, err
		}
		rows = append(rows, w)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return []feature.Card{{Template: "past/week", Data: rows}}, nil
}

func weekOf(r *feature.Request, t story) (w weekRow, err error) {
	pages, err := open(r, t.stand())
	if err != nil {
		return w, err
	}
	w = weekRow{ID: t.id.String(), Name: name(r, t, pages), Touched: standing(t, pages, "hurt").Touched, Else: standing(t, pages, "mean").More}
	n, ok, err := ahead(r, t)
	if ok {
		w.Next = &n
	}
	return w, err
}

// step is its line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	all, err := stories(r)
	s := &feature.Shelf{Href: "/decide/past", Head: r.Say("past.step"), Line: r.Say("past.step.none")}
	if len(all) > 0 {
		s.Line = r.Say("past.step.line", "n", len(all), "day", day(r, all[0].last()))
	}
	return s, err
}
