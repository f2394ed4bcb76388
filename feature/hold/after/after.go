// Package after is the day after something was sent: a guess whether an answer
// will come, by when, and how hard that day will be; and on that day, what came.
//
// It promises that nobody is asked for a guess in the same night, that one is
// open at a time, and that the guess is compared with what arrived by itself and
// with nothing else. It refuses odds, and to ask at all after a yes to one of
// the safety questions.
package after

import (
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/guess"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
	"ebb/tie"
)

// closed is where a part of ebb leads that is closed for now.
const closed = "/safety/closed"

// answerable are pulls that an answer may follow. "" is "I already did it".
var answerable = []string{"", "reach", "reply", "clear", "fix", "other"}

// offered is how long after the morning a guess is offered.
const offered = 2 * 24 * time.Hour

// unguessed is the latest moment in which something was sent, from the next
// morning on, where no guess is open and none was made about it.
func unguessed(st *moment.State, now time.Time) (m moment.Moment, ok bool) {
	if _, _, open := st.Guesses.Open(); open || st.Guesses.Guarded() {
		return m, false
	}
	for _, m := range slices.Backward(st.Moments(now.Add(-2 * offered))) {
		if m.Shape() != moment.ShapeActed || !slices.Contains(answerable, m.Pull) {
			continue
		}
		from := morning(m.EndedAt.In(now.Location()))
		return m, !st.Guesses.Made(m.ID) && !now.Before(from) && now.Before(from.Add(offered))
	}
	return m, false
}

// morning is the next six o'clock that a night lies before.
func morning(at time.Time) time.Time {
	y, m, d := at.Date()
	if at.Hour() >= 5 {
		d++
	}
	return time.Date(y, m, d, 6, 0, 0, 0, at.Location())
}

// page is the one page: a guess to make, one that waits, or one to compare.
type page struct {
	Ask     string // which moment, in words; "" none waits for a guess
	Hope    string // what was hoped for, as it was written that night
	Open    *open
	Past    []string
	Chances []int
	Scale   []int
	Min     string // the first day that can be named
}

// open is the guess that waits for its day.
type open struct {
	Line string
	Due  bool
}

// look reads what there is to guess or to compare.
func look(r *feature.Request) (p page, guarded bool, err error) {
	p = page{Min: r.Now.AddDate(0, 0, 1).Format(time.DateOnly)}
	for v := range 11 {
		p.Chances, p.Scale = append(p.Chances, v*10), append(p.Scale, v)
	}
	var hope uint64
	err = feature.See(r, "hold", func(st *moment.State) error {
		guarded = st.Guesses.Guarded()
		if m, ok := unguessed(st, r.Now); ok {
			p.Ask = r.Say("hold.guess.about", "day", view.Day(r, m.Start), "line", view.Line(r, m))
			hope, _ = st.Hope(m.ID)
		}
		if g, _, ok := st.Guesses.Open(); ok {
			hope, _ = st.Hope(g.Moment)
			p.Open = &open{Made(r, g), due(g, r.Now)}
		}
		for _, s := range st.Guesses.Scored() {
			p.Past = append(p.Past, Past(r, s))
		}
		return nil
	})
	if err == nil && hope != 0 && !guarded {
		p.Hope, err = Reread(r, hope)
	}
	return p, guarded, err
}

// Made is a guess in one sentence.
func Made(r *feature.Request, g guess.Guess) string {
	return r.Say("hold.guess.made", "n", g.Chance, "day", day(r, g.By))
}

// Past is a guess and what came of it.
func Past(r *feature.Request, s guess.Scored) string {
	return r.Say("hold.guess.past", "n", s.Chance, "day", day(r, s.By), "came", yes(s.Came.Answer)) + feel(r, s)
}

// Reread opens what was hoped for.
func Reread(r *feature.Request, seq uint64) (string, error) {
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return "", err
	}
	var h moment.Hope
	err = events[0].Decode(&h)
	return h.Words, err
}

// feel is how hard the day was beside how hard it was expected to be; "" where
// one of the two was not said.
func feel(r *feature.Request, s guess.Scored) string {
	if s.Feel == nil || s.Came.Feel == nil {
		return ""
	}
	return " " + r.Say("hold.guess.felt", "expected", *s.Feel, "actual", *s.Came.Feel)
}

func yes(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }

func due(g guess.Guess, now time.Time) bool { return now.Format(time.DateOnly) >= g.By }

// day is a date that was named, in words.
func day(r *feature.Request, date string) string {
	t, err := time.ParseInLocation(time.DateOnly, date, r.Now.Location())
	if err != nil {
		return date
	}
	return view.Day(r, t)
}

// Show is the page.
func Show(r *feature.Request) (feature.Answer, error) {
	p, guarded, err := look(r)
	if err != nil || guarded {
		return feature.Answer{Goto: closed}, err
	}
	return feature.Answer{Template: "hold/guess", Title: "hold.title.guess", Data: p, Place: "today"}, nil
}

// Post keeps a guess, what came, or takes the open guess back.
func Post(r *feature.Request) (feature.Answer, error) {
	var m moment.Moment
	var g guess.Guess
	var by ebb.ID
	var ask, open, guarded bool
	err := feature.See(r, "hold", func(st *moment.State) error {
		guarded = st.Guesses.Guarded()
		m, ask = unguessed(st, r.Now)
		g, by, open = st.Guesses.Open()
		return nil
	})
	if err != nil || guarded {
		return feature.Answer{Goto: closed}, err
	}
	answer := feature.Answer{Goto: "/now/guess"}
	switch said := r.FormValue("came"); {
	case open && r.FormValue("drop") != "":
		return answer, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: by}))
	case open && due(g, r.Now) && (said == "yes" || said == "no"):
		return answer, came(r, g.Moment, said == "yes")
	case ask:
		return answer, made(r, m.ID)
	}
	return answer, nil
}

func made(r *feature.Request, id ebb.ID) error {
	chance, err := strconv.Atoi(r.FormValue("chance"))
	if err != nil {
		return ebb.Bad("hold.bad.chance")
	}
	how, err := scale(r)
	if err != nil {
		return err
	}
	body := guess.Guess{Moment: id, Guess: tie.Guess{Chance: chance, By: r.FormValue("by"), Feel: how}}
	if err := body.Check(); err != nil {
		return err
	}
	if due(body, r.Now) {
		return ebb.Bad("hold.bad.day")
	}
	return r.Record(r.New(tie.Guessed, body))
}

func came(r *feature.Request, id ebb.ID, answer bool) error {
	how, err := scale(r)
	if err != nil {
		return err
	}
	body := guess.Resolution{Moment: id, Resolution: tie.Resolution{Answer: answer, Feel: how}}
	if err := body.Check(); err != nil {
		return err
	}
	return r.Record(r.New(tie.Came, body))
}

// scale is 0 to 10, or nil where it was left out.
func scale(r *feature.Request) (*int, error) {
	text := r.FormValue("feel")
	if text == "" {
		return nil, nil
	}
	v, err := strconv.Atoi(text)
	if err != nil {
		return nil, ebb.Bad("hold.bad.strength")
	}
	return &v, nil
}

// lookedAt is how many days Today keeps an open guess that is due.
const lookedAt = 14

type both struct {
	Ask, Due bool
	Today    any
}

// Card puts before today's card that a guess can be made, or compared.
func Card(today func(*feature.Request) (*feature.Card, error)) func(*feature.Request) (*feature.Card, error) {
	return func(r *feature.Request) (*feature.Card, error) {
		c, err := today(r)
		if err != nil || c == nil || r.Journal == nil {
			return c, err
		}
		p := both{Today: c.Data}
		err = feature.See(r, "hold", func(st *moment.State) error {
			_, p.Ask = unguessed(st, r.Now)
			g, _, ok := st.Guesses.Open()
			p.Due = ok && due(g, r.Now) && !due(g, r.Now.AddDate(0, 0, -lookedAt)) && !st.Guesses.Guarded()
			return nil
		})
		if err == nil && (p.Ask || p.Due) {
			c.Template, c.Data = "hold/guess/card", p
		}
		return c, err
	}
}
