package day

import (
	"testing"
	"time"
)

func TestTheMorning(t *testing.T) {
	for clock, want := range map[string]string{
		"2026-11-22 22:15": "2026-11-23 10:00",
		"2026-11-23 02:00": "2026-11-23 10:00",
		"2026-11-23 04:59": "2026-11-23 10:00",
		"2026-11-23 05:00": "2026-11-24 10:00",
	} {
		at, err := time.Parse("2006-01-02 15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := Morning(at).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s: %s, want %s", clock, got, want)
		}
	}
}
