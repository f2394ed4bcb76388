package answers

import (
	"ebb"
	"ebb/feature/sober"
)

// soberAnswers are a look at the two of them.
var soberAnswers = []answer{
	{"sober.Said.Part sober.Said.Answers sober.Answer.Ask sober.Answer.Said", []ebb.Event{with(0, sober.KindSaid, sober.Said{Part: "bond", Answers: []sober.Answer{{Ask: "near", Said: "second"}}})}, at, "/review", "Were you two distant or present? | Rather distant"},
	{
		"sober.Said.Costs sober.Said.Gives sober.Said.Words", []ebb.Event{with(0, sober.KindSaid, sober.Said{Part: "cost", Costs: []string{"self"}, Gives: []string{"courage"}, Words: "ss1"})},
		at, "/review", "Being myself | Courage | ss1",
	},
}
