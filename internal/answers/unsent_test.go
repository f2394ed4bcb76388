package answers

import (
	"ebb"
	"ebb/feature/unsent/fact"
	"ebb/tie"
)

// unsentAnswers are letters that stay, the story, and what is offered instead.
var unsentAnswers = []answer{
	{"unsent/fact.Began.To unsent/fact.Began.About", []ebb.Event{known(0, fact.KindBegan, fact.Began{To: "later", Take: "need", About: "uu1"})}, at, "/keep/unsent", "To me, a year on: uu1"},
	{
		"unsent/fact.Sat.Minutes unsent/fact.Wrote.Text", []ebb.Event{
			known(0, fact.KindBegan, fact.Began{To: "them"}), with(0, fact.KindSat, fact.Sat{Item: one, Minutes: 15}), with(9, fact.KindWrote, fact.Wrote{Item: one, Text: "uu2"}),
		}, at, "/keep/unsent/one/" + one.String(), "in 15 minutes | uu2",
	},
	{
		"unsent/fact.Sat.Part unsent/fact.Wrote.Part", []ebb.Event{
			known(0, fact.KindBegan, fact.Began{Story: true}), with(0, fact.KindSat, fact.Sat{Item: one, Part: "lost", Minutes: 5}), with(4, fact.KindWrote, fact.Wrote{Item: one, Part: "lost", Text: "uu3"}),
		}, at, "/keep/unsent/one/" + one.String(), "What I lost | uu3",
	},
	{
		"unsent/fact.Sealed.Until", []ebb.Event{
			known(0, fact.KindBegan, fact.Began{To: "them"}), with(1, fact.KindSealed, fact.Sealed{Item: one, Until: "2026-12-24"}),
		}, at, "/keep/unsent", "Closed until 24 December 2026",
	},
	{"unsent/fact.Ahead.What unsent/fact.Ahead.Place", []ebb.Event{with(0, fact.KindAhead, fact.Ahead{What: "uu4", Place: "uu5"})}, at, "/review", "uu4 | uu5"},
	{"unsent/fact.Ahead.Tomorrow", []ebb.Event{with(0, fact.KindAhead, fact.Ahead{Tomorrow: "uu6"})}, 12 * at, "/today", "uu6"},
	{"unsent/fact.Plain.Facts", []ebb.Event{with(0, fact.KindPlain, fact.Plain{Facts: []string{"uu7", "uu8"}})}, at, "/review", "uu7 | uu8"},
	{
		"tie.Brooding.Why tie.Brooding.Reason tie.Brooding.Same tie.Brooding.Stuck",
		[]ebb.Event{with(0, tie.Brooded, tie.Brooding{Why: tie.Most, Reason: tie.Some, Same: tie.Hardly, Stuck: tie.Most})}, at, "/review",
		"You ask why on most days. | You look for a reason behind it now and then. | You hardly go over the same scene. | On most days you cannot stop thinking of it.",
	},
}
