package needs

import (
	"ebb"
	"ebb/chart"
	"ebb/feature"
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
	p.Table, p.Same = compare(r, then.Needs, k.needs, p.Then, p.Now)
	back := &feature.Link{Href: "/decide/needs", Text: r.Say("needs.title")}
	return feature.Answer{Template: "needs/then", Data: p, Title: "needs.title", Place: "decide", Back: back}, nil
}

// compare lists what a person said of each need at two times. same: nothing
// differs.
func compare(r *feature.Request, then, now []tie.Need, before, after string) (t chart.Table, same bool) {
	t = chart.Table{Caption: r.Say("needs.then.table"), Head: []string{r.Say("needs.table.need"), before, after}}
	was := map[ebb.ID]tie.Need{}
	for _, n := range then {
		was[ebb.ID(n.ID)] = n
	}
	same = true
	row := func(n tie.Need, a, b string) {
		same = same && a == b
		t.Rows = append(t.Rows, []string{wording(r, n), a, b})
	}
	for _, n := range ordered(now) {
		a := r.Say("needs.then.not")
		if o, ok := was[ebb.ID(n.ID)]; ok {
			a = own(r, o)
			delete(was, ebb.ID(n.ID))
		}
		row(n, a, own(r, n))
	}
	for _, n := range ordered(then) {
		if _, ok := was[ebb.ID(n.ID)]; ok {
			row(n, own(r, n), r.Say("needs.then.out"))
		}
	}
	return t, same
}
