// Package band draws how high one or two things were from place to place, each
// mean with the band in which it may lie, and below how many it rests on.
//
// The first has full dots, a full line and a filled band, the second rings, a
// dashed line and a band with an edge. It promises that where there is too
// little neither line nor band goes on. It refuses more than two.
package band

import (
	"math"
	"strconv"

	"ebb/chart/pen"
)

// Place is one mean with its range, 0 to 10; NaN where there is too little. N is
// how many it rests on.
type Place struct {
	N                int
	Value, Low, High float64
}

// Bands is such a drawing.
type Bands struct {
	pen.Words
	Series [][]Place  // two at most, as long as each other
	Ticks  []pen.Tick // At is the place
	Top    string     // words at 10
	Bottom string     // words at 0
	Counts string     // words before the counts
}

const (
	width  = 350.0
	left   = 18.0 // of the first place; the marks of the rows of counts stand before it
	right  = 4.0
	top    = 24.0
	base   = 176.0
	counts = 46.0 // from the base to the first row of counts
	row    = 20.0
	apart  = 4.0 // of two marks at one place, from their middle
	radius = 5.0
	edge   = 40.0 // nearer to the left, a label begins there
)

// looks are the classes of a band and its line.
var looks = [2]struct{ band, line string }{{"half-band", "stair"}, {"chg", "stair before"}}

// Chart draws b for a phone's width.
func (b Bands) Chart() pen.Chart {
	rows := float64(len(b.Series))
	out := pen.Draw(b.Words, 0, 0, width, base+counts+row*rows)
	out.Path("M0 "+pen.Num(y(10))+"H"+pen.Num(width), "grid")
	out.Path("M0 "+pen.Num(y(0))+"H"+pen.Num(width), "grid")
	for i, series := range b.Series {
		for _, run := range runs(series) {
			b.run(out, i, run)
		}
	}
	for i, series := range b.Series {
		for at, p := range series {
			if !math.IsNaN(p.Value) {
				out.Mark(mark(i), b.x(i, at), y(p.Value), radius)
			}
		}
	}
	out.Text(0, y(10)-8, "start", "tk", b.Top)
	out.Text(0, y(0)-6, "start", "tk", b.Bottom)
	for _, t := range b.Ticks {
		x := b.middle(t.At)
		anchor := "middle"
		if x < edge {
			x, anchor = 0, "start"
		}
		out.Text(x, base+18, anchor, "tick", t.Text)
	}
	b.counted(out)
	return out.Chart()
}

func mark(i int) pen.Mark { return [...]pen.Mark{pen.Full, pen.Ring}[i] }

func y(v float64) float64 { return base - min(max(v, 0), 10)/10*(base-top) }

func (b Bands) middle(at float64) float64 {
	return left + (at+0.5)*(width-left-right)/float64(max(1, len(b.Series[0])))
}

func (b Bands) x(series, at int) float64 {
	x := b.middle(float64(at))
	if len(b.Series) > 1 {
		x += apart * float64(2*series-1)
	}
	return x
}

// run draws places next to each other, the first at from.
func (b Bands) run(out *pen.Drawing, series int, r span) {
	var high, low, mean []pen.Point
	for i, p := range b.Series[series][r.from:r.to] {
		x := b.x(series, r.from+i)
		high, low, mean = append(high, pen.At(x, y(p.High))), append([]pen.Point{pen.At(x, y(p.Low))}, low...), append(mean, pen.At(x, y(p.Value)))
	}
	if len(mean) == 1 {
		out.Upright(high[0].X, high[0].Y, low[0].Y, mark(series).RangeClass())
		return
	}
	out.Path(pen.Line(high)+"L"+pen.Line(low)[1:]+"Z", looks[series].band)
	out.Path(pen.Line(mean), looks[series].line)
}

// span is places from one to before another.
type span struct{ from, to int }

// runs are the longest spans without a gap.
func runs(series []Place) (all []span) {
	for i, p := range series {
		switch {
		case math.IsNaN(p.Value):
		case i > 0 && !math.IsNaN(series[i-1].Value):
			all[len(all)-1].to = i + 1
		default:
			all = append(all, span{i, i + 1})
		}
	}
	return all
}

// counted writes how many each place rests on.
func (b Bands) counted(out *pen.Drawing) {
	out.Text(0, base+counts-6, "start", "m-more", b.Counts)
	for i, series := range b.Series {
		line := base + counts + row*float64(i) + 10
		out.Mark(mark(i), radius, line-4, radius)
		for at, p := range series {
			out.Text(b.middle(float64(at)), line, "middle", "m-more", strconv.Itoa(p.N))
		}
	}
}
