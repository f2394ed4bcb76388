// Package needs draws how far each of two people's needs are met: a dot for
// one, a ring for the other, on one line from nothing to all of it.
//
// It promises that both are seen where they fall together, that a side nobody
// spoke of is left out and not drawn at nothing, and labels that fit a phone.
// It refuses to add anything up.
package needs

import (
	"math"

	"ebb/chart/pen"
)

// Pair is one need. A side is NaN where nothing was said.
type Pair struct {
	Label        string
	Yours, Their float64
}

// Pairs are needs below one another, on a scale from 0 to Most.
type Pairs struct {
	pen.Words
	Pairs []Pair
	Most  float64
}

const (
	width   = 350.0
	left    = 12.0
	row     = 70.0
	line    = 34.0 // of a row, below its label
	dot     = 8.0
	longest = 40 // signs of a label
)

// Chart draws p for a phone's width.
func (p Pairs) Chart() pen.Chart {
	d := pen.Draw(p.Words, 0, 0, width, float64(len(p.Pairs))*row)
	for i, one := range p.Pairs {
		p.pair(d, one, float64(i)*row)
	}
	return d.Chart()
}

func (p Pairs) pair(d *pen.Drawing, one Pair, top float64) {
	you, they, y, below := p.x(one.Yours), p.x(one.Their), top+line, top+line+23
	d.Text(0, top+16, "start", "tk", short(one.Label))
	d.Level(left, width-left, y, "grid")
	if both := !math.IsNaN(you) && !math.IsNaN(they); both && you != they {
		d.Level(min(you, they), max(you, they), y, "m-bar")
	}
	if !math.IsNaN(they) {
		r := dot
		if you == they {
			r, below = r+5, below+4 // around the dot
		}
		d.Mark(pen.Ring, they, y, r)
	}
	if !math.IsNaN(you) {
		d.Mark(pen.Full, you, y, dot)
		d.Text(you, below, "middle", "", pen.Num(one.Yours))
	}
	if !math.IsNaN(they) && you != they {
		d.Text(they, below, "middle", "", pen.Num(one.Their))
	}
}

// x is where a value lies; NaN where nothing was said.
func (p Pairs) x(v float64) float64 {
	return left + (width-2*left)*min(max(v/p.Most, 0), 1)
}

// short cuts a label that would not fit; the table has all of it.
func short(label string) string {
	if r := []rune(label); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return label
}
