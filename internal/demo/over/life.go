package over

import (
	"time"

	"ebb/feature/path/before"
)

// own is an answer in own words, and ticked one of ticks.
func own(ask string, words ...string) before.Answer { return before.Answer{Ask: ask, Words: words} }

func ticked(ask string, picks ...string) before.Answer {
	return before.Answer{Ask: ask, Picks: picks}
}

// life is what was said on the path about memories, what is not over, a life of
// one's own, people, and what they are now.
func (w *writer) life(since time.Time) {
	for _, s := range []struct {
		day         int
		topic, step string
		answers     []before.Answer
	}{
		{24, "people", "near", []before.Answer{own("near", "Sam", "Kim"), own("easy", "Bob"), own("gone", "Alice", "the Tuesday team")}},
		{25, "people", "ask", []before.Answer{own("whom", "Alice"), own("what", "walk round the lake on Sunday"), ticked("say", "quiet")}},
		{31, "own", "before", []before.Answer{own("loved", "the early pool", "the clay workshop"), own("half", "five lengths, no more"), own("first", "my towel, and Thursday morning")}},
		{39, "memories", "sets", []before.Answer{ticked("what", "song", "hour"), own("when", "the song from the car comes on"), own("then", "I open the window and count ten roofs.")}},
		{40, "memories", "keep", []before.Answer{own("hour", "The jetty in May. The water was too cold, and they laughed at my face."), own("yours", "I went in first."), ticked("put", "away")}},
		{45, "unfinished", "open", []before.Answer{own("mine", "hand the keys to Sam"), own("them", "a sorry for the lake"), own("nobody", "the trip north")}},
		{52, "own", "single", []before.Answer{own("alone", "when the light goes out"), own("again", "sing in the car"), own("stays", "Thursdays are for the pool.")}},
		{54, "now", "word", []before.Answer{ticked("is", "loved"), own("keep", "how to make that soup"), own("down", "waiting for the phone at ten")}},
	} {
		w.add(since.AddDate(0, 0, s.day).Add(18*time.Hour+10*time.Minute), before.KindSaid, before.Said{Topic: s.topic, Step: s.step, Answers: s.answers})
	}
}
