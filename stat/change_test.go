package stat

import (
	"math"
	"slices"
	"testing"
)

// coal are the disasters in British coal mines a year, 1851 to 1962 (Jarrett
// 1979; boot::coal in R).
var coal = []int{
	4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1,
	3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0,
	1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 3, 3, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
}

func TestCoalHasTwoChangesOrOne(t *testing.T) {
	w := countsOf(coal)
	n := math.Log(float64(len(coal)))
	for _, c := range []struct {
		penalty float64
		want    []int
	}{{2 * n, []int{0, 41, 97, 112}}, {3 * n, []int{0, 41, 112}}} {
		if got := w.partition(1, c.penalty); !slices.Equal(got, c.want) {
			t.Errorf("penalty %.1f: %v, want %v", c.penalty, got, c.want)
		}
	}
}
