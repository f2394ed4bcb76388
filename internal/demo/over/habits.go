package over

import (
	"time"

	"ebb"
	"ebb/feature/habits"
	"ebb/feature/portrait"
	"ebb/tie"
)

// patterns are two old patterns over seven weeks, fewer towards the end, and
// two portraits, five weeks apart.
func (w *writer) patterns(since, today time.Time) {
	named := since.AddDate(0, 0, 6).Add(20 * time.Hour)
	w.add(named, tie.PatternNamed, tie.Pattern{Ready: "hiding", Words: "I say it is nothing and do the dishes"})
	hiding := w.events[len(w.events)-1].ID
	w.add(named.Add(time.Minute), tie.PatternNamed, tie.Pattern{Words: "I laugh when something hurts"})
	laugh := w.events[len(w.events)-1].ID
	for _, n := range []struct {
		day, hour int
		of        ebb.ID
		with, did string
		need      string
	}{
		{6, 20, hiding, "them", "", "listening"}, {8, 12, laugh, "work", "", ""}, {9, 19, hiding, "friend", "", ""}, {13, 21, hiding, "them", "", "time"},
		{15, 12, hiding, "work", "", ""}, {22, 18, laugh, "family", "I said that it stung, and then nothing more", "respect"}, {23, 20, hiding, "friend", "", "listening"},
		{31, 19, hiding, "friend", "I asked Alice for ten minutes, only to listen", "listening"}, {37, 20, hiding, "family", "", ""},
		{44, 13, hiding, "work", "I said: not before Thursday", "time"}, {52, 20, hiding, "friend", "I said I was tired and went home", ""},
	} {
		w.add(since.AddDate(0, 0, n.day).Add(time.Duration(n.hour)*time.Hour+7*time.Minute), habits.Noticed,
			habits.Notice{Of: n.of, With: n.with, Did: n.did, Instead: n.did != "", Need: n.need})
	}
	w.portrait(since.AddDate(0, 0, 14).Add(11*time.Hour), "tie", "I ask for nothing, and then I wait to be asked.", 2, 5, 4, 4, 1, 5, 4, 5)
	w.portrait(today.AddDate(0, 0, -2).Add(11*time.Hour), "tie", "The waiting is less. The no is still hard.", 2, 4, 4, 2, 1, 3, 3, 5)
	w.portrait(today.AddDate(0, 0, -2).Add(12*time.Hour), "others", "", 1, 2, 3, 1, 2, 0, 4, 3)
}

// portrait invents one time of answering; 0 leaves a sentence out.
func (w *writer) portrait(at time.Time, about, words string, like ...int) {
	w.add(at, portrait.Begun, portrait.Begin{About: about})
	of := w.events[len(w.events)-1].ID
	m := portrait.Marks{Of: of}
	for i, n := range like {
		m.All = append(m.All, portrait.Mark{Sentence: portrait.Sentences[i], Like: n})
	}
	w.add(at.Add(2*time.Minute), portrait.Marked, m)
	if words != "" {
		w.add(at.Add(3*time.Minute), portrait.Worded, portrait.Noticed{Of: of, Words: words})
	}
}
