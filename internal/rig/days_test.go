package rig_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
)

// What is done on a hard day becomes a plan in one tap, and is no task of a
// decision; on its day the hard moment has it at hand.
func TestAHardDayOnTheRealServer(t *testing.T) {
	s := site.New(t, all.List())
	berlin(t, s)
	on := site.Start.AddDate(0, 0, 2).Format(time.DateOnly)
	day := s.Send("/keep/days", "kind", "handover", "on", on, "at", "23:30", "today", "yes").Path
	s.Send(day+"/words", "first", "Here is the bag.", "leave", "My bus goes at seven.")
	p := s.Send(day+"/plan", "if", "they ask me up", "then", "I say that Sam waits.")
	if strings.Contains(p.Title, "handover") || !strings.Contains(site.Text(p), "If they ask me up: I say that Sam waits.") {
		t.Errorf("%q: %s", p.Title, site.Text(p))
	}
	if text := site.Text(s.Open("/decide/after/week")); strings.Contains(text, "they ask me up") {
		t.Errorf("a decision asks for it: %s", text)
	}
	task := regexp.MustCompile(`name="task" value="([0-9a-f]+)"`).FindStringSubmatch(s.Open(day).Body)
	if task == nil {
		t.Fatal("no plan can be made of it")
	}
	for range 2 {
		s.Send("/keep/plans/task", "task", task[1])
	}
	if text := site.Text(s.Open("/keep/plans")); strings.Count(text, "If: they ask me up") != 1 {
		t.Errorf("plans: %s", text)
	}
	s.Keep()
	s.Wait(40 * time.Hour)
	s.Unlock()
	if text := s.Open("/now/mine").Body; !strings.Contains(text, "How I leave: My bus goes at seven.") {
		t.Errorf("the hard moment, on its day: %s", text)
	}
}

// Quiet online comes after the questions, and after a yes it leads to people.
func TestQuietOnlineOnTheRealServer(t *testing.T) {
	s := site.New(t, all.List())
	if p := s.Open("/decide/back/quiet"); !strings.HasPrefix(p.Path, "/safety") {
		t.Errorf("it opens at %s before the questions", p.Path)
	}
	for _, n := range []string{"1", "2", "3", "4", "5", "6"} {
		s.Send("/safety/"+n, "answer", "no")
	}
	s.Send("/decide/back/quiet", "app", "signal")
	s.Send("/decide/back/quiet/7", "signal.mute", "quiet")
	if text := site.Text(s.Open("/decide")); !strings.Contains(text, "Quiet online 1 quiet now, 10 left") {
		t.Errorf("Decide: %s", text)
	}
	s.Send("/safety/1", "answer", "yes")
	p := s.Open("/decide/back/quiet")
	if text := site.Text(p); p.Path != "/decide/back/quiet" || strings.Contains(text, "Blocking") || strings.Contains(text, "muted") {
		t.Errorf("after a yes %s says %s", p.Path, text)
	}
}
