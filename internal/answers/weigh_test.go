package answers

import (
	"ebb"
	"ebb/tie"
)

var weighAnswers = []answer{
	{
		"tie.Reason.List tie.Reason.Words", []ebb.Event{with(0, tie.Weighed, tie.Reason{List: "keep-against", Words: "ww1", Size: 1})},
		at, "/review", "Against keeping | ww1",
	},
	{
		"tie.Reason.Size tie.Reason.Topic", []ebb.Event{with(0, tie.Weighed, tie.Reason{List: "keep-for", Words: "ww2", Size: 3, Topic: "friends"}), with(1, tie.Weighed, tie.Reason{List: "go-against", Words: "ww3", Size: 1, Topic: "friends"})},
		at, "/decide/weigh", "In more than one list | very much | a little",
	},
}
