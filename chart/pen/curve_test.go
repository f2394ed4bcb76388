package pen

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCurveStaysBetweenItsPoints: a drawing may not show a rise that the
// numbers do not have.
func TestCurveStaysBetweenItsPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ys := rapid.SliceOfN(rapid.Float64Range(0, 10), 3, 12).Draw(t, "ys")
		var ps []Point
		for i, y := range ys {
			ps = append(ps, Point{float64(i) * 10, y})
		}
		m := slopes(ps)
		for i := 1; i < len(ps); i++ {
			p, q := ps[i-1], ps[i]
			for u := 0.0; u <= 1; u += 0.05 {
				y := hermite(p.Y, q.Y, m[i-1]*10, m[i]*10, u)
				if y < min(p.Y, q.Y)-1e-9 || y > max(p.Y, q.Y)+1e-9 {
					t.Fatalf("between %v and %v the curve is at %v", p, q, y)
				}
			}
		}
	})
}

func hermite(a, b, ma, mb, u float64) float64 {
	return (2*u*u*u-3*u*u+1)*a + (u*u*u-2*u*u+u)*ma + (-2*u*u*u+3*u*u)*b + (u*u*u-u*u)*mb
}
