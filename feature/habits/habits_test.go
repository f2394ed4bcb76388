package habits

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/feature/habits/weeks"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// see taps a pattern and returns the page of that time.
func see(d *rig.Desk, of string) string {
	d.T.Helper()
	d.Now = d.Now.Add(time.Minute)
	p := d.Post(base, "of", of)
	if p.Err != nil || !strings.HasPrefix(p.Goto, base+"/seen/") {
		d.T.Fatalf("%s: %v %s", of, p.Err, p.Goto)
	}
	return p.Goto
}

// patternOf is the page of the pattern that was named as number i.
func patternOf(d *rig.Desk, i int) string {
	for _, e := range d.Journal.Events {
		if e.Kind != tie.PatternNamed {
			continue
		}
		if i == 0 {
			return base + "/of/" + e.ID.String()
		}
		i--
	}
	return ""
}

func has(t *testing.T, what string, p rig.Page, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%s: no %q in %s", what, want, p.Text)
		}
	}
}

func TestNothingYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get(base)
	has(t, "empty", p, "Which of these do you know from yourself?", "Walking on eggshells Reading their mood before I say a word", "Careful because they scare you?")
	if strings.Contains(p.HTML, "<svg") || strings.Contains(p.Text, "Times you saw one") {
		t.Error(p.Text)
	}
	aids, err := d.Aids(d.Request("GET", "/now", nil))
	if d.Card() != "" || d.Panel() != "" || len(aids) > 0 || err != nil {
		t.Error("out of nothing comes something")
	}
}

func TestOneTapIsEnough(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := see(d, "pleasing")
	has(t, "seen", d.Get(one), "Seen and kept That was all.", "22 November 2026, 15:01 Pleasing")
	has(t, "all", d.Get(base), "Pleasing Seen once", "22 November 2026, 15:01 Pleasing Say more, or take out")
	if len(d.Journal.Events) != 2 {
		t.Errorf("%d events", len(d.Journal.Events))
	}
	see(d, "pleasing")
	if patternOf(d, 1) != "" {
		t.Error("a second tap names the same pattern again")
	}
	if p := d.Post(base, "of", "pleasing"); p.Goto == "" || len(d.Journal.Events) != 3 {
		t.Error("a tap that trembles counts twice")
	}
	if c := d.Card(); !strings.Contains(c, "Seen an old pattern? Pleasing") || strings.Contains(c, "Giving") {
		t.Errorf("Today: %s", c)
	}
	d.Now = d.Now.Add(quiet + time.Minute)
	if d.Card() != "" {
		t.Error("Today still asks after four quiet weeks")
	}
}

func TestWhatCanBeSaidAboutOneTime(t *testing.T) {
	d := rig.New(t, now, Feature())
	id := ebb.NewID()
	met := 2
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Needs, now, tie.NeedList{Needs: []tie.Need{{Own: "An hour of quiet", ID: id, Met: &met}, {Subject: "freedom", ID: ebb.NewID()}}}))
	one := see(d, "hiding")
	p := d.Get(one)
	if own, word := strings.Index(p.Text, "An hour of quiet"), strings.Index(p.Text, "Respect"); own < 0 || word < own || strings.Count(p.Text, "Freedom") != 1 {
		t.Errorf("what is on the list does not come first, once: %s", p.Text)
	}
	p = d.Follow(one, "how", "there", "did", "I said:\r\n give me ten minutes", "with", "family", "need", id.String())
	has(t, "its pattern", p, "Hiding a need", "What you did instead I said: give me ten minutes 22 November 2026, 15:01 · in the family",
		"You named “An hour of quiet” under it once. On your list it is met 2 of 10. Look at your list of needs", "You did something else once, on 22 November 2026. What comes later does not take it away.")
	p = d.Get(one)
	for _, want := range []string{`value="instead" checked`, ">I said: give me ten minutes</textarea>", `value="family" checked`, `value="` + id.String() + `" checked`} {
		if !strings.Contains(p.HTML, want) {
			t.Errorf("the form lost %s", want)
		}
	}
	d.Follow(one, "how", "made up", "with", "nobody", "need", "gold")
	has(t, "taken back", d.Get(base), "Hiding a need Seen once ›")
}

func TestANeedThatLeftTheList(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Follow(see(d, "hiding"), "need", ebb.NewID().String())
	has(t, "gone", p, "You named “A need you took off your list” under it once.", "Put it on your list of needs")
}

func TestAPatternInOwnWords(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Follow(base+"/own", "words", "I laugh when something <b>hurts</b>")
	has(t, "named", p, "I laugh when something <b>hurts</b>", "I saw it now", "I notice this: I laugh when something <b>hurts</b>")
	if q := d.Post(base+"/own", "words", "I laugh when something <b>hurts</b>"); q.Goto != patternOf(d, 0) || len(d.Journal.Events) != 1 {
		t.Error("the same words are another pattern")
	}
	see(d, strings.TrimPrefix(patternOf(d, 0), base+"/of/"))
	p = d.Follow(patternOf(d, 0), "words", "I smile when something hurts")
	has(t, "renamed", p, "I smile when something hurts")
	p = d.Follow(patternOf(d, 0) + "/out")
	if strings.Contains(p.Text, "I smile") || strings.Contains(p.Text, "Times you saw one") {
		t.Errorf("out: %s", p.Text)
	}
	has(t, "undone", d.Follow(base+"/undo"), "I smile when something hurts Seen once", "Times you saw one")
}

// weekly taps a pattern n times on a day so many days ago, k of them with
// something else.
func weekly(d *rig.Desk, of ebb.ID, days, n, k int, with string) {
	for i := range n {
		d.Journal.Events = append(d.Journal.Events, ebb.New(Noticed, now.AddDate(0, 0, -days).Add(time.Duration(i)*time.Minute), Notice{Of: of, Instead: i < k, With: with}))
	}
}

func TestOverTheWeeks(t *testing.T) {
	named := ebb.New(tie.PatternNamed, now.AddDate(0, 0, -50), tie.Pattern{Ready: "giving"})
	d := rig.New(t, now, Feature())
	d.Journal.Events = append(d.Journal.Events, named)
	weekly(d, named.ID, 22, 3, 0, "them")
	weekly(d, named.ID, 1, 1, 1, "work")
	p := d.Get(base + "/of/" + named.ID.String())
	has(t, "four", p, "After 1 more time in these 12 weeks a picture stands here.")
	if strings.Contains(p.HTML, "<svg") || strings.Contains(p.Text, "Seen 4 times in") || strings.Contains(p.Text, "in 100") || d.Panel() != "" {
		t.Errorf("four already count: %s", p.Text)
	}
	weekly(d, named.ID, 15, 2, 1, "them")
	p = d.Get(base + "/of/" + named.ID.String())
	has(t, "six", p, "Seen 6 times in the last 4 weeks, from 0 to 3 in a week.", "In 2 of 6 you did something else. With this many, a share fits from 10 to 70 in 100.",
		"Most often with them: 5 of the 6 times that say with whom.", "You did something else 2 times since 7 November 2026. What comes later takes none of them away.")
	if n := strings.Count(p.HTML, `class="m-full"`); n != 4+1 { // and the legend's
		t.Errorf("%d full dots", n)
	}
	if !strings.Contains(d.Panel(), "Seen 6 times") {
		t.Error(d.Panel())
	}
	d.Now = now.AddDate(0, 0, 7*weeks.Shown)
	p = d.Get(base + "/of/" + named.ID.String())
	has(t, "long after", p, "You did something else 2 times since 7 November 2026.", "After 5 more times")
}

// Below five times that say with whom, nothing is said about it.
func TestWithWhomNeedsFive(t *testing.T) {
	named := ebb.New(tie.PatternNamed, now.AddDate(0, 0, -50), tie.Pattern{Ready: "giving"})
	d := rig.New(t, now, Feature())
	d.Journal.Events = append(d.Journal.Events, named)
	weekly(d, named.ID, 3, 4, 0, "them")
	weekly(d, named.ID, 5, 6, 0, "")
	if p := d.Get(base); strings.Contains(p.Text, "Most often") || !strings.Contains(p.Text, "Seen 10 times in the last 7 days.") {
		t.Error(p.Text)
	}
}

// What was done instead stays counted whatever comes after it.
func TestWinsNeverFall(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var s State
		p := ebb.New(tie.PatternNamed, now, tie.Pattern{Ready: "pleasing"})
		if err := s.Apply(1, p); err != nil {
			rt.Fatal(err)
		}
		wins := 0
		for i := range rapid.IntRange(1, 40).Draw(rt, "n") {
			n := Notice{Of: p.ID, Instead: rapid.Bool().Draw(rt, "instead")}
			if err := s.Apply(uint64(i+2), ebb.New(Noticed, now.Add(time.Duration(rapid.IntRange(0, 90*24).Draw(rt, "h"))*time.Hour), n)); err != nil {
				rt.Fatal(err)
			}
			if now := instead(s.of(p.ID)); now < wins {
				rt.Fatalf("%d after %d", now, wins)
			} else {
				wins = now
			}
		}
	})
}

func TestThePlanUsesTheirWords(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := see(d, "pleasing")
	of := patternOf(d, 0)
	if p := d.Get(of); !strings.Contains(p.HTML, ">I am about to say yes right away</textarea>") || !strings.Contains(p.HTML, `placeholder="I say: I will tell you tomorrow."`) {
		t.Errorf("before: %s", p.HTML)
	}
	d.Post(one, "did", "I asked for a day")
	d.Post(of, "words", "I nod before they end the sentence")
	p := d.Get(of)
	has(t, "prefilled", p, "The second half is what you did on 22 November 2026, 15:01.", "I notice this: I nod before they end the sentence", "I asked for a day")
	for kind, to := range map[string]string{"plan": "/keep/plans", "boundary": "/keep/boundaries"} {
		if p := d.Post(of+"/plan", "if", "I nod", "then", "I ask for a day", "kind", kind); p.Goto != to {
			t.Errorf("%s leads to %q", kind, p.Goto)
		}
		var task tie.Task
		last := d.Journal.Events[len(d.Journal.Events)-1]
		if err := last.Decode(&task); last.Kind != tie.Tasked || err != nil || task.If != "I nod" || task.Then != "I ask for a day" || task.Bound != (kind == "boundary") || base+"/of/"+ebb.ID(task.From).String() != of {
			t.Errorf("%s: %+v %v", kind, task, err)
		}
		n := len(d.Journal.Events)
		if d.Post(of+"/plan", "if", "I nod", "then", "I ask for a day", "kind", kind); len(d.Journal.Events) != n {
			t.Error("a second tap is a second plan")
		}
	}
}

func TestAfterFearNothingIsSuggested(t *testing.T) {
	for what, yes := range map[string]ebb.Event{
		"hurt":          ebb.New(tie.Answered, now, tie.Safety{Hurt: tie.Yes}),
		"one tap, fear": ebb.New(tie.Feared, now, struct{}{}),
	} {
		d := rig.New(t, now, Feature())
		one := see(d, "eggshells")
		d.Post(one, "did", "I said what I thought", "need", "safety")
		d.Journal.Events = append(d.Journal.Events, yes)
		p := d.Get(patternOf(d, 0))
		if strings.Contains(p.Text, "For the next time") || strings.Contains(p.HTML, "/decide/needs") {
			t.Errorf("%s: %s", what, p.Text)
		}
		has(t, what, p, "Careful because they scare you?", "I said what I thought")
		if p := d.Get(one); strings.Contains(p.Text, "What did you do instead?") || strings.Contains(p.Text, "What came of it?") {
			t.Errorf("%s: it asks: %s", what, p.Text)
		}
		d.Post(one, "with", "them", "how", "instead", "did", "I said what I thought", "need", "safety")
		has(t, what+", what was said stays", d.Get(base), "I said what I thought")
		n := len(d.Journal.Events)
		if p := d.Post(patternOf(d, 0)+"/plan", "if", "x", "then", "y"); p.Goto != patternOf(d, 0) || len(d.Journal.Events) != n {
			t.Errorf("%s: a plan is made all the same", what)
		}
		see(d, "eggshells")
	}
	d := rig.New(t, now, Feature())
	see(d, "hiding")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}))
	if p := d.Get(patternOf(d, 0)); strings.Contains(p.HTML, "placeholder") || !strings.Contains(p.Text, "For the next time") {
		t.Errorf("their no: %s", p.Text)
	}
}

func TestInAHardMoment(t *testing.T) {
	d := rig.New(t, now, Feature())
	see(d, "pleasing")
	r := d.Request("GET", "/now/done", nil)
	r.Steps.Keep("now", map[string]any{"m": ebb.ID{7}})
	all, err := d.Aids(r)
	if err != nil || len(all) != 1 || all[0].Step != "done" || all[0].Links[0].Href != base+"/moment" {
		t.Fatalf("%+v %v", all, err)
	}
	p := d.Get(base + "/moment")
	if !p.Night || strings.Count(p.HTML, `name="of"`) != 4 {
		t.Errorf("%v %s", p.Night, p.HTML)
	}
	d.Now = d.Now.Add(time.Minute)
	if p := d.Post(base, "of", "giving", "from", "moment"); p.Goto != "/now/done" {
		t.Errorf("it leads to %q", p.Goto)
	}
	if all, err := d.Aids(d.Request("GET", "/now/done", nil)); err != nil || len(all) != 1 || all[0].Head != "Marked: Giving too much" || len(all[0].Links) > 0 {
		t.Errorf("afterwards: %+v %v", all, err)
	}
	has(t, "later", d.Get(base), "in a hard moment Giving too much")
}

func TestTheWeek(t *testing.T) {
	d := rig.New(t, now, Feature())
	for range 7 {
		see(d, "pleasing")
	}
	d.Post(see(d, "giving"), "did", "I went home at ten", "with", "friend", "need", "time")
	var text string
	parts, err := d.Request("GET", "/review", nil).Week(now.AddDate(0, 0, -6), now.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		text += string(p.HTML)
	}
	for _, want := range []string{"Seen 8 times this week, something else once.", "I went home at ten", "with a friend", "Under it: <span dir=\"auto\">Time", "And 3 earlier."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

func TestNothingWrittenIsLost(t *testing.T) {
	long := strings.Repeat("ש", 10_000)
	d := rig.New(t, now, Feature())
	one := see(d, "pleasing")
	of := patternOf(d, 0)
	n := len(d.Journal.Events)
	for what, p := range map[string]rig.Page{
		"a name of one's own":  d.Post(base+"/own", "words", long),
		"what was done":        d.Post(one, "did", long),
		"what it looks like":   d.Post(of, "words", long),
		"the half of a plan":   d.Post(of+"/plan", "if", "x", "then", long),
		"the other half alone": d.Post(of+"/plan", "if", long, "then", ""),
	} {
		if p.Err != nil || p.Status != 422 || !strings.Contains(p.HTML, ">"+long+"</textarea>") || !strings.Contains(p.Text, "your words are still here") {
			t.Errorf("%s: %d %v", what, p.Status, p.Err)
		}
	}
	for what, p := range map[string]rig.Page{"no name": d.Post(base+"/own", "words", " \u200b "), "no then": d.Post(of+"/plan", "if", "mine", "then", " ")} {
		if p.Status != 422 {
			t.Errorf("%s: %d", what, p.Status)
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was kept")
	}
}

func TestNobodyElsesIDs(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := see(d, "pleasing")
	seenID, ofID := strings.TrimPrefix(one, base+"/seen/"), strings.TrimPrefix(patternOf(d, 0), base+"/of/")
	for _, p := range []rig.Page{
		d.Get(base + "/seen/x"), d.Get(base + "/seen/" + ofID), d.Get(base + "/of/" + seenID), d.Get(base + "/of/" + ebb.NewID().String()),
		d.Post(base+"/seen/"+ofID, "did", "x"), d.Post(base + "/of/" + seenID + "/out"), d.Post(base + "/seen/" + ofID + "/out"),
		d.Post(base+"/of/"+seenID+"/plan", "if", "x", "then", "y"), d.Post(base, "of", seenID), d.Post(base, "of", ""), d.Post(base, "of", "control"),
	} {
		if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
			t.Errorf("%v", p.Err)
		}
	}
	if len(d.Journal.Events) != 2 {
		t.Error("something was kept")
	}
}

func TestFullAndLong(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range most {
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.PatternNamed, now.Add(time.Duration(i)*time.Second), tie.Pattern{Words: fmt.Sprint("own ", i)}))
	}
	if p := d.Post(base+"/own", "words", "one more"); p.Status != 422 {
		t.Error("room for one too many")
	}
	has(t, "full", d.Get(base), "There is room for 24 patterns")
	weekly(d, d.Journal.Events[0].ID, 3, 200, 60, "them")
	p := d.Get(base)
	has(t, "two hundred", p, "Seen 200 times, something else 60 times", "+193")
	if n := strings.Count(p.HTML, "/seen/"); n != shown {
		t.Errorf("%d times listed", n)
	}
}

// The same pattern named on two devices is one, in any order of arrival, and
// the fold holds no words.
func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := ebb.New(tie.PatternNamed, now, tie.Pattern{Ready: "pleasing", Words: "secret"}), ebb.New(tie.PatternNamed, now, tie.Pattern{Ready: "pleasing"})
		events := []ebb.Event{a, b, ebb.New(Noticed, now, Notice{Of: a.ID, Did: "secret"}), ebb.New(Noticed, now, Notice{Of: b.ID})}
		var before string
		for range 2 {
			var s State
			for _, i := range rapid.Permutation([]int{0, 1, 2, 3}).Draw(rt, "order") {
				if err := s.Apply(uint64(i+1), events[i]); err != nil {
					rt.Fatal(err)
				}
			}
			text := fmt.Sprint(s)
			if len(s.mine()) != 1 || len(s.of(s.mine()[0].ID)) != 2 || strings.Contains(text, "secret") || before != "" && text != before {
				rt.Fatalf("%s\n%s", before, text)
			}
			before = text
		}
	})
}

func TestItsShelf(t *testing.T) {
	d := rig.New(t, now, Feature())
	see(d, "pleasing")
	s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
	if err != nil || s.Href != base || s.Line != "Seen once" || s.Group != "Getting over it" || Feature().Guard != feature.Free {
		t.Errorf("%+v %v", s, err)
	}
}
