package over

import (
	"time"

	"ebb/feature/check"
)

// checked is what was answered at the start and after four weeks.
func (w *writer) checked(since time.Time) {
	for _, s := range []struct {
		day      int
		phq, gad []int
	}{
		{2, []int{3, 4, 4, 3, 2, 3, 3, 1, 1, 3}, []int{3, 3, 3, 2, 2, 2, 2}},
		{30, []int{2, 3, 3, 2, 2, 2, 2, 1, 1, 2}, []int{2, 2, 3, 2, 1, 2, 1}},
	} {
		w.add(since.AddDate(0, 0, s.day).Add(11*time.Hour), check.Filled, check.Sheet{Sheet: w.id(), PHQ: s.phq, GAD: s.gad})
	}
	w.add(since.AddDate(0, 0, 2).Add(11*time.Hour+3*time.Minute), check.Asked, check.Ask{Yes: true})
}
