package harm

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)

const base = "/decide/after"

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

func desk(t *testing.T) *rig.Desk { return rig.New(t, now, Feature()) }

func say(d *rig.Desk, kind string, body any) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(kind, d.Now, body))
}

func line(d *rig.Desk) string {
	d.T.Helper()
	s, err := step(d.Request("GET", "/decide", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return s.Line
}

func TestFearIsAskedAndNotKept(t *testing.T) {
	for _, c := range []struct{ what, path, answer, want string }{
		{"they frightened me", "/fear", "yes", base + "/feared"},
		{"they did not", "/fear", "no", base + "/mine"},
		{"skipped", "/fear", "", base + "/mine"},
		{"I frightened them", "/mine", "yes", base + "/stop"},
		{"I did not", "/mine", "no", base},
		{"skipped too", "/mine", "", base},
	} {
		d := desk(t)
		if p := d.Post(base+c.path, "answer", c.answer); p.Goto != c.want || len(d.Journal.Events) > 0 {
			t.Errorf("%s: leads to %q, %d events", c.what, p.Goto, len(d.Journal.Events))
		}
	}
	d := desk(t)
	p := d.Follow(base+"/fear", "answer", "yes")
	has(t, "after a yes", p.HTML, "not your fault", `href="/help#help-violence"`, `href="/safety?next=/decide/after/mine"`)
	var first string
	if d.Recall("help.first", &first); first != "violence" {
		t.Errorf("help begins with %q", first)
	}
	p = d.Follow(base+"/mine", "answer", "yes")
	has(t, "after the other yes", p.HTML, "Their no is final.", "Asking is a way to stop.", `href="/help#help-conduct"`)
	if p := d.Post(base+"/fear", "answer", "perhaps"); p.Err == nil {
		t.Error("an answer nobody offered is taken")
	}
}

func TestWhoSaidItIsNotAskedAgain(t *testing.T) {
	d := desk(t)
	say(d, tie.Answered, tie.Safety{Hurt: tie.Yes})
	if p := d.Get(base + "/fear"); p.Goto != base+"/mine" {
		t.Error("they are asked again")
	}
	d = desk(t)
	say(d, tie.Feared, struct{}{})
	if p := d.Get(base + "/fear"); p.Goto != base+"/mine" {
		t.Error("after one tap they are asked again")
	}
}

func TestDistanceOrFriendship(t *testing.T) {
	d := desk(t)
	has(t, "the choice", d.Get(base+"/distance").Text, "Distance now, friendship perhaps later")
	p := d.Follow(base+"/distance", "way", "later")
	has(t, "what each needs", p.Text, "What I need", "What they may need", "your guess")
	p = d.Follow(base+"/needs", "need", "quiet", "theirs", "time", "long", "three")
	has(t, "friendship", p.Text, "Could I hear of a new love of theirs?", "Not now is an answer. So is no, from either side.")
	p = d.Follow(base+"/friends", "love", "no", "waiting", "yes", "review", "2027-02-22")
	has(t, "what stands", p.Text, "Distance now, friendship perhaps later", "quiet", "time", "three months", "you said not now", "Waiting for more: you said yes.", "A no is enough", "To look at again: 22 February")
	if due := d.Dues(); len(due) != 1 || due[0] != "2027-02-22 10:00" {
		t.Errorf("due %v", due)
	}
	has(t, "Decide", line(d), "Distance or friendship, on 22 November")
	n := len(d.Journal.Events)
	d.Post(base+"/friends", "love", "no", "waiting", "yes", "review", "2027-02-22")
	if len(d.Journal.Events) != n {
		t.Error("a second tap keeps it twice")
	}
	if d.Card() != "" {
		t.Errorf("Today says %s", d.Card())
	}
	d.Now = time.Date(2027, 2, 22, 8, 0, 0, 0, time.UTC)
	has(t, "Today on the day", d.Card(), "What you said about friendship on 22 November can be looked at again.")
	d.Now = d.Now.AddDate(0, 0, 15)
	if d.Card() != "" {
		t.Error("it stays on Today for good")
	}
}

func TestUndo(t *testing.T) {
	d := desk(t)
	d.Post(base+"/distance", "way", "distance")
	d.Post(base+"/needs", "need", "quiet")
	lacks(t, "undone", d.Follow(base+"/undo").Text, "quiet")
	has(t, "undone", d.Get(base).Text, "Distance")
	d.Post(base+"/week", "kind", "boundary", "then", "no news of them")
	lacks(t, "undone", d.Follow(base+"/undo").Text, "no news of them")
	d.Post(base+"/week", "kind", "boundary", "then", "no news of them")
	id := d.Journal.Events[len(d.Journal.Events)-1].ID.String()
	lacks(t, "taken out", d.Follow(base+"/week/out", "task", id).Text, "no news of them")
	has(t, "and back", d.Follow(base+"/undo").Text, "no news of them")
}

// After a yes or their no nothing here asks for contact, or for friendship.
func TestAfterAYesOrTheirNoNothingLeadsToContact(t *testing.T) {
	for what, a := range map[string]tie.Safety{"afraid": {Afraid: tie.Yes}, "put down": {PutDown: tie.Yes}, "their no": {TheirNo: tie.Yes}} {
		d := desk(t)
		d.Post(base+"/distance", "way", "friends")
		d.Post(base+"/needs", "need", "quiet", "theirs", "time")
		d.Post(base+"/friends", "love", "yes", "review", "2026-11-30")
		say(d, tie.Answered, a)
		for _, path := range []string{"/distance", "/friends"} {
			if p := d.Get(base + path); p.Goto == "" {
				t.Errorf("%s: %s is asked", what, path)
			}
		}
		d.Now = now.AddDate(0, 0, 9)
		if d.Card() != "" || len(d.Dues()) > 0 {
			t.Errorf("%s: Today says %q, due %v", what, d.Card(), d.Dues())
		}
		for _, path := range []string{"", "/needs", "/week", "/respect"} {
			lacks(t, what+", "+path, d.Get(base+path).Text, "riendship", "they may need", "new love", "frightens", "afraid")
		}
		has(t, what, d.Get(base).Text, "quiet")
		if p := d.Post(base+"/needs", "need", "rest", "theirs", "a call"); p.Goto != base {
			t.Errorf("%s: leads to %q", what, p.Goto)
		}
		lacks(t, what, d.Get(base).Text, "a call")
	}
}

func TestRespectDiffersByWhoEndedIt(t *testing.T) {
	seen := map[string]string{}
	for _, by := range []tie.EndedBy{"", tie.ByMe, tie.ByThem, tie.ByBoth, tie.Break, tie.Unnamed, tie.NotEnded} {
		d := desk(t)
		say(d, tie.Stands, tie.Standing{EndedBy: by})
		got := d.Get(base + "/respect").Text
		if other, twice := seen[got]; twice {
			t.Errorf("%q says the same as %q", by, other)
		}
		seen[got] = string(by)
		say(d, tie.Answered, tie.Safety{TheirNo: tie.Yes})
		has(t, "their no", d.Get(base+"/respect").Text, "Their no is final.", "what they or a court allow")
	}
}

func TestTasksOfAWeek(t *testing.T) {
	d := desk(t)
	has(t, "open", d.Get(base+"/week").Text, "What does this ask of you this week?")
	say(d, tie.Decided, tie.Decision{Mark: tie.MarkGo})
	has(t, "after letting go", d.Get(base+"/week").Text, "What does letting go ask of you this week?")
	p := d.Follow(base+"/week", "kind", "plan", "if", "it is Sunday", "then", "I call Sam")
	has(t, "a plan", p.HTML, "If: it is Sunday", "I call Sam", `href="/keep/plans"`)
	p = d.Follow(base+"/week", "kind", "boundary", "then", "I don’t ask friends about them")
	has(t, "a boundary", p.HTML, `href="/keep/boundaries"`)
	n := len(d.Journal.Events)
	if d.Post(base+"/week", "kind", "boundary", "then", "I don’t ask friends about them"); len(d.Journal.Events) != n {
		t.Error("a second tap keeps it twice")
	}
	d.Follow(base+"/week", "kind", "boundary", "then", "no news")
	if p := d.Post(base+"/week", "kind", "boundary", "then", "a fourth"); p.Status != 422 {
		t.Error("a fourth is taken")
	} else {
		has(t, "a fourth", p.HTML, ">a fourth</textarea>")
	}
	has(t, "Decide", line(d), "3 things for this week")
	d.Now = now.AddDate(0, 0, 7)
	lacks(t, "a week later", d.Get(base+"/week").Text, "I call Sam")
	if p := d.Post(base+"/week/out", "task", ebb.NewID().String()); p.Err == nil {
		t.Error("somebody else's is taken out")
	}
}

func TestTheReview(t *testing.T) {
	d := desk(t)
	d.Post(base+"/week", "kind", "plan", "if", "it is Sunday", "then", "I call Sam")
	d.Post(base+"/distance", "way", "distance")
	cards, err := week(d.Request("GET", "/", nil), now.AddDate(0, 0, -6), now.AddDate(0, 0, 1))
	if err != nil || len(cards) != 2 || cards[0].Step != "next" || cards[1].Step != "need" {
		t.Fatalf("%v %v", cards, err)
	}
	has(t, "the coming week", d.Render(cards[0].Template, cards[0].Data), "I call Sam")
	if cards, _ := week(d.Request("GET", "/", nil), now.AddDate(0, 0, 1), now.AddDate(0, 0, 8)); len(cards) != 0 {
		t.Error("it is there a week later")
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	d := desk(t)
	long := strings.Repeat("م", 10000)
	for _, c := range []struct {
		what, path string
		pairs      []string
		want       string
	}{
		{"a need of ten thousand signs", "/needs", []string{"need", long}, long},
		{"a task of ten thousand signs", "/week", []string{"if", "x", "then", long}, long},
		{"a plan without its first half", "/week", []string{"kind", "plan", "then", "I go out"}, "I go out"},
		{"nothing to do", "/week", []string{"if", "it snows"}, "it snows"},
	} {
		p := d.Post(base+c.path, c.pairs...)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken: %v", c.what, p.Err)
		}
		has(t, c.what, p.HTML, ">"+c.want+"</textarea>")
	}
	d.Post(base+"/distance", "way", "friends")
	n := len(d.Journal.Events)
	for what, on := range map[string]string{"today": "2026-11-22", "the past": "2020-01-01", "beyond a year": "2028-01-01", "no day": "x"} {
		if p := d.Post(base+"/friends", "review", on); p.Status != 422 || len(d.Journal.Events) != n {
			t.Errorf("%s is taken", what)
		}
	}
	for path, pairs := range map[string][]string{"/distance": {"way", "war"}, "/needs": {"long", "ever"}, "/friends": {"love", "x"}} {
		if p := d.Post(base+path, pairs...); p.Err == nil {
			t.Errorf("%s %v is taken", path, pairs)
		}
	}
}

func TestTheOrderOfArrival(t *testing.T) {
	at := func(hour int, kind string, body any) ebb.Event {
		return ebb.New(kind, now.Add(time.Duration(hour)*time.Hour), body)
	}
	all := []ebb.Event{
		at(0, Settled, Apart{Way: "distance"}), at(1, Settled, Apart{Way: "friends"}),
		at(0, tie.Stands, tie.Standing{Stance: tie.LettingGo}), at(1, tie.Stands, tie.Standing{Stance: tie.SteppingBack}),
		at(0, tie.Decided, tie.Decision{Mark: tie.MarkGo}), at(1, tie.Decided, tie.Decision{}),
	}
	for _, back := range []bool{false, true} {
		s := &State{}
		for i := range all {
			e := all[i]
			if back {
				e = all[len(all)-1-i]
			}
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if s.apart.way != "friends" || s.asks() != "break" {
			t.Errorf("%v: %q %q", back, s.apart.way, s.asks())
		}
	}
}
