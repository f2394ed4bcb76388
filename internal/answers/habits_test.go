package answers

import (
	"ebb"
	"ebb/feature/habits"
	"ebb/feature/portrait"
	"ebb/tie"
)

// allMarked are portrait's answers of one time.
var allMarked = with(1, portrait.Marked, portrait.Marks{Of: one, All: []portrait.Mark{{Sentence: "l.wait", Like: 4}}})

var (
	habitAnswers = []answer{
		{"tie.Pattern.Ready tie.Pattern.Words", []ebb.Event{known(0, tie.PatternNamed, tie.Pattern{Ready: "hiding", Words: "hh1"})}, at, "/keep/habits", "Hiding a need | hh1"},
		{
			"habits.Notice.With habits.Notice.Instead habits.Notice.Did habits.Notice.Need habits.Notice.Moment",
			[]ebb.Event{known(0, tie.PatternNamed, tie.Pattern{Words: "hh2"}), with(1, habits.Noticed, habits.Notice{Of: one, With: "work", Instead: true, Did: "hh3", Need: "time", Moment: true})},
			at, "/review", "hh2 | hh3 | at work | something else | Under it: | Time | in a hard moment",
		},
	}
	portraitAnswers = []answer{
		{"portrait.Begin.About", []ebb.Event{known(0, portrait.Begun, portrait.Begin{About: "others"}), allMarked}, at, "/review", "You and other people"},
		{
			"portrait.Marks.All portrait.Mark.Sentence portrait.Mark.Like portrait.Noticed.Words",
			[]ebb.Event{known(0, portrait.Begun, portrait.Begin{About: "tie"}), allMarked, with(2, portrait.Worded, portrait.Noticed{Of: one, Words: "po1"})},
			at, "/review", "When an answer takes long, I look for what I did wrong.” as much like you. | po1",
		},
	}
)
