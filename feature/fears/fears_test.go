package fears

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

// write keeps one and returns its id.
func write(d *rig.Desk, kind, words, by string) string {
	d.T.Helper()
	if p := d.Post(base, "kind", kind, "words", words, "by", by); p.Err != nil {
		d.T.Fatal(p.Err)
	}
	return d.Journal.Events[len(d.Journal.Events)-1].ID.String()
}

func TestAFearWaitsForItsDayAndIsLookedAt(t *testing.T) {
	d := desk(t)
	if text := d.Get(base).Text; !strings.Contains(text, "and not every night until then") {
		t.Errorf("empty: %s", text)
	}
	id := write(d, "fear", "They tell everyone.", "2026-11-25")
	if text := d.Get(base).Text; !strings.Contains(text, "Waiting for their day They tell everyone.") || strings.Contains(text, "These had their day") {
		t.Errorf("written: %s", text)
	}
	if card := d.Card(); card != "" {
		t.Errorf("Today, before its day: %s", card)
	}
	if got := fmt.Sprint(d.Dues()); got != "[2026-11-25 10:00]" {
		t.Errorf("due %s", got)
	}
	d.Now = noon.AddDate(0, 0, 3)
	if text := d.Get(base).Text; !strings.Contains(text, "These had their day You feared, by 25 November 2026 They tell everyone.") {
		t.Errorf("on its day: %s", text)
	}
	if card := d.Card(); !strings.Contains(card, "Something you wrote down had its day") {
		t.Errorf("Today: %s", card)
	}
	d.Post(base+"/"+id+"/came", "came", "no")
	d.Post(base+"/"+id+"/came", "came", "no")
	if n := len(d.Journal.Events); n != 2 {
		t.Errorf("a second tap: %d events", n)
	}
	text := d.Get(base).Text
	if !strings.Contains(text, "Fears you looked at: 1. Came true: 0. After 4 more, the share stands here with its range.") || !strings.Contains(text, "It did not") {
		t.Errorf("looked at: %s", text)
	}
	if d.Card() != "" || len(d.Dues()) != 0 {
		t.Error("it is asked about again")
	}
}

func TestAtNightTodayIsSilent(t *testing.T) {
	d := desk(t)
	write(d, "fear", "x", "2026-11-22")
	for hour, shown := range map[int]bool{2: false, 6: false, 7: true, 20: true, 21: false, 23: false} {
		d.Now = time.Date(2026, 11, 23, hour, 30, 0, 0, time.UTC)
		if got := d.Card() != ""; got != shown {
			t.Errorf("at %d: shown %v", hour, got)
		}
	}
	d.Now = noon.AddDate(0, 0, 7)
	if d.Card() != "" {
		t.Error("after a week it still stands on Today")
	}
}

func TestHopesAreCountedApartAndTheSameWay(t *testing.T) {
	d := desk(t)
	for i := range 12 {
		kind, came := "fear", "no"
		if i%2 == 0 {
			kind = "hope"
		}
		if i < 2 {
			came = "yes"
		}
		d.Post(base+"/"+write(d, kind, fmt.Sprint("n", i), "")+"/came", "came", came)
	}
	d.Post(base+"/"+write(d, "fear", "who knows", "")+"/came", "came", "unclear")
	text := d.Get(base).Text
	for _, want := range []string{
		"Fears you looked at: 6. Came true: 1. The share may be anything from 3 to 56 in 100.",
		"Hopes you looked at: 6. Came true: 1. The share may be anything from 3 to 56 in 100.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
}

func TestAFearFromANightStandsHereToo(t *testing.T) {
	d := desk(t)
	e := ebb.New(tie.Worried, noon.Add(-9*time.Hour), tie.Worry{Words: "She will hear of it.", By: "2026-11-22"})
	d.Journal.Events = []ebb.Event{e}
	if text := d.Get(base).Text; !strings.Contains(text, "You feared, by 22 November 2026 She will hear of it.") {
		t.Errorf("not due: %s", text)
	}
	at := base + "/" + e.ID.String()
	if text := d.Get(at).Text; !strings.Contains(text, "a night when your head would not stop") || strings.Contains(text, "Take it out") {
		t.Errorf("alone: %s", text)
	}
	if p := d.Post(at, "words", "other"); p.Err == nil {
		t.Error("it is changed here")
	}
	if p := d.Post(at + "/out"); p.Err == nil {
		t.Error("it is taken out here")
	}
	if p := d.Post(at+"/came", "came", "yes"); p.Err != nil {
		t.Error(p.Err)
	}
}

func TestChangeTakeOutUndo(t *testing.T) {
	d := desk(t)
	id := write(d, "hope", "One call.", "")
	d.Post(base+"/"+id, "kind", "fear", "words", "No call.", "by", "2027-01-01")
	if text := d.Get(base).Text; !strings.Contains(text, "No call. A fear · 1 January 2027") {
		t.Errorf("changed: %s", text)
	}
	d.Post(base + "/" + id + "/out")
	if p := d.Get(base); !strings.Contains(p.Text, "It is taken out. Put it back") || strings.Contains(p.Text, "No call.") {
		t.Errorf("taken out: %s", p.Text)
	}
	for range 2 {
		d.Post(base + "/undo")
	}
	if text := d.Get(base).Text; !strings.Contains(text, "No call.") {
		t.Errorf("put back: %s", text)
	}
}

func TestWhatIsWrongIsSaidAndNothingKept(t *testing.T) {
	for what, form := range map[string][]string{
		"nothing":     {"words", " \u200b "},
		"too long":    {"words", strings.Repeat("é", longest+1)},
		"huge":        {"words", strings.Repeat("a", 10000)},
		"no day":      {"words", "x", "by", "2026-13-01"},
		"another day": {"words", "x", "by", "soon"},
	} {
		d := desk(t)
		if p := d.Post(base, form...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is kept", what)
		}
	}
	d := desk(t)
	id := write(d, "fear", strings.Repeat("é", longest), "")
	for _, came := range []string{"", "maybe", "YES"} {
		if p := d.Post(base+"/"+id+"/came", "came", came); p.Err == nil {
			t.Errorf("came %q is kept", came)
		}
	}
	for _, other := range []string{ebb.NewID().String(), "x", strings.Repeat("0", 4000)} {
		if p := d.Post(base+"/"+other+"/came", "came", "yes"); p.Err == nil {
			t.Errorf("%.10s: somebody else's is answered", other)
		}
	}
}

func TestTheWeek(t *testing.T) {
	d := desk(t)
	id := write(d, "fear", "They tell everyone.", "2026-11-25")
	week := func() string {
		r := d.Request("GET", "/review", nil)
		said, err := r.Week(noon.AddDate(0, 0, -3), noon.AddDate(0, 0, 4))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, s := range said {
			all.WriteString(s.Step + " " + string(s.HTML))
		}
		return all.String()
	}
	if got := week(); !strings.Contains(got, "guess") || !strings.Contains(got, "By 25 November 2026") {
		t.Error(got)
	}
	d.Post(base+"/"+id+"/came", "came", "yes")
	if got := week(); !strings.Contains(got, "It happened") {
		t.Error(got)
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for i := range rapid.IntRange(1, 6).Draw(t, "n") {
			f := ebb.New(Written, noon.Add(time.Duration(i%2)*time.Hour), Fear{Words: "w", By: rapid.SampledFrom([]string{"", "2026-12-01"}).Draw(t, "by"), Hope: i%3 == 0})
			events = append(events, f)
			for range rapid.IntRange(0, 2).Draw(t, "checks") {
				at := noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "at")) * time.Hour)
				events = append(events, ebb.New(Checked, at, Check{Of: f.ID, Came: rapid.SampledFrom([]Came{Happened, Stayed, Unclear}).Draw(t, "came")}))
			}
		}
		var before string
		for range 2 {
			s := Feature().Fold().(*State)
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			now := fmt.Sprint(s.all, s.waiting())
			for _, hope := range []bool{false, true} {
				now += fmt.Sprint(s.share(hope))
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
	for want := range 2 {
		s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
		if err != nil || s.Href != base || s.Line == "" {
			t.Errorf("%d: %v, %v", want, s, err)
		}
		write(d, "fear", "x", "")
	}
	if Feature().Guard != feature.Free {
		t.Error("naming a fear stands behind questions")
	}
}
