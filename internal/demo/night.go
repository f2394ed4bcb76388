package demo

import (
	"time"

	"ebb/feature/head/turn"
	"ebb/feature/hold/guess"
	"ebb/feature/hold/moment"
	"ebb/feature/reached"
	"ebb/tie"
)

// night is what came from the other one and what was chosen, nights on which
// the head would not stop, and a guess made the day after something was sent.
func (w *writer) night(since, today time.Time) {
	day := func(n int, hour float64) time.Time {
		return since.AddDate(0, 0, n).Add(time.Duration(hour * float64(time.Hour)))
	}
	w.add(day(3, 11), reached.KindRule, reached.Rule{What: "practical", Words: "One line, from the laptop, about the flat and nothing else."})
	w.add(day(3, 11.1), reached.KindRule, reached.Rule{What: "meet", Words: "By daylight, an hour, at the café by the station. Not at home."})
	for _, c := range []struct {
		day          int
		hour         float64
		what, choice string
	}{
		{8, 20.1, "practical", "practical"}, {17, 22.8, "kind", "nothing"}, {29, 21.5, "sorry", "morning"},
		{40, 19, "practical", "practical"}, {48, 23.2, "meet", "morning"}, {53, 18.3, "practical", "purpose"},
	} {
		id := w.id()
		w.add(day(c.day, c.hour), reached.KindCame, reached.Came{Moment: id, What: c.what})
		w.add(day(c.day, c.hour+0.05), reached.KindChose, reached.Chose{Moment: id, Choice: c.choice})
	}
	for _, n := range []struct {
		at       time.Time
		about    string
		from, to int
	}{
		{day(5, 23.5), "online", 8, 6}, {day(14, 25.2), "online", 9, 6}, {day(23, 24.3), "someone", 7, 4},
		{day(34, 23.9), "someone", 9, 8}, {day(45, 25.6), "round", 6, 3}, {today.Add(-25 * time.Minute), "round", 7, 4},
	} {
		w.turned(n.at, n.about, n.from, n.to)
	}
	id := w.id()
	w.add(day(25, 21.4), moment.KindPull, moment.Pull{Moment: id, Pull: "reach"})
	w.add(day(25, 21.5), moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Acted})
	w.add(day(25, 21.6), moment.KindHope, moment.Hope{Moment: id, Words: "That they say they miss it too."})
	eight, four := 8, 4
	w.add(day(26, 9), tie.Guessed, guess.Guess{Moment: id, Guess: tie.Guess{Chance: 70, By: day(33, 0).Format(time.DateOnly), Feel: &eight}})
	w.add(day(33, 10), tie.Came, guess.Resolution{Moment: id, Resolution: tie.Resolution{Feel: &four}})
}

// turned is a night on which the head would not stop.
func (w *writer) turned(at time.Time, about string, from, to int) {
	id := w.id()
	minute := func(n int) time.Time { return at.Add(time.Duration(n) * time.Minute) }
	w.add(at, tie.HeadBegan, turn.Began{Moment: id, About: about})
	w.add(minute(1), turn.KindRated, turn.Rated{Moment: id, Value: from})
	switch {
	case about != "round":
		w.add(minute(3), turn.KindLeft, turn.Left{Moment: id, How: turn.Stand})
	case to < 4:
		w.add(minute(3), turn.KindParked, turn.Parked{Moment: id, At: "12:30", Question: "Was the summer as good as I make it?"})
	default:
		w.add(minute(2), turn.KindWrote, turn.Wrote{Moment: id, Know: "They answered in two words.", Made: "They have stopped caring.", Other: "They were at work."})
		w.add(minute(3), turn.KindParked, turn.Parked{Moment: id, At: "17:00", Question: "Do I want an answer, or do I want it to be August?"})
	}
	w.add(minute(12), turn.KindRated, turn.Rated{Moment: id, Value: to})
}
