package unsent

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

// looked posts answers and returns where they lead.
func looked(d *rig.Desk, pairs ...string) string {
	d.T.Helper()
	d.Now = d.Now.Add(time.Minute) // the newest counts
	p := d.Post("/keep/unsent/check", pairs...)
	if p.Err != nil {
		d.T.Fatal(p.Err)
	}
	return p.Goto
}

func TestWhereTheLookAtBroodingLeads(t *testing.T) {
	for _, c := range []struct {
		what  string
		pairs []string
		want  string
	}{
		{"nothing goes round: on to the letter", []string{"for", "letter", "why", "hardly", "same", "some"}, "/keep/unsent/new"},
		{"nothing was answered: on", []string{"for", "story"}, "/keep/unsent/story"},
		{"nothing goes round: back to memories", []string{"for", "memories", "why", "some"}, "/keep/path/memories"},
		{"nothing goes round: back to unfinished business", []string{"for", "unfinished"}, "/keep/path/unfinished"},
		{"why on most days", []string{"for", "letter", "why", "most"}, "/keep/unsent/round?for=letter"},
		{"a reason on most days", []string{"for", "story", "reason", "most"}, "/keep/unsent/round?for=story"},
		{"the path offers it by itself", []string{"for", "memories", "why", "most"}, "/keep/path/memories"},
		{"two others on most days", []string{"same", "most", "stuck", "most"}, "/keep/unsent/round"},
		{"a place nobody knows", []string{"for", "https://example.org"}, "/keep/unsent"},
		{"a place nobody knows, and it goes round", []string{"for", "//example.org", "why", "most"}, "/keep/unsent/round"},
		{"answers nobody offered", []string{"for", "letter", "why", "always", "reason", "11"}, "/keep/unsent/new"},
	} {
		d := rig.New(t, now, Feature())
		if got := looked(d, c.pairs...); got != c.want {
			t.Errorf("%s: leads to %q, want %q", c.what, got, c.want)
		}
		if !strings.HasPrefix(c.want, "/keep/unsent") {
			continue
		}
		if p := d.Get(c.want); p.Err != nil || p.Goto != "" {
			t.Errorf("%s: %s leads to %q, %v", c.what, c.want, p.Goto, p.Err)
		}
	}
}

func TestWhoGoesRoundIsOfferedSomethingElseAndToldWhy(t *testing.T) {
	d := rig.New(t, now, Feature())
	to := looked(d, "for", "letter", "why", "most", "same", "some")
	p := d.Get(to)
	has(t, "the offer", p.HTML, "You ask why on most days.", "worse for up to 9 months", "Noting plain facts went best for them.", "#meaning",
		`href="/keep/unsent/ahead"`, `href="/keep/unsent/plain"`, `href="/keep/unsent/new?on=1"`, "Look back all the same")
	lacks(t, "the offer", p.Text, "now and then", " of 4", "score")
	p = d.Get("/keep/unsent/new")
	has(t, "a letter all the same", p.HTML, "You ask why on most days.", `href="/keep/unsent/plain"`, `action="/keep/unsent/new"`)
	lacks(t, "gone on from the offer", d.Get("/keep/unsent/new?on=1").Text, "You ask why")
	has(t, "the story all the same", d.Get("/keep/unsent/story?part=was").HTML, `href="/keep/unsent/ahead"`, `action="/keep/unsent/story"`)
	d.Now = d.Now.Add(time.Minute)
	d.Post("/keep/unsent/plain", "fact0", "08:10, the bus was late")
	lacks(t, "after a day in plain facts", d.Get("/keep/unsent/new").Text+d.Get("/keep/unsent/story?part=was").Text, "You ask why")
}

func TestTheLookStandsForTwoWeeksAndTheNewestCounts(t *testing.T) {
	d := rig.New(t, now, Feature())
	looked(d, "why", "most")
	d.Now = now.Add(time.Hour)
	if to := looked(d, "for", "letter", "why", "hardly"); to != "/keep/unsent/new" {
		t.Errorf("answered anew: %q", to)
	}
	lacks(t, "answered anew", d.Get("/keep/unsent/new").Text, "You ask why")
	d.Now = d.Now.Add(14*24*time.Hour - time.Second)
	if p := d.Get("/keep/unsent/new"); p.Goto != "" {
		t.Errorf("it is asked again too soon: %q", p.Goto)
	}
	d.Now = d.Now.Add(time.Second)
	if p := d.Get("/keep/unsent/new"); p.Goto != "/keep/unsent/check?for=letter" {
		t.Errorf("after two weeks: %q", p.Goto)
	}
}

func TestWhatWasWrittenFeedsTheLook(t *testing.T) {
	d := rig.New(t, now, Feature())
	looked(d)
	at := written(d, "Why did they go? Why then? Why like that?")
	has(t, "the letter itself", d.Get(at).HTML, "This page asks why 3 times.", `href="/keep/unsent/ahead"`)
	for n := range 3 {
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.HeadBegan, now.AddDate(0, 0, -n), struct{}{}))
	}
	if to := looked(d); to != "/keep/unsent/round" {
		t.Errorf("a text in circles and three nights: %q", to)
	}
	has(t, "why", d.Get("/keep/unsent/round").Text, "One text of the last two weeks seems to go in circles.", "Your head would not stop 3 times that week.")
	d.Post(at+"/seal", "span", "week")
	if to := looked(d); to != "/keep/unsent" {
		t.Errorf("a sealed letter is read: %q", to)
	}
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Noted, now.AddDate(0, 0, -13), tie.Note{Text: "Why, why, why?"}))
	if to := looked(d); to != "/keep/unsent/round" {
		t.Errorf("a note in circles and three nights: %q", to)
	}
	d.Now = now.AddDate(0, 0, 2)
	if to := looked(d); to != "/keep/unsent" {
		t.Errorf("a note of two weeks before: %q", to)
	}
}

// Words of despair lead nowhere else than other words do: nobody scans a letter
// for them. Help stands beside every text.
func TestALetterIsNeverScanned(t *testing.T) {
	d := rig.New(t, now, Feature())
	looked(d)
	plain, dark := d.Get(written(d, "I sat on the bed at 9.")), d.Get(written(d, "I want to die at 9."))
	strip := func(p rig.Page, words string) string {
		_, after, _ := strings.Cut(p.HTML, words)
		return after[:strings.Index(after, "<div class=\"opts\">")]
	}
	if a, b := strip(plain, "I sat on the bed at 9."), strip(dark, "I want to die at 9."); a != b {
		t.Errorf("%q after one, %q after the other", a, b)
	}
	has(t, "beside any text", plain.HTML, `href="/help"`)
}
