package later

import (
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/later/anew"
	"ebb/feature/later/said"
)

type firstPage struct {
	Closed          bool // a yes, or their no
	Friends         string
	Signs, Compared int
	Portrait        bool
}

// show is all of it, each with its own line.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := said.See(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := firstPage{Closed: s.Safety.AnyYes(), Signs: len(s.Signs), Compared: len(s.Compared)}
	if now, _, ok := said.Last(s.Friends); ok {
		p.Friends = r.Day(now.At)
	}
	return feature.Answer{Template: "later/first", Data: p, Title: "later.title", Place: "keep"}, nil
}

// shelf is its place on Keep.
func shelf(r *feature.Request) (*feature.Shelf, error) {
	return &feature.Shelf{Href: base, Head: r.Say("later.title"), Line: r.Say("later.shelf"), Group: r.Say("later.group")}, nil
}

type todayCard struct {
	Back    *backCard // they came back some days ago, and something had its day
	Friends string    // the day on which it was said
	Step    string
}

// card is a day to look again, and for a week what a return brought with it.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := said.See(r)
	if err != nil {
		return nil, err
	}
	var v todayCard
	if quiet, ok := s.Away(r.Now); ok && !quiet.Again.IsZero() {
		b, err := meanwhile(r, quiet)
		if err != nil {
			return nil, err
		}
		if len(b.Places) > 0 {
			v.Back = &b
		}
	}
	if !s.Safety.AnyYes() {
		v.Friends, v.Step = asks(r, s.Friends), asks(r, s.Steps)
	}
	if v == (todayCard{}) {
		return nil, nil
	}
	return &feature.Card{Template: "later/card", Data: v}, nil
}

// asks is the day on which something was said that can be looked at again by
// now, for a week; "" where there is none.
func asks(r *feature.Request, all []said.Answer) string {
	now, _, ok := said.Last(all)
	at, dated := r.Morning(now.Review)
	if !ok || !dated || r.Now.Before(at) || r.Now.Sub(at) >= said.Shown {
		return ""
	}
	return r.Day(now.At)
}

// dues are the mornings of days to look again.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := said.See(r)
	if err != nil || s.Safety.AnyYes() {
		return nil, err
	}
	for _, of := range [][]said.Answer{s.Friends, s.Steps} {
		now, _, _ := said.Last(of)
		if at, ok := r.Morning(now.Review); ok {
			all = append(all, at)
		}
	}
	return all, nil
}

type weekCard struct {
	Friends, Step *told
	Signs         []anew.SignView
	Compared      []anew.ComparedView
}

// week is what was said in a week. After a yes or their no nothing about the
// two of them is put forward.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := said.See(r)
	if err != nil {
		return nil, err
	}
	in := func(row feature.Row) bool { return row.Seq > 0 && !row.At.Before(from) && row.At.Before(until) }
	rows := func(all []feature.Row) (some []feature.Row) {
		for _, row := range all {
			if in(row) {
				some = append(some, row)
			}
		}
		return some
	}
	var v weekCard
	err = anew.Signs(r, rows(s.Signs), func(_ ebb.Event, x anew.SignView) { v.Signs = append(v.Signs, x) })
	if err != nil {
		return nil, err
	}
	err = anew.Comparisons(r, rows(s.Compared), func(x anew.ComparedView) { v.Compared = append(v.Compared, x) })
	if err == nil && !s.Safety.AnyYes() {
		err = v.two(r, s, in)
	}
	if err != nil || v.Friends == nil && v.Step == nil && len(v.Signs)+len(v.Compared) == 0 {
		return nil, err
	}
	return []feature.Card{{Template: "later/week", Data: v}}, nil
}

// two is what was said about the two of them.
func (v *weekCard) two(r *feature.Request, s said.State, in func(feature.Row) bool) error {
	if now, _, _ := said.Last(s.Friends); in(now.Row) {
		f, err := said.Reread[said.Friends](r, now.Row)
		if err != nil {
			return err
		}
		v.Friends = toldFriends(r, f, now.Row)
	}
	if now, _, _ := said.Last(s.Steps); in(now.Row) {
		f, err := said.Reread[said.Step](r, now.Row)
		if err != nil {
			return err
		}
		v.Step = toldStep(r, f, now.Row)
	}
	return nil
}
