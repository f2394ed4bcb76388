package answers

import (
	"ebb"
	"ebb/feature/decision"
	"ebb/feature/harm"
	"ebb/tie"
)

var decisionAnswers = []answer{
	{
		"tie.Decision.Words tie.Decision.Reasons tie.Decision.Do tie.Decision.Mark tie.Decision.Review",
		[]ebb.Event{with(0, tie.Decided, tie.Decision{Words: "oo1", Reasons: "oo2", Do: "oo3", Mark: tie.MarkBreak, Review: "2026-12-20"})},
		at, "/review", "A break, from 22 November | oo1 | oo2 | oo3 | To look at again: 20 December 2026",
	},
	{
		"decision.Draft.Words decision.Draft.Reasons decision.Draft.Do decision.Draft.Mark",
		[]ebb.Event{with(0, decision.Drafted, decision.Draft{Words: "oo4", Reasons: "oo5", Do: "oo6", Mark: tie.MarkOpen})},
		12 * at, "/decide/decision", "nothing yet | oo4 | oo5 | oo6",
	},
	{
		"decision.Look.How decision.Look.Words decision.Look.Reasons decision.Look.Do decision.Look.Review",
		[]ebb.Event{known(0, tie.Decided, tie.Decision{Words: "oo1"}), with(9, decision.Looked, decision.Look{Decision: one, How: decision.Stands, Words: "oo7", Reasons: "oo8", Do: "oo9", Review: "2026-12-24"})},
		at, "/review", "It stands, from 22 November | oo7 | oo8 | oo9 | 24 December 2026",
	},
}

var harmAnswers = []answer{
	{
		"tie.Apart.Way tie.Apart.Need tie.Apart.Theirs tie.Apart.Long tie.Apart.Love tie.Apart.Waiting tie.Apart.Review",
		[]ebb.Event{with(0, harm.Settled, harm.Apart{Way: "later", Need: "pp1", Theirs: "pp2", Long: "three", Love: "no", Waiting: "yes", Review: "2027-02-22"})},
		at, "/review", "Distance now | pp1 | pp2 | three months | you said not now | you said yes | 22 February",
	},
	{"tie.Task.If tie.Task.Then", []ebb.Event{with(0, tie.Tasked, tie.Task{If: "pp3", Then: "pp4"})}, at, "/keep/plans", "pp3 | pp4"},
	{"tie.Task.Bound", []ebb.Event{with(0, tie.Tasked, tie.Task{Then: "pp5", Bound: true})}, at, "/keep/boundaries", "pp5"},
}
