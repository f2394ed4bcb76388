package days

import (
	"time"

	"ebb/feature"
	"ebb/feature/days/fact"
)

// Hours of the day in which Today speaks of days, and for how long it asks how
// one was.
const (
	morning, evening = 7, 21
	asks             = 3 // days
)

type cardView struct {
	Days  []dayView
	Quiet bool      // a day for which people come first: nothing is named
	Asks  []dayView // how were they
}

// card is the days of today and tomorrow that were wanted there, and one
// question about those that are over.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil || r.Now.Hour() < morning || r.Now.Hour() >= evening {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	var v cardView
	var near, ask []entry
	tomorrow, since := r.Now.AddDate(0, 0, 1).Format(time.DateOnly), r.Now.AddDate(0, 0, -asks).Format(time.DateOnly)
	for _, e := range s.all {
		wanted := e.today && e.on >= today(r) && e.on <= tomorrow
		switch {
		case wanted && s.people(e):
			v.Quiet = true
		case wanted:
			near = append(near, e)
		case s.asked(e, today(r)) && e.on >= since && !s.people(e):
			ask = append(ask, e)
		}
	}
	if len(near)+len(ask) == 0 && !v.Quiet {
		return nil, nil
	}
	if v.Days, err = looks(r, &s, near); err == nil {
		v.Asks, err = looks(r, &s, ask)
	}
	people(r, v.Quiet)
	return &feature.Card{Template: "days/card", Data: v}, err
}

// dues are, for days wanted on Today, the morning before, their own, and the
// one after while nothing was said.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	for _, e := range s.all {
		at, ok := r.Morning(e.on)
		if !ok || !e.today || s.people(e) || !s.went[e.id].at.IsZero() {
			continue
		}
		for day := -1; day <= 1; day++ {
			all = append(all, at.AddDate(0, 0, day))
		}
	}
	return all, err
}

type weekView struct {
	Days   []dayView
	Words  []string // of each, how it was
	Coming bool
}

// week is the days of a week, or those about which something was said in it,
// and those of the week to come.
func week(r *feature.Request, from, until time.Time) (cards []feature.Card, err error) {
	s, err := fold(r)
	if err != nil || s.safety.Fear() {
		return nil, err
	}
	var over, coming weekView
	first, end, next := from.Format(time.DateOnly), until.Format(time.DateOnly), until.AddDate(0, 0, 7).Format(time.DateOnly)
	for _, e := range s.all {
		w := s.went[e.id]
		said := !w.at.IsZero() && !w.at.Before(from) && w.at.Before(until)
		switch {
		case e.afraid:
		case said || e.on >= first && e.on < end:
			err = over.add(r, &s, e)
		case e.on >= end && e.on < next:
			err = coming.add(r, &s, e)
		}
		if err != nil {
			return nil, err
		}
	}
	if coming.Coming = true; len(over.Days) > 0 {
		cards = append(cards, feature.Card{Step: "happened", Template: "days/week", Data: over})
	}
	if len(coming.Days) > 0 {
		cards = append(cards, feature.Card{Step: "next", Template: "days/week", Data: coming})
	}
	return cards, nil
}

func (v *weekView) add(r *feature.Request, s *State, e entry) error {
	d, err := look(r, s, e)
	if err != nil {
		return err
	}
	var a fact.After
	if seq := s.went[e.id].seq; seq > 0 {
		a, err = words[fact.After](r, seq)
	}
	v.Days, v.Words = append(v.Days, d), append(v.Words, a.Words)
	return err
}

// aids are, on the day itself, how I leave, my last sentence and what I do if
// something comes up.
func aids(r *feature.Request) (all []feature.Aid, err error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	for _, e := range s.all {
		if e.on != today(r) {
			continue
		}
		v, err := look(r, &s, e)
		if err != nil {
			return nil, err
		}
		lines := v.lines(r)
		if len(lines) == 0 && !v.People {
			continue
		}
		a := feature.Aid{Head: r.Say("days.aid"), Lines: lines, Links: []feature.Link{{Href: base + "/" + v.ID, Text: r.Say("days.aid.look")}}}
		if v.People {
			a.Links = []feature.Link{{Href: "/help", Text: r.Say("days.help")}}
		}
		for _, a.Step = range []string{"wave", "choose"} {
			all = append(all, a)
		}
	}
	return all, nil
}

func (v dayView) lines(r *feature.Request) (all []string) {
	for _, l := range []struct{ key, text string }{{"leave", v.Leave}, {"last", v.Last}} {
		if l.text != "" {
			all = append(all, r.Say("days.aid."+l.key, "words", l.text))
		}
	}
	if v.If != "" {
		all = append(all, r.Say("days.aid.if", "if", v.If, "then", v.Do))
	}
	return all
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	n := 0
	for _, e := range s.all {
		if e.on >= today(r) {
			n++
		}
	}
	return &feature.Shelf{Href: base, Head: r.Say("days.title"), Line: r.Say("days.shelf", "n", n), Group: r.Say("days.group")}, err
}
