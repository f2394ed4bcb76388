package demo

import (
	"time"

	"ebb/feature/days/fact"
	"ebb/feature/online"
	"ebb/tie"
)

// quiet is what has gone quiet online so far.
func (w *writer) quiet(since time.Time) {
	at := since.AddDate(0, 0, 20).Add(18 * time.Hour)
	w.add(at, online.Chosen, online.Choice{Apps: []string{"whatsapp", "instagram", "google", "spotify"}})
	for i, item := range []string{"everywhere.first", "everywhere.likes", "whatsapp.archive", "whatsapp.seen", "instagram.mute", "instagram.story", "google.people"} {
		w.add(at.Add(time.Duration(i+1)*time.Minute), online.Ticked, online.Tick{Item: item, Is: online.Quiet})
	}
	w.add(at.Add(9*time.Minute), online.Ticked, online.Tick{Item: "whatsapp.status", Is: online.NotMine})
}

// hardDays are five that are over, with what was expected, and a handover
// tomorrow.
func (w *writer) hardDays(since, today time.Time) {
	for _, d := range []struct {
		day         int
		kind, what  string
		expect, was int
		words       string
	}{
		{12, "work", "The team lunch", 8, 5, "We talked about the weather."},
		{19, "party", "Kim’s party", 9, 6, "I left at ten, as planned."},
		{27, "handover", "", 6, 6, ""},
		{38, "birthday", "R.’s birthday", 9, 4, "I was at the lake all day."},
		{50, "work", "The evening at the sports club", 7, 5, ""},
	} {
		on := since.AddDate(0, 0, d.day)
		w.add(on.Add(-30*time.Hour), fact.Planned, fact.Day{Kind: d.kind, What: d.what, On: on.Format(time.DateOnly), Expect: &d.expect})
		id := w.events[len(w.events)-1].ID
		w.add(on.Add(21*time.Hour), fact.Went, fact.After{Day: id, Was: &d.was, Words: d.words})
	}
	at, seven := today.AddDate(0, 0, -4).Add(19*time.Hour), 7
	w.add(at, fact.Planned, fact.Day{
		Kind: "handover", What: "The box goes back", On: today.AddDate(0, 0, 1).Format(time.DateOnly), At: "18:30", Today: true, Expect: &seven,
		First: "Hello. Here is the box.", Last: "That was all of it. Good night.", Leave: "My bus goes at seven.", Near: "Sam waits at the corner", Then: "Soup with Sam",
	})
	w.add(at.Add(3*time.Minute), tie.Tasked, tie.Task{If: "I am asked up for a coffee", Then: "I say that Sam is waiting.", Day: w.events[len(w.events)-1].ID})
}
