package over

import (
	"time"

	"ebb/feature/path/before"
	"ebb/tie"
)

// path is what was said in the first topics of the path, and the plan that one
// of its steps set.
func (w *writer) path(since time.Time) {
	for _, s := range []struct {
		day         int
		topic, step string
		answers     []before.Answer
	}{
		{6, "happening", "name", []before.Answer{ticked("feel", "longing"), ticked("where", "chest", "hands"), own("wants", "to hear one word from R.")}},
		{9, "comfort", "reach", []before.Answer{ticked("what", "drink", "song"), own("lies", "On the chair by the window."), ticked("place", "bed")}},
		{10, "body", "rest", []before.Answer{ticked("awake", "thoughts", "bed"), own("light", "22:30"), ticked("phone", "kitchen")}},
		{16, "comfort", "kind", []before.Answer{own("harsh", "I was too much for anyone."), own("friend", "You loved with both hands, and now you are tired. Come in and sit down.")}},
		{20, "situation", "stands", []before.Answer{own("now", "We live apart. R. has the keys to the cellar, and we share Bob and Alice."), own("settled", "The flat is mine."), own("open", "The things in the cellar.")}},
		{33, "good", "did", []before.Answer{own("did", "Round the lake", "Soup with Kim"), ticked("why", "nobody", "still")}},
		{47, "happening", "eases", []before.Answer{ticked("when", "evening"), own("ease", "I put on the radio and wash up."), own("out", "our old photos")}},
	} {
		at := since.AddDate(0, 0, s.day).Add(18*time.Hour + 40*time.Minute)
		w.add(at, before.KindSaid, before.Said{Topic: s.topic, Step: s.step, Answers: s.answers})
		if from := w.events[len(w.events)-1].ID; s.step == "eases" {
			w.add(at, tie.Tasked, tie.Task{If: "The evening comes", Then: "I put on the radio and wash up.", From: from})
		}
	}
}
