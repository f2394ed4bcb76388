package demo

import (
	"time"

	"ebb/feature/decision"
	"ebb/feature/harm"
	"ebb/tie"
)

// decided is nothing decided yet, a night's draft, a decision whose day to look
// again is today, and what it asks of this week.
func (w *writer) decided(since, today time.Time) {
	at := func(day int) time.Time { return since.AddDate(0, 0, day).Add(18*time.Hour + 40*time.Minute) }
	w.add(at(20), tie.Decided, tie.Decision{
		Words: "Nothing yet. I want to know first whether the talk in autumn happens.", Do: "I don’t ask for it again before the end of October.",
		Mark: tie.MarkOpen, Review: at(34).Format(time.DateOnly),
	})
	w.add(at(34), decision.Looked, decision.Look{
		Decision: w.events[len(w.events)-1].ID, How: decision.Again, Words: "Still waiting, and tired of it.", Review: at(41).Format(time.DateOnly),
	})
	draft := decision.Draft{
		Words: "I let this go.", Reasons: "I asked for the talk four times. I am calmer on the days I don’t wait for it.",
		Do: "The box goes back through Bob. On Sundays I am not at home in the evening.", Mark: tie.MarkGo,
	}
	w.add(at(41).Add(4*time.Hour), decision.Drafted, draft)
	w.add(at(41).Add(4*time.Hour), decision.Slept, decision.Night{Draft: w.events[len(w.events)-1].ID, Until: at(42).Add(-8 * time.Hour).Unix()})
	w.add(at(42), tie.Decided, tie.Decision{Words: draft.Words, Reasons: draft.Reasons, Do: draft.Do, Mark: draft.Mark, Review: today.Format(time.DateOnly)})
	w.add(at(43), harm.Settled, harm.Apart{
		Way: "later", Need: "Quiet, and no news of them through friends.", Theirs: "That I stop asking.", Long: "three",
		Love: "no", Waiting: "unsure", Review: today.AddDate(0, 2, 0).Format(time.DateOnly),
	})
	yesterday := today.AddDate(0, 0, -1).Add(17 * time.Hour)
	w.add(yesterday, tie.Tasked, tie.Task{If: "it is Sunday and the evening gets long", Then: "I am at the choir at seven."})
	w.add(yesterday.Add(2*time.Minute), tie.Tasked, tie.Task{Then: "I don’t ask friends how they are.", Bound: true})
}
