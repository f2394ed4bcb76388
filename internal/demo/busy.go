package demo

import (
	"time"

	"ebb/feature/busy/act"
)

// busy is what matters, a small goal for each, what was done on days of the last
// weeks with its moods, and what is planned from today on.
func (w *writer) busy(since, today time.Time) {
	at := today.AddDate(0, 0, -6).Add(19 * time.Hour)
	w.add(at, act.KindValued, act.Valued{All: []act.Value{{Name: "people"}, {Name: "body"}, {Name: act.OwnValue, Word: "the old bicycle"}}})
	w.add(at.Add(time.Minute), act.KindAimed, act.Aimed{Goals: []act.Goal{
		{For: act.Value{Name: "people"}, Words: "See Sam or Kim once"},
		{For: act.Value{Name: "body"}, Words: "Out by daylight on two days"},
		{For: act.Value{Name: act.OwnValue, Word: "the old bicycle"}, Words: "Take the wheels off"},
	}})
	for _, d := range []struct {
		day           int
		words, sort   string
		hour          int
		before, after int
	}{
		{15, "Round the lake", "move", 17, 3, 5}, {22, "Round the lake", "move", 17, 4, 5}, {30, "Soup with Kim", "people", 19, 3, 6},
		{36, "Round the lake", "move", 9, 4, 7}, {39, "Soup with Kim", "people", 19, 4, 6}, {43, "Round the lake", "move", 17, 5, 6},
		{46, "The bicycle", "project", 15, 4, 4}, {50, "Round the lake", "move", 9, 4, 6}, {52, "The bicycle", "project", 15, 5, 6},
	} {
		w.did(since.AddDate(0, 0, d.day), d.words, d.sort, d.hour, d.before, d.after)
	}
	for _, p := range []struct {
		day               int
		words, sort, time string
	}{{0, "Call Kim back", "people", "18:00"}, {1, "Round the lake", "move", ""}, {3, "The bicycle", "project", "15:00"}} {
		w.add(at.Add(5*time.Minute), act.KindPlanned, act.Activity{Words: p.words, Sort: p.sort, Day: today.AddDate(0, 0, p.day).Format(time.DateOnly), Time: p.time})
	}
}

// did is one activity that was done, rated before and after.
func (w *writer) did(day time.Time, words, sort string, hour, before, after int) {
	at := day.Add(time.Duration(hour) * time.Hour)
	w.add(at.AddDate(0, 0, -1), act.KindPlanned, act.Activity{Words: words, Sort: sort, Day: day.Format(time.DateOnly), Time: at.Format("15:04")})
	id := w.events[len(w.events)-1].ID
	w.add(at, act.KindFelt, act.Felt{Of: id, Mood: &before})
	w.add(at.Add(70*time.Minute), act.KindFelt, act.Felt{Of: id, After: true, Mood: &after})
	w.add(at.Add(71*time.Minute), act.KindWent, act.Went{Of: id, How: "did"})
}
