package demo

import (
	"time"

	"ebb/feature/back"
	"ebb/feature/starting"
	"ebb/feature/waiting"
	"ebb/tie"
)

// back is stepping back: the question asked twice, a rule with its weeks, and
// moments of waiting that grow fewer.
func (w *writer) back(since, today time.Time) {
	at := func(day int) time.Time { return since.AddDate(0, 0, day).Add(19*time.Hour + 5*time.Minute) }
	w.add(at(15), back.Answered, back.Answer{Would: "no", Words: "I keep thinking about what they will make of it.", Review: at(43).Format(time.DateOnly)})
	w.add(at(43), back.Answered, back.Answer{Would: "unsure", Words: "The quiet evenings are mine by now. The weekends are not.", Review: today.AddDate(0, 0, 26).Format(time.DateOnly)})
	w.add(at(16), starting.Ruled, starting.Rule{
		First: true, About: []string{"money", "things"}, Own: "The sports club’s spring party",
		Wait: 180, From: 17, Until: 20, Calls: "back", Cool: 48, Due: at(16).Unix(),
	})
	monday := func(day int) string {
		d := since.AddDate(0, 0, day)
		return d.AddDate(0, 0, -int(d.Weekday()+6)%7).Format(time.DateOnly)
	}
	w.add(at(27), starting.Looked, starting.Look{From: monday(27), How: tie.KeptPart, Words: "Once at night, about nothing. The wait was a relief on Tuesday."})
	w.add(at(48), starting.Looked, starting.Look{From: monday(48), How: tie.KeptWhole, Words: "Only the box came up."})
	w.add(at(17), waiting.Chosen, waiting.Setting{End: 21, Tap: true})
	w.waits(since)
}

// waits are moments of waiting, most of them in the evening.
func (w *writer) waits(since time.Time) {
	for day := 17; day < 7*weeks; day++ {
		for range w.rand.IntN(max(4, 7-day/10)) {
			hour := pick(w, 7, 13, 18, 19, 20, 20, 21, 21)
			m := waiting.Was{What: pick(w, waiting.Waited, waiting.Phone, waiting.Phone)}
			if w.rand.Float64() < 0.4 {
				strength := 3 + w.rand.IntN(6)
				m.Strength, m.Did = &strength, []string{pick(w, waiting.Dids...)}
			}
			w.add(since.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour+time.Duration(w.rand.IntN(3600))*time.Second), waiting.Happened, m)
		}
	}
}
