package weeks

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// Every time within the twelve weeks lies in exactly one of them.
func TestEachTimeLiesInOneWeek(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var some []Once
		days := rapid.SliceOfN(rapid.IntRange(0, 7*Shown-1), 1, 30).Draw(rt, "days")
		for _, d := range days {
			some = append(some, Once{At: now.AddDate(0, 0, -d), Instead: d%3 == 0})
		}
		c := tallied(some, now)
		n := 0
		for i := range Shown {
			n += c.there[i] + c.other[i]
		}
		if n != len(days) || c.n != n {
			rt.Fatalf("%d of %d", n, len(days))
		}
	})
}

func TestWeeksWithoutItCountOnceItWasSeen(t *testing.T) {
	at := func(days int) Once { return Once{At: now.AddDate(0, 0, -days)} }
	for what, c := range map[string]struct {
		some         []Once
		n, low, high int
	}{
		"once, today":                     {[]Once{at(0)}, 1, 1, 1},
		"two in one week, then nothing":   {[]Once{at(15), at(14)}, 3, 0, 2},
		"every week":                      {[]Once{at(14), at(7), at(0)}, 3, 1, 1},
		"long before, and now":            {[]Once{at(200), at(0)}, Shown, 0, 1},
		"only long before":                {[]Once{at(200)}, Shown, 0, 0},
		"the first of the twelve weeks":   {[]Once{at(7*Shown - 1)}, Shown, 0, 1},
		"a day before the twelve weeks":   {[]Once{at(7 * Shown)}, Shown, 0, 0},
		"a clock that was ahead tomorrow": {[]Once{at(-1)}, 1, 0, 0},
	} {
		if n, low, high := tallied(c.some, now).span(); n != c.n || low != c.low || high != c.high {
			t.Errorf("%s: %d weeks, %d to %d", what, n, low, high)
		}
	}
}
