// Package hundred draws a hundred people, ten by ten, so that a share can be
// counted instead of believed.
//
// It promises that each mark stands for one and that marks differ in form. It
// refuses to draw more or fewer than a hundred: what is missing is left out of
// the picture as small marks at its end, what is too much is not drawn.
package hundred

import "ebb/chart/pen"

// Hundred is such a drawing.
type Hundred struct {
	pen.Words
	Groups []Group // in the order in which they are drawn
}

// Group is so many of the hundred who share a mark.
type Group struct {
	N    int
	Mark pen.Mark
}

const (
	row    = 10
	step   = 30.0
	radius = 9.0
	width  = row * step
)

// Chart draws h for a phone's width.
func (h Hundred) Chart() pen.Chart {
	out := pen.Draw(h.Words, 0, 0, width, width)
	out.Open("marks")
	for i, m := range h.marks() {
		out.Mark(m, (float64(i%row)+0.5)*step, (float64(i/row)+0.5)*step, radius)
	}
	out.Close()
	return out.Chart()
}

// marks are a hundred.
func (h Hundred) marks() []pen.Mark {
	all := make([]pen.Mark, 0, row*row)
	for _, g := range h.Groups {
		for range min(max(g.N, 0), row*row-len(all)) {
			all = append(all, g.Mark)
		}
	}
	for len(all) < row*row {
		all = append(all, pen.Small)
	}
	return all
}
