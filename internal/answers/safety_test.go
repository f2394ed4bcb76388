package answers

import (
	"ebb"
	"ebb/tie"
)

// safetyAnswers is the one answer of the gate that is shown: since when.
var safetyAnswers = []answer{
	{"tie.Safety.NoSince", []ebb.Event{with(0, tie.Answered, tie.Safety{TheirNo: tie.Yes, NoSince: "2026-11-03"})}, at, "/patterns", "Since 3 Nov no hard moment"},
}
