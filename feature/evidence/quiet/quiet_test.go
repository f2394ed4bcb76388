package quiet

import (
	"testing"

	"ebb/tie/exchange"
)

func TestQuietHours(t *testing.T) {
	day := func(at ...int) (h [24]int) {
		for i := range h {
			h[i] = 20
		}
		for _, a := range at {
			h[a] = 0
		}
		return h
	}
	for _, c := range []struct {
		what  string
		hours [24]int
		want  *exchange.Quiet
	}{
		{"nobody sleeps", day(), nil},
		{"four hours are no night", day(1, 2, 3, 4), nil},
		{"five are", day(1, 2, 3, 4, 5), &exchange.Quiet{From: 1, Hours: 5}},
		{"a night goes over midnight", day(22, 23, 0, 1, 2, 3), &exchange.Quiet{From: 22, Hours: 6}},
		{"more than ten hours are cut", day(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), &exchange.Quiet{From: 1, Hours: 10}},
		{"too few messages", [24]int{12: 199}, nil},
	} {
		got := Find(c.hours)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
	some := day(1, 2, 3, 4, 5)
	some[3] = 7 // of 387
	if got := Find(some); got == nil || got.Messages != 7 {
		t.Errorf("seven of 387 in five hours: %+v", got)
	}
	some[3], some[12] = 8, 32
	if got := Find(some); got != nil {
		t.Errorf("eight of 400 are 2 in 100, not less: %+v", got)
	}
}

func TestOverlap(t *testing.T) {
	night := &exchange.Quiet{From: 23, Hours: 8} // 23:00 to 7:00
	for _, c := range []struct {
		what           string
		from, to, want float64 // hours
	}{
		{"by day", 9, 12, 0},
		{"in the night", 1, 3, 2},
		{"over the evening", 22, 24, 1},
		{"over the morning", 6, 8, 1},
		{"over the whole night", -3, 9, 8},
		{"a whole day", 3, 27, 8},
	} {
		if got := Overlap(night, int64(c.from*hour), int64(c.to*hour)); got != int64(c.want*hour) {
			t.Errorf("%s: %v h", c.what, float64(got)/hour)
		}
	}
}
