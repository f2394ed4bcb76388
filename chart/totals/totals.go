// Package totals draws totals of a form as dots on their dates, the line through
// them with the range of its slope, and where the makers' names for totals
// begin. It refuses to join the dots, and to draw the line beyond them.
package totals

import (
	"slices"

	"ebb/chart/pen"
)

// Dot is one total; X counts in days from the first.
type Dot struct{ X, Y float64 }

// Place is where the line through the dots is, with its range there.
type Place struct{ X, Y, Low, High float64 }

// Totals is such a drawing.
type Totals struct {
	pen.Words
	Dots  []Dot
	Line  []Place // from its beginning to its end; none with one dot
	Most  float64
	Marks []pen.Tick // across: where a name begins
	Days  []pen.Tick // below: dates
}

const (
	left   = 34.0
	wide   = 292.0
	top    = 10.0
	high   = 180.0
	width  = left + wide + 14
	height = top + high + 30
	radius = 6.5
	inset  = 14.0 // between the frame and the first and last dot
)

// Chart draws t for a phone's width.
func (t Totals) Chart() pen.Chart {
	out := pen.Draw(t.Words, 0, 0, width, height)
	for _, m := range t.Marks {
		out.Level(left, left+wide, t.y(m.At), "grid")
		out.Text(left-6, t.y(m.At)+4, "end", "tick", m.Text)
	}
	var line, low, high []pen.Point
	for _, p := range t.Line {
		line = append(line, pen.At(t.x(p.X), t.y(p.Y)))
		low, high = append(low, pen.At(t.x(p.X), t.y(p.Low))), append(high, pen.At(t.x(p.X), t.y(p.High)))
	}
	if len(line) > 0 {
		slices.Reverse(low)
		out.Path(pen.Line(append(high, low...))+"Z", "half-band")
		out.Path(pen.Line(line), "middle")
	}
	for _, d := range t.Dots {
		out.Mark(pen.Full, t.x(d.X), t.y(d.Y), radius)
	}
	for _, d := range t.Days {
		out.Text(t.x(d.At), height-8, pen.Edge(t.x(d.At)-left+20, wide+20), "tick", d.Text)
	}
	return out.Chart()
}

func (t Totals) span() float64 {
	if len(t.Dots) == 0 {
		return 0
	}
	return t.Dots[len(t.Dots)-1].X
}

// x stands in the middle where there is one date only.
func (t Totals) x(day float64) float64 {
	if t.span() == 0 {
		return left + wide/2
	}
	return left + inset + day/t.span()*(wide-2*inset)
}

// y keeps what the range may say within the frame.
func (t Totals) y(total float64) float64 { return top + high - min(max(total/t.Most, 0), 1)*high }
