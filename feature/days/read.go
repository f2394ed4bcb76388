package days

import (
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"ebb/feature"
	"ebb/feature/days/fact"
	"ebb/tie"
)

// readWhen takes what kind of day it is and when. before is the date that it
// had. It returns what is wrong, said; "" is nothing.
func readWhen(r *feature.Request, d *fact.Day, before string) string {
	d.Kind, d.What, d.On, d.At = r.FormValue("kind"), r.OwnLine("what"), r.FormValue("on"), r.FormValue("at")
	d.Today = r.FormValue("today") == "yes"
	at, ok := r.Morning(d.On)
	_, clock := time.Parse("15:04", d.At)
	switch {
	case !slices.Contains(fact.Kinds, d.Kind):
		return r.Say("days.bad.kind")
	case tooLong(r, d.What) != "":
		return tooLong(r, d.What)
	case !ok || d.On != before && (d.On < today(r) || at.After(r.Now.AddDate(years, 0, 0))):
		return r.Say("days.bad.date", "years", years)
	case d.At != "" && clock != nil:
		return r.Say("days.bad.time")
	}
	return ""
}

// readWords takes the sentences, and how I leave. Where they are shut, those
// that were there stay as they are.
func readWords(r *feature.Request, d *fact.Day, shut bool) string {
	if !shut {
		d.First, d.Last = r.OwnLine("first"), r.OwnLine("last")
	}
	d.Leave = r.OwnLine("leave")
	return tooLong(r, d.First, d.Last, d.Leave)
}

// readNear takes who is near, what comes after, and, before the day, how strong
// it will be.
func readNear(r *feature.Request, d *fact.Day, before bool) string {
	d.Near, d.Then = r.OwnLine("near"), r.OwnLine("then")
	n, ok := strength(r.FormValue("expect"))
	if before {
		d.Expect = n
	}
	if !ok {
		return r.Say("days.bad.strength")
	}
	return tooLong(r, d.Near, d.Then)
}

// strength is a number from 0 to 10; nil where nothing was said.
func strength(s string) (*int, bool) {
	if s == "" {
		return nil, true
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 10 {
		return nil, false
	}
	return &n, true
}

// tooLong says by how much the longest of some texts is over; "" where all fit.
func tooLong(r *feature.Request, texts ...string) string {
	return over(r, longest, texts...)
}

func over(r *feature.Request, room int, texts ...string) string {
	n := 0
	for _, t := range texts {
		n = max(n, utf8.RuneCountInString(t))
	}
	if n <= room {
		return ""
	}
	return r.Say("days.bad.long", "n", room, "over", n-room)
}

// typed is the if-then of a form.
func typed(r *feature.Request, e entry) tie.Task {
	return tie.Task{If: r.OwnLine("if"), Then: r.OwnLine("then"), Day: e.id}
}

// checkTask holds an if-then to both halves, or to none.
func checkTask(r *feature.Request, t tie.Task) string {
	if wrong := over(r, oneTask, t.If, t.Then); wrong != "" {
		return wrong
	}
	if (t.If == "") != (t.Then == "") {
		return r.Say("days.bad.plan")
	}
	return ""
}
