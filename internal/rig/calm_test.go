package rig_test

import (
	"strings"
	"testing"

	"ebb/feature/all"
	"ebb/internal/site"
)

// What was turned to in a hard moment belongs to that moment, which only the
// step of hold knows.
func TestWhatWasTurnedToInAHardMoment(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	s.Keep()
	if text := site.Text(s.Send("/now/turned", "words", "the cat")); !strings.Contains(text, "1 time in the last 30 days") || !strings.Contains(text, "Say how the moment ended") {
		t.Errorf("kept: %s", text)
	}
	s.Lock()
	if p := s.Send("/now/turned", "words", "a walk"); p.Path != "/now/turned/kept" || strings.Contains(site.Text(p), "30 days") {
		t.Errorf("while locked: %s %s", p.Path, site.Text(p))
	}
	s.Unlock()
	text := site.Text(s.Open("/keep/plans"))
	if !strings.Contains(text, "2 times in the last 30 days") || strings.Count(text, "in a hard moment") != 1 || !strings.Contains(text, "a walk") {
		t.Errorf("all of it: %s", text)
	}
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "2 times in the last 30 days you turned to something else.") {
		t.Errorf("Today: %s", text)
	}
}

func TestCalmDaysOnTheRealServer(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/keep/truths", "feeling", "I miss them.", "reality", "They asked twice for space.")
	if p := s.Send("/keep/plans", "cue", "song", "then", "I go out."); !strings.HasSuffix(p.Path, "/once") || strings.Contains(p.Title, "song") {
		t.Errorf("after writing: %s %q", p.Path, p.Title)
	}
	if p := s.Send("/keep/people", "name", "Sam", "number", "+49 (0)30 23125 017"); !strings.Contains(p.Body, `href="tel:&#43;493023125017"`) {
		t.Errorf("no link that dials: %s", p.Body)
	}
	text := site.Text(s.Open("/keep"))
	for _, want := range []string{"1 pair in your own words", "1 plan for a hard moment", "1 person, one tap away"} {
		if !strings.Contains(text, want) {
			t.Errorf("Keep does not say %q: %s", want, text)
		}
	}
	if p := s.Send("/keep/truths", "feeling", strings.Repeat("x", 1<<20), "reality", "y"); p.Status != 413 {
		t.Errorf("a megabyte: %d", p.Status)
	}
	if p := s.Send("/keep/truths", "feeling", "\xff", "reality", "y"); p.Status != 400 {
		t.Errorf("what is no text: %d", p.Status)
	}
}
