package head

import (
	"math"
	"strconv"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/head/turn"
)

// quarter is how long a parked thing gets.
const quarter = 15 * time.Minute

// parkedPage is one thing that was parked for today.
type parkedPage struct {
	None     bool
	ID       string
	Time     string
	Question string
	Wrote    turn.Wrote
	Taken    bool
	From, To string // by the clock on the wall
	Passed   int    // seconds
	Whole    int
	Max      int
}

// lots is what was parked for today.
func lots(r *feature.Request) (all []lot, err error) {
	err = feature.See(r, Name, func(s *State) error {
		all = s.today(r.Now)
		return nil
	})
	return all, err
}

func showParked(r *feature.Request) (feature.Answer, error) {
	a := feature.Answer{Template: "head/parked", Title: "head.title.parked", Place: "today", Scripts: []string{"quarter"}}
	all, err := lots(r)
	if err != nil || len(all) == 0 {
		a.Data = parkedPage{None: true}
		return a, err
	}
	l := all[0]
	p := parkedPage{ID: l.id.String(), Time: l.from.Format("15:04"), Max: turn.Longest, Whole: int(quarter.Seconds())}
	if p.Taken = !l.taken.IsZero(); p.Taken {
		from := l.taken.In(r.Now.Location())
		p.From, p.To = from.Format("15:04"), from.Add(quarter).Format("15:04")
		p.Passed = min(int(r.Now.Sub(from).Seconds()), p.Whole)
	}
	a.Data = &p
	return a, p.read(r, l)
}

// read opens the words again.
func (p *parkedPage) read(r *feature.Request, l lot) error {
	events, err := r.Journal.Read(r.Context(), l.parked)
	if err != nil || len(events) == 0 {
		return err
	}
	var b turn.Parked
	if err := events[0].Decode(&b); err != nil {
		return err
	}
	p.Question = b.Question
	if l.wrote == 0 {
		return nil
	}
	events, err = r.Journal.Read(r.Context(), l.wrote)
	if err != nil || len(events) == 0 {
		return err
	}
	return events[0].Decode(&p.Wrote)
}

// named returns what is parked for today under the id that a form sends; false
// where it is closed already.
func named(r *feature.Request) (ebb.ID, bool, error) {
	id, err := ebb.ParseID(r.FormValue("moment"))
	if err != nil {
		return id, false, ebb.Bad("head.bad")
	}
	all, err := lots(r)
	for _, l := range all {
		if l.id == id {
			return id, true, err
		}
	}
	return id, false, err
}

func postTaken(r *feature.Request) (feature.Answer, error) {
	id, ok, err := named(r)
	if err != nil || !ok {
		return feature.Answer{Goto: "/head/parked"}, err
	}
	return feature.Answer{Goto: "/head/parked"}, r.Record(r.New(turn.KindTaken, turn.Taken{Moment: id}))
}

func postClosed(r *feature.Request) (feature.Answer, error) {
	id, ok, err := named(r)
	if err != nil || !ok {
		return feature.Answer{Goto: "/today"}, err
	}
	body := turn.Closed{Moment: id, How: turn.Done, Words: r.Own("words")}
	if r.FormValue("how") == turn.Freed {
		body = turn.Closed{Moment: id, How: turn.Freed}
	}
	if err := turn.Held(id, true, body.Words); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/today"}, r.Record(r.New(turn.KindClosed, body))
}

// dues are the times that were put off to and are still open.
func dues(r *feature.Request) (all []time.Time, err error) {
	err = feature.See(r, Name, func(s *State) error {
		for id, p := range s.parked {
			if _, closed := s.closed[id]; !closed {
				all = append(all, p.value.from)
			}
		}
		return nil
	})
	return all, err
}

// card is what was parked for today.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	all, err := lots(r)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	data := struct{ ID, Time string }{all[0].id.String(), all[0].from.Format("15:04")}
	return &feature.Card{Template: "head/card", Data: data}, nil
}

// told is a tally in words.
type told struct {
	tally
	Easier string // with its range; "" too few
}

func tell(r *feature.Request, from, until time.Time) (t told, err error) {
	err = feature.See(r, Name, func(s *State) error {
		t.tally = s.tally(from, until)
		return nil
	})
	if i := t.tally.Easier; t.More <= 0 && !math.IsNaN(i.Low) {
		t.Easier = r.Say("head.panel.easier", "by", number(i.Value), "low", number(i.Low), "high", number(i.High), "n", t.Pairs)
	}
	return t, err
}

// number writes f with at most one decimal.
func number(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(math.Round(f*10)/10, 'f', 1, 64), ".0")
}

// panel is the last twelve weeks.
func panel(r *feature.Request) (*feature.Panel, error) {
	t, err := tell(r, r.Now.AddDate(0, 0, -84), r.Now.Add(time.Second))
	if err != nil || t.N == 0 {
		return nil, err
	}
	return &feature.Panel{Template: "head/panel", Data: t}, nil
}
