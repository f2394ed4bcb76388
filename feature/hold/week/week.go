// Package week is what hold says in the weekly review: what happened as dots
// and one sentence, one moment to look at again, and one guess against what
// came. After "I sent it" it asks once what that was after.
//
// It promises that missed weeks are one longer week, that a quiet one is said
// to be quiet, and that while two people are together silence is not called the
// good one. It refuses lessons.
package week

import (
	"math"
	"slices"
	"time"

	"ebb"
	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/after"
	"ebb/feature/hold/guess"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
	"ebb/stat"
)

// happened is the first card.
type happened struct {
	Sentence string
	Dots     *chart.Chart
	Keys     []view.Key
}

// strongest is the moment to look at again.
type strongest struct {
	ID       string
	Day      string
	Line     string
	Expected string
	Ticks    []string // their keys
	Words    []string
	Ask      string   // id of a moment that ended in acting, not asked about yet
	AskLine  string   // which one
	Needs    []string // to choose from
	Said     []string // what was answered before
	Hope     string   // what it was hoped to bring, as it was written that night
}

// scored is a forecast against what came, and guesses about an answer.
type scored struct {
	Line, Rest string
	Guesses    []string
}

// Cards are hold's share of the review.
func Cards(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	var cards []feature.Card
	var words []uint64
	var hope uint64
	var look strongest
	err := feature.See(r, "hold", func(st *moment.State) error {
		ms := between(st.Moments(from), until)
		cards = append(cards, feature.Card{Step: "happened", Template: "hold/week/happened", Data: tell(r, st, ms, from, until)})
		if len(ms) > 0 {
			m := pick(ms)
			look, words = lookAt(r, m, ms), st.Words(m.ID)
			if acted, ok := lastActed(ms); ok {
				hope, _ = st.Hope(acted.ID)
			}
		}
		g := answered(r, ms)
		if g.about(r, st.Guesses, from, until); g.Line != "" || len(g.Guesses) > 0 {
			cards = append(cards, feature.Card{Step: "guess", Template: "hold/week/guess", Data: g})
		}
		return nil
	})
	if err != nil || look.ID == "" {
		return cards, err
	}
	if hope != 0 {
		if look.Hope, err = after.Reread(r, hope); err != nil {
			return cards, err
		}
	}
	look.Words, err = reread(r, words)
	return append(cards, feature.Card{Step: "moment", Template: "hold/week/moment", Data: look}), err
}

func between(ms []moment.Moment, until time.Time) []moment.Moment {
	return slices.DeleteFunc(ms, func(m moment.Moment) bool { return !m.Start.Before(until) })
}

// mostDays is how many days are drawn; the sentence counts all.
const mostDays = 84

func tell(r *feature.Request, st *moment.State, ms []moment.Moment, from, until time.Time) happened {
	together := st.Together()
	if len(ms) == 0 {
		return happened{Sentence: r.Say("hold.week.quiet", "together", yes(together))}
	}
	last := until.AddDate(0, 0, -1)
	n := int(math.Round(moment.DateOf(until).Sub(moment.DateOf(from)).Hours() / 24))
	days, t := moment.DaysOf(ms, last, min(n, mostDays)), moment.Count(ms)
	said := r.Say("hold.week.sentence", "n", len(ms), "k", t[moment.ShapePassed], "plain", yes(together || t[moment.ShapePassed] == 0))
	c := view.Dots(r, days, last, together, chart.Words{ID: "week", Title: r.Say("hold.dots.title", "day", view.Day(r, from)), Sentence: said})
	return happened{Sentence: said, Dots: &c, Keys: view.Keys(r, days, together)}
}

func yes(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }

// pick is the strongest moment by its highest rating, of several the latest;
// where none is rated the latest.
func pick(ms []moment.Moment) moment.Moment {
	best, high := ms[len(ms)-1], -1
	for _, m := range ms {
		for _, p := range m.Ratings {
			if p.Value >= high {
				best, high = m, p.Value
			}
		}
	}
	return best
}

func lookAt(r *feature.Request, m moment.Moment, ms []moment.Moment) strongest {
	l := strongest{ID: m.ID.String(), Day: view.Day(r, m.Start), Line: view.Line(r, m), Needs: moment.Needs}
	if pairs := m.Expected(); len(pairs) > 0 {
		l.Expected = expected(r, pairs[0])
	}
	for _, tick := range m.Ticks {
		for list, names := range map[string][]string{"trigger": moment.Triggers, "place": moment.Places, "company": moment.Company} {
			if slices.Contains(names, tick) {
				l.Ticks = append(l.Ticks, "hold."+list+"."+tick)
			}
		}
	}
	switch m, ok := lastActed(ms); {
	case !ok:
	case len(m.Needs) > 0:
		l.Said = m.Needs
	default:
		l.Ask, l.AskLine = m.ID.String(), r.Say("hold.week.acted", "day", view.Day(r, m.Start), "line", view.Line(r, m))
	}
	return l
}

// lastActed is the latest of ms that ended in acting.
func lastActed(ms []moment.Moment) (moment.Moment, bool) {
	for _, m := range slices.Backward(ms) {
		if m.Shape() == moment.ShapeActed {
			return m, true
		}
	}
	return moment.Moment{}, false
}

func expected(r *feature.Request, p moment.Expected) string {
	return r.Say("hold.last.expected", "expected", p.Forecast, "actual", p.Actual, "minutes", view.Minutes(p.After))
}

// answered is the guess of the week that was furthest off, and how far they
// were off together.
func answered(r *feature.Request, ms []moment.Moment) (g scored) {
	var best moment.Expected
	var by []float64
	for _, m := range ms {
		for _, p := range m.Expected() {
			off := p.Forecast - p.Actual
			if len(by) == 0 || off*off > (best.Forecast-best.Actual)*(best.Forecast-best.Actual) {
				best = p
			}
			by = append(by, float64(off))
		}
	}
	if len(by) > 0 {
		g.Line = expected(r, best)
	}
	if mean := stat.Mean(by); len(by) > 1 {
		g.Rest = r.Say("hold.week.guesses", "n", len(by), "by", view.Signed(mean.Value), "low", view.Signed(mean.Low), "high", view.Signed(mean.High))
	}
	return g
}

// about adds the guesses about an answer whose day was in the week, and the one
// that waits; none after a yes to one of the safety questions.
func (g *scored) about(r *feature.Request, all guess.State, from, until time.Time) {
	if all.Guarded() {
		return
	}
	for _, s := range all.Scored() {
		if s.By >= from.Format(time.DateOnly) && s.By < until.Format(time.DateOnly) {
			g.Guesses = append(g.Guesses, after.Past(r, s))
		}
	}
	if waits, _, open := all.Open(); open {
		g.Guesses = append(g.Guesses, after.Made(r, waits))
	}
}

// reread opens the person's own words again.
func reread(r *feature.Request, seqs []uint64) (words []string, err error) {
	events, err := r.Journal.Read(r.Context(), seqs...)
	for _, e := range events {
		var d moment.Detail
		if err := e.Decode(&d); err != nil {
			return nil, err
		}
		words = append(words, d.Words)
	}
	return words, err
}

// PostLooked keeps what acting was after.
func PostLooked(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.PostFormValue("moment"))
	if err != nil {
		return feature.Answer{}, ebb.Bad("hold.bad.moment")
	}
	l := moment.Looked{Moment: id, Needs: r.PostForm["need"]}
	to := feature.Answer{Goto: "/review?card=moment"}
	if len(l.Needs) == 0 {
		return to, nil
	}
	if err := l.Check(); err != nil {
		return feature.Answer{}, err
	}
	return to, r.Record(r.New(moment.KindLooked, l))
}
