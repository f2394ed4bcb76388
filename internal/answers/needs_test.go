package answers

import (
	"ebb"
	"ebb/feature/needs"
	"ebb/tie"
)

var (
	nine, two   = 9, 2
	oneNeed     = tie.Need{ID: one, Own: "nn1", Want: true, Weight: &nine, Met: &two, Fair: tie.Yes, Can: tie.No, Theirs: &tie.Theirs{Weight: &seven, Met: &two, Sure: &nine, Can: tie.Yes}}
	needAnswers = []answer{
		{
			"tie.NeedList.Needs tie.Need.Own tie.Need.Want tie.Need.Weight tie.Need.Met", []ebb.Event{with(0, tie.Needs, tie.NeedList{Needs: []tie.Need{oneNeed}})},
			at, "/review", "nn1 | Want · importance 9 · met 2 of 10",
		},
		{"tie.Need.Subject", []ebb.Event{with(0, tie.Needs, tie.NeedList{Needs: []tie.Need{{ID: one, Subject: "listening", Weight: &nine}}})}, at, "/review", "Being listened to"},
		{
			"tie.Need.Fair tie.Need.Can tie.Need.Theirs tie.Theirs.Weight tie.Theirs.Met tie.Theirs.Sure tie.Theirs.Can", []ebb.Event{with(0, tie.Needs, tie.NeedList{Needs: []tie.Need{oneNeed}})},
			at, "/decide/needs", "You called 1 of 1 reasonable | they could meet 0 of 1 | you could meet 1 of 1 for them | theirs 2 by your guess | [nn1 Want 9 2 Yes No 7 2 9 Yes]",
		},
		{"tie.Goals.Mine tie.Goals.Theirs tie.Goals.Differ", []ebb.Event{with(0, needs.GoalsSet, needs.Goals{Mine: "gg1", Theirs: "gg2", Differ: "gg3"})}, at, "/review", "gg1 | gg2 | gg3"},
		{
			"needs.Week.Met needs.Week.By", []ebb.Event{with(0, tie.Needs, tie.NeedList{Needs: []tie.Need{oneNeed}}), with(1, needs.WeekSaid, needs.Week{Need: one, Met: "partly", By: "family"})},
			at, "/decide/needs", "nn1 Partly Family",
		},
	}
)
