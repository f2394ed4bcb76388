package rig_test

import (
	"strings"
	"testing"

	"ebb/feature/all"
	"ebb/internal/site"
)

func TestFourWaysOnTheRealServer(t *testing.T) {
	s := site.New(t, all.List())
	if p := s.Open("/decide/ways"); p.Path != "/safety" {
		t.Fatalf("unasked, the four ways lead to %s", p.Path)
	}
	for n := range 6 {
		s.Send("/safety/"+string(rune('1'+n)), "answer", "no")
	}
	if text := site.Text(s.Open("/decide")); !strings.Contains(text, "Four ways it could go") || !strings.Contains(text, "Not started") {
		t.Errorf("Decide: %s", text)
	}
	s.Send("/decide/ways", "keeping", "changes")
	long := strings.Repeat("🙂", 10000)
	if p := s.Send("/decide/ways/let", "if", "6", "else_words", long); p.Status != 400 || !strings.Contains(p.Body, long) || !strings.Contains(site.Text(p), "9500 signs more") {
		t.Errorf("a long text: %d, %d bytes", p.Status, len(p.Body))
	}
	if p := s.Send("/decide/ways/let", "if", "6", "else", "6", "else_words", "a flat with a tree", "chance_low", "5", "chance_high", "25"); p.Path != "/decide/ways/keep" {
		t.Errorf("letting go leads to %s", p.Path)
	}
	s.Keep()
	s.Lock()
	if strings.Contains(s.Open("/decide/ways").Body, "a flat with a tree") {
		t.Error("locked, it shows what was written")
	}
	s.Unlock()
	p := s.Send("/decide/ways/keep", "if", "8", "else", "2", "chance_low", "40", "chance_high", "10")
	for _, want := range []string{"The two meet where real change is 67 in 100 likely. You said 10 to 40.", "the wrong way round", "a flat with a tree", "Draft 1, changed today"} {
		if !strings.Contains(site.Text(p), want) {
			t.Errorf("no %q in %s", want, site.Text(p))
		}
	}
	if text := site.Text(s.Open("/decide/ways")); strings.Contains(text, "the wrong way round") {
		t.Error("it is said twice")
	}
	s.Send("/safety/1", "answer", "yes")
	if text := site.Text(s.Open("/decide")); strings.Contains(text, "Four ways") {
		t.Errorf("after a yes it is still offered: %s", text)
	}
	if p := s.Open("/decide/ways"); strings.Contains(site.Text(p), "67 in 100") {
		t.Error("after a yes it still opens")
	}
}
