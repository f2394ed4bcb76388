package chart

import "strconv"

// Days is dots stacked by day, the oldest day first.
type Days struct {
	Words
	Marks [][]Mark // a slice a day, from the bottom up
	Ticks []Tick   // At is the day's number
}

const (
	daysWidth = 314.0
	dotStep   = 13.5
	dotRadius = 4.6
	tallest   = 8 // dots in one day; more than that are counted beside it
)

// Chart draws d for a phone's width.
func (d Days) Chart() Chart {
	high := 3
	for _, day := range d.Marks {
		high = max(high, min(len(day), tallest))
	}
	base := float64(high)*dotStep + 8
	out := draw(d.Words, 0, 0, daysWidth, base+24)
	out.Open("axis")
	out.Path("M0 "+num(base)+"H"+num(daysWidth), "")
	out.Close()
	step := daysWidth / float64(max(len(d.Marks), 1))
	out.Open("marks")
	for i, day := range d.Marks {
		out.stack(day, (float64(i)+0.5)*step, base, min(dotRadius, step*0.41))
	}
	out.Close()
	out.Open("tick")
	for _, t := range d.Ticks {
		out.Text(t.At*step, base+19, "start", "", t.Text)
	}
	out.Close()
	return out.Chart()
}

func (d drawing) stack(day []Mark, x, base, r float64) {
	shown := len(day)
	if shown > tallest {
		shown = tallest - 1
		d.Text(x, base-float64(shown)*dotStep-4, "middle", "m-more", "+"+strconv.Itoa(len(day)-shown))
	}
	for i, m := range day[:shown] {
		d.Mark(m, x, base-10.5-float64(i)*dotStep, r)
	}
}

// Strip is one dot after the other, in rows.
type Strip struct {
	Words
	Marks []Mark
}

const (
	perRow     = 18
	stripWidth = 350.0
	stripStep  = 26.0
)

// Chart draws s for a phone's width.
func (s Strip) Chart() Chart {
	rows := max(1, (len(s.Marks)+perRow-1)/perRow)
	out := draw(s.Words, 0, 0, stripWidth, float64(rows)*stripStep)
	out.Open("marks")
	step := stripWidth / perRow
	for i, m := range s.Marks {
		x, y := (float64(i%perRow)+0.5)*step, float64(i/perRow)*stripStep+12
		out.Mark(m, x, y, 6.8)
	}
	out.Close()
	return out.Chart()
}
