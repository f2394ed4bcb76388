// Package spread draws answers on lines that run from one end to another, a dot
// for each answer at its place. Answers at one place stand on one another.
//
// It promises a place for every dot. It refuses a middle, a sum and a mean.
package spread

import "ebb/chart/pen"

// Row is one line with its answers.
type Row struct {
	Label string
	At    []int // places, from 0
	Mark  pen.Mark
}

// Spread is such a drawing.
type Spread struct {
	pen.Words
	Rows     []Row
	Places   int
	From, To string // words at the two ends
}

const (
	width  = 350.0
	side   = 14.0
	radius = 6.2
	up     = 15.0 // from one dot to the one on it
	head   = 20.0 // room for a label
	gap    = 16.0
)

// Chart draws s for a phone's width.
func (s Spread) Chart() pen.Chart {
	high := 0.0
	for _, row := range s.Rows {
		high += row.high()
	}
	out := pen.Draw(s.Words, 0, 0, width, high+22)
	y := 0.0
	for _, row := range s.Rows {
		y += row.high()
		row.draw(out, s, y-gap)
	}
	out.Text(0, high+14, "start", "tick", s.From)
	out.Text(width, high+14, "end", "tick", s.To)
	return out.Chart()
}

// stacks is how many answers there are at each place.
func (row Row) stacks() map[int]int {
	all := map[int]int{}
	for _, at := range row.At {
		all[at]++
	}
	return all
}

func (row Row) high() float64 {
	most := 1
	for _, n := range row.stacks() {
		most = max(most, n)
	}
	return head + float64(most)*up + gap
}

func (row Row) draw(out *pen.Drawing, s Spread, y float64) {
	last := max(s.Places-1, 1)
	x := func(at int) float64 {
		return side + float64(min(max(at, 0), last))/float64(last)*(width-2*side)
	}
	tallest := 0
	for _, n := range row.stacks() {
		tallest = max(tallest, n)
	}
	out.Text(0, y-float64(max(tallest, 1))*up-6, "start", "tk", row.Label)
	out.Level(0, width, y, "grid")
	for at := range s.Places {
		out.Upright(x(at), y, y+4, "grid")
	}
	on := map[int]int{}
	for _, at := range row.At {
		out.Mark(row.Mark, x(at), y-radius-2-float64(on[at])*up, radius)
		on[at]++
	}
}
