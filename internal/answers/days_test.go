package answers

import (
	"time"

	"ebb"
	"ebb/feature/days/fact"
	"ebb/feature/online"
)

// twoDays is on the day itself, by daylight.
const twoDays = 36 * time.Hour

// daysAnswers are given on a Sunday for the Tuesday after it.
var daysAnswers = []answer{
	{
		"tie.Day.Kind tie.Day.On tie.Day.At tie.Day.Today", []ebb.Event{with(0, fact.Planned, fact.Day{Kind: "handover", On: "2026-11-24", At: "18:45", Today: true})},
		twoDays, "/today", "A handover | Today, 24 November 2026, 18:45",
	},
	{
		"tie.Day.What tie.Day.First tie.Day.Last tie.Day.Leave tie.Day.Near tie.Day.Then tie.Day.Expect",
		[]ebb.Event{with(0, fact.Planned, fact.Day{Kind: "party", What: "dd1", On: "2026-11-24", First: "dd2", Last: "dd3", Leave: "dd4", Near: "dd5", Then: "dd6", Expect: &seven, Today: true})},
		twoDays, "/today", "dd1 | dd2 | dd3 | dd4 | dd5 | dd6 | Expected: 7",
	},
	{"tie.Day.Leave", []ebb.Event{with(0, fact.Planned, fact.Day{Kind: "work", On: "2026-11-24", Leave: "dd7"})}, twoDays, "hard moment", "How I leave: dd7"},
	{
		"tie.Day.Afraid", []ebb.Event{with(0, fact.Planned, fact.Day{Kind: "court", On: "2026-11-24", Afraid: true, Today: true})},
		twoDays, "/today", "A day you planned for is near.",
	},
	{
		"days/fact.After.Was days/fact.After.Words", []ebb.Event{known(-60, fact.Planned, fact.Day{Kind: "work", On: "2026-11-22"}), with(0, fact.Went, fact.After{Day: one, Was: &seven, Words: "dd8"})},
		at, "/review", "was 7 | dd8",
	},
}

var onlineAnswers = []answer{
	{"online.Choice.Apps", []ebb.Event{with(0, online.Chosen, online.Choice{Apps: []string{"signal"}})}, at, "/review", "Signal"},
	{"online.Tick.Item online.Tick.Is", []ebb.Event{with(0, online.Ticked, online.Tick{Item: "everywhere.logout", Is: online.NotMine})}, at, "/review", "Logged out | Not mine"},
	{"online.Until.On", []ebb.Event{with(0, online.Set, online.Until{On: "2026-11-24"})}, twoDays, "/today", "24 November 2026"},
}
