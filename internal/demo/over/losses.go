package over

import (
	"time"

	"ebb/tie"
)

// losses are four, and what was said to them: of one, weeks apart.
func (w *writer) losses(since, today time.Time) {
	type said struct {
		day               int // from the first
		way, words, again string
	}
	for i, l := range []struct {
		day         int
		sort, words string
		said        []said
	}{
		{24, "future", "The house with the red door", []said{
			{24, tie.LossMourn, "I had already painted the kitchen.", since.AddDate(0, 0, 52).Format(time.DateOnly)},
			{52, tie.LossMourn, "It was a good house. I walk past it.", ""},
		}},
		{24, "person", "Telling them about my day", []said{{47, tie.LossKeep, "I learned to tell a day well. Alice hears it now.", ""}}},
		{31, "hope", "That there would be somebody who listens one day", nil},
		{38, "self", "The choir on Thursdays", []said{
			{38, tie.LossWords, "Singing, and the people there", ""},
			{54, tie.LossBack, "One rehearsal, at the back", today.AddDate(0, 0, 3).Format(time.DateOnly)},
		}},
	} {
		at := since.AddDate(0, 0, l.day).Add(18*time.Hour + time.Duration(i)*time.Minute)
		w.add(at, tie.LossNamed, tie.Loss{Sort: l.sort, Words: l.words})
		id := w.events[len(w.events)-1].ID
		for _, s := range l.said {
			at := since.AddDate(0, 0, s.day).Add(18*time.Hour + time.Duration(i+5)*time.Minute)
			w.add(at, tie.LossSaid, tie.LossWord{Of: id, Way: s.way, Words: s.words, Day: s.again})
			if s.way == tie.LossBack {
				w.add(at, tie.ActivityPlanned, tie.Activity{Words: s.words, Sort: "people", Day: s.again})
			}
		}
	}
}
