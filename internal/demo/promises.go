package demo

import (
	"time"

	"ebb/feature/talk/facts"
	"ebb/tie"
)

// promises are those of both, from before and since, and a talk that is
// prepared for the day after tomorrow.
func (w *writer) promises(since, today time.Time) {
	wrote := since.AddDate(0, 0, 22).Add(18 * time.Hour)
	for i, p := range []struct {
		day   int // from the first day
		mine  bool
		again bool
		words string
		kept  tie.Kept
		came  string
	}{
		{-190, false, false, "To say when it gets late", tie.KeptNot, "I waited twice."},
		{-160, true, false, "Not to ask about the lake again", tie.KeptPart, ""},
		{-121, false, true, "To say when it gets late, this time for sure", tie.KeptWhole, "For a month or so."},
		{-95, true, false, "One evening a week without phones", tie.KeptWhole, ""},
		{-60, false, false, "To come along to my friend’s party", tie.KeptNot, ""},
		{-33, true, true, "To call before I come over", tie.KeptNot, "Once I did not."},
		{-20, false, false, "To talk about it in autumn", "", ""},
		{54, true, false, "To hand over the box through Sam", "", ""},
	} {
		at := wrote.Add(time.Duration(i) * 2 * time.Minute)
		w.add(at, tie.Promised, tie.Promise{Mine: p.mine, Again: p.again, Words: p.words, By: since.AddDate(0, 0, p.day).Format(time.DateOnly), Given: given(since, p.day, p.again)})
		id := w.events[len(w.events)-1].ID
		if p.kept != "" {
			w.add(at.Add(time.Minute), tie.Held, tie.Outcome{Promise: id, Kept: p.kept, Words: p.came, On: given(since, p.day+25, p.again)})
		}
	}
	at := today.AddDate(0, 0, -3).Add(19 * time.Hour)
	w.add(at, facts.KindPart, facts.Part{Words: "When it got hard I went quiet and waited to be asked."})
	for i, words := range []string{
		"On 3 September you said we would talk in autumn. We have not talked since.",
		"I keep evenings free and then sit there.",
		"Half an hour, to settle the things and how we meet at the sports club.",
		"I bring the box, and I say which evenings I am there.",
	} {
		w.add(at.Add(time.Duration(2*i+3)*time.Minute), facts.KindSaid, facts.Field{Field: facts.Fields[i], Words: words})
	}
	w.add(at.Add(14*time.Minute), facts.KindDay, facts.Day{On: today.AddDate(0, 0, 2).Format(time.DateOnly)})
}

// given is the day three weeks before another, for a further chance.
func given(since time.Time, day int, again bool) string {
	if !again {
		return ""
	}
	return since.AddDate(0, 0, day-21).Format(time.DateOnly)
}
