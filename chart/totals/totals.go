// Package totals draws totals of a form as dots on their dates, the line through
// them with the range of its slope, and where the makers' names for totals
// begin. It refuses to join the dots, and to draw the line beyond them.
package totals

import "ebb/chart/pen"

// Dot is one total; X counts in days from the first.
type Dot struct{ X, Y float64 }

// Line is where the line through the dots begins and ends, with the range at
// either end.
type Line struct{ From, To, FromLow, FromHigh, ToLow, ToHigh float64 }

// Totals is such a drawing.
type Totals struct {
	pen.Words
	Dots  []Dot
	Line  *Line // nil with one dot
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
	first, last := t.x(0), t.x(t.span())
	if l := t.Line; l != nil {
		band := []pen.Point{pen.At(first, t.y(l.FromLow)), pen.At((first+last)/2, t.y((l.From+l.To)/2)), pen.At(last, t.y(l.ToLow)), pen.At(last, t.y(l.ToHigh)), pen.At((first+last)/2, t.y((l.From+l.To)/2)), pen.At(first, t.y(l.FromHigh))}
		out.Path(pen.Line(band)+"Z", "half-band")
		out.Path(pen.Line([]pen.Point{pen.At(first, t.y(l.From)), pen.At(last, t.y(l.To))}), "middle")
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
