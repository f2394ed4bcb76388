package demo

import (
	"time"

	"ebb/feature/ways/draft"
)

// ways is the four ways, drawn three times.
func (w *writer) ways(since, today time.Time) {
	n := func(x ...int) draft.Said {
		switch len(x) {
		case 1:
			return draft.Said{About: &x[0]}
		case 2:
			return draft.Said{Low: &x[0], High: &x[1]}
		}
		return draft.Said{Low: &x[0], About: &x[1], High: &x[2]}
	}
	d := draft.Draft{
		Split: true,
		LetIf: draft.Life{Number: n(7)}, LetElse: draft.Life{Number: n(4, 7)}, LetChance: n(10, 40),
		KeepIf: draft.Life{Number: n(8, 9)}, KeepElse: draft.Life{Number: n(2, 4)}, KeepChance: n(30, 60),
	}
	w.add(since.AddDate(0, 0, 16).Add(20*time.Hour), draft.Drawn, d)
	d.LetChance, d.KeepChance = n(5, 30), n(20, 50)
	w.add(since.AddDate(0, 0, 37).Add(18*time.Hour), draft.Drawn, d)
	d.LetIf = draft.Life{Number: n(5, 8), Words: "Careful at first. Each keeps a flat."}
	d.LetElse = draft.Life{Number: n(5, 7), Words: "Quiet, the choir, Kim on Thursdays."}
	d.LetChance, d.KeepChance = n(5, 15, 25), n(10, 25, 40)
	d.KeepIf, d.KeepElse = draft.Life{Number: n(8, 9)}, draft.Life{Number: n(2, 3), Words: "Waiting for the next row."}
	w.add(today.Add(25*time.Minute), draft.Drawn, d)
}
