// Package day is when a decision is looked at again: in the morning after a
// night, on one of a few days, or on a day of one's own within a year.
//
// It promises days in the person's own zone. It refuses a clock.
package day

import (
	"time"

	"ebb/feature"
)

// Morning is the next ten o'clock that a night lies before.
func Morning(now time.Time) time.Time {
	y, m, d := now.Date()
	if now.Hour() >= 5 {
		d++
	}
	return time.Date(y, m, d, 10, 0, 0, 0, now.Location())
}

// Presets are the days to choose from besides one's own.
var Presets = []string{"tomorrow", "week", "month"}

// Chosen reads the day to look again; a day of one's own wins. Wrong is why it is none.
func Chosen(r *feature.Request) (day, wrong string) {
	if own := r.FormValue("date"); own != "" {
		_, err := time.ParseInLocation(time.DateOnly, own, r.Now.Location())
		if err != nil || own < First(r.Now) || own > Last(r.Now) {
			return "", r.Say("decision.bad.date")
		}
		return own, ""
	}
	switch r.FormValue("when") {
	case "tomorrow":
		return First(r.Now), ""
	case "week":
		return r.Now.AddDate(0, 0, 7).Format(time.DateOnly), ""
	case "month":
		return r.Now.AddDate(0, 1, 0).Format(time.DateOnly), ""
	case "none":
		return "", ""
	}
	return "", r.Say("decision.bad.date")
}

// First is the first day that one's own may be: tomorrow.
func First(now time.Time) string { return now.AddDate(0, 0, 1).Format(time.DateOnly) }

// Last is a year from now.
func Last(now time.Time) string { return now.AddDate(1, 0, 0).Format(time.DateOnly) }
