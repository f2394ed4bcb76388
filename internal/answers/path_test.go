package answers

import (
	"ebb"
	"ebb/feature/path/before"
	"ebb/tie"
)

// step is one step of the path, said.
func step(topic, name string, answers ...before.Answer) []ebb.Event {
	return []ebb.Event{known(0, before.KindSaid, before.Said{Topic: topic, Step: name, Answers: answers})}
}

var pathAnswers = []answer{
	{"path/before.Said.Answers path/before.Answer.Words", step("comfort", "kind", before.Answer{Ask: "harsh", Words: []string{"ph1"}}, before.Answer{Ask: "friend", Words: []string{"ph2"}}), at, "/review", "ph1 | ph2"},
	{"path/before.Answer.Picks", step("good", "did", before.Answer{Ask: "did", Picks: []string{"animal"}}, before.Answer{Ask: "why", Picks: []string{"laugh"}}), at, "/review", "An animal | I laughed"},
	{"path/before.Answer.Words", step("comfort", "kind", before.Answer{Ask: "friend", Words: []string{"ph3"}}), at, "hard moment", "ph3"},
	{"path/before.Answer.Words", step("good", "day", before.Answer{Ask: "morning", Words: []string{"ph4"}}), 12 * at, "/today", "ph4"},
	{"path/before.Answer.Words", step("body", "rest", before.Answer{Ask: "awake", Words: []string{"ph5"}}), at, "/review", "ph5"},
	{"tie.Task.If tie.Task.Then", []ebb.Event{with(0, tie.Tasked, tie.Task{If: "ph6", Then: "ph7", From: one})}, at, "/keep/plans", "ph6 | ph7"},
}
