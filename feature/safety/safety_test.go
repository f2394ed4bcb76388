package safety

import (
	"regexp"
	"slices"
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

func stands(d *rig.Desk) State {
	s, err := read(d.Request("GET", "/", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return s
}

// left is the button that skips all that is left.
var left = regexp.MustCompile(`<button [^>]*value="rest">[^<]*</button>`)

// say answers one question by its name.
func say(d *rig.Desk, question, answer string) rig.Page {
	d.T.Helper()
	return d.Post(path(slices.Index(questions, question)+1), "answer", answer)
}

// all answers every question in order, those named in but otherwise.
func all(d *rig.Desk, answer string, but ...string) (last rig.Page) {
	d.T.Helper()
	for _, q := range questions {
		a := answer
		if i := slices.Index(but, q); i >= 0 {
			a = but[i+1]
		}
		last = say(d, q, a)
	}
	return last
}

func TestGate(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(*rig.Desk)
		want feature.Gate
	}{
		{"nobody was asked", func(*rig.Desk) {}, feature.Unasked},
		{"one answered and five to come", func(d *rig.Desk) { say(d, "putdown", "no") }, feature.Unasked},
		{"all skipped at once", func(d *rig.Desk) { say(d, "putdown", "rest") }, feature.Skipped},
		{"all skipped one by one", func(d *rig.Desk) { all(d, "skip") }, feature.Skipped},
		{"one of them skipped", func(d *rig.Desk) { all(d, "no", "hurt", "skip") }, feature.Skipped},
		{"six times no is open", func(d *rig.Desk) { all(d, "no") }, feature.Open},
		{"the one that was skipped is answered", func(d *rig.Desk) { all(d, "no", "hurt", "skip"); say(d, "hurt", "no") }, feature.Open},
		{"put down closes", func(d *rig.Desk) { say(d, "putdown", "yes") }, feature.Closed},
		{"afraid closes", func(d *rig.Desk) { all(d, "no", "afraid", "yes") }, feature.Closed},
		{"pushed closes", func(d *rig.Desk) { all(d, "no", "pushed", "yes") }, feature.Closed},
		{"hurt closes", func(d *rig.Desk) { all(d, "no", "hurt", "yes") }, feature.Closed},
		{"control closes", func(d *rig.Desk) { all(d, "no", "control", "yes") }, feature.Closed},
		{"their no closes", func(d *rig.Desk) { all(d, "no", "their_no", "yes") }, feature.Closed},
		{"a skip later does not undo a yes", func(d *rig.Desk) { say(d, "afraid", "yes"); say(d, "afraid", "skip") }, feature.Closed},
		{"nor does skipping all", func(d *rig.Desk) { say(d, "afraid", "yes"); say(d, "pushed", "rest") }, feature.Closed},
		{"a no later does", func(d *rig.Desk) { all(d, "no", "afraid", "yes"); say(d, "afraid", "no") }, feature.Open},
		{"something changed asks again", func(d *rig.Desk) { all(d, "no"); d.Post("/safety/changed") }, feature.Unasked},
		{"until all have come up again", func(d *rig.Desk) { all(d, "no"); d.Post("/safety/changed"); say(d, "putdown", "no") }, feature.Unasked},
		{"skipped then, the answers from before stand", func(d *rig.Desk) { all(d, "no"); d.Post("/safety/changed"); all(d, "skip") }, feature.Open},
		{"after a yes it stays closed meanwhile", func(d *rig.Desk) { say(d, "control", "yes"); d.Post("/safety/changed") }, feature.Closed},
		{"erased is unasked", func(d *rig.Desk) { say(d, "afraid", "yes"); d.Post("/safety/erase") }, feature.Unasked},
		{"erasing nothing is fine", func(d *rig.Desk) { d.Post("/safety/erase") }, feature.Unasked},
		{"an answer nobody offered changes nothing", func(d *rig.Desk) { say(d, "afraid", "perhaps") }, feature.Unasked},
		{"a question nobody knows changes nothing", func(d *rig.Desk) { d.Post("/safety/7", "answer", "yes") }, feature.Unasked},
		{"from a time of three questions, three are all", func(d *rig.Desk) {
			old(d, tie.Safety{Afraid: tie.No, Control: tie.No, TheirNo: tie.No})
		}, feature.Open},
		{"and one left out then is left out", func(d *rig.Desk) { old(d, tie.Safety{Afraid: tie.No}) }, feature.Skipped},
	} {
		d := rig.New(t, sunday, Feature())
		c.do(d)
		if got := state(d); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func old(d *rig.Desk, a tie.Safety) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, a))
}

func TestWhereAnswersLead(t *testing.T) {
	for _, c := range []struct {
		what string
		then string
		do   func(*rig.Desk) rig.Page
		want string
		kept bool // the place to go is kept for later
	}{
		{"no yes leads to the next", "/patterns", func(d *rig.Desk) rig.Page { return say(d, "putdown", "no") }, "/safety/2", true},
		{"the last leads on", "/patterns", func(d *rig.Desk) rig.Page { return all(d, "no") }, "/patterns", false},
		{"skipping all leads on", "/patterns", func(d *rig.Desk) rig.Page { return say(d, "putdown", "rest") }, "/patterns", false},
		{"without a place to go it is Today", "", func(d *rig.Desk) rig.Page { return all(d, "skip") }, "/today", false},
		{"never to another host", "//elsewhere.example", func(d *rig.Desk) rig.Page { return all(d, "no") }, "/today", false},
		{"never to another host with a backslash", `/\elsewhere.example`, func(d *rig.Desk) rig.Page { return all(d, "no") }, "/today", false},
		{"never to a scheme", "https://elsewhere.example", func(d *rig.Desk) rig.Page { return all(d, "no") }, "/today", false},
		{"fear leads to people at once", "/patterns", func(d *rig.Desk) rig.Page { return say(d, "hurt", "yes") }, "/help/planning", true},
		{"what comes after it leads on", "/patterns", func(d *rig.Desk) rig.Page { return all(d, "no", "hurt", "yes") }, "/patterns", false},
		{"their no asks since when", "/patterns", func(d *rig.Desk) rig.Page { return all(d, "no", "their_no", "yes") }, "/safety/since", true},
		{"the one that was open leads on", "/patterns", func(d *rig.Desk) rig.Page {
			say(d, "putdown", "rest")
			all(d, "no", "control", "skip")
			d.Keep(Then, "/patterns")
			return say(d, "control", "no")
		}, "/patterns", false},
	} {
		d := rig.New(t, sunday, Feature())
		if c.then != "" {
			d.Keep(Then, c.then)
		}
		if p := c.do(d); p.Goto != c.want {
			t.Errorf("%s: %q, want %q", c.what, p.Goto, c.want)
		}
		var s string
		if d.Recall(Then, &s) != c.kept {
			t.Errorf("%s: the place to go is kept: %v", c.what, !c.kept)
		}
	}
}

func TestThePlaceToGoLeavesTheAddress(t *testing.T) {
	for _, page := range []string{"/safety", "/safety/skipped"} {
		d := rig.New(t, sunday, Feature())
		if p := d.Get(page + "?next=/evidence"); p.Goto != page {
			t.Fatalf("goes to %q", p.Goto)
		}
		if p := d.Get(page + "?next=/" + strings.Repeat("x", 5000)); p.Goto != page {
			t.Fatalf("goes to %q", p.Goto)
		}
		if p := say(d, "putdown", "rest"); p.Goto != "/evidence" {
			t.Errorf("then to %q", p.Goto)
		}
	}
}

// Left anywhere, the questions are taken up where they were.
func TestTheQuestionsAreTakenUpWhereTheyWereLeft(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	at := func(when, want string) {
		t.Helper()
		if p := d.Get("/safety/next"); p.Goto != want {
			t.Errorf("%s: %s, want %s", when, p.Goto, want)
		}
	}
	at("at first", "/safety/1")
	say(d, "putdown", "no")
	say(d, "afraid", "skip")
	at("after two", "/safety/3")
	if p := d.Get("/safety"); !strings.Contains(p.Text, "where I stopped") {
		t.Errorf("half way: %s", p.Text)
	}
	say(d, "putdown", "no")
	at("after going back", "/safety/3")
	say(d, "pushed", "rest")
	at("with some left out", "/safety/2")
	for _, q := range []string{"afraid", "pushed", "hurt", "control", "their_no"} {
		say(d, q, "no")
	}
	at("with all answered", "/safety/answers")
	d.Post("/safety/changed")
	at("when something has changed", "/safety/1")
}

func TestTheReasonIsShownOnceAndOnlyThen(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	say(d, "afraid", "yes")
	say(d, "their_no", "yes")
	p := d.Get(d.Post("/safety/since", "day", "").Goto)
	if !strings.Contains(p.Text, "Their no is final") || !strings.Contains(p.HTML, `href="/help/planning"`) {
		t.Errorf("not said: %s", p.Text)
	}
	for _, page := range []string{"/safety/done", "/safety/since"} {
		if p := d.Get(page); p.Goto != "/safety/closed" {
			t.Errorf("%s opened again shows %q", page, p.Text)
		}
	}
	if p := d.Post("/safety/since", "day", "2020-01-01"); p.Goto != "/safety/closed" || stands(d).Answers.NoSince != "2026-11-22" {
		t.Errorf("later the day is changed: %q", p.Goto)
	}
	for _, page := range []string{"/safety/closed", "/safety/skipped"} {
		text := strings.ToLower(d.Get(page).Text)
		for _, reason := range []string{"afraid", "control", "order", "contact", "danger", "no is final", "safe", "hurt", "yes"} {
			if strings.Contains(text, reason) {
				t.Errorf("%s says %q", page, reason)
			}
		}
	}
}

func TestNothingIsPreselectedAndHelpNeedsNoAnswer(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	if p := d.Get("/safety"); !strings.HasPrefix(p.Text, "Can anyone see this screen?") || !strings.Contains(p.HTML, `href="/help"`) {
		t.Error("the screen comes first, and help is always there")
	}
	fresh := make([]string, len(questions))
	for i := range questions {
		fresh[i] = d.Get(path(i + 1)).HTML
	}
	all(d, "yes")
	for i, q := range questions {
		p := d.Get(path(i + 1))
		if strings.Join(strings.Fields(p.HTML), " ") != strings.Join(strings.Fields(left.ReplaceAllString(fresh[i], "")), " ") {
			t.Errorf("%s shows what was answered", q)
		}
		for _, want := range []string{`value="yes"`, `value="no"`, `value="skip"`, `href="/help"`} {
			if !strings.Contains(fresh[i], want) {
				t.Errorf("%s lacks %s", q, want)
			}
		}
		if rest := strings.Contains(fresh[i], `value="rest"`); rest != (i < len(questions)-1) {
			t.Errorf("%s: all that is left can be skipped: %v", q, rest)
		}
	}
	yes := d.Get("/safety/answers").Text
	d.Post("/safety/erase")
	all(d, "no")
	if no := d.Get("/safety/answers").Text; yes != no {
		t.Errorf("the list tells yes from no: %s\n%s", yes, no)
	}
}

// Only the newest answers are kept; the ones before are destroyed.
func TestAnswersBeforeAreErased(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	say(d, "afraid", "yes")
	d.Post("/safety/changed")
	all(d, "no", "their_no", "yes")
	d.Post("/safety/since", "day", "2026-11-03")
	s := stands(d)
	if len(s.all) != 1 {
		t.Fatalf("%d answers stand", len(s.all))
	}
	want := tie.Safety{PutDown: tie.No, Afraid: tie.No, Pushed: tie.No, Hurt: tie.No, Control: tie.No, TheirNo: tie.Yes, NoSince: "2026-11-03", Put: 6}
	if s.Answers != want {
		t.Errorf("%+v, want %+v", s.Answers, want)
	}
}

func TestSinceWhenTheirNoStands(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(*rig.Desk) rig.Page
		want string
		bad  bool
	}{
		{"the day it was said", func(d *rig.Desk) rig.Page { return d.Post("/safety/since") }, "2026-11-22", false},
		{"the day the person names", func(d *rig.Desk) rig.Page { return d.Post("/safety/since", "day", "2025-02-28") }, "2025-02-28", false},
		{"a day to come", func(d *rig.Desk) rig.Page { return d.Post("/safety/since", "day", "2026-11-23") }, "2026-11-22", true},
		{"a day that is none", func(d *rig.Desk) rig.Page { return d.Post("/safety/since", "day", "2026-02-30") }, "2026-11-22", true},
		{"a day before anybody lived", func(d *rig.Desk) rig.Page { return d.Post("/safety/since", "day", "0001-01-01") }, "2026-11-22", true},
		{"letters", func(d *rig.Desk) rig.Page { return d.Post("/safety/since", "day", strings.Repeat("x", 10000)) }, "2026-11-22", true},
		{"it stays when the questions come again", func(d *rig.Desk) rig.Page {
			d.Post("/safety/since", "day", "2026-11-03")
			d.Post("/safety/changed")
			return all(d, "skip")
		}, "2026-11-03", false},
		{"and when the yes is given again", func(d *rig.Desk) rig.Page {
			d.Post("/safety/since", "day", "2026-11-03")
			return say(d, "their_no", "yes")
		}, "2026-11-03", false},
		{"a no takes it along", func(d *rig.Desk) rig.Page { return say(d, "their_no", "no") }, "", false},
	} {
		d := rig.New(t, sunday, Feature())
		say(d, "their_no", "yes")
		if p := c.do(d); (p.Err != nil) != c.bad {
			t.Errorf("%s: %v", c.what, p.Err)
		}
		if got := stands(d).Answers.NoSince; got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// A yes puts help for violence first, and a no takes that back; what another
// page put first stays.
func TestWhatHelpPutsFirst(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	order := func() (s string) {
		d.Recall(first, &s)
		return s
	}
	say(d, "pushed", "yes")
	if order() != "violence" {
		t.Errorf("after a yes: %q", order())
	}
	if say(d, "pushed", "no"); order() != "" {
		t.Errorf("after a no: %q", order())
	}
	d.Keep(first, "crisis")
	if all(d, "no"); order() != "crisis" {
		t.Errorf("what another page put first: %q", order())
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
