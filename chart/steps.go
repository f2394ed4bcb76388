package chart

import "math"

// Stair is one series that only falls, in steps: Share from T on, 1 before the
// first.
type Stair struct {
	T, Share  []float64
	End       float64 // how far it was seen
	Middle    float64 // where half is reached, with its limits; NaN where it is not
	Low, High float64
}

// Steps is how long something lasts, as the share that is still going on after
// each time, for one or two series: the first with a dashed line and an open
// mark, the last with a full line and a full mark. A dotted line stands at half.
type Steps struct {
	Words
	Series []Stair // two at most
	Ticks  []Tick  // At is the time; the last one ends the axis
	Half   string  // what the dotted line means
}

const (
	stepsWidth = 350.0
	stepsTop   = 14.0
	stepsBase  = 190.0
	rangeApart = 9.0 // between the two ranges that lie beside the dotted line
)

// Chart draws s for a phone's width.
func (s Steps) Chart() Chart {
	out := draw(s.Words, 0, 0, stepsWidth, stepsBase+26)
	most := 1.0
	for _, t := range s.Ticks {
		most = max(most, t.At)
	}
	x := func(t float64) float64 { return min(max(t/most, 0), 1) * stepsWidth }
	half := stepY(0.5)
	out.Path("M0 "+num(stepsBase)+"H"+num(stepsWidth), "grid")
	out.Path("M0 "+num(half)+"H"+num(stepsWidth), "half")
	for i, one := range s.Series {
		class := "stair"
		if i < len(s.Series)-1 {
			class = "stair before"
		}
		out.Path(one.path(x), class)
	}
	for i, one := range s.Series {
		out.middleOf(one, x, i, len(s.Series))
	}
	out.Text(stepsWidth, half-7, "end", "tk", s.Half)
	for _, t := range s.Ticks {
		out.Text(x(t.At), stepsBase+20, edge(x(t.At)), "", t.Text)
	}
	return out.Chart()
}

func stepY(share float64) float64 { return stepsBase - share*(stepsBase-stepsTop) }

func (s Stair) path(x func(float64) float64) string {
	p := "M0 " + num(stepY(1))
	for i, t := range s.T {
		p += "H" + num(x(t)) + "V" + num(stepY(s.Share[i]))
	}
	return p + "H" + num(x(s.End))
}

// middleOf marks where half is reached, and its range beside the dotted line.
func (d drawing) middleOf(s Stair, x func(float64) float64, i, of int) {
	y, mark := stepY(0.5), Full
	if i < of-1 {
		mark = Ring
	}
	if of > 1 {
		y += rangeApart * float64(2*i-1)
	}
	if !math.IsNaN(s.Low) {
		high := stepsWidth
		if !math.IsNaN(s.High) {
			high = x(s.High)
		}
		d.Path("M"+num(x(s.Low))+" "+num(y)+"H"+num(high), mark.RangeClass())
	}
	if !math.IsNaN(s.Middle) {
		d.Mark(mark, x(s.Middle), y, 6)
	}
}
