package rig_test

import (
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
)

// A decision from the night to the day it is looked at again, and what it asks
// of a week, on the real server.
func TestADecisionIsSleptOnAndLookedAtAgain(t *testing.T) {
	s := site.New(t, all.List())
	berlin(t, s)
	s.Send("/where", "stance", "deciding")
	if text := site.Text(s.Send("/decide/decision", "words", "I let this go.", "do", "sleep")); !strings.Contains(text, "You sleep on it until") {
		t.Fatalf("slept on: %s", text)
	}
	s.Keep()
	s.Wait(34 * time.Hour)
	s.Unlock()
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "You slept on a draft.") || strings.Contains(text, "I let this go.") {
		t.Errorf("two mornings later Today says %s", text)
	}
	s.Send("/decide/decision/when", "when", "week", "mark", "go", "do", "keep")
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "You have written a decision since.") {
		t.Errorf("decided, Today says %s", text)
	}
	if text := site.Text(s.Open("/decide")); !strings.Contains(text, "Where I am: deciding") || !strings.Contains(text, "Let go, from") {
		t.Errorf("Decide says %s", text)
	}
	s.Send("/decide/after/week", "kind", "plan", "if", "it is Sunday", "then", "I call Sam")
	s.Wait(8 * 24 * time.Hour)
	s.Unlock()
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "can be looked at again") {
		t.Errorf("on its day Today says %s", text)
	}
	if text := site.Text(s.Open("/decide/decision/again")); !strings.Contains(text, "I let this go.") {
		t.Errorf("then and now: %s", text)
	}
	if text := site.Text(s.Open("/keep/plans")); strings.Contains(text, "I call Sam") {
		t.Errorf("what was set for a week is offered after it: %s", text)
	}
}

// The decision and what comes afterwards stay open after a yes and their no.
func TestAfterAYesAndTheirNoADecisionCanBeWritten(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/safety/feared")
	s.Send("/safety/6", "answer", "yes")
	for _, path := range []string{"/decide/decision", "/decide/after", "/decide/after/week", "/decide/after/respect"} {
		if p := s.Open(path); p.Path != path {
			t.Errorf("%s leads to %s", path, p.Path)
		}
	}
	if text := site.Text(s.Open("/decide/after/respect")); !strings.Contains(text, "Their no is final.") {
		t.Errorf("their no is not heard: %s", text)
	}
	if p := s.Open("/decide/after/distance"); p.Path != "/decide/after/needs" || strings.Contains(site.Text(p), "riendship") {
		t.Errorf("friendship is asked about: %s", site.Text(p))
	}
}
