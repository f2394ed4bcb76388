package answers

import (
	"ebb"
	"ebb/feature/fears"
	"ebb/feature/outlook"
	"ebb/tie"
)

var (
	fearAnswers = []answer{
		{"tie.Fear.Words tie.Fear.By tie.Fear.Hope", []ebb.Event{known(0, fears.Written, fears.Fear{Words: "ww1", By: "2026-11-25", Hope: true})}, at, "/review", "ww1 | By 25 November 2026"},
		{
			"tie.FearCheck.Came", []ebb.Event{known(0, fears.Written, fears.Fear{Words: "ww1"}), with(1, fears.Checked, fears.Check{Of: one, Came: fears.Happened})},
			at, "/review", "ww1 | It happened",
		},
	}
	outlookAnswers = []answer{
		{
			"outlook.Look.Since outlook.Look.Household", []ebb.Event{with(0, outlook.Looked, outlook.Look{Since: "2026-01-01", Household: tie.Yes})},
			at / 2, "/decide/outlook", "couples who had lived together and parted 10 months ago",
		},
	}
)
