package needs

import (
	"ebb/chart"
	"ebb/feature"
	"ebb/feature/needs/told"
	"ebb/tie"
)

// thenPage is an older list beside the one that stands.
type thenPage struct {
	Then, Now string // days
	Same      bool
	Table     chart.Table
	Others    []version // older lists, the newest first
}

type version struct {
	ID, Day string
	On      bool
}

// mostThen is how many older lists are offered.
const mostThen = 12

// showThen lays an older list beside the newest: the one before, or the one
// that was asked for.
func showThen(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil || len(k.lists) < 2 {
		return feature.Answer{Goto: "/decide/needs"}, err
	}
	older := k.lists[:len(k.lists)-1]
	which := newest(older)
	for _, e := range older {
		if e.id.String() == r.FormValue("list") {
			which = e
		}
	}
	then, err := reread[tie.NeedList](r, which)
	if err != nil {
		return feature.Answer{}, err
	}
	p := thenPage{Then: day(r, which.at), Now: day(r, newest(k.lists).at)}
	for i := len(older) - 1; i >= 0 && len(p.Others) < mostThen; i-- {
		p.Others = append(p.Others, version{older[i].id.String(), day(r, older[i].at), older[i].id == which.id})
	}
	p.Table, p.Same = told.Compare(r, then.Needs, k.needs, p.Then, p.Now)
	back := &feature.Link{Href: "/decide/needs", Text: r.Say("needs.title")}
	return feature.Answer{Template: "needs/then", Data: p, Title: "needs.title", Place: "decide", Back: back}, nil
}
