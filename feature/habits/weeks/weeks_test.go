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
