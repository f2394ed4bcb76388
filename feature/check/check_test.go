package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature/check/course"
	"ebb/feature/check/instrument"
	"ebb/internal/r4"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.1500s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.1500s", what, w, page)
		}
	}
}

func desk(t *testing.T) *rig.Desk { return rig.New(t, now, Feature()) }

// form is the address that a page's form sends to.
func form(t *testing.T, p rig.Page) string {
	t.Helper()
	_, rest, found := strings.Cut(p.HTML, `action="`)
	if !found {
		t.Fatalf("no form: %s", p.Text)
	}
	to, _, _ := strings.Cut(rest, `"`)
	return to
}

// tap answers questions one after the other, offers with "more" or "leave", and
// returns where that leads.
func tap(t *testing.T, d *rig.Desk, from string, answers ...string) string {
	t.Helper()
	at := from
	for _, a := range answers {
		page := d.Get(at)
		for page.Goto != "" {
			t.Fatalf("%s leads to %s before %q", at, page.Goto, a)
		}
		switch a {
		case "more":
			_, rest, _ := strings.Cut(page.HTML, `btn go" href="`)
			at, _, _ = strings.Cut(rest, `"`)
			continue
		case "leave":
			at = d.Post(form(t, page)).Goto
			continue
		}
		to := d.Post(form(t, page), "answer", a)
		if to.Err != nil {
			t.Fatalf("%s at %s: %v", a, at, to.Err)
		}
		if at = to.Goto; at == "/help" {
			d.Recall("help.on", &at)
		}
	}
	return at
}

// sheet is one gone through on a day, with a total of the nine and of the seven.
func sheet(at time.Time, nine, worry int) ebb.Event {
	s := fresh()
	s.Sheet = ebb.NewID()
	fill := func(list []int, total int) {
		for i := range list {
			n := min(total, 3)
			list[i], total = n+1, total-n
		}
	}
	fill(s.PHQ[:difficult], nine)
	fill(s.GAD, worry)
	s.PHQ[difficult] = 2
	return ebb.New(Filled, at, s)
}

func TestTwoQuestionsThatComeToLittleStayTwo(t *testing.T) {
	d := desk(t)
	has(t, "empty", d.Get(base).Text, "How have the last two weeks been?", "Answer the two questions", "no diagnosis", "Pfizer Inc.", "LOINC®")
	to := tap(t, d, base+"/new", "0", "1")
	p := d.Get(to)
	has(t, "after the two", p.Text, "Seven about worry?")
	if to = tap(t, d, to, "leave"); to != base {
		t.Fatalf("leads to %s", to)
	}
	p = d.Get(base)
	has(t, "the page", p.Text, "22 November 2026", "Two questions: 1 of 6.", "Shall ebb ask again after four weeks, and after twelve?")
	lacks(t, "the page", p.Text, "PHQ-9", "Your total on")
	if n := len(d.Journal.Events); n < 3 {
		t.Errorf("%d events: not each answer was kept", n)
	}
}

func TestFromTwoOnTheOtherSevenAreOffered(t *testing.T) {
	d := desk(t)
	at := tap(t, d, base+"/new", "1", "1")
	p := d.Get(at)
	has(t, "the offer", p.Text, "Seven more?", "thoughts of dying", "86 in 100", "says nothing about you")
	lacks(t, "the offer", strings.ToLower(p.Text), "positive", "you have")
	at = tap(t, d, at, "more", "2", "1", "0", "1", "2", "0", "0")
	p = d.Get(at)
	has(t, "how difficult", p.Text, "How difficult have these problems made it", "Somewhat difficult")
	lacks(t, "how difficult", p.Text, "Over the last 2 weeks")
	at = tap(t, d, at, "1", "more", "1", "1", "0", "0", "0", "skip", "0")
	p = d.Get(at)
	has(t, "the page", p.Text, "Your total on 22 November 2026: 8 of 27.", "from 5 to 9 “mild”", "not for you", "Nine questions: 8 of 27.", "One total is one dot.", "within 3 months", "about a year", "waited for help")
	lacks(t, "the page", p.Text, "Worry, seven questions", "Somebody who knows this form", "about dying")
	id := d.Journal.Events[len(d.Journal.Events)-1]
	var s Sheet
	if err := id.Decode(&s); err != nil {
		t.Fatal(err)
	}
	p = d.Get(base + "/" + s.Sheet.String())
	has(t, "the sheet", p.Text, "Little interest or pleasure in doing things Several days", "Somewhat difficult", "Total: 8 of 27.", "Becoming easily annoyed or irritable Left out", "so there is no total")
}

func TestItCanBeLeftAndTakenUp(t *testing.T) {
	d := desk(t)
	at := tap(t, d, base+"/new", "3", "3", "more", "1")
	d.Now = now.Add(26 * time.Hour)
	p := d.Get(base)
	has(t, "a day later", p.HTML, "Begun on 22 November 2026", `href="`+at+`"`)
	lacks(t, "a day later", p.Text, "Answer the two questions", "Your total")
	first := strings.TrimSuffix(at, "/mood/4") + "/mood/1"
	has(t, "the first again", d.Get(first).HTML, `value="3" aria-pressed="true"`)
	if p := d.Post(first, "answer", "2"); p.Goto != at {
		t.Errorf("a changed answer leads to %s", p.Goto)
	}
	for _, far := range []string{"/mood/5", "/worry/1", "/mood/0", "/mood/11", "/moon/1"} {
		if p := d.Post(strings.TrimSuffix(at, "/mood/4")+far, "answer", "1"); p.Err == nil {
			t.Errorf("%s can be answered already", far)
		}
	}
}

// A thought of dying leads to people at once, names no number, and locks nothing.
func TestAThoughtOfDyingLeadsToPeople(t *testing.T) {
	d := desk(t)
	at := tap(t, d, base+"/new", "1", "1", "more", "0", "0", "0", "0", "0", "0")
	p := d.Post(form(t, d.Get(at)), "answer", "1")
	var section, on string
	if d.Recall("help.first", &section); p.Goto != "/help" || section != "crisis" {
		t.Fatalf("it leads to %s, with %q first", p.Goto, section)
	}
	if d.Recall("help.on", &on); !strings.HasSuffix(on, "/mood/10") {
		t.Errorf("from there it goes on to %q", on)
	}
	if n := len(d.Journal.Events); n == 0 {
		t.Error("the answer was not kept")
	}
	tap(t, d, on, "0", "leave")
	p = d.Get(base)
	has(t, "afterwards", p.Text, "about dying", "People you can talk to now", "People you chose")
	people, total := strings.Index(p.HTML, `href="/help"`), strings.Index(p.HTML, "Your total on")
	if folded := strings.Index(p.HTML, "<details><summary>The totals"); people < 0 || people > folded || folded > total {
		t.Errorf("people stand at %d, the fold at %d, a total at %d", people, folded, total)
	}
	if s, err := shelf(d.Request("GET", "/keep", nil)); err != nil || strings.Contains(s.Line, "dead") || strings.Contains(s.Line, "3") {
		t.Errorf("Keep says %+v %v", s, err)
	}
	if d.Card() != "" {
		t.Error("Today names it")
	}
	fresh := desk(t)
	at = tap(t, fresh, base+"/new", "1", "1", "more", "0", "0", "0", "0", "0", "0")
	if p := fresh.Post(form(t, fresh.Get(at)), "answer", "0"); p.Goto == "/help" {
		t.Error("none of it leads there as well")
	}
}

func TestWhoSaysYesIsAskedAgain(t *testing.T) {
	d := desk(t)
	d.Journal.Events = append(d.Journal.Events, sheet(now, 12, 8))
	if len(d.Dues()) > 0 {
		t.Error("asked without a yes")
	}
	has(t, "yes", d.Follow(base+"/again", "again", "yes").Text, "ebb asks again on 20 December 2026.", "Don’t ask again")
	if due := d.Dues(); fmt.Sprint(due) != "[2026-12-20 10:00 2027-02-14 10:00]" {
		t.Errorf("due %v", due)
	}
	for _, c := range []struct {
		what string
		day  time.Time
		want bool
	}{
		{"a day before", time.Date(2026, 12, 19, 12, 0, 0, 0, time.UTC), false},
		{"on the day", time.Date(2026, 12, 20, 12, 0, 0, 0, time.UTC), true},
		{"a week later", time.Date(2026, 12, 27, 12, 0, 0, 0, time.UTC), false},
		{"in week twelve, with week four missed", time.Date(2027, 2, 15, 12, 0, 0, 0, time.UTC), true},
		{"much later", time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC), false},
	} {
		d.Now = c.day
		if got := d.Card(); (got != "") != c.want || strings.Count(got, "How have") > 1 || strings.Contains(got, "overdue") {
			t.Errorf("%s Today says %q", c.what, got)
		}
	}
	d.Now = time.Date(2026, 12, 21, 12, 0, 0, 0, time.UTC)
	d.Journal.Events = append(d.Journal.Events, sheet(d.Now, 9, 8))
	if d.Card() != "" || len(d.Dues()) != 1 {
		t.Errorf("after it: %q, due %v", d.Card(), d.Dues())
	}
	n := len(d.Journal.Events)
	d.Post(base+"/again", "again", "yes")
	if len(d.Journal.Events) != n {
		t.Error("a second tap keeps it twice")
	}
	has(t, "no", d.Follow(base+"/again", "again", "no").Text, "ebb does not ask.")
	if len(d.Dues()) > 0 {
		t.Error("asked after a no")
	}
}

func TestWhenSomebodyWhoKnowsTheFormIsOffered(t *testing.T) {
	type total struct{ day, n int }
	for _, c := range []struct {
		what string
		all  []total
		want string
	}{
		{"one total", []total{{0, 22}}, ""},
		{"two from ten on", []total{{0, 12}, {28, 10}}, "twice"},
		{"the newest below ten", []total{{0, 22}, {28, 9}}, ""},
		{"two, but not in a row", []total{{0, 12}, {28, 9}, {56, 11}}, ""},
		{"no fall in eight weeks", []total{{0, 8}, {56, 8}}, "still"},
		{"not eight weeks yet", []total{{0, 8}, {55, 9}}, ""},
		{"no fall since the last one that is eight weeks old", []total{{0, 20}, {10, 6}, {70, 7}}, "still"},
		{"a fall", []total{{0, 9}, {28, 7}, {84, 6}}, ""},
		{"nothing that could fall", []total{{0, 3}, {84, 4}}, ""},
	} {
		d := desk(t)
		for _, x := range c.all {
			d.Journal.Events = append(d.Journal.Events, sheet(now.AddDate(0, 0, x.day), x.n, 0))
		}
		d.Now = now.AddDate(0, 0, 90)
		s, _ := fold(d.Request("GET", base, nil))
		if got, _, _ := course.Reason(s.points(instrument.PHQ9)); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		p := d.Get(base)
		if c.want == "" {
			lacks(t, c.what, p.Text, "Somebody who knows this form")
			continue
		}
		has(t, c.what, p.HTML, "Somebody who knows this form", "nothing against you", `href="/help"`, `href="/keep/people"`, `href="/keep/check/export"`, "chosen by those who made ebb")
	}
}

func TestTheLineSaysHowSureItIs(t *testing.T) {
	for _, c := range []struct {
		what   string
		totals map[int]int // by day
		want   string
	}{
		{"two", map[int]int{0: 14, 28: 9}, "goes down by 5.0 points in four weeks. It could be anything from 13.5 down to 3.5 up. So it may also have stayed as it was."},
		{"a clear fall", map[int]int{0: 24, 28: 15, 84: 4}, "goes down by 6.5 points in four weeks. It could be anything from 9.0 down to 4.0 down. That is more than the noise of the form."},
		{"level", map[int]int{0: 9, 56: 9}, "stays level. It could be anything from 4.2 down to 4.2 up."},
		{"a rise", map[int]int{0: 9, 28: 13}, "goes up by 4.0 points"},
		{"too near", map[int]int{0: 9, 6: 13}, "less than two weeks apart"},
	} {
		d := desk(t)
		for day, n := range c.totals {
			d.Journal.Events = append(d.Journal.Events, sheet(now.AddDate(0, 0, day), n, 7))
		}
		d.Now = now.AddDate(0, 0, 90)
		p := d.Get(base)
		has(t, c.what, p.Text, c.want)
		if n := strings.Count(p.HTML, `class="m-full"`); n != 2*len(c.totals) {
			t.Errorf("%s: %d dots", c.what, n)
		}
	}
}

func TestWhatWasSaidBeforeStandsBesideIt(t *testing.T) {
	d := desk(t)
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Stands, now, tie.Standing{Since: "2026-09-20"}), sheet(now, 9, 3))
	has(t, "the page", d.Get(base).Text, "For you it is 9 weeks since the day you gave.")
}

func TestErased(t *testing.T) {
	d := desk(t)
	a, b := sheet(now.AddDate(0, 0, -30), 22, 9), sheet(now, 12, 8)
	d.Journal.Events = append(d.Journal.Events, a, b)
	d.Post(base+"/again", "again", "yes")
	var s Sheet
	if err := b.Decode(&s); err != nil {
		t.Fatal(err)
	}
	p := d.Follow(base + "/" + s.Sheet.String() + "/erase")
	has(t, "one", p.Text, "It is erased.", "22 of 27")
	lacks(t, "one", p.Text, "12 of 27")
	lacks(t, "a moment later", d.Get(base).Text, "It is erased.")
	p = d.Follow(base + "/erase")
	has(t, "all", p.Text, "It is erased.", "Answer the two questions")
	lacks(t, "all", p.Text, "of 27")
	if len(d.Dues()) > 0 {
		t.Error("it asks again all the same")
	}
	for seq := range d.Journal.Events {
		if left, _ := d.Journal.Read(t.Context(), uint64(seq+1)); len(left) > 0 {
			t.Errorf("%s is still there", left[0].Kind)
		}
	}
	if p := d.Post(base + "/erase"); p.Goto != base {
		t.Error("a second tap is no second erasing")
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	d := desk(t)
	id := ebb.NewID().String()
	for what, c := range map[string][2]string{
		"a number that is no answer": {"/" + id + "/mood/1", "4"}, "below zero": {"/" + id + "/mood/1", "-1"}, "words": {"/" + id + "/mood/1", "not at all"},
		"nothing": {"/" + id + "/mood/1", ""}, "no id": {"/x/mood/1", "1"}, "a question that comes later": {"/" + id + "/mood/3", "1"}, "a part that does not exist": {"/" + id + "/moon/1", "1"},
		"the other form first": {"/" + id + "/worry/1", "1"},
	} {
		if p := d.Post(base+c[0], "answer", c[1]); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken, and leads to %q", what, p.Goto)
		}
	}
	if p := d.Get(base + "/" + id); p.Err == nil {
		t.Error("a sheet that does not exist opens")
	}
	if p := d.Post(base + "/" + id + "/erase"); p.Goto != base || len(d.Journal.Events) > 0 {
		t.Error("a sheet that does not exist is erased")
	}
	if p := d.Post(base + "/export"); p.Raw != nil {
		t.Error("nothing is a file")
	}
	d.Post(base+"/"+id+"/mood/1", "answer", "1")
	d.Post(base+"/"+id+"/mood/1", "answer", "1")
	s, _ := fold(d.Request("GET", base, nil))
	if len(s.sheets()) != 1 {
		t.Errorf("a repeated tap makes %d sheets", len(s.sheets()))
	}
}

func TestTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := ebb.NewID()
		var events []ebb.Event
		for range rapid.IntRange(1, 7).Draw(t, "n") {
			s := fresh()
			s.Sheet = one
			if rapid.Bool().Draw(t, "another") {
				s.Sheet = ebb.NewID()
			}
			s.PHQ[0] = rapid.IntRange(-3, 9).Draw(t, "answer")
			events = append(events, ebb.New(Filled, now.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "minute"))*time.Minute), s))
		}
		var before string
		for range 2 {
			s := &State{}
			for i, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), e); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for _, e := range s.sheets() {
				got = append(got, fmt.Sprint(e.ID, e.PHQ))
			}
			if all := strings.Join(got, " "); before != "" && all != before {
				t.Fatalf("%s, then %s", before, all)
			} else {
				before = all
			}
		}
	})
}

// Every export is as the specification wants it, and without the tick nothing in
// it tells of the ninth question.
func TestEveryExportIsR4(t *testing.T) {
	var docs [][]byte
	var sheets []ebb.Event
	answers := rapid.SliceOfN(rapid.IntRange(Left, 4), difficult+1, difficult+1)
	for seed := range 40 {
		s := Sheet{Sheet: ebb.NewID(), PHQ: answers.Example(seed), GAD: answers.Example(seed + 100)[:7]}
		leave(s.PHQ)
		leave(s.GAD)
		sheets = append(sheets, ebb.New(Filled, now.AddDate(0, 0, seed), s))
	}
	for _, some := range [][]ebb.Event{{sheet(now, 13, 8)}, {sheet(now, 0, 0)}, sheets[:1], sheets} {
		for _, tick := range []string{"", "yes"} {
			d := desk(t)
			d.Journal.Events = slices.Clone(some)
			p := d.Post(base+"/export", "nine", tick)
			if p.Raw == nil || p.Raw.Type != "application/fhir+json" || p.Raw.Name != "answers.json" {
				t.Fatalf("%+v", p.Answer)
			}
			docs = append(docs, p.Raw.Body)
		}
	}
	for i, faults := range r4.Faults(t, docs...) {
		if len(faults) > 0 {
			t.Errorf("export %d: %v", i, faults)
		}
	}
}

func TestTheNinthQuestionStaysOutUnlessTicked(t *testing.T) {
	d := desk(t)
	e := sheet(now, 27, 8)
	d.Journal.Events = append(d.Journal.Events, e)
	has(t, "the page", d.Get(base+"/export").Text, "With the ninth question, about thoughts of dying", "Your name is not in it", "no lock")
	type document struct {
		Entry []struct {
			Resource struct {
				ResourceType string
				Code         any
				Item         []struct{ LinkID string }
			}
		}
	}
	for tick, want := range map[string]bool{"": false, "yes": true} {
		body := d.Post(base+"/export", "nine", tick).Raw.Body
		var doc document
		if err := json.Unmarshal(body, &doc); err != nil {
			t.Fatal(err)
		}
		var linked []string
		for _, e := range doc.Entry {
			if e.Resource.ResourceType != "Questionnaire" {
				linked = append(linked, fmt.Sprint(e.Resource.Code))
				for _, i := range e.Resource.Item {
					linked = append(linked, i.LinkID)
				}
			}
		}
		all := strings.Join(linked, " ")
		for _, code := range []string{"44260-8", "44261-6"} { // the ninth, and the total that gives it away
			if strings.Contains(all, code) != want {
				t.Errorf("with %q ticked, %s is in it: %v", tick, code, !want)
			}
		}
		for _, code := range []string{"44253-3", "69722-7", "55758-7", "69736-7", "70274-6"} {
			if !strings.Contains(all, code) {
				t.Errorf("with %q ticked, %s is missing", tick, code)
			}
		}
	}
}
