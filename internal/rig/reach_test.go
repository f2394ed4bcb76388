package rig_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
)

func TestWhatCameWhileLockedOpensByDay(t *testing.T) {
	s := site.New(t, all.List())
	berlin(t, s)
	s.Send("/keep/rules", "what", "back", "words", "a week before a word")
	s.Keep()
	s.Lock()
	if p := s.Send("/reached", "what", "back"); p.Path != "/reached/choose" || strings.Contains(site.Text(p), "a week before") {
		t.Fatalf("locked: %s %s", p.Path, site.Text(p))
	}
	if p := s.Send("/reached/choose", "choice", "morning"); !strings.Contains(site.Text(p), "Held until morning.") {
		t.Errorf("chosen: %s", site.Text(p))
	}
	s.Unlock()
	if text := site.Text(s.Open("/today")); strings.Contains(text, "They want you back") || strings.Contains(text, "held something") {
		t.Errorf("the same night Today says %s", text)
	}
	s.Wait(24 * time.Hour)
	s.Unlock()
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "They want you back") {
		t.Errorf("a day later Today says %s", text)
	}
	if p := s.Send("/reached/back", "step", "coffee, one hour"); p.Path != "/today" || strings.Contains(site.Text(p), "They want you back") {
		t.Errorf("looked at: %s", site.Text(p))
	}
	s.Send("/reached", "what", "back")
	if text := site.Text(s.Open("/reached/choose")); !strings.Contains(text, "a week before a word") {
		t.Errorf("open, the rule does not show: %s", text)
	}
}

func TestFearWhileLockedClosesWhatLooksAtThem(t *testing.T) {
	s, path := site.New(t, all.List()), gated(t)
	s.Send("/safety/1", "answer", "rest")
	s.Keep()
	s.Lock()
	if p := s.Send("/safety/feared"); !strings.Contains(site.Text(p), "not your fault") {
		t.Fatalf("locked: %s %s", p.Path, site.Text(p))
	}
	s.Unlock()
	if p := s.Open(path); p.Path != "/safety/closed" {
		t.Errorf("after unlocking %s leads to %s", path, p.Path)
	}
	if text := site.Text(s.Open("/help")); strings.Index(text, "If somebody frightens") > strings.Index(text, "If you may hurt") {
		t.Error("help does not put violence first")
	}
	s.Send("/safety/feared/erase")
	if p := s.Open(path); p.Path == "/safety/closed" {
		t.Error("erased, it is still closed")
	}
}

func TestAHeadThatWouldNotStopIsPutOffUntilTomorrow(t *testing.T) {
	s := site.New(t, all.List())
	berlin(t, s)
	s.Send("/head", "about", "round")
	s.Send("/head/write", "s", "8", "made", "they never cared")
	s.Keep()
	s.Lock()
	s.Send("/head", "about", "round")
	s.Send("/head/park", "at", "17:00", "question", "why now?")
	s.Unlock()
	s.Wait(24 * time.Hour)
	s.Unlock()
	text := site.Text(s.Open("/today"))
	if !strings.Contains(text, "Put off until today, 17:00") || strings.Contains(text, "why now?") {
		t.Fatalf("the day after Today says %s", text)
	}
	if text := site.Text(s.Open("/head/parked")); !strings.Contains(text, "why now?") {
		t.Errorf("the page: %s", text)
	}
	if text := site.Text(s.Open("/patterns")); !strings.Contains(text, "My head won’t stop") {
		t.Errorf("Patterns does not count it: %s", text)
	}
}

// berlin says which zone the browser is in.
func berlin(t *testing.T, s *site.Site) {
	here, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	s.Client.Jar.SetCookies(here, []*http.Cookie{{Name: "zone", Value: "Europe/Berlin"}})
}
