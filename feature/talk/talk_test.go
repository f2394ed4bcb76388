package talk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/talk/facts"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func desk(t *testing.T) *rig.Desk { return rig.New(t, now, Feature()) }

// later lets some time pass and sends a form.
func later(d *rig.Desk, path string, pairs ...string) rig.Page {
	d.T.Helper()
	d.Now = d.Now.Add(time.Minute)
	return d.Follow(path, pairs...)
}

func said(d *rig.Desk, kind string, body any) {
	d.Now = d.Now.Add(time.Minute)
	d.Journal.Events = append(d.Journal.Events, ebb.New(kind, d.Now, body))
}

func line(d *rig.Desk) string {
	d.T.Helper()
	s, err := Feature().Step(d.Request("GET", "/decide", nil))
	if err != nil || s.Href != home {
		d.T.Fatal(s, err)
	}
	return s.Line
}

func review(d *rig.Desk) (all string) {
	d.T.Helper()
	parts, err := d.Request("GET", "/review", nil).Week(now.AddDate(0, 0, -6), now.AddDate(0, 0, 1))
	if err != nil {
		d.T.Fatal(err)
	}
	for _, p := range parts {
		all += string(p.HTML)
	}
	return all
}

func TestNothingYet(t *testing.T) {
	d := desk(t)
	p := d.Get(home)
	if !strings.Contains(p.Text, "My part Not started One talk, prepared Five short fields") || strings.Contains(p.HTML, "<form") {
		t.Error(p.Text)
	}
	if line(d) != "Not started" || d.Card() != "" || review(d) != "" || len(d.Dues()) != 0 {
		t.Error("out of nothing comes something")
	}
	if p := d.Get(home + "/read"); !strings.Contains(p.Text, "Nothing is written yet.") || !strings.Contains(p.HTML, home+"/prepare/1") {
		t.Error(p.Text)
	}
}

// A yes closes all of it, and nothing of it has a title that others could read.
func TestItIsClosedAfterAYesAndHasNoTitle(t *testing.T) {
	f := Feature()
	if f.Guard != feature.NoYes || !f.Guard.Shuts(feature.Closed) {
		t.Error("it does not close")
	}
	d := desk(t)
	for _, p := range f.Pages {
		if p.Guard != feature.Undeclared || p.Access != feature.Reader {
			t.Errorf("%s has a door of its own", p.Path)
		}
		if path, ok := strings.CutPrefix(p.Path, "GET "); ok {
			path = strings.NewReplacer("{step}", "1", "{about}", facts.Break).Replace(path)
			if page := d.Get(path); page.Title != "" || page.Err != nil {
				t.Errorf("%s: %q %v", path, page.Title, page.Err)
			}
		}
	}
}

func TestMyPartAndWhatIWillChange(t *testing.T) {
	d := desk(t)
	p := later(d, home+"/part", "words", "I went quiet for days.")
	if !strings.Contains(p.HTML, ">I went quiet for days.</textarea>") || !strings.Contains(p.HTML, `action="/keep/chances"`) || !strings.Contains(p.HTML, `name="then" value="part"`) {
		t.Errorf("kept: %s", p.HTML)
	}
	if line(d) != "Your part is written" {
		t.Error(line(d))
	}
	id := ebb.NewID()
	said(d, tie.Promised, tie.Promise{Mine: true, Words: "I say when I need an hour", By: "2026-12-01"})
	d.Journal.Events[len(d.Journal.Events)-1].ID = id
	said(d, tie.Promised, tie.Promise{Words: "theirs, and not here"})
	p = d.Get(home + "/part")
	if !strings.Contains(p.Text, "Mine, by 1 December 2026 I say when I need an hour") || strings.Contains(p.Text, "not here") {
		t.Errorf("promised: %s", p.Text)
	}
	if p := d.Get(home + "/prepare/4"); !strings.Contains(p.Text, "I went quiet for days.") || !strings.Contains(p.Text, "I say when I need an hour") {
		t.Errorf("the offer does not know of it: %s", p.Text)
	}
	said(d, tie.Held, tie.Outcome{Promise: id, Kept: tie.KeptWhole})
	if p := d.Get(home + "/part"); strings.Contains(p.Text, "need an hour") {
		t.Error("what has its answer is still open")
	}
	if p := later(d, home+"/part", "words", ""); strings.Contains(p.Text, "quiet for days") || line(d) != "Not started" {
		t.Error("emptied, it stays")
	}
}

func TestATalkIsPreparedPageByPage(t *testing.T) {
	d := desk(t)
	for i, text := range []string{"You left at ten.", "I lay awake.", "", "I call first.", "I stay with Kim."} {
		p := later(d, fmt.Sprintf("%s/prepare/%d", home, i+1), "words", text, "do", "on")
		if i < 4 && !strings.Contains(p.Text, fmt.Sprintf("Page %d of 5", i+2)) {
			t.Errorf("after %d: %s", i+1, p.Text)
		}
	}
	p := d.Get(home + "/read")
	if !strings.Contains(p.Text, "To take along What happened You left at ten. Change What it did to me I lay awake. Change What I offer I call first. Change What I do if it is a no I stay with Kim.") {
		t.Errorf("read back: %s", p.Text)
	}
	if !strings.Contains(p.HTML, home+`/prepare/3">What I ask`) {
		t.Error("the empty field has no way to it")
	}
	if p := d.Get(home); !strings.Contains(p.Text, "4 of the fields are written") || !strings.Contains(p.HTML, `href="/decide/talk/prepare/3"`) {
		t.Errorf("home: %s", p.Text)
	}
	if p := d.Post(home+"/prepare/2", "words", "I lay awake.", "do", "read"); p.Goto != home+"/read" {
		t.Error(p.Goto)
	}
}

func TestWhatOneAsksKnowsTheNeeds(t *testing.T) {
	d := desk(t)
	said(d, tie.Needs, tie.NeedList{Needs: []tie.Need{{Subject: "trust"}, {Subject: "time", Want: true}, {Own: "Quiet <evenings>"}, {Subject: "made up"}}})
	p := d.Get(home + "/prepare/3")
	if !strings.Contains(p.Text, "From your needs: Trust Quiet <evenings>") || strings.Contains(p.HTML, "<evenings>") || strings.Contains(p.Text, "Time") {
		t.Error(p.Text)
	}
	for _, subject := range tie.NeedWords {
		if !d.Book.Has("talk.need." + subject) {
			t.Errorf("no word for %s", subject)
		}
	}
}

func TestTheDayOfTheTalk(t *testing.T) {
	d := desk(t)
	later(d, home+"/prepare/1", "words", "x")
	later(d, home+"/day", "on", "2026-11-25")
	if got := strings.Join(d.Dues(), " "); got != "2026-11-25 10:00" {
		t.Error(got)
	}
	if line(d) != "The talk is on 25 November 2026, 1 field is written" {
		t.Error(line(d))
	}
	for days, want := range map[int]string{0: "", 2: "", 3: "This is the day you named", 4: "The day you named for the talk was 25 November 2026.", 9: "The day you named", 10: ""} {
		d.Now = now.AddDate(0, 0, days)
		if c := d.Card(); (c == "") != (want == "") || !strings.Contains(c, want) {
			t.Errorf("after %d days: %q", days, c)
		}
	}
	d.Now = now.AddDate(0, 0, 4)
	p := later(d, home+"/after", "words", "Better than I feared.", "look", "2026-12-10")
	if !strings.Contains(p.HTML, ">Better than I feared.</textarea>") || !strings.Contains(p.HTML, `value="2026-12-10"`) {
		t.Error(p.HTML)
	}
	if got := strings.Join(d.Dues(), " "); got != "2026-12-10 10:00" || d.Card() != "" {
		t.Errorf("%s %s", got, d.Card())
	}
}

func TestAfterTheTalkBothPromisesStandThere(t *testing.T) {
	d := desk(t)
	said(d, tie.Promised, tie.Promise{Words: "long ago"})
	d.Now = now.AddDate(0, 0, 3)
	later(d, home+"/after", "words", "It went on till two.")
	said(d, tie.Promised, tie.Promise{Words: "they call on Sundays"})
	said(d, tie.Promised, tie.Promise{Mine: true, Words: "I book a room"})
	p := d.Get(home + "/after")
	if !strings.Contains(p.Text, "Mine I book a room Theirs they call on Sundays") || strings.Contains(p.Text, "long ago") {
		t.Error(p.Text)
	}
	if strings.Count(p.HTML, `name="whose"`) != 2 || !strings.Contains(p.HTML, `name="then" value="after"`) {
		t.Error("the ledger's form is not whole")
	}
}

func TestLookingAgainShowsThenBesideNow(t *testing.T) {
	d := desk(t)
	later(d, home+"/after", "words", "We said Sundays.", "look", "2026-11-24")
	d.Now = now.AddDate(0, 0, 2)
	if c := d.Card(); !strings.Contains(c, "You wanted to look at the talk again around now.") {
		t.Error(c)
	}
	p := d.Get(home + "/look/talk")
	if !strings.Contains(p.Text, "What you wrote then After the talk, on 22 November 2026 We said Sundays. How is it now?") {
		t.Error(p.Text)
	}
	p = later(d, home+"/look/talk", "words", "Two of three Sundays.", "look", "")
	if !strings.Contains(p.Text, "The talk, looked at on 24 November 2026 Two of three Sundays.") || d.Card() != "" || len(d.Dues()) != 0 {
		t.Errorf("looked: %s", p.Text)
	}
}

func TestABreak(t *testing.T) {
	d := desk(t)
	p := later(d, home+"/break", "asked", "them", "for", "To sleep.")
	if !strings.Contains(p.Text, "What holds while it lasts") {
		t.Error(p.Text)
	}
	if !strings.HasSuffix(line(d), "Written, with no day to look at it") {
		t.Error(line(d))
	}
	p = later(d, home+"/break/terms", "long", "Three weeks", "contact", "Only the dog.", "look", "2026-11-25")
	if !strings.Contains(p.Text, "Who asked for it? They did What is it for? To sleep. How long? Three weeks What contact? Only the dog. On which day do I look at it? 25 November 2026") {
		t.Errorf("read back: %s", p.Text)
	}
	if line(d) != "You look at it on 25 November 2026" || strings.Join(d.Dues(), " ") != "2026-11-25 10:00" {
		t.Error(line(d), d.Dues())
	}
	d.Now = now.AddDate(0, 0, 3)
	if c := d.Card(); !strings.Contains(c, "look at the break around now") {
		t.Error(c)
	}
	p = later(d, home+"/look/break", "words", "I slept.", "look", "2026-12-05")
	if !strings.Contains(p.Text, "5 December 2026") || !strings.Contains(p.Text, "I slept.") || d.Card() != "" {
		t.Errorf("looked: %s", p.Text)
	}
	p = later(d, home+"/anew", "about", facts.Break)
	if strings.Contains(p.Text, "To sleep.") || !strings.Contains(p.Text, "Put it back") || line(d) != "Not started" || len(d.Dues()) != 0 {
		t.Errorf("over: %s", p.Text)
	}
	p = later(d, home+"/undo")
	if !strings.Contains(p.Text, "To sleep.") || strings.Contains(p.Text, "Put it back") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post(home + "/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestAnotherTalkBeginsEmptyAndMyPartStays(t *testing.T) {
	d := desk(t)
	later(d, home+"/part", "words", "my part")
	later(d, home+"/prepare/1", "words", "the first one")
	later(d, home+"/after", "words", "went so", "look", "2026-12-01")
	p := later(d, home+"/anew", "about", facts.Talk)
	if strings.Contains(p.Text, "went so") || len(d.Dues()) != 0 || line(d) != "Your part is written" {
		t.Errorf("%s %s", line(d), p.Text)
	}
	if p := d.Get(home + "/prepare/1"); strings.Contains(p.Text, "the first one") {
		t.Error("the old talk is in the new one")
	}
	later(d, home+"/prepare/1", "words", "the second one")
	if p := d.Get(home + "/read"); !strings.Contains(p.Text, "the second one") {
		t.Error(p.Text)
	}
}

func TestTheReviewReadsTheWeekBack(t *testing.T) {
	d := desk(t)
	later(d, home+"/part", "words", "w1")
	later(d, home+"/day", "on", "2026-11-22")
	later(d, home+"/break", "for", "w2")
	later(d, home+"/break/terms", "long", "w3", "contact", "w4")
	later(d, home+"/look/break", "words", "w5")
	text := review(d)
	for _, want := range []string{"w1", "w2", "w3", "w4", "w5", "The day of the talk: 22 November 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	later(d, home+"/after", "words", "w6")
	if text := review(d); !strings.Contains(text, "w6") || strings.Contains(text, "The day of the talk") {
		t.Error(text)
	}
}

// The first words are as even as they can be, and follow the stance.
func TestNoStanceIsToldWhatToDo(t *testing.T) {
	for stance, want := range map[tie.Stance]string{
		"": "Keeping is a choice, and so is letting go.", tie.NotSure: "Keeping is a choice, and so is letting go.", tie.Deciding: "Nothing here decides between them.",
		tie.LettingGo: "how you part", tie.SteppingBack: "You said you are stepping back.",
	} {
		d := desk(t)
		if stance != "" {
			said(d, tie.Stands, tie.Standing{Stance: stance})
		}
		if p := d.Get(home); !strings.Contains(p.Text, want) {
			t.Errorf("%s: %s", stance, p.Text)
		}
	}
}

// What cannot be kept stands on the page again.
func TestNothingWrittenIsLost(t *testing.T) {
	long := strings.Repeat("ש", 10_000)
	for what, c := range map[string]struct {
		path  string
		pairs []string
		back  string
	}{
		"a part too long":         {"/part", []string{"words", long}, ">" + long + "</textarea>"},
		"a field too long":        {"/prepare/5", []string{"words", long}, ">" + long + "</textarea>"},
		"a talk too long":         {"/after", []string{"words", long, "look", "2026-12-01"}, ">" + long + "</textarea>"},
		"no such day after it":    {"/after", []string{"words", "abc", "look", "2026-02-30"}, ">abc</textarea>"},
		"a reason too long":       {"/break", []string{"for", long, "asked", "me"}, `value="me" checked`},
		"somebody else asked":     {"/break", []string{"for", "abc", "asked", "Bob"}, ">abc</textarea>"},
		"how long, too long":      {"/break/terms", []string{"long", long, "contact", "abc"}, ">abc</textarea>"},
		"a break without end":     {"/break/terms", []string{"contact", "abc", "look", "9999-01-01"}, ">abc</textarea>"},
		"a now too long":          {"/look/break", []string{"words", long}, ">" + long + "</textarea>"},
		"no day to look at again": {"/look/talk", []string{"words", "abc", "look", "soon"}, ">abc</textarea>"},
		"a day that is none":      {"/day", []string{"on", "soon"}, "<h1"},
	} {
		d := desk(t)
		p := d.Post(home+c.path, c.pairs...)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 || !strings.Contains(p.HTML, c.back) {
			t.Errorf("%s: %d %v %.200s", what, p.Status, p.Err, p.Text)
		}
		if what != "a day that is none" && !strings.Contains(p.HTML, `role="alert"`) {
			t.Errorf("%s: nobody says why", what)
		}
	}
}

func TestAddressesThatAreNobodys(t *testing.T) {
	d := desk(t)
	for _, path := range []string{"/prepare/0", "/prepare/6", "/prepare/x", "/look/them"} {
		for _, p := range []rig.Page{d.Get(home + path), d.Post(home+path, "words", "x")} {
			if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%s: %v", path, p.Err)
			}
		}
	}
	if p := d.Post(home+"/anew", "about", "them"); p.Err == nil || len(d.Journal.Events) > 0 {
		t.Error("something that is nothing is put away")
	}
}
