package demo

import (
	"time"

	"ebb/feature/boundary/fence"
	"ebb/feature/ends"
	"ebb/feature/letter"
	"ebb/tie"
)

// contact is what was written and not sent, boundaries, contact that is
// allowed, and doors that stand open.
func (w *writer) contact(since, today time.Time) {
	day := func(n int, hour float64) time.Time {
		return since.AddDate(0, 0, n).Add(time.Duration(hour * float64(time.Hour)))
	}
	hold := func(at time.Time, text string) {
		w.add(at, letter.KindWritten, letter.Written{Hold: "day", Until: at.Add(24 * time.Hour).Unix(), Text: text})
	}
	hold(day(9, 22.4), "I keep starting this and stopping.\n\nI wanted to ask why you were so quiet in August.")
	w.add(day(10, 23), letter.KindKept, letter.Kept{Letter: w.events[len(w.events)-1].ID})
	hold(day(7*weeks-2, 21.2), "There is a jar of your mother’s plum jam on the shelf. I ate half of it today.\n\nThat is all. I miss talking about nothing.")
	hold(today.Add(-100*time.Minute), "You were online again.")

	w.add(day(4, 11), fence.KindSet, fence.Rule{Ready: "knock", Pulls: []string{"see"}})
	w.add(day(4, 11), fence.KindCooled, fence.Cooled{Days: 3, Due: day(4, 11).Unix()})
	w.add(day(4, 11.1), fence.KindSet, fence.Rule{Ready: "night", Pulls: []string{"reach", "reply"}})
	w.add(day(4, 11.2), fence.KindOpened, fence.Opened{Channel: "mail", About: []string{"money", "things"}, Due: day(4, 11.2).Unix()})
	for _, n := range []int{12, 33, 51} {
		w.add(day(n, 12.5), tie.AllowedContact, tie.Allowed{Channel: "mail", About: pick(w, "money", "things")})
	}

	w.add(day(6, 17), ends.KindOpened, ends.Door{What: "keys", How: ends.Hand, By: day(14, 0).Format(time.DateOnly), Through: "Sam"})
	w.add(day(15, 9), ends.KindDone, ends.Done{Door: w.events[len(w.events)-1].ID})
	w.add(day(6, 17.1), ends.KindOpened, ends.Door{What: "photos", How: ends.Leave})
	w.add(day(20, 17), ends.KindOpened, ends.Door{What: "accounts", How: ends.Close, By: today.AddDate(0, 0, 9).Format(time.DateOnly)})
}
