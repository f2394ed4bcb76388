// Package demo invents a journal, so that anyone can look around and so that
// pictures and measurements have something to show. Nobody wrote it.
//
// It promises that the same day gives the same journal, event for event, and
// that nothing in it lies in the future. It refuses to read a clock or to keep
// anything: who asks for the events decides what becomes of them.
package demo

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"ebb"
	"ebb/feature/hold/moment"
	"ebb/feature/note"
	"ebb/internal/demo/over"
	"ebb/tie"
)

const weeks = 8

// Journal is eight weeks of one invented person up to now, oldest first.
func Journal(now time.Time) []ebb.Event {
	w := writer{rand: seeded(now), zone: now.Location()}
	today := midnight(now)
	since := today.AddDate(0, 0, -7*weeks)
	w.add(since.Add(20*time.Hour), tie.Stands, tie.Standing{
		Stance: tie.LettingGo, EndedBy: tie.ByThem,
		Since: since.AddDate(0, 0, -2).Format(time.DateOnly), Ties: []string{"friends", "things"},
	})
	for day := range 7 * weeks {
		w.day(since.AddDate(0, 0, day), float64(day)/(7*weeks))
	}
	w.reached(since.AddDate(0, 0, 40).Add(19 * time.Hour))
	w.lastNight(today.Add(-79 * time.Minute)) // 22:41
	w.notes(since)
	w.chat(since)
	w.calm(since)
	w.contact(since, today)
	w.night(since, today)
	w.weekly(since)
	w.ways(since, today)
	w.promises(since, today)
	w.named(since)
	w.told(since, today)
	w.sober(since)
	w.needs(since)
	w.weigh(since)
	w.decided(since, today)
	w.back(since, today)
	w.busy(since, today)
	w.quiet(since)
	w.hardDays(since, today)
	w.events = append(w.events, over.Said(since, today, w.id)...)
	w.evenings(since)
	return w.until(now)
}

// Moments is any number of events of hard moments, spread over the years
// before now: what measurements need.
func Moments(now time.Time, events int, seed uint64) []ebb.Event {
	w := writer{rand: rand.New(rand.NewPCG(seed, 1)), zone: now.Location()}
	for day := 0; len(w.events) < events; day++ {
		w.day(midnight(now).AddDate(0, 0, -1-day%3650), 0.3)
	}
	return w.events[:events]
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func seeded(now time.Time) *rand.Rand {
	y, m, d := now.Date()
	return rand.New(rand.NewPCG(uint64(y*10000+int(m)*100+d), 8))
}

type writer struct {
	rand   *rand.Rand
	zone   *time.Location
	events []ebb.Event
}

func (w *writer) id() (id ebb.ID) {
	for i := range id {
		id[i] = byte(w.rand.Uint32())
	}
	return id
}

func (w *writer) add(at time.Time, kind string, body any) {
	e := ebb.New(kind, at.Truncate(time.Millisecond), body)
	e.ID, e.Device = w.id(), "web"
	w.events = append(w.events, e)
}

func (w *writer) until(now time.Time) []ebb.Event {
	kept := slices.DeleteFunc(w.events, func(e ebb.Event) bool { return e.At.After(now) })
	slices.SortStableFunc(kept, func(a, b ebb.Event) int { return a.At.Compare(b.At) })
	return kept
}

func pick[T any](w *writer, from ...T) T { return from[w.rand.IntN(len(from))] }

// day invents a day's moments. along runs from 0, the first day, to 1: they
// grow fewer, and pass sooner.
func (w *writer) day(day time.Time, along float64) {
	n := 0
	for left := 4.2 - 2*along; w.rand.Float64() < left/(1+left); left *= 0.55 {
		n++
	}
	for range n {
		hour := pick(w, 7, 12, 16, 18, 19, 20, 21, 21, 21, 22, 22, 22, 23)
		at := day.Add(time.Duration(hour)*time.Hour + time.Duration(w.rand.IntN(3600))*time.Second)
		w.moment(at, 13-5*along)
	}
}

// moment invents one; half is the minutes it usually takes to halve.
func (w *writer) moment(at time.Time, half float64) {
	id := w.id()
	w.add(at, moment.KindPull, moment.Pull{Moment: id, Pull: pick(w, "reach", "reach", "reach", "reply", "check", "check", "clear", "fix", "see", "other")})
	if w.rand.Float64() < 0.06 { // one tap, and no more
		return
	}
	start := float64(4 + w.rand.IntN(5))
	half *= 0.4 + 1.3*w.rand.Float64()
	at = at.Add(time.Duration(8+w.rand.IntN(20)) * time.Second)
	w.add(at, moment.KindRating, moment.Rating{Moment: id, Value: int(start)})
	if w.rand.Float64() < 0.55 {
		w.add(at, moment.KindForecast, moment.Forecast{Moment: id, Value: min(10, int(start)-1+w.rand.IntN(3))})
	}
	w.course(id, at, start, half)
}

// course invents the ratings that follow, and how it ended.
func (w *writer) course(id ebb.ID, begun time.Time, start, half float64) {
	outcome := ""
	switch n := w.rand.IntN(20); {
	case n < 15:
		outcome = moment.Passed
	case n < 17:
		outcome = moment.Partly
	case n < 19:
		outcome = moment.Acted
	}
	last := begun
	for _, minute := range []float64{2, 9, 18, 27} {
		if outcome == moment.Acted && minute > 2 {
			break
		}
		if w.rand.Float64() < 0.25 {
			continue
		}
		t := minute + w.rand.Float64()
		v := (start + 2) * math.Pow(0.5, (t-2)/half) // it rises first
		last = begun.Add(time.Duration(t * float64(time.Minute)))
		w.add(last, moment.KindRating, moment.Rating{Moment: id, Value: int(math.Round(min(10, max(0, v))))})
	}
	if outcome == "" {
		return
	}
	o := moment.Outcome{Moment: id, Outcome: outcome}
	if outcome == moment.Acted && w.rand.Float64() < 0.2 {
		o.Mark = moment.Allowed
	}
	w.add(last.Add(20*time.Second), moment.KindOutcome, o)
	if w.rand.Float64() < 0.4 {
		w.add(last.Add(40*time.Second), moment.KindDetail, moment.Detail{
			Moment: id, Triggers: []string{pick(w, moment.Triggers...)}, Places: []string{pick(w, moment.Places...)},
		})
	}
}

// notes are a few plain ones, the last of them from the day before.
func (w *writer) notes(since time.Time) {
	for _, n := range []struct {
		day, strength int
		feeling, text string
	}{
		{3, 8, "sad", "The flat is very quiet. I cooked for two again and put half of it in the freezer."},
		{17, 6, "angry", "We said we would talk in autumn. I notice I am still waiting for that talk."},
		{31, 5, "lonely", "A whole afternoon at the lake with friends. I only thought of it on the way home."},
		{44, 4, "relieved", "Slept through. I had forgotten what that is like."},
		{55, 5, "worried", "The box with their things is still in the hall. It can be handed over through a friend."},
	} {
		strength := n.strength
		w.add(since.AddDate(0, 0, n.day).Add(18*time.Hour+20*time.Minute), note.Written,
			note.Note{Text: n.text, Feelings: []note.Feeling{{Name: n.feeling, Strength: &strength}}})
	}
}

// reached is a moment in which the other one wrote.
func (w *writer) reached(at time.Time) {
	id := w.id()
	w.add(at, moment.KindPull, moment.Pull{Moment: id, Pull: "reply"})
	w.add(at.Add(9*time.Second), moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Reached})
}

// lastNight is a whole moment with a forecast and its answer.
func (w *writer) lastNight(at time.Time) {
	id := w.id()
	minute := func(n float64) time.Time { return at.Add(time.Duration(n * float64(time.Minute))) }
	w.add(at, moment.KindPull, moment.Pull{Moment: id, Pull: "reach"})
	w.add(minute(0.3), moment.KindRating, moment.Rating{Moment: id, Value: 7})
	w.add(minute(0.3), moment.KindForecast, moment.Forecast{Moment: id, Value: 8})
	w.add(minute(10), moment.KindRating, moment.Rating{Moment: id, Value: 5})
	w.add(minute(19), moment.KindRating, moment.Rating{Moment: id, Value: 3})
	w.add(minute(19.5), moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Passed})
}
