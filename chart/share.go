package chart

import "math"

// Point is a share of something in one stretch of time. With too few to go by
// it is NaN, and only its label stands there.
type Point struct {
	Value, Low, High float64 // 0 to 1
	Label            string  // short: room for a letter or a year
	Under            string  // a second line, where a year begins
}

// Shares is dots over time between none and all, each with its range, and a
// dashed line at half.
type Shares struct {
	Words
	Points []Point
	Top    string // what all would mean: "All started by you"
	Half   string // what the dashed line means
}

const (
	sharesWidth = 350.0
	sharesTop   = 26.0
	sharesBase  = 214.0
)

// Chart draws s for a phone's width.
func (s Shares) Chart() Chart {
	out := draw(s.Words, 0, 0, sharesWidth, sharesBase+46)
	middle := (sharesTop + sharesBase) / 2
	out.text(0, 12, "start", "", s.Top)
	out.path("M0 "+num(sharesTop)+"H"+num(sharesWidth), "grid")
	out.path("M0 "+num(sharesBase)+"H"+num(sharesWidth), "grid")
	out.path("M0 "+num(middle)+"H"+num(sharesWidth), "half")
	step := sharesWidth / float64(max(len(s.Points), 1))
	for i, p := range s.Points {
		x := (float64(i) + 0.5) * step
		out.share(p, x, min(5, step*0.42))
		out.text(x, sharesBase+20, "middle", "", p.Label)
		if p.Under != "" {
			out.text(max(0, x-step/2), sharesBase+38, "start", "", p.Under)
		}
	}
	out.text(sharesWidth, middle+s.clear(), "end", "", s.Half)
	return out.chart()
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

func (d *drawing) share(p Point, x, r float64) {
	if math.IsNaN(p.Value) {
		return
	}
	y := func(v float64) float64 { return sharesBase - v*(sharesBase-sharesTop) }
	d.path("M"+num(x)+" "+num(y(p.Low))+"V"+num(y(p.High)), "mean")
	d.circle(x, y(p.Value), r, "you")
}
