package over

import (
	"time"

	"ebb"
	"ebb/feature/unsent/fact"
	"ebb/tie"
)

// unsent is a letter that was kept, one that is closed until spring, half of the
// story, and a day in plain facts.
func (w *writer) unsent(since, today time.Time) {
	day := func(n int, hour float64) time.Time {
		return since.AddDate(0, 0, n).Add(time.Duration(hour * float64(time.Hour)))
	}
	w.add(day(33, 18), tie.Brooded, tie.Brooding{Why: tie.Some, Reason: tie.Most, Same: tie.Some, Stuck: tie.Some})
	w.add(day(33, 18.1), fact.KindPlain, fact.Plain{Facts: []string{"08:10, the bus was late and I walked.", "13:00, soup with Alice at work.", "19:30, two drawers sorted."}})
	w.add(day(40, 17), fact.KindAhead, fact.Ahead{What: "The flat is handed over.", Place: "Friday at ten, in the stairwell", Tomorrow: "Ask Bob for his van."})
	w.add(today.AddDate(0, 0, -9).Add(18*time.Hour), tie.Brooded, tie.Brooding{Why: tie.Hardly, Reason: tie.Some, Same: tie.Hardly, Stuck: tie.Some})
	w.wrote(today.AddDate(0, 0, -9).Add(18*time.Hour+6*time.Minute), fact.Began{To: "then", Take: "felt", About: "Lonely, in the second week"}, "",
		"It is the Tuesday after. You sit on the stairs with your coat on, because the flat is too quiet to take it off. Sam rings at six. You will not pick up, and they will come all the same, with bread.")
	closed := w.wrote(today.AddDate(0, 0, -5).Add(19*time.Hour), fact.Began{To: "plan"}, "",
		"There was to be a kitchen with a window to the east. I had chosen the tiles.")
	w.add(today.AddDate(0, 0, -5).Add(19*time.Hour+24*time.Minute), fact.KindSealed, fact.Sealed{Item: closed, Until: today.AddDate(0, 4, 0).Format(time.DateOnly)})
	w.wrote(today.AddDate(0, 0, -3).Add(17*time.Hour), fact.Began{Story: true}, "was",
		"A Saturday in March. Market at nine, R. carried the potatoes, I carried the flowers. We read in two chairs with our feet on one stool. At four it rained, and one of us said: stay in.")
}

// wrote is a sitting of ten minutes that was put away.
func (w *writer) wrote(at time.Time, b fact.Began, part, text string) ebb.ID {
	w.add(at, fact.KindBegan, b)
	id := w.events[len(w.events)-1].ID
	w.add(at, fact.KindSat, fact.Sat{Item: id, Part: part, Minutes: 10})
	w.add(at.Add(9*time.Minute), fact.KindWrote, fact.Wrote{Item: id, Part: part, Text: text})
	w.add(at.Add(9*time.Minute), fact.KindKept, fact.Kept{Item: id, Part: part})
	return id
}
