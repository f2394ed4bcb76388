package reached

import (
	"time"

	"ebb/feature"
	"ebb/tie"
)

// backPage is "wants me back", by day.
type backPage struct {
	Open   bool
	Said   Weighed // what was written so far
	Undone bool
	Today  string
	Max    int
	Closed string // why it is closed, in words that anybody may see
}

func showBack(r *feature.Request) (feature.Answer, error) {
	p := backPage{Today: r.Now.Format(time.DateOnly), Max: longest}
	var at weighed
	err := feature.See(r, Name, func(s *State) error {
		_, at, p.Open = s.wanting(r.Now)
		p.Closed = closed(r, s.safety)
		return nil
	})
	if err == nil && p.Closed == "" && at.seq != 0 {
		p.Said, err = reread[Weighed](r, at.seq)
	}
	return feature.Answer{Template: "reached/back", Title: "reached.title.back", Data: p, Place: "today"}, err
}

// closed is what stands where talking is not prepared: their no is said, fear
// shows no reason.
func closed(r *feature.Request, s tie.Safety) string {
	switch {
	case !s.AnyYes():
		return ""
	case s.Fear():
		return r.Say("reached.closed")
	}
	return r.Say("reached.closed.no")
}

func postBack(r *feature.Request) (feature.Answer, error) {
	body := Weighed{Different: r.Own("different"), Seen: r.Own("seen"), Past: r.Own("past"), Step: r.Own("step"), Review: r.FormValue("review")}
	if r.FormValue("away") != "" {
		body = Weighed{}
	}
	if err := body.check(); err != nil {
		return feature.Answer{}, err
	}
	open := false
	err := feature.See(r, Name, func(s *State) error {
		o, _, ok := s.wanting(r.Now)
		body.Moment, open = o.id, ok && !s.safety.AnyYes()
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	if !open {
		return feature.Answer{Goto: "/reached/back"}, nil
	}
	return feature.Answer{Goto: "/today"}, r.Record(r.New(KindWeighed, body))
}

// shown is how many days Today keeps an offer that nobody takes.
const shown = 7 * 24 * time.Hour

type cardView struct {
	Back   bool     // "wants me back" can be looked at
	Review bool     // this is the day to look again, or a little later
	Held   *tonight // an answer was held until this morning
}

// card is what waited for the day.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var v cardView
	err := feature.See(r, Name, func(s *State) error {
		v.Back, v.Review = s.asks(r.Now)
		v.Held = s.held(r.Now)
		return nil
	})
	if err != nil || v == (cardView{}) {
		return nil, err
	}
	return &feature.Card{Template: "reached/card", Data: v}, nil
}

// asks reports whether "wants me back" waits to be looked at, for the first
// time or again. Nothing waits after a yes to one of the safety questions.
func (s *State) asks(now time.Time) (first, again bool) {
	o, w, ok := s.wanting(now)
	if !ok || s.safety.AnyYes() {
		return false, false
	}
	if w.seq == 0 {
		return now.Before(opens(o.at).Add(shown)), false
	}
	day, err := time.ParseInLocation(time.DateOnly, w.review, now.Location())
	return false, err == nil && !now.Before(day) && now.Before(day.Add(shown))
}

// held is the answer that was held until this morning, on that day alone.
func (s *State) held(now time.Time) *tonight {
	all := s.since(now.Add(-2 * 24 * time.Hour))
	if len(all) == 0 {
		return nil
	}
	last := all[len(all)-1]
	from := opens(last.chose.In(now.Location()))
	y, m, d := from.Date()
	if last.choice != Morning || now.Before(from) || !now.Before(time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())) {
		return nil
	}
	return &tonight{What: last.what, Choices: Choices, Moment: last.id.String()}
}
