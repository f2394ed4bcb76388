package note

import (
	"slices"
	"strconv"
	"time"

	"ebb/chart"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
)

// enough is how many notes and namings a table needs, and how many with a
// strength a drawing needs.
const enough = 5

type panelView struct {
	N, More  int
	Sentence string
	Counts   []Count
	Over     string // instead of Chart
	Chart    *chart.Chart
	Keys     []key
}

// key is one entry of the legend.
type key struct {
	Mark chart.Chart
	Say  string
}

// panel is the last four weeks in a table, and twelve weeks as a drawing.
func panel(r *feature.Request) (*feature.Panel, error) {
	var p panelView
	var weeks []week
	err := feature.See(r, Name, func(s *State) error {
		p.Counts, p.N = s.since(midnight(r.Now, 27))
		weeks = s.weeks(r.Now)
		return nil
	})
	rated := 0
	for _, w := range weeks {
		rated += max(len(w[heavy]), len(w[light]))
	}
	if err != nil || p.N == 0 && rated == 0 {
		return nil, err
	}
	if p.More = enough - p.N; p.More > 0 {
		p.Counts = nil
	} else {
		top := p.Counts[0]
		p.Sentence = r.Say("note.panel.most", "feeling", top.Name, "notes", top.Notes, "n", p.N)
	}
	if rated < enough {
		p.Over = r.Say("note.over.more", "n", rated, "more", enough-rated)
		return &feature.Panel{Template: "note/panel", Data: p}, nil
	}
	c := over(r, weeks)
	p.Chart = &c
	for i, mark := range []chart.Mark{chart.Full, chart.Ring} {
		p.Keys = append(p.Keys, key{chart.Key(mark), "note.over." + strconv.Itoa(i)})
	}
	return &feature.Panel{Template: "note/panel", Data: p}, nil
}

// midnight is the beginning of the day so many days before now.
func midnight(now time.Time, days int) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d-days, 0, 0, 0, 0, now.Location())
}

// A feeling weighs or lifts. Longing does neither, and of the person's own word
// nobody can tell.
const (
	heavy = iota
	light
)

// weighs says which of them a row is.
func weighs(name string) (which int, known bool) {
	f, known := tie.FamilyOf(name)
	if f.Lifts {
		which = light
	}
	return which, known && !f.Mixed
}

// week is the strengths of one week: of each note or naming the strongest feeling
// that weighs, and the strongest that lifts, where it says how strong.
type week [2][]float64

// shown is how many weeks are drawn.
const shown = 12

// weeks are the last ones, each of seven days, the last ending with now's date.
func (s *State) weeks(now time.Time) []week {
	out := make([]week, shown)
	for _, e := range slices.Concat(s.all, s.named) {
		for i := range out {
			if !e.at.Before(midnight(now, 7*(shown-i)-1)) && e.at.Before(midnight(now, 7*(shown-i-1)-1)) {
				e.into(&out[i])
			}
		}
	}
	return out
}

func (e entry) into(w *week) {
	most := [2]int8{-1, -1}
	for _, f := range e.feels {
		if which, known := weighs(f.name); known {
			most[which] = max(most[which], f.strength)
		}
	}
	for which, v := range most {
		if v >= 0 {
			w[which] = append(w[which], float64(v))
		}
	}
}

// over draws mood and distress by the week.
func over(r *feature.Request, weeks []week) chart.Chart {
	c := chart.Strengths{
		Words: chart.Words{ID: "felt", Title: r.Say("note.over.title"), Sentence: overSentence(r, weeks), Table: overTable(r, weeks)},
		Top:   r.Say("note.over.top", "n", 10), Bottom: r.Say("note.over.bottom", "n", 0), Places: len(weeks), Series: make([][]chart.Dot, 2),
	}
	for i, w := range weeks {
		for which, values := range w {
			if len(values) > 0 {
				c.Series[which] = append(c.Series[which], chart.Dot{
					At: float64(i), Value: stat.Mean(values).Value, Low: slices.Min(values), High: slices.Max(values),
				})
			}
		}
		if i%4 == 0 {
			c.Ticks = append(c.Ticks, chart.Tick{At: float64(i), Text: begins(r, i)})
		}
	}
	return c.Chart()
}

// begins is the first day of a week.
func begins(r *feature.Request, i int) string {
	d := midnight(r.Now, 7*(shown-i)-1)
	return r.Say("note.over.day", "d", d.Day(), "m", int(d.Month()))
}

// lately is how many weeks the sentence sets against those before.
const lately = 4

// overSentence sets what weighs lately against before.
func overSentence(r *feature.Request, weeks []week) string {
	var before, after []float64
	for i, w := range weeks {
		if i < shown-lately {
			before = append(before, w[heavy]...)
		} else {
			after = append(after, w[heavy]...)
		}
	}
	if len(before) < 2 || len(after) < 2 {
		return r.Say("note.over.dots")
	}
	a, b := stat.Mean(before), stat.Mean(after)
	return r.Say("note.over.sentence", "weeks", lately, "after", one(b.Value), "alow", one(max(0, b.Low)), "ahigh", one(min(10, b.High)), "an", len(after),
		"before", one(a.Value), "blow", one(max(0, a.Low)), "bhigh", one(min(10, a.High)), "bn", len(before))
}

func one(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

func overTable(r *feature.Request, weeks []week) chart.Table {
	t := chart.Table{Caption: r.Say("note.over.table"), Head: []string{r.Say("note.over.week"), r.Say("note.over.0"), r.Say("note.over.1")}}
	for i, w := range weeks {
		if len(w[heavy])+len(w[light]) > 0 {
			t.Rows = append(t.Rows, []string{begins(r, i), cell(r, w[heavy]), cell(r, w[light])})
		}
	}
	return t
}

func cell(r *feature.Request, values []float64) string {
	if len(values) == 0 {
		return r.Say("note.panel.unrated")
	}
	return r.Say("note.over.cell", "mean", one(stat.Mean(values).Value), "low", int(slices.Min(values)), "high", int(slices.Max(values)), "n", len(values))
}
