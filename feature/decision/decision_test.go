package decision

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 22, 15, 0, 0, time.UTC) // a Sunday

const base = "/decide/decision"

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.900s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.900s", what, w, page)
		}
	}
}

func later(d *rig.Desk, days int) { d.Now = d.Now.AddDate(0, 0, days) }

// decide writes a decision and keeps it.
func decide(d *rig.Desk, words string, pairs ...string) rig.Page {
	d.T.Helper()
	if p := d.Post(base, "words", words, "reasons", "because of June", "do_words", "I call Sam", "do", "on"); p.Goto != base+"/when" {
		d.T.Fatalf("leads to %q: %s", p.Goto, p.Text)
	}
	return d.Follow(base+"/when", append(pairs, "do", "keep")...)
}

func line(d *rig.Desk) string {
	d.T.Helper()
	s, err := step(d.Request("GET", "/decide", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return s.Line
}

func kinds(d *rig.Desk) string {
	var all []string
	for _, e := range d.Journal.Events {
		all = append(all, e.Kind)
	}
	return strings.Join(all, " ")
}

func TestADecisionInOnesOwnWords(t *testing.T) {
	d := rig.New(t, now, Feature())
	has(t, "the first page", d.Get(base).Text, "What I decide", "Sleep on it", "Decide nothing yet")
	p := decide(d, "I let them go.", "when", "month", "mark", "go")
	has(t, "kept", p.Text, "It is kept.", "I let them go.", "because of June", "I call Sam", "Until 22 December 2026 there is nothing to do here")
	has(t, "Decide", line(d), "Let go, from 22 November 2026")
	if d.Card() != "" {
		t.Errorf("Today names it at once: %s", d.Card())
	}
	d.Post(base + "/undo")
	has(t, "undone", d.Get(base).Text, "A draft is waiting.", "I let them go.")
	d.Post(base + "/undo")
	if got := strings.Count(kinds(d), ebb.Withdrawn); got != 1 {
		t.Errorf("undone %d times", got)
	}
}

func TestSleepingOnIt(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Follow(base, "words", "I stay.", "do", "sleep")
	has(t, "in the evening", p.Text, "You sleep on it until Monday 23 November, 10:00.", "Nothing has to be decided before.", "Go on with it now")
	has(t, "Decide", line(d), "You sleep on it until Monday 23 November, 10:00")
	if d.Card() != "" {
		t.Error("Today names it in the night")
	}
	if due := d.Dues(); len(due) != 1 || due[0] != "2026-11-23 10:00" {
		t.Errorf("due %v", due)
	}
	d.Now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	has(t, "Today in the morning", d.Card(), "You slept on a draft.")
	has(t, "in the morning", d.Get(base).Text, "You slept on this.", "I stay.")
	has(t, "going on", d.Get(base+"/write").HTML, ">I stay.</textarea>")
	p = d.Follow(base+"/when", "when", "week", "do", "sleep")
	has(t, "another night", p.Text, "Tuesday 24 November, 10:00")
	d.Post(base+"/when", "when", "week", "do", "keep")
	if d.Card() != "" {
		t.Error("decided, it is still on Today")
	}
}

func TestDecidingNothingYetIsADecision(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Post(base, "do", "open")
	if p.Goto != base+"/when" {
		t.Fatalf("leads to %q", p.Goto)
	}
	has(t, "the day", d.Get(p.Goto).HTML, `value="open" checked`)
	p = d.Follow(p.Goto, "when", "week", "mark", "open", "do", "keep")
	has(t, "kept", p.Text, "Nothing yet, from 22 November 2026", "Until 29 November 2026")
	has(t, "Decide", line(d), "Nothing yet")
}

func TestThenAndNow(t *testing.T) {
	d := rig.New(t, now, Feature())
	low, high := 3, 6
	d.Journal.Events = append(
		d.Journal.Events, ebb.New(tie.Needs, now, tie.NeedList{Needs: []tie.Need{{Subject: "trust", Met: &low}, {Own: "quiet"}}}),
		ebb.New(tie.Stands, now, tie.Standing{Stance: tie.Deciding}),
		ebb.New("hold.pull", now.Add(-time.Hour), struct{}{}),
	)
	decide(d, "I let them go.", "when", "month", "mark", "go")
	d.Now = time.Date(2026, 12, 22, 9, 0, 0, 0, time.UTC)
	has(t, "Today on the day", d.Card(), "What you decided on 22 November 2026 can be looked at again.")
	has(t, "Decide on the day", line(d), "It can be looked at again")
	d.Journal.Events = append(
		d.Journal.Events, ebb.New(tie.Needs, d.Now, tie.NeedList{Needs: []tie.Need{{Subject: "trust", Met: &high}, {Subject: "time"}}}),
		ebb.New(tie.Stands, d.Now, tie.Standing{Stance: tie.LettingGo}), ebb.New(tie.Held, d.Now, tie.Outcome{Kept: tie.KeptNot}),
	)
	p := d.Get(base + "/again")
	has(t, "then and now", p.Text, "Then", "I let them go.", "Trust: met 3 then, 6 now.", "New on your list of needs: Time.", "No longer on your list of needs: quiet.",
		"deciding then, letting go now", "Hard moments: 1 in the 28 days before you wrote it, 0 in the last 28 days.", "0 kept, 0 partly, 1 not")
	lacks(t, "the now", p.HTML, ">I let them go.</textarea>")
	for _, c := range []struct{ do, want, line string }{
		{Stands, "It stands, and that is kept.", "Let go, from 22 November 2026"},
		{Again, "The new day is kept.", "Let go, from 22 November 2026"},
		{Changed, "The new version is kept.", "A break, from 22 December 2026"},
	} {
		d.Post(base, "after", "yes", "words", "a break first", "do", "on")
		has(t, c.do, d.Get(base+"/when").Text, "I let them go.", "a break first")
		p = d.Follow(base+"/when", "when", "week", "mark", "break", "do", c.do)
		has(t, c.do, p.Text, c.want, "29 December 2026")
		has(t, c.do, line(d), c.line)
		if d.Card() != "" {
			t.Errorf("%s: Today still names it", c.do)
		}
		d.Post(base + "/undo")
		d.Post(base + "/out")
	}
}

func TestItStandsWithoutAnotherDay(t *testing.T) {
	d := rig.New(t, now, Feature())
	decide(d, "I stay.", "when", "tomorrow")
	later(d, 1)
	d.Post(base, "after", "yes", "do", "on")
	if p := d.Post(base+"/when", "when", "none", "do", Again); p.Status != 422 {
		t.Error("to look again on no day is taken")
	}
	if p := d.Post(base+"/when", "when", "week", "do", Changed); p.Status != 422 {
		t.Error("a change without words is taken")
	}
	p := d.Follow(base+"/when", "when", "none", "do", Stands)
	has(t, "kept", p.Text, "No day is set.")
	if len(d.Dues()) > 0 {
		t.Errorf("due %v", d.Dues())
	}
}

func TestEveryVersionCanBeRead(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range 25 {
		if i > 0 {
			d.Post(base, "after", "yes", "words", "version "+string(rune('A'+i)), "do", "on")
			d.Post(base+"/when", "when", "week", "do", Changed)
		} else {
			decide(d, "version A", "when", "week")
		}
		d.Now = d.Now.Add(time.Hour)
	}
	p := d.Get(base + "/versions")
	if n := strings.Count(p.HTML, "/versions/"); n != 20 {
		t.Errorf("%d on the first page", n)
	}
	has(t, "the list", p.HTML, "?page=2")
	lacks(t, "the list", p.Text, "Draft")
	n := 0
	for _, e := range d.Journal.Events {
		if e.Kind == tie.Decided {
			n++
			has(t, "a version", d.Get(base+"/versions/"+e.ID.String()).Text, "version "+string(rune('A'+n-1)))
		}
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		if p := d.Get(base + "/versions/" + id); p.Err == nil {
			t.Errorf("version %s opens", id)
		}
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	d := rig.New(t, now, Feature())
	long := strings.Repeat("ש", 10000)
	for _, c := range []struct{ what, words, do, want string }{
		{"nothing", "", "on", "There is nothing to keep yet."},
		{"nothing to sleep on", " \u200b", "sleep", "There is nothing to keep yet."},
		{"ten thousand signs", long, "on", "8000 signs longer than the 2000"},
	} {
		p := d.Post(base, "words", c.words, "do", c.do)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", c.what)
		}
		has(t, c.what, p.HTML, c.want, strings.Trim(c.words, " \u200b")+"</textarea>", `dir="auto"`)
	}
	d.Post(base, "words", "I stay.", "do", "on")
	for what, date := range map[string]string{"today": "2026-11-22", "a day before": "2026-01-01", "more than a year": "2027-11-24", "no day at all": "soon"} {
		if p := d.Post(base+"/when", "date", date, "do", "keep"); p.Status != 422 {
			t.Errorf("%s is taken: %s", what, p.Goto)
		}
	}
	for what, pairs := range map[string][]string{
		"a kind nobody offered": {"when", "week", "mark", "win", "do", "keep"},
		"an end nobody offered": {"when", "week", "do", "stands"},
	} {
		if p := d.Post(base+"/when", pairs...); p.Err == nil {
			t.Errorf("%s is taken", what)
		}
	}
	if p := d.Post(base+"/when", "date", "2027-11-22", "when", "week", "do", "keep"); p.Goto != base {
		t.Errorf("a year from now is not taken: %s", p.Text)
	}
	has(t, "a day of one's own", d.Get(base).Text, "22 November 2027")
	if p := d.Post(base+"/when", "when", "week", "do", "keep"); p.Goto != base || strings.Count(kinds(d), tie.Decided) != 1 {
		t.Error("a second tap decides twice")
	}
}

func TestADraftIsThrownAwayAndBack(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post(base, "words", "first", "do", "on")
	d.Post(base, "words", "second", "do", "on")
	p := d.Follow(base + "/out")
	has(t, "thrown away", p.Text, "The draft is thrown away.", "What do you decide, for now?")
	lacks(t, "thrown away", p.HTML, "first", "second")
	p = d.Follow(base + "/undo")
	has(t, "back", p.Text, "second")
	if p := d.Get(base + "/again"); p.Goto != base {
		t.Error("nothing can be looked at again")
	}
}

// The order in which events arrive changes nothing.
func TestLateArrivals(t *testing.T) {
	at := func(hour int, kind string, body any) ebb.Event {
		return ebb.New(kind, now.Add(time.Duration(hour)*time.Hour), body)
	}
	first, second := at(0, tie.Decided, tie.Decision{Mark: tie.MarkGo}), at(5, tie.Decided, tie.Decision{Mark: tie.MarkKeep})
	look := at(6, Looked, Look{Decision: second.ID, How: Stands, Review: "2027-01-01"})
	for _, order := range [][]ebb.Event{{first, second, look}, {look, second, first}, {second, look, first}} {
		s := &State{}
		for i, e := range order {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if s.standing().mark != tie.MarkKeep || s.review() != "2027-01-01" {
			t.Errorf("%v %q", s.standing().mark, s.review())
		}
	}
}
