package chart

import "math"

// Part is a share of something with its range, 0 to 1.
type Part struct {
	Label            string
	Value, Low, High float64
}

// Parts is shares below one another on a scale from none to all. A dotted line
// may stand for the whole.
type Parts struct {
	Words
	Parts []Part
	All   float64 // NaN: no line
	Ticks []Tick  // At is the share
}

const (
	partsWidth = 350.0
	partsLeft  = 8.0
	partsRow   = 46.0
)

// Chart draws p for a phone's width.
func (p Parts) Chart() Chart {
	base := float64(len(p.Parts))*partsRow + 2
	out := draw(p.Words, 0, 0, partsWidth, base+26)
	for _, t := range p.Ticks {
		out.Path("M"+num(partX(t.At))+" 0V"+num(base), "grid")
		out.Text(partX(t.At), base+20, edge(partX(t.At)), "", t.Text)
	}
	if !math.IsNaN(p.All) {
		out.Path("M"+num(partX(p.All))+" 0V"+num(base), "half")
	}
	for i, one := range p.Parts {
		y := float64(i)*partsRow + 32
		out.Text(0, y-14, "start", "tk", one.Label)
		out.Path("M"+num(partX(one.Low))+" "+num(y)+"H"+num(partX(one.High)), "mean")
		out.Circle(partX(one.Value), y, 5.5, "you")
	}
	return out.Chart()
}

func partX(share float64) float64 {
	return partsLeft + (partsWidth-2*partsLeft)*min(max(share, 0), 1)
}
