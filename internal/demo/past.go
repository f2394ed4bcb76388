package demo

import (
	"time"

	"ebb/feature/past"
)

// told is one evening, told on a calm day and once more, and one that goes in
// circles.
func (w *writer) told(since, today time.Time) {
	day := func(n int, hour float64) time.Time {
		return since.AddDate(0, 0, n).Add(time.Duration(hour * float64(time.Hour)))
	}
	lake := w.id()
	for i, p := range []past.Page{
		{Part: "seen", When: "a Sunday in September", Where: "at the lake", Text: "We sat on the jetty. R. said: “I need a while without us.” We drove home with the radio on. At eleven they took a bag.", More: "A week of short messages, and a weekend at which neither of us asked anything."},
		{Part: "hurt", Text: "That it came after the swim, when I thought it was a good day.", Touched: []string{"trust", "future", "heard"}},
		{Part: "did", Text: "I said it was fine. I drove.", More: "They looked at the water. They said “later” twice."},
		{Part: "mean", Text: "The day had been decided before we left.", More: "They did not know it themselves until the jetty."},
	} {
		p.Story = lake
		w.add(day(12, 17+float64(i)/20), past.KindPage, p)
	}
	w.add(day(30, 17), past.KindPage, past.Page{Story: lake, Part: "mean", Text: "It had been coming for months, on both sides.", More: "They did not know it themselves until the jetty."})
	w.add(day(30, 17.2), past.KindNext, past.Next{Story: lake, What: "The lake is open until October. I want it back as a place.", When: "Saturday morning", Where: "the far side", Tomorrow: "Ask Kim for the bicycle."})
	call := w.id()
	at := today.AddDate(0, 0, -1).Add(22 * time.Hour)
	w.add(at, past.KindPage, past.Page{Story: call, Part: "seen", When: "last Thursday", Where: "on the phone", Text: "It rang four times and went quiet."})
	w.add(at.Add(6*time.Minute), past.KindPage, past.Page{Story: call, Part: "mean", Text: "Why did they call? Why hang up? And why now, after all these weeks?", More: "A pocket."})
}
