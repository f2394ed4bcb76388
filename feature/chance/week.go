package chance

import (
	"time"

	"ebb/feature"
)

// shown is for how many days Today names a promise whose day has come.
const shown = 7

// atOnce is how many promises a card lists.
const atOnce = 5

// dayView is some promises and how many more there are.
type dayView struct {
	Promises []promiseView
	More     int
}

func list(r *feature.Request, s *State, some []entry) (v dayView, err error) {
	v.More = max(0, len(some)-atOnce)
	v.Promises, err = views(r, s, some[:min(len(some), atOnce)])
	return v, err
}

// card is the promises whose day has come, for a week or until something was
// said. After a yes nothing is named.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil || s.closed {
		return nil, err
	}
	some := s.open(r.Now.AddDate(0, 0, 1-shown).Format(time.DateOnly), r.Now.Format(time.DateOnly))
	if len(some) == 0 {
		return nil, nil
	}
	v, err := list(r, &s, some)
	return &feature.Card{Template: "chance/card", Data: v}, err
}

// dues are the mornings of promises of which nothing was said.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	if err != nil || s.closed {
		return nil, err
	}
	for _, e := range s.open("", "9999") {
		if at, ok := r.Morning(e.by); ok {
			all = append(all, at)
		}
	}
	return all, nil
}

// week is the promises whose day came in a week, those written in it, and those
// of which something was said in it. After a yes nothing is put forward.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil || s.closed {
		return nil, err
	}
	var some []entry
	first, next := from.Format(time.DateOnly), until.Format(time.DateOnly)
	for _, e := range s.all {
		due := e.by >= first && e.by < next && e.by != ""
		if due || within(e.at, from, until) || within(s.ledger.When(e.id), from, until) {
			some = append(some, e)
		}
	}
	if len(some) == 0 {
		return nil, nil
	}
	v, err := list(r, &s, some)
	return []feature.Card{{Template: "chance/week", Data: v}}, err
}

func within(at, from, until time.Time) bool { return !at.Before(from) && at.Before(until) }
