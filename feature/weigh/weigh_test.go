package weigh

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
	"ebb/tie/exchange"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

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
	p := d.Get("/decide/weigh")
	says(t, p, "Begin with whichever list is easiest.", "Add for letting go", "Add for keeping", "Add against letting go", "Add against keeping")
	s, err := step(d.Request("GET", "/decide", nil))
	if err != nil || s.Line != "Not started" {
		t.Errorf("%+v %v", s, err)
	}
	if cards, err := week(d.Request("GET", "/", nil), now.AddDate(0, 0, -6), now); err != nil || cards != nil {
		t.Errorf("the review: %v %v", cards, err)
	}
}

func TestTheHeaviestStandsFirst(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/weigh/go-for", "words", "light", "size", "1")
	d.Post("/decide/weigh/go-for", "words", "heavy", "size", "3")
	d.Post("/decide/weigh/go-for", "words", "half", "size", "2")
	p := d.Follow("/decide/weigh/keep-for", "words", "the garden", "size", "3")
	says(t, p, "For keeping", "the garden")
	p = d.Get("/decide/weigh")
	says(t, p, "heavy ●●● very much half ●●○ a good deal light ●○○ a little")
	s, _ := step(d.Request("GET", "/decide", nil))
	if s.Line != "3 lines on letting go, 1 line on keeping, on 22 November 2026" {
		t.Error(s.Line)
	}
}

// Both choices have the same looks, and nothing is added up.
func TestBothChoicesLookAlike(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, list := range tie.ReasonLists {
		d.Post("/decide/weigh/"+list, "words", "the same", "size", "2")
	}
	html := d.Get("/decide/weigh").HTML
	var parts []string
	for _, part := range strings.Split(html, "<section")[1:5] {
		part = part[:strings.Index(part, "</section>")]
		for _, e := range d.Journal.Events {
			part = strings.ReplaceAll(part, e.ID.String(), "id")
		}
		for _, list := range tie.ReasonLists {
			part = strings.ReplaceAll(part, list, "list")
		}
		for _, words := range []string{"letting go", "keeping"} {
			part = strings.ReplaceAll(part, words, "it")
		}
		parts = append(parts, strings.NewReplacer("Against", "For", "against", "for").Replace(part))
	}
	for _, part := range parts[1:] {
		if part != parts[0] {
			t.Errorf("it looks different: %s and %s", parts[0], part)
		}
	}
	for _, list := range tie.ReasonLists {
		if n := len(starters[list]); n < 5 || n > 6 {
			t.Errorf("%s has %d starters", list, n)
		}
	}
}

func TestStartersAreOneTap(t *testing.T) {
	d := rig.New(t, now, Feature())
	says(t, d.Get("/decide/weigh/keep-against"), "It would be for convenience", "The old habits go on", "What it costs in sleep")
	p := d.Follow("/decide/weigh/keep-against", "topic", "convenience")
	says(t, p, "It would be for convenience ●●○")
	if strings.Count(p.Text, "for convenience") != 1 {
		t.Error("it is still offered")
	}
	d.Post("/decide/weigh/keep-against", "topic", "convenience")
	d.Post("/decide/weigh/keep-against", "words", "it would be for CONVENIENCE")
	if n := len(d.Journal.Events); n != 1 {
		t.Errorf("the same line %d times", n)
	}
	if p := d.Post("/decide/weigh/keep-against", "topic", "lonely"); p.Err == nil {
		t.Error("a starter of another list is taken")
	}
}

func TestEveryStarterHasItsWords(t *testing.T) {
	d := rig.New(t, now, Feature())
	for list, topics := range starters {
		seen := map[string]bool{}
		for _, topic := range topics {
			words := d.Book.Say("weigh.starter", "list", list, "topic", topic)
			if seen[words] {
				t.Errorf("%s: two starters say %q", list, words)
			}
			seen[words] = true
		}
	}
}

func at(n int) *int { return &n }

// records are a list of needs, five promises and a chat.
func records() (all []ebb.Event) {
	all = append(all, ebb.New(tie.Needs, now, tie.NeedList{Needs: []tie.Need{
		{ID: ebb.NewID(), Subject: "honesty", Weight: at(9), Met: at(3)},
		{ID: ebb.NewID(), Own: "slow Sundays", Weight: at(8), Met: at(9)},
		{ID: ebb.NewID(), Subject: "time", Weight: at(2), Met: at(1)},
		{ID: ebb.NewID(), Subject: "trust", Weight: at(9), Met: at(0), Want: true},
		{ID: ebb.NewID(), Subject: "respect"},
	}}))
	for i, kept := range []tie.Kept{tie.KeptWhole, tie.KeptWhole, tie.KeptNot, tie.KeptNot, tie.KeptNot, tie.KeptPart} {
		p := ebb.New(tie.Promised, now.Add(time.Duration(i)*time.Minute), tie.Promise{Words: "x"})
		all = append(all, p, ebb.New(tie.Held, now.Add(time.Hour), tie.Outcome{Promise: p.ID, Kept: kept}))
	}
	mine := ebb.New(tie.Promised, now, tie.Promise{Words: "x", Mine: true})
	all = append(all, mine, ebb.New(tie.Held, now.Add(time.Hour), tie.Outcome{Promise: mine.ID, Kept: tie.KeptNot}))
	return append(all, ebb.New(tie.Messages, now, exchange.Tally{Gaps: []exchange.GapView{{Hours: 1}, {Hours: gapHours, Starts: exchange.Starts{Me: 120, Them: 60}}}}))
}

func TestOwnRecordsAreOfferedAndNeverAddedByThemselves(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Journal.Events = records()
	saysNot(t, d.Get("/decide/weigh"), "promises", "Honesty", "Sundays")
	says(t, d.Get("/decide/weigh/go-for"), "Honesty: importance 9, met 3 From your needs and wants of 22 November 2026, both from 0 to 10")
	saysNot(t, d.Get("/decide/weigh/go-for"), "Sundays", "promises", "Time together", "Trust")
	says(t, d.Get("/decide/weigh/go-against"), "slow Sundays: importance 8, met 9")
	for _, list := range []string{"keep-for", "keep-against"} { // which it is, the person knows
		says(t, d.Get("/decide/weigh/"+list), "They kept 2 of 5 promises, a share of 12 to 77 %", "Those partly kept are left out.", "I began 120 of 180 talks, a share of 59 to 73 %", "after 6 quiet hours")
	}
	n := len(d.Journal.Events)
	p := d.Follow("/decide/weigh/keep-against", "topic", "promises")
	says(t, p, "They kept 2 of 5 promises, a share of 12 to 77 % ●●○")
	if len(d.Journal.Events) != n+1 || strings.Count(p.Text, "They kept") != 1 {
		t.Errorf("added: %s", p.Text)
	}
}

func TestAfterAYesNobodyIsAskedWhetherItFeelsSafe(t *testing.T) {
	for _, said := range []ebb.Event{
		ebb.New(tie.Answered, now, tie.Safety{Hurt: tie.Yes}), ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}), ebb.New(tie.Feared, now, struct{}{}),
	} {
		d := rig.New(t, now, Feature())
		d.Journal.Events = append(records(), said)
		p := d.Get("/decide/weigh/keep-for")
		says(t, p, "They kept 2 of 5", "It is familiar")
		saysNot(t, p, "It feels safe", "talks", "do for a future")
		if p := d.Post("/decide/weigh/keep-for", "topic", "starts"); p.Err == nil {
			t.Error("the share of starts is taken all the same")
		}
	}
}

func TestWhatStandsTwiceIsNamed(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/weigh/go-against", "topic", "friends")
	saysNot(t, d.Get("/decide/weigh"), "In more than one list")
	d.Post("/decide/weigh/keep-for", "topic", "friends")
	d.Post("/decide/weigh/go-for", "words", "The Sea")
	d.Now = now.Add(time.Minute)
	d.Post("/decide/weigh/keep-for", "words", "the sea")
	says(t, d.Get("/decide/weigh"), "In more than one list", "Friends we share · For keeping · Against letting go", "The Sea · For letting go · For keeping", "It is one thing, even if it stands twice.")
}

func TestChangeMoveTakeOutUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/weigh/go-for", "topic", "freedom")
	one := "/decide/weigh/line/" + d.Journal.Events[0].ID.String()
	p := d.Get(one)
	if !strings.Contains(p.HTML, ">My freedom</textarea>") || !strings.Contains(p.HTML, `name="size" value="2" checked`) || !strings.Contains(p.HTML, `name="list" value="go-for" checked`) {
		t.Errorf("the form does not show what was kept: %s", p.HTML)
	}
	says(t, d.Follow(one, "words", "Friday nights", "size", "3", "list", "keep-against"), "Against keeping Friday nights ●●●")
	n := len(d.Journal.Events)
	if d.Post(one, "words", "Friday nights", "size", "3", "list", "keep-against"); len(d.Journal.Events) != n {
		t.Error("a repeated form is kept twice")
	}
	p = d.Follow(one + "/out")
	says(t, p, "The line is taken out. Undo")
	saysNot(t, p, "Friday")
	if gone := d.Get(one); gone.Err == nil {
		t.Error("a line that was taken out still opens")
	}
	says(t, d.Follow("/decide/weigh/undo"), "Friday nights")
	n = len(d.Journal.Events)
	if d.Post("/decide/weigh/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/weigh/go-for", "words", "x")
	one, n := "/decide/weigh/line/"+d.Journal.Events[0].ID.String(), len(d.Journal.Events)
	for what, p := range map[string]rig.Page{
		"no such list":      d.Post("/decide/weigh/stay.for", "words", "x"),
		"no such page":      d.Get("/decide/weigh/stay.for"),
		"nothing":           d.Post("/decide/weigh/go-for", "words", " \u200b "),
		"a size of none":    d.Post("/decide/weigh/go-for", "words", "y", "size", "0"),
		"a size too large":  d.Post("/decide/weigh/go-for", "words", "y", "size", "11"),
		"a size in words":   d.Post("/decide/weigh/go-for", "words", "y", "size", "much"),
		"somebody else's":   d.Post("/decide/weigh/line/"+ebb.NewID().String(), "words", "y"),
		"moved to no list":  d.Post(one, "words", "y", "list", "stay"),
		"taken out, unseen": d.Post("/decide/weigh/line/x/out"),
	} {
		bad, ok := p.Err.(*ebb.Problem)
		if !ok || !d.Book.Has(bad.Say) {
			t.Errorf("%s: %v", what, p.Err)
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was kept")
	}
	long := strings.Repeat("ä", 10000)
	for _, path := range []string{"/decide/weigh/go-for", one} {
		if p := d.Post(path, "words", long, "size", "3"); p.Status != 422 || !strings.Contains(p.HTML, long) || !strings.Contains(p.Text, "9800 signs longer") || !strings.Contains(p.HTML, `name="size" value="3" checked`) || len(d.Journal.Events) != n {
			t.Errorf("%s: %d %v %.300s", path, p.Status, p.Err, p.Text)
		}
	}
}

func TestAFullList(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range most {
		d.Post("/decide/weigh/go-for", "words", fmt.Sprint("line ", i))
	}
	if p := d.Post("/decide/weigh/go-for", "words", "one more"); p.Err == nil || len(d.Journal.Events) != most {
		t.Error("there is room for one too many")
	}
	if p := d.Post("/decide/weigh/keep-for", "words", "one more"); p.Err != nil {
		t.Errorf("another list: %v", p.Err)
	}
}

func TestWordsStayWords(t *testing.T) {
	for _, words := range []string{"<script>alert(1)</script>", "🙂👩‍👩‍👧", "אני מתגעגעת", strings.Repeat("🙂", longest), `"><img src=x>`} {
		d := rig.New(t, now, Feature())
		d.Post("/decide/weigh/go-for", "words", words)
		p := d.Get("/decide/weigh")
		if !strings.Contains(p.Text, words) || strings.Contains(p.HTML, "<script>") || strings.Contains(p.HTML, "<img") {
			t.Errorf("%.30q: %.300s", words, p.Text)
		}
		s := newState()
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

func TestTheReviewHandsBackWhatWasWritten(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/weigh/go-for", "words", "light", "size", "1")
	d.Post("/decide/weigh/go-for", "words", "heavy", "size", "3")
	d.Post("/decide/weigh/keep-for", "words", "garden", "size", "1")
	r := d.Request("GET", "/", nil)
	cards, err := week(r, now.AddDate(0, 0, -6), now.AddDate(0, 0, 1))
	if err != nil || len(cards) != 1 {
		t.Fatal(cards, err)
	}
	html := d.Render(cards[0].Template, cards[0].Data)
	if strings.Index(html, "heavy") > strings.Index(html, "light") || !strings.Contains(html, "garden") {
		t.Error(html)
	}
	if cards, _ := week(r, now.AddDate(0, 0, 1), now.AddDate(0, 0, 8)); cards != nil {
		t.Error("it comes back every week")
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := append(records(), ebb.New(tie.Weighed, now, tie.Reason{}), ebb.New(tie.Weighed, now, tie.Reason{}), ebb.New(tie.Needs, now.Add(time.Second), tie.NeedList{}))
		var before string
		for range 2 {
			s := newState()
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			kept, of := s.promises()
			if now := fmt.Sprint(s.lines, s.needs, s.starts, kept, of); before != "" && now != before {
				t.Fatal("another order of arrival, another state")
			} else {
				before = now
			}
		}
	})
}
