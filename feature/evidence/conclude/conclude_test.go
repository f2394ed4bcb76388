package conclude

import (
	"testing"

	"ebb/tie/exchange"
)

func TestConclude(t *testing.T) {
	all := func(s ...exchange.Starts) []exchange.GapView {
		var out []exchange.GapView
		for i := range 8 {
			out = append(out, exchange.GapView{Hours: i + 1, Starts: s[min(i, len(s)-1)]})
		}
		return out
	}
	for _, c := range []struct {
		what string
		gaps []exchange.GapView
		want Conclusion
	}{
		{"four of five at every gap", all(exchange.Starts{Me: 80, Them: 20}), IStart},
		{"one of five at every gap", all(exchange.Starts{Me: 20, Them: 80}), TheyDo},
		{"half and narrow", all(exchange.Starts{Me: 200, Them: 200}), Even},
		{"half and wide", all(exchange.Starts{Me: 30, Them: 30}), Unsure},
		{"near half and wide below", all(exchange.Starts{Me: 40, Them: 45}), Unsure},
		{"more at one gap, open at the others", all(exchange.Starts{Me: 80, Them: 20}, exchange.Starts{Me: 12, Them: 8}), Depends},
		{"few", all(exchange.Starts{Me: 9}), Nothing},
		{"few at one gap only", all(exchange.Starts{Me: 80}, exchange.Starts{Me: 3}), Nothing},
		{"a group", nil, Nothing},
	} {
		if got := Starts(c.gaps); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestInWords(t *testing.T) {
	for _, c := range []struct {
		share float64
		n, of int
		ok    bool
	}{
		{0.5, 1, 2, true}, {0.8, 4, 5, true}, {0.79, 4, 5, true}, {0.66, 2, 3, true}, {0.9, 9, 10, true}, {0.83, 5, 6, true}, {0.99, 0, 0, false},
	} {
		if n, of, ok := InWords(c.share); n != c.n || of != c.of || ok != c.ok {
			t.Errorf("%v: %d of %d, %v", c.share, n, of, ok)
		}
	}
}

func TestRoughly(t *testing.T) {
	for share, want := range map[float64][2]int{
		0.535: {1, 2}, 0.46: {1, 2}, 0.8: {4, 5}, 0.78: {4, 5}, 0.7: {2, 3}, 0.97: {1, 1}, 0.02: {0, 1}, 0.12: {1, 10}, 0.36: {1, 3},
	} {
		if n, of := Roughly(share); [2]int{n, of} != want {
			t.Errorf("%v: about %d of %d, want %v", share, n, of, want)
		}
	}
}

func TestBounds(t *testing.T) {
	low, high := Bounds(exchange.Starts{Me: 10, Them: 10, ClearMe: 5, ClearThem: 2})
	if low != 5.0/15 || high != 10.0/12 {
		t.Errorf("%v to %v", low, high)
	}
}
