package tie

import (
	"testing"
	"time"
)

func TestWhoGoesRound(t *testing.T) {
	for _, c := range []struct {
		what string
		b    Brooding
		want bool
	}{
		{"nothing answered and nothing there", Brooding{}, false},
		{"everything now and then", Brooding{Why: Some, Reason: Some, Same: Some, Stuck: Some}, false},
		{"why, on most days", Brooding{Why: Most}, true},
		{"a reason behind it, on most days", Brooding{Reason: Most}, true},
		{"the same scene, and nothing else", Brooding{Same: Most}, false},
		{"the same scene, and no way to stop", Brooding{Same: Most, Stuck: Most}, true},
		{"no way to stop, and texts in circles", Brooding{Stuck: Most, Circles: 1}, true},
		{"nothing answered, but texts and nights", Brooding{Circles: 2, Heads: 3}, true},
		{"many texts in circles are one sign", Brooding{Circles: 9}, false},
		{"two nights are no sign yet", Brooding{Circles: 1, Heads: 2}, false},
		{"an answer nobody offered", Brooding{Why: "always"}, false},
	} {
		if got := c.b.Round(); got != c.want {
			t.Errorf("%s: %t", c.what, got)
		}
	}
}

func TestALookStandsForTwoWeeks(t *testing.T) {
	at := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		after time.Duration
		want  bool
	}{{0, true}, {13 * 24 * time.Hour, true}, {14 * 24 * time.Hour, false}, {-time.Hour, false}} {
		if got := BroodingStands(at, at.Add(c.after)); got != c.want {
			t.Errorf("after %s: %t", c.after, got)
		}
	}
}
