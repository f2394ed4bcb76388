package answers

import (
	"ebb"
	"ebb/tie"
)

// lossAnswers are what was lost, and what is said to it.
var lossAnswers = []answer{
	{"tie.Loss.Sort tie.Loss.Words", []ebb.Event{with(0, tie.LossNamed, tie.Loss{Sort: "future", Words: "ls1"})}, at, "/review", "ls1"},
	{
		"tie.LossWord.Way tie.LossWord.Words tie.LossWord.Day", []ebb.Event{known(0, tie.LossNamed, tie.Loss{Sort: "hope", Words: "ls2"}), with(1, tie.LossSaid, tie.LossWord{Of: one, Way: tie.LossMourn, Words: "ls3", Day: "2026-11-26"})},
		at, "/review", "ls2 | You said to it | ls3 | It may come back on 26 November.",
	},
	{
		"tie.LossWord.If", []ebb.Event{known(0, tie.LossNamed, tie.Loss{Sort: "self", Words: "ls4"}), with(1, tie.LossSaid, tie.LossWord{Of: one, Way: tie.LossBack, Words: "ls5", If: "ls6"})},
		at, "/review", "Taken back | ls5 | If ls6.",
	},
}
