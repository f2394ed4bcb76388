package pen

import (
	"math"
	"strings"
)

// Point is a place in a drawing.
type Point struct{ X, Y float64 }

// At is the place x, y.
func At(x, y float64) Point { return Point{X: x, Y: y} }

// Line is a path through points, straight from one to the next.
func Line(ps []Point) string {
	var b strings.Builder
	for i, p := range ps {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		b.WriteString(Num(p.X) + " " + Num(p.Y))
	}
	return b.String()
}

// Curve is a smooth path through points whose x rises: cubic pieces with
// slopes that never overshoot a neighbour (Fritsch and Carlson 1980), so that
// the drawing shows no rise the numbers do not have.
func Curve(ps []Point) string {
	if len(ps) < 3 {
		return Line(ps)
	}
	m := slopes(ps)
	var b strings.Builder
	b.WriteString("M" + Num(ps[0].X) + " " + Num(ps[0].Y))
	for i := 1; i < len(ps); i++ {
		p, q := ps[i-1], ps[i]
		third := (q.X - p.X) / 3
		b.WriteString("C" + Num(p.X+third) + " " + Num(p.Y+m[i-1]*third) +
			" " + Num(q.X-third) + " " + Num(q.Y-m[i]*third) +
			" " + Num(q.X) + " " + Num(q.Y))
	}
	return b.String()
}

func slopes(ps []Point) []float64 {
	n := len(ps)
	secant := make([]float64, n-1)
	for i := range secant {
		secant[i] = (ps[i+1].Y - ps[i].Y) / (ps[i+1].X - ps[i].X)
	}
	m := make([]float64, n)
	m[0], m[n-1] = secant[0], secant[n-2]
	for i := 1; i < n-1; i++ {
		if a, b := secant[i-1], secant[i]; a*b > 0 {
			m[i] = 2 * a * b / (a + b)
		}
	}
	for i, s := range secant {
		limit := 3 * math.Abs(s)
		m[i] = math.Copysign(math.Min(math.Abs(m[i]), limit), m[i])
		m[i+1] = math.Copysign(math.Min(math.Abs(m[i+1]), limit), m[i+1])
	}
	return m
}
