package answers

import (
	"ebb"
	"ebb/tie"
)

var chanceAnswers = []answer{
	{
		"tie.Promise.Mine tie.Promise.Words tie.Promise.By tie.Promise.Again", []ebb.Event{with(0, tie.Promised, tie.Promise{Mine: true, Words: "pp1", By: "2026-11-24", Again: true})},
		48 * at, "/today", "Mine, a further chance | pp1 | by 24 November 2026",
	},
	{
		"tie.Promise.Given tie.Outcome.On", []ebb.Event{known(0, tie.Promised, tie.Promise{Words: "pp4", Again: true, Given: "2026-05-03"}), with(5, tie.Held, tie.Outcome{Promise: one, Kept: tie.KeptNot, On: "2026-06-11"})},
		at, "/review", "given 3 May 2026 | 11 June 2026",
	},
	{
		"tie.Outcome.Kept tie.Outcome.Words", []ebb.Event{known(0, tie.Promised, tie.Promise{Words: "pp2"}), with(5, tie.Held, tie.Outcome{Promise: one, Kept: tie.KeptPart, Words: "pp3"})},
		at, "/review", "Partly | pp3",
	},
}
