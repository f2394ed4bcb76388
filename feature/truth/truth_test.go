package truth

import (
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

// deck is a state of so many pairs, marked as given.
func deck(marks ...[]string) *State {
	s := &State{}
	for i, pulls := range marks {
		e := ebb.New(Written, now.Add(time.Duration(i)*time.Minute), Pair{Feeling: "f", Reality: "r", Pulls: pulls})
		if err := s.Apply(uint64(i+1), e); err != nil {
			panic(err)
		}
	}
	return s
}

func TestWhichPairIsOffered(t *testing.T) {
	none, reach, both := []string(nil), []string{"reach"}, []string{"reach", "reply"}
	for _, c := range []struct {
		what string
		s    *State
		pull string
		want []uint64 // on days 0, 1, 2, …
	}{
		{"each has its day", deck(none, none, none), "reach", []uint64{1, 2, 3, 1, 2, 3}},
		{"one is always there", deck(none), "see", []uint64{1, 1, 1}},
		{"what is marked for the pull comes first", deck(none, reach, none), "reach", []uint64{2, 2, 2}},
		{"of several marked ones each has its day", deck(reach, none, both), "reach", []uint64{1, 3, 1, 3}},
		{"another pull gets what is marked for none", deck(reach, none, both), "see", []uint64{2, 2, 2}},
		{"a pull never said gets what is marked for none", deck(reach, none), "", []uint64{2, 2}},
		{"where all are marked for others, one is there all the same", deck(reach, both), "fix", []uint64{1, 2, 1}},
	} {
		for day, want := range c.want {
			if got := c.s.offer(day, c.pull).Seq; got != want {
				t.Errorf("%s: on day %d it is %d, want %d", c.what, day, got, want)
			}
		}
	}
}

func TestOfADaysPairsExactlyOneFitsAPull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		marks := rapid.SliceOfN(rapid.SliceOfDistinct(rapid.SampledFrom(tie.Pulls), rapid.ID), 1, 12).Draw(t, "marks")
		s, day := deck(marks...), rapid.IntRange(0, 40000).Draw(t, "day")
		offers := s.offers(day)
		for _, pull := range append([]string{""}, tie.Pulls...) {
			fits := slices.DeleteFunc(slices.Clone(offers), func(e entry) bool { return len(e.pulls) > 0 && !slices.Contains(e.pulls, pull) })
			if len(fits) != 1 || fits[0].Seq != s.offer(day, pull).Seq {
				t.Fatalf("%q on day %d: %d pairs fit", pull, day, len(fits))
			}
		}
	})
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for range rapid.IntRange(1, 8).Draw(t, "n") {
			at := now.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "minute")) * time.Minute)
			events = append(events, ebb.New(Written, at, Pair{Feeling: "f", Reality: "r"}))
		}
		var before []ebb.ID
		for range 2 {
			s := &State{}
			for i, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), e); err != nil {
					t.Fatal(err)
				}
			}
			var ids []ebb.ID
			for _, e := range s.all {
				ids = append(ids, e.ID)
			}
			if before != nil && !slices.Equal(ids, before) {
				t.Fatal("another order of arrival, another deck")
			}
			before = ids
		}
	})
}

func TestANightIsOneDay(t *testing.T) {
	evening, deep, morning := now.Add(8*time.Hour), now.Add(13*time.Hour), now.Add(15*time.Hour)
	if dayOf(evening) != dayOf(deep) || dayOf(morning) != dayOf(evening)+1 {
		t.Errorf("%d at %s, %d at %s, %d at %s", dayOf(evening), evening, dayOf(deep), deep, dayOf(morning), morning)
	}
}

func TestNothingYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get("/keep/truths")
	if !strings.Contains(p.Text, "Write a feeling, and beside it what reality shows.") || strings.Count(p.HTML, "<form") != 1 {
		t.Errorf("empty: %s", p.Text)
	}
	if strings.Contains(p.HTML, "</textarea>I") || strings.Contains(p.HTML, ">I miss them.</textarea>") || !strings.Contains(p.HTML, `placeholder="I miss them."`) {
		t.Error("an example is an answer")
	}
	if all := offered(d); len(all) != 0 {
		t.Errorf("out of nothing comes %v", all)
	}
	if s, err := Feature().Shelf(d.Request("GET", "/keep", nil)); err != nil || s.Href != "/keep/truths" || s.Line != "A feeling, and what reality shows" {
		t.Errorf("%+v %v", s, err)
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

func TestAPairComesBackInAHardMoment(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Follow("/keep/truths", "feeling", " I miss \r\n them. ", "reality", "They asked twice for space.")
	if !strings.Contains(p.Text, "I miss them. They asked twice for space.") || strings.Contains(p.HTML, `placeholder="I miss them."`) {
		t.Errorf("kept: %s", p.Text)
	}
	want := feature.Aid{Step: "truths", Head: "Both are true. You wrote this on a calmer day.", Lines: []string{"I miss them.", "They asked twice for space."}}
	if all := offered(d); len(all) != 1 || fmt.Sprint(all[0]) != fmt.Sprint(want) {
		t.Errorf("offered: %+v", all)
	}
	d.State = feature.Locked
	if all := offered(d); all != nil {
		t.Errorf("while locked: %+v", all)
	}
}

func TestAMarkedPairComesWithItsPull(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/truths", "feeling", "a", "reality", "b")
	p := d.Follow("/keep/truths", "feeling", "c", "reality", "d", "pull", "see", "pull", "reach", "pull", "see", "pull", "made up")
	if !strings.Contains(p.Text, "22 November 2026 · Reach out · See them") {
		t.Errorf("marks: %s", p.Text)
	}
	all := offered(d)
	if len(all) != 2 || fmt.Sprint(all[0].Pulls) != "[ reply check clear fix other]" || fmt.Sprint(all[1].Pulls, all[1].Lines) != "[reach see] [c d]" {
		t.Errorf("%+v", all)
	}
}

func TestChangeTakeOutUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/truths", "feeling", "former", "reality", "half", "pull", "fix")
	one := "/keep/truths/" + d.Journal.Events[0].ID.String()
	p := d.Get(one)
	if !strings.Contains(p.HTML, ">former</textarea>") || !strings.Contains(p.HTML, `value="fix" checked`) || strings.Contains(p.HTML, "placeholder") {
		t.Errorf("the form does not show what was kept: %s", p.HTML)
	}
	p = d.Follow(one, "feeling", "second", "reality", "half")
	if !strings.Contains(p.Text, "second") || strings.Contains(p.Text, "former") || strings.Contains(p.Text, "· Fix it") {
		t.Errorf("changed: %s", p.Text)
	}
	p = d.Follow(one + "/out")
	if strings.Contains(p.Text, "second") || !strings.Contains(p.Text, "The pair is taken out. Undo") || len(offered(d)) != 0 {
		t.Errorf("taken out: %s", p.Text)
	}
	if p := d.Get(one); p.Err == nil {
		t.Error("a pair that was taken out still opens")
	}
	p = d.Follow("/keep/truths/undo")
	if !strings.Contains(p.Text, "second") || strings.Contains(p.Text, "Undo") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post("/keep/truths/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for what, c := range map[string]struct{ feeling, reality, say string }{
		"a feeling alone":       {"x", "", "truth.bad.half"},
		"reality alone":         {"", "x", "truth.bad.half"},
		"signs nobody sees":     {"\u200b", "x", "truth.bad.half"},
		"one sign too many":     {"x", strings.Repeat("ä", longest+1), "truth.bad.long"},
		"a megabyte":            {strings.Repeat("x", 1<<20), "x", "truth.bad.long"},
		"a whole page of faces": {strings.Repeat("🙂", longest+1), "x", "truth.bad.long"},
	} {
		p := d.Post("/keep/truths", "feeling", c.feeling, "reality", c.reality)
		if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Say != c.say || !d.Book.Has(bad.Say) || len(d.Journal.Events) > 0 {
			t.Errorf("%s: %v", what, p.Err)
		}
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		for _, p := range []rig.Page{d.Get("/keep/truths/" + id), d.Post("/keep/truths/"+id, "feeling", "x", "reality", "y"), d.Post("/keep/truths/" + id + "/out")} {
			if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%s: %v", id, p.Err)
			}
		}
	}
}

func TestWordsStayWords(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, words := range []string{"<script>alert(1)</script>", "🙂👩‍👩‍👧", "אני מתגעגעת", strings.Repeat("🙂", longest), `"><img src=x>`} {
		p := d.Follow("/keep/truths", "feeling", words, "reality", words)
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

func TestAFullDeck(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range most {
		if p := d.Post("/keep/truths", "feeling", fmt.Sprint("f", i), "reality", "r"); p.Err != nil {
			t.Fatalf("pair %d: %v", i+1, p.Err)
		}
	}
	if p := d.Post("/keep/truths", "feeling", "one", "reality", "more"); p.Err == nil || len(d.Journal.Events) != most {
		t.Error("there is room for one too many")
	}
	p := d.Get("/keep/truths")
	if strings.Contains(p.HTML, "<textarea") || !strings.Contains(p.Text, "50 pairs are here") || !strings.Contains(p.Text, "f0") || !strings.Contains(p.Text, "f49") {
		t.Errorf("full: %.200s", p.Text)
	}
	if all := offered(d); len(all) != 1 {
		t.Errorf("%d pairs at once", len(all))
	}
	d.Follow("/keep/truths/" + d.Journal.Events[3].ID.String() + "/out")
	if p := d.Get("/keep/truths"); !strings.Contains(p.HTML, "<textarea") {
		t.Error("one out, and still no room")
	}
}

func TestAfterAYear(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/truths", "feeling", "a", "reality", "b")
	if p := d.Get("/keep/truths"); strings.Contains(p.Text, "no longer fits") {
		t.Error("what is new is called old")
	}
	d.Now = now.AddDate(1, 0, 0)
	if p := d.Get("/keep/truths"); !strings.Contains(p.Text, "The oldest is from 22 November 2026.") {
		t.Errorf("a year later: %s", p.Text)
	}
}
