// Package choice draws a choice between two ways: what each is worth over one
// chance, and how far each number of a person's moves the difference.
//
// It promises that the two ways differ in form and carry their names where they
// run, that a person's own range is a band with its words, and the same drawing
// for a phone and for a desk. It refuses to name a better way.
package choice

import (
	"math"

	"ebb/chart/pen"
)

// Lines is one way that is worth the same whatever the chance, with its range,
// and one that runs from its worth at never to its worth at always.
type Lines struct {
	pen.Words
	Desk  bool // drawn for a desk; else for a phone
	Level Level
	Line  Line
	You   Guess
	Meet  float64    // the chance at which they meet; NaN: nowhere
	Met   string     // words beside that point
	Ticks []pen.Tick // At is the chance
	Rungs []pen.Tick // At is the worth, 0 to 10
	Under string     // what the chance is
}

// Level is the way that stays level: 0 to 10.
type Level struct {
	Value, Low, High float64
	Label            string
}

// Line is the way that runs: its worth at no chance, and at certainty.
type Line struct {
	From, To float64
	Label    string
}

// Guess is what the person said the chance is; NaN where they did not.
type Guess struct {
	Low, Middle, High float64
	Label             string
}

const (
	top, height   = 40.0, 240.0
	left          = 26.0
	phone, desk   = 350.0, 600.0
	charWidth     = 7.0 // about, of a label
	underAndTicks = 46.0
)

// ground is where things lie in a drawing.
type ground struct {
	*pen.Drawing
	right, base float64
}

func (g ground) x(chance float64) float64 { return left + chance*(g.right-left) }
func (g ground) y(worth float64) float64  { return g.base - worth/10*(g.base-top) }

// Chart draws l.
func (l Lines) Chart() pen.Chart {
	width := phone
	if l.Desk {
		width = desk
	}
	d := ground{pen.Draw(l.Words, 0, 0, width, top+height+underAndTicks), width - 8, top + height}
	for _, r := range l.Rungs {
		d.rung(r)
	}
	d.guess(l.You)
	if l.Level.High > l.Level.Low {
		d.Rect(left, d.y(l.Level.High), d.right-left, d.y(l.Level.Low)-d.y(l.Level.High), "l-band")
	}
	d.Level(left, d.right, d.y(l.Level.Value), "l-go")
	d.Path(pen.Line([]pen.Point{pen.At(left, d.y(l.Line.From)), pen.At(d.right, d.y(l.Line.To))}), "l-stay")
	d.at(l)
	d.names(l)
	d.meeting(l)
	for _, t := range l.Ticks {
		d.Text(d.x(t.At), d.base+20, d.anchor(t.At), "", t.Text)
	}
	d.Text((left+d.right)/2, d.base+40, "middle", "", l.Under)
	return d.Chart()
}

// rung is a line across with its number.
func (g ground) rung(t pen.Tick) {
	g.Level(left, g.right, g.y(t.At), "grid")
	g.Text(left-8, g.y(t.At)+4.5, "end", "", t.Text)
}

func (g ground) anchor(chance float64) string {
	switch chance {
	case 0:
		return "start"
	case 1:
		return "end"
	}
	return "middle"
}

// guess is the person's own range as a band, its middle as a line, its words
// above them and inside the drawing.
func (g ground) guess(u Guess) {
	if math.IsNaN(u.Middle) {
		return
	}
	if u.High > u.Low {
		g.Rect(g.x(u.Low), top, g.x(u.High)-g.x(u.Low), g.base-top, "guess")
	}
	g.Upright(g.x(u.Middle), top-14, g.base, "gl")
	half := charWidth * float64(len([]rune(u.Label))) / 2
	g.Text(min(max(g.x((u.Low+u.High)/2), half), g.right-half), 16, "middle", "tk", u.Label)
}

// at marks what both are worth at the middle of the guess: a dot and a diamond.
func (g ground) at(l Lines) {
	m := l.You.Middle
	if math.IsNaN(m) {
		return
	}
	x, y := g.x(m), g.y(l.Line.at(m))
	g.Circle(x, g.y(l.Level.Value), 5.5, "you")
	g.Path(pen.Line([]pen.Point{pen.At(x, y-7), pen.At(x+7, y), pen.At(x, y+7), pen.At(x-7, y)})+"Z", "ks")
}

func (l Line) at(chance float64) float64 { return l.From + chance*(l.To-l.From) }

// names stand where the two begin and end, each on its own side of the other.
func (g ground) names(l Lines) {
	g.Text(left+8, g.beside(l.Level.Value, l.Level.Value >= l.Line.From), "start", "tk", l.Level.Label)
	g.Text(g.right-4, g.beside(l.Line.To, l.Line.To > l.Level.Value), "end", "tk", l.Line.Label)
}

// beside is where words stand above or below a worth, inside the drawing.
func (g ground) beside(worth float64, above bool) float64 {
	if y := g.y(worth) + 21; !above && y < g.base-3 {
		return y
	}
	return g.y(worth) - 10
}

// meeting is where the two meet, with its words in the corner that neither runs
// through.
func (g ground) meeting(l Lines) {
	if math.IsNaN(l.Meet) {
		return
	}
	x, y, rises := g.x(l.Meet), g.y(l.Level.Value), l.Line.To > l.Line.From
	g.Circle(x, y, 6.5, "cross")
	anchor, under, aside := "start", rises, 6.0
	if x+charWidth*float64(len([]rune(l.Met))) > g.right {
		anchor, under, aside = "end", !rises, -6
	}
	if under && y+30 > g.base {
		under = false
	}
	if under {
		y += 30
	} else {
		y -= 22
	}
	g.Text(x+aside, y, anchor, "tk", l.Met)
}
