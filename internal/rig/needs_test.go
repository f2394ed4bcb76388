package rig_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
)

// A day's list is one entry with newer bodies; taking a need out is undone in
// the real journal too, and after a lock.
func TestNeedsOnTheRealServer(t *testing.T) {
	s := site.New(t, all.List())
	for n := range 6 {
		s.Send("/safety/"+string(rune('1'+n)), "answer", "no")
	}
	p := s.Send("/decide/needs", "need", "respect", "own", "slow Sundays")
	if !strings.Contains(site.Text(p), "How important is it to you?") || strings.Contains(p.Title, "Respect") {
		t.Fatalf("%s %q: %s", p.Path, p.Title, site.Text(p))
	}
	s.Send(p.Path, "kind", "need", "weight", "9", "met", "3", "do", "stop")
	text := site.Text(s.Send(p.Path + "/out"))
	if strings.Contains(text, "importance 9") || !strings.Contains(text, "slow Sundays") {
		t.Errorf("taken out: %s", text)
	}
	if text := site.Text(s.Send("/decide/needs/undo")); !strings.Contains(text, "importance 9 · met 3 of 10") {
		t.Errorf("undone: %s", text)
	}
	s.Keep()
	s.Lock()
	if strings.Contains(s.Open("/decide/needs").Body, "slow Sundays") {
		t.Error("locked, it shows what was written")
	}
	s.Unlock()
	s.Wait(26 * time.Hour)
	s.Unlock()
	s.Send(p.Path, "kind", "need", "weight", "9", "met", "5", "do", "stop")
	if text := site.Text(s.Open("/decide/needs/then")); !regexp.MustCompile(`met 3 of 10\s+Need · importance 9 · met 5 of 10`).MatchString(text) {
		t.Errorf("then and now: %s", text)
	}
	if text := site.Text(s.Open("/decide/weigh/go-for")); strings.Contains(text, "Respect: importance") {
		t.Error("a need half met is offered against")
	}
}
