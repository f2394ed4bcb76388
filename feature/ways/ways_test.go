package ways

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/ways/draft"
	"ebb/guide"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// example is the one that stat/choice works out by hand.
var (
	letting = []string{"if_low", "5", "if_high", "8", "else", "6", "else_low", "5", "else_high", "7", "chance_low", "5", "chance", "15", "chance_high", "25"}
	keeping = []string{"if_low", "7", "if_high", "10", "else_low", "2", "else_high", "3", "chance_low", "10", "chance_high", "40"}
)

func desk(t *testing.T) *rig.Desk {
	d := rig.New(t, now, Feature())
	d.Post(home, "keeping", "changes")
	return d
}

func full(t *testing.T) *rig.Desk {
	d := desk(t)
	d.Post(home+"/let", letting...)
	d.Post(home+"/keep", keeping...)
	return d
}

func has(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %q in %s", what, want, text)
		}
	}
}

func head(p rig.Page) string {
	m := regexp.MustCompile(`<h1>(.*?)</h1>`).FindStringSubmatch(p.HTML)
	if m == nil {
		return ""
	}
	return m[1]
}

func TestFromNothingToAllOfIt(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get(home)
	has(t, "empty", p.Text, "Say how life may be in a year", "What would keep going mean?")
	if sh, err := step(d.Request("GET", "/", nil)); err != nil || sh.Line != "Not started" {
		t.Errorf("on Decide: %+v %v", sh, err)
	}
	p = d.Follow(home, "keeping", "changes")
	has(t, "letting go", p.Text, "If you let go", "They come back. How is life in a year?", "Leave it for now")
	if strings.Contains(p.HTML, "checked") || strings.Contains(p.HTML, "selected") {
		t.Error("something is chosen already")
	}
	p = d.Follow(home+"/let", letting...)
	has(t, "keeping", p.Text, "If you keep going", "It really changes.")
	p = d.Follow(home+"/keep", keeping...)
	if got := head(p); got != "The two meet where real change is 60 in 100 likely. You said 10 to 40." {
		t.Errorf("heading: %s", got)
	}
	has(t, "all of it", p.Text, "These are your numbers, not advice.", "6.1 5.0 to 7.3", "4.0 2.5 to 5.8", "under 1 in 100", "over 99 in 100", "eight steps in each of your ranges", "15 5 to 25", "85 75 to 95",
		"Letting go comes to 6.1. Keeping going runs from 2.5 without change to 8.5 with it. The grey band is your range: at 10 in 100 it is 3.1, at 40 it is 4.9.",
		"What moves it most is how likely real change is.", "an assumption of ebb’s authors, grade D")
	if got := p.Where; got != "Draft 1, changed today" {
		t.Errorf("where: %s", got)
	}
	if sh, _ := step(d.Request("GET", "/", nil)); sh.Line != "Draft 1, changed today" {
		t.Errorf("on Decide: %+v", sh)
	}
}

// TestTheTableOfTheExample holds every cell of the page's tables against the
// sums in stat/choice's TestTheExampleByHand.
func TestTheTableOfTheExample(t *testing.T) {
	p := full(t).Get(home)
	for _, row := range []string{
		"[How likely real change is 10 to 40 letting go is 3.0 higher letting go is 1.2 higher]", // -2.975, -1.175
		"[Life if they do not come back 5 to 7 letting go is 1.2 higher letting go is 2.9 higher]",
		"[Life if it changes 7 to 10 letting go is 2.5 higher letting go is 1.7 higher]",
		"[Life if it does not change 2 to 3 letting go is 2.5 higher letting go is 1.7 higher]",
		"[Life if they come back 5 to 8 letting go is 1.9 higher letting go is 2.3 higher]",
		"[Letting go’s own effect (assumed) ×0.4 to ×2.5 letting go is 2.0 higher letting go is 2.2 higher]",
		"[How likely they come back 5 to 25 letting go is 2.0 higher letting go is 2.1 higher]",
		"[0 6.1 2.5]", "[30 6.1 4.3]", "[60 6.1 6.1]", "[100 6.1 8.5]",
	} {
		has(t, "a table", p.Text, row)
	}
}

// verdict finds a heading that names a winner, or tells people what to do.
var verdict = regexp.MustCompile(`(?i)\b(ahead|better|best|worse|winner|wins?|higher|leave|stay|let(ting)? go|keep(ing)?|go for|choose)\b`)

func TestNoHeadingNamesAWinner(t *testing.T) {
	for _, c := range []struct{ what, letIf, letElse, keepIf, keepElse, low, high, want string }{
		{"once", "6", "6", "8", "2", "10", "40", "The two meet where real change is 67 in 100 likely. You said 10 to 40."},
		{"one number", "6", "6", "8", "2", "30", "", "The two meet where real change is 67 in 100 likely. You said 30."},
		{"never", "9", "9", "8", "2", "10", "40", "The two do not meet, however likely real change is. You said 10 to 40 in 100."},
		{"never, the other way", "1", "1", "8", "2", "10", "40", "The two do not meet, however likely real change is. You said 10 to 40 in 100."},
		{"flat", "5", "5", "7", "7", "10", "40", "The two do not meet, however likely real change is. You said 10 to 40 in 100."},
		{"the same", "5", "5", "5", "5", "10", "40", "The two are the same, however likely real change is."},
		{"at nothing", "2", "2", "8", "2", "0", "0", "The two meet where real change is 0 in 100 likely. You said 0."},
		{"at certainty", "8", "8", "8", "2", "100", "100", "The two meet where real change is 100 in 100 likely. You said 100."},
		{"not said", "6", "6", "8", "2", "", "", "The two meet where real change is 67 in 100 likely."},
	} {
		for _, back := range []string{"0", "100", "50"} {
			d := desk(t)
			d.Post(home+"/let", "if", c.letIf, "else", c.letElse, "chance", back)
			p := d.Follow(home+"/keep", "if", c.keepIf, "else", c.keepElse, "chance_low", c.low, "chance_high", c.high)
			if got := head(p); got != c.want || verdict.MatchString(got) {
				t.Errorf("%s: %q, want %q", c.what, got, c.want)
			}
		}
	}
	for key, text := range map[string]string{"works": "The two meet where it is 67 in 100 likely to work. You said 10 to 40."} {
		d := rig.New(t, now, Feature())
		d.Post(home, "keeping", key)
		d.Post(home+"/let", "if", "6", "else", "6", "chance", "50")
		if got := head(d.Follow(home+"/keep", "if", "8", "else", "2", "chance_low", "10", "chance_high", "40")); got != text {
			t.Errorf("%s: %q", key, got)
		}
	}
}

func TestBothAreShownWithTheSameWeight(t *testing.T) {
	p := full(t).Get(home)
	rows := regexp.MustCompile(`<div><dt>([^<]*)</dt><dd><b class="say">([^<]*)</b></dd></div>`).FindAllStringSubmatch(p.HTML, -1)
	if len(rows) != 2 || rows[0][1] != "letting go is higher" || rows[1][1] != "keeping going is higher" {
		t.Fatalf("%v", rows)
	}
	for _, c := range []struct{ let, keep, want string }{{"5", "5", "50 in 100 keeping going is higher 50 in 100"}, {"9", "2", "100 in 100 keeping going is higher 0 in 100"}, {"2", "9", "0 in 100 keeping going is higher 100 in 100"}} {
		d := desk(t)
		d.Post(home+"/let", "if", c.let, "else", c.let, "chance", "50")
		p := d.Follow(home+"/keep", "if", c.keep, "else", c.keep, "chance", "50")
		has(t, c.want, p.Text, "letting go is higher "+c.want, "You gave single numbers")
		if close := strings.Contains(p.Text, "Too close to call"); close != (c.let == c.keep) {
			t.Errorf("%s and %s: too close %v", c.let, c.keep, close)
		}
	}
}

func TestWhatItHangsOn(t *testing.T) {
	d := desk(t)
	d.Post(home+"/let", "if", "6", "else", "5", "chance_low", "10", "chance_high", "30")
	p := d.Follow(home+"/keep", "if", "9", "else", "2", "chance_low", "20", "chance_high", "80")
	has(t, "straddling", p.Text, "What would change your answer is how likely real change is. At 20 in 100 letting go is 1.8 higher. At 80 in 100 keeping going is 2.4 higher.")
	p = d.Follow(home+"/keep", "if", "9", "else", "9", "chance", "50")
	has(t, "nothing turns it", p.Text, "No number within your ranges turns the two round.")
	has(t, "what letting go does", p.Text, "Its bar shows if your answer hangs on it.")
	d.Post(home+"/let", "if", "6", "else", "5", "chance", "0")
	has(t, "what letting go does, where it cannot", d.Get(home).Text, "On your numbers it changes nothing.")
	has(t, "no ranges, and odds that cannot matter", d.Get(home).Text, "You gave single numbers, so nothing moves.")
}

func TestOneNotValued(t *testing.T) {
	d := desk(t)
	d.Post(home+"/let", "if", "6", "chance", "20")
	p := d.Get(home)
	has(t, "much open", p.Text, "Not said yet", "Life if they do not come back", "Life if it changes", "How likely real change is", "not said")
	if head(p) != "Four ways it could go" || strings.Contains(p.HTML, "<svg") {
		t.Errorf("a finding from nothing: %s", p.Text)
	}
	d.Post(home+"/keep", "if", "8", "else", "3", "chance", "40") // comes to 5
	p = d.Get(home)
	has(t, "one open", p.Text, "For the two to meet, life if they do not come back would have to be 4.8.", "Keeping going comes to 5.0 on your numbers.") // (5 - 1.2) / 0.8
	d.Post(home+"/let", "if", "10", "chance", "90")
	has(t, "nothing could do it", d.Get(home).Text, "nothing you could say here makes the two meet")
	d.Post(home+"/let", "if", "5", "chance", "100")
	has(t, "anything does it", d.Get(home).Text, "the two are the same whatever you say here")
	d.Post(home+"/let", "if", "8", "else", "4", "chance", "")
	has(t, "a chance open", d.Get(home).Text, "their coming back would have to be 25 in 100 likely")
	d.Post(home+"/let", "if", "6", "else", "6", "chance", "50")
	p = d.Follow(home+"/keep", "if", "8", "else", "3")
	if got := head(p); got != "The two meet where real change is 60 in 100 likely." || !strings.Contains(p.HTML, "<svg") || strings.Contains(p.HTML, `class="guess"`) {
		t.Errorf("the deciding chance open: %s", got)
	}
}

func TestRangesAsTheyCome(t *testing.T) {
	for _, c := range []struct{ what, low, about, high, want string }{
		{"a range", "10", "", "40", "25 10 to 40"},
		{"turned round", "40", "", "10", "25 10 to 40"},
		{"with its middle", "10", "20", "40", "20 10 to 40"},
		{"turned round, with its middle", "40", "20", "10", "20 10 to 40"},
		{"a single number", "", "30", "", "30 "},
		{"low alone", "30", "", "", "30 "},
		{"high alone", "", "", "30", "30 "},
		{"about and one end", "", "20", "40", "20 20 to 40"},
		{"the same at both ends", "30", "", "30", "30 "},
		{"nought", "0", "", "0", "0 "},
		{"certain", "100", "", "100", "100 "},
		{"with its sign", "10%", "", " 40 % ", "25 10 to 40"},
	} {
		d := full(t)
		p := d.Follow(home+"/keep", "if", "8", "else", "2", "chance_low", c.low, "chance", c.about, "chance_high", c.high)
		has(t, c.what, p.Text, "Keep going, and it changes "+c.want)
		if said := strings.Contains(p.Text, "wrong way round"); said != strings.HasPrefix(c.what, "turned round") {
			t.Errorf("%s: said to be turned %v", c.what, said)
		}
		if strings.Contains(d.Get(home).Text, "wrong way round") {
			t.Errorf("%s: said twice", c.what)
		}
	}
}

func TestWhatIsRefusedComesBackInItsForm(t *testing.T) {
	long := strings.Repeat("א", draft.Longest+1)
	for what, c := range map[string]struct {
		pairs []string
		want  string
	}{
		"above the scale":      {[]string{"if", "11"}, "Write whole numbers, 0 to 10."},
		"below it":             {[]string{"chance", "-1", "else_words", "kept words"}, "Write whole numbers, 0 to 100."},
		"no number":            {[]string{"chance_low", "many"}, "Write whole numbers"},
		"a part":               {[]string{"chance_low", "10.5"}, "Write whole numbers"},
		"outside its range":    {[]string{"chance", "50", "chance_low", "10", "chance_high", "40"}, "50 does not lie within 10 to 40."},
		"one sign too many":    {[]string{"if_words", long}, "That is 1 sign more than the 500 that fit."},
		"ten thousand letters": {[]string{"else_words", strings.Repeat("x", 10000)}, "That is 9500 signs more"},
	} {
		d := full(t)
		n := len(d.Journal.Events)
		p := d.Post(home+"/let", c.pairs...)
		if p.Status != 400 || len(d.Journal.Events) != n {
			t.Errorf("%s: %d, %v", what, p.Status, p.Err)
		}
		has(t, what, p.Text, c.want)
		for _, v := range c.pairs {
			if len(v) > 6 && !strings.Contains(v, "_") && !strings.Contains(p.HTML, v) {
				t.Errorf("%s: the text is lost", what)
			}
		}
	}
	d := full(t)
	for _, v := range []string{"", "x", "Works"} {
		if p := d.Post(home, "keeping", v); p.Err == nil {
			t.Errorf("keeping %q is taken", v)
		}
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		if bad, ok := d.Get(home + "/drafts/" + id).Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
			t.Errorf("draft %s", id)
		}
	}
}

func TestDrafts(t *testing.T) {
	d := full(t)
	n := len(d.Journal.Events)
	d.Post(home+"/keep", keeping...)
	if len(d.Journal.Events) != n {
		t.Error("the same once more is another event")
	}
	d.Now = now.AddDate(0, 0, 3)
	d.Post(home+"/keep", append([]string{"if_words", "Two flats."}, keeping...)...)
	p := d.Get(home)
	if p.Where != "Draft 1, changed today" {
		t.Errorf("words alone begin a draft: %s", p.Where)
	}
	has(t, "words", p.Text, "Two flats.")
	first := d.Journal.Events[len(d.Journal.Events)-1].ID.String()
	d.Now = now.AddDate(0, 0, 8)
	d.Post(home+"/keep", "if", "9", "else", "1", "chance_low", "50", "chance_high", "90")
	d.Now = now.AddDate(0, 0, 9)
	p = d.Get(home)
	if p.Where != "Draft 2, from 1 December" {
		t.Errorf("changed: %s", p.Where)
	}
	p = d.Get(home + "/drafts")
	has(t, "all", p.Text, "Draft 2", "Draft 1, from 26 November", "You said 10 to 40.", "You said 50 to 90.")
	p = d.Get(home + "/drafts/" + first)
	has(t, "the first again", p.Text, "This is an earlier draft, from 26 November.", "You said 10 to 40.", "Two flats.")
	if strings.Contains(p.HTML, "<form") || strings.Contains(p.HTML, "/decide/ways/keep") {
		t.Error("an earlier draft can be changed")
	}
	if p := d.Get(home + "/drafts/" + d.Journal.Events[len(d.Journal.Events)-1].ID.String()); p.Goto != home {
		t.Error("the newest is shown as an earlier one")
	}
	d.Post(home, "keeping", "works")
	has(t, "asked otherwise", d.Get(home).Text, "draft", "Keep going, and it works 70 50 to 90")
}

func TestPromisesStandBesideChange(t *testing.T) {
	d := full(t)
	at := now.Add(-time.Hour)
	add := func(kind string, body any) [16]byte {
		at = at.Add(time.Second)
		e := ebb.New(kind, at, body)
		d.Journal.Events = append(d.Journal.Events, e)
		return e.ID
	}
	for i, kept := range []tie.Kept{tie.KeptWhole, tie.KeptNot, tie.KeptNot, tie.KeptPart} {
		id := add(tie.Promised, tie.Promise{Words: fmt.Sprint("p", i)})
		add(tie.Held, tie.Outcome{Promise: id, Kept: tie.KeptWhole})
		add(tie.Held, tie.Outcome{Promise: id, Kept: kept})
	}
	add(tie.Held, tie.Outcome{Promise: add(tie.Promised, tie.Promise{Mine: true, Words: "mine"}), Kept: tie.KeptWhole})
	want := "Of 3 promises of theirs that you looked back on, 1 was kept whole. As a range, that is 6 to 79 in 100."
	for _, path := range []string{home, home + "/keep"} {
		has(t, path, d.Get(path).Text, want)
	}
	if strings.Contains(d.Get(home+"/let").Text, "promises") {
		t.Error("they stand beside letting go")
	}
	d.Post(home, "keeping", "works")
	if strings.Contains(d.Get(home).Text, "promises") {
		t.Error("they stand beside what is not about change")
	}
}

func TestWordsStayWords(t *testing.T) {
	for _, words := range []string{"<script>alert(1)</script>", "🙂👩‍👩‍👧", "אני הולכת", `"><img src=x>`, strings.Repeat("🙂", draft.Longest)} {
		d := full(t)
		d.Post(home+"/let", append([]string{"if_words", words}, letting...)...)
		for _, path := range []string{home, home + "/let"} {
			if p := d.Get(path); !strings.Contains(p.Text, words) || strings.Contains(p.HTML, "<script>") || strings.Contains(p.HTML, "<img") || !strings.Contains(p.HTML, `dir="auto"`) {
				t.Errorf("%.30q at %s: %.300s", words, path, p.Text)
			}
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

func TestFoldsInAnyOrder(t *testing.T) {
	d := full(t)
	d.Now = now.Add(time.Hour)
	d.Post(home+"/keep", "if", "9", "else", "1", "chance", "50")
	a, b := newState(), newState()
	n := len(d.Journal.Events)
	for i := range n {
		for s, e := range map[*State]int{a: i, b: n - 1 - i} {
			if err := s.Apply(uint64(e+1), d.Journal.Events[e]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if fmt.Sprint(a.versions()) == "" || len(a.versions()) != 2 || a.newest().id != b.newest().id || len(b.versions()) != 2 {
		t.Errorf("%v and %v", a.versions(), b.versions())
	}
}

func TestTheAssumptionIsWhatTheGuideSays(t *testing.T) {
	f, ok := guide.Lookup("choiceodds")
	o := draft.Draft{}.Choice().Let.Odds
	if !ok || f.Grade != "D" || f.Value != whole(o.Middle) || f.Interval != fmt.Sprintf("tried from %v to %v", o.Low, o.High) {
		t.Errorf("%+v, and arithmetic has %v", f, o)
	}
}

func TestAWeek(t *testing.T) {
	d := full(t)
	from := time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)
	for what, c := range map[string]struct {
		shift int
		cards int
	}{"this week": {0, 1}, "the week after": {7, 0}, "the week before": {-7, 0}} {
		cards, err := week(d.Request("GET", "/", nil), from.AddDate(0, 0, c.shift), from.AddDate(0, 0, c.shift+7))
		if err != nil || len(cards) != c.cards {
			t.Errorf("%s: %d cards, %v", what, len(cards), err)
		}
		for _, card := range cards {
			has(t, what, d.Render(card.Template, card.Data), "You said 10 to 40.", "Draft 1, changed today")
		}
	}
	d.Post(home+"/let", "if", "5")
	if cards, err := week(d.Request("GET", "/", nil), from, from.AddDate(0, 0, 7)); err != nil || len(cards) > 0 {
		t.Errorf("half a draft is in the review: %v %v", cards, err)
	}
}

func TestAYesCloses(t *testing.T) {
	f := Feature()
	if f.Guard != feature.NoYes || !f.Guard.Shuts(feature.Closed) || f.Guard.Shuts(feature.Skipped) {
		t.Errorf("guard %v", f.Guard)
	}
}
