package safety

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
)

var sunday = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func state(d *rig.Desk) feature.Gate {
	g, err := gate(d.Request("GET", "/", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return g
}

func TestGate(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(*rig.Desk)
		want feature.Gate
	}{
		{"nobody was asked", func(*rig.Desk) {}, feature.Unasked},
		{"everything skipped is open", func(d *rig.Desk) { d.Post("/safety") }, feature.Open},
		{"skip is not a yes", func(d *rig.Desk) { d.Post("/safety", "afraid", "skip", "control", "skip", "their_no", "skip") }, feature.Open},
		{"three times no is open", func(d *rig.Desk) { d.Post("/safety", "afraid", "no", "control", "no", "their_no", "no") }, feature.Open},
		{"afraid closes", func(d *rig.Desk) { d.Post("/safety", "afraid", "yes") }, feature.Closed},
		{"control closes", func(d *rig.Desk) { d.Post("/safety", "control", "yes") }, feature.Closed},
		{"their no closes", func(d *rig.Desk) { d.Post("/safety", "their_no", "yes") }, feature.Closed},
		{"a skip later does not undo a yes", func(d *rig.Desk) { d.Post("/safety", "afraid", "yes"); d.Post("/safety") }, feature.Closed},
		{"a no later does", func(d *rig.Desk) { d.Post("/safety", "afraid", "yes"); d.Post("/safety", "afraid", "no") }, feature.Open},
		{"something changed asks again", func(d *rig.Desk) { d.Post("/safety"); d.Post("/safety/changed") }, feature.Unasked},
		{"after a yes it stays closed meanwhile", func(d *rig.Desk) { d.Post("/safety", "control", "yes"); d.Post("/safety/changed") }, feature.Closed},
		{"erased is unasked", func(d *rig.Desk) { d.Post("/safety", "afraid", "yes"); d.Post("/safety/erase") }, feature.Unasked},
		{"erasing nothing is fine", func(d *rig.Desk) { d.Post("/safety/erase") }, feature.Unasked},
		{"an answer nobody offered changes nothing", func(d *rig.Desk) { d.Post("/safety", "afraid", "perhaps") }, feature.Unasked},
	} {
		d := rig.New(t, sunday, Feature())
		c.do(d)
		if got := state(d); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func TestWhereAnswersLead(t *testing.T) {
	for _, c := range []struct {
		what  string
		then  string
		pairs []string
		want  string
	}{
		{"no yes leads on", "/patterns", []string{"afraid", "no"}, "/patterns"},
		{"without a place to go it is Today", "", nil, "/today"},
		{"never to another host", "//elsewhere.example", nil, "/today"},
		{"never to another host with a backslash", `/\elsewhere.example`, nil, "/today"},
		{"never to a scheme", "https://elsewhere.example", nil, "/today"},
		{"fear leads to people", "/patterns", []string{"control", "yes"}, "/help"},
		{"their no gets its sentence", "/patterns", []string{"their_no", "yes"}, "/safety/done"},
		{"both get the sentence and the way to people", "/patterns", []string{"their_no", "yes", "afraid", "yes"}, "/safety/done"},
	} {
		d := rig.New(t, sunday, Feature())
		if c.then != "" {
			d.Keep(Then, c.then)
		}
		if p := d.Post("/safety", c.pairs...); p.Goto != c.want {
			t.Errorf("%s: %q, want %q", c.what, p.Goto, c.want)
		}
		var s string
		if d.Recall(Then, &s) {
			t.Errorf("%s: the place to go is still kept", c.what)
		}
	}
}

func TestThePlaceToGoLeavesTheAddress(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	if p := d.Get("/safety?next=/evidence"); p.Goto != "/safety" {
		t.Fatalf("goes to %q", p.Goto)
	}
	if p := d.Post("/safety"); p.Goto != "/evidence" {
		t.Errorf("then to %q", p.Goto)
	}
}

func TestTheReasonIsShownOnceAndOnlyThen(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	p := d.Follow("/safety", "their_no", "yes", "afraid", "yes")
	if !strings.Contains(p.Text, "Their no is final") || !strings.Contains(p.HTML, `href="/help"`) {
		t.Errorf("not said: %s", p.Text)
	}
	if p := d.Get("/safety/done"); p.Goto != "/safety/closed" {
		t.Errorf("opened again it shows %q", p.Text)
	}
	closed := d.Get("/safety/closed").Text
	for _, reason := range []string{"afraid", "control", "order", "contact", "danger", "no is final", "safe"} {
		if strings.Contains(strings.ToLower(closed), reason) {
			t.Errorf("the closed page says %q", reason)
		}
	}
}

func TestNothingIsPreselectedAndHelpNeedsNoAnswer(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	d.Post("/safety", "afraid", "yes")
	p := d.Get("/safety")
	if strings.Contains(p.HTML, "checked") {
		t.Error("an answer is preselected")
	}
	if !strings.HasPrefix(p.Text, "Can anyone see this screen?") || !strings.Contains(p.HTML, `href="/help"`) {
		t.Error("the screen comes first, and help is always there")
	}
}

// Only the newest answers are kept; the ones before are destroyed.
func TestAnswersBeforeAreErased(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	d.Post("/safety", "afraid", "yes")
	d.Post("/safety", "afraid", "no", "their_no", "yes")
	s, err := read(d.Request("GET", "/", nil))
	if err != nil || len(s.all) != 1 {
		t.Fatalf("%d answers stand, %v", len(s.all), err)
	}
	if want := (tie.Safety{Afraid: tie.No, TheirNo: tie.Yes}); s.Answers != want {
		t.Errorf("%+v, want %+v", s.Answers, want)
	}
}

func TestAFoldNeedsItsOwnKinds(t *testing.T) {
	s := &State{}
	if err := s.Apply(1, ebb.New("hold.pull", sunday, 1)); err != nil {
		t.Errorf("another's event: %v", err)
	}
	if err := s.Apply(2, ebb.New(tie.Answered, sunday, "no map")); err == nil {
		t.Error("a body that is none is taken")
	}
}
