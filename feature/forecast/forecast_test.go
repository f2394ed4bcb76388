package forecast

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

func desk(t *testing.T) *rig.Desk { return rig.New(t, noon, Feature()) }

func TestOneForecastFromSayingToScore(t *testing.T) {
	d := desk(t)
	if p := d.Post(base, "about", "write", "chance", "70", "by", "2026-12-01", "hope", "yes"); p.Err != nil {
		t.Fatal(p.Err)
	}
	text := d.Get(base).Text
	for _, want := range []string{"They write to me", "You said 70 %, by 1 December 2026, and you hoped for it.", "cannot be changed before its day"} {
		if !strings.Contains(text, want) {
			t.Errorf("open: %q is missing in %s", want, text)
		}
	}
	if strings.Contains(text, "It did not come.") || strings.Contains(text, "How likely is it?") {
		t.Errorf("open: %s", text)
	}
	if p := d.Post(base, "about", "call", "chance", "10", "by", "2026-12-01"); p.Err == nil {
		t.Error("a second one is open")
	}
	if p := d.Post(base+"/came", "came", "no"); p.Err == nil {
		t.Error("before its day it has not come")
	}
	d.Now = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	for range 2 {
		if p := d.Post(base+"/came", "came", "no"); p.Err != nil {
			t.Error(p.Err)
		}
	}
	if n := len(d.Journal.Events); n != 2 {
		t.Errorf("%d events", n)
	}
	text = d.Get(base).Text
	for _, want := range []string{"1 forecast had its day. How far off it was: 0.49.", "After 9 more", "Hoped for: 1. Came: 0.", "It did not come."} {
		if !strings.Contains(text, want) {
			t.Errorf("resolved: %q is missing in %s", want, text)
		}
	}
}

// resolve makes and resolves so many forecasts, a day each.
func resolve(d *rig.Desk, n int, about, chance, came string) {
	d.T.Helper()
	for range n {
		if p := d.Post(base, "about", about, "chance", chance, "by", d.Now.AddDate(0, 0, 1).Format(time.DateOnly)); p.Err != nil {
			d.T.Fatal(p.Err)
		}
		d.Now = d.Now.AddDate(0, 0, 1)
		if p := d.Post(base+"/came", "came", came); p.Err != nil {
			d.T.Fatal(p.Err)
		}
	}
}

func TestFromTenOnItStandsBesideSayingTheSame(t *testing.T) {
	d := desk(t)
	resolve(d, 9, "write", "20", "no")
	if html := d.Get(base).HTML; strings.Contains(html, "<svg") || strings.Contains(html, "further off") {
		t.Error("nine are compared")
	}
	resolve(d, 1, "write", "20", "yes")
	text := d.Get(base).Text
	for _, want := range []string{"10 forecasts had their day. How far off they were: 0.10.", "would have been further off. You saved 60 % of its distance.", "Where you said about 20 %, it came 1 of 10 times."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	bad := desk(t)
	resolve(bad, 10, "call", "90", "no")
	if text := bad.Get(base).Text; !strings.Contains(text, "as close or closer, by 224 %") {
		t.Errorf("worse: %s", text)
	}
}

func TestThePublishedFigureStandsBesideIt(t *testing.T) {
	d := desk(t)
	d.Journal.Events = []ebb.Event{ebb.New(tie.Stands, noon.AddDate(0, 0, -1), tie.Standing{EndedBy: tie.ByThem, Since: "2026-10-22"})}
	d.Post(base, "about", "back", "chance", "50", "by", "2027-02-20")
	if text := d.Get(base).Text; !strings.Contains(text, "Published for other couples, then: 12 in 100.") {
		t.Error(text)
	}
	together := desk(t)
	together.Journal.Events = []ebb.Event{ebb.New(tie.Stands, noon, tie.Standing{EndedBy: tie.NotEnded, Since: "2026-10-22"})}
	together.Post(base, "about", "back", "chance", "50", "by", "2027-02-20")
	if text := together.Get(base).Text; strings.Contains(text, "Published for") {
		t.Error("a figure about couples who parted stands beside one that did not")
	}
}

func TestAGuessAboutAnAnswerCounts(t *testing.T) {
	type guessed struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		tie.Guess
	}
	type came struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		tie.Resolution
	}
	d, m := desk(t), ebb.NewID()
	d.Journal.Events = []ebb.Event{ebb.New(tie.Guessed, noon, guessed{m, tie.Guess{Chance: 80, By: "2026-11-25"}})}
	if p := d.Get(base); !strings.Contains(p.HTML, `href="/now/guess"`) || strings.Contains(p.HTML, `name="chance"`) {
		t.Error("a second one is offered")
	}
	if p := d.Post(base, "about", "write", "chance", "70", "by", "2026-12-01"); p.Err == nil {
		t.Error("a second one is open")
	}
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Came, noon.Add(time.Hour), came{m, tie.Resolution{Answer: true}}))
	if text := d.Get(base).Text; !strings.Contains(text, "1 forecast had its day. How far off it was: 0.04.") {
		t.Error(text)
	}
}

func TestWhatIsRefused(t *testing.T) {
	good := map[string]string{"about": "own", "words": "A letter comes", "chance": "30", "by": "2026-12-01", "hope": "no"}
	for what, change := range map[string][2]string{
		"nothing chosen":        {"about", ""},
		"something unknown":     {"about", "miss"},
		"no words":              {"words", " "},
		"too many words":        {"words", strings.Repeat("a", longest+1)},
		"huge":                  {"words", strings.Repeat("a ", 5000)},
		"a profile":             {"words", "They change their profile."},
		"a story":               {"words", "a new STORY with me in it"},
		"last seen":             {"words", "last seen before midnight"},
		"more than sure":        {"chance", "105"},
		"less than never":       {"chance", "-5"},
		"no step":               {"chance", "33"},
		"a word for a number":   {"chance", "half"},
		"many digits":           {"chance", "0000050"},
		"yesterday":             {"by", "2026-11-21"},
		"far away":              {"by", "2028-01-01"},
		"no day":                {"by", "soon"},
		"an answer that is not": {"hope", "very"},
	} {
		d, form := desk(t), []string(nil)
		for k, v := range good {
			if k == change[0] {
				v = change[1]
			}
			form = append(form, k, v)
		}
		if p := d.Post(base, form...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is kept", what)
		}
	}
	d := desk(t)
	for _, came := range []string{"", "maybe"} {
		if p := d.Post(base+"/came", "came", came); p.Err == nil {
			t.Errorf("came %q", came)
		}
	}
	for _, path := range []string{"/came", "/drop"} {
		if p := d.Post(base+path, "came", "yes"); p.Err != nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s without an open one: %v", path, p.Err)
		}
	}
}

func TestDroppedItCountsNowhere(t *testing.T) {
	d := desk(t)
	d.Post(base, "about", "own", "words", "שלום, a letter", "chance", "30", "by", "2026-12-01")
	if text := d.Get(base).Text; !strings.Contains(text, "שלום, a letter") {
		t.Error(text)
	}
	d.Post(base + "/drop")
	if text := d.Get(base).Text; strings.Contains(text, "שלום") || !strings.Contains(text, "How likely is it?") {
		t.Error(text)
	}
}

func TestItRemindsNobody(t *testing.T) {
	f := Feature()
	if f.Due != nil || f.Card != nil || f.Aids != nil || f.Guard != feature.NoSkip {
		t.Error("it stands where nobody asked for it, or before the questions")
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for i := range rapid.IntRange(1, 5).Draw(t, "n") {
			m := ebb.New(Made, noon.Add(time.Duration(i%2)*time.Hour), Forecast{About: "write", Chance: 10 * i, By: "2026-12-01", Hope: tie.Yes})
			events = append(events, m, ebb.New(tie.Stands, noon.Add(time.Duration(i)*time.Hour), tie.Standing{Since: fmt.Sprintf("2026-0%d-01", i+1)}))
			for range rapid.IntRange(0, 2).Draw(t, "results") {
				at := noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "at")) * time.Hour)
				events = append(events, ebb.New(Came, at, Result{Of: m.ID, Came: rapid.SampledFrom([]tie.YesNo{tie.Yes, tie.No}).Draw(t, "came")}))
			}
		}
		var before string
		for range 2 {
			s := newState()
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			hoped, came := s.hoped()
			now := fmt.Sprint(s.open(), s.resolved(), hoped, came, s.standing)
			if before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			}
			before = now
		}
	})
}
