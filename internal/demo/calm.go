package demo

import (
	"time"

	"ebb/feature/circle"
	"ebb/feature/plan"
	"ebb/feature/truth"
)

// calm is what was written for hard moments on calm days, and what was turned
// to since.
func (w *writer) calm(since time.Time) {
	day := func(n int) time.Time { return since.AddDate(0, 0, n).Add(17 * time.Hour) }
	w.add(day(5), truth.Written, truth.Pair{Feeling: "I miss them.", Reality: "They asked twice for space."})
	w.add(day(19), truth.Written, truth.Pair{
		Feeling: "If I explain it once more, they will see.", Reality: "I explained it in May, in July and at the lake.", Pulls: []string{"clear", "fix"},
	})
	w.add(day(6), plan.Made, plan.Plan{Trigger: "alone", When: "it is Sunday night and the flat is quiet", Then: "I put my shoes on and walk to the river."})
	shoes := w.events[len(w.events)-1].ID
	w.add(day(6).Add(time.Minute), plan.Rehearsed, plan.Once{Plan: shoes})
	w.add(day(20), plan.Made, plan.Plan{Pull: "check", Then: "I put the phone in the kitchen and read one page."})
	w.add(day(9), circle.Chosen, circle.Person{Name: "Sam", Number: "+49 30 23125 017", Good: []string{"listening", "company"}})
	w.add(day(13), plan.TurnedTo, plan.Turned{Plan: shoes})
	w.add(day(34), plan.TurnedTo, plan.Turned{Words: "Baked bread with Kim"})
	w.add(day(48), plan.TurnedTo, plan.Turned{Plan: shoes})
	w.add(day(53), plan.TurnedTo, plan.Turned{Words: "Fixed the bicycle"})
}
