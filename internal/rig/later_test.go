package rig_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/demo"
	"ebb/internal/rig"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/web"
)

// halfAYear is how long somebody stays away.
const halfAYear = 183

// presses finds words that press, and days that are gone.
var presses = regexp.MustCompile(`(?i)\b(overdue|is due|due on|too late|missed|waiting for you|you have not|2026|its day is here|can be looked at again)\b`)

// Whatever somebody had going when they left: after half a year no card speaks
// of a day that is gone, nothing reminds, and the week is the last one.
func TestNothingShoutsAfterHalfAYear(t *testing.T) {
	for _, f := range all.List() {
		// The feature comes first, so that the desk asks it; all see what was lived.
		d := rig.New(t, site.Start.AddDate(0, 0, halfAYear).Add(-9*time.Hour), f)
		d.Journal.Events = demo.Journal(site.Start)
		if f.Card != nil {
			if text := d.Card(); presses.MatchString(text) {
				t.Errorf("%s on Today says %q: %s", f.Name, presses.FindString(text), text)
			}
		}
		r := d.Request("GET", "/review", nil)
		cards, err := r.Week(d.Now.AddDate(0, 0, -6), d.Now)
		if err != nil {
			t.Fatal(err)
		}
		if text := fmt.Sprint(cards); regexp.MustCompile(`Its day is here|can be looked at again|overdue`).MatchString(text) {
			t.Errorf("%s in the week: %s", f.Name, text)
		}
		if f.Due == nil {
			continue
		}
		for _, at := range d.Dues() {
			if at > d.Now.Format("2006-01-02 15:04") {
				t.Errorf("%s reminds at %s", f.Name, at)
			}
		}
	}
}

// before is what Today says before what is folded up.
func before(t *testing.T, p *walk.Page) string {
	t.Helper()
	head, folded, ok := strings.Cut(html.UnescapeString(site.Text(p)), "What stood here before")
	if !ok || folded == "" {
		t.Fatalf("nothing is folded up: %s", site.Text(p))
	}
	return head
}

func TestTodayGreetsAndKeepsOldWordsShut(t *testing.T) {
	features := all.List()
	j := rig.New(t, site.Start, features...).Journal
	j.Events = demo.Journal(site.Start)
	s := site.New(t, features, func(o *web.Options) {
		o.Demo, o.Show, o.Clock = true, j, func() time.Time { return site.Start.AddDate(0, 0, halfAYear) }
	})
	text := before(t, s.Open("/today"))
	for _, want := range []string{"You haven’t been here for a while. That may be good news.", "Nothing here is late", "things had their day meanwhile", "Put this aside"} {
		if !strings.Contains(text, want) {
			t.Errorf("Today does not say %q: %s", want, text)
		}
	}
	for _, word := range []string{"river", "box", "Sam", "lake", "waves", "2026", "promise"} {
		if strings.Contains(text, word) {
			t.Errorf("unasked, Today says %q: %s", word, text)
		}
	}
	if text := site.Text(s.Open("/keep/later/back/plan")); !strings.Contains(text, "I let this go.") || !strings.Contains(text, "I put my shoes on and walk to the river.") || !strings.Contains(text, "By daylight, an hour, at the café by the station.") {
		t.Errorf("asked for, the old plan is not there: %s", text)
	}
}

// gone is somebody with things under way who stays away for half a year.
func gone(t *testing.T) *site.Site {
	t.Helper()
	s := site.New(t, all.List())
	berlin(t, s)
	soon := s.Now().AddDate(0, 0, 9).Format(time.DateOnly)
	s.Send("/where", "stance", "letting", "ended", "them")
	s.Send("/keep/fears", "kind", "fear", "words", "wfear", "by", soon)
	s.Send("/keep/chances", "whose", "them.again", "words", "wpromise", "by", soon)
	s.Send("/keep/doors", "what", "keys", "how", "close", "by", soon)
	s.Send("/keep/rules", "what", "back", "words", "wrule: a week before I say a word.")
	for _, n := range []string{"1", "2", "3", "4", "5", "6"} {
		s.Send("/safety/"+n, "answer", "no")
	}
	s.Keep()
	s.Wait(halfAYear * 24 * time.Hour)
	s.Unlock()
	return s
}

func TestAReturnAfterHalfAYear(t *testing.T) {
	s := gone(t)
	today := s.Open("/today")
	text := before(t, today)
	if !strings.Contains(text, "3 things had their day meanwhile") || !strings.Contains(text, "Fears and hopes") || !strings.Contains(text, "Open doors") {
		t.Errorf("Today: %s", text)
	}
	for _, p := range []*walk.Page{today, s.Open("/keep/later/back"), s.Open("/keep")} {
		for _, word := range []string{"wfear", "wpromise", "wrule"} {
			if strings.Contains(p.Body, word) {
				t.Errorf("%s says %s unasked", p.Path, word)
			}
		}
	}
	text = html.UnescapeString(site.Text(s.Open("/keep/later/again")))
	for _, want := range []string{"Nothing has to be answered today.", "wrule: a week before I say a word.", "0 kept, 0 partly, 0 not kept, 1 open."} {
		if !strings.Contains(text, want) {
			t.Errorf("they came back, and %q is missing: %s", want, text)
		}
	}
	if p := s.Send("/keep/later/aside"); p.Path != "/today" || strings.Contains(site.Text(p), "meanwhile") || strings.Contains(site.Text(p), "What stood here before") {
		t.Errorf("put aside, Today says %s", site.Text(p))
	}
	if text := site.Text(s.Open("/today")); strings.Contains(text, "Due on your list") || strings.Contains(text, "had its day") {
		t.Errorf("it comes up again: %s", text)
	}
	if text := site.Text(s.Open("/keep/fears")); !strings.Contains(text, "wfear") {
		t.Errorf("what was put aside is gone: %s", text)
	}
}

func TestTogetherAgainLosesNothing(t *testing.T) {
	s := gone(t)
	s.Send("/where", "stance", "", "ended", "no")
	text := html.UnescapeString(site.Text(s.Open("/keep/later/together")))
	if !strings.Contains(text, "You are together.") || !strings.Contains(text, "Before that: letting go, they ended it.") {
		t.Errorf("together: %s", text)
	}
	if text := site.Text(s.Open("/keep/rules")); !strings.Contains(text, "wrule") {
		t.Errorf("the rule is gone: %s", text)
	}
	s.Wait(time.Minute)
	s.Send("/where", "stance", "letting", "ended", "them")
	if text := site.Text(s.Open("/keep/later/together")); !strings.Contains(text, "letting go, they ended it") || strings.Contains(text, "You are together.") {
		t.Errorf("and back: %s", text)
	}
}

// After a yes the way back leads to one's own plan and to people, and no screen
// says why.
func TestAReturnAfterAYes(t *testing.T) {
	for what, n := range map[string]string{"fear": "1", "their no": "6"} {
		s := gone(t)
		s.Send("/safety/"+n, "answer", "yes")
		for _, path := range []string{"/today", "/keep", "/keep/later", "/keep/later/back", "/keep/later/friends"} {
			p := s.Open(path)
			text := site.Text(p)
			if p.Path != path {
				t.Errorf("%s: %s leads to %s", what, path, p.Path)
			}
			for _, word := range []string{"They came back", "Together again", "afraid", "frighten", "safety", "asked you", "no contact", "new love"} {
				if path != "/today" && strings.Contains(text, word) {
					t.Errorf("%s: %s says %q: %s", what, path, word, text)
				}
			}
		}
		if text := site.Text(s.Open("/keep/later/back/plan")); !strings.Contains(text, "wrule") {
			t.Errorf("%s: the own rule is closed: %s", what, text)
		}
		if text := site.Text(s.Open("/keep/later/again")); strings.Contains(text, "One small step") {
			t.Errorf("%s: a step is prepared: %s", what, text)
		}
	}
}
