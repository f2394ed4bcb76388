// Package weeks is what the times of old patterns come to: by the week, with
// whom, and how often something else was done.
//
// It promises that below five nothing is counted out loud but what was done
// instead, and that every count stands with its range. It refuses to say what a
// number means.
package weeks

import (
	"fmt"
	"slices"
	"time"

	"ebb/chart"
	"ebb/feature"
	"ebb/stat"
)

const (
	Shown  = 12 // weeks in the drawing
	enough = 5  // times before anything is counted out loud
)

// Once is one time of a pattern.
type Once struct {
	At      time.Time
	With    string // with whom; "" was not said
	Instead bool   // something else was done
}

// Instead counts the times something else was done.
func Instead(some []Once) (n int) {
	for _, x := range some {
		if x.Instead {
			n++
		}
	}
	return n
}

// View is what some times come to. Sentences are empty below enough.
type View struct {
	More     int // times until there is a drawing
	Wins     string
	Says     []string
	Chart    *chart.Chart
	KeyThere chart.Chart
	KeyElse  chart.Chart
}

// tally is some times by the week, the last week ending with today.
type tally struct {
	there, other [Shown]int
	n, instead   int
	first        int // the week of the first one
}

func tallied(some []Once, now time.Time) (t tally) {
	t.first = Shown - 1
	y, m, d := now.Date()
	end := time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())
	for _, x := range some {
		for i := range Shown {
			if x.At.Before(end.AddDate(0, 0, -7*(Shown-1-i)-7)) || !x.At.Before(end.AddDate(0, 0, -7*(Shown-1-i))) {
				continue
			}
			t.n++
			t.first = min(t.first, i)
			if x.Instead {
				t.instead++
				t.other[i]++
			} else {
				t.there[i]++
			}
		}
	}
	if len(some) > 0 && some[0].At.Before(end.AddDate(0, 0, -7*Shown)) {
		t.first = 0 // it was seen before: the empty weeks are weeks without it
	}
	return t
}

// span is how many weeks are counted, and the fewest and most times in one.
func (t tally) span() (n, low, high int) {
	low = t.there[t.first] + t.other[t.first]
	for i := t.first; i < Shown; i++ {
		sum := t.there[i] + t.other[i]
		low, high = min(low, sum), max(high, sum)
	}
	return Shown - t.first, low, high
}

// Count says and draws what some times come to. id is unique on its page.
func Count(r *feature.Request, id string, people []string, some []Once) (v View) {
	if n := Instead(some); n > 0 {
		i := slices.IndexFunc(some, func(x Once) bool { return x.Instead })
		v.Wins = r.Say("habits.wins", "n", n, "at", some[i].At.In(r.Now.Location()))
	}
	t := tallied(some, r.Now)
	if v.More = max(0, enough-t.n); v.More > 0 {
		return v
	}
	v.Says = append(v.Says, t.says(r))
	share := stat.Wilson(t.instead, t.n)
	v.Says = append(v.Says, r.Say("habits.share", "k", t.instead, "n", t.n, "low", percent(share.Low), "high", percent(share.High)))
	if s := company(r, people, some); s != "" {
		v.Says = append(v.Says, s)
	}
	c := t.draw(r, id)
	v.Chart, v.KeyThere, v.KeyElse = &c, chart.Key(chart.Full), chart.Key(chart.Ring)
	return v
}

func percent(f float64) int { return int(100*f + 0.5) }

// says is how often, with the range of the weeks.
func (t tally) says(r *feature.Request) string {
	n, low, high := t.span()
	return r.Say("habits.often", "n", t.n, "weeks", n, "low", low, "high", high, "range", map[bool]string{true: "none"}[n < 2])
}

// company is with whom most often, of those times that say so; "" below enough.
func company(r *feature.Request, people []string, some []Once) string {
	by, n := map[string]int{}, 0
	for _, x := range some {
		if x.With != "" {
			by[x.With]++
			n++
		}
	}
	if n < enough {
		return ""
	}
	top := slices.MaxFunc(people, func(a, b string) int { return by[a] - by[b] })
	return r.Say("habits.company", "with", top, "k", by[top], "n", n)
}

// draw is a column of dots a week: full where it ran its course, a ring where
// something else was done.
func (t tally) draw(r *feature.Request, id string) chart.Chart {
	d := chart.Days{Words: chart.Words{ID: id, Title: r.Say("habits.chart.title"), Sentence: t.says(r)}}
	d.Table = chart.Table{Caption: r.Say("habits.chart.table")}
	for _, head := range []string{"week", "there", "instead"} {
		d.Table.Head = append(d.Table.Head, r.Say("habits.chart."+head))
	}
	for i := range Shown {
		var marks []chart.Mark
		for range t.there[i] {
			marks = append(marks, chart.Full)
		}
		for range t.other[i] {
			marks = append(marks, chart.Ring)
		}
		d.Marks = append(d.Marks, marks)
		begins := r.Say("habits.chart.day", "at", r.Now.AddDate(0, 0, -7*(Shown-1-i)-6))
		if i%4 == 0 {
			d.Ticks = append(d.Ticks, chart.Tick{At: float64(i), Text: begins})
		}
		if i >= t.first {
			d.Table.Rows = append(d.Table.Rows, []string{begins, fmt.Sprint(t.there[i]), fmt.Sprint(t.other[i])})
		}
	}
	return d.Chart()
}
