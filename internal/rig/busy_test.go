package rig_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
)

// fed is a site whose person asked for a calendar feed, and the feed's address.
func fed(t *testing.T) (s *site.Site, feed string) {
	t.Helper()
	s = site.New(t, all.List())
	berlin(t, s)
	s.Send("/decide/back/week/matters", "value", "people", "own", "wvalue")
	s.Send("/decide/back/week/goals", "goal0", "wgoal")
	s.Keep()
	feed = regexp.MustCompile(`/calendar/[\w-]+\.ics`).FindString(s.Send("/settings/reminders/calendar", "word", "tide").Body)
	if feed == "" {
		t.Fatal("no feed")
	}
	return s, feed
}

// exported is what somebody gets who has the address of the feed and nothing else.
func exported(t *testing.T, s *site.Site, feed string) string {
	t.Helper()
	file, err := s.Browser().Get(feed)
	if err != nil || file.Status != 200 {
		t.Fatalf("%v %d", err, file.Status)
	}
	return file.Body
}

func TestAnExporterOfTheCalendarSeesTimesAndOneNeutralWord(t *testing.T) {
	s, feed := fed(t)
	tomorrow := s.Now().AddDate(0, 0, 1).Format(time.DateOnly)
	s.Send("/decide/back/week/add", "words", "wlake with Kim", "sort", "people", "day", tomorrow, "time", "18:30")
	s.Send("/decide/back/week/add", "words", "wanytime", "sort", "move", "day", tomorrow)
	if file := exported(t, s, feed); strings.Contains(file, "VEVENT") {
		t.Fatalf("before it is switched on, the feed holds\n%s", file)
	}
	s.Send("/decide/back/week/times", "on", "yes")
	file := exported(t, s, feed)
	// Half past six in Berlin in winter. Times without an hour stay out.
	start := "DTSTART:" + strings.ReplaceAll(tomorrow, "-", "") + "T173000Z"
	if strings.Count(file, "BEGIN:VEVENT") != 1 || !strings.Contains(file, start) {
		t.Errorf("no %s in\n%s", start, file)
	}
	for line := range strings.Lines(file) {
		name, said, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch name {
		case "SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME":
			if said != "Tide" {
				t.Errorf("%s says %q", name, said)
			}
		case "BEGIN", "END", "VERSION", "PRODID", "METHOD", "REFRESH-INTERVAL;VALUE=DURATION", "REFRESH-INTERVAL", "UID", "DTSTAMP", "DTSTART", "DTEND", "CLASS", "ACTION", "TRIGGER":
		default:
			t.Errorf("the feed has a line %q", strings.TrimSpace(line))
		}
	}
	for _, word := range []string{"wlake", "Kim", "wanytime", "wvalue", "wgoal", "people", "week", "mood", "/decide"} {
		if strings.Contains(file, word) {
			t.Errorf("the feed says %q:\n%s", word, file)
		}
	}
	t.Log(file)
	s.Send("/decide/back/week/times", "on", "no")
	if file := exported(t, s, feed); strings.Contains(file, "VEVENT") {
		t.Errorf("switched off, the feed holds\n%s", file)
	}
}

func TestAMovedTimeMovesInTheCalendarAndADoneOneLeavesIt(t *testing.T) {
	s, feed := fed(t)
	day := func(n int) string { return s.Now().AddDate(0, 0, n).Format(time.DateOnly) }
	s.Send("/decide/back/week/times", "on", "yes")
	page := s.Send("/decide/back/week/add", "words", "x", "sort", "move", "day", day(1), "time", "18:30")
	one := regexp.MustCompile(`/decide/back/week/[0-9a-f]{32}`).FindString(page.Body)
	s.Send(one+"/change", "words", "x", "sort", "move", "day", day(3), "time", "09:00")
	at := "DTSTART:" + strings.ReplaceAll(day(3), "-", "") + "T080000Z"
	if file := exported(t, s, feed); strings.Count(file, "BEGIN:VEVENT") != 1 || !strings.Contains(file, at) {
		t.Errorf("moved: no %s in\n%s", at, file)
	}
	s.Send(one + "/out")
	if file := exported(t, s, feed); strings.Contains(file, "VEVENT") {
		t.Errorf("taken out: %s", file)
	}
	s.Send("/decide/back/week/undo")
	s.Send(one+"/went", "how", "else")
	if file := exported(t, s, feed); strings.Contains(file, "VEVENT") {
		t.Errorf("answered: %s", file)
	}
}
