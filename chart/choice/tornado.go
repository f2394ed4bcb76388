package choice

import (
	"math"

	"ebb/chart/pen"
)

// Bar is how far one number moves the difference: where it stands with the
// number at its low end and at its high end.
type Bar struct {
	Label         string
	Low, High     string // the ends, said
	AtLow, AtHigh float64
}

// Tornado is bars below one another on a scale of the difference, with a line
// where the two are equal and one where they stand now. Low ends are rings,
// high ends dots.
type Tornado struct {
	pen.Words
	Desk        bool
	Bars        []Bar
	Now         float64
	Left, Right string // what the two sides of the line mean
	Equal       string // what the line means
}

const (
	barRow   = 52.0
	barsTop  = 44.0
	barThick = 14.0
	barsEdge = 34.0 // room for words beyond an end
)

// Chart draws t.
func (t Tornado) Chart() pen.Chart {
	width := phone
	if t.Desk {
		width = desk
	}
	base := barsTop + float64(len(t.Bars))*barRow
	d := pen.Draw(t.Words, 0, 0, width, base+8)
	middle, most := width/2, math.Max(1, math.Abs(t.Now))
	for _, b := range t.Bars {
		most = max(most, math.Abs(b.AtLow), math.Abs(b.AtHigh))
	}
	x := func(difference float64) float64 { return middle + difference/most*(middle-barsEdge) }
	d.Text(0, 14, "start", "", t.Left)
	d.Text(width, 14, "end", "", t.Right)
	d.Text(middle, 32, "middle", "tk", t.Equal)
	for i, b := range t.Bars {
		y := barsTop + float64(i)*barRow
		d.Text(0, y+12, "start", "tk", b.Label)
		bar(d, b, x, y+31)
	}
	d.Upright(middle, barsTop-6, base, "zero")
	d.Upright(x(t.Now), barsTop-6, base, "half")
	return d.Chart()
}

func bar(d *pen.Drawing, b Bar, x func(float64) float64, y float64) {
	low, high := x(b.AtLow), x(b.AtHigh)
	d.Rect(min(low, high), y-barThick/2, math.Abs(high-low), barThick, "swing")
	d.Mark(pen.Ring, low, y, 6.5)
	d.Mark(pen.Full, high, y, 5.5)
	if low <= high {
		d.Text(low-10, y+4.5, "end", "", b.Low)
		d.Text(high+10, y+4.5, "start", "", b.High)
		return
	}
	d.Text(low+10, y+4.5, "start", "", b.Low)
	d.Text(high-10, y+4.5, "end", "", b.High)
}
