package later

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func desk(t *testing.T, lived ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = lived
	return d
}

func at(days int, kind string, body any) ebb.Event {
	return ebb.New(kind, noon.AddDate(0, 0, days), body)
}

func has(t *testing.T, what, text string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("%s does not say %q: %s", what, w, text)
		}
	}
}

func lacks(t *testing.T, what, text string, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(text, w) {
			t.Errorf("%s says %q: %s", what, w, text)
		}
	}
}

func TestFriendsIsAskedInTwoQuestionsAndADay(t *testing.T) {
	d := desk(t)
	has(t, "empty", d.Get(base+"/friends").Text, "Could we be friends?", "A no is enough", "Could I hear of a new love of theirs?", "What am I waiting for?")
	p := d.Follow(base+"/friends", "love", "no", "wait", "more", "review", "2026-12-24")
	has(t, "answered", p.Text, "What you said on 22 November 2026", "you said not now", "for it to become more", "To look again: 24 December 2026.", "That is a whole reason to wait.")
	if got := fmt.Sprint(d.Dues()); got != "[2026-12-24 10:00]" {
		t.Errorf("due %s", got)
	}
	d.Post(base+"/friends", "love", "no", "wait", "more", "review", "2026-12-24")
	if n := len(d.Journal.Events); n != 1 {
		t.Errorf("the same once more: %d events", n)
	}
	d.Now = time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)
	has(t, "Today", d.Card(), "What you said about friends on 22 November 2026 can be looked at again.")
	has(t, "on its day", d.Get(base+"/friends").Text, "You chose this day to look again.", "you said not now")
	lacks(t, "on its day the form", d.Get(base+"/friends").HTML, "checked", "2026-12-24\"")
	p = d.Follow(base+"/friends", "love", "yes", "wait", "nothing")
	has(t, "looked at again", p.Text, "What you said on 24 December 2026", "you said you could", "And before, on 22 November 2026", "you said not now", "So it has all the time there is.")
	if d.Card() != "" || len(d.Dues()) != 0 {
		t.Errorf("it is asked about again: %s %v", d.Card(), d.Dues())
	}
}

func TestTheSameAnswerOnItsDayIsAnAnswer(t *testing.T) {
	d := desk(t)
	d.Post(base+"/friends", "love", "no", "review", "2026-12-24")
	d.Now = time.Date(2026, 12, 25, 12, 0, 0, 0, time.UTC)
	p := d.Follow(base+"/friends", "love", "no", "review", "2026-12-24")
	has(t, "again", p.Text, "What you said on 25 December 2026", "And before, on 22 November 2026")
	if d.Card() != "" {
		t.Errorf("it stands on Today still: %s", d.Card())
	}
}

func TestNoIsEnough(t *testing.T) {
	d := desk(t)
	p := d.Follow(base+"/friends", "no", "yes", "love", "yes", "review", "2026-12-24")
	has(t, "no", p.Text, "What you said on 22 November 2026", "That is enough.", "Answer it anew")
	lacks(t, "no", p.Text, "Hearing of a new love", "To look again")
	if len(d.Dues()) != 0 {
		t.Error("a no comes back by itself")
	}
}

func TestWhatWasSaidUnderDecideStandsBesideIt(t *testing.T) {
	d := desk(t, at(-13, tie.Settled, tie.Apart{Way: "later", Love: "no", Waiting: "unsure"}))
	has(t, "first", d.Get(base+"/friends").Text, "What you said on 9 November 2026", "You chose distance now, friendship perhaps later.", "you said not now", "Waiting for more: you were not sure.")
	p := d.Follow(base+"/friends", "wait", "alone")
	has(t, "then", p.Text, "And before, on 9 November 2026", "not to be alone", "One evening with somebody on your side")
	d.Journal.Events = append(d.Journal.Events, at(0, tie.Near, tie.Person{Name: "Sam"}))
	has(t, "with somebody to call", d.Get(base+"/friends").Text, "Sam is on your list")
}

// After a yes or their no nothing is asked, prepared or brought up, and no
// screen says why fear closed it.
func TestAfterAYesOrTheirNoItShrinks(t *testing.T) {
	for what, a := range map[string]tie.Safety{"fear": {Afraid: tie.Yes, Put: 6}, "their no": {TheirNo: tie.Yes, Put: 6}} {
		d := desk(t, at(-9, said.KindFriends, said.Friends{Love: "no", Review: "2026-11-22"}), at(-9, said.KindStep, said.Step{Small: "one coffee", Review: "2026-11-22"}), at(-1, tie.Answered, a))
		text := d.Get(base + "/friends").Text
		has(t, what, text, "There is nothing to answer here today.")
		lacks(t, what, text, "new love", "not as friends", "What you said", "afraid", "their no")
		text = d.Get(base + "/again").Text
		lacks(t, what, text, "one coffee", "One small step", "Promises")
		if closed := "This part is closed for now."; what == "fear" && !strings.Contains(text, closed) {
			t.Errorf("fear: %s", text)
		}
		if what == "their no" {
			has(t, what, text, "Their no is final")
		}
		text = d.Get(base + "/back").Text
		has(t, what, text, "Read what I wrote for this", "It is hard again", "They reached me", "People you can talk to")
		lacks(t, what, text, "They came back", "together", "I may not need this")
		lacks(t, what, d.Get(base).Text, "Friends?", "no contact", "closed")
		lacks(t, what, d.Get(base+"/together").HTML, `action="/where"`)
		for _, form := range [][]string{{"/friends", "love", "yes"}, {"/again", "small", "a call"}} {
			before := len(d.Journal.Events)
			if d.Post(base+form[0], form[1:]...); len(d.Journal.Events) != before {
				t.Errorf("%s: %s keeps something", what, form[0])
			}
		}
		if d.Card() != "" || len(d.Dues()) != 0 {
			t.Errorf("%s: Today says %q, due %v", what, d.Card(), d.Dues())
		}
	}
}

func TestWhatToLookForComesFromTheNeeds(t *testing.T) {
	d := desk(t)
	has(t, "without needs", d.Get(base+"/new").Text, "Under Decide you can say what you need.", "What do I need?")
	seven, two := 7, 2
	d.Journal.Events = append(d.Journal.Events, at(-11, tie.Needs, tie.NeedList{Needs: []tie.Need{{Subject: "time", Weight: &two}, {Own: "Laughing", Weight: &seven}, {Subject: "respect"}}}))
	text := d.Get(base + "/new").Text
	has(t, "with needs", text, "From your needs of 11 November 2026")
	if strings.Index(text, "Laughing") > strings.Index(text, "Time together") || strings.Index(text, "Time together") > strings.Index(text, "Respect") {
		t.Errorf("the weightiest does not come first: %s", text)
	}
	p := d.Follow(base+"/new", "need", "respect", "shows", "They ask before they plan for me.")
	has(t, "kept", p.Text, "Respect : They ask before they plan for me.")
	d.Post(base+"/new", "need", "respect", "shows", "They ask before they plan for me.")
	d.Post(base+"/new", "need", "respect", "own", "Quiet", "shows", "A day without the phone.")
	p = d.Get(base + "/new")
	has(t, "own words come before a tick", p.Text, "Quiet : A day without the phone.")
	if n := len(d.Journal.Events); n != 3 {
		t.Errorf("%d events", n)
	}
	id := d.Journal.Events[1].ID.String()
	lacks(t, "taken out", d.Follow(base+"/"+id+"/out").Text, "They ask before they plan")
	for range 2 {
		has(t, "put back", d.Follow(base+"/undo", "page", "new").Text, "They ask before they plan")
	}
}

func TestAnOldPatternBecomesAPlan(t *testing.T) {
	d := desk(t)
	has(t, "without patterns", d.Get(base+"/new").Text, "Old patterns you name stand here")
	known := at(-5, tie.PatternNamed, tie.Pattern{Ready: "hiding", Words: "I say it is fine."})
	own := at(-4, tie.PatternNamed, tie.Pattern{Words: "Paying for everything"})
	d.Journal.Events = append(d.Journal.Events, known, own)
	has(t, "with patterns", d.Get(base+"/new").Text, "Hiding what I need", "I say it is fine.", "Paying for everything")
	has(t, "kept", d.Follow(base+"/new/watch", "pattern", own.ID.String(), "then", "I ask for two bills.").Text, "Kept. As a plan it comes back to you")
	var task tie.Task
	e := d.Journal.Events[2]
	if err := e.Decode(&task); err != nil || e.Kind != tie.Tasked || task.If != "I notice it with someone new: Paying for everything" || task.Then != "I ask for two bills." || task.From != own.ID {
		t.Errorf("%s %+v %v", e.Kind, task, err)
	}
	for what, form := range map[string][]string{"no pattern": {"then", "x"}, "somebody else's": {"pattern", ebb.NewID().String(), "then", "x"}, "nothing to do": {"pattern", own.ID.String()}, "too long": {"pattern", own.ID.String(), "then", strings.Repeat("é", 241)}} {
		if p := d.Post(base+"/new/watch", form...); p.Status != 422 || len(d.Journal.Events) != 3 {
			t.Errorf("%s is kept: %d", what, p.Status)
		}
	}
}

func TestWhatIsLeftComesBackWhenItPullsToCheck(t *testing.T) {
	d := desk(t, at(-11, tie.Needs, tie.NeedList{Needs: []tie.Need{{Subject: "honesty"}}}))
	has(t, "first", d.Get(base+"/compare").Text, "You said what you need: Honesty", "Is what you compare on that list?")
	p := d.Follow(base+"/compare", "what", "They laugh more.", "know", "One photo.", "leave", "The rest of the evening.")
	has(t, "kept", p.Text, "I compare They laugh more.", "I can know One photo.", "I leave The rest of the evening.")
	d.Post(base+"/compare", "what", "They laugh more.", "know", "One photo.", "leave", "The rest of the evening.")
	if n := len(d.Journal.Events); n != 2 {
		t.Errorf("twice: %d events", n)
	}
	aids, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil || fmt.Sprint(aids) != "[{choose This you wanted to leave [The rest of the evening.] [] [check]}]" {
		t.Errorf("%v %v", aids, err)
	}
}

func TestWhatIsTooMuchComesBackToItsPage(t *testing.T) {
	d := desk(t)
	long := strings.Repeat("é", 10000)
	for _, c := range [][]string{
		{"/new", "own", "x", "shows", long}, {"/new", "own", strings.Repeat("x", 61), "shows", "y"}, {"/new", "own", "x"}, {"/new", "shows", "y"},
		{"/compare", "what", "x", "leave", long}, {"/compare", "know", "x"},
		{"/again", "small", long}, {"/again", "small", "x", "review", "2026-11-22"}, {"/again", "small", "x", "review", "soon"},
		{"/friends", "love", "yes", "review", "2029-01-01"},
	} {
		p := d.Post(base+c[0], c[1:]...)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 {
			t.Errorf("%.40s: %d %v, %d events", c, p.Status, p.Err, len(d.Journal.Events))
		}
		for i := 2; i < len(c); i += 2 {
			if !strings.Contains(p.HTML, c[i]) && c[i-1] != "review" && c[i-1] != "love" {
				t.Errorf("%s lost %.20q", c[0], c[i])
			}
		}
	}
	for _, c := range [][]string{{"/friends", "love", "maybe"}, {"/friends", "wait", "them"}, {"/" + ebb.NewID().String() + "/out"}, {"/x/out"}} {
		if p := d.Post(base+c[0], c[1:]...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%v is taken", c)
		}
	}
}

func TestTheWeek(t *testing.T) {
	d := desk(t)
	d.Post(base+"/friends", "wait", "sorry")
	d.Post(base+"/new", "own", "Calm", "shows", "wsign")
	d.Post(base+"/compare", "what", "wcompared")
	d.Post(base+"/again", "small", "wsmall", "sees", "wsees")
	week := func(from, until int) string {
		cards, err := d.Request("GET", "/review", nil).Week(noon.AddDate(0, 0, from), noon.AddDate(0, 0, until))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(cards)
	}
	has(t, "the week", week(-3, 4), "for a sorry", "Calm", "wsign", "wcompared", "wsmall", "I would see it by: wsees")
	lacks(t, "another week", week(4, 11), "wsign")
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for range rapid.IntRange(1, 7).Draw(t, "n") {
			day := rapid.SampledFrom([]int{0, 1, 2, 70, 71, 200}).Draw(t, "day")
			events = append(events, rapid.SampledFrom([]ebb.Event{
				at(day, said.KindFriends, said.Friends{Love: "no", Review: "2027-01-01"}), at(day, said.KindAside, struct{}{}), at(day, said.KindSign, said.Sign{Need: "respect", Shows: "x"}),
				at(day, tie.Stands, tie.Standing{Stance: tie.LettingGo}), at(day, "note.written", struct{}{}),
			}).Draw(t, "event"))
		}
		var before string
		for range 2 {
			s := said.New()
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			now := fmt.Sprint(s.Friends, s.Signs, s.Stood)
			for _, day := range []int{2, 71, 140, 203, 400} {
				quiet, ok := s.Away(noon.AddDate(0, 0, day))
				now += fmt.Sprint(quiet, ok)
			}
			if before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			}
			before = now
		}
	})
}

func TestItsShelf(t *testing.T) {
	d := desk(t)
	s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
	if err != nil || s.Href != base || s.Group != "Getting over it" {
		t.Errorf("%+v %v", s, err)
	}
	for _, p := range Feature().Pages {
		asked := strings.Contains(p.Path, "/friends") || strings.Contains(p.Path, "/back") || strings.Contains(p.Path, "/again") || strings.Contains(p.Path, "/together")
		if (p.Guard == feature.Asked) != asked {
			t.Errorf("%s has guard %d", p.Path, p.Guard)
		}
	}
}
