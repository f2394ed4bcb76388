package view

import (
	"slices"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/moment"
)

// fewPasses is how many let-go waves it takes before a sentence counts them.
const fewPasses = 3

// Strip is the last thirty days, one dot a wave; nil with few passes.
func Strip(r *feature.Request, st *moment.State) *chart.Chart {
	ms := slices.Concat(moment.DaysOf(st.Moments(r.Now.AddDate(0, 0, -32)), r.Now, 30)...)
	t := moment.Count(ms)
	if t[moment.ShapePassed] < fewPasses {
		return nil
	}
	s := chart.Strip{Words: chart.Words{
		ID: "strip", Title: r.Say("hold.strip.title"),
		Sentence: r.Say("hold.strip.sentence", "n", t.All(), "k", t[moment.ShapePassed]),
		Table:    shapeTable(r, r.Say("hold.strip.title"), t),
	}}
	for _, m := range ms {
		s.Marks = append(s.Marks, m.Shape().Mark())
	}
	c := s.Chart()
	return &c
}

// shapeTable lists how many there are of each shape.
func shapeTable(r *feature.Request, caption string, t moment.Tally) chart.Table {
	out := chart.Table{Caption: caption, Head: []string{r.Say("hold.table.ended"), r.Say("hold.table.waves")}}
	for s, n := range t {
		if n > 0 {
			out.Rows = append(out.Rows, []string{r.Say("hold.shape." + moment.Shape(s).Key()), Number(float64(n))})
		}
	}
	return out
}
