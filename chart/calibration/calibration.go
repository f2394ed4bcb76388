// Package calibration draws how often things came beside how likely they were
// called: a dot for each level, its range upright, and the line on which both
// are alike. It refuses to join the dots.
package calibration

import "ebb/chart/pen"

// Dot is one level: both in shares from 0 to 1.
type Dot struct{ Said, Came, Low, High float64 }

// Calibration is such a drawing.
type Calibration struct {
	pen.Words
	Dots  []Dot
	Alike string // beside the line on which said and came are alike
	Ticks []pen.Tick
}

const (
	left   = 34.0
	side   = 280.0
	top    = 12.0
	width  = left + side + 20
	height = top + side + 28
	radius = 6.5
)

func x(share float64) float64 { return left + min(max(share, 0), 1)*side }
func y(share float64) float64 { return top + side - min(max(share, 0), 1)*side }

// Chart draws c for a phone's width.
func (c Calibration) Chart() pen.Chart {
	out := pen.Draw(c.Words, 0, 0, width, height)
	for _, t := range c.Ticks {
		out.Level(left, left+side, y(t.At), "grid")
		out.Text(left-6, y(t.At)+4, "end", "tick", t.Text)
		out.Text(x(t.At), height-8, "middle", "tick", t.Text)
	}
	out.Path(pen.Line([]pen.Point{pen.At(x(0), y(0)), pen.At(x(1), y(1))}), "half")
	out.Text(x(0.62), y(0.56), "start", "tk", c.Alike)
	for _, d := range c.Dots {
		out.Upright(x(d.Said), y(d.Low), y(d.High), "mean")
		out.Mark(pen.Full, x(d.Said), y(d.Came), radius)
	}
	return out.Chart()
}
