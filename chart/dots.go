package chart

import "strconv"

// Mark is one of the shapes a dot may have. They differ in form, so that
// nothing depends on colour.
type Mark int

// The shapes, from full to empty.
const (
	Full    Mark = iota // a filled circle
	Half                // a circle, filled to the middle
	Ring                // an open circle
	Diamond             // an open square on its corner
	Bar                 // a short level bar
	Small               // a small open circle
)

// class names the looks in the style sheet.
func (m Mark) class() string {
	return [...]string{"m-full", "m-half", "m-ring", "m-diamond", "m-bar", "m-small"}[m]
}

// mark draws m around x, y at a full dot's radius r.
func (d *drawing) mark(m Mark, x, y, r float64) {
	switch m {
	case Full:
		d.circle(x, y, r, m.class())
	case Half:
		open := r - halfStroke
		d.circle(x, y, open, m.class())
		d.path("M"+num(x-open)+" "+num(y)+"A"+num(open)+" "+num(open)+" 0 0 0 "+num(x+open)+" "+num(y)+"Z", "m-lower")
	case Ring:
		d.circle(x, y, r-1, m.class())
	case Diamond:
		d.path("M"+num(x)+" "+num(y-r)+"L"+num(x+r)+" "+num(y)+"L"+num(x)+" "+num(y+r)+"L"+num(x-r)+" "+num(y)+"Z", m.class())
	case Bar:
		d.path("M"+num(x-r)+" "+num(y)+"H"+num(x+r), m.class())
	case Small:
		d.circle(x, y, r*0.55, m.class())
	}
}

const halfStroke = 0.8

// Key is a legend's mark, to stand beside its word.
func Key(m Mark) Chart {
	d := &drawing{}
	d.write(`<svg class="ebb-mark" viewBox="0 0 14 14" aria-hidden="true">`)
	d.mark(m, 7, 7, 5)
	return d.chart()
}

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
	out.open("axis")
	out.path("M0 "+num(base)+"H"+num(daysWidth), "")
	out.close()
	step := daysWidth / float64(max(len(d.Marks), 1))
	out.open("marks")
	for i, day := range d.Marks {
		out.stack(day, (float64(i)+0.5)*step, base, min(dotRadius, step*0.41))
	}
	out.close()
	out.open("tick")
	for _, t := range d.Ticks {
		out.text(t.At*step, base+19, "start", "", t.Text)
	}
	out.close()
	return out.chart()
}

func (d *drawing) stack(day []Mark, x, base, r float64) {
	shown := len(day)
	if shown > tallest {
		shown = tallest - 1
		d.text(x, base-float64(shown)*dotStep-4, "middle", "m-more", "+"+strconv.Itoa(len(day)-shown))
	}
	for i, m := range day[:shown] {
		d.mark(m, x, base-10.5-float64(i)*dotStep, r)
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
	out.open("marks")
	step := stripWidth / perRow
	for i, m := range s.Marks {
		x, y := (float64(i%perRow)+0.5)*step, float64(i/perRow)*stripStep+12
		out.mark(m, x, y, 6.8)
	}
	out.close()
	return out.chart()
}
