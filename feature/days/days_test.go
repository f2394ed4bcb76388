package days

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/feature/days/fact"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func desk(t *testing.T) *rig.Desk { return rig.New(t, noon, Feature()) }

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.900s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.900s", what, w, page)
		}
	}
}

func answered(d *rig.Desk, a tie.Safety) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, a))
}

// plan keeps a day and returns its path.
func plan(d *rig.Desk, pairs ...string) string {
	d.T.Helper()
	p := d.Post(base, pairs...)
	if p.Err != nil || !strings.HasPrefix(p.Goto, base+"/") {
		d.T.Fatalf("%v, %d, leads to %q: %s", p.Err, p.Status, p.Goto, p.Text)
	}
	return p.Goto
}

// whole is a party in two days, with everything said.
func whole(d *rig.Desk) string {
	at := plan(d, "kind", "party", "what", "Kim’s fortieth", "on", "2026-11-24", "at", "18:30")
	d.Post(at+"/words", "first", "Hello R.", "last", "Have a good evening.", "leave", "My bus goes at ten.")
	d.Post(at+"/near", "near", "Sam", "then", "Soup at home", "expect", "8")
	d.Post(at+"/plan", "if", "they dance", "then", "I go out on the balcony.")
	return at
}

func aidsOf(d *rig.Desk) string {
	some, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return fmt.Sprint(some)
}

func TestADayIsPlannedPartByPart(t *testing.T) {
	d := desk(t)
	has(t, "empty", d.Get(base).Text, "how it begins and how you leave", "Plan a day")
	at := whole(d)
	p := d.Get(at)
	has(t, "the day", p.Text, "Kim’s fortieth 24 November 2026, 18:30", "Expected: 8", "First sentence Hello R.", "Last sentence Have a good evening.",
		"How I leave My bus goes at ten.", "Who is near Sam", "After Soup at home", "If they dance: I go out on the balcony.", "It does not stand on Today.")
	has(t, "a plan can take it over", p.HTML, `action="/keep/plans/task"`, `name="task" value="`)
	lacks(t, "a party", p.Text, "next year", "Say how it was")
	has(t, "the list", d.Get(base).Text, "Kim’s fortieth 24 November 2026, 18:30")
	n := len(d.Journal.Events)
	d.Post(at+"/near", "near", "Sam", "then", "Soup at home", "expect", "8")
	d.Post(at+"/plan", "if", "they dance", "then", "I go out on the balcony.")
	d.Post(at+"/tick", "what", "today", "on", "no")
	if len(d.Journal.Events) != n {
		t.Error("a second tap keeps something")
	}
	d.Post(at+"/plan", "if", "they sing", "then", "I hum.")
	has(t, "another", d.Get(at).Text, "If they sing: I hum.")
	d.Post(at + "/plan")
	lacks(t, "none", d.Get(at).Text, "I hum", "plan for hard moments")
}

func TestTodayIsSilentUnlessItWasWanted(t *testing.T) {
	d := desk(t)
	at := whole(d)
	for day := -1; day <= 2; day++ {
		d.Now = noon.AddDate(0, 0, day)
		if got := d.Card(); got != "" || len(d.Dues()) != 0 {
			t.Errorf("on day %d Today says %q", day, got)
		}
	}
	d.Now = noon
	d.Post(at+"/tick", "what", "today", "on", "yes")
	if got := fmt.Sprint(d.Dues()); got != "[2026-11-23 10:00 2026-11-24 10:00 2026-11-25 10:00]" {
		t.Errorf("due %s", got)
	}
	for day, want := range map[int]string{0: "", 1: "Tomorrow, 24 November", 2: "Today, 24 November", 3: "How was it?", 5: "How was it?", 6: ""} {
		for hour, light := range map[int]bool{0: false, 6: false, 7: true, 20: true, 21: false, 23: false} {
			d.Now = time.Date(2026, 11, 22+day, hour, 30, 0, 0, time.UTC)
			got := d.Card()
			if light && want != "" {
				has(t, fmt.Sprint("day ", day, " at ", hour), got, want)
			} else if got != "" {
				t.Errorf("day %d at %d: Today says %q", day, hour, got)
			}
		}
	}
	d.Now = noon.AddDate(0, 0, 2)
	has(t, "on the day", d.Card(), "My bus goes at ten.", "Hello R.", "Expected: 8")
	d.Now = noon.AddDate(0, 0, 3)
	d.Post(at+"/went", "do", "leave")
	if d.Card() != "" || len(d.Dues()) != 0 {
		t.Error("left out, it is asked about again")
	}
}

func TestWhatWasExpectedStaysFromTheDayOn(t *testing.T) {
	d := desk(t)
	at := whole(d)
	if p := d.Post(at+"/went", "was", "3"); p.Err == nil {
		t.Error("it is told how it was before it was")
	}
	d.Now = noon.AddDate(0, 0, 2)
	lacks(t, "the form", d.Get(at+"/near").HTML, `name="expect"`)
	d.Post(at+"/near", "near", "Alice", "expect", "1")
	p := d.Follow(at+"/went", "was", "3", "words", "We talked about the weather.")
	has(t, "after it", p.Text, "Expected: 8. It was 3.", "Alice")
	n := len(d.Journal.Events)
	d.Post(at+"/went", "was", "3", "words", "We talked about the weather.")
	if len(d.Journal.Events) != n {
		t.Error("a second tap keeps it twice")
	}
	has(t, "the list, next day", func() string { d.Now = d.Now.AddDate(0, 0, 1); return d.Get(base).Text }(), "expected 8, was 3",
		"1 day: 1 weaker than you expected, 0 as expected, 0 stronger. After 4 more")
}

func TestOverPredictionHasARangeFromFiveDaysOn(t *testing.T) {
	for _, c := range []struct {
		what   string
		expect []int
		was    []int
		want   string
	}{
		{"four", []int{8, 8, 8, 8}, []int{6, 6, 6, 6}, "After 1 more, it stands here by how much"},
		{"too much", []int{8, 7, 9, 6, 8}, []int{5, 5, 6, 4, 5}, "5 days: 5 weaker than you expected, 0 as expected, 0 stronger. You expected 2.6 too much, taken over all of them. The range is 1.9 to 3.3."},
		{"too little", []int{5, 5, 6, 4, 5}, []int{8, 7, 9, 6, 8}, "You expected 2.6 too little, taken over all of them. The range is 1.9 to 3.3."},
		{"nothing", []int{5, 5, 5, 5, 5, 5}, []int{5, 4, 6, 5, 7, 4}, "6 days: 2 weaker than you expected, 2 as expected, 2 stronger. You expected 0.2 too little, taken over all of them. The range is -1.1 to 1.4, so it may be nothing."},
		{"all the same", []int{5, 5, 5, 5, 5}, []int{5, 5, 5, 5, 5}, "You expected 0 too much, taken over all of them. The range is 0 to 0, so it may be nothing."},
	} {
		d := desk(t)
		for i, expect := range c.expect {
			e := ebb.New(fact.Planned, noon, fact.Day{Kind: "work", On: "2026-11-20", Expect: &expect})
			d.Journal.Events = append(d.Journal.Events, e, ebb.New(fact.Went, noon, fact.After{Day: e.ID, Was: &c.was[i]}))
		}
		has(t, c.what, d.Get(base).Text, c.want)
		lacks(t, c.what, d.Get(base).Text, "NaN")
	}
}

func TestAYearIsOfferedAndNeverMade(t *testing.T) {
	d := desk(t)
	at := plan(d, "kind", "anniversary", "on", "2026-11-24", "today", "yes")
	d.Post(at+"/words", "leave", "I call Sam.")
	d.Post(at+"/near", "expect", "9")
	lacks(t, "before", d.Get(at).Text, "next year")
	d.Now = noon.AddDate(0, 0, 2)
	has(t, "on the day", d.Get(at).Text, "Plan it for next year too")
	n := len(d.Journal.Events)
	p := d.Follow(at + "/year")
	has(t, "the next", p.Text, "An anniversary 24 November 2027", "I call Sam.", "It does not stand on Today.")
	lacks(t, "the next", p.Text, "Expected")
	d.Post(at + "/year")
	if len(d.Journal.Events) != n+1 {
		t.Error("a second tap makes another")
	}
	for on, want := range map[string]string{"2024-02-29": "2027-02-28", "2026-11-24": "2027-11-24", "2019-12-31": "2026-12-31"} {
		if got := fact.NextYear(on, "2026-11-24"); got != want {
			t.Errorf("after %s comes %s, want %s", on, got, want)
		}
	}
}

func TestInAHardMomentOnThatDay(t *testing.T) {
	d := desk(t)
	whole(d)
	if got := aidsOf(d); got != "[]" {
		t.Errorf("two days before: %s", got)
	}
	d.Now = noon.AddDate(0, 0, 2)
	has(t, "on the day", aidsOf(d), "wave", "choose", "How I leave: My bus goes at ten.", "My last sentence: Have a good evening.", "If they dance: I go out on the balcony.")
	answered(d, tie.Safety{TheirNo: tie.Yes})
	has(t, "after their no", aidsOf(d), "My bus goes at ten.")
	lacks(t, "after their no", aidsOf(d), "good evening")
}

func TestAfterTheirNoAMeetingIsOnlyWhatIsAllowed(t *testing.T) {
	d := desk(t)
	at := whole(d)
	answered(d, tie.Safety{TheirNo: tie.Yes})
	for _, page := range []string{base, base + "/new", at, at + "/words"} {
		p := d.Get(page)
		has(t, page, p.Text, "only what they or a court allow")
		has(t, page, p.HTML, `href="/keep/boundaries/ways"`)
		lacks(t, page, p.Text, "Hello R.", "good evening", "First sentence", "My first")
	}
	d.Post(at+"/words", "first", "Please come.", "leave", "At nine.")
	d.Post(at+"/tick", "what", "today", "on", "yes")
	d.Now = noon.AddDate(0, 0, 2)
	lacks(t, "Today", d.Card(), "Hello R.", "good evening")
	has(t, "Today", d.Card(), "At nine.")
	answered(d, tie.Safety{})
	has(t, "taken back", d.Get(at).Text, "Hello R.", "At nine.")
}

func TestWhatFrightensHasPeopleFirst(t *testing.T) {
	for what, afraid := range map[string]func(*rig.Desk, string){
		"afraid of them": func(d *rig.Desk, _ string) { answered(d, tie.Safety{Afraid: tie.Yes}) },
		"hurt":           func(d *rig.Desk, _ string) { answered(d, tie.Safety{Hurt: tie.Yes}) },
		"in a hard moment": func(d *rig.Desk, _ string) {
			answered(d, tie.Safety{})
			d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Feared, d.Now, struct{}{}))
		},
		"afraid, after their no": func(d *rig.Desk, _ string) { answered(d, tie.Safety{Afraid: tie.Yes, TheirNo: tie.Yes}) },
		"afraid of this one":     func(d *rig.Desk, at string) { d.Post(at+"/tick", "what", "afraid", "on", "yes") },
	} {
		d := desk(t)
		at := whole(d)
		d.Post(at+"/tick", "what", "today", "on", "yes")
		afraid(d, at)
		for _, page := range []string{at, at + "/words", at + "/near", at + "/when"} {
			d.Forget(first)
			p := d.Get(page)
			var s string
			if !d.Recall(first, &s) || s != "violence" {
				t.Errorf("%s %s: Help does not begin with those who know", what, page)
			}
			has(t, what+" "+page, p.HTML, `class="btn go" href="/help"`)
			lacks(t, what+" "+page, p.Text, "Hello R.", "good evening", "danger", "safe", "They asked")
		}
		d.Now = noon.AddDate(0, 0, 2)
		has(t, what, d.Card(), "A day you planned for is near.")
		lacks(t, what, d.Card(), "Kim", "bus", "18:30")
		if len(d.Dues()) != 0 {
			t.Errorf("%s: it is due", what)
		}
		has(t, what, aidsOf(d), "/help")
		d.Now = noon.AddDate(0, 0, 3)
		if got := d.Card(); got != "" {
			t.Errorf("%s: it is asked about: %q", what, got)
		}
	}
}

func TestTakeOutUndo(t *testing.T) {
	d := desk(t)
	at := whole(d)
	p := d.Follow(at + "/out")
	has(t, "taken out", p.Text, "The day is taken out. Undo")
	lacks(t, "taken out", p.Text, "Kim")
	if p := d.Get(at); p.Err == nil {
		t.Error("it still opens")
	}
	for range 2 {
		d.Post(base + "/undo")
	}
	has(t, "undone", d.Get(base).Text, "Kim’s fortieth")
}

func TestWhatIsWrongIsSaidAndTheWordsStay(t *testing.T) {
	d := desk(t)
	at := whole(d)
	n := len(d.Journal.Events)
	long := strings.Repeat("ж", 10000)
	for _, c := range []struct {
		what, path string
		pairs      []string
		stays      string
	}{
		{"nothing", base, nil, ""},
		{"no kind", base, []string{"on", "2026-12-01", "what", "the lake"}, "the lake"},
		{"another kind", base, []string{"kind", "revenge", "on", "2026-12-01"}, ""},
		{"no date", base, []string{"kind", "work"}, ""},
		{"yesterday", base, []string{"kind", "work", "on", "2026-11-21"}, "2026-11-21"},
		{"a day that is none", base, []string{"kind", "work", "on", "2027-02-30"}, ""},
		{"the end of time", base, []string{"kind", "work", "on", "9999-12-31"}, ""},
		{"no time", base, []string{"kind", "work", "on", "2026-12-01", "at", "25:00"}, ""},
		{"ten thousand signs", base, []string{"kind", "work", "on", "2026-12-01", "what", long}, long},
		{"a long sentence", at + "/words", []string{"first", long}, long},
		{"a long leaving", at + "/words", []string{"leave", long}, long},
		{"a long name", at + "/near", []string{"near", long}, long},
		{"eleven", at + "/near", []string{"expect", "11"}, ""},
		{"less than nothing", at + "/near", []string{"expect", "-1"}, ""},
		{"half a plan", at + "/plan", []string{"if", "it rains"}, "it rains"},
		{"a long plan", at + "/plan", []string{"if", "it rains", "then", long}, long},
	} {
		p := d.Post(c.path, c.pairs...)
		if p.Status != 422 || !strings.Contains(p.HTML, `role="alert"`) || !strings.Contains(p.HTML, c.stays) || len(d.Journal.Events) != n {
			t.Errorf("%s: %d, %v, %d kept: %.200s", c.what, p.Status, p.Err, len(d.Journal.Events)-n, p.Text)
		}
	}
	for _, id := range []string{"x", ebb.NewID().String(), strings.Repeat("0", 4000)} {
		for _, rest := range []string{"/when", "/words", "/near", "/plan", "/went", "/tick", "/year", "/out"} {
			if p := d.Post(base+"/"+id+rest, "kind", "work", "on", "2026-12-01"); p.Err == nil {
				t.Errorf("%.8s%s is there", id, rest)
			}
		}
	}
}

func TestTwoHundredDays(t *testing.T) {
	d := desk(t)
	for i := range most {
		plan(d, "kind", "work", "on", noon.AddDate(0, 0, i%300).Format(time.DateOnly), "what", "יום קשה")
	}
	if p := d.Post(base, "kind", "work", "on", "2026-12-01"); p.Status != 422 {
		t.Error("there is always room for one more")
	}
	if got := regexp.MustCompile(`יום קשה`).FindAllString(d.Get(base).Text, -1); len(got) != most {
		t.Errorf("%d are listed", len(got))
	}
}

func TestTheWeek(t *testing.T) {
	d := desk(t)
	at := whole(d)
	week := func() (all string) {
		said, err := d.Request("GET", "/review", nil).Week(noon.AddDate(0, 0, -4).Truncate(24*time.Hour), noon.AddDate(0, 0, 1).Truncate(24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range said {
			all += s.Step + " " + string(s.HTML)
		}
		return all
	}
	has(t, "before", week(), "next ", "to come", "Kim’s fortieth")
	d.Journal.Events = append(d.Journal.Events, ebb.New(fact.Went, noon, fact.After{Day: d.Journal.Events[0].ID, Was: new(3), Words: "Short."}))
	has(t, "after", week(), "happened ", "expected 8, was 3", "Short.")
	d.Post(at+"/tick", "what", "afraid", "on", "yes")
	if got := week(); got != "" {
		t.Errorf("what frightens: %s", got)
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			n := rapid.IntRange(0, 10).Draw(t, "expect")
			e := ebb.New(fact.Planned, noon, fact.Day{Kind: "work", What: "secret", On: rapid.SampledFrom([]string{"2026-12-01", "2026-12-02"}).Draw(t, "on"), Expect: &n})
			events = append(events, e)
			for range rapid.IntRange(0, 2).Draw(t, "went") {
				was := rapid.IntRange(0, 10).Draw(t, "was")
				events = append(events, ebb.New(fact.Went, noon.Add(time.Duration(was%2)*time.Hour), fact.After{Day: e.ID, Was: &was, Words: "secret"}))
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
			pairs := s.pairs()
			now := fmt.Sprint(pairs.N(), pairs.Less, pairs.More)
			for _, e := range s.all {
				now += fmt.Sprint(e.id, e.on, *e.expect)
			}
			if strings.Contains(fmt.Sprintf("%+v", *s), "secret") {
				t.Fatal("the fold keeps words")
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
	for _, want := range []string{"A handover, a party, a birthday: how it begins and how you leave", "1 coming"} {
		s, err := shelf(d.Request("GET", "/keep", nil))
		if err != nil || s.Href != base || s.Line != want {
			t.Errorf("%+v, want %q, %v", s, want, err)
		}
		whole(d)
	}
	if Feature().Guard != feature.Free {
		t.Error("a hard day stands behind questions")
	}
}
