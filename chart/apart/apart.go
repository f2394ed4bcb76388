// Package apart draws differences below one another, each with its range, on a
// scale with nothing in its middle. It refuses a scale that leans to a side.
package apart

import (
	"math"

	"ebb/chart/pen"
)

// Row is one difference with its range; NaN where there is none.
type Row struct {
	Label            string
	Value, Low, High float64
	Mark             pen.Mark
}

// Rows is such a drawing.
type Rows struct {
	pen.Words
	Rows             []Row
	End              float64 // of the scale, to both sides
	Less, None, More string  // words at its left end, in its middle and at its right end
}

const (
	width  = 350.0
	left   = 8.0
	step   = 54.0
	radius = 6.5
	arrow  = 5.0
)

// Chart draws r for a phone's width. A range that leaves the scale ends in an
// arrow.
func (r Rows) Chart() pen.Chart {
	base := float64(len(r.Rows))*step + 6
	out := pen.Draw(r.Words, 0, 0, width, base+26)
	out.Upright(r.x(-r.End), 0, base, "grid")
	out.Upright(r.x(r.End), 0, base, "grid")
	out.Upright(r.x(0), 0, base, "zero")
	out.Text(r.x(-r.End), base+20, "start", "tick", r.Less)
	out.Text(r.x(0), base+20, "middle", "tick", r.None)
	out.Text(r.x(r.End), base+20, "end", "tick", r.More)
	for i, row := range r.Rows {
		y := float64(i)*step + 38
		out.Text(0, y-18, "start", "tk", row.Label)
		if math.IsNaN(row.Low) || math.IsNaN(row.High) {
			continue
		}
		out.Level(r.x(row.Low), r.x(row.High), y, row.Mark.RangeClass())
		for _, end := range []float64{row.Low, row.High} {
			if math.Abs(end) > r.End {
				x, to := r.x(end), math.Copysign(arrow, end)
				out.Path(pen.Line([]pen.Point{pen.At(x-to, y-arrow), pen.At(x, y), pen.At(x-to, y+arrow)}), row.Mark.RangeClass())
			}
		}
		out.Mark(row.Mark, r.x(row.Value), y, radius)
	}
	return out.Chart()
}

func (r Rows) x(v float64) float64 {
	half := (width - 2*left) / 2
	return left + half + min(max(v/r.End, -1), 1)*half
}

// Scale is the end of a scale that holds a value: 1, 2, 3, 4 or 5.
func Scale(most float64) float64 { return min(5, max(1, math.Ceil(most))) }
