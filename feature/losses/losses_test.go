package losses

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/feature/losses/before"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC) // a Tuesday

func desk(t *testing.T, said ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = said
	return d
}

func earlier(kind string, body any) ebb.Event {
	return ebb.New(kind, noon.Add(-24*time.Hour), body)
}

// name keeps a loss and returns its page.
func name(d *rig.Desk, sort, words string) string {
	d.T.Helper()
	p := d.Post(base+"/add/"+sort, "words", words)
	if p.Err != nil || !strings.HasPrefix(p.Goto, base+"/") {
		d.T.Fatalf("%s: %s %v", words, p.Text, p.Err)
	}
	return p.Goto
}

func has(t *testing.T, what, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is missing in %s", what, want, text)
		}
	}
}

func hasNot(t *testing.T, what, text string, all ...string) {
	t.Helper()
	for _, not := range all {
		if strings.Contains(text, not) {
			t.Errorf("%s: %q stands in %s", what, not, text)
		}
	}
}

func TestNothingYet(t *testing.T) {
	d := desk(t)
	p := d.Get(base)
	has(t, "empty", p.Text, "It is seldom one thing that is missed.", "The person", "The future you saw", "The hopes", "Parts of you set aside")
	if strings.Contains(p.Text, "What stays yours") || d.Card() != "" || len(d.Dues()) > 0 {
		t.Error("it speaks of something that was never named")
	}
	for _, sort := range tie.LossSorts {
		p := d.Get(base + "/add/" + sort)
		has(t, sort, p.Text, "Nothing you said before fits here yet.")
		if n := strings.Count(p.HTML, `name="tick"`); n != len(before.Ours[sort]) {
			t.Errorf("%s: %d ticks", sort, n)
		}
	}
}

func TestEveryTickHasItsWords(t *testing.T) {
	d := desk(t)
	for sort, topics := range before.Ours {
		seen := map[string]bool{}
		for _, topic := range topics {
			words := d.Book.Say("losses.tick."+sort, "what", topic)
			if words == "" || seen[words] {
				t.Errorf("%s %s: %q", sort, topic, words)
			}
			seen[words] = true
		}
	}
}

func TestTheTicksComeFromWhatWasSaidBefore(t *testing.T) {
	nine, two := 9, 2
	need := func(n tie.Need) ebb.Event {
		n.ID = [16]byte{7}
		return earlier(tie.Needs, tie.NeedList{Needs: []tie.Need{n}})
	}
	promise := earlier(tie.Promised, tie.Promise{Words: "we move to the coast"})
	for what, c := range map[string]struct {
		sort string
		said []ebb.Event
		want string // "" none
	}{
		"a need that was met":       {"person", []ebb.Event{need(tie.Need{Subject: "listening", Weight: &nine, Met: &nine})}, "Somebody who listened From your needs, 2 November"},
		"a need of one's own":       {"person", []ebb.Event{need(tie.Need{Own: "dancing", Weight: &nine, Met: &nine})}, "dancing From your needs"},
		"a need that was not met":   {"hope", []ebb.Event{need(tie.Need{Subject: "honesty", Weight: &nine, Met: &two})}, "That there would be plain answers one day"},
		"not met is no loss of who": {"person", []ebb.Event{need(tie.Need{Subject: "honesty", Weight: &nine, Met: &two})}, ""},
		"a want that waited":        {"self", []ebb.Event{need(tie.Need{Own: "the choir", Want: true, Met: &two})}, "the choir"},
		"what it gave":              {"person", []ebb.Event{earlier(tie.SeenSoberly, tie.Seen{Part: "cost", Gives: []string{"laughter"}})}, "Laughing with them From Seen soberly"},
		"what it cost":              {"self", []ebb.Event{earlier(tie.SeenSoberly, tie.Seen{Part: "cost", Costs: []string{"sleep"}})}, "Sleeping well From Seen soberly"},
		"what still ties":           {"person", []ebb.Event{earlier(tie.Stands, tie.Standing{Ties: []string{"money", "pet"}})}, "Our pet, with both of us"},
		"a promise not kept":        {"future", []ebb.Event{promise, earlier(tie.Held, tie.Outcome{Promise: promise.ID, Kept: tie.KeptNot})}, "we move to the coast A promise of theirs"},
		"a promise kept":            {"future", []ebb.Event{promise, earlier(tie.Held, tie.Outcome{Promise: promise.ID, Kept: tie.KeptWhole})}, ""},
		"a promise of mine":         {"future", []ebb.Event{earlier(tie.Promised, tie.Promise{Mine: true, Words: "I call"})}, ""},
		"a further chance":          {"hope", []ebb.Event{earlier(tie.Promised, tie.Promise{Again: true, Words: "this time for real"})}, "this time for real"},
		"one's own goals":           {"future", []ebb.Event{earlier(tie.GoalsSet, tie.Goals{Mine: "a house\nby water", Theirs: "x"})}, "a house by water From your goals"},
		"a hope":                    {"hope", []ebb.Event{earlier(tie.FearWritten, tie.Fear{Words: "they write", Hope: true})}, "they write A hope you wrote down"},
		"a fear is no hope":         {"hope", []ebb.Event{earlier(tie.FearWritten, tie.Fear{Words: "they write"})}, ""},
		"what a hurt touched":       {"self", []ebb.Event{earlier(tie.PastWritten, tie.Touched{What: []string{"near", "self"}})}, "How I saw myself From what you told"},
		"for letting go":            {"self", []ebb.Event{earlier(tie.Weighed, tie.Reason{List: "go-for", Words: "my own kitchen"})}, "my own kitchen From pros and cons"},
		"for keeping":               {"self", []ebb.Event{earlier(tie.Weighed, tie.Reason{List: "keep-for", Words: "my own kitchen"})}, ""},
	} {
		d := desk(t, c.said...)
		text := d.Get(base + "/add/" + c.sort).Text
		if c.want == "" {
			has(t, what, text, "Nothing you said before fits here yet.")
		} else {
			has(t, what, text, c.want)
		}
	}
}

func TestTicksAndOwnWordsAreLossesOfTheirOwn(t *testing.T) {
	d := desk(t, earlier(tie.FearWritten, tie.Fear{Words: "they write", Hope: true}))
	id := d.Journal.Events[0].ID.String()
	p := d.Follow(base+"/add/hope", "words", " that  it\nholds ", "tick", "hope."+id, "tick", "enough", "tick", "made up")
	has(t, "kept", p.Text, "that it holds Named, 3 November 2026", "they write", "That I would be enough")
	if n := len(d.Journal.Events); n != 4 {
		t.Errorf("%d events", n)
	}
	p = d.Get(base + "/add/hope")
	hasNot(t, "offered again", p.Text, "they write", "That I would be enough")
	d.Post(base+"/add/hope", "words", "that it holds")
	if n := len(d.Journal.Events); n != 4 {
		t.Error("the same again is kept again")
	}
}

func TestALineADayAndWhatComesBack(t *testing.T) {
	d := desk(t)
	one := name(d, "future", "the house by the lake")
	has(t, "form", d.Get(one+"/mourn").Text, "Five minutes, then stop: at 12:05", "the house by the lake")
	has(t, "said", d.Follow(one+"/mourn", "words", "good night, house", "again", "7").Text, "good night, house", "It may come back on 10 November. Until then it can lie here.")
	if got := fmt.Sprint(d.Dues()); got != "[2026-11-10 10:00]" || d.Card() != "" {
		t.Errorf("due %s, Today %s", got, d.Card())
	}
	d.Now = noon.AddDate(0, 0, 7)
	card := d.Card()
	has(t, "its day", card, "Something you named has its day")
	hasNot(t, "its day", card, "house")
	for hours := range 24 {
		d.Now = time.Date(2026, 11, 10, hours, 30, 0, 0, time.UTC)
		if shown := d.Card() != ""; shown != (hours >= morning && hours < evening) {
			t.Errorf("at %d: %v", hours, shown)
		}
	}
	d.Now = noon.AddDate(0, 0, 14)
	if d.Card() != "" {
		t.Error("two weeks on Today still speaks of it")
	}
	d.Now = noon.AddDate(0, 0, 7)
	d.Now = d.Now.Add(time.Minute)
	d.Post(one+"/mourn", "words", "good night again")
	if d.Card() != "" || len(d.Dues()) > 0 {
		t.Error("a newer line without a day leaves the old day")
	}
	has(t, "all versions", d.Get(one).Text, "All 3 things said of it", "good night, house", "good night again")
}

func TestWhatStaysComesInAHardMoment(t *testing.T) {
	d := desk(t)
	one := name(d, "person", "their laugh")
	d.Now = noon.Add(time.Minute)
	two := name(d, "self", "the piano")
	d.Post(one+"/keep", "words", "I learned to laugh loudly")
	d.Post(two+"/keep", "words", "I still read notes")
	has(t, "all", d.Get(base).Text, "What stays yours I learned to laugh loudly I still read notes")
	seen := map[string]bool{}
	for day := range 4 {
		d.Now = noon.AddDate(0, 0, day)
		all, err := d.Aids(d.Request("GET", "/now", nil))
		if err != nil || len(all) != 1 || len(all[0].Lines) != 1 {
			t.Fatalf("%v %v", all, err)
		}
		seen[all[0].Lines[0]] = true
	}
	if len(seen) != 2 {
		t.Errorf("each has its day: %v", seen)
	}
	d.State = feature.Locked
	if all, err := d.Aids(d.Request("GET", "/now", nil)); err != nil || len(all) > 0 {
		t.Errorf("while locked: %v %v", all, err)
	}
}

func TestWhatIsTakenBackHasItsDay(t *testing.T) {
	d := desk(t, earlier(tie.Decided, tie.Decision{Do: "sing on Thursdays"}))
	one := name(d, "self", "the choir")
	p := d.Get(one + "/back")
	has(t, "form", p.Text, "sing on Thursdays From your decision, 2 November")
	if !strings.Contains(p.HTML, `value="2026-11-04" checked`) {
		t.Error("tomorrow is not chosen")
	}
	has(t, "kept", d.Follow(one+"/back", "words", "one rehearsal", "day", "2026-11-05", "if", "an evening is empty").Text, "one rehearsal", "On 5 November, in your week. If an evening is empty, it waits under If-then plans too.")
	var a tie.Activity
	var task tie.Task
	for _, e := range d.Journal.Events {
		var err error
		switch e.Kind {
		case tie.ActivityPlanned:
			err = e.Decode(&a)
		case tie.Tasked:
			err = e.Decode(&task)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if a != (tie.Activity{Words: "one rehearsal", Sort: "other", Day: "2026-11-05"}) || task.If != "an evening is empty" || task.Then != "one rehearsal" || task.From == [16]byte{} {
		t.Errorf("%+v %+v", a, task)
	}
	n := len(d.Journal.Events)
	d.Post(one+"/back", "words", "one rehearsal", "day", "2026-11-05", "if", "an evening is empty")
	if len(d.Journal.Events) != n {
		t.Error("the same again is planned again")
	}
	has(t, "an offer in one tap", d.Follow(one+"/back", "offer", "sing on Thursdays", "day", "2026-11-06").Text, "sing on Thursdays", "All 3 things")
}

func TestThenBesideNow(t *testing.T) {
	d := desk(t)
	one := name(d, "self", "my laugh")
	d.Post(one+"/keep", "words", "nothing yet")
	d.Now = noon.AddDate(0, 0, 20)
	p := d.Get(one)
	hasNot(t, "20 days on", p.Text, "You last wrote here", "Then, and now")
	d.Now = noon.AddDate(0, 0, 21)
	has(t, "21 days on", d.Get(one).Text, "You last wrote here on 3 November 2026.")
	p = d.Follow(one+"/keep", "words", "I laughed at work")
	has(t, "said anew", p.Text, "Then, and now What stays 3 November 2026 nothing yet 24 November 2026 I laughed at work")
	hasNot(t, "said anew", p.Text, "You last wrote here")
	d.Now = d.Now.Add(time.Minute)
	has(t, "renamed", d.Follow(one+"/words", "words", "the loud me").Text, "What you called it 3 November 2026 my laugh 24 November 2026 the loud me")
	has(t, "the list", d.Get(base).Text, "the loud me You found other words, 24 November 2026")
}

func TestTheWeekHandsItBack(t *testing.T) {
	d := desk(t)
	one := name(d, "future", "the lake")
	d.Post(one+"/mourn", "words", "good night", "again", "28")
	week := func() (text string) {
		said, err := d.Request("GET", "/review", nil).Week(d.Now.AddDate(0, 0, -6), d.Now.AddDate(0, 0, 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range said {
			text += string(s.HTML)
		}
		return text
	}
	has(t, "this week", week(), "the lake", "good night", "It may come back on 1 December")
	d.Now = noon.AddDate(0, 0, 12)
	hasNot(t, "between", week(), "the lake")
	d.Now = noon.AddDate(0, 0, 28)
	has(t, "weeks on", week(), "On 3 November 2026 you wrote this.", "the lake", "good night", "See it then and now")
}

func TestWhereThoughtsGoRoundTheLineComesLast(t *testing.T) {
	for _, c := range []struct {
		days  int
		b     tie.Brooding
		round bool
	}{{1, tie.Brooding{Why: tie.Most}, true}, {15, tie.Brooding{Why: tie.Most}, false}, {1, tie.Brooding{Why: tie.Hardly}, false}} {
		d := desk(t, ebb.New(tie.Brooded, noon.AddDate(0, 0, -c.days), c.b))
		p := d.Get(name(d, "hope", "it holds"))
		if last := strings.Index(p.Text, "Say a line to it") > strings.Index(p.Text, "Take one thing back"); last != c.round || strings.Contains(p.Text, "go round") != c.round {
			t.Errorf("%d days ago, %+v: %s", c.days, c.b, p.Text)
		}
		if p := d.Get(p.HTML[strings.Index(p.HTML, base+"/"):][:len(base)+33] + "/mourn"); p.Err != nil {
			t.Error("the line is closed")
		}
	}
}

func TestTakenOutAndPutBack(t *testing.T) {
	d := desk(t)
	one := name(d, "hope", "it holds")
	d.Post(one+"/keep", "words", "hoping")
	p := d.Follow(one + "/out")
	has(t, "out", p.Text, "It is taken out. Put it back")
	hasNot(t, "out", p.Text, "it holds", "hoping")
	if d.Get(one).Err == nil {
		t.Error("it still opens")
	}
	for range 2 {
		p = d.Follow(base + "/undo")
	}
	has(t, "back", p.Text, "it holds", "hoping")
}

func TestWhatIsWrongStaysInTheForm(t *testing.T) {
	huge := strings.Repeat("é", 10000)
	for what, c := range map[string]struct {
		path string
		form []string
		want string
	}{
		"nothing":           {"/add/hope", nil, "nothing to keep yet"},
		"blanks":            {"/add/hope", []string{"words", " \u200b "}, "nothing to keep yet"},
		"too long":          {"/add/hope", []string{"words", huge, "tick", "enough"}, "longer than the 280"},
		"no line":           {"/mourn", []string{"again", "7"}, "no words yet"},
		"a line too long":   {"/mourn", []string{"words", huge}, "longer than the 280"},
		"a day gone by":     {"/mourn", []string{"words", "a", "again", "day", "day", "2026-11-03"}, "no day in the year ahead"},
		"no such day":       {"/mourn", []string{"words", "a", "day", "2026-02-31"}, "no day in the year ahead"},
		"years ahead":       {"/mourn", []string{"words", "a", "again", "day", "day", "2999-01-01"}, "no day in the year ahead"},
		"an unknown chip":   {"/mourn", []string{"words", "a", "again", "365000"}, "no day in the year ahead"},
		"nothing to keep":   {"/keep", nil, "no words yet"},
		"no when":           {"/back", []string{"words", "a"}, "Choose a day"},
		"too far ahead":     {"/back", []string{"words", "a", "day", "2026-11-10"}, "one of the next 7 days"},
		"yesterday":         {"/back", []string{"words", "a", "day", "2026-11-02"}, "one of the next 7 days"},
		"a deed too long":   {"/back", []string{"words", huge, "day", "2026-11-05"}, "longer than the 140"},
		"an if too long":    {"/back", []string{"words", "a", "if", huge}, "longer than the 140"},
		"an offer too long": {"/back", []string{"offer", huge, "day", "2026-11-05"}, "longer than the 140"},
	} {
		d := desk(t)
		path := base + c.path
		if !strings.HasPrefix(c.path, "/add") {
			path = name(d, "self", "x") + c.path
		}
		n := len(d.Journal.Events)
		p := d.Post(path, c.form...)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) != n || !strings.Contains(p.Text, c.want) {
			t.Errorf("%s: %d %.200s %v", what, p.Status, p.Text, p.Err)
		}
		for i := 0; i+1 < len(c.form); i += 2 {
			if v := strings.TrimSpace(c.form[i+1]); c.form[i] == "words" && v != "\u200b" && !strings.Contains(p.HTML, v) {
				t.Errorf("%s: the words are gone", what)
			}
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	d := desk(t, earlier(tie.Promised, tie.Promise{Words: "theirs"}))
	one, other := name(d, "self", "x"), d.Journal.Events[0].ID.String()
	n := len(d.Journal.Events)
	for _, path := range []string{base + "/add/all", base + "/x", base + "/" + other, base + "/" + ebb.NewID().String(), base + "/" + other + "/keep", one + "/done", base + "/" + strings.Repeat("0", 4000)} {
		some := []rig.Page{d.Get(path)}
		if strings.Count(path, "/") == 4 {
			some = append(some, d.Post(path, "words", "a"))
		}
		for _, p := range some {
			bad, ok := p.Err.(*ebb.Problem)
			if !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%s: %v %s", path, p.Err, p.Goto)
			}
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was kept")
	}
}

func TestAHundredAndNoMore(t *testing.T) {
	d := desk(t)
	for i := range most {
		d.Journal.Events = append(d.Journal.Events, earlier(tie.LossNamed, tie.Loss{Sort: "hope", Words: fmt.Sprint("أمل ", i)}))
	}
	p := d.Post(base+"/add/hope", "words", "one more")
	if p.Status != 422 || !strings.Contains(p.Text, "100 are here") || !strings.Contains(p.HTML, "one more") {
		t.Error(p.Text)
	}
	has(t, "all", d.Get(base).Text, "أمل 0", "أمل 99")
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		at := func() time.Time { return noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "h")) * time.Hour) }
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			l := ebb.New(tie.LossNamed, at(), tie.Loss{Sort: "hope", Words: "secret"})
			events = append(events, l, ebb.New(tie.Needs, at(), tie.NeedList{}), ebb.New(tie.Brooded, at(), tie.Brooding{Why: rapid.SampledFrom([]tie.Often{tie.Most, tie.Hardly}).Draw(t, "why")}))
			for range rapid.IntRange(0, 3).Draw(t, "said") {
				events = append(events, ebb.New(tie.LossSaid, at(), tie.LossWord{Of: l.ID, Way: rapid.SampledFrom(tie.LossWays).Draw(t, "way"), Words: "secret", Day: "2026-12-01"}))
			}
		}
		var was string
		for range 2 {
			s := newState()
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			now := fmt.Sprint(s.all, s.said, *s.before, s.brooded)
			if strings.Contains(now, "secret") {
				t.Fatal("the fold keeps words")
			}
			if was != "" && was != now {
				t.Fatalf("%s\n%s", was, now)
			}
			was = now
		}
	})
}
