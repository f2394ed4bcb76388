package later

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/internal/rig"
	"ebb/tie"
)

// returns is what Today shows first; "" where nothing is shown.
func returns(d *rig.Desk) (headline, text string) {
	d.T.Helper()
	c, err := Feature().Back(d.Request("GET", "/today", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	if c == nil {
		return "", ""
	}
	return c.Headline, d.Render(c.Template, c.Data)
}

func TestWhoComesBackIsGreetedPlainly(t *testing.T) {
	for _, c := range []struct {
		what   string
		days   int
		safety tie.Safety
		ended  tie.EndedBy
		want   string
	}{
		{"next day", 1, tie.Safety{}, "", ""},
		{"seven weeks", 49, tie.Safety{}, "", ""},
		{"eight weeks", 56, tie.Safety{}, "", "You haven’t been here for a while. That may be good news."},
		{"half a year", 183, tie.Safety{}, tie.ByThem, "You haven’t been here for a while. That may be good news."},
		{"together", 183, tie.Safety{}, tie.NotEnded, "You haven’t been here for a while."},
		{"after a yes", 183, tie.Safety{Control: tie.Yes}, "", "You haven’t been here for a while."},
		{"after their no", 183, tie.Safety{TheirNo: tie.Yes}, "", "You haven’t been here for a while. That may be good news."},
	} {
		d := desk(t, at(0, tie.Stands, tie.Standing{EndedBy: c.ended}), at(0, tie.Answered, c.safety))
		d.Now = noon.AddDate(0, 0, c.days)
		if got, _ := returns(d); got != c.want {
			t.Errorf("%s: %q", c.what, got)
		}
	}
	if h, _ := returns(desk(t)); h != "" {
		t.Error("somebody who was never here comes back")
	}
}

func TestAReturnEndsInOneTap(t *testing.T) {
	d := desk(t, at(0, said.KindFriends, said.Friends{Love: "no", Review: "2026-12-24"}))
	d.Now = noon.AddDate(0, 0, 183)
	_, html := returns(d)
	has(t, "Today", html, "One thing had its day meanwhile", `href="/keep/later"`, "It can stay where it is.", "Put this aside")
	lacks(t, "Today", html, "overdue", "not now", "24 December")
	d.Post(base + "/aside")
	if h, _ := returns(d); h != "" || d.Card() != "" {
		t.Errorf("put aside, it says %q %q", h, d.Card())
	}
	before := len(d.Journal.Events)
	if d.Post(base + "/aside"); len(d.Journal.Events) != before {
		t.Error("a second tap is kept")
	}
	d.Now = noon.AddDate(0, 0, 400)
	if h, _ := returns(d); h == "" {
		t.Error("the next return is not greeted")
	}
}

func TestOnceSomethingIsKeptTheLineStaysForAWeek(t *testing.T) {
	d := desk(t, at(0, said.KindFriends, said.Friends{Love: "no", Review: "2026-12-24"}), at(183, tie.Noted, tie.Note{Text: "x"}))
	for days, want := range map[int]bool{183: true, 186: true, 191: false} {
		d.Now = noon.AddDate(0, 0, days).Add(time.Hour)
		if h, _ := returns(d); h != "" {
			t.Errorf("after %d days the greeting hides what was kept", days)
		}
		if got := strings.Contains(d.Card(), "One thing had its day meanwhile"); got != want {
			t.Errorf("after %d days the line is there: %v", days, got)
		}
	}
	d = desk(t, at(0, said.KindSign, said.Sign{Need: "respect", Shows: "x"}), at(183, tie.Noted, tie.Note{Text: "x"}))
	d.Now = noon.AddDate(0, 0, 183)
	if d.Card() != "" {
		t.Errorf("nothing had its day: %s", d.Card())
	}
}

func TestTheOldPlanComesWhenItIsAskedFor(t *testing.T) {
	plans := &feature.Feature{
		Name: "plans", Guard: feature.Free,
		Files: fstest.MapFS{"a.tmpl": {}, "words/en.json": {Data: []byte("{}")}},
		Aids: func(*feature.Request) ([]feature.Aid, error) {
			return []feature.Aid{
				{Step: "choose", Head: "If it is late", Lines: []string{"wplan"}}, {Step: "wave", Head: "If it is late", Lines: []string{"wplan"}},
				{Step: "reached-back", Head: "Your rule", Lines: []string{"wrule"}}, {Step: "reached-kind", Head: "Your rule", Lines: []string{"wrule"}},
				{Step: "choose", Head: "no words"}, {Step: "truths", Lines: []string{"wtruth"}},
			}, nil
		},
	}
	d := rig.New(t, noon, Feature(), plans)
	d.Journal.Events = append(d.Journal.Events, at(-200, tie.Decided, tie.Decision{Words: "wdecided", Do: "wdo", Mark: tie.MarkGo}))
	_, html := returns(d)
	lacks(t, "Today", html, "wplan", "wrule", "wdecided", "wdo")
	lacks(t, "coming back", d.Get(base+"/back").Text, "wplan", "wrule", "wdecided", "wdo")
	text := d.Get(base + "/back/plan").Text
	has(t, "the plan", text, "What you decided, on 6 May 2026", "wdecided", "wdo", "If it is late wplan", "wrule")
	lacks(t, "the plan", text, "wtruth", "no words")
	if strings.Count(text, "wrule") != 1 {
		t.Errorf("a rule stands twice: %s", text)
	}
	has(t, "they came back", d.Get(base+"/again").Text, "wrule")
	has(t, "nothing written", desk(t).Get(base+"/back/plan").Text, "Nothing is written for this yet.")
}

func TestTheyCameBack(t *testing.T) {
	one, two := at(-9, tie.Promised, tie.Promise{Words: "x"}), at(-8, tie.Promised, tie.Promise{Words: "y", Again: true})
	d := desk(t, one, two, at(-7, tie.Promised, tie.Promise{Words: "z", Mine: true, Again: true}), at(-6, tie.Held, tie.Outcome{Promise: one.ID, Kept: tie.KeptNot}))
	has(t, "first", d.Get(base+"/again").Text, "Nothing has to be answered today.", "You wrote no rule for this.", "0 kept, 0 partly, 1 not kept, 1 open.", "One of them was a second chance.")
	p := d.Follow(base+"/again", "small", "A walk by day.", "sees", "They come when they said.", "review", "2026-12-24")
	has(t, "kept", p.Text, "What you said on 22 November 2026 A walk by day. I would see it by: They come when they said. To look again: 24 December 2026.")
	d.Now = time.Date(2026, 12, 24, 11, 0, 0, 0, time.UTC)
	has(t, "Today", d.Card(), "The small step of 22 November 2026 can be looked at again.")
	p = d.Get(base + "/again")
	has(t, "on its day", p.Text, "You chose this day to look again.", "A walk by day.")
	lacks(t, "on its day the form", p.HTML, ">A walk by day.</textarea>")
	has(t, "answered", d.Follow(base+"/again", "small", "Waiting.").Text, "What you said on 24 December 2026 Waiting.")
	if d.Card() != "" {
		t.Errorf("it is asked about again: %s", d.Card())
	}
	id := d.Journal.Events[len(d.Journal.Events)-1].ID.String()
	has(t, "taken out", d.Follow(base+"/"+id+"/out").Text, "It is taken out.", "A walk by day.")
}

func TestTogetherAgainIsOneTapAndOneBack(t *testing.T) {
	d := desk(t, at(-90, tie.Stands, tie.Standing{Stance: tie.LettingGo, EndedBy: tie.ByThem, Ties: []string{"home"}}))
	p := d.Get(base + "/together")
	has(t, "before", p.Text, "Where you are now: letting go, they ended it.", "Nothing you wrote is lost")
	has(t, "before", p.HTML, `action="/where"`, `name="ended" value="no"`, `name="stance" value=""`)
	d.Journal.Events = append(d.Journal.Events, at(0, tie.Stands, tie.Standing{EndedBy: tie.NotEnded, Ties: []string{"home"}}))
	p = d.Get(base + "/together")
	has(t, "after", p.Text, "You are together.", "Before that: letting go, they ended it.", "Go back to that", "Keep going, or talk")
	has(t, "after", p.HTML, `name="stance" value="letting"`, `name="ended" value="them"`)
}
