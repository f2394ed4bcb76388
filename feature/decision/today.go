package decision

import (
	"time"

	"ebb/feature"
	"ebb/tie"
)

// shown is how long Today names what can be looked at again.
const shown = 14 * 24 * time.Hour

// named is for how many days after it the weekly review names a day to look
// again. The decision itself says so for good.
const named = 56

type cardView struct {
	Day   string // of the decision that can be looked at again; "" none
	Draft bool   // a draft was slept on
}

// card is on Today from the morning after a night, and from the day to look
// again.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var v cardView
	err := see(r, func(s *State) error {
		d, until := s.draft()
		v.Draft = d.seq > 0 && !until.IsZero() && !until.After(r.Now) && r.Now.Sub(until) < shown
		if at, ok := r.Morning(s.review()); ok && s.due(r) && r.Now.Sub(at) < shown {
			v.Day = said(r, s.standing().at)
		}
		return nil
	})
	if err != nil || v == (cardView{}) {
		return nil, err
	}
	return &feature.Card{Template: "decision/card", Data: v}, nil
}

// dues are the morning after a night, and of the day to look again.
func dues(r *feature.Request) (all []time.Time, err error) {
	err = see(r, func(s *State) error {
		if d, until := s.draft(); d.seq > 0 && until.After(r.Now) {
			all = append(all, until)
		}
		if at, ok := r.Morning(s.review()); ok && at.After(r.Now) {
			all = append(all, at)
		}
		return nil
	})
	return all, err
}

// step is the line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	sh := feature.Shelf{Href: "/decide/decision", Head: r.Say("decision.title"), Line: r.Say("decision.step")}
	err := see(r, func(s *State) error {
		now := s.standing()
		d, until := s.draft()
		switch {
		case d.seq > 0 && until.After(r.Now):
			sh.Line = r.Say("decision.step.sleeps", "when", moment(r, until))
		case d.words:
			sh.Line = r.Say("decision.step.draft", "day", said(r, d.at))
		case now.seq > 0 && s.due(r):
			sh.Line = r.Say("decision.step.due", "day", said(r, now.at))
		case now.seq > 0:
			sh.Line = r.Say("decision.step.stands", "mark", mark(now.mark), "day", said(r, now.at))
		}
		return nil
	})
	return &sh, err
}

type weekView struct {
	All []version
	Due string // of when the decision is that can be looked at again
}

// week is what was decided, or looked at again, on these days.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	var v weekView
	var some []entry
	err := see(r, func(s *State) error {
		for _, e := range s.versions() {
			if (e.kind == tie.Decided || e.kind == Looked) && !e.at.Before(from) && e.at.Before(until) && len(some) < 3 {
				some = append(some, e)
			}
		}
		if at, ok := r.Morning(s.review()); ok && s.due(r) && at.After(from.AddDate(0, 0, -named)) {
			v.Due = said(r, s.standing().at)
		}
		return nil
	})
	if err != nil || len(some) == 0 && v.Due == "" {
		return nil, err
	}
	for _, e := range some {
		one, err := e.open(r)
		if err != nil {
			return nil, err
		}
		v.All = append(v.All, one)
	}
	return []feature.Card{{Template: "decision/week", Data: v}}, nil
}
