package view

import (
	"math"
	"slices"
	"strconv"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/stat"
)

// patternsPanel is what Patterns shows.
type patternsPanel struct {
	Half  fact
	Over  fact
	Hours *chart.Chart
	More  string // instead of Hours
}

// Panel is what Patterns shows.
func Panel(r *feature.Request) (*feature.Panel, error) {
	p := patternsPanel{}
	err := feature.See(r, "hold", func(st *moment.State) error {
		ms := st.Moments(moment.LongAgo)
		p.Half, p.Over = *halfFact(r, ms, false), overFact(r, ms)
		if more := moment.More(len(ms)); more > 0 {
			p.More = r.Say("hold.hours.more", "n", more)
			return nil
		}
		c := hours(r, ms)
		p.Hours = &c
		return nil
	})
	return &feature.Panel{Template: "hold/patterns", Data: p}, err
}

// overFact says by how much the person expected more than came.
func overFact(r *feature.Request, ms []moment.Moment) fact {
	o := moment.OverOf(ms)
	if more := moment.More(o.N); more > 0 {
		return fact{"", r.Say("hold.over.more", "n", more)}
	}
	say := "hold.over.unclear" // the range holds zero
	switch {
	case o.Mean.Low > 0:
		say = "hold.over.over"
	case o.Mean.High < 0:
		say = "hold.over.under"
	}
	return fact{signed(o.Mean.Value), r.Say(say, "low", signed(o.Mean.Low), "high", signed(o.Mean.High), "n", o.N)}
}

// signed writes a difference with its sign and one decimal.
func signed(f float64) string {
	s := strconv.FormatFloat(math.Abs(f), 'f', 1, 64)
	switch {
	case s == "0.0":
		return "0"
	case f < 0:
		return "−" + s
	}
	return "+" + s
}

// blocks of the day, by their first hour.
var blocks = []int{0, 6, 12, 18}

func hours(r *feature.Request, ms []moment.Moment) chart.Chart {
	h := chart.Hours{Counts: moment.HoursOf(ms), Words: chart.Words{ID: "hours", Title: r.Say("hold.hours.title")}}
	var perBlock [4]int
	for d, day := range h.Counts {
		h.Days[d] = r.Say("hold.weekday", "d", d)
		for hour, n := range day {
			perBlock[hour/6] += n
		}
	}
	for _, b := range append(slices.Clone(blocks), 24) {
		h.Ticks = append(h.Ticks, chart.Tick{At: float64(b), Text: strconv.Itoa(b)})
	}
	h.Sentence = hoursSentence(r, perBlock, len(ms))
	h.Table = hoursTable(r, h.Counts)
	return h.Chart()
}

// hoursSentence names the quarter of the day with the most moments, where one
// stands above a quarter beyond chance.
func hoursSentence(r *feature.Request, perBlock [4]int, n int) string {
	most := slices.Index(perBlock[:], slices.Max(perBlock[:]))
	share := stat.Wilson(perBlock[most], n)
	if share.Low <= 0.25 {
		return r.Say("hold.hours.even", "n", n)
	}
	return r.Say("hold.hours.most", "block", most, "k", perBlock[most], "n", n,
		"low", percent(share.Low), "high", percent(share.High))
}

func percent(f float64) int { return int(math.Round(100 * f)) }

func hoursTable(r *feature.Request, counts [7][24]int) chart.Table {
	t := chart.Table{Caption: r.Say("hold.hours.table"), Head: []string{r.Say("hold.table.day")}}
	for b := range blocks {
		t.Head = append(t.Head, r.Say("hold.hours.block", "block", b))
	}
	for d, day := range counts {
		row := []string{r.Say("hold.weekday", "d", d)}
		for _, b := range blocks {
			n := 0
			for _, k := range day[b : b+6] {
				n += k
			}
			row = append(row, strconv.Itoa(n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
