package unsent

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/kept"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 21, 30, 0, 0, time.UTC) // a Sunday

// desk is one at which the look at brooding was taken, with these answers.
func desk(t *testing.T, b tie.Brooding) *rig.Desk {
	t.Helper()
	d := rig.New(t, now, Feature())
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Brooded, now.Add(-time.Hour), b))
	return d
}

// begin begins a letter and returns its page to write on.
func begin(d *rig.Desk, pairs ...string) string {
	d.T.Helper()
	p := d.Post("/keep/unsent/new", append([]string{"to", "them", "minutes", "10"}, pairs...)...)
	if p.Err != nil || !strings.HasSuffix(p.Goto, "/write") {
		d.T.Fatalf("goes to %q, %v: %s", p.Goto, p.Err, p.Text)
	}
	return p.Goto
}

// written is a letter that was written and put away; its page.
func written(d *rig.Desk, text string) string {
	d.T.Helper()
	return d.Post(begin(d), "text", text, "do", "stop").Goto
}

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.800s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.800s", what, w, page)
		}
	}
}

func TestNothingYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get("/keep/unsent")
	has(t, "the first look", p.Text, "Write down one thing that was never said.", "What comes, in ten minutes")
	lacks(t, "the first look", p.HTML, `class="rows"`)
	for path, asks := range map[string]string{"/keep/unsent/new": "letter", "/keep/unsent/story": "story"} {
		if p := d.Get(path); p.Goto != "/keep/unsent/check?for="+asks {
			t.Errorf("%s leads to %q before the look at brooding", path, p.Goto)
		}
	}
	if s, err := Feature().Shelf(d.Request("GET", "/keep", nil)); err != nil || s.Group != "Getting over it" || s.Line != "What was never said, and goes to nobody" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestASittingHasAnEndThatLocksNothing(t *testing.T) {
	d := desk(t, tie.Brooding{})
	at := begin(d)
	has(t, "the page", d.Get(at).Text, "10 minutes, until 21:40.", "people to talk to")
	d.Now = now.Add(9 * time.Minute)
	p := d.Follow(at, "text", " I stood\r\nin the hall ", "do", "keep")
	has(t, "kept on the way", p.HTML, "I stood\nin the hall</textarea>", "Kept at 21:39.", "until 21:40.")
	lacks(t, "before the end", p.Text, "are over")
	lacks(t, "another look", d.Get(at).Text, "Kept at")
	d.Now = now.Add(10 * time.Minute)
	has(t, "at the end", d.Get(at).HTML, "The 10 minutes are over. You can stop here.", "I stood\nin the hall</textarea>")
	d.Now = now.Add(25 * time.Minute)
	p = d.Follow(at, "text", "I stood in the hall for long.", "do", "stop")
	has(t, "long after", p.HTML, "I stood in the hall for long.", "To them", `class="kept fixed"`)
	lacks(t, "a letter", p.HTML, "data-copy", "clipboard", "textarea", "mailto")
	has(t, "the list", d.Get("/keep/unsent").Text, "To them", "From 22 November 2026")
	has(t, "afterwards", d.Get(at).Text, "Take it up again")
	n := len(d.Journal.Events)
	d.Post(at, "text", "I stood in the hall for long.", "do", "keep")
	if len(d.Journal.Events) != n {
		t.Error("the same words again became something")
	}
}

func TestALetterOfNoWordsLeavesNothing(t *testing.T) {
	d := desk(t, tie.Brooding{})
	at := begin(d)
	if p := d.Post(at, "text", " \u200b ", "do", "stop"); p.Goto != "/keep/unsent" {
		t.Errorf("leads to %q", p.Goto)
	}
	if p := d.Get(at); p.Err == nil || strings.Contains(d.Get("/keep/unsent").HTML, `class="rows"`) {
		t.Error("an empty letter stands")
	}
	at = begin(d)
	d.Post(at, "text", "words", "do", "keep")
	p := d.Post(at, "text", "", "do", "stop")
	if p.Status != 422 {
		t.Errorf("emptied: %d", p.Status)
	}
	has(t, "emptied", p.Text, "What was kept before still stands.")
	has(t, "afterwards", d.Get(at).HTML, "words</textarea>")
}

func TestWhatWasSaidElsewhereIsTakenUp(t *testing.T) {
	seven, three := 7, 3
	promise := ebb.New(tie.Promised, now.AddDate(0, 0, -20), tie.Promise{Words: "they call on Sunday"})
	d := desk(t, tie.Brooding{})
	d.Journal.Events = append(d.Journal.Events,
		ebb.New(tie.Named, now.AddDate(0, 0, -2), tie.Feelings{Felt: []tie.Feeling{{Name: "calm", Strength: &three}, {Name: "lonely", Strength: &seven}}}),
		promise, ebb.New(tie.Held, now.AddDate(0, 0, -3), tie.Outcome{Promise: promise.ID, Kept: tie.KeptNot}),
		ebb.New(tie.Promised, now, tie.Promise{Words: "a kept one", Mine: true}),
		ebb.New(tie.Weighed, now, tie.Reason{List: "go-against", Words: "a small loss", Size: 1}),
		ebb.New(tie.Weighed, now, tie.Reason{List: "go-against", Words: "Sundays at the lake", Size: 3}),
		ebb.New(tie.Needs, now, tie.NeedList{Needs: []tie.Need{{Subject: "trust", Weight: &three}, {Subject: "listening", Weight: &seven}}}),
	)
	p := d.Get("/keep/unsent/new")
	has(t, "what is offered", p.HTML, "Sad, named on 20 November 2026", "A promise: they call on Sunday", "What I would miss: Sundays at the lake", "What I need: being listened to")
	lacks(t, "what is offered", p.HTML, "a kept one", "a small loss")
	p = d.Get(begin(d, "about", "promise:they call on Sunday"))
	has(t, "the page", p.Text, "“they call on Sunday” was promised. Begin with the place where it was said.")
	has(t, "the list", d.Get("/keep/unsent").Text, "To them: they call on Sunday")
	for _, about := range []string{"nonsense:x", "promise:", "promise", "promise:" + strings.Repeat("x", 10000)} {
		has(t, "an answer nobody offered", d.Get(begin(d, "about", about)).Text, "Begin with one thing that could be seen")
	}
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.LossNamed, now, tie.Loss{Words: "the house by the canal"}))
	has(t, "a loss comes before a reason", d.Get("/keep/unsent/new").HTML, "A loss: the house by the canal")
}

func TestChoicesThatAreNone(t *testing.T) {
	d := desk(t, tie.Brooding{})
	n := len(d.Journal.Events)
	for _, c := range [][]string{{"to", "them"}, {"to", "them", "minutes", "7"}, {"to", "mars", "minutes", "5"}, {"minutes", "-10"}, {"to", "them", "minutes", "99999999999999999999"}} {
		if p := d.Post("/keep/unsent/new", c...); p.Err != nil || p.Status != 422 {
			t.Errorf("%v: %d %v", c, p.Status, p.Err)
		}
	}
	for _, c := range [][]string{{"part", "was"}, {"part", "why", "minutes", "5"}, {"minutes", "5"}} {
		if p := d.Post("/keep/unsent/story", c...); p.Err != nil || p.Status != 422 {
			t.Errorf("%v: %d %v", c, p.Status, p.Err)
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was begun")
	}
}

func TestSealedItOpensToNobodyBeforeItsDay(t *testing.T) {
	d := desk(t, tie.Brooding{})
	at := d.Post(begin(d, "about", "need:rest"), "text", "the secret words", "do", "stop").Goto
	p := d.Follow(at+"/seal", "day", "2026-12-24")
	has(t, "closed", p.Text, "Closed until 24 December 2026.", "there is nothing here to read again")
	closed := func(when time.Time) {
		t.Helper()
		d.Now = when
		week, err := d.Request("GET", "/review", nil).Week(now.AddDate(0, 0, -6), now.AddDate(0, 0, 60))
		if err != nil {
			t.Fatal(err)
		}
		pages := []string{d.Get("/keep/unsent").HTML, d.Card()}
		for _, c := range week {
			pages = append(pages, string(c.HTML))
		}
		for _, page := range []string{at, at + "/write", at + "/seal", at + "/burn"} {
			pages = append(pages, d.Get(page).HTML)
		}
		lacks(t, "while it is closed, a page", strings.Join(pages, "\n"), "secret", "rest</")
		if p := d.Post(at+"/write", "text", "the secret words, again", "do", "keep"); p.Goto != at {
			t.Errorf("it can be written on: %q", p.Goto)
		}
		if p := d.Post(at+"/sit", "minutes", "5"); p.Goto != at {
			t.Errorf("a sitting begins: %q", p.Goto)
		}
	}
	closed(now)
	for day, why := range map[string]string{
		"2026-12-23": "an earlier day would wait until then too", "2026-11-22": "That day cannot be used", "2026-11-21": "That day cannot be used",
		"2036-12-24": "That day cannot be used", "24.12.2026": "That day cannot be used", "9999-99-99": "That day cannot be used", "": "That day cannot be used",
	} {
		p := d.Post(at+"/seal", "day", day)
		if p.Status != 422 {
			t.Errorf("%s: %d", day, p.Status)
		}
		has(t, day, p.Text, why)
	}
	if dues := d.Dues(); !slices.Equal(dues, []string{"2026-12-24 10:00"}) {
		t.Logf("due: %v", dues)
	}
	has(t, "longer counts at once", d.Follow(at+"/seal", "day", "2026-12-25").Text, "Closed until 25 December 2026.")
	closed(time.Date(2026, 12, 25, 9, 59, 59, 0, time.UTC))
	d.Now = time.Date(2026, 12, 25, 10, 0, 0, 0, time.UTC)
	has(t, "on its day", d.Get(at).Text, "the secret words", "Keep it as it is")
	has(t, "Today", d.Card(), "What you closed on 22 November 2026 can be read again.")
	d.Post(at + "/keep")
	if d.Card() != "" {
		t.Errorf("kept, and still on Today: %s", d.Card())
	}
	d.Now = time.Date(2026, 12, 26, 10, 0, 0, 0, time.UTC)
	has(t, "again", d.Follow(at+"/seal", "span", "year").Text, "Closed until 26 December 2027.")
}

func TestAfterAYesALetterIsKeptOrBurned(t *testing.T) {
	for what, c := range map[string]struct {
		e    ebb.Event
		says string
	}{
		"their no": {ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}), "Contact is what they or a court allow"},
		"afraid":   {ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.Yes}), "Changing it is closed for now."},
		"feared":   {ebb.New(tie.Feared, now, tie.Safety{}), "Changing it is closed for now."},
	} {
		d := desk(t, tie.Brooding{})
		d.Journal.Events = append(d.Journal.Events, c.e)
		at := begin(d)
		d.Post(at, "text", "my words", "do", "keep")
		has(t, what+", in the sitting", d.Get(at).HTML, "my words</textarea>")
		p := d.Follow(at, "text", "my words.", "do", "stop")
		has(t, what, p.Text, "my words.", c.says, "Burn it", "Close it until a day")
		lacks(t, what, p.HTML, "/write", "afraid")
		if p := d.Get(at); p.HTML != "" || p.Goto == "" {
			t.Errorf("%s: it opens for changes", what)
		}
		n := len(d.Journal.Events)
		if d.Post(at, "text", "x", "do", "keep"); len(d.Journal.Events) != n {
			t.Errorf("%s: it was changed", what)
		}
	}
}

func TestTheStoryInFourParts(t *testing.T) {
	d := desk(t, tie.Brooding{})
	d.Journal.Events = append(d.Journal.Events,
		ebb.New(tie.Stands, now, tie.Standing{EndedBy: tie.ByThem, Since: "2026-10-25"}),
		ebb.New(tie.SeenSoberly, now, tie.Seen{Gives: []string{"laughter"}}),
		ebb.New(tie.LossNamed, now, tie.Loss{Words: "the lake"}),
		ebb.New(tie.Near, now, tie.Person{Name: "Kim"}), ebb.New(tie.Near, now.Add(1), tie.Person{Name: "Sam"}),
	)
	if p := d.Get("/keep/unsent/story"); strings.Count(p.Text, "Not begun") != 4 {
		t.Errorf("at first: %s", p.Text)
	}
	for part, says := range map[string]string{
		"was": "it gave you laughter", "ended": "You said that they ended it: 25 October 2026. Begin on that day.",
		"lost": "From what you named: the lake.", "keep": "as people to call: Kim, Sam.",
	} {
		has(t, part, d.Get("/keep/unsent/story?part="+part).Text, says)
		p := d.Post("/keep/unsent/story", "part", part, "minutes", "5")
		has(t, part, d.Get(p.Goto).Text, says, "5 minutes, until 21:35.")
		if p := d.Post(p.Goto, "part", part, "text", "words on "+part, "do", "stop"); p.Goto != "/keep/unsent/story" {
			t.Errorf("%s leads to %q", part, p.Goto)
		}
	}
	p := d.Get("/keep/unsent/story")
	if strings.Contains(p.Text, "Not begun") || strings.Count(p.Text, "Last written on 22 November 2026") != 4 {
		t.Errorf("written: %s", p.Text)
	}
	list := d.Get("/keep/unsent")
	if strings.Count(list.HTML, "<li>") != 1 || strings.Contains(list.Text, "in four parts") {
		t.Errorf("the list: %s", list.Text)
	}
	all, _, err := kept.All(d.Request("GET", "/", nil))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	one := d.Get(kept.At(all[0])).Text
	last := -1
	for _, part := range fact.Parts {
		if i := strings.Index(one, "words on "+part); i <= last {
			t.Errorf("%s is not in its place: %s", part, one)
		} else {
			last = i
		}
	}
	d.Post(kept.At(all[0])+"/seal", "span", "month")
	lacks(t, "closed", d.Get("/keep/unsent/story?part=was").Text+d.Get("/keep/unsent/story").Text, "words on", "Not begun")
}

func TestBurningTakesEveryRow(t *testing.T) {
	d := desk(t, tie.Brooding{})
	at := begin(d)
	d.Post(at, "text", strings.Repeat("ש", 15000), "do", "keep")
	d.Post(at, "text", "short", "do", "stop")
	one := strings.TrimSuffix(at, "/write")
	d.Post(one+"/sit", "minutes", "5")
	d.Post(one+"/seal", "span", "week")
	has(t, "the question", d.Get(one+"/burn").Text, "Threats may be worth keeping.", "no undo")
	p := d.Follow(one + "/burn")
	has(t, "afterwards", p.Text, "It is burned, with every version of it.")
	lacks(t, "the next look", d.Get("/keep/unsent").Text, "is burned")
	for seq := range uint64(len(d.Journal.Events)) {
		events, err := d.Journal.Read(t.Context(), seq+1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if strings.HasPrefix(e.Kind, "unsent.") {
				t.Errorf("%s is not burned", e.Kind)
			}
		}
	}
	for _, page := range []string{one, at, one + "/seal", one + "/burn"} {
		if d.Get(page).Err == nil {
			t.Errorf("%s opens", page)
		}
	}
	if d.Post(one+"/burn").Err == nil {
		t.Error("it burns twice")
	}
}

func TestEveryScriptFits(t *testing.T) {
	for _, c := range []struct{ what, sign string }{{"Latin", "a"}, {"Hebrew", "ש"}, {"Chinese", "漢"}, {"faces", "🙂"}} {
		d := desk(t, tie.Brooding{})
		text, at := strings.Repeat(c.sign, longest), begin(d)
		p := d.Follow(at, "text", text, "do", "stop")
		has(t, c.what, p.HTML, ">"+text+"</p>")
		for _, e := range d.Journal.Events {
			if len(e.Body) > 30<<10 {
				t.Errorf("%s: a row of %d bytes", c.what, len(e.Body))
			}
		}
		d.Post(strings.TrimSuffix(at, "/write")+"/sit", "minutes", "5")
		has(t, c.what+", shorter", d.Follow(at, "text", "short", "do", "stop").HTML, ">short</p>")
		d.Post(strings.TrimSuffix(at, "/write")+"/sit", "minutes", "5")
		p = d.Post(at, "text", text+c.sign, "do", "stop")
		if p.Status != 422 {
			t.Errorf("%s: one sign more is taken", c.what)
		}
		has(t, c.what, p.HTML, text+c.sign+"</textarea>", "1 sign more than fit")
	}
}

func TestLinesThatAreTooLongStayInTheForm(t *testing.T) {
	d := desk(t, tie.Brooding{})
	long := strings.Repeat("ß", 10000)
	n := len(d.Journal.Events)
	for path, field := range map[string]string{"/keep/unsent/ahead": "tomorrow", "/keep/unsent/plain": "fact1"} {
		p := d.Post(path, field, long)
		if p.Status != 422 {
			t.Errorf("%s: %d", path, p.Status)
		}
		has(t, path, p.HTML, long, "9720 signs longer")
		if p := d.Post(path); p.Status != 422 {
			t.Errorf("%s, empty: %d", path, p.Status)
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was kept")
	}
}

func TestOneThingTomorrowStandsOnTodayOnce(t *testing.T) {
	d := desk(t, tie.Brooding{})
	p := d.Follow("/keep/unsent/ahead", "what", "the move", "place", "Friday, the old flat", "tomorrow", "ask Kim for boxes")
	has(t, "kept", p.Text, "the move", "Friday, the old flat", "ask Kim for boxes")
	for day, want := range map[int]bool{0: false, 1: true, 2: false} {
		d.Now = now.AddDate(0, 0, day)
		if got := strings.Contains(d.Card(), "ask Kim for boxes"); got != want {
			t.Errorf("after %d days Today says %q", day, d.Card())
		}
	}
	d.Now = now
	out := d.Get("/keep/unsent/ahead").HTML
	out = out[strings.Index(out, "/keep/unsent/out/"):]
	p = d.Follow(out[:strings.Index(out, `"`)])
	has(t, "taken out", p.Text, "It is taken out.")
	lacks(t, "taken out", p.Text, "ask Kim")
	has(t, "undone", d.Follow("/keep/unsent/undo").Text, "ask Kim")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.ActivityPlanned, now, tie.Activity{Words: "swim with Sam", Sort: "move", Day: "2026-11-24"}))
	has(t, "what is planned", d.Get("/keep/unsent/ahead").Text, "On your week stands: swim with Sam, on Tuesday 24 November.")
}

func TestADayInPlainFacts(t *testing.T) {
	d := desk(t, tie.Brooding{Stuck: tie.Some})
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Noted, now.Add(-12*time.Hour), tie.Note{Text: "x"}))
	has(t, "at first", d.Get("/keep/unsent/plain").Text, "You noted something at 09:30 today.")
	p := d.Follow("/keep/unsent/plain", "fact0", "08:10, the bus was late", "fact2", "20:00, rice with Bob")
	has(t, "kept", p.Text, "08:10, the bus was late 20:00, rice with Bob", "22 November 2026")
	week, err := d.Request("GET", "/review", nil).Week(now.AddDate(0, 0, -6), now.AddDate(0, 0, 1))
	if err != nil || len(week) != 1 {
		t.Fatal(week, err)
	}
	has(t, "the week", string(week[0].HTML), "08:10, the bus was late", "Now and then you cannot stop thinking of it.")
}

func TestAddressesThatAreNone(t *testing.T) {
	d := desk(t, tie.Brooding{})
	for _, id := range []string{"x", ebb.NewID().String()} {
		for _, rest := range []string{"", "/write", "/seal", "/burn"} {
			if d.Get("/keep/unsent/one/"+id+rest).Err == nil {
				t.Errorf("%s%s opens", id, rest)
			}
		}
		for _, rest := range []string{"/write", "/sit", "/seal", "/keep", "/burn"} {
			if d.Post("/keep/unsent/one/"+id+rest, "text", "x", "minutes", "5").Err == nil {
				t.Errorf("%s%s takes something", id, rest)
			}
		}
		if d.Post("/keep/unsent/out/"+id).Err == nil {
			t.Errorf("%s is taken out", id)
		}
	}
	at := written(d, "<b>bold</b>\u202e מתגעגעת")
	has(t, "markup", d.Get(at).HTML, "&lt;b&gt;bold&lt;/b&gt;", `dir="auto"`)
	if p := d.Get(at + "/write?part=was"); p.Goto != at {
		t.Errorf("a letter has a part: %q", p.Goto)
	}
}

func TestTwoHundredLetters(t *testing.T) {
	d := desk(t, tie.Brooding{})
	for n := range 200 {
		d.Journal.Events = append(d.Journal.Events, ebb.New(fact.KindBegan, now.Add(time.Duration(n)*time.Second), fact.Began{To: "later"}))
	}
	p := d.Get("/keep/unsent")
	if strings.Count(p.HTML, "<li>") != perPage || !strings.Contains(p.HTML, "?page=2") {
		t.Errorf("one page of 200: %d", strings.Count(p.HTML, "<li>"))
	}
	for _, page := range []string{"0", "-3", "11", "x", "99999999999999999999"} {
		if p := d.Get("/keep/unsent?page=" + page); p.Err != nil || strings.Count(p.HTML, "<li>") != perPage {
			t.Errorf("page %s: %v", page, p.Err)
		}
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := ebb.New(fact.KindBegan, now, fact.Began{To: "them"})
		events := []ebb.Event{first}
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			at := now.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "minute")) * time.Minute)
			events = append(events, rapid.SampledFrom([]ebb.Event{
				ebb.New(fact.KindSat, at, fact.Sat{Item: first.ID, Minutes: 5}),
				ebb.New(fact.KindWrote, at, fact.Wrote{Item: first.ID, No: rapid.IntRange(0, 1).Draw(t, "row"), Text: strings.Repeat("x", rapid.IntRange(0, 3).Draw(t, "signs"))}),
				ebb.New(fact.KindKept, at, fact.Kept{Item: first.ID}),
				ebb.New(fact.KindSealed, at, fact.Sealed{Item: first.ID, Until: rapid.SampledFrom([]string{"2026-12-01", "2026-12-24"}).Draw(t, "day")}),
			}).Draw(t, "event"))
			events[len(events)-1].ID = ebb.NewID()
		}
		type seen struct {
			size            int
			until           string
			writing, closed bool
			end             time.Time
			rows            int
		}
		var before *seen
		for range 2 {
			s := fact.New()
			for i, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), e); err != nil {
					t.Fatal(err)
				}
			}
			i := s.All()[0]
			sat, _ := i.Sat("")
			is := seen{i.Size(""), i.Until, i.Writing(""), i.Closed(now), sat.End(), len(i.Rows())}
			if before != nil && is != *before {
				t.Fatalf("%+v after one order, %+v after another", *before, is)
			}
			if before = &is; is.rows != len(events) {
				t.Fatalf("%d of %d rows would burn", is.rows, len(events))
			}
		}
	})
}
