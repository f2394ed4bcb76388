package chart

import (
	"math"
	"unicode/utf8"
)

// Point is a share of something in one stretch of time. With too few to go by
// it is NaN, and only its label stands there.
type Point struct {
	Value, Low, High float64 // 0 to 1
	Label            string  // short: room for a letter or a year
	Under            string  // a second line, where a year begins
}

// Stretch is a part of the time, in points: 0 is where the first one begins, 1
// where the second does.
type Stretch struct{ From, To float64 }

// Between is when something changed, as a band of time.
type Between struct {
	Stretch
	Label string
}

// Level is what a share was over a part of the time.
type Level struct {
	Stretch
	Value float64
	Label string
}

// Shares is dots over time between none and all, each with its range, and a
// dashed line at half. Where the share changed there is a band with its dates,
// and a line for each level.
type Shares struct {
	Words
	Points []Point
	Top    string // what all would mean: "All started by you"
	Half   string // what the dashed line means; not drawn beside levels
	Change *Between
	Levels []Level
}

const (
	sharesWidth = 350.0
	sharesTop   = 26.0
	sharesBase  = 214.0
	sharesDates = 20.0 // room for the dates of a band
	labelWidth  = 96.0
)

// plot is where shares lie in a drawing.
type plot struct {
	drawing
	top, base, step float64
}

// Chart draws s for a phone's width.
func (s Shares) Chart() Chart {
	shift := 0.0
	if s.Change != nil {
		shift = sharesDates
	}
	out := plot{draw(s.Words, 0, 0, sharesWidth, sharesBase+shift+46), sharesTop + shift, sharesBase + shift, sharesWidth / float64(max(len(s.Points), 1))}
	out.Text(0, 12, "start", "", s.Top)
	out.Path("M0 "+num(out.top)+"H"+num(sharesWidth), "grid")
	out.Path("M0 "+num(out.base)+"H"+num(sharesWidth), "grid")
	out.Path("M0 "+num(out.y(0.5))+"H"+num(sharesWidth), "half")
	if s.Change != nil {
		out.between(*s.Change)
	}
	for _, l := range s.Levels {
		out.level(l, s.Points)
	}
	for i, p := range s.Points {
		x := (float64(i) + 0.5) * out.step
		out.share(p, x, min(5, out.step*0.42))
		out.Text(x, out.base+20, "middle", "", p.Label)
		if p.Under != "" {
			out.Text(max(0, x-out.step/2), out.base+38, "start", "", p.Under)
		}
	}
	if len(s.Levels) == 0 {
		out.Text(sharesWidth, out.y(0.5)+s.clear(), "end", "", s.Half)
	}
	return out.Chart()
}

func (d plot) y(v float64) float64 { return d.base - v*(d.base-d.top) }

func (d plot) x(at float64) float64 { return min(max(at*d.step, 0), sharesWidth) }

// between draws the band, at least wide enough to be seen, and its dates above
// it, inside the drawing.
func (d plot) between(b Between) {
	from, to := d.x(b.From), d.x(b.To)
	if to-from < 3 {
		from, to = max(0, from-1.5), min(sharesWidth, from+1.5)
	}
	d.Rect(from, d.top, to-from, d.base-d.top, "chg")
	half := 3.6 * float64(utf8.RuneCountInString(b.Label))
	middle := min(max((from+to)/2, half), sharesWidth-half)
	d.Text(middle, d.top-7, "middle", "tk", b.Label)
}

// level draws one line. Its words stand below it and below the ranges of the
// dots there, or above them near the bottom.
func (d plot) level(l Level, points []Point) {
	from, to := d.x(l.From), d.x(l.To)
	if to <= from {
		return
	}
	d.Path("M"+num(from+1.5)+" "+num(d.y(l.Value))+"H"+num(max(from+1.5, to-1.5)), "mean")
	anchor, at := "start", from+2
	if l.From > 0 && to > sharesWidth/2 {
		anchor, at = "end", to
	}
	low, high := l.Value, l.Value
	for i, p := range points {
		if x := (float64(i) + 0.5) * d.step; p.Value == p.Value && math.Abs(x-at) < labelWidth && x > from && x < to {
			low, high = min(low, p.Low), max(high, p.High)
		}
	}
	y := d.y(low) + 18
	if y > d.base-4 {
		y = d.y(high) - 8
	}
	d.Text(at, y, anchor, "tk", l.Label)
}

// clear is on which side of the dashed line its words are in nobody's way.
func (s Shares) clear() float64 {
	for i := len(s.Points) - 1; i >= 0; i-- {
		if v := s.Points[i].Value; v < 0.5 {
			return -6
		} else if v >= 0.5 {
			return 17
		}
	}
	return -6
}

func (d plot) share(p Point, x, r float64) {
	if math.IsNaN(p.Value) {
		return
	}
	d.Path("M"+num(x)+" "+num(d.y(p.Low))+"V"+num(d.y(p.High)), "mean")
	d.Circle(x, d.y(p.Value), r, "you")
}
