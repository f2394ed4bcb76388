package look

import (
	"math"
	"strconv"
	"time"

	"ebb/chart/pen"
	"ebb/chart/rates"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie/exchange"
)

// counts are contacts begun, week by week, before the day of stepping back and
// from it to the day of looking back.
type counts struct {
	theirs, mine [2][]int
	missing      bool // the chat that is here ends too early
	until        string
}

// half a year before is enough to know how it was.
const mostBefore = 26

// days counts a date in days since 1970.
func days(date string) int {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return int(t.Unix() / 86400)
}

// counted reads the weeks from the chat that has most of them after the day, or
// from the taps.
func (s *State) counted(zone *time.Location) counts {
	if s.log {
		return s.tapped(zone)
	}
	var best counts
	best.missing = true
	for _, t := range s.tallies {
		if t.Me == nil { // a group has no starts
			continue
		}
		before, after := exchange.Around(t.Whole(), days(s.from))
		var c counts
		for _, w := range before[max(0, len(before)-mostBefore):] {
			c.add(0, w.StartsThem, w.StartsMe)
		}
		for _, w := range after {
			if w.Monday+7 <= days(s.by) {
				c.add(1, w.StartsThem, w.StartsMe)
			}
		}
		c.missing = t.Last/86400 < int64(days(s.by)-7)
		c.until = time.Unix(t.Last, 0).UTC().Format(time.DateOnly)
		if len(c.theirs[1]) > len(best.theirs[1]) || len(best.theirs[1]) == len(c.theirs[1]) && len(c.theirs[0]) > len(best.theirs[0]) {
			best = c
		}
	}
	return best
}

func (c *counts) add(side, theirs, mine int) {
	c.theirs[side] = append(c.theirs[side], theirs)
	c.mine[side] = append(c.mine[side], mine)
}

// tapped puts the taps into weeks of seven days from the day that the plan was
// closed, and again from the day of stepping back.
func (s *State) tapped(zone *time.Location) (c counts) {
	spans := [2][2]int{{days(s.at.In(zone).Format(time.DateOnly)), days(s.from)}, {days(s.from), days(s.by)}}
	for side, span := range spans {
		for day := span[0]; day+7 <= span[1]; day += 7 {
			theirs, mine := 0, 0
			for _, t := range s.taps {
				if d := days(t.at.In(zone).Format(time.DateOnly)); d < day || d >= day+7 {
					continue
				}
				if t.me {
					mine++
				} else {
					theirs++
				}
			}
			c.add(side, theirs, mine)
		}
	}
	return c
}

// resultView is before and after, in words and drawn.
type resultView struct {
	Says    string
	Few     string // what a short time before costs; "" where it is long enough
	Expect  string
	Mine    string
	Picture pen.Chart
	Drawn   bool
}

func (c counts) view(r *feature.Request, p Plan) resultView {
	cmp := stat.RateRatio(c.theirs[0], c.theirs[1])
	v := resultView{Says: says(r, cmp)}
	if cmp.Weeks[0] < stat.Baseline {
		v.Few = r.Say("look.few", "n", cmp.Weeks[0], "need", stat.Baseline)
	}
	if p.Expect != "" {
		v.Expect = r.Say("look.expected", "what", p.Expect)
	}
	mine := stat.RateRatio(c.mine[0], c.mine[1])
	if !math.IsNaN(mine.Before.Value) && !math.IsNaN(mine.After.Value) {
		v.Mine = r.Say("look.mine", "before", one(mine.Before.Value), "after", one(mine.After.Value))
	}
	if cmp.Weeks[0] > 0 && cmp.Weeks[1] > 0 {
		v.Picture, v.Drawn = picture(r, cmp, v.Says), true
	}
	return v
}

// says is the comparison in one sentence. It speaks of a change only where
// chance is a poor account of it.
func says(r *feature.Request, c stat.Comparison) string {
	args := []any{"before", one(c.Before.Value), "after", one(c.After.Value), "low", one(c.Change.Low), "high", one(c.Change.High), "ratio", one(c.Change.Value)}
	switch {
	case c.Weeks[0] == 0 || c.Weeks[1] == 0:
		return r.Say("look.says.nothing")
	case math.IsNaN(c.Change.Value):
		return r.Say("look.says.none")
	case c.Changed && c.Change.Value > 1:
		return r.Say("look.says.more", args...)
	case c.Changed:
		return r.Say("look.says.less", args...)
	}
	return r.Say("look.says.same", args...)
}

func one(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "?"
	}
	return strconv.FormatFloat(x, 'f', 1, 64)
}

func picture(r *feature.Request, c stat.Comparison, sentence string) pen.Chart {
	rows := []rates.Row{
		{Label: r.Say("look.before", "n", c.Weeks[0]), Value: c.Before.Value, Low: c.Before.Low, High: c.Before.High, Mark: pen.Full},
		{Label: r.Say("look.after", "n", c.Weeks[1]), Value: c.After.Value, Low: c.After.Low, High: c.After.High, Mark: pen.Ring},
	}
	d := rates.Rates{Rows: rows, Words: pen.Words{ID: "look-r", Title: r.Say("look.picture"), Sentence: sentence, Table: pen.Table{
		Caption: r.Say("look.table"), Head: []string{r.Say("look.col.when"), r.Say("look.col.rate"), r.Say("look.col.range")},
	}}}
	most := 0.0
	for _, row := range rows {
		d.Table.Rows = append(d.Table.Rows, []string{row.Label, one(row.Value), r.Say("look.range", "low", one(row.Low), "high", one(row.High))})
		for _, v := range []float64{row.Value, row.High} {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				most = max(most, v)
			}
		}
	}
	for _, at := range rates.Scale(most) {
		d.Ticks = append(d.Ticks, pen.Tick{At: at, Text: strconv.FormatFloat(at, 'f', -1, 64)})
	}
	return d.Chart()
}
