// Package lanes draws what two sides did along one line of time: a lane each,
// of the same weight, with a mark for each thing in the order in which it came.
//
// It promises that no two marks lie on one another. It refuses distances: the
// marks stand in order, and the ticks say when.
package lanes

import "ebb/chart/pen"

// Thing is one mark. Lane is 0 or 1. Again puts a short bar below it.
type Thing struct {
	Lane  int
	Mark  pen.Mark
	Again bool
}

// Lanes is such a drawing.
type Lanes struct {
	pen.Words
	Names  [2]string
	Things []Thing    // the earliest first
	Ticks  []pen.Tick // At is the place of a thing
}

const (
	width  = 350.0
	first  = 44.0 // the upper lane
	apart  = 66.0
	radius = 6.2
	below  = 12.0 // from a mark to its bar
)

// Chart draws l for a phone's width.
func (l Lanes) Chart() pen.Chart {
	base := first + apart + 24
	out := pen.Draw(l.Words, 0, 0, width, base+24)
	step := width / float64(max(len(l.Things), 1))
	for i, name := range l.Names {
		y := first + float64(i)*apart
		out.Level(0, width, y, "grid")
		out.Text(0, y-18, "start", "tk", name)
	}
	r := min(radius, step*0.42)
	for i, t := range l.Things {
		x, y := (float64(i)+0.5)*step, first+float64(min(max(t.Lane, 0), 1))*apart
		out.Mark(t.Mark, x, y, r)
		if t.Again {
			out.Mark(pen.Bar, x, y+below, r*0.7)
		}
	}
	for _, t := range l.Ticks {
		x, anchor := (t.At+0.5)*step, "middle"
		switch {
		case x < width/3: // its words begin at the edge, or below the mark
			x, anchor = max(0, x-2*radius), "start"
		case x > 2*width/3:
			x, anchor = min(width, x+2*radius), "end"
		}
		out.Text(x, base+18, anchor, "", t.Text)
	}
	return out.Chart()
}
