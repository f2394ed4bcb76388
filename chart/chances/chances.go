// Package chances draws chances along time, a row each: from the day one was
// given to what happened, with an upright where it was to be kept.
//
// It promises that what is not known looks otherwise than what is, and that the
// mark of the end never covers that of the beginning. It refuses to add rows
// up.
package chances

import "ebb/chart/pen"

// Chance is one row. From, By and End are places on any scale of time.
type Chance struct {
	Label     string
	From, End float64
	Known     bool // the day it was given was said
	By        *float64
	Mark      pen.Mark // what happened
}

// Chances is such a drawing.
type Chances struct {
	pen.Words
	Rows     []Chance
	From, To string // words at the two ends of the scale
}

const (
	width  = 350.0
	side   = 9.0 // room for a mark at each end
	step   = 50.0
	radius = 6.2
	apart  = 2*radius + 1
)

// Chart draws c for a phone's width.
func (c Chances) Chart() pen.Chart {
	base := float64(len(c.Rows))*step + 10
	out := pen.Draw(c.Words, 0, 0, width, base+24)
	first, last := c.span()
	x := func(at float64) float64 {
		if last <= first {
			return side
		}
		return side + (at-first)/(last-first)*(width-2*side)
	}
	for i, row := range c.Rows {
		row.draw(out, float64(i)*step+36, x)
	}
	out.Level(0, width, base, "grid")
	out.Text(0, base+18, "start", "tick", c.From)
	if c.To != c.From {
		out.Text(width, base+18, "end", "tick", c.To)
	}
	return out.Chart()
}

func (row Chance) draw(out *pen.Drawing, y float64, x func(float64) float64) {
	out.Text(0, y-16, "start", "tk", row.Label)
	from, end := x(row.From), x(row.End)
	if row.Known {
		end = min(max(end, from+apart), width-radius)
		from = min(from, end-apart)
	}
	if row.By != nil {
		by := x(*row.By)
		out.Level(min(by, from), max(by, end), y, "grid")
		out.Upright(by, y-10, y+10, "m-bar")
	}
	out.Level(from, end, y, map[bool]string{true: "mean", false: "half"}[row.Known])
	if row.Known {
		out.Mark(pen.Diamond, from, y, radius)
	}
	out.Mark(row.Mark, end, y, radius)
}

// KeyBy is the legend's mark for the day by which a chance was to be kept.
func KeyBy() pen.Chart {
	d := &pen.Drawing{}
	d.Write(`<svg class="ebb-mark" viewBox="0 0 14 14" aria-hidden="true">`)
	d.Upright(7, 1.5, 12.5, "m-bar")
	return d.Chart()
}

// span is the first and the last place in any row.
func (c Chances) span() (first, last float64) {
	for i, row := range c.Rows {
		if i == 0 {
			first, last = row.From, row.From
		}
		for _, at := range []float64{row.From, row.End} {
			first, last = min(first, at), max(last, at)
		}
		if row.By != nil {
			first, last = min(first, *row.By), max(last, *row.By)
		}
	}
	return first, last
}
