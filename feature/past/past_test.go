package past

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
)

var now = time.Date(2026, 11, 22, 21, 30, 0, 0, time.UTC)

// told begins an account and returns its path.
func told(d *rig.Desk, pairs ...string) string {
	d.T.Helper()
	at := path(ebb.NewID())
	if p := d.Post(at+"/seen", pairs...); p.Err != nil || p.Goto != at+"/hurt" {
		d.T.Fatalf("goes to %q, %v", p.Goto, p.Err)
	}
	return at
}

func TestFourPagesReadAsOne(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := told(d, "when", " Friday,  at night ", "where", "the kitchen", "text", "They put the keys on the table.\r\nThey left.", "more", "We had not spoken since noon.")
	for _, c := range []struct {
		part  string
		pairs []string
		to    string
	}{
		{"hurt", []string{"text", "That they did not turn round.", "touched", "trust", "touched", "near", "touched", "nonsense"}, "/did"},
		{"did", []string{"text", "I said nothing.", "more", "They said: later."}, "/mean"},
		{"mean", []string{"text", "It is over.", "more", "They were tired."}, ""},
	} {
		if p := d.Post(at+"/"+c.part, c.pairs...); p.Err != nil || p.Goto != at+c.to {
			t.Errorf("%s goes to %q, %v", c.part, p.Goto, p.Err)
		}
	}
	p := d.Get(at)
	last := -1
	for _, want := range []string{"Friday, at night, the kitchen", "They put the keys", "We had not spoken", "That they did not turn round.", "Trust · Closeness", "I said nothing.", "They said: later.", "It is over.", "They were tired."} {
		i := strings.Index(p.Text, want)
		if i <= last {
			t.Errorf("%q is not there, or not in its place: %s", want, p.Text)
		}
		last = i
	}
	if strings.Contains(p.HTML, "About this writing") || strings.Contains(p.Text, "earlier version") {
		t.Errorf("a plain account: %s", p.Text)
	}
}

func TestEveryPageMayStayEmptyAndIsLeftWhereOneLikes(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := path(ebb.NewID())
	for _, part := range Parts {
		d.Post(at + "/" + part)
	}
	if len(d.Journal.Events) > 0 {
		t.Error("nothing became something")
	}
	if p := d.Get(at); p.Goto != "/decide/past" {
		t.Errorf("an account of nothing: %q", p.Goto)
	}
	if p := d.Post(at+"/did", "text", "I left.", "stop", "1"); p.Goto != at {
		t.Errorf("stopping leads to %q", p.Goto)
	}
	if p := d.Get(at); strings.Count(p.Text, "Left empty.") != 3 || !strings.Contains(p.Text, "Told on 22 November") {
		t.Errorf("%s", p.Text)
	}
	if p := d.Get(at + "/did"); !strings.Contains(p.HTML, "I left.</textarea>") {
		t.Error("the form does not show what was kept")
	}
}

func TestVersionsAreKeptUntilAllIsBurned(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := told(d, "text", "first words")
	d.Post(at+"/seen", "text", "first words") // a second tap
	if len(d.Journal.Events) != 1 {
		t.Fatalf("%d events", len(d.Journal.Events))
	}
	d.Now = now.Add(time.Hour)
	d.Post(at+"/seen", "text", "second words")
	d.Post(at+"/next", "tomorrow", "see Kim")
	if p := d.Get(at); strings.Contains(p.Text, "first words") || !strings.Contains(p.Text, "One earlier version") {
		t.Errorf("%s", p.Text)
	}
	if p := d.Get(at + "/versions"); !strings.Contains(p.Text, "22 November, 21:30") || !strings.Contains(p.Text, "first words") || strings.Contains(p.Text, "second words") {
		t.Errorf("%s", p.Text)
	}
	if p := d.Get(at + "/burn"); !strings.Contains(p.Text, "Threats may be worth keeping") {
		t.Errorf("before burning: %s", p.Text)
	}
	if p := d.Follow(at + "/burn"); strings.Contains(p.HTML, at) || !strings.Contains(p.Text, "burned") {
		t.Errorf("%s", p.Text)
	}
	for i := range d.Journal.Events {
		if events, _ := d.Journal.Read(t.Context(), uint64(i+1)); len(events) > 0 {
			t.Errorf("event %d can still be read", i+1)
		}
	}
	if p := d.Post(at + "/burn"); p.Err != nil {
		t.Errorf("a second tap: %v", p.Err)
	}
}

func TestWhatIsTooLongStaysInTheForm(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := path(ebb.NewID())
	for _, c := range []struct{ part, field, text, say string }{
		{"seen", "text", strings.Repeat("ß", 10000), "6500 signs too long"},
		{"did", "more", strings.Repeat("א", longest+1), "1 signs too long"},
		{"seen", "when", strings.Repeat("a", oneLine+1), "When and where take"},
	} {
		p := d.Post(at+"/"+c.part, c.field, c.text)
		if p.Err != nil || p.Status != 422 || !strings.Contains(p.Text, c.say) || !strings.Contains(p.HTML, c.text) || len(d.Journal.Events) > 0 {
			t.Errorf("%s %s: %d, %v", c.part, c.field, p.Status, p.Err)
		}
	}
	if p := d.Post(at+"/mean", "text", strings.Repeat("𝄞", longest), "more", strings.Repeat("𝄞", longest)); p.Err != nil || len(d.Journal.Events[0].Body) > 30<<10 {
		t.Errorf("the longest page does not fit a row: %v", p.Err)
	}
	d.Post(at+"/seen", "text", "x")
	if p := d.Post(at+"/next", "what", strings.Repeat("a", 10000)); p.Status != 422 || !strings.Contains(p.HTML, strings.Repeat("a", 10000)) {
		t.Errorf("ahead: %d", p.Status)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := told(d, "text", "x")
	for _, p := range []string{"/decide/past/x", "/decide/past/x/seen", at + "/middle"} {
		if d.Get(p).Err == nil {
			t.Errorf("%s opens", p)
		}
		if strings.Count(p, "/") == 4 && d.Post(p, "text", "y").Err == nil {
			t.Errorf("%s takes words", p)
		}
	}
	for _, p := range []string{"/next", "/versions", "/burn"} {
		if a := d.Get(path(ebb.NewID()) + p); a.Goto != "/decide/past" {
			t.Errorf("%s of nobody's leads to %q", p, a.Goto)
		}
	}
}

// guard is what is said about the writing; "" nothing.
func guard(d *rig.Desk, at string) string {
	d.T.Helper()
	p := d.Get(at)
	if !strings.Contains(p.HTML, "About this writing") {
		return ""
	}
	if !strings.Contains(p.HTML, at+"/next") || !strings.Contains(p.HTML, `href="/note"`) || !strings.Contains(p.Text, "You can go on as you like.") {
		d.T.Errorf("no way on: %s", p.Text)
	}
	return p.Text
}

func TestTheGuard(t *testing.T) {
	words := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString("w" + strings.Repeat("x", i+1) + " ")
		}
		return b.String()[:min(b.Len(), longest)]
	}
	for _, c := range []struct {
		what string
		do   func(*rig.Desk) string
		want string
	}{
		{"a plain account", func(d *rig.Desk) string { return told(d, "text", "They left at nine.") }, ""},
		{"why, again and again", func(d *rig.Desk) string {
			at := told(d, "text", "They left.")
			d.Post(at+"/mean", "text", "Why? Why then? Why like this?")
			return at
		}, "asks why 3 times"},
		{"a second evening", func(d *rig.Desk) string {
			at := told(d, "text", "one")
			d.Now = now.Add(24 * time.Hour)
			d.Post(at+"/seen", "text", "two")
			return at
		}, ""},
		{"many pages in one sitting", func(d *rig.Desk) string {
			at := told(d, "text", "one")
			for i := range 6 {
				d.Now = now.Add(time.Duration(i) * 10 * time.Minute)
				d.Post(at+"/seen", "text", fmt.Sprint(i))
			}
			return at
		}, ""},
		{"a third evening in a week", func(d *rig.Desk) string {
			at := told(d, "text", "one")
			for i := range 2 {
				d.Now = now.AddDate(0, 0, 3*(i+1))
				d.Post(at+"/seen", "text", fmt.Sprint(i))
			}
			return at
		}, "the third time within a week"},
		{"the same night, by its name", func(d *rig.Desk) string {
			told(d, "when", "friday night", "text", "One way to tell it.")
			d.Now = now.AddDate(0, 0, 9)
			return told(d, "when", "Friday night", "text", "Quite another way.")
		}, "told this same time before"},
		{"the same words again", func(d *rig.Desk) string {
			told(d, "text", words(60))
			d.Now = now.AddDate(0, 0, 9)
			return told(d, "text", words(60))
		}, "100 in 100 of its phrases"},
		{"the same words after months", func(d *rig.Desk) string {
			told(d, "text", words(60))
			d.Now = now.AddDate(0, 3, 0)
			return told(d, "text", words(60))
		}, ""},
		{"looking ahead ends it", func(d *rig.Desk) string {
			at := told(d, "text", "Why? Why? Why?")
			d.Now = now.Add(time.Minute)
			d.Post(at+"/next", "tomorrow", "see Kim")
			return at
		}, ""},
		{"until more is written", func(d *rig.Desk) string {
			at := told(d, "text", "Why? Why? Why?")
			d.Now = now.Add(time.Minute)
			d.Post(at+"/next", "tomorrow", "see Kim")
			d.Now = now.Add(2 * time.Minute)
			d.Post(at+"/mean", "text", "Warum?")
			return at
		}, "asks why 4 times"},
	} {
		d := rig.New(t, now, Feature())
		got := guard(d, c.do(d))
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestTheGuardNeverBlocks(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := told(d, "text", "Why? Why? Why?")
	p := d.Get(at + "/mean")
	if !strings.Contains(p.HTML, "About this writing") || !strings.Contains(p.HTML, "<textarea") {
		t.Errorf("%s", p.Text)
	}
	if p := d.Post(at+"/mean", "text", "Why? Why?"); p.Err != nil || p.Goto != at {
		t.Errorf("%q, %v", p.Goto, p.Err)
	}
}

func TestLookingAheadComesBackTomorrow(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := told(d, "text", "x")
	if p := d.Get(at + "/next"); !strings.Contains(p.Text, "Ten minutes, then stop: at 21:40") {
		t.Errorf("%s", p.Text)
	}
	p := d.Follow(at+"/next", "what", "the talk about the flat", "when", "Monday at six", "where", "at Sam's", "tomorrow", "call the landlord")
	for _, want := range []string{"the talk about the flat", "Monday at six", "at Sam's", "call the landlord"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q: %s", want, p.Text)
		}
	}
	for days, want := range map[int]bool{0: false, 1: true, 2: false} {
		d.Now = now.AddDate(0, 0, days)
		if got := strings.Contains(d.Card(), "call the landlord"); got != want {
			t.Errorf("after %d days: %v", days, got)
		}
	}
	n := len(d.Journal.Events)
	d.Post(at+"/next", "what", "the talk about the flat", "when", "Monday at six", "where", "at Sam's", "tomorrow", "call the landlord")
	if len(d.Journal.Events) != n {
		t.Error("the same again is kept twice")
	}
	if p := d.Follow(at + "/next"); strings.Contains(p.Text, "call the landlord") {
		t.Errorf("emptied: %s", p.Text)
	}
	if events, _ := d.Journal.Read(t.Context(), uint64(n)); len(events) > 0 {
		t.Error("what was taken out can still be read")
	}
}

func TestTwoHundredAccountsAndVersions(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := ""
	for i := range 200 {
		d.Now = now.Add(time.Duration(i) * time.Hour)
		at = told(d, "when", fmt.Sprintf("<t%d>", i))
	}
	for i := range 200 {
		d.Post(at+"/hurt", "text", fmt.Sprintf("<v%d>", i))
	}
	for address, want := range map[string]string{
		"/decide/past": "<t199>", "/decide/past?page=10": "<t0>", "/decide/past?page=99": "<t0>", "/decide/past?page=x": "<t199>",
		at + "/versions": "<v198>", at + "/versions?page=10": "<v0>", at + "/versions?page=-3": "<v198>",
	} {
		if p := d.Get(address); p.Err != nil || !strings.Contains(p.Text, want) || strings.Contains(p.HTML, "<t1") || strings.Contains(p.HTML, "<v1") {
			t.Errorf("%s: %.200s", address, p.Text)
		}
	}
}

func TestPagesFoldInAnyOrder(t *testing.T) {
	id := ebb.NewID()
	one := ebb.New(KindPage, now, Page{Story: id, Part: "seen", Text: "one"})
	two := ebb.New(KindPage, now.Add(time.Hour), Page{Story: id, Part: "seen", Text: "two"})
	for _, order := range [][]ebb.Event{{one, two}, {two, one}} {
		s := newState()
		for i, e := range order {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.story(id).stand(); len(got) != 1 || got[0].id != two.ID {
			t.Errorf("%v", got)
		}
		if strings.Contains(fmt.Sprintf("%+v", s.story(id)), "two") {
			t.Error("the fold keeps a word")
		}
	}
}

func TestTheLineOnDecide(t *testing.T) {
	d := rig.New(t, now, Feature())
	line := func() string {
		s, err := d.Features[0].Step(d.Request("GET", "/decide", nil))
		if err != nil {
			t.Fatal(err)
		}
		return s.Line
	}
	if got := line(); !strings.HasPrefix(got, "Not started") {
		t.Error(got)
	}
	told(d, "text", "x")
	if got := line(); got != "1 time told, last on 22 November" {
		t.Error(got)
	}
}

func TestEveryTouchHasItsWord(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, x := range Touches {
		if !d.Book.Has("past.touched." + x) {
			t.Errorf("no word for %s", x)
		}
	}
}
