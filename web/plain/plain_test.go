package plain_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/tie"
)

// kept is somebody with a note that a spreadsheet would take for a formula,
// answers to the safety questions, and the nine.
func kept(t *testing.T) *site.Site {
	s := site.New(t, all.List())
	s.Send("/note", "text", `=HYPERLINK("http://x","the harbour")`)
	s.Keep()
	for _, n := range []string{"1", "2", "3", "4", "5", "6"} {
		s.Send("/safety/"+n, "answer", "yes")
	}
	s.Send("/safety/feared")
	return s
}

// export asks for a file.
func export(t *testing.T, s *site.Site, pairs ...string) string {
	t.Helper()
	p := s.Send("/settings/export", pairs...)
	if p.Status != http.StatusOK {
		t.Fatalf("%v: %d %s", pairs, p.Status, p.Path)
	}
	return p.Body
}

func TestEverythingComesInEachFormat(t *testing.T) {
	s := kept(t)
	var doc struct {
		Entries []struct {
			Kind string
			Body map[string]any
		}
		LeftOut []string
	}
	if err := json.Unmarshal([]byte(export(t, s, "format", "json")), &doc); err != nil || len(doc.LeftOut) != 2 {
		t.Fatalf("%v, left out %v", err, doc.LeftOut)
	}
	found := false
	for _, e := range doc.Entries {
		found = found || e.Kind == tie.Noted && e.Body["text"] == `=HYPERLINK("http://x","the harbour")`
	}
	if !found {
		t.Errorf("the note is not in %v", doc.Entries)
	}
	table, err := csv.NewReader(strings.NewReader(export(t, s, "format", "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range table {
		for _, cell := range line {
			if cell != "" && strings.ContainsAny(cell[:1], "=+@") {
				t.Errorf("a formula stands in the table: %q", cell)
			}
		}
	}
	if md := export(t, s, "format", "md"); !strings.Contains(md, "=HYPERLINK") || !strings.Contains(md, "It lies open") || !strings.Contains(md, "### 21:10 A note") {
		t.Errorf("to read: %s", md)
	}
	if cal := export(t, s, "format", "ics"); !strings.HasPrefix(cal, "BEGIN:VCALENDAR") || strings.Contains(cal, "harbour") {
		t.Errorf("the calendar: %s", cal)
	}
}

func TestAnswersToTheSafetyQuestionsGoAlongOnlyWhenTicked(t *testing.T) {
	s := kept(t)
	for _, format := range []string{"json", "csv", "md", "ics"} {
		for _, history := range []string{"", "yes"} {
			got := export(t, s, "format", format, "history", history)
			for _, word := range []string{"safety.", "putDown", "put down", "afraid", "fear"} {
				if strings.Contains(got, word) {
					t.Errorf("%s, history %q: %q stands in it", format, history, word)
				}
			}
		}
	}
	if got := export(t, s, "format", "json", "safety", "yes"); !strings.Contains(got, `"safety.feared"`) {
		t.Error("ticked, and left out all the same")
	}
}

func TestThePageSaysWhatItIsAndWantsThePassphrase(t *testing.T) {
	s := kept(t)
	page := site.Text(s.Open("/settings/export"))
	for _, want := range []string{"The file has no lock", "could put you at risk", "thoughts of dying"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	s.Wait(6 * time.Minute)
	if p := s.Open("/settings/export"); !strings.HasPrefix(p.Path, "/step-up") {
		t.Errorf("it opens without the passphrase: %s", p.Path)
	}
	if p := s.Send("/settings/export", "format", "json"); strings.Contains(p.Body, "harbour") {
		t.Error("the file comes without the passphrase")
	}
}

func TestNobodyGetsAnEmptyFile(t *testing.T) {
	s := site.New(t, all.List())
	if p := s.Send("/settings/export", "format", "json"); p.Path != "/settings/export" || !strings.Contains(site.Text(p), "Nothing is kept here yet") {
		t.Errorf("%s %s", p.Path, site.Text(p))
	}
}
