package demo

import (
	"time"

	"ebb/feature/sober"
)

// sober is a look at the two of them, and another one a month later.
func (w *writer) sober(since time.Time) {
	for _, s := range []struct {
		day  int
		said sober.Said
	}{
		{15, sober.Said{Part: "bond", Answers: []sober.Answer{{Ask: "near", Said: "fourth"}, {Ask: "holds", Said: "fourth"}, {Ask: "deeds", Said: "middle"}}}},
		{15, sober.Said{Part: "self", Answers: []sober.Answer{{Ask: "me", Said: "middle"}, {Ask: "week", Said: "fourth"}}}},
		{15, sober.Said{Part: "effort", Answers: []sober.Answer{{Ask: "starts", Said: "both"}, {Ask: "repairs", Said: "me"}}}},
		{46, sober.Said{Part: "bond", Answers: []sober.Answer{{Ask: "near", Said: "second"}, {Ask: "holds", Said: "middle"}, {Ask: "deeds", Said: "second"}}}},
		{46, sober.Said{Part: "self", Answers: []sober.Answer{{Ask: "me", Said: "middle"}, {Ask: "home", Said: "middle"}, {Ask: "week", Said: "middle"}}}},
		{46, sober.Said{Part: "cost", Costs: []string{"sleep", "friends"}, Gives: []string{"laughter", "courage"}, Words: "Sundays with Alice and Bob."}},
		{46, sober.Said{Part: "effort", Answers: []sober.Answer{{Ask: "starts", Said: "both"}, {Ask: "repairs", Said: "me"}}}},
		{46, sober.Said{Part: "plans", Answers: []sober.Answer{{Ask: "plans", Said: "them"}, {Ask: "travels", Said: "unknown"}}}},
	} {
		w.add(since.AddDate(0, 0, s.day).Add(19*time.Hour), sober.KindSaid, s.said)
	}
}
