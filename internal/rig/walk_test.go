package rig_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/walk"
)

// gated is the first page that stands behind the gate.
func gated(t *testing.T) string {
	for _, f := range all.List() {
		for _, p := range f.Pages {
			if path, ok := strings.CutPrefix(p.Path, "GET "); ok && f.Guard == feature.NoYes && p.Access == feature.Reader && !strings.Contains(path, "{") {
				return path
			}
		}
	}
	t.Fatal("no page stands behind the gate")
	return ""
}

func TestTheGateOnTheRealServer(t *testing.T) {
	s, path := site.New(t, all.List()), gated(t)
	if p := s.Open(path); p.Path != "/safety" {
		t.Fatalf("unasked, %s leads to %s", path, p.Path)
	}
	if p := s.Send("/safety/1", "answer", "rest"); p.Path != path {
		t.Errorf("skipped, it goes on to %s, want %s", p.Path, path)
	}
	if p := s.Send("/safety/6", "answer", "yes"); p.Path != "/safety/since" {
		t.Errorf("after their no: %s", p.Path)
	}
	if p := s.Send("/safety/since", "day", "2026-11-03"); p.Path != "/safety/done" || !strings.Contains(site.Text(p), "Their no is final") {
		t.Errorf("after since when: %s", p.Path)
	}
	if p := s.Open(path); p.Path != "/safety/closed" {
		t.Errorf("closed, %s leads to %s", path, p.Path)
	}
	s.Send("/safety/6", "answer", "no")
	if p := s.Send("/safety/5", "answer", "yes"); p.Path != "/help/planning" {
		t.Errorf("after fear: %s", p.Path)
	}
	if text := site.Text(s.Open("/help")); strings.Index(text, "If somebody frightens") > strings.Index(text, "If you may hurt") {
		t.Error("help does not put violence first")
	}
	s.Send("/safety/erase")
	if p := s.Open(path); p.Path != "/safety" || strings.Contains(site.Text(p), "Change or erase") {
		t.Errorf("erased, %s leads to %s", path, p.Path)
	}
}

func TestAFirstNightWithoutSetUp(t *testing.T) {
	s := site.New(t, all.List())
	here, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	s.Client.Jar.SetCookies(here, []*http.Cookie{{Name: "zone", Value: "Europe/Berlin"}})
	s.Send("/night", "part", "who", "text", "Ines knows")
	if !strings.Contains(site.Text(s.Open("/night")), "Ines knows") {
		t.Error("what a stranger keeps is not seen again")
	}
	s.Keep()
	s.Lock()
	if p := s.Send("/night", "part", "phone", "pick", "kitchen"); p.Path != "/night" || strings.Contains(site.Text(p), "Ines") {
		t.Errorf("while locked: %s %s", p.Path, site.Text(p))
	}
	s.Unlock()
	if text := site.Text(s.Open("/night")); !strings.Contains(text, "The kitchen") || !strings.Contains(text, "Ines knows") {
		t.Errorf("what was kept while locked has not joined: %s", text)
	}
	s.Wait(11 * time.Hour)
	s.Unlock()
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "Last night you wrote") || !strings.Contains(text, "Ines knows") {
		t.Errorf("the morning after: %s", text)
	}
}

func TestANoteOnTheRealJournal(t *testing.T) {
	s := site.New(t, all.List())
	p := s.Send("/note", "text", "first words", "sad", "8")
	var note string
	for _, l := range p.Links {
		if strings.HasPrefix(l, "/note/") && l != "/note/all" {
			note = l
		}
	}
	if note == "" || !strings.Contains(site.Text(p), "Sad 8") {
		t.Fatalf("kept: %s", site.Text(p))
	}
	if text := site.Text(s.Send(note, "text", "second words")); !strings.Contains(text, "second words") || strings.Contains(text, "first") {
		t.Errorf("changed: %s", text)
	}
	if text := site.Text(s.Send(note + "/back")); strings.Contains(text, "second words") || !strings.Contains(text, "taken back") {
		t.Errorf("taken back: %s", text)
	}
	if text := site.Text(s.Send("/note/undo")); !strings.Contains(text, "second words") {
		t.Errorf("undone: %s", text)
	}
}

func TestACountryIsKeptWhereTheBrowserWasAskedTo(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/help", "country", "DK")
	if strings.Contains(site.Text(s.Open("/help")), "1888") {
		t.Error("it is remembered though nobody ticked")
	}
	s.Send("/help", "country", "DK", "remember", "yes")
	if !strings.Contains(site.Text(s.Open("/help")), "1888") {
		t.Error("it is not remembered")
	}
	s.Send("/help", "forget", "yes")
	if strings.Contains(site.Text(s.Open("/help")), "1888") {
		t.Error("it is not forgotten")
	}
}

func TestWhereOnTheRealServer(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/where", "ended", "them")
	s.Send("/where", "tie", "children")
	text := site.Text(s.Open("/today"))
	if !strings.Contains(text, "accept a no") || !strings.Contains(text, "the children") {
		t.Errorf("today: %s", text)
	}
	s.Send("/safety/6", "answer", "yes")
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "they or a court allow") {
		t.Errorf("after their no: %s", text)
	}
}

func TestAMomentKeptWhileLockedCanBeTakenOut(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "see")
	s.Keep()
	s.Lock()
	other := s.Browser()
	for _, step := range [][3]string{{"/now/pull", "pull", "reach"}, {"/now/strength", "outcome", "acted"}} {
		if _, err := other.Post(step[0], site.Form(step[1], step[2])); err != nil {
			t.Fatal(err)
		}
	}
	s.Unlock()
	text := site.Text(s.Open("/today"))
	if !strings.Contains(text, "2 waves in the last 7 days") || !strings.Contains(text, "Kept while locked") {
		t.Fatalf("Today does not say what was kept while locked: %s", text)
	}
	p := s.Open("/today")
	for _, f := range p.Forms {
		if f.Action != "/now/out" {
			continue
		}
		done, err := s.Submit(f, func(f walk.Field) string { return append(f.Options, f.Value)[0] })
		if err != nil || !strings.Contains(site.Text(done), "It no longer counts anywhere.") {
			t.Fatalf("taking it out: %v %s", err, site.Text(done))
		}
	}
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "1 wave in the last 7 days") || strings.Contains(text, "Kept while locked") {
		t.Errorf("it still counts: %s", text)
	}
	s.Send("/now/back")
	if text := site.Text(s.Open("/today")); !strings.Contains(text, "2 waves in the last 7 days") {
		t.Errorf("it was not put back: %s", text)
	}
	if p := s.Send("/now/out", "moment", "00"); p.Status != 400 {
		t.Errorf("a moment that is none: %d", p.Status)
	}
}
