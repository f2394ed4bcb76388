package demo

import (
	"time"

	"ebb/feature/hold/moment"
	"ebb/feature/night"
	"ebb/feature/note"
	"ebb/feature/review"
)

// weekly is what a few minutes each week leave behind: reviews, feelings
// without words, what was there in a moment, and what acting was after.
func (w *writer) weekly(since time.Time) {
	for week := range weeks {
		sunday := since.AddDate(0, 0, 7*week+6).Add(19 * time.Hour)
		w.felt(since.AddDate(0, 0, 7*week+1).Add(8*time.Hour), week)
		w.felt(since.AddDate(0, 0, 7*week+4).Add(21*time.Hour), week)
		if week < weeks-1 {
			w.review(sunday, since.AddDate(0, 0, 7*week), week)
		}
	}
	for i, day := range []int{0, 1, 3, 5, 6, 9, 12, 15, 30, 37, 44, 52} {
		w.acted(since.AddDate(0, 0, day).Add(22*time.Hour+time.Duration(7*i)*time.Minute), i)
	}
	for i := range 12 {
		w.among(since.AddDate(0, 0, 4*i+2).Add(17*time.Hour+20*time.Minute), i)
	}
	for i, pick := range []string{"near", "kitchen", "kitchen"} {
		w.add(since.AddDate(0, 0, 7*weeks-5+i).Add(23*time.Hour), night.KindKept, night.Kept{Part: "phone", Pick: pick})
	}
	w.add(since.Add(21*time.Hour), review.KindWanted, review.Wanted{Yes: true})
}

// felt is a note of two feelings: what weighs grows lighter by the week.
func (w *writer) felt(at time.Time, week int) {
	heavy, light := min(10, 8-week*2/3+w.rand.IntN(2)), min(10, 1+week*2/3+w.rand.IntN(2))
	w.add(at, note.Written, note.Note{Feelings: []note.Feeling{
		{Name: pick(w, "sad", "lonely", "worried", "angry"), Strength: &heavy}, {Name: pick(w, "calm", "relieved"), Strength: &light},
	}})
}

// review is one week's review, to its end.
func (w *writer) review(at, from time.Time, week int) {
	needs := []review.Need{
		{Need: "rest", Met: "no"}, {Need: "heard", Met: "partly", By: "friend"}, {Need: "calm", Met: "partly", By: "me"}, {Need: "near", Met: "no"},
		{Need: "rest", Met: "yes", By: "me"}, {Need: "joy", Met: "yes", By: "family"}, {Need: "heard", Met: "yes", By: "friend"},
	}
	things := []string{
		"Sleep before midnight", "Call Sam on Tuesday", "Swim once", "Have lunch away from the desk", "The box in the hall", "Dinner at my sister’s", "Half a day at the lake",
	}
	w.add(at, review.KindNeed, needs[week])
	w.add(at.Add(time.Minute), review.KindNext, review.Next{Text: things[week], Who: []string{"Sam", "Kim"}[week%2]})
	w.add(at.Add(2*time.Minute), review.KindEnded, review.Ended{From: from.Format(time.DateOnly), Until: from.AddDate(0, 0, 7).Format(time.DateOnly)})
}

// acted is a moment that ended in acting, and what that was after.
func (w *writer) acted(at time.Time, i int) {
	id := w.id()
	w.add(at, moment.KindPull, moment.Pull{Moment: id, Pull: pick(w, "reach", "check", "reply")})
	w.add(at.Add(20*time.Second), moment.KindRating, moment.Rating{Moment: id, Value: 8})
	mark := ""
	if i%5 == 4 {
		mark = moment.OnPurpose
	}
	w.add(at.Add(3*time.Minute), moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Acted, Mark: mark})
	if i%2 == 0 {
		w.add(at.AddDate(0, 0, 2), moment.KindLooked, moment.Looked{Moment: id, Needs: []string{pick(w, "hear", "hear", "near", "stop")}})
	}
}

// among is a moment with people around, in which letting it pass or waiting was
// chosen.
func (w *writer) among(at time.Time, i int) {
	id := w.id()
	intent, company, last := moment.LetPass, "friends", 2
	if i%2 == 1 {
		intent, company, last = moment.Wait, "nobody", 5
	}
	w.add(at, moment.KindPull, moment.Pull{Moment: id, Pull: "reach"})
	w.add(at.Add(15*time.Second), moment.KindRating, moment.Rating{Moment: id, Value: 6})
	w.add(at.Add(4*time.Minute), moment.KindIntent, moment.Intent{Moment: id, Intent: intent})
	w.add(at.Add(16*time.Minute), moment.KindRating, moment.Rating{Moment: id, Value: last})
	w.add(at.Add(17*time.Minute), moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Passed})
	w.add(at.Add(18*time.Minute), moment.KindDetail, moment.Detail{Moment: id, Triggers: []string{pick(w, "song", "song", "alone", "tired")}, Company: []string{company}})
}
