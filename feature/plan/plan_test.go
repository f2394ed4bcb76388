package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// of is a state of plans for the given pulls; "" is one for a trigger.
func of(pulls ...string) *State {
	s := newState()
	for i, pull := range pulls {
		e := ebb.New(Made, now.Add(time.Duration(i)*time.Minute), Plan{Pull: pull, Then: "x"})
		if err := s.Apply(uint64(i+1), e); err != nil {
			panic(err)
		}
	}
	return s
}

func TestWhichPlansFit(t *testing.T) {
	for _, c := range []struct {
		what string
		s    *State
		pull string
		day  int
		want string
	}{
		{"none", of(), "reach", 0, "[]"},
		{"one for the pull", of("reply", "reach"), "reach", 0, "[2]"},
		{"one for another pull does not", of("reply"), "reach", 0, "[]"},
		{"a trigger may be there at any pull", of("", "reply"), "reach", 0, "[1]"},
		{"and where the pull was never said", of("", "reply"), "", 0, "[1]"},
		{"the pull comes before triggers", of("", "", "reach", ""), "reach", 0, "[3 1 2]"},
		{"where there are more, others come the next day", of("", "", "", "", ""), "reach", 1, "[4 5 1]"},
	} {
		var got []uint64
		for _, e := range c.s.fitting(c.day, c.pull) {
			got = append(got, e.seq)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.what, got, c.want)
		}
	}
}

func TestWhatIsOfferedIsWhatFits(t *testing.T) {
	every := append(slices.Clone(tie.Pulls), "")
	rapid.Check(t, func(t *rapid.T) {
		s, day := of(rapid.SliceOfN(rapid.SampledFrom(every), 0, 15).Draw(t, "plans")...), rapid.IntRange(0, 40000).Draw(t, "day")
		offers := s.offers(day)
		for _, pull := range every {
			var got, want []uint64
			for _, o := range offers {
				if len(o.pulls) == 0 || slices.Contains(o.pulls, pull) {
					got = append(got, o.seq)
				}
			}
			for _, e := range s.fitting(day, pull) {
				want = append(want, e.seq)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) || len(got) > atOnce {
				t.Fatalf("%q: offered %v, fitting %v", pull, got, want)
			}
		}
		if got := s.answers(day); len(got) > listed || len(got) < min(len(s.plans), listed) {
			t.Fatalf("%d plans to answer with, of %d", len(got), len(s.plans))
		}
	})
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	made := ebb.New(Made, now, Plan{Trigger: "song", Then: "x"})
	events := []ebb.Event{
		made, ebb.New(Made, now, Plan{Pull: "fix", Then: "y"}), ebb.New(Rehearsed, now, Once{made.ID}),
		ebb.New(TurnedTo, now, Turned{Plan: made.ID}), ebb.New(TurnedTo, now.Add(-time.Hour), Turned{}),
	}
	look := func(s *State) (out []any) {
		for _, all := range [][]entry{s.plans, s.times} {
			for _, e := range all {
				out = append(out, e.id, s.pictured[e.id])
			}
		}
		return out
	}
	var want []any
	rapid.Check(t, func(t *rapid.T) {
		s := newState()
		for i, e := range rapid.Permutation(events).Draw(t, "order") {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if want == nil {
			want = look(s)
		}
		if got := look(s); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v, before %v", got, want)
		}
	})
}

func TestEveryCueHasItsWords(t *testing.T) {
	d := rig.New(t, now, Feature())
	r := d.Request("GET", "/", nil)
	seen := map[string]bool{r.Say("plan.cue", "cue", ""): true, r.Say("plan.if", "cue", ""): true}
	for _, cue := range cues() {
		for _, key := range []string{"plan.cue", "plan.if"} {
			if s := r.Say(key, "cue", cue); seen[s] {
				t.Errorf("%s of %s is %q, like another", key, cue, s)
			} else {
				seen[s] = true
			}
		}
	}
}

func offered(d *rig.Desk) []feature.Aid {
	d.T.Helper()
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return all
}

func TestNothingYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get("/keep/plans")
	if !strings.Contains(p.Text, "Choose what sets it off, and write what you do instead.") || strings.Contains(p.Text, "What you turned to") || strings.Count(p.HTML, "<form") != 1 {
		t.Errorf("empty: %s", p.Text)
	}
	if strings.Contains(p.HTML, "river.</textarea>") || !strings.Contains(p.HTML, `placeholder="I put my shoes on and walk to the river."`) {
		t.Error("an example is an answer")
	}
	if d.Card() != "" {
		t.Error("Today says something about nothing")
	}
	if all := offered(d); len(all) != 1 || all[0].Step != "done" || all[0].Links[0].Href != "/now/turned" {
		t.Errorf("out of nothing comes %+v", all)
	}
	if cards, err := Feature().Week(d.Request("GET", "/", nil), now.AddDate(0, 0, -7), now); err != nil || cards != nil {
		t.Errorf("a week without: %v %v", cards, err)
	}
	if s, err := Feature().Shelf(d.Request("GET", "/keep", nil)); err != nil || s.Href != "/keep/plans" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAPlanIsWrittenReadOnceAndComesBack(t *testing.T) {
	d := rig.New(t, now, Feature())
	once := d.Follow("/keep/plans", "cue", "song", "then", " I go \r\n out. ")
	if !strings.Contains(once.Text, "Read it once.") || !strings.Contains(once.Text, "If a song comes on I go out.") {
		t.Errorf("the rehearsal: %s", once.Text)
	}
	id := d.Journal.Events[0].ID.String()
	p := d.Follow("/keep/plans/" + id + "/once")
	if !strings.Contains(p.Text, "pictured once") {
		t.Errorf("after it: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post("/keep/plans/" + id + "/once"); len(d.Journal.Events) != n || d.Get("/keep/plans/"+id+"/once").Goto != "/keep/plans" {
		t.Error("it is rehearsed twice")
	}
	all := offered(d)
	if len(all) != 3 || fmt.Sprint(all[1]) != "{wave If a song comes on [I go out.] [] []}" || fmt.Sprint(all[2]) != "{choose If a song comes on [I go out.] [] []}" {
		t.Errorf("offered: %+v", all)
	}
	d.Post("/keep/plans", "cue", "reply", "when", "they write late", "then", "I answer tomorrow.")
	if all = offered(d); fmt.Sprint(all[1]) != "{wave If: they write late [I answer tomorrow.] [] [reply]}" {
		t.Errorf("for a pull: %+v", all)
	}
	d.State = feature.Locked
	if all := offered(d); all != nil {
		t.Errorf("while locked: %+v", all)
	}
}

func TestTheRehearsalCanBeLeftOut(t *testing.T) {
	d := rig.New(t, now, Feature())
	once := d.Follow("/keep/plans", "when", "x", "then", "y")
	if !strings.Contains(once.HTML, `href="/keep/plans"`) {
		t.Error("no way past the rehearsal")
	}
	if p := d.Get("/keep/plans"); strings.Contains(p.Text, "pictured") || len(d.Journal.Events) != 1 {
		t.Errorf("left out: %s", p.Text)
	}
}

func TestChangeTakeOutUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/plans", "cue", "fix", "when", "former", "then", "half")
	one := "/keep/plans/" + d.Journal.Events[0].ID.String()
	p := d.Get(one)
	if !strings.Contains(p.HTML, ">former</textarea>") || !strings.Contains(p.HTML, `value="fix" checked`) || strings.Contains(p.HTML, `value="" checked`) {
		t.Errorf("the form does not show what was kept: %s", p.HTML)
	}
	p = d.Follow(one, "cue", "", "when", "later", "then", "half")
	if !strings.Contains(p.Text, "If: later half") || strings.Contains(p.Text, "former") || len(offered(d)[1].Pulls) != 0 {
		t.Errorf("changed: %s", p.Text)
	}
	p = d.Follow(one + "/out")
	if strings.Contains(p.Text, "later") || !strings.Contains(p.Text, "The plan is taken out. Undo") || len(offered(d)) != 1 {
		t.Errorf("taken out: %s", p.Text)
	}
	if p := d.Get(one); p.Err == nil {
		t.Error("a plan that was taken out still opens")
	}
	p = d.Follow("/keep/plans/undo")
	if !strings.Contains(p.Text, "If: later half") || strings.Contains(p.Text, "Undo") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post("/keep/plans/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestTurningCounts(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/plans", "cue", "alone", "then", "I call Sam.")
	plan := d.Journal.Events[0].ID.String()
	p := d.Get("/now/turned")
	if !p.Night || !strings.Contains(p.Text, "I call Sam.") {
		t.Errorf("asked: %s", p.Text)
	}
	if p = d.Follow("/now/turned", "plan", plan); !strings.Contains(p.Text, "Kept. 1 time in the last 30 days you turned to something else.") || strings.Contains(p.Text, "how the moment ended") {
		t.Errorf("kept: %s", p.Text)
	}
	if d.Post("/now/turned", "plan", plan); len(d.Journal.Events) != 2 {
		t.Error("a second tap counts twice")
	}
	d.Now = now.Add(time.Hour)
	d.Keep(current, map[string]any{"m": ebb.NewID(), "p": "reach"})
	if p = d.Follow("/now/turned", "words", "the cat"); !strings.Contains(p.Text, "2 times") || !strings.Contains(p.HTML, `href="/now/done"`) {
		t.Errorf("in a moment: %s", p.Text)
	}
	d.Now = now.Add(2 * time.Hour)
	if p := d.Post("/now/turned", "from", "today"); p.Goto != "/today" {
		t.Errorf("from Today it leads to %s", p.Goto)
	}
	want := "3 times in the last 30 days you turned to something else. Something else 22 November 2026 Take out the cat 22 November 2026 · in a hard moment Take out I call Sam. 22 November 2026 Take out"
	if p = d.Get("/keep/plans"); !strings.Contains(p.Text, want) {
		t.Errorf("listed: %s", p.Text)
	}
	if got := d.Card(); !strings.Contains(got, "3 times in the last 30 days") || !strings.Contains(got, "I call Sam.") {
		t.Errorf("on Today: %s", got)
	}
	p = d.Follow("/keep/plans/" + d.Journal.Events[2].ID.String() + "/out")
	if !strings.Contains(p.Text, "no longer counts. Undo") || !strings.Contains(p.Text, "2 times") || strings.Contains(p.Text, "the cat") {
		t.Errorf("taken out: %s", p.Text)
	}
	if p = d.Follow("/keep/plans/undo"); !strings.Contains(p.Text, "3 times") {
		t.Errorf("undone: %s", p.Text)
	}
}

func TestTheCountNeverGoesToNothing(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range 3 {
		d.Now = now.Add(time.Duration(i) * time.Hour)
		d.Post("/now/turned")
	}
	for days, want := range map[int]string{
		29:  "3 times in the last 30 days you turned to something else.",
		30:  "3 times so far you turned to something else.",
		365: "3 times so far you turned to something else.",
	} {
		d.Now = now.AddDate(0, 0, days)
		if got := d.Card(); !strings.Contains(got, want) {
			t.Errorf("after %d days: %s", days, got)
		}
		if p := d.Get("/keep/plans"); !strings.Contains(p.Text, want) {
			t.Errorf("after %d days: %s", days, p.Text)
		}
	}
}

func TestTurningWhileLockedIsKept(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/plans", "cue", "alone", "then", "I call Sam.")
	d.State = feature.Locked
	if p := d.Get("/now/turned"); strings.Contains(p.Text, "Sam") || !strings.Contains(p.HTML, "<textarea") {
		t.Errorf("asked while locked: %s", p.Text)
	}
	if p := d.Follow("/now/turned", "words", "the cat"); !strings.Contains(p.Text, "joins the rest when you unlock") || strings.Contains(p.Text, "last 30 days") {
		t.Errorf("kept while locked: %s", p.Text)
	}
	d.State = feature.Unlocked
	if got := d.Card(); !strings.Contains(got, "1 time in") {
		t.Errorf("after unlocking: %s", got)
	}
}

func TestWhatACaptureMayHold(t *testing.T) {
	f := Feature()
	id := ebb.NewID().String()
	for body, ok := range map[string]bool{
		`{}`: true,
		`{"moment":"` + id + `","plan":"` + id + `","words":"x"}`: true,
		`{"moment":"x"}`: false,
		`{"words":"` + strings.Repeat("ä", longest) + `"}`:   true,
		`{"words":"` + strings.Repeat("ä", longest+1) + `"}`: false,
		`{"words":"x","who":"them"}`:                         false,
		`"x"`:                                                false,
	} {
		if _, err := f.Capture(TurnedTo, json.RawMessage(body)); (err == nil) != ok {
			t.Errorf("%.60s: %v", body, err)
		}
	}
	if _, err := f.Capture(Made, json.RawMessage(`{}`)); err == nil {
		t.Error("a plan can be captured")
	}
	if b, err := ebb.Encode(Turned{}); err != nil || len(b) != 1 {
		t.Errorf("nothing said is %x, %v", b, err)
	}
}

func TestAWeek(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, at := range []time.Duration{-8 * 24, -7 * 24, -1, 0} {
		d.Now = now.Add(at * time.Hour)
		d.Post("/now/turned", "words", fmt.Sprint("hour ", int(at)))
	}
	cards, err := Feature().Week(d.Request("GET", "/", nil), now.AddDate(0, 0, -7), now)
	if err != nil || len(cards) != 1 {
		t.Fatalf("%v %v", cards, err)
	}
	html := d.Render(cards[0].Template, cards[0].Data)
	if !strings.Contains(html, "2 times this week") || !strings.Contains(html, "hour -168") || !strings.Contains(html, "hour -1<") || strings.Contains(html, "hour 0") || strings.Contains(html, "hour -192") {
		t.Errorf("%s", html)
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for what, c := range map[string]struct{ cue, when, then, say string }{
		"nothing first":        {"", "", "x", "plan.bad.if"},
		"nothing then":         {"song", "", "", "plan.bad.then"},
		"signs nobody sees":    {"", "\u200b", "x", "plan.bad.if"},
		"a cue nobody offered": {"them", "x", "x", "plan.bad.cue"},
		"no pull in words":     {"other", "x", "x", "plan.bad.cue"},
		"one sign too many":    {"song", "", strings.Repeat("🙂", longest+1), "plan.bad.long"},
		"a megabyte":           {"", strings.Repeat("x", 1<<20), "x", "plan.bad.long"},
	} {
		p := d.Post("/keep/plans", "cue", c.cue, "when", c.when, "then", c.then)
		if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Say != c.say || !d.Book.Has(bad.Say) || len(d.Journal.Events) > 0 {
			t.Errorf("%s: %v", what, p.Err)
		}
	}
	if p := d.Post("/now/turned", "words", strings.Repeat("x", 1<<20)); p.Err == nil || len(d.Journal.Events) > 0 {
		t.Error("a megabyte of what was turned to is kept")
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		one := "/keep/plans/" + id
		for _, p := range []rig.Page{d.Get(one), d.Get(one + "/once"), d.Post(one, "cue", "song", "then", "y"), d.Post(one + "/once"), d.Post(one + "/out")} {
			if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%s: %v", id, p.Err)
			}
		}
	}
}

func TestWordsStayWords(t *testing.T) {
	for _, words := range []string{"<script>alert(1)</script>", "🙂👩‍👩‍👧", "אני הולכת", strings.Repeat("🙂", longest), `"><img src=x>`} {
		d := rig.New(t, now, Feature())
		d.Post("/keep/plans", "when", words, "then", words)
		d.Post("/now/turned", "words", words)
		for _, p := range []rig.Page{d.Get("/keep/plans"), d.Get("/now/turned"), d.Get("/keep/plans/" + d.Journal.Events[0].ID.String() + "/once")} {
			if !strings.Contains(p.Text, words) || strings.Contains(p.HTML, "<script>") || strings.Contains(p.HTML, "<img") {
				t.Errorf("%.30q: %.300s", words, p.Text)
			}
		}
		if got := d.Card(); !strings.Contains(got, words) {
			t.Errorf("on Today: %.300s", got)
		}
		err := see(d.Request("GET", "/", nil), func(s *State) error {
			if strings.Contains(fmt.Sprintf("%+v", s), words) {
				t.Error("the fold keeps words")
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestAsManyAsThereIsRoomFor(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range most {
		if p := d.Post("/keep/plans", "when", fmt.Sprint("w", i), "then", "t"); p.Err != nil {
			t.Fatalf("plan %d: %v", i+1, p.Err)
		}
	}
	if p := d.Post("/keep/plans", "when", "one", "then", "more"); p.Err == nil || len(d.Journal.Events) != most {
		t.Error("there is room for one too many")
	}
	p := d.Get("/keep/plans")
	if strings.Contains(p.HTML, "<textarea") || !strings.Contains(p.Text, "30 plans are here") {
		t.Errorf("full: %.200s", p.Text)
	}
	if all := offered(d); len(all) != 1+2*atOnce {
		t.Errorf("%d aids at once", len(all))
	}
	if p := d.Get("/now/turned"); strings.Count(p.HTML, `name="plan"`) != listed {
		t.Errorf("%d to choose from", strings.Count(p.HTML, `name="plan"`))
	}
}

func TestAfterAYear(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/plans", "cue", "song", "then", "y")
	if p := d.Get("/keep/plans"); strings.Contains(p.Text, "no longer fits") {
		t.Error("what is new is called old")
	}
	d.Now = now.AddDate(1, 0, 0)
	if p := d.Get("/keep/plans"); !strings.Contains(p.Text, "The oldest is from 22 November 2026.") {
		t.Errorf("a year later: %s", p.Text)
	}
}
