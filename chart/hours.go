package chart

import "math"

// Hours is how often something happened at each hour of the week, as dots
// whose area is the count.
type Hours struct {
	Words
	Counts [7][24]int
	Days   [7]string // names, as short as they come, in the order of Counts
	Ticks  []Tick    // At is the hour
}

const (
	hoursWidth = 350.0
	hoursLeft  = 40.0
	hoursRow   = 22.0
	hoursTop   = 8.0
)

// Chart draws h for a phone's width.
func (h Hours) Chart() Chart {
	most := 0
	for _, day := range h.Counts {
		for _, n := range day {
			most = max(most, n)
		}
	}
	out := draw(h.Words, 0, 0, hoursWidth, hoursTop+7*hoursRow+24)
	step := (hoursWidth - hoursLeft) / 24
	for i, day := range h.Counts {
		y := hoursTop + (float64(i)+0.5)*hoursRow
		out.Text(0, y+4.5, "start", "tick", h.Days[i])
		out.Path("M"+num(hoursLeft)+" "+num(y)+"H"+num(hoursWidth), "grid")
		for hour, n := range day {
			if n > 0 {
				out.Circle(hoursLeft+(float64(hour)+0.5)*step, y, area(n, most), "m-full")
			}
		}
	}
	for _, t := range h.Ticks {
		x, anchor := hoursLeft+t.At*step, "middle"
		switch t.At {
		case 0:
			anchor = "start"
		case 24:
			anchor = "end"
		}
		out.Text(x, hoursTop+7*hoursRow+17, anchor, "tick", t.Text)
	}
	return out.Chart()
}

// area gives n of most a radius whose square grows with n, and never less than
// can be seen.
func area(n, most int) float64 {
	return math.Max(2.2, 8.4*math.Sqrt(float64(n)/float64(most)))
}
