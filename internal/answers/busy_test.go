package answers

import (
	"ebb"
	"ebb/feature/busy/act"
)

// busyAnswers are what matters, goals, and what was planned, done and rated.
var busyAnswers = []answer{
	{"tie.Valued.All tie.Value.Name tie.Value.Word", []ebb.Event{with(0, act.KindValued, act.Valued{All: []act.Value{{Name: "making"}, {Name: act.OwnValue, Word: "bu1"}}})}, at, "/review", "Making things, bu1"},
	{
		"busy/act.Aimed.Goals busy/act.Goal.For busy/act.Goal.Words", []ebb.Event{with(0, act.KindValued, act.Valued{All: []act.Value{{Name: "nature"}}}), with(1, act.KindAimed, act.Aimed{Goals: []act.Goal{{For: act.Value{Name: "nature"}, Words: "bu2"}}})},
		at, "/review", "Nature | bu2",
	},
	{"tie.Activity.Words tie.Activity.Day tie.Activity.Time", []ebb.Event{with(0, act.KindPlanned, act.Activity{Words: "bu3", Sort: "move", Day: "2026-11-23", Time: "18:30"})}, 14 * at, "/today", "bu3 | Today at 18:30"},
	{"tie.Activity.Ready", []ebb.Event{with(0, act.KindPlanned, act.Activity{Ready: "mend", Sort: "project", Day: "2026-11-23"})}, 14 * at, "/today", "Mend one thing"},
	{
		"tie.Activity.Sort tie.ActivityEnd.How", []ebb.Event{known(0, act.KindPlanned, act.Activity{Words: "bu4", Sort: "people", Day: "2026-11-22"}), with(1, act.KindWent, act.Went{Of: one, How: "did"})},
		at, "/review", "With people: 1. | I did it",
	},
	{
		"busy/act.Felt.After busy/act.Felt.Mood", []ebb.Event{
			known(0, act.KindPlanned, act.Activity{Words: "bu5", Sort: "people", Day: "2026-11-22"}), with(1, act.KindFelt, act.Felt{Of: one, Mood: &three}), with(50, act.KindFelt, act.Felt{Of: one, After: true, Mood: &seven}),
		}, at, "/review", "mood 3 to 7",
	},
}

var three = 3
