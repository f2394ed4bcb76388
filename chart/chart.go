// Package chart draws what numbers say as SVG, always together with a sentence
// that does the sum in words and a table of the same numbers, so that nothing
// depends on seeing, on colour or on a script.
//
// It promises text as text, shape as well as colour, no inline style, and room
// for the last label at 320 pixels. It refuses to know any feature, any clock
// and any file.
package chart

import "ebb/chart/pen"

// What every drawing is made of.
type (
	Chart = pen.Chart
	Table = pen.Table
	Words = pen.Words
	Tick  = pen.Tick
	Mark  = pen.Mark
)

// The shapes of marks.
const (
	Full    = pen.Full
	Half    = pen.Half
	Ring    = pen.Ring
	Diamond = pen.Diamond
	Bar     = pen.Bar
	Small   = pen.Small
)

// Key is a legend's mark, to stand beside its word.
func Key(m Mark) Chart { return pen.Key(m) }

// drawing is a drawing with the parts that only these charts have.
type drawing struct{ *pen.Drawing }

func draw(w Words, left, top, width, height float64) drawing {
	return drawing{pen.Draw(w, left, top, width, height)}
}

// num writes a length.
func num(f float64) string { return pen.Num(f) }

// edge keeps a label inside a drawing for a phone.
func edge(x float64) string { return pen.Edge(x, stepsWidth) }
