package needs

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// listed is a desk with a list on it, and its paths.
func listing(t *testing.T, pairs ...string) (*rig.Desk, []string) {
	d := rig.New(t, now, Feature())
	if p := d.Post("/decide/needs", pairs...); p.Err != nil {
		t.Fatal(p.Err)
	}
	return d, paths(d)
}

// paths are those of the needs of the newest list.
func paths(d *rig.Desk) (all []string) {
	k, err := open(d.Request("GET", "/", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	for _, n := range k.needs {
		all = append(all, "/decide/needs/"+ebb.ID(n.ID).String())
	}
	return all
}

func stepLine(d *rig.Desk) string {
	s, err := step(d.Request("GET", "/decide", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return s.Line
}

func says(t *testing.T, p rig.Page, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(p.Text, w) {
			t.Errorf("it does not say %q: %s", w, p.Text)
		}
	}
}

func saysNot(t *testing.T, p rig.Page, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(p.Text, w) {
			t.Errorf("it says %q: %s", w, p.Text)
		}
	}
}

func TestNothingYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get("/decide/needs")
	says(t, p, "Choose what you need or want from them.", "Respect", "Being listened to", "Or in your own words")
	if strings.Count(p.HTML, "<form") != 1 || stepLine(d) != "Not started" {
		t.Errorf("%q: %s", stepLine(d), p.Text)
	}
	if p := d.Follow("/decide/needs"); len(d.Journal.Events) > 0 {
		t.Errorf("out of nothing comes %s", p.Text)
	}
	if cards, err := week(d.Request("GET", "/", nil), now.AddDate(0, 0, -6), now); err != nil || cards != nil {
		t.Errorf("the review: %v %v", cards, err)
	}
}

func TestANeedIsSpokenOfInThreeSmallPages(t *testing.T) {
	d, one := listing(t, "need", "honesty", "need", "respect", "own", "a say in where we live")
	p := d.Post(one[0], "kind", "need", "weight", "9", "met", "3", "do", "on")
	if p.Goto != one[0]+"/theirs" {
		t.Fatalf("after my side: %s", p.Goto)
	}
	p = d.Get(p.Goto)
	says(t, p, "your guess", "How sure are you of this guess?")
	if n := strings.Count(p.HTML, "<fieldset"); n != 3 {
		t.Errorf("%d questions at once", n)
	}
	if p = d.Post(one[0]+"/theirs", "weight", "6", "met", "8", "sure", "2", "do", "on"); p.Goto != one[0]+"/each" {
		t.Fatalf("after the guess: %s", p.Goto)
	}
	says(t, d.Get(p.Goto), "Is it reasonable to ask for?", "a person of good will could do it")
	if p = d.Post(one[0]+"/each", "fair", "yes", "can", "no", "mine", "yes", "do", "on"); p.Goto != one[1] {
		t.Fatalf("after all of it: %s, not the next", p.Goto)
	}
	p = d.Get("/decide/needs")
	says(t, p, "Of your important needs this is met least: Respect (3 of 10).", "2 are not rated yet.", "You called 1 of 1 reasonable to ask for.", "You think they could meet 0 of 1.", "You think you could meet 1 of 1 for them.",
		"Respect: yours 3, theirs 8 by your guess.", "theirs, your guess", "Respect Need 9 3 Yes No 6 8 2 Yes")
	if strings.Count(p.HTML, "m-full") != 2 || strings.Count(p.HTML, "m-ring") != 2 { // in the drawing, and in its key
		t.Errorf("dots: %s", p.HTML)
	}
	if got := stepLine(d); got != "3 needs, on 22 November 2026" {
		t.Errorf("on Decide: %q", got)
	}
}

func TestStoppingAnywhereKeepsWhatWasSaid(t *testing.T) {
	d, one := listing(t, "need", "trust", "need", "time")
	p := d.Follow(one[0], "kind", "want", "met", "0", "do", "stop")
	says(t, p, "Trust Want · importance open · met 0 of 10", "What you rated is a want", "Go on with the next one")
	if p = d.Get(one[0]); !strings.Contains(p.HTML, `name="kind" value="want" checked`) || !strings.Contains(p.HTML, `name="met" value="0" checked`) || !strings.Contains(p.HTML, `name="weight" value="" checked`) {
		t.Errorf("the form does not show what was kept: %s", p.HTML)
	}
	d.Post(one[0]+"/each", "fair", "yes")
	d.Post(one[0], "kind", "need", "weight", "8", "met", "")
	says(t, d.Get("/decide/needs"), "Trust Need · importance 8", "You called 1 of 1 reasonable")
}

func TestTakenBackAnswersAreNotSaid(t *testing.T) {
	d, one := listing(t, "need", "trust")
	d.Post(one[0]+"/theirs", "weight", "3", "met", "4", "sure", "5")
	d.Post(one[0]+"/theirs", "weight", "", "met", "", "sure", "")
	k, _ := open(d.Request("GET", "/", nil))
	if k.needs[0].Theirs != nil {
		t.Errorf("an empty guess is kept: %+v", k.needs[0].Theirs)
	}
	says(t, d.Get("/decide/needs"), "Nothing is rated yet.")
}

// After a yes there is one's own side alone, and no reason.
func TestAfterAYes(t *testing.T) {
	for what, said := range map[string]ebb.Event{
		"afraid of them":         ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.Yes}),
		"put down":               ebb.New(tie.Answered, now, tie.Safety{PutDown: tie.Yes}),
		"their no":               ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}),
		"fear in a hard moment":  ebb.New(tie.Feared, now, struct{}{}),
		"followed or controlled": ebb.New(tie.Answered, now, tie.Safety{Control: tie.Yes}),
	} {
		d, one := listing(t, "need", "respect")
		d.Post(one[0], "kind", "need", "weight", "9", "met", "3")
		d.Post(one[0]+"/theirs", "met", "8", "sure", "1")
		d.Post(one[0]+"/each", "fair", "no", "can", "no", "mine", "no")
		d.Post("/decide/needs/goals", "mine", "a garden", "theirs", "the city", "differ", "where")
		d.Journal.Events = append(d.Journal.Events, said)
		p := d.Get("/decide/needs")
		says(t, p, "What you need", "Respect (3 of 10)", "a garden")
		for _, page := range []rig.Page{p, d.Get("/decide/needs/goals"), d.Get(one[0])} {
			saysNot(t, page, "your guess", "each of you", "heirs", "they", "the city", "reasonable", "Fair", "could", "afraid", "safety", "because")
		}
		if strings.Contains(p.HTML, "m-ring") {
			t.Errorf("%s: their side is drawn", what)
		}
		for _, part := range []string{"/theirs", "/each"} {
			if g, q := d.Get(one[0]+part), d.Post(one[0]+part, "met", "1", "fair", "yes"); g.Goto != "/decide/needs" || q.Goto != "/decide/needs" {
				t.Errorf("%s: %s opens", what, part)
			}
		}
		if p := d.Post(one[0], "kind", "need", "weight", "9", "met", "2", "do", "on"); p.Goto != "/decide/needs" {
			t.Errorf("%s: my side leads to %s", what, p.Goto)
		}
		d.Now = now.Add(time.Minute)
		d.Post("/decide/needs/goals", "mine", "a balcony")
		d.Journal.Events = slices.DeleteFunc(d.Journal.Events, func(e ebb.Event) bool { return e.ID == said.ID })
		says(t, d.Get("/decide/needs"), "Respect Need 9 2 No No – 8 1 No", "the city", "a balcony") // nothing was lost
	}
}

func TestTakeOutUndoAndOtherWords(t *testing.T) {
	d, one := listing(t, "need", "respect", "own", "quiet mornings")
	p := d.Follow(one[1]+"/words", "own", "quiet  Sundays")
	says(t, p, "quiet Sundays")
	p = d.Follow(one[1] + "/out")
	says(t, p, "It is taken out. Undo")
	saysNot(t, p, "quiet")
	if gone := d.Get(one[1]); gone.Err == nil {
		t.Error("what was taken out still opens")
	}
	says(t, d.Follow("/decide/needs/undo"), "quiet Sundays", "Respect")
	n := len(d.Journal.Events)
	if d.Post("/decide/needs/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
	d.Post(one[0] + "/out")
	d.Post("/decide/needs", "need", "time")
	if d.Post("/decide/needs/undo"); len(paths(d)) != 2 {
		t.Error("an old undo takes away what was said since")
	}
}

func TestTheFirstOfADayCanBeUndoneToo(t *testing.T) {
	d, one := listing(t, "need", "respect")
	d.Now = now.AddDate(0, 0, 3)
	d.Post(one[0] + "/out")
	says(t, d.Get("/decide/needs"), "Choose what you need")
	says(t, d.Follow("/decide/needs/undo"), "As you saw it on 22 November 2026.", "Respect")
}

func TestThenAndNow(t *testing.T) {
	d, one := listing(t, "need", "respect", "need", "time")
	d.Post(one[0], "kind", "need", "weight", "9", "met", "2")
	saysNot(t, d.Get("/decide/needs"), "Then and now")
	if p := d.Get("/decide/needs/then"); p.Goto != "/decide/needs" {
		t.Error("one list is compared with itself")
	}
	d.Now = now.Add(12 * time.Hour) // three at night: the same day
	d.Post(one[0], "kind", "need", "weight", "9", "met", "3")
	saysNot(t, d.Get("/decide/needs"), "Then and now")
	d.Now = now.AddDate(0, 1, 0)
	d.Post(one[0], "kind", "need", "weight", "9", "met", "6")
	d.Post(one[1] + "/out")
	d.Post("/decide/needs", "own", "a dog")
	p := d.Get("/decide/needs/then")
	says(t, p, "Your list of 22 November 2026 beside the one of 22 December 2026.", "Respect Need · importance 9 · met 3 of 10 Need · importance 9 · met 6 of 10", "Time together Need · not rated taken out", "a dog not on the list Need · not rated")
	d.Now = now.AddDate(0, 2, 0)
	d.Post(paths(d)[0], "kind", "need", "weight", "9", "met", "6")
	p = d.Get("/decide/needs/then")
	says(t, p, "Nothing differs from your list of 22 December 2026.", "22 November 2026")
	first := d.Journal.Events[0].ID.String()
	says(t, d.Get("/decide/needs/then?list="+first), "Your list of 22 November 2026 beside the one of 22 January 2027.")
	says(t, d.Get("/decide/needs/then?list=nonsense"), "22 December 2026")
}

func TestTheSentence(t *testing.T) {
	at := func(n int) *int { return &n }
	for _, c := range []struct {
		what  string
		needs []tie.Need
		want  string
	}{
		{"the order is the person's, not how little is met", []tie.Need{{Subject: "time", Weight: at(7), Met: at(0)}, {Subject: "trust", Weight: at(10), Met: at(4)}}, "these are met least: Trust (4 of 10), Time together (0 of 10)."},
		{"all important ones are met", []tie.Need{{Subject: "time", Weight: at(7), Met: at(9)}, {Subject: "trust", Weight: at(2), Met: at(0)}}, "The need you rated important is met above 4."},
		{"nothing is important", []tie.Need{{Subject: "time", Weight: at(3), Met: at(0)}}, "So far no need with an importance of 7"},
		{"only wants", []tie.Need{{Subject: "time", Want: true, Weight: at(9), Met: at(0)}, {Subject: "trust", Want: true, Met: at(1)}}, "All 2 you rated are wants so far, none a need."},
		{"wants do not stand among needs", []tie.Need{{Subject: "time", Want: true, Weight: at(9), Met: at(0)}, {Subject: "trust", Weight: at(8), Met: at(1)}}, "this is met least: Trust (1 of 10)."},
	} {
		d := rig.New(t, now, Feature())
		for i := range c.needs {
			c.needs[i].ID = ebb.NewID()
		}
		d.Journal.Events = []ebb.Event{ebb.New(tie.Needs, now, tie.NeedList{Needs: c.needs})}
		if p := d.Get("/decide/needs"); !strings.Contains(p.Text, c.want) {
			t.Errorf("%s: %s", c.what, p.Text)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	d, one := listing(t, "need", "respect")
	n := len(d.Journal.Events)
	for what, p := range map[string]rig.Page{
		"more than there is":        d.Post(one[0], "weight", "11"),
		"less than nothing":         d.Post(one[0], "met", "-1"),
		"no number":                 d.Post(one[0], "met", "many"),
		"a guess out of range":      d.Post(one[0]+"/theirs", "sure", "99"),
		"neither yes nor no":        d.Post(one[0]+"/each", "fair", "maybe"),
		"somebody else's need":      d.Post("/decide/needs/"+ebb.NewID().String(), "met", "1"),
		"no id":                     d.Get("/decide/needs/x"),
		"taking out what is gone":   d.Post("/decide/needs/" + ebb.NewID().String() + "/out"),
		"other words for a starter": d.Post(one[0]+"/words", "own", "x"),
		"a week of another need":    d.Post("/decide/needs/week", "need", ebb.NewID().String(), "met", "yes"),
		"a week that is no answer":  d.Post("/decide/needs/week", "need", strings.TrimPrefix(one[0], "/decide/needs/"), "met", "never"),
		"by whom, of nothing":       d.Post("/decide/needs/week/by", "said", ebb.NewID().String(), "by", "me"),
	} {
		bad, ok := p.Err.(*ebb.Problem)
		if !ok || !d.Book.Has(bad.Say) {
			t.Errorf("%s: %v", what, p.Err)
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was kept")
	}
}

func TestTooMuchStaysInTheForm(t *testing.T) {
	d, _ := listing(t, "need", "respect", "own", "mine")
	long, n := strings.Repeat("ä", 10000), len(d.Journal.Events)
	for path, form := range map[string][]string{
		"/decide/needs":        {"own", long, "need", "time"},
		paths(d)[1] + "/words": {"own", long},
		"/decide/needs/goals":  {"mine", "short", "differ", long},
	} {
		p := d.Post(path, form...)
		if p.Status != 422 || !strings.Contains(p.HTML, long) || !strings.Contains(p.Text, "longer than the") || len(d.Journal.Events) != n {
			t.Errorf("%s: %d %v %.300s", path, p.Status, p.Err, p.Text)
		}
	}
	if p := d.Post("/decide/needs", "own", long, "need", "time"); !strings.Contains(p.HTML, `value="time" checked`) {
		t.Error("the ticks are gone")
	}
}

func TestTwoHundred(t *testing.T) {
	d := rig.New(t, now, Feature())
	at := 7
	var list tie.NeedList
	for i := range most {
		n := tie.Need{Own: fmt.Sprintf("need number %d", i), ID: ebb.NewID(), Weight: &at, Met: &at, Fair: tie.Yes, Can: tie.Yes, Theirs: &tie.Theirs{Weight: &at, Met: &at, Sure: &at, Can: tie.Yes}}
		list.Needs = append(list.Needs, n)
	}
	d.Journal.Events = []ebb.Event{ebb.New(tie.Needs, now, list)}
	p := d.Get("/decide/needs")
	says(t, p, "need number 0", "need number 199", "176 more", "All 200 needs you rated important are met above 4.")
	if n := strings.Count(p.HTML, "m-full"); n != 12+1 {
		t.Errorf("%d dots", n)
	}
	if p := d.Post("/decide/needs", "own", "one more"); p.Err == nil || len(d.Journal.Events) != 1 {
		t.Error("there is room for one too many")
	}
	if p := d.Post(paths(d)[199], "kind", "need", "weight", "1", "met", "1"); p.Err != nil {
		t.Errorf("the last of them: %v", p.Err)
	}
	list.Needs = list.Needs[:0]
	for range 120 {
		list.Needs = append(list.Needs, tie.Need{Own: strings.Repeat("🙂", longest), ID: ebb.NewID()})
	}
	d.Journal.Events = []ebb.Event{ebb.New(tie.Needs, now, list)}
	if p := d.Post("/decide/needs", "own", "x"); p.Err == nil {
		t.Error("a list that does not fit an entry is kept")
	}
}

func TestWordsStayWords(t *testing.T) {
	for _, words := range []string{"<script>alert(1)</script>", "🙂👩‍👩‍👧", "שקט בבוקר", strings.Repeat("🙂", longest), `"><img src=x>`} {
		d, one := listing(t, "own", words)
		d.Post(one[0], "kind", "need", "weight", "9", "met", "1")
		p := d.Get("/decide/needs")
		if !strings.Contains(p.Text, words) || strings.Contains(p.HTML, "<script>") || strings.Contains(p.HTML, "<img") {
			t.Errorf("%.30q: %.300s", words, p.Text)
		}
		s := &State{}
		for i, e := range d.Journal.Events {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(fmt.Sprintf("%+v", s), words) {
			t.Error("the fold keeps words")
		}
	}
}

func TestTheSameTwiceIsOnTheListOnce(t *testing.T) {
	d, _ := listing(t, "need", "respect", "need", "respect", "need", "made up", "own", "Peace")
	d.Post("/decide/needs", "need", "respect", "own", "peace")
	if n := len(paths(d)); n != 2 {
		t.Errorf("%d on the list", n)
	}
}

func review(d *rig.Desk) string {
	r := d.Request("GET", "/", nil)
	y, m, day := d.Now.Date()
	parts, err := r.Week(time.Date(y, m, day-6, 0, 0, 0, 0, time.UTC), time.Date(y, m, day+1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		d.T.Fatal(err)
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Step + " " + string(p.HTML))
	}
	return b.String()
}

func TestOneNeedAWeek(t *testing.T) {
	d, one := listing(t, "need", "respect")
	d.Post(one[0], "kind", "need", "weight", "9", "met", "3")
	id := strings.TrimPrefix(one[0], "/decide/needs/")
	if page := review(d); !strings.HasPrefix(page, "need ") || !strings.Contains(page, "Was it met this week?") || !strings.Contains(page, "importance 9 · met 3 of 10") {
		t.Errorf("the question: %s", page)
	}
	n := len(d.Journal.Events)
	for range 2 { // a second tap is the same
		if p := d.Post("/decide/needs/week", "need", id, "met", "partly"); p.Goto != "/review?card=need" || p.Err != nil {
			t.Fatalf("%s %v", p.Goto, p.Err)
		}
	}
	if len(d.Journal.Events) != n+1 {
		t.Error("two taps are two answers")
	}
	said := d.Journal.Events[n].ID.String()
	if page := review(d); !strings.Contains(page, "Respect: partly met this week.") || !strings.Contains(page, "By whom") {
		t.Errorf("answered: %s", page)
	}
	d.Post("/decide/needs/week/by", "said", said, "by", "friend")
	if page := review(d); !strings.Contains(page, "Respect: partly met this week, by a friend.") || strings.Contains(page, "By whom") {
		t.Errorf("by whom: %s", page)
	}
	says(t, d.Get("/decide/needs"), "You answered for 1 week; the need was met in 0. A range needs 4 more.", "22 November 2026 Respect Partly A friend")
	d.Post("/decide/needs/week/back", "said", said)
	if page := review(d); !strings.Contains(page, "Was it met this week?") {
		t.Errorf("taken back: %s", page)
	}
	for i := range enough {
		d.Now = now.AddDate(0, 0, 7*i)
		d.Post("/decide/needs/week", "need", id, "met", []string{"yes", "no"}[i%2])
	}
	says(t, d.Get("/decide/needs"), "Met in 3 of 5 weeks, a share of 23 to 88 %.")
	d.Post(one[0] + "/out")
	says(t, d.Get("/decide/needs"), "Something no longer on the list")
}

func TestImportantNeedsTakeTurns(t *testing.T) {
	d, one := listing(t, "need", "respect", "need", "time", "need", "trust")
	d.Post(one[2], "kind", "want", "weight", "10")
	seen := map[string]bool{}
	for i := range 4 {
		d.Now = now.AddDate(0, 0, 7*i)
		for _, name := range []string{"Respect", "Time together", "Trust"} {
			if strings.Contains(review(d), "<bdi>"+name) {
				seen[name] = true
			}
		}
	}
	if len(seen) != 2 || seen["Time together"] {
		t.Errorf("in four weeks: %v", seen)
	}
}

func TestSomeYearsFromNow(t *testing.T) {
	d, _ := listing(t, "need", "respect")
	says(t, d.Get("/decide/needs"), "Where you want to be, where they seem to want to be")
	p := d.Follow("/decide/needs/goals", "mine", "a small house\r\nby the sea", "theirs", "the city", "differ", "the place")
	says(t, p, "by the sea", "Where they seem to want to be · your guess the city", "the place")
	n := len(d.Journal.Events)
	d.Post("/decide/needs/goals", "mine", "a small house\nby the sea", "theirs", "the city", "differ", "the place")
	if len(d.Journal.Events) != n {
		t.Error("a repeated form is kept twice")
	}
	d.Now = now.AddDate(0, 1, 0)
	d.Post("/decide/needs/goals", "mine", "a boat")
	says(t, d.Get("/decide/needs/goals"), "a boat", "What stood here before", "by the sea", "Written on 22 November 2026")
	if page := review(d); !strings.Contains(page, "next ") || !strings.Contains(page, "a boat") {
		t.Errorf("the review: %s", page)
	}
	d.Now = d.Now.Add(time.Minute)
	d.Post("/decide/needs/goals", "mine", "a boat", "theirs", "a tent")
	if page := review(d); !strings.Contains(page, "a tent") {
		t.Errorf("the review of that week: %s", page)
	}
	d.Now = now.AddDate(0, 2, 0)
	if page := review(d); !strings.Contains(page, "a boat") || strings.Contains(page, "a tent") {
		t.Errorf("a month later the guess comes back: %s", page)
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for range rapid.IntRange(1, 9).Draw(t, "n") {
			at := now.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "minute")) * time.Minute)
			events = append(events, rapid.SampledFrom([]ebb.Event{
				ebb.New(tie.Needs, at, tie.NeedList{}), ebb.New(GoalsSet, at, Goals{Mine: "x"}), ebb.New(WeekSaid, at, Week{Met: "yes"}),
			}).Draw(t, "event"))
		}
		var before string
		for range 2 {
			s := &State{}
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			if now := fmt.Sprintf("%+v", s); before != "" && now != before {
				t.Fatal("another order of arrival, another state")
			} else {
				before = now
			}
		}
	})
}
