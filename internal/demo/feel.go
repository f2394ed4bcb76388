package demo

import (
	"time"

	"ebb/tie"
)

// named is what was felt and said one by one, and moods before and after moving.
func (w *writer) named(since time.Time) {
	day := func(n int, hour float64) time.Time {
		return since.AddDate(0, 0, n).Add(time.Duration(hour * float64(time.Hour)))
	}
	f := func(name string, strength int) tie.Feeling { return tie.Feeling{Name: name, Strength: &strength} }
	w.add(day(2, 9), tie.Named, tie.Feelings{Felt: []tie.Feeling{f("lonely", 8), f("worried", 7), f("rejected", 6)}, Ending: tie.EndsNot})
	w.add(day(22, 20.5), tie.Named, tie.Feelings{Felt: []tie.Feeling{f("angry", 7), f("missing", 6)}, Ending: tie.EndsAsks})
	w.add(day(43, 18), tie.Named, tie.Feelings{Felt: []tie.Feeling{f("sad", 5), f("free", 4)}, Ending: tie.Ends})
	w.add(day(53, 19), tie.Named, tie.Feelings{Felt: []tie.Feeling{f("missing", 5), f("calm", 4), {Name: tie.OwnFeeling, Word: "wide awake"}}, Ending: tie.Ends})
	for _, m := range []struct {
		day           int
		hour          float64
		before, after int
	}{{9, 17.5, 3, 5}, {16, 18, 2, 4}, {24, 8.5, 4, 4}, {33, 17, 4, 6}, {41, 12.5, 5, 6}, {52, 17.2, 4, 7}} {
		at := day(m.day, m.hour)
		w.add(at, tie.WentMoving, tie.Went{Before: m.before})
		w.add(at.Add(38*time.Minute), tie.BackMoving, tie.Back{Went: w.events[len(w.events)-1].ID, After: m.after})
	}
}
