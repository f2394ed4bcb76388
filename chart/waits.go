package chart

import "math"

// Row is one typical wait with its range, in seconds. NaN where there is none.
type Row struct {
	Label            string
	Value, Low, High float64
	Open             bool // drawn as a ring, not a dot
}

// Waits is waits on one scale that grows by tens, so that minutes and hours
// both have room.
type Waits struct {
	Words
	Rows  []Row
	Ticks []Tick // At is seconds
}

const (
	waitsWidth = 350.0
	waitsLeft  = 12.0
	waitsRow   = 58.0
	shortest   = 30.0    // seconds; what is quicker stands there
	longest    = 86400.0 // what is slower stands here
)

// Chart draws w for a phone's width.
func (w Waits) Chart() Chart {
	base := float64(len(w.Rows))*waitsRow + 4
	out := draw(w.Words, 0, 0, waitsWidth, base+26)
	for _, t := range w.Ticks {
		out.Path("M"+num(wait(t.At))+" 0V"+num(base), "grid")
		out.Text(wait(t.At), base+20, anchor(wait(t.At)), "", t.Text)
	}
	for i, r := range w.Rows {
		y := float64(i)*waitsRow + 38
		out.Text(0, y-20, "start", "tk", r.Label)
		out.row(r, y)
	}
	return out.Chart()
}

func (d drawing) row(r Row, y float64) {
	if !math.IsNaN(r.Low) {
		high := r.High
		if math.IsNaN(high) {
			high = longest
		}
		d.Path("M"+num(wait(r.Low))+" "+num(y)+"H"+num(wait(high)), "mean")
	}
	if math.IsNaN(r.Value) {
		return
	}
	if r.Open {
		d.Circle(wait(r.Value), y, 6, "m-ring")
		return
	}
	d.Circle(wait(r.Value), y, 6, "you")
}

func wait(seconds float64) float64 {
	seconds = min(max(seconds, shortest), longest)
	return waitsLeft + (waitsWidth-2*waitsLeft)*math.Log(seconds/shortest)/math.Log(longest/shortest)
}

// anchor keeps the last label inside the drawing.
func anchor(x float64) string {
	if x > waitsWidth-40 {
		return "end"
	}
	return "middle"
}
