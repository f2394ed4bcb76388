package fence

import (
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// asks is how long a thing that was set for the week is offered as a boundary.
const asks = 7 * 24 * time.Hour

// task takes what was set for a week as a boundary.
func (s *State) task(m Mark, e ebb.Event) error {
	return ebb.Apply(e, func(t tie.Task) {
		if t.Bound {
			s.tasks = insertMark(s.tasks, m)
		}
	})
}

// Asked are the things set in the last seven days that are no boundary yet,
// the oldest first.
func (s *State) Asked(now time.Time) []Mark {
	return slices.DeleteFunc(slices.Clone(s.tasks), func(m Mark) bool { return now.Sub(m.At) >= asks || s.taken[m.ID] })
}

// Next are those of them that Today offers: on the day after they were set,
// and once. A night belongs to the day before it.
func (s *State) Next(now time.Time) []Mark {
	day := func(t time.Time) int {
		y, m, d := t.In(now.Location()).Add(-5 * time.Hour).Date()
		return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
	}
	return slices.DeleteFunc(s.Asked(now), func(m Mark) bool { return day(now)-day(m.At) != 1 })
}
