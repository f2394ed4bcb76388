package answers

import (
	"ebb"
	"ebb/feature/sober"
)

// soberAnswers are a look at the two of them.
var soberAnswers = []answer{
	{"tie.Seen.Part tie.Seen.Answers tie.Answer.Ask tie.Answer.Said", []ebb.Event{with(0, sober.KindSaid, sober.Said{Part: "bond", Answers: []sober.Answer{{Ask: "near", Said: "second"}}})}, at, "/review", "Were you two distant or present? | Rather distant"},
	{
		"tie.Seen.Costs tie.Seen.Gives tie.Seen.Words", []ebb.Event{with(0, sober.KindSaid, sober.Said{Part: "cost", Costs: []string{"self"}, Gives: []string{"courage"}, Words: "ss1"})},
		at, "/review", "Being myself | Courage | ss1",
	},
}
