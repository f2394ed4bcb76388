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
	barsTop  = 44.0
	barThick = 14.0
	barsEdge = 34.0 // room for words beyond an end
)

// plan is where things lie: on a phone a bar's words stand above it, at a desk
// beside it.
type plan struct{ width, left, row, words, bar float64 }

var (
	onPhone = plan{width: phone, row: 52, words: 12, bar: 31}
	atDesk  = plan{width: 720, left: 250, row: 36, words: 22, bar: 17.5}
)

// Chart draws t.
func (t Tornado) Chart() pen.Chart {
	p := onPhone
	if t.Desk {
		p = atDesk
	}
	base := barsTop + float64(len(t.Bars))*p.row
	d := pen.Draw(t.Words, 0, 0, p.width, base+8)
	from, to := t.ends()
	x := func(difference float64) float64 {
		return p.left + barsEdge + (difference-from)/(to-from)*(p.width-p.left-2*barsEdge)
	}
	d.Text(p.left, 14, "start", "", t.Left)
	d.Text(p.width, 14, "end", "", t.Right)
	d.Upright(x(0), barsTop-6, base, "zero")
	d.Upright(x(t.Now), barsTop-6, base, "half")
	d.Text(x(0), 32, "middle", "tk", t.Equal)
	for i, b := range t.Bars {
		y := barsTop + float64(i)*p.row
		d.Text(0, y+p.words, "start", "tk", b.Label)
		bar(d, b, x, y+p.bar)
	}
	return d.Chart()
}

// ends are the least and the most difference there is room for: all that the
// bars reach, and on either side of the line at least a third of the other.
func (t Tornado) ends() (from, to float64) {
	from, to = min(t.Now, -0.5), max(t.Now, 0.5)
	for _, b := range t.Bars {
		from, to = min(from, b.AtLow, b.AtHigh), max(to, b.AtLow, b.AtHigh)
	}
	return min(from, -to/3), max(to, -from/3)
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
