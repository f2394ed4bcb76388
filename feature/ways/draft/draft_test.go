package draft

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestWhateverIsTyped is either refused, or a number or an ordered range that
// its form shows again as it was kept.
func TestWhateverIsTyped(t *testing.T) {
	number := rapid.OneOf(rapid.Just(""), rapid.Map(rapid.IntRange(-2, 103), strconv.Itoa), rapid.SampledFrom([]string{"x", "1.5", "1e2", "٣", "+7", "99999999999999999999"}))
	rapid.Check(t, func(t *rapid.T) {
		typed := Typed{About: number.Draw(t, "about"), Low: number.Draw(t, "low"), High: number.Draw(t, "high")}
		s, turned, bad := typed.number(100)
		if bad != nil {
			return
		}
		if s.Known() == (typed.About+typed.Low+typed.High == "") {
			t.Fatalf("%+v is known: %v", typed, s.Known())
		}
		r := s.Of(100)
		if r.Low < 0 || r.Low > r.Middle || r.Middle > r.High || r.High > 1 {
			t.Fatalf("%+v is %+v", typed, r)
		}
		if s.Low != nil && *s.Low == *s.High || turned && !r.Wide() {
			t.Fatalf("%+v is no range, turned %v", r, turned)
		}
		again, round, bad := s.typed().number(100)
		if bad != nil || round || again.Of(100) != r {
			t.Fatalf("%+v comes back as %+v, %v", r, again.Of(100), bad)
		}
		if o := s.Other().Of(100); !s.Known() && s.Other().Known() || s.Known() && (math.Abs(1-o.High-r.Low) > 1e-9 || math.Abs(1-o.Low-r.High) > 1e-9) {
			t.Fatalf("the other outcome of %+v is %+v", r, o)
		}
	})
}
