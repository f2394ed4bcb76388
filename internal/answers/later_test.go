package answers

import (
	"ebb"
	"ebb/feature/later/said"
	"ebb/tie"
)

var laterAnswers = []answer{
	{
		"later/said.Friends.Love later/said.Friends.Wait later/said.Friends.Review",
		[]ebb.Event{with(0, said.KindFriends, said.Friends{Love: "no", Wait: "sign", Review: "2027-02-22"})},
		at, "/review", "you said not now | for a sign that you counted | 22 February 2027",
	},
	{"later/said.Friends.No", []ebb.Event{with(0, said.KindFriends, said.Friends{No: true})}, at, "/keep/later/friends", "That is enough."},
	{"later/said.Sign.Need later/said.Sign.Shows", []ebb.Event{with(0, said.KindSign, said.Sign{Need: "respect", Shows: "ww1"})}, at, "/review", "Respect | ww1"},
	{
		"later/said.Compared.What later/said.Compared.Know", []ebb.Event{with(0, said.KindCompared, said.Compared{What: "ww1", Know: "ww2"})},
		at, "/review", "ww1 | ww2",
	},
	{"later/said.Compared.Leave", []ebb.Event{with(0, said.KindCompared, said.Compared{What: "ww1", Leave: "ww3"})}, at, "hard moment", "ww3"},
	{
		"later/said.Step.Small later/said.Step.Sees later/said.Step.Review",
		[]ebb.Event{with(0, said.KindStep, said.Step{Small: "ww1", Sees: "ww2", Review: "2027-02-22"})},
		at, "/review", "ww1 | ww2 | 22 February 2027",
	},
	{"tie.Pattern.Ready tie.Pattern.Words", []ebb.Event{with(0, tie.PatternNamed, tie.Pattern{Ready: "hiding", Words: "ww1"})}, at, "/keep/later/new", "Hiding what I need | ww1"},
}
