package view

import (
	"math"
	"slices"
	"strconv"
	"time"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/stat"
)

// todayCard is what Today shows.
type todayCard struct {
	Empty  bool
	Quiet  bool // four weeks without a moment: there is nothing to draw
	Dots   chart.Chart
	Keys   []Key
	Week   Fact
	Half   *Fact // nil while together
	Last   *lastMoment
	Locked []lockedMoment
}

// lockedMoment was kept while nobody was in, and can be taken out.
type lockedMoment struct{ ID, Line string }

// Fact is one number in large type and the words that go with it.
type Fact struct{ Number, Rest string }

// Key is one entry of a legend.
type Key struct {
	Mark chart.Chart
	Text string
}

// lastMoment is the latest moment, shown on the next day.
type lastMoment struct {
	ID       string
	Line     string
	Expected string
	Outcomes []string // to say how it ended; empty where that was said
}

const (
	dotDays   = 28
	quietDays = 21 // without a moment: they have not been here for a while
	oneWeek   = 7
	surely    = 0.05
)

// Card is what Today shows.
func Card(r *feature.Request) (*feature.Card, error) {
	c := &feature.Card{Template: "hold/today"}
	err := feature.See(r, "hold", func(st *moment.State) error {
		if st.Empty() {
			c.Data = todayCard{Empty: true}
			return nil
		}
		ms := st.Moments(moment.LongAgo)
		days := moment.DaysOf(ms, r.Now, dotDays)
		c.Headline = headline(r, ms, st.Together())
		c.Data = todayCard{
			Dots: dots(r, days, st.Together()), Keys: Keys(r, days, st.Together()),
			Week: week(r, days, st.Together()), Half: halfFact(r, ms, st.Together()),
			Last: lastNight(r, ms), Locked: whileLocked(r, ms),
			Quiet: len(slices.Concat(days...)) == 0,
		}
		return nil
	})
	return c, err
}

// headline is one sentence that the counts bear out. Fewer is only said where
// chance alone would seldom do it, and never while two people are together.
func headline(r *feature.Request, ms []moment.Moment, together bool) string {
	since := int(moment.DateOf(r.Now).Sub(moment.DateOf(ms[len(ms)-1].Start)).Hours() / 24)
	if since >= quietDays {
		return r.Say("hold.today.away", "together", yes(together))
	}
	weeks := moment.DaysOf(ms, r.Now, 2*oneWeek)
	now, then := moment.Count(slices.Concat(weeks[oneWeek:]...)), moment.Count(slices.Concat(weeks[:oneWeek]...))
	n, before := now.All(), then.All()
	lived := !ms[0].Start.After(r.Now.AddDate(0, 0, -2*oneWeek))
	if !together && lived && n < before && stat.EvenOdds(n, n+before) < surely {
		return r.Say("hold.today.fewer", "n", n, "before", before)
	}
	return r.Say("hold.today.week", "n", n, "k", now[moment.ShapePassed], "plain", plain(now, together))
}

// plain says whether waves are counted without how many passed: while two
// people are together, and where none did, which helps nobody to read.
func plain(t moment.Tally, together bool) string { return yes(together || t[moment.ShapePassed] == 0) }

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func dots(r *feature.Request, days [][]moment.Moment, together bool) chart.Chart {
	t := moment.Count(slices.Concat(days...))
	w := chart.Words{
		ID: "dots", Title: r.Say("hold.dots.title", "day", Day(r, daysAgo(r.Now, dotDays-1))),
		Sentence: r.Say("hold.dots.sentence", "n", t.All(), "k", t[moment.ShapePassed], "plain", plain(t, together)),
	}
	w.Desc = w.Sentence + " " + r.Say("hold.dots.weeks",
		"a", len(slices.Concat(days[:7]...)), "b", len(slices.Concat(days[7:14]...)),
		"c", len(slices.Concat(days[14:21]...)), "d", len(slices.Concat(days[21:]...)))
	return Dots(r, days, r.Now, together, w)
}

// Dots is days that end with a date, one dot a moment.
func Dots(r *feature.Request, days [][]moment.Moment, last time.Time, together bool, words chart.Words) chart.Chart {
	words.Table = dayTable(r, days, last, together)
	d, apart := chart.Days{Words: words}, oneWeek*max(1, len(days)/(4*oneWeek))
	for i, today := range days {
		var marks []chart.Mark
		for _, m := range today {
			marks = append(marks, shown(m, together).Mark())
		}
		d.Marks = append(d.Marks, marks)
		if i%apart == 0 {
			d.Ticks = append(d.Ticks, chart.Tick{At: float64(i), Text: Day(r, daysAgo(last, len(days)-1-i))})
		}
	}
	return d.Chart()
}

// shown is a moment's shape on Today. While two people are together a moment
// is a moment: no shape says that silence would be the good one.
func shown(m moment.Moment, together bool) moment.Shape {
	if together {
		return moment.ShapePassed
	}
	return m.Shape()
}

func daysAgo(now time.Time, n int) time.Time { return now.AddDate(0, 0, -n) }

func dayTable(r *feature.Request, days [][]moment.Moment, last time.Time, together bool) chart.Table {
	out := chart.Table{Caption: r.Say("hold.dots.table"), Head: []string{r.Say("hold.table.day"), r.Say("hold.table.waves")}}
	total := moment.Count(slices.Concat(days...))
	for s, n := range total {
		if n > 0 && !together {
			out.Head = append(out.Head, r.Say("hold.shape."+moment.Shape(s).Key()))
		}
	}
	for i, ms := range days {
		if len(ms) == 0 {
			continue
		}
		row := []string{Day(r, daysAgo(last, len(days)-1-i)), strconv.Itoa(len(ms))}
		for s, n := range moment.Count(ms) {
			if total[s] > 0 && !together {
				row = append(row, strconv.Itoa(n))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// Keys is the legend: only the shapes that are there.
func Keys(r *feature.Request, days [][]moment.Moment, together bool) []Key {
	if together {
		return nil
	}
	var out []Key
	for s, n := range moment.Count(slices.Concat(days...)) {
		if n > 0 {
			out = append(out, Key{chart.Key(moment.Shape(s).Mark()), r.Say("hold.shape." + moment.Shape(s).Key())})
		}
	}
	return out
}

func week(r *feature.Request, days [][]moment.Moment, together bool) Fact {
	t := moment.Count(slices.Concat(days[dotDays-oneWeek:]...))
	return Fact{strconv.Itoa(t.All()), r.Say("hold.today.waves", "n", t.All(), "k", t[moment.ShapePassed], "plain", plain(t, together))}
}

// halfFact is Half, but not while together.
func halfFact(r *feature.Request, ms []moment.Moment, together bool) *Fact {
	if together {
		return nil
	}
	f := Half(r, ms)
	return &f
}

// Half is the time to half with its range and its count, or how many more
// rated moments it needs.
func Half(r *feature.Request, ms []moment.Moment) Fact {
	h := moment.HalfOf(ms)
	switch {
	case moment.More(h.N) > 0:
		return Fact{"", r.Say("hold.half.more", "n", moment.More(h.N))}
	case math.IsNaN(h.Time.Value):
		return Fact{"", r.Say("hold.half.unseen", "n", h.N)}
	}
	return Fact{strconv.Itoa(Minutes(h.Time.Value)), r.Say("hold.half.rest", "range", span(r, h.Time), "n", h.N)}
}

// lastNight is the latest moment of the night or evening before, once it is
// day again.
func lastNight(r *feature.Request, ms []moment.Moment) *lastMoment {
	m := ms[len(ms)-1]
	ago := r.Now.Sub(m.Start)
	if r.Now.Hour() < 6 || r.Now.Hour() >= 21 || ago < 4*time.Hour || ago > 24*time.Hour {
		return nil
	}
	l := &lastMoment{ID: m.ID.String(), Line: Line(r, m)}
	if pairs := m.Expected(); len(pairs) > 0 {
		p := pairs[0]
		l.Expected = r.Say("hold.last.expected", "expected", p.Forecast, "actual", p.Actual, "minutes", Minutes(p.After))
	}
	if m.Outcome == "" {
		l.Outcomes = moment.Outcomes
	}
	return l
}

// mostLocked is how many of them Today lists, the latest first.
const mostLocked = 5

func whileLocked(r *feature.Request, ms []moment.Moment) (out []lockedMoment) {
	for _, m := range slices.Backward(ms) {
		if m.Locked && m.Start.After(r.Now.AddDate(0, 0, -oneWeek)) && len(out) < mostLocked {
			out = append(out, lockedMoment{m.ID.String(), r.Say("hold.out.line", "day", Day(r, m.Start), "line", Line(r, m))})
		}
	}
	return out
}

// Line is one moment in one line: what it pulled towards, when, and how strong.
func Line(r *feature.Request, m moment.Moment) string {
	pull := m.Pull
	if len(m.Ratings) == 0 {
		return r.Say("hold.last.plain", "pull", pull, "time", Clock(m.Start))
	}
	a, b := m.Ratings[0], m.Ratings[len(m.Ratings)-1]
	if len(m.Ratings) == 1 {
		return r.Say("hold.last.once", "pull", pull, "time", Clock(m.Start), "n", a.Value)
	}
	return r.Say("hold.last.twice", "pull", pull, "time", Clock(m.Start),
		"from", a.Value, "to", b.Value, "minutes", Minutes(b.At.Sub(a.At).Minutes()))
}
