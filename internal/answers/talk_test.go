package answers

import (
	"ebb"
	"ebb/feature/talk/facts"
)

var talkAnswers = []answer{
	{"talk/facts.Part.Words", []ebb.Event{with(0, facts.KindPart, facts.Part{Words: "qq1"})}, at, "/review", "qq1"},
	{"talk/facts.Field.Field talk/facts.Field.Words", []ebb.Event{with(0, facts.KindSaid, facts.Field{Field: "offer", Words: "qq2"})}, at, "/decide/talk/read", "What I offer | qq2"},
	{"talk/facts.Day.On", []ebb.Event{with(0, facts.KindDay, facts.Day{On: "2026-11-24"})}, 48 * at, "/today", "This is the day you named for the talk."},
	{"talk/facts.Went.Words", []ebb.Event{with(0, facts.KindWent, facts.Went{Words: "qq3"})}, at, "/review", "qq3"},
	{"talk/facts.Went.Look", []ebb.Event{with(0, facts.KindWent, facts.Went{Words: "qq3", Look: "2026-11-24"})}, 48 * at, "/today", "look at the talk again"},
	{"talk/facts.Pause.Asked talk/facts.Pause.For", []ebb.Event{with(0, facts.KindPause, facts.Pause{Asked: "both", For: "qq4"})}, at, "/decide/talk", "Both | qq4"},
	{"talk/facts.Terms.Long talk/facts.Terms.Contact", []ebb.Event{with(0, facts.KindTerms, facts.Terms{Long: "qq5", Contact: "qq6"})}, at, "/review", "qq5 | qq6"},
	{"talk/facts.Terms.Look", []ebb.Event{with(0, facts.KindTerms, facts.Terms{Long: "qq5", Look: "2026-11-24"})}, 48 * at, "/today", "look at the break"},
	{"talk/facts.Looked.About talk/facts.Looked.Words", []ebb.Event{with(0, facts.KindLooked, facts.Looked{About: facts.Break, Words: "qq7"})}, at, "/review", "The break, looked at again | qq7"},
	{"talk/facts.Looked.Look", []ebb.Event{with(0, facts.KindLooked, facts.Looked{About: facts.Talk, Words: "qq7", Look: "2026-11-24"})}, 48 * at, "/today", "look at the talk again"},
}
