package answers

import (
	"ebb"
	"ebb/feature/talk"
)

var talkAnswers = []answer{
	{"talk.Part.Words", []ebb.Event{with(0, talk.KindPart, talk.Part{Words: "qq1"})}, at, "/review", "qq1"},
	{"talk.Field.Field talk.Field.Words", []ebb.Event{with(0, talk.KindSaid, talk.Field{Field: "offer", Words: "qq2"})}, at, "/decide/talk/read", "What I offer | qq2"},
	{"talk.Day.On", []ebb.Event{with(0, talk.KindDay, talk.Day{On: "2026-11-24"})}, 48 * at, "/today", "This is the day you named for the talk."},
	{"talk.Went.Words", []ebb.Event{with(0, talk.KindWent, talk.Went{Words: "qq3"})}, at, "/review", "qq3"},
	{"talk.Went.Look", []ebb.Event{with(0, talk.KindWent, talk.Went{Words: "qq3", Look: "2026-11-24"})}, 48 * at, "/today", "look at the talk again"},
	{"talk.Pause.Asked talk.Pause.For", []ebb.Event{with(0, talk.KindPause, talk.Pause{Asked: "both", For: "qq4"})}, at, "/decide/talk", "Both | qq4"},
	{"talk.Terms.Long talk.Terms.Contact", []ebb.Event{with(0, talk.KindTerms, talk.Terms{Long: "qq5", Contact: "qq6"})}, at, "/review", "qq5 | qq6"},
	{"talk.Terms.Look", []ebb.Event{with(0, talk.KindTerms, talk.Terms{Long: "qq5", Look: "2026-11-24"})}, 48 * at, "/today", "look at the break"},
	{"talk.Looked.About talk.Looked.Words", []ebb.Event{with(0, talk.KindLooked, talk.Looked{About: talk.Break, Words: "qq7"})}, at, "/review", "The break, looked at again | qq7"},
	{"talk.Looked.Look", []ebb.Event{with(0, talk.KindLooked, talk.Looked{About: talk.Talk, Words: "qq7", Look: "2026-11-24"})}, 48 * at, "/today", "look at the talk again"},
}
