package period

import "testing"

func TestAWordNamesOnePartOfTheDay(t *testing.T) {
	seen := map[string]Period{}
	for p, words := range table {
		for _, w := range words {
			if q, ok := seen[w]; ok && q != p {
				t.Errorf("%q names two", w)
			}
			seen[w] = p
			if got := Of([]byte(w)); got != p {
				t.Errorf("%q is not found as it is written: %d", w, got)
			}
		}
	}
}

func TestHoursOfTheDay(t *testing.T) {
	for _, c := range []struct {
		p       Period
		h, want int
	}{
		{AM, 12, 0}, {AM, 9, 9}, {PM, 12, 12}, {PM, 1, 13}, {PM, 0, 12}, {PM, 15, 15},
		{Noon, 12, 12}, {Noon, 1, 13}, {Noon, 11, 11}, {Night, 12, 0}, {Night, 3, 3}, {Night, 11, 23}, {None, 12, 12},
	} {
		if got := c.p.Hour(c.h); got != c.want {
			t.Errorf("%d of period %d: %d, want %d", c.h, c.p, got, c.want)
		}
	}
}
