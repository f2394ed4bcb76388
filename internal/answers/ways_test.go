package answers

import (
	"ebb"
	"ebb/feature/ways/draft"
)

var waysAnswers = []answer{
	{
		"ways/draft.Draft.Split ways/draft.Draft.LetIf ways/draft.Draft.LetElse ways/draft.Draft.LetChance ways/draft.Draft.KeepIf ways/draft.Draft.KeepElse ways/draft.Draft.KeepChance " +
			"ways/draft.Life.Number ways/draft.Life.Words ways/draft.Said.About ways/draft.Said.Low ways/draft.Said.High",
		[]ebb.Event{with(0, draft.Drawn, draft.Draft{
			Split: true,
			LetIf: draft.Life{Number: draft.Said{About: new(6)}, Words: "wy1"}, LetElse: draft.Life{Number: draft.Said{About: new(6)}, Words: "wy2"},
			LetChance: draft.Said{About: new(13)},
			KeepIf:    draft.Life{Number: draft.Said{About: new(8)}, Words: "wy3"}, KeepElse: draft.Life{Number: draft.Said{Low: new(1), High: new(3)}, Words: "wy4"},
			KeepChance: draft.Said{Low: new(11), About: new(20), High: new(38)},
		})},
		at, "/decide/ways", "real change is 67 in 100 likely. You said 11 to 38. | wy1 | wy2 | wy3 | wy4 | >13< | >87< | >20< | 1 to 3",
	},
	{
		"ways/draft.Draft.KeepChance", []ebb.Event{with(0, draft.Drawn, draft.Draft{
			LetIf: draft.Life{Number: draft.Said{About: new(6)}}, LetElse: draft.Life{Number: draft.Said{About: new(6)}}, LetChance: draft.Said{About: new(50)},
			KeepIf: draft.Life{Number: draft.Said{About: new(8)}}, KeepElse: draft.Life{Number: draft.Said{About: new(2)}}, KeepChance: draft.Said{About: new(30)},
		})},
		at, "/review", "The two meet where it is 67 in 100 likely to work. You said 30.",
	},
}
