package answers

import (
	"ebb"
	"ebb/feature/note"
	"ebb/feature/stories"
)

// storyAnswers are sentences of one's own, and other readings. The page opens
// two weeks after the first thing kept.
var storyAnswers = []answer{
	{
		"stories.Belief.Words", []ebb.Event{with(-28800, note.Written, note.Note{Text: "x"}), with(0, stories.Named, stories.Belief{Words: "st1"})},
		at, "/review", "st1 | A sentence of your own",
	},
	{
		"stories.Belief.Beside", []ebb.Event{with(-28800, note.Written, note.Note{Text: "x"}), known(0, stories.Named, stories.Belief{Words: "st1", Beside: []string{"fears"}})},
		at, "/keep/stories/" + one.String(), "Fears (0 of 5)",
	},
	{
		"stories.Reading.Words", []ebb.Event{with(-28800, note.Written, note.Note{Text: "x"}), with(0, stories.Read, stories.Reading{Of: "miss", Words: "st2"})},
		at, "hard moment", "I miss them, so letting go was a mistake. | st2",
	},
}
