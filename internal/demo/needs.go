package demo

import (
	"slices"
	"time"

	"ebb/feature/needs"
	"ebb/tie"
)

// needs is a list of five weeks ago and a newer one, one need a week, and some
// years from now.
func (w *writer) needs(since time.Time) {
	at := func(day int) time.Time { return since.AddDate(0, 0, day).Add(16*time.Hour + 30*time.Minute) }
	n := func(i int) *int { return &i }
	list := []tie.Need{
		{ID: w.id(), Subject: "respect", Weight: n(9), Met: n(5), Fair: tie.Yes, Can: tie.Yes, Theirs: &tie.Theirs{Weight: n(8), Met: n(8), Sure: n(5), Can: tie.Yes}},
		{ID: w.id(), Subject: "honesty", Weight: n(9), Met: n(3), Fair: tie.Yes, Can: tie.No, Theirs: &tie.Theirs{Weight: n(6), Met: n(7), Sure: n(4), Can: tie.Yes}},
		{ID: w.id(), Subject: "listening", Weight: n(8), Met: n(2), Fair: tie.Yes, Theirs: &tie.Theirs{Weight: n(7), Met: n(8), Sure: n(3), Can: tie.Yes}},
		{ID: w.id(), Subject: "time", Weight: n(6), Met: n(6), Fair: tie.Yes, Can: tie.Yes, Theirs: &tie.Theirs{Weight: n(5), Met: n(5), Sure: n(7), Can: tie.Yes}},
		{ID: w.id(), Own: "Somebody to laugh with in the kitchen", Want: true, Weight: n(5), Met: n(8)},
	}
	w.add(at(12), tie.Needs, tie.NeedList{Needs: list})
	later := slices.Clone(list)
	later[0].Met, later[3].Met, later[2].Can = n(4), n(5), tie.No
	w.add(at(45), tie.Needs, tie.NeedList{Needs: later})
	w.add(at(12).Add(6*time.Minute), needs.GoalsSet, needs.Goals{
		Mine: "A place with a garden, work I like, one or two people I can call at night.", Theirs: "Another city, and nothing fixed.", Differ: "Whether there is a home at all.",
	})
	for i, said := range []needs.Week{{Met: "no"}, {Met: "partly", By: "friend"}, {Met: "yes", By: "me"}, {Met: "no"}, {Met: "yes", By: "friend"}, {Met: "partly", By: "family"}} {
		said.Need = list[i%3].ID
		w.add(at(13+7*i), needs.WeekSaid, said)
	}
}
