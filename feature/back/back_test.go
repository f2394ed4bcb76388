package back

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func desk(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = events
	return d
}

func stands(by tie.EndedBy) ebb.Event {
	return ebb.New(tie.Stands, noon.Add(-time.Hour), tie.Standing{EndedBy: by})
}

func said(s tie.Safety) ebb.Event { return ebb.New(tie.Answered, noon.Add(-time.Minute), s) }

func TestFirstItIsReadThenAskedThenPlanned(t *testing.T) {
	d := desk(t)
	p := d.Get(base)
	for _, want := range []string{"Read this first", "none found", "What was not tested", "marketing ideas", "Not returning is an answer too."} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is missing in %s", want, p.Text)
		}
	}
	for _, id := range []string{"walkaway", "hardtoget", "lowavailability", "withdrawal", "hero"} {
		if !strings.Contains(p.HTML, `href="#`+id+`"`) {
			t.Errorf("%s leads nowhere", id)
		}
	}
	p = d.Follow(base+"/ask", "would", "no", "words", "I think of them reading it.", "when", "2")
	for _, want := range []string{"The plan", "No I think of them reading it.", "It comes back on 6 December 2026.", "A week of my own", "Not the one who starts", "The look back"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is missing in %s", want, p.Text)
		}
	}
	if text := d.Get(base + "/read").Text; !strings.Contains(text, "What was tested") {
		t.Error("it cannot be read again")
	}
}

func TestTheAnswerComesBackBesideANewOne(t *testing.T) {
	d := desk(t)
	d.Post(base+"/ask", "would", "no", "words", "For them.", "when", "2")
	if got := fmt.Sprint(d.Dues()); got != "[2026-12-06 10:00]" || d.Card() != "" {
		t.Errorf("due %s, Today %q", got, d.Card())
	}
	d.Now = noon.AddDate(0, 0, 14)
	if !strings.Contains(d.Card(), "A question you wanted to look at again") {
		t.Errorf("Today: %q", d.Card())
	}
	if text := d.Get(base + "/ask").Text; !strings.Contains(text, "On 22 November 2026 you said No For them.") {
		t.Errorf("then: %s", text)
	}
	p := d.Follow(base+"/ask", "would", "yes", "words", "For my sleep.", "when", "none")
	if !strings.Contains(p.Text, "On 22 November 2026 you said No For them. On 6 December 2026 you said Yes For my sleep.") {
		t.Errorf("side by side: %s", p.Text)
	}
	if d.Card() != "" || len(d.Dues()) != 0 {
		t.Error("it is asked for again")
	}
	r := d.Request("GET", "/review", nil)
	week, err := r.Week(d.Now.AddDate(0, 0, -6), d.Now.AddDate(0, 0, 1))
	if err != nil || len(week) != 1 || !strings.Contains(string(week[0].HTML), "For my sleep.") {
		t.Errorf("the week: %v %v", week, err)
	}
}

func TestAWeekOldQuestionLeavesToday(t *testing.T) {
	d := desk(t)
	d.Post(base+"/ask", "would", "unsure", "date", "2026-11-25")
	for day, shown := range map[int]bool{2: false, 3: true, 9: true, 10: false} {
		d.Now = noon.AddDate(0, 0, day)
		if got := d.Card() != ""; got != shown {
			t.Errorf("after %d days: %v", day, got)
		}
	}
}

func TestWhoBeginsWithASentence(t *testing.T) {
	for _, c := range []struct {
		what   string
		events []ebb.Event
		speaks bool
	}{
		{"together, nothing said", []ebb.Event{stands(tie.NotEnded)}, true},
		{"together, all no", []ebb.Event{stands(tie.NotEnded), said(tie.Safety{Afraid: tie.No, Control: tie.No, TheirNo: tie.No})}, true},
		{"together and afraid", []ebb.Event{stands(tie.NotEnded), said(tie.Safety{Hurt: tie.Yes})}, false},
		{"together, fear in one moment", []ebb.Event{stands(tie.NotEnded), ebb.New(tie.Feared, noon, struct{}{})}, false},
		{"together, and their no", []ebb.Event{stands(tie.NotEnded), said(tie.Safety{TheirNo: tie.Yes})}, false},
		{"parted", []ebb.Event{stands(tie.ByThem)}, false},
		{"not said", nil, false},
	} {
		d := desk(t, c.events...)
		d.Post(base+"/ask", "would", "yes")
		n := len(d.Journal.Events)
		if got := strings.Contains(d.Get(base).Text, "First, one plain sentence to them"); got != c.speaks {
			t.Errorf("%s: offered %v", c.what, got)
		}
		if p := d.Get(base + "/say"); (p.Template == "back/say") != c.speaks {
			t.Errorf("%s: its page %q", c.what, p.Template)
		}
		d.Post(base+"/say", "words", "I need some rest.")
		if got := len(d.Journal.Events) > n; got != c.speaks {
			t.Errorf("%s: kept %v", c.what, got)
		}
	}
}

func TestASentenceIsChangedTakenOutAndPutBack(t *testing.T) {
	d := desk(t, stands(tie.NotEnded))
	d.Post(base+"/ask", "would", "yes")
	if text := d.Follow(base+"/say", "words", "I need some rest.").Text; !strings.Contains(text, "I need some rest. For you to say, in person.") {
		t.Errorf("kept: %s", text)
	}
	d.Now = d.Now.Add(time.Minute)
	if text := d.Follow(base+"/say", "words", "").Text; strings.Contains(text, "some rest") {
		t.Errorf("taken out: %s", text)
	}
	for range 2 {
		d.Post(base + "/undo")
	}
	if text := d.Get(base).Text; !strings.Contains(text, "I need some rest.") {
		t.Errorf("put back: %s", text)
	}
}

func TestAfterAYesPartsAreLeftOutWithoutAWord(t *testing.T) {
	for what, c := range map[string]struct {
		safety tie.Safety
		has    string
		lacks  []string
	}{
		"fear":     {tie.Safety{Afraid: tie.Yes}, "People to talk to", []string{base + "/start", base + "/quiet", base + "/look", "/decide/outlook", "Their no"}},
		"their no": {tie.Safety{TheirNo: tie.Yes}, "Their no stands", []string{base + "/look", "/decide/outlook"}},
		"both":     {tie.Safety{Afraid: tie.Yes, TheirNo: tie.Yes}, "People to talk to", []string{base + "/start", "Their no"}},
	} {
		d := desk(t, said(c.safety))
		d.Post(base+"/ask", "would", "yes")
		p := d.Get(base)
		if !strings.Contains(p.HTML, base+"/week") || !strings.Contains(p.Text, c.has) {
			t.Errorf("%s: %s", what, p.Text)
		}
		for _, never := range c.lacks {
			if strings.Contains(p.HTML, never) {
				t.Errorf("%s: %s is there", what, never)
			}
		}
	}
}

func TestWhatIsWrongStaysInTheForm(t *testing.T) {
	long := strings.Repeat("é", 10000)
	for what, form := range map[string][]string{
		"no answer":         {"words", "my words"},
		"another answer":    {"would", "maybe", "words", "my words"},
		"too long":          {"would", "yes", "words", long},
		"a day before":      {"would", "yes", "words", "my words", "date", "2026-11-22"},
		"a day far off":     {"would", "yes", "words", "my words", "date", "2036-11-22"},
		"no day at all":     {"would", "yes", "words", "my words", "date", "soon"},
		"weeks not offered": {"would", "yes", "words", "my words", "when", "-3"},
	} {
		d := desk(t)
		p := d.Post(base+"/ask", form...)
		if p.Status != 422 || len(d.Journal.Events) > 0 || !strings.Contains(p.HTML, "my words") && !strings.Contains(p.HTML, long) {
			t.Errorf("%s: %d, %d kept, %v", what, p.Status, len(d.Journal.Events), p.Err)
		}
	}
	d := desk(t, stands(tie.NotEnded))
	if p := d.Post(base+"/say", "words", long); p.Status != 422 || !strings.Contains(p.HTML, long) {
		t.Error("a sentence that is too long")
	}
}

func TestASecondTapKeepsOne(t *testing.T) {
	d := desk(t)
	for range 3 {
		d.Post(base+"/ask", "would", "yes", "words", "x", "when", "4")
	}
	if n := len(d.Journal.Events); n != 1 {
		t.Errorf("%d answers", n)
	}
	d.Post(base + "/undo")
	if text := d.Get(base).Text; !strings.Contains(text, "Read this first") {
		t.Errorf("undone: %s", text)
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := []ebb.Event{stands(tie.NotEnded), ebb.New(tie.Stands, noon, tie.Standing{EndedBy: tie.Break})}
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			at := noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "at")) * time.Hour)
			events = append(events, ebb.New(Answered, at, Answer{Would: rapid.SampledFrom(woulds).Draw(t, "would")}), ebb.New(Planned, at, Sentence{"x"}))
		}
		var places []int
		for i := range events {
			places = append(places, i)
		}
		var before string
		for range 2 {
			s := &State{}
			for _, i := range rapid.Permutation(places).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), events[i]); err != nil {
					t.Fatal(err)
				}
			}
			now := fmt.Sprint(s.answers, s.said, s.ended)
			if before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			}
			before = now
		}
	})
}

func TestItsLineOnDecide(t *testing.T) {
	d := desk(t)
	for _, want := range []string{"Read this first, then the plan", "The plan, begun on 22 November"} {
		s, err := step(d.Request("GET", "/decide", nil))
		if err != nil || s.Line != want || s.Href != base {
			t.Errorf("%v %v", s, err)
		}
		d.Post(base+"/ask", "would", "yes")
	}
	d.Now = d.Now.AddDate(0, 0, 9)
	d.Post(base+"/ask", "would", "no")
	if s, err := step(d.Request("GET", "/decide", nil)); err != nil || s.Line != "The plan, begun on 22 November" {
		t.Errorf("answered again: %v %v", s, err)
	}
	if Feature().Guard != feature.Asked {
		t.Error("the questions do not come first")
	}
}
