package stat

import (
	"math"
	"testing"
)

func TestMean(t *testing.T) {
	got := Mean([]float64{1, 2, 3, 4, 5}) // R: t.test(1:5)$conf.int
	for i, pair := range [][2]float64{{got.Value, 3}, {got.Low, 1.036757}, {got.High, 4.963243}} {
		if math.Abs(pair[0]-pair[1]) > 1e-6 {
			t.Errorf("number %d is %v, want %v", i, pair[0], pair[1])
		}
	}
	if one := Mean([]float64{4}); one.Value != 4 || !math.IsNaN(one.Low) {
		t.Errorf("one number has no limits: %v", one)
	}
	if none := Mean(nil); !math.IsNaN(none.Value) {
		t.Errorf("no number has no mean: %v", none)
	}
}

func TestEvenOdds(t *testing.T) {
	for _, c := range []struct { // R: binom.test(k, n)$p.value
		k, n int
		want float64
	}{{9, 25, 0.2295233}, {2, 18, 0.001312256}, {16, 18, 0.001312256}, {5, 10, 1}, {0, 0, 1}, {0, 6, 0.03125}} {
		if got := EvenOdds(c.k, c.n); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%d of %d: %v, want %v", c.k, c.n, got, c.want)
		}
	}
}
