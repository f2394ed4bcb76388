package answers

import (
	"time"

	"ebb"
	back "ebb/feature/look"
)

// lookedFor is a plan whose day is the second one after.
var (
	lookedFor = back.Plan{
		Signals: []string{"start", "meet"}, Own: "lo1", Expect: "more", From: "2026-11-20", By: "2026-11-24",
		IfMore: "lo2", IfSame: "lo3", IfLess: "lo4", Cool: 48, Closed: true, Log: true,
	}
	dayOf       = 36 * time.Hour
	lookAnswers = []answer{
		{
			"look.Plan.Signals look.Plan.Own look.Plan.By look.Plan.Cool look.Plan.Closed look.Plan.Log", []ebb.Event{with(0, back.Set, lookedFor)}, at, "/decide/back/look",
			"They start a talk | They suggest meeting | lo1 | Closed until 24 November 2026 | after 48 hours | What came from them is kept and shows on the day.",
		},
		{"look.Plan.From look.Began.Me", []ebb.Event{with(0, back.Set, lookedFor), with(1, back.Contact, back.Began{Me: true})}, at, "/decide/back/look", "Since 20 November 2026 you tapped 1 contact"},
		{
			"look.Plan.Expect look.Plan.IfMore look.Reading.Void look.Reading.What", []ebb.Event{known(0, back.Set, lookedFor), with(36*60, back.Read, back.Reading{Of: one, Void: "none", What: "miss"})},
			dayOf + at, "/decide/back/look", "You had expected more. | They say that they miss me | lo2",
		},
		{
			"look.Began.Signal", []ebb.Event{known(0, back.Set, lookedFor), with(1, back.Contact, back.Began{Signal: "meet"}), with(36*60, back.Read, back.Reading{Of: one, Void: "none"})},
			dayOf + at, "/decide/back/look", "They suggest meeting: once",
		},
		{"look.Plan.IfSame", []ebb.Event{known(0, back.Set, lookedFor), with(36*60, back.Read, back.Reading{Of: one, Void: "none", What: "same"})}, dayOf + at, "/decide/back/look", "lo3"},
		{"look.Plan.IfLess", []ebb.Event{known(0, back.Set, lookedFor), with(36*60, back.Read, back.Reading{Of: one, Void: "none", What: "nothing"})}, dayOf + at, "/decide/back/look", "lo4"},
	}
)
