package boundary

import (
	"slices"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/feature/boundary/fence"
)

type allPage struct {
	Rules, Over []view
	Chosen      bool // a cooling time
	Days        int
	Ways        int
	No          bool
	Slip        string
	Asked       *tasksView // set for this week, and no boundary yet
}

func showAll(r *feature.Request) (feature.Answer, error) {
	p := allPage{Slip: slipOn(r)}
	views, err := list(r)
	if err != nil {
		return feature.Answer{}, err
	}
	for _, v := range views {
		if v.Over {
			p.Over = append(p.Over, v)
		} else {
			p.Rules = append(p.Rules, v)
		}
	}
	err = feature.See(r, Name, func(s *fence.State) error {
		p.Days, p.Chosen, _ = s.Cool(r.Now)
		p.Ways, p.No = s.Open(r.Now), s.TheirNo
		return nil
	})
	if err == nil {
		p.Asked, err = offered(r, func(s *fence.State) []fence.Mark { return s.Asked(r.Now) })
	}
	return feature.Answer{Template: "boundary/all", Data: p, Title: "boundary.title", Place: "keep"}, err
}

// days reads a cooling time from a form.
func days(r *feature.Request) (int, error) {
	n, err := strconv.Atoi(r.FormValue("cool"))
	if err != nil || !slices.Contains(fence.Cools, n) {
		return 0, ebb.Bad("boundary.bad.cool")
	}
	return n, nil
}

func cools(r *feature.Request, on int) (all []chip) {
	for _, n := range fence.Cools {
		all = append(all, chip{strconv.Itoa(n), r.Say("boundary.cool", "n", n), n == on})
	}
	return all
}

type timePage struct {
	Cools   []chip
	Pending string
}

func showTime(r *feature.Request) (feature.Answer, error) {
	var p timePage
	err := feature.See(r, Name, func(s *fence.State) error {
		days, chosen, later := s.Cool(r.Now)
		if !chosen {
			days = -1
		}
		p.Cools = cools(r, days)
		if later != nil {
			p.Pending = r.Say("boundary.pending.cool", "n", later.Days, "when", moment(r, later.Due))
		}
		return nil
	})
	return feature.Answer{Template: "boundary/time", Data: p, Title: "boundary.title", Place: "keep", Back: back(r)}, err
}

// postTime changes the cooling time: a longer one counts at once, a shorter
// one after the one that stands.
func postTime(r *feature.Request) (feature.Answer, error) {
	to, err := days(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var entries []ebb.Entry
	due := r.Now
	err = feature.See(r, Name, func(s *fence.State) error {
		now, _, later := s.Cool(r.Now)
		if later != nil {
			entries = append(entries, ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: later.ID})})
		}
		if to < now {
			due = s.Due(r.Now)
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	entries = append(entries, ebb.Entry{Event: r.New(fence.KindCooled, fence.Cooled{Days: to, Due: due.Unix()})})
	return feature.Answer{Goto: "/keep/boundaries/time"}, r.Journal.Record(r.Context(), entries...)
}

func postTimeOff(r *feature.Request) (feature.Answer, error) {
	var id ebb.ID
	err := feature.See(r, Name, func(s *fence.State) error {
		if _, _, later := s.Cool(r.Now); later != nil {
			id = later.ID
		}
		return nil
	})
	if err == nil && id != (ebb.ID{}) {
		err = r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id}))
	}
	return feature.Answer{Goto: "/keep/boundaries/time"}, err
}

type cardView struct {
	Asked *tasksView // set for the week yesterday
	Ways  bool
}

// card is the way to the log, where contact is allowed at all, and what was set
// for the week.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var v cardView
	err := feature.See(r, Name, func(s *fence.State) error { v.Ways = s.Open(r.Now) > 0; return nil })
	if err == nil {
		v.Asked, err = offered(r, func(s *fence.State) []fence.Mark { return s.Next(r.Now) })
	}
	if err != nil || v == (cardView{}) {
		return nil, err
	}
	return &feature.Card{Template: "boundary/card", Data: v}, nil
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	n, pending := 0, 0
	err := feature.See(r, Name, func(s *fence.State) error {
		for _, b := range s.List(r.Now) {
			if !b.Over {
				n++
			}
			if b.Pending != nil {
				pending++
			}
		}
		return nil
	})
	return &feature.Shelf{Href: "/keep/boundaries", Head: r.Say("boundary.all"), Line: r.Say("boundary.shelf", "n", n, "pending", pending), Group: r.Say("boundary.group")}, err
}
