package help

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"ebb/feature"
	"ebb/guide"
	"ebb/internal/rig"
)

var night = time.Date(2026, 11, 22, 2, 10, 0, 0, time.UTC) // a Sunday

func TestNothingIsAssumedBeforeACountryIsChosen(t *testing.T) {
	d := rig.New(t, night, Feature())
	d.State = feature.Locked
	p := d.Get("/help")
	if strings.Contains(p.HTML, "tel:") || strings.Contains(p.HTML, "selected") {
		t.Error("a number or a country stands there before anybody chose one")
	}
	for _, want := range []string{"your local emergency number", "findahelpline.com", "If you may hurt yourself", "If somebody frightens or controls you", "If you fear what you may do"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if len(p.Remember) > 0 || len(d.Journal.Events) > 0 {
		t.Error("looking left something behind")
	}
}

func TestEveryCountryRenders(t *testing.T) {
	d := rig.New(t, night, Feature())
	for _, c := range guide.Countries() {
		p := d.Post("/help", "country", c.Code)
		if p.Goto != "" || len(p.Remember) > 0 {
			t.Errorf("%s: goes to %q, remembers %v", c.Code, p.Goto, p.Remember)
		}
		if n := strings.Count(p.HTML, "tel:"); n < 1 {
			t.Errorf("%s: nobody to call", c.Code)
		}
		if strings.Contains(p.HTML, "://") {
			t.Errorf("%s: a link leads outside", c.Code)
		}
		if few := strings.Contains(p.Text, "Only one line"); few != (reachable(c.Code) < 2) {
			t.Errorf("%s: says that there is only one line: %v", c.Code, few)
		}
	}
}

func reachable(code string) (n int) {
	for _, l := range guide.Lines(code) {
		if l.Reachable() {
			n++
		}
	}
	return n
}

func TestWhatALineSays(t *testing.T) {
	for _, c := range []struct {
		what, country string
		at            time.Time
		want          string
	}{
		{"emergency comes first", "GB-SCT", night, "In danger now? Call. Call 999 Call 112"},
		{"a # in a code is dialled as %23", "ZA", night, "*120*7867#"},
		{"a star is dialled", "CL", night, "Call *4141"},
		{"what to press then", "MX", night, "Then press 1."},
		{"a word to text", "US", night, "Text HOME to 741741"},
		{"at three in the morning Denmark's line answers", "DK", night, "Open now, until 05:00 local time"},
		{"at seven it does not", "DK", night.Add(4 * time.Hour), "Closed now, opens today at 09:00 local time"},
		{"on Sunday it opens on Monday", "KE", night, "Closed now, opens Monday at 09:00 local time"},
		{"nobody knows the hours", "GB-ENG", night, "Hours not known"},
		{"several tries may be needed", "DK", night, "may take several tries"},
		{"a weak row says how old it is", "GR", night, "from 11 March 2011"},
		{"a month is a month", "NG", night, "from September 2024"},
		{"a year is a year", "IE", night, "from 2020."},
		{"an ambulance is called an ambulance", "CH", night, "Call 144, ambulance"},
		{"no number of one's own country is made up", "NO", night, "your local emergency number"},
		{"a bill that keeps silent", "FR", night, "Does not show on the phone bill"},
		{"from abroad", "FI", night, "From abroad: +358 80 005 005"},
		{"what is not confirmed is said", "FR", night, "No line of this kind is confirmed"},
	} {
		d := rig.New(t, c.at, Feature())
		if p := d.Post("/help", "country", c.country); !strings.Contains(p.Text, c.want) {
			t.Errorf("%s: %q is missing in %s", c.what, c.want, c.country)
		}
	}
	d := rig.New(t, night, Feature())
	if p := d.Post("/help", "country", "ZA"); !strings.Contains(p.HTML, `href="tel:*120*7867%23"`) {
		t.Error("the # is not escaped in the link")
	}
}

// A line for women only has a line for men, or for everyone, beside it
// wherever one is known.
func TestMenAreNotLeftOut(t *testing.T) {
	for _, c := range guide.Countries() {
		d := rig.New(t, night, Feature())
		var p helpPage
		p.Country = c.Code
		p.fill(d.Request("GET", "/help", nil))
		serves := map[bool]int{}
		for _, l := range p.Sections[1].Lines {
			serves[l.Kind == guide.Men || strings.Contains(strings.Join(l.Serves, " ")+" ", "men ") && !strings.HasPrefix(strings.Join(l.Serves, " "), "women") || strings.Contains(strings.Join(l.Serves, " "), "everyone")]++
		}
		known := 0
		for _, l := range guide.Lines(c.Code) {
			if l.Kind == guide.Men || l.Kind == guide.Violence && strings.Contains(strings.Join(l.Serves, " "), "everyone") || l.Kind == guide.Violence && len(l.Serves) == 1 && l.Serves[0] == "men" {
				known++
			}
		}
		if known > 0 && serves[true] == 0 {
			t.Errorf("%s: the section shows nobody but women", c.Code)
		}
	}
}

func TestTheCountryIsRememberedOnlyWhenTicked(t *testing.T) {
	d := rig.New(t, night, Feature())
	d.Post("/help", "country", "DK", "remember", "yes")
	if d.Cookies["country"] != "DK" {
		t.Fatal("the tick keeps nothing")
	}
	if p := d.Get("/help"); !strings.Contains(p.Text, "Call 1888") || !strings.Contains(p.Text, "Forget my country") {
		t.Error("the remembered country is not shown")
	}
	if p := d.Post("/help", "forget", "yes"); d.Cookies["country"] != "" || strings.Contains(p.Text, "Call 1888") {
		t.Error("it was not forgotten")
	}
	if p := d.Post("/help", "country", "XX"); p.Err == nil {
		t.Error("a country nobody knows is taken")
	}
	d.Cookies = map[string]string{"__Host-country": "DK"}
	if p := d.Get("/help"); !strings.Contains(p.Text, "Call 1888") {
		t.Error("over HTTPS the remembered country is not found")
	}
	d.Cookies["__Host-country"] = ""
	d.Cookies["country"] = "<script>"
	if p := d.Get("/help"); strings.Contains(p.HTML, "script") {
		t.Error("a cookie is believed")
	}
}

func TestSafetyCanPutViolenceFirst(t *testing.T) {
	d := rig.New(t, night, Feature())
	order := func() bool {
		text := d.Get("/help").Text
		return strings.Index(text, "If somebody frightens") < strings.Index(text, "If you may hurt yourself")
	}
	if order() {
		t.Error("violence comes first though nobody said so")
	}
	d.Keep(First, "violence")
	if !order() {
		t.Error("violence does not come first")
	}
}

// Lines that also take people who use violence.
func TestConduct(t *testing.T) {
	d := rig.New(t, night, Feature())
	for code, want := range map[string]string{"US": "1-800-799-7233", "NL": "0800 2000", "DK": "1888", "BE": "0800 30 030"} {
		text := d.Post("/help", "country", code).Text
		if _, after, _ := strings.Cut(text, "If you fear what you may do"); !strings.Contains(after, want) {
			t.Errorf("%s: %s is not offered", code, want)
		}
	}
}

func TestSources(t *testing.T) {
	d := rig.New(t, night, Feature())
	d.State = feature.Locked
	p := d.Get("/help/sources")
	for _, f := range guide.Of("") {
		for _, want := range []string{f.Claim, f.Address, "Grade " + f.Grade, f.SeenOn} {
			if !strings.Contains(p.Text, want) {
				t.Errorf("%s: %q is missing", f.ID, want)
			}
		}
	}
}

func TestAnotherPageSaysWhatComesFirst(t *testing.T) {
	heads := []string{"If you may hurt yourself", "If somebody frightens", "If you fear what you may do"}
	for first, want := range map[string]int{"": 0, "crisis": 0, "violence": 1, "conduct": 2, "nonsense": 0} {
		d := rig.New(t, night, Feature())
		if first != "" {
			d.Keep(First, first)
		}
		text := d.Get("/help").Text
		for i, h := range heads {
			if i != want && strings.Index(text, h) < strings.Index(text, heads[want]) {
				t.Errorf("%q first: %q stands before %q", first, h, heads[want])
			}
		}
		const calm = "This is a lot to carry alone"
		if early := strings.Index(text, calm) < strings.Index(text, "Which country are you in"); early != (first == "crisis") || strings.Count(text, calm) != 1 {
			t.Errorf("%q first: the calm words stand before the country: %v", first, early)
		}
	}
}

func TestPlanningNeedsNoAnswerAndAdvisesNothing(t *testing.T) {
	d := rig.New(t, night, Feature())
	d.State = feature.Locked
	p := d.Get("/help/planning")
	for _, want := range []string{"not your fault", "believed", "your local emergency number", "whether you stay or go", "can raise the danger", "It may not end the harm", "may be noticed",
		"Children", "Home", "Money", "Pets", "Papers", "ebb keeps no such plan", "If you fear what you may do"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, not := range []string{"you are safe", "should leave", "must leave", "confront", "block them", "Go on with the questions"} {
		if strings.Contains(p.Text, not) {
			t.Errorf("it says %q", not)
		}
	}
	if strings.Contains(p.HTML, "textarea") || strings.Contains(p.HTML, `type="text"`) {
		t.Error("a plan could be written there")
	}
	p = d.Post("/help/planning", "country", "DK")
	for _, want := range []string{"Call 1888", "Call 112", "Open"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("with a country %q is missing", want)
		}
	}
	if len(p.Remember) > 0 || d.Post("/help/planning", "country", "XX").Err == nil {
		t.Error("it remembers, or takes a country nobody knows")
	}
	d.Keep(Rest, "/safety/3")
	if p := d.Get("/help/planning"); !strings.Contains(p.HTML, `href="/safety/3"`) {
		t.Error("the questions that are left are not one tap away")
	}
}
