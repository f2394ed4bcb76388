package beside

import (
	"math"
	"time"

	"ebb/chart"
	"ebb/chart/band"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/feature/beside/day"
	"ebb/stat/level"
)

const (
	shown  = 12   // weeks
	lately = 4    // that are set against those before
	least  = 0.05 // of a change that is written
)

// overView is one drawing by the week, or what it still needs.
type overView struct {
	ID, Head string
	More     string // instead of a drawing
	Chart    *chart.Chart
	Keys     []key
	Said     []string
	How      string
}

// over is what weighs and what lifts, and how strong pulls were; none where
// nothing says how strong anything was.
func over(r *feature.Request, s *day.State) (all []overView) {
	today := day.Of(r.Now)
	weighs, lifts, pulls := weekly(s.Weighs(), today), weekly(s.Lifts(), today), weekly(s.Pulls(), today)
	if days(weighs)+days(lifts) > 0 {
		all = append(all, felt(r, weighs, lifts))
	}
	if days(pulls) > 0 {
		all = append(all, pulled(r, pulls))
	}
	return all
}

// weekly is the values of the last weeks, each of seven days, the last ending
// today.
func weekly(values map[day.Date]float64, today day.Date) [][]float64 {
	weeks := make([][]float64, shown)
	for d := today - 7*shown + 1; d <= today; d++ {
		if v, ok := values[d]; ok {
			w := shown - 1 - int(today-d)/7
			weeks[w] = append(weeks[w], v)
		}
	}
	return weeks
}

func days(weeks [][]float64) (n int) {
	for _, w := range weeks {
		n += len(w)
	}
	return n
}

func felt(r *feature.Request, weighs, lifts [][]float64) overView {
	v := overView{ID: "felt", Head: r.Say("beside.felt.head"), How: r.Say("beside.felt.how")}
	w, l := level.Of(weighs), level.Of(lifts)
	if !w.Known() && !l.Known() {
		v.More = r.Say("beside.over.more", "n", max(days(weighs), days(lifts)), "least", level.Least, "weeks", level.Weeks)
		return v
	}
	v.Said = append(lines(r, "weighs", w), lines(r, "lifts", l)...)
	courses, names := []level.Course{w}, []string{r.Say("beside.weighs")}
	if days(lifts) > 0 {
		courses, names = append(courses, l), append(names, r.Say("beside.lifts"))
	}
	v.Keys, v.Chart = keys(names...), draw(r, "felt", v.Said, courses, names...)
	return v
}

func pulled(r *feature.Request, pulls [][]float64) overView {
	v := overView{ID: "pulls", Head: r.Say("beside.pulls.head"), How: r.Say("beside.pulls.how")}
	c := level.Of(pulls)
	if !c.Known() {
		v.More = r.Say("beside.over.more", "n", days(pulls), "least", level.Least, "weeks", level.Weeks)
		return v
	}
	v.Said = lines(r, "pulls", c)
	v.Chart = draw(r, "pulls", v.Said, []level.Course{c}, r.Say("beside.pulls"))
	return v
}

// lines set the last weeks against those before, where both are known.
func lines(r *feature.Request, what string, c level.Course) []string {
	if !c.Known() {
		return nil
	}
	before, after := c.Span(0, shown-lately), c.Span(shown-lately, shown)
	now := []any{"what", what, "weeks", lately, "mean", one(after.Level.Value), "low", bound(after.Level.Low), "high", bound(after.Level.High), "n", after.Days}
	switch {
	case after.Weeks == 0:
		return []string{r.Say("beside.over.few", "what", what, "weeks", lately)}
	case before.Weeks == 0:
		return []string{r.Say("beside.over.now", now...)}
	}
	change := c.Change(before, after)
	clear := "no"
	if change.Low >= least {
		clear = "more"
	} else if change.High <= -least {
		clear = "less"
	}
	return []string{
		r.Say("beside.over.now", now...),
		r.Say("beside.over.before", "mean", one(before.Level.Value), "low", bound(before.Level.Low), "high", bound(before.Level.High), "n", before.Days, "weeks", before.Weeks,
			"clear", clear, "by", one(math.Abs(change.Value)), "least", one(min(math.Abs(change.Low), math.Abs(change.High))), "most", one(max(math.Abs(change.Low), math.Abs(change.High)))),
	}
}

// bound keeps a limit on the scale.
func bound(v float64) string { return one(min(10, max(0, v))) }

func draw(r *feature.Request, id string, said []string, courses []level.Course, names ...string) *chart.Chart {
	b := band.Bands{
		Words: pen.Words{ID: id, Title: r.Say("beside." + id + ".title"), Table: table(r, id, courses, names)},
		Top:   r.Say("beside.over.top"), Bottom: r.Say("beside.over.bottom"), Counts: r.Say("beside.over.counts"),
	}
	for _, s := range said {
		b.Desc += s + " "
	}
	b.Sentence = r.Say("beside.over.reads")
	for _, c := range courses {
		var places []band.Place
		for _, w := range c.Weeks {
			places = append(places, band.Place{N: w.Days, Value: w.Level.Value, Low: w.Level.Low, High: w.Level.High})
		}
		b.Series = append(b.Series, places)
	}
	for i := 0; i < shown; i += 4 {
		b.Ticks = append(b.Ticks, pen.Tick{At: float64(i), Text: r.Say("beside.over.week", "at", begins(r, i))})
	}
	c := b.Chart()
	return &c
}

// begins is the first day of a week.
func begins(r *feature.Request, week int) time.Time {
	return (day.Of(r.Now) - day.Date(7*(shown-week)-1)).Time(r.Now.Location())
}

func table(r *feature.Request, id string, courses []level.Course, names []string) chart.Table {
	t := chart.Table{Caption: r.Say("beside." + id + ".table"), Head: append([]string{r.Say("beside.over.from")}, names...)}
	for i := range shown {
		row, n := []string{r.Say("beside.over.week", "at", begins(r, i))}, 0
		for _, c := range courses {
			row = append(row, cell(r, c.Weeks[i]))
			n += c.Weeks[i].Days
		}
		if n > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func cell(r *feature.Request, w level.Week) string {
	if math.IsNaN(w.Level.Value) {
		return r.Say("beside.over.cell.few", "n", w.Days)
	}
	return r.Say("beside.over.cell", "mean", one(w.Level.Value), "low", bound(w.Level.Low), "high", bound(w.Level.High), "n", w.Days)
}
