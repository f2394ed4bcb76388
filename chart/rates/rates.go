// Package rates draws how often something was, a row each with its range, on
// one scale that begins at zero. It refuses a scale that begins elsewhere.
package rates

import (
	"math"

	"ebb/chart/pen"
)

// Row is one rate with its range; NaN where there is none.
type Row struct {
	Label            string
	Value, Low, High float64
	Mark             pen.Mark
}

// Rates is such a drawing.
type Rates struct {
	pen.Words
	Rows  []Row
	Ticks []pen.Tick // from 0 on, the last at the end of the scale
}

const (
	width  = 350.0
	left   = 8.0
	step   = 54.0
	radius = 6.5
)

// Chart draws r for a phone's width.
func (r Rates) Chart() pen.Chart {
	base := float64(len(r.Rows))*step + 6
	out := pen.Draw(r.Words, 0, 0, width, base+26)
	end := 1.0
	if n := len(r.Ticks); n > 0 && r.Ticks[n-1].At > 0 {
		end = r.Ticks[n-1].At
	}
	x := func(v float64) float64 { return left + min(max(v/end, 0), 1)*(width-2*left) }
	for _, t := range r.Ticks {
		out.Upright(x(t.At), 0, base, "grid")
		out.Text(x(t.At), base+20, pen.Edge(x(t.At), width), "tick", t.Text)
	}
	for i, row := range r.Rows {
		y := float64(i)*step + 38
		out.Text(0, y-18, "start", "tk", row.Label)
		if !math.IsNaN(row.Low) && !math.IsNaN(row.High) {
			out.Level(x(row.Low), x(row.High), y, row.Mark.RangeClass())
		}
		if !math.IsNaN(row.Value) {
			out.Mark(row.Mark, x(row.Value), y, radius)
		}
	}
	return out.Chart()
}

// Scale is where the ticks of a scale up to a value stand: zero, a half and the
// whole of the first of 1, 2, 5, 10, 20, … that reaches it.
func Scale(most float64) []float64 {
	end := 1.0
	for i := 0; end < most && i < 30; i++ {
		end = []float64{1, 2, 5}[(i+1)%3] * math.Pow(10, float64((i+1)/3))
	}
	return []float64{0, end / 2, end}
}
