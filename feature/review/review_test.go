package review

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
)

// now is a Sunday evening.
var now = time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)

// another feature that has something to say about a week.
func another() *feature.Feature {
	return &feature.Feature{Name: "another", Files: fstest.MapFS{
		"another.tmpl": {Data: []byte(`{{define "another/week"}}<p>Three calls with {{.}}.</p>{{end}}`)}, "words/en.json": {Data: []byte(`{"another.x": "x"}`)},
	}, Week: func(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
		return []feature.Card{{Template: "another/week", Data: "Sam"}}, nil
	}}
}

func at(daysAgo int, kind string, body any) ebb.Event {
	return ebb.New(kind, now.AddDate(0, 0, -daysAgo), body)
}

// through goes on from card to card.
func through(d *rig.Desk, answers map[string][]string) (path []string) {
	p := d.Get("/review")
	for range Cards {
		name := card1(p)
		path = append(path, name)
		pairs := append([]string{"card", name, "do", "keep"}, answers[name]...)
		if answers[name] == nil {
			pairs[3] = "leave"
		}
		p = d.Follow("/review", pairs...)
	}
	return append(path, card1(p))
}

func card1(p rig.Page) string {
	if x, ok := p.Data.(page); ok {
		return x.Card
	}
	return "?"
}

func TestFiveCardsAndThenItEnds(t *testing.T) {
	d := rig.New(t, now, Feature(), another())
	p := d.Get("/review")
	for _, want := range []string{"Card 1 of 5", "16 November to 22 November", "What happened", "Three calls with Sam."} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("the first card lacks %q: %s", want, p.Text)
		}
	}
	path := through(d, map[string][]string{
		"happened": {}, "need": {"need", "rest", "met", "partly", "by", "friend"}, "next": {"text", "walk at\nthe lake", "who", "Sam"},
	})
	if got := strings.Join(path, " "); got != "happened moment guess need next end" {
		t.Errorf("the way is %s", got)
	}
	p = d.Get("/review")
	for _, want := range []string{"That is all.", "Rest: partly met, by a friend.", "walk at the lake", "With Sam", "from 29 November on"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("the end lacks %q: %s", want, p.Text)
		}
	}
	d.Now = now.AddDate(0, 0, 7)
	if p := d.Get("/review"); !strings.Contains(p.Text, "What you set out to do walk at the lake With Sam") || !strings.Contains(p.Text, "23 November to 29 November") {
		t.Errorf("a week later: %s", p.Text)
	}
	if p := d.Get("/review?card=need"); !strings.Contains(p.Text, "Last time: Rest: partly met, by a friend.") {
		t.Errorf("a week later the need: %s", p.Text)
	}
}

func TestEachCardIsKeptAsItHappens(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/review", "card", "happened", "do", "keep")
	d.Post("/review", "card", "moment", "do", "leave")
	if got := card1(d.Get("/review")); got != "guess" {
		t.Errorf("an hour later it goes on with %s", got)
	}
	d.Now = now.AddDate(0, 0, 4)
	if got := card1(d.Get("/review")); got != "happened" {
		t.Errorf("days later it goes on with %s", got)
	}
}

func TestMissedWeeksAreOneAndNeverOverdue(t *testing.T) {
	day := func(ago int) string { return now.AddDate(0, 0, -ago).Format(time.DateOnly) }
	for _, c := range []struct {
		what   string
		events []ebb.Event
		want   string
	}{
		{"never looked at: a week", nil, "16 November to 22 November"},
		{"looked at a week ago", []ebb.Event{at(7, KindEnded, Ended{day(13), day(6)})}, "16 November to 22 November"},
		{"three weeks ago", []ebb.Event{at(21, KindEnded, Ended{day(28), day(21)})}, "Since 1 November"},
		{"seven weeks ago", []ebb.Event{at(49, KindEnded, Ended{day(56), day(49)})}, "Since 4 October"},
		{"half a year ago: a week", []ebb.Event{at(183, KindEnded, Ended{day(190), day(183)})}, "16 November to 22 November"},
		{"asked for a month ago, never looked at", []ebb.Event{at(31, KindWanted, Wanted{true})}, "Since 22 October"},
		{"looked at two days ago: that one", []ebb.Event{at(2, KindEnded, Ended{day(9), day(1)})}, "13 November to 20 November"},
		{"five days ago: a short one", []ebb.Event{at(5, KindEnded, Ended{day(12), day(4)})}, "18 November to 22 November"},
	} {
		d := rig.New(t, now, Feature())
		d.Journal.Events = c.events
		if p := d.Get("/review"); !strings.Contains(p.Text, c.want) || strings.Contains(p.Text, "overdue") && !strings.Contains(p.Text, "never overdue") {
			t.Errorf("%s: %s", c.what, p.Text)
		}
	}
}

func TestWhatIsRefusedAndWhatIsLeftOut(t *testing.T) {
	for _, c := range []struct {
		what  string
		pairs []string
		kinds string // "" refused
	}{
		{"a card that is none", []string{"card", "score"}, ""},
		{"a need without an answer", []string{"card", "need", "do", "keep", "need", "rest"}, ""},
		{"an answer without a need", []string{"card", "need", "do", "keep", "met", "yes"}, ""},
		{"a need nobody offered", []string{"card", "need", "do", "keep", "need", "power", "met", "yes"}, ""},
		{"too many words", []string{"card", "next", "do", "keep", "text", strings.Repeat("ä", longNext+1)}, ""},
		{"nothing chosen", []string{"card", "need", "do", "keep"}, KindCard},
		{"a need left out though filled in", []string{"card", "need", "do", "leave", "need", "rest", "met", "yes"}, KindCard},
		{"a word of one's own", []string{"card", "need", "do", "keep", "word", "sea", "met", "yes"}, KindNeed + " " + KindCard},
		{"the last one ends it", []string{"card", "next", "do", "leave"}, KindCard + " " + KindEnded},
	} {
		d := rig.New(t, now, Feature())
		p := d.Post("/review", c.pairs...)
		var kinds []string
		for _, e := range d.Journal.Events {
			kinds = append(kinds, e.Kind)
		}
		if got := strings.Join(kinds, " "); got != c.kinds || (p.Err == nil) != (c.kinds != "") {
			t.Errorf("%s: kept %q, %v", c.what, got, p.Err)
		}
	}
}

func TestNeedsStandInPatterns(t *testing.T) {
	d := rig.New(t, now, Feature())
	if got := d.Panel(); !strings.Contains(got, "No weekly review has named a need so far. A figure needs 5 more.") || !strings.Contains(got, "Look back on the week") {
		t.Errorf("%q", got)
	}
	for i, met := range []string{"yes", "no", "yes", "partly", "yes"} {
		d.Journal.Events = append(d.Journal.Events, at(7*i, KindNeed, Need{Need: "own", Word: fmt.Sprint("sea ", i), Met: met, By: "me"}))
	}
	got := d.Panel()
	for _, want := range []string{"Met in 3 of 5 weeks, a share of 23 to 88 %.", "[22 November sea 0 Met Me]", "[15 November sea 1 Not met Me]", "Of 4 that were met or partly met: 4 by you"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q: %q", want, got)
		}
	}
}

func TestPromptsThinAsMomentsGrowRare(t *testing.T) {
	for _, c := range []struct {
		hard, days int // days ago of the last hard moment; from now on
		asked      bool
		named, out bool
	}{
		{1, 0, true, true, false},
		{1, 0, false, false, false}, // not asked for
		{1, 1, true, false, false},  // no Sunday
		{14, 0, true, false, false}, // week 47
		{14, 7, true, true, false},  // week 48
		{28, 0, true, false, false}, // not the first Sunday of the month
		{28, 14, true, true, false}, // 6 December
		{56, 0, true, false, true},
		{55, 0, true, false, false},
		{-1, 0, true, true, false}, // never a hard moment: nothing to grow rare
	} {
		d := rig.New(t, now.AddDate(0, 0, c.days), Feature())
		if c.asked {
			d.Journal.Events = append(d.Journal.Events, at(3, KindWanted, Wanted{true}))
		}
		if c.hard >= 0 {
			d.Journal.Events = append(d.Journal.Events, at(c.hard, "hold.pull", "not read"))
		}
		got := d.Card()
		named, out := strings.Contains(got, "The week, if you like"), strings.Contains(got, "quiet for eight weeks")
		if named != c.named || out != c.out {
			t.Errorf("last moment %d days before, %d days on, asked for %v: named %v, way out %v", c.hard, c.days, c.asked, named, out)
		}
	}
}

func TestComingSundaysAreDueWhereTheReviewWasAskedForAndThinOutToo(t *testing.T) {
	for _, c := range []struct {
		asked bool
		hard  int // days ago of the last hard moment
		want  string
	}{
		{false, 1, ""},
		{true, 1, "2026-11-22 18:00, 2026-11-29 18:00, 2026-12-13 18:00"},
		{true, 60, ""},
	} {
		d := rig.New(t, now, Feature())
		if c.asked {
			d.Journal.Events = append(d.Journal.Events, at(3, KindWanted, Wanted{true}))
		}
		d.Journal.Events = append(d.Journal.Events, at(c.hard, "hold.pull", "not read"))
		if got := strings.Join(d.Dues(), ", "); got != c.want {
			t.Errorf("asked for %v, %d quiet days: due %q", c.asked, c.hard, got)
		}
	}
}

func TestTheWayOutIsOfferedOnceInEightWeeks(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Journal.Events = append(d.Journal.Events, at(60, "hold.outcome", "not read"))
	if !strings.Contains(d.Card(), "quiet for eight weeks") {
		t.Fatal("after sixty days it is not offered")
	}
	d.Post("/review/stay")
	for _, c := range []struct {
		days int
		want bool
	}{{0, false}, {1, false}, {55, false}, {56, true}, {200, true}} {
		d.Now = now.AddDate(0, 0, c.days)
		if got := strings.Contains(d.Card(), "quiet for eight weeks"); got != c.want {
			t.Errorf("%d days after leaving it: offered %v", c.days, got)
		}
	}
	d.Now = now.AddDate(0, 0, 100)
	d.State = feature.Draft
	if d.Card() != "" {
		t.Error("a draft ends by itself, and is offered a way out")
	}
}

func TestAnyOrderGivesTheSameAndNoWordIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			ago := rapid.IntRange(0, 60).Draw(t, "ago")
			date := now.AddDate(0, 0, -ago).Format(time.DateOnly)
			e := []ebb.Event{
				at(ago, KindCard, Looked{date, "need", false}), at(ago, KindEnded, Ended{date, date}), at(ago, KindWanted, Wanted{ago%2 == 0}),
				at(ago, KindNeed, Need{"own", "secret", "yes", "me"}), at(ago, KindNext, Next{"secret", "secret"}), at(ago, "hold.pull", 1), at(ago, KindStayed, struct{}{}),
			}[rapid.IntRange(0, 6).Draw(t, "kind")]
			e.ID = ebb.ID{byte(i), 1}
			events = append(events, e)
		}
		look := func(events []ebb.Event) string {
			s := &State{}
			for _, e := range events {
				if err := s.Apply(uint64(e.ID[0])+1, e); err != nil {
					t.Fatal(err)
				}
			}
			return fmt.Sprintf("%+v", *s)
		}
		want := look(events)
		if got := look(rapid.Permutation(events).Draw(t, "order")); got != want {
			t.Fatalf("another order gives\n%s, not\n%s", got, want)
		}
		if strings.Contains(want, "secret") {
			t.Fatalf("the fold keeps a word: %s", want)
		}
	})
}
