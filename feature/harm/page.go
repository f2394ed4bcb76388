package harm

import (
	"time"

	"ebb/feature"
)

type mainPage struct {
	Apart  *apartView
	Tasks  []taskView
	Asks   string
	Undo   string
	Closed bool // a yes or their no stands
	Due    bool // the day to look again has come
}

// show is the four parts, and what stands.
func show(r *feature.Request) (feature.Answer, error) {
	p := mainPage{Undo: undoable(r)}
	var some []entry
	err := see(r, func(s *State) error {
		p.Asks, p.Due, some = s.asks(), s.due(r), s.thisWeek(r.Now)
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	a, closed, err := apart(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p.Apart, p.Closed = a.look(r, closed), closed
	p.Tasks, err = views(r, some)
	return page("harm/main", p), err
}

// shown is how long Today names a day that has come.
const shown = 14 * 24 * time.Hour

// due reports whether the day to look again at friendship has come. After a
// yes or their no it does not come.
func (s *State) due(r *feature.Request) bool {
	at, ok := r.Morning(s.apart.review)
	return ok && s.friends() && !r.Now.Before(at.Add(-10*time.Hour)) && r.Now.Sub(at) < shown
}

func (s *State) friends() bool { return Apart{Way: s.apart.way}.friends(s.safety.AnyYes()) }

// card is on Today from the day to look again. Tasks are offered there by
// those who can take them.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	due, said := false, ""
	err := see(r, func(s *State) error { due, said = s.due(r), day(r, s.apart.at); return nil })
	if err != nil || !due {
		return nil, err
	}
	return &feature.Card{Template: "harm/card", Data: said}, nil
}

func dues(r *feature.Request) (all []time.Time, err error) {
	err = see(r, func(s *State) error {
		if at, ok := r.Morning(s.apart.review); ok && s.friends() && at.After(r.Now) {
			all = append(all, at)
		}
		return nil
	})
	return all, err
}

// step is the line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	sh := feature.Shelf{Href: "/decide/after", Head: r.Say("harm.title")}
	err := see(r, func(s *State) error {
		n := len(s.thisWeek(r.Now))
		switch {
		case n > 0:
			sh.Line = r.Say("harm.step.tasks", "n", n)
		case s.apart.seq > 0:
			sh.Line = r.Say("harm.step.said", "day", day(r, s.apart.at))
		default:
			sh.Line = r.Say("harm.step", "stance", string(s.standing.Stance))
		}
		return nil
	})
	return &sh, err
}
