package answers

import (
	"ebb"
	"ebb/feature/back"
	"ebb/feature/starting"
	"ebb/feature/waiting"
	"ebb/tie"
)

var (
	together    = with(-1, tie.Stands, tie.Standing{EndedBy: tie.NotEnded})
	backAnswers = []answer{
		{
			"back.Answer.Would back.Answer.Words back.Answer.Review", []ebb.Event{with(0, back.Answered, back.Answer{Would: "unsure", Words: "ba1", Review: "2026-12-20"})},
			at, "/decide/back", "Not sure | ba1 | It comes back on 20 December 2026.",
		},
		{
			"back.Sentence.Words", []ebb.Event{together, with(0, back.Answered, back.Answer{Would: "yes"}), with(1, back.Planned, back.Sentence{Words: "ba2"})},
			at, "/decide/back", "ba2",
		},
	}
	startingAnswers = []answer{
		{
			"starting.Rule.First starting.Rule.About starting.Rule.Own",
			[]ebb.Event{with(0, starting.Ruled, starting.Rule{First: true, About: []string{"pet"}, Own: "st1"})}, at, "hard moment", "the pet st1",
		},
		{
			"starting.Rule.Wait starting.Rule.From starting.Rule.Until starting.Rule.Calls",
			[]ebb.Event{with(0, starting.Ruled, starting.Rule{Wait: 720, From: 17, Until: 20, Calls: "back"})}, at, "hard moment",
			"I rest half a day before I answer. | between 17:00 and 20:00 | I call back when I have rested.",
		},
		{"starting.Rule.Cool", []ebb.Event{with(0, starting.Ruled, starting.Rule{First: true, Cool: 72})}, at, "/decide/back/start", "After 72 hours"},
		{
			"starting.Look.How starting.Look.Words", []ebb.Event{with(-60, starting.Ruled, starting.Rule{First: true}), with(0, starting.Looked, starting.Look{From: "2026-11-16", How: tie.KeptPart, Words: "st2"})},
			at, "/decide/back/start", "Partly | st2",
		},
	}
	waitingAnswers = []answer{
		{
			"waiting.Was.What waiting.Was.Strength waiting.Was.Did waiting.Was.Words",
			[]ebb.Event{with(0, waiting.Happened, waiting.Was{What: waiting.Phone, Strength: &seven, Did: []string{"away"}, Words: "wa1"})}, at, "/review",
			"the phone 1. | strength 7 | Put the phone in another room | wa1",
		},
		{"waiting.Setting.End", []ebb.Event{with(0, waiting.Chosen, waiting.Setting{End: 22})}, at, "/today", "Today’s waiting is over."},
		{"waiting.Setting.Tap", []ebb.Event{with(0, waiting.Chosen, waiting.Setting{Tap: true})}, at, "/today", "I looked at the phone"},
	}
)
