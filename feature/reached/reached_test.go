package reached

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
)

var berlin, _ = time.LoadLocation("Europe/Berlin")

func clock(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, berlin)
}

func sit(t *testing.T) *rig.Desk { return rig.New(t, clock(22, 23, 10), Feature()) }

func kinds(d *rig.Desk) string {
	var all []string
	for _, e := range d.Journal.Events {
		all = append(all, strings.TrimPrefix(e.Kind, "reached."))
	}
	return strings.Join(all, " ")
}

func answered(d *rig.Desk, a tie.Safety) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, a))
}

func TestOneTapIsAWholeRecord(t *testing.T) {
	for _, state := range []feature.State{feature.Nobody, feature.Draft, feature.Locked, feature.Unlocked} {
		for _, what := range Whats {
			d := sit(t)
			d.State = state
			p := d.Post("/reached", "what", what)
			want := "/reached/choose"
			if what == Fright {
				want = "/reached/fear"
			}
			if p.Goto != want || kinds(d) != "came" {
				t.Errorf("%s leads to %q and keeps %q: %v", what, p.Goto, kinds(d), p.Err)
			}
			if d.Get(p.Goto).Text == "" {
				t.Errorf("%s: nothing on %s", what, p.Goto)
			}
		}
	}
}

func TestEveryChoiceIsOneTapAndTheSameSize(t *testing.T) {
	for _, choice := range Choices {
		d := sit(t)
		page := d.Follow("/reached", "what", "kind")
		if n := strings.Count(page.HTML, `<button class="btn" name="choice"`); n != len(Choices) || strings.Contains(page.HTML, "btn go") {
			t.Errorf("%d choices of the same size: %s", n, page.HTML)
		}
		p := d.Follow("/reached/choose", "choice", choice)
		if !strings.Contains(p.Text, d.Request("GET", "/", nil).Say("reached.kept."+choice)) || kinds(d) != "came chose" {
			t.Errorf("%s: %s", choice, p.Text)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := sit(t)
	d.Post("/reached", "what", "kind")
	for _, c := range [][]string{
		{"/reached", "what", "profile"}, {"/reached/choose", "choice", "reply"}, {"/reached/choose", "choice", Nothing, "moment", "x"},
		{"/reached/noted", "words", " "}, {"/reached/noted", "words", strings.Repeat("a", longest+1)},
		{"/keep/rules", "what", Fright, "words", "x"}, {"/keep/rules", "what", "kind", "words", strings.Repeat("a", longest+1)},
	} {
		if p := d.Post(c[0], c[1:]...); p.Err == nil || kinds(d) != "came" {
			t.Errorf("%.60s is taken", c)
		}
	}
	if p := sit(t).Post("/reached/choose", "choice", Nothing); p.Goto != "/reached" {
		t.Errorf("a choice about nothing leads to %q", p.Goto)
	}
}

func TestCaptures(t *testing.T) {
	id := ebb.NewID().String()
	for _, c := range []struct {
		kind, body string
		ok         bool
	}{
		{KindCame, `{"moment":"` + id + `","what":"sorry"}`, true},
		{KindCame, `{"what":"sorry"}`, false},
		{KindCame, `{"moment":"` + id + `","what":"sorry","name":"x"}`, false},
		{KindChose, `{"moment":"` + id + `","choice":"purpose"}`, true},
		{KindNoted, `{"moment":"` + id + `","words":"at the door"}`, true},
		{KindRule, `{"what":"kind","words":"x"}`, false},
	} {
		if _, err := Capture(c.kind, []byte(c.body)); (err == nil) != c.ok {
			t.Errorf("%s %s: %v", c.kind, c.body, err)
		}
	}
}

func TestTheFirstPageIsTheSameForEverybody(t *testing.T) {
	a, b := sit(t), sit(t)
	b.Post("/keep/rules", "what", "kind", "words", "a week first")
	answered(b, tie.Safety{TheirNo: tie.Yes})
	b.State, b.Now = feature.Locked, clock(25, 9, 0)
	one, two := a.Get("/reached"), b.Get("/reached")
	if one.HTML != two.HTML || one.Where != two.Where || !one.Static {
		t.Error("two people see different pages")
	}
	for _, c := range Choices {
		if strings.Count(one.HTML, `data-goto="kept-`+c+`"`) != len(Whats)-1 || !strings.Contains(one.HTML, `data-step="kept-`+c+`"`) {
			t.Errorf("%s leads nowhere", c)
		}
	}
	for _, w := range Whats {
		to := "choose-" + w
		if w == Fright {
			to = "fear"
		}
		if !strings.Contains(one.HTML, `data-goto="`+to+`"`) || !strings.Contains(one.HTML, `data-step="`+to+`"`) {
			t.Errorf("%s leads nowhere", w)
		}
	}
}

func TestARuleOfACalmDayIsShownWhileOpen(t *testing.T) {
	d := sit(t)
	d.Post("/keep/rules", "what", "meet", "words", "by daylight, one hour, a café")
	if p := d.Follow("/reached", "what", "meet"); !strings.Contains(p.Text, "by daylight") {
		t.Errorf("open: %s", p.Text)
	}
	if p := d.Follow("/reached", "what", "kind"); strings.Contains(p.Text, "by daylight") || strings.Contains(p.Text, "rule") {
		t.Errorf("a rule for something else shows: %s", p.Text)
	}
	all, err := d.Aids(d.Request("GET", "/now/mine", nil))
	if err != nil || len(all) != 1 || all[0].Step != "reached-meet" || all[0].Lines[0] != "by daylight, one hour, a café" {
		t.Errorf("the page script gets %+v, %v", all, err)
	}
	if !strings.Contains(d.Get("/reached").HTML, `data-aids="reached-meet"`) {
		t.Error("the page has no place for it")
	}
	d.State = feature.Locked
	if p := d.Follow("/reached", "what", "meet"); strings.Contains(p.Text, "daylight") || !strings.Contains(p.Text, "while ebb is unlocked") {
		t.Errorf("locked: %s", p.Text)
	}
}

func TestRulesAreChangedTakenOutAndPutBack(t *testing.T) {
	d := sit(t)
	d.Post("/keep/rules", "what", "kind", "words", "first")
	d.Now = d.Now.Add(time.Minute)
	if p := d.Follow("/keep/rules", "what", "kind", "words", "second"); !strings.Contains(p.Text, "second") || strings.Contains(p.Text, "first") {
		t.Errorf("changed: %s", p.Text)
	}
	d.Now = d.Now.Add(time.Minute)
	if p := d.Follow("/keep/rules", "what", "kind"); strings.Contains(p.Text, "second") || !strings.Contains(p.Text, "The rule is taken out") {
		t.Errorf("taken out: %s", p.Text)
	}
	if p := d.Follow("/keep/rules/undo"); !strings.Contains(p.Text, "second") || strings.Contains(p.Text, "The rule is taken out") {
		t.Errorf("put back: %s", p.Text)
	}
	n := len(d.Journal.Events)
	d.Post("/keep/rules/undo")
	if d.Post("/keep/rules", "what", "sorry"); len(d.Journal.Events) != n {
		t.Error("a second tap, or emptying what is empty, keeps something")
	}
}

func TestWantsMeBackOpensInTheMorning(t *testing.T) {
	for _, c := range []struct {
		what      string
		came, now time.Time
		open      bool
	}{
		{"not in the same night", clock(22, 23, 10), clock(23, 2, 0), false},
		{"not before ten", clock(22, 23, 10), clock(23, 9, 59), false},
		{"from ten on", clock(22, 23, 10), clock(23, 10, 0), true},
		{"after a message at noon on the next day", clock(22, 12, 0), clock(22, 22, 0), false},
		{"a message at two at night has that night before it", clock(23, 2, 0), clock(23, 10, 0), true},
	} {
		d := sit(t)
		d.Now = c.came
		d.Post("/reached", "what", Back)
		d.Now = c.now
		p := d.Get("/reached/back")
		if strings.Contains(p.HTML, `name="different"`) != c.open || strings.Contains(d.Card(), "They want you back") != c.open {
			t.Errorf("%s: %s", c.what, p.Text)
		}
		if !c.open {
			if d.Post("/reached/back", "step", "x"); kinds(d) != "came" {
				t.Errorf("%s: it can be written all the same", c.what)
			}
		}
	}
}

func TestItIsLookedAtAgainOnItsDay(t *testing.T) {
	d := sit(t)
	d.Post("/reached", "what", Back)
	d.Now = clock(23, 11, 0)
	d.Post("/reached/back", "different", "they moved out", "review", "2026-11-26")
	if strings.Contains(d.Card(), "want") {
		t.Errorf("written, and Today still asks: %s", d.Card())
	}
	d.Now = clock(26, 8, 0)
	if !strings.Contains(d.Card(), "look again") {
		t.Errorf("on the day Today says %q", d.Card())
	}
	if p := d.Get("/reached/back"); !strings.Contains(p.HTML, "they moved out") || !strings.Contains(p.HTML, `value="2026-11-26"`) {
		t.Errorf("what was written is not there: %s", p.Text)
	}
	d.Now = clock(26, 9, 0)
	d.Post("/reached/back", "away", "yes")
	if d.Card() != "" || strings.Contains(d.Get("/reached/back").HTML, `name="different"`) {
		t.Errorf("put away it is still there: %q", d.Card())
	}
}

func TestTodayForgetsWhatNobodyTakesUp(t *testing.T) {
	d := sit(t)
	d.Post("/reached", "what", Back)
	d.Now = clock(30, 11, 0)
	if d.Card() != "" {
		t.Errorf("a week later Today says %q", d.Card())
	}
}

func TestHeldUntilMorning(t *testing.T) {
	d := sit(t)
	d.Post("/reached", "what", "sorry")
	d.Post("/reached/choose", "choice", Morning)
	d.Now = clock(23, 9, 30)
	if d.Card() != "" {
		t.Errorf("before ten: %q", d.Card())
	}
	d.Now = clock(23, 10, 5)
	if !strings.Contains(d.Card(), "held something until this morning") {
		t.Fatalf("at ten: %q", d.Card())
	}
	var s *tonight
	if err := feature.See(d.Request("GET", "/", nil), Name, func(st *State) error { s = st.held(d.Now); return nil }); err != nil {
		t.Fatal(err)
	}
	if p := d.Post("/reached/choose", "moment", s.Moment, "choice", "purpose"); p.Goto != "/today" || d.Card() != "" {
		t.Errorf("chosen: %q %q", p.Goto, d.Card())
	}
}

func TestFearLeavesAnswering(t *testing.T) {
	d := sit(t)
	p := d.Follow("/reached", "what", Fright)
	for _, want := range []string{`href="/help"`, `href="/safety"`, `href="/settings/discreet"`, `action="/safety/feared"`, `action="/reached/noted"`} {
		if !strings.Contains(p.HTML, want) {
			t.Errorf("fear lacks %s", want)
		}
	}
	for _, no := range []string{`name="choice"`, `href="/now"`, `href="/head"`} {
		if strings.Contains(p.HTML, no) {
			t.Errorf("fear still offers %s", no)
		}
	}
	if p := d.Get("/reached/choose"); p.Goto != "/reached/fear" {
		t.Errorf("from fear one still gets to %q", p.Goto)
	}
	var first string
	if !d.Recall("help.first", &first) || first != "violence" {
		t.Error("help does not begin with violence")
	}
	if p := d.Follow("/reached/noted", "words", "at the door at nine"); !strings.Contains(p.Text, "Your note is kept") {
		t.Errorf("noted: %s", p.Text)
	}
	if p := d.Get("/reached/noted"); !strings.Contains(p.Text, "at the door at nine") || !strings.Contains(p.Text, "22 Nov 2026, 23:10") {
		t.Errorf("the note is not to be found: %s", p.Text)
	}
	if p := d.Post("/reached/noted/out", "note", d.Journal.Events[0].ID.String()); p.Err == nil {
		t.Error("something that is no note is taken out")
	}
	if p := d.Follow("/reached/noted/out", "note", d.Journal.Events[1].ID.String()); strings.Contains(p.Text, "at the door") || !strings.Contains(p.Text, "The note is taken out.") {
		t.Errorf("taken out: %s", p.Text)
	}
	if p := d.Follow("/reached/noted/undo"); !strings.Contains(p.Text, "at the door") {
		t.Errorf("put back: %s", p.Text)
	}
	if !strings.Contains(d.Get("/keep/rules").HTML, `href="/reached/noted"`) {
		t.Error("no way from Keep to the note")
	}
}

func TestAfterAYesNothingPreparesATalk(t *testing.T) {
	for say, a := range map[string]tie.Safety{
		"Their no is final":  {TheirNo: tie.Yes},
		"closed for now":     {Afraid: tie.Yes},
		"closed for now.":    {Control: tie.Yes},
		"This part is close": {Control: tie.Yes, TheirNo: tie.Yes},
	} {
		d := sit(t)
		d.Post("/reached", "what", Back)
		d.Now = clock(23, 11, 0)
		answered(d, a)
		p := d.Get("/reached/back")
		if strings.Contains(p.HTML, "<form") || !strings.Contains(p.Text, say) || d.Card() != "" {
			t.Errorf("%+v: %s / %s", a, p.Text, d.Card())
		}
		if d.Post("/reached/back", "step", "x"); strings.Contains(kinds(d), "weighed") {
			t.Errorf("%+v: written all the same", a)
		}
		if d.Panel() != "" {
			t.Errorf("%+v: what comes from them is counted", a)
		}
	}
	d := sit(t)
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Feared, d.Now, 1))
	if d.Post("/reached", "what", "kind"); d.Panel() != "" {
		t.Error("after fear in a hard moment what comes from them is counted")
	}
}

func TestTheirNoShrinksContact(t *testing.T) {
	d := sit(t)
	answered(d, tie.Safety{TheirNo: tie.Yes})
	if p := d.Follow("/reached", "what", Practical); !strings.Contains(p.Text, "what they or a court allow") {
		t.Errorf("%s", p.Text)
	}
}

func TestWhatCameIsCounted(t *testing.T) {
	d := sit(t)
	if d.Panel() != "" {
		t.Error("a panel about nothing")
	}
	for i := range enough {
		if i > 0 && !strings.Contains(d.Panel(), "a table stands here") {
			t.Errorf("after %d: %q", i, d.Panel())
		}
		d.Post("/reached", "what", []string{"kind", "sorry"}[i%2])
		d.Post("/reached/choose", "choice", Nothing)
		d.Now = d.Now.Add(time.Hour)
	}
	if got := d.Panel(); !strings.Contains(got, "5 times") || !strings.Contains(got, "Something kind 3") || !strings.Contains(got, "You chose: Nothing tonight 5") {
		t.Errorf("%q", got)
	}
	r := d.Request("GET", "/", nil)
	if cards, err := week(r, clock(16, 0, 0), clock(23, 0, 0)); err != nil || len(cards) != 1 || cards[0].Data.(tally).N != 1 {
		t.Errorf("the week until Sunday midnight: %+v %v", cards, err)
	}
	if cards, err := week(r, clock(1, 0, 0), clock(8, 0, 0)); err != nil || cards != nil {
		t.Errorf("an empty week: %+v %v", cards, err)
	}
}

func TestTheFoldKeepsNoWordsAndNoOrder(t *testing.T) {
	id := ebb.NewID()
	events := []ebb.Event{
		ebb.New(KindCame, clock(22, 23, 0), Came{id, Back}),
		ebb.New(KindChose, clock(22, 23, 1), Chose{id, Morning}),
		ebb.New(KindChose, clock(22, 23, 2), Chose{id, Nothing}),
		ebb.New(KindRule, clock(20, 9, 0), Rule{"kind", "first"}),
		ebb.New(KindRule, clock(21, 9, 0), Rule{"kind", "second"}),
	}
	for _, turn := range []bool{false, true} {
		s := newState()
		for i := range events {
			at := i
			if turn {
				at = len(events) - 1 - i
			}
			if err := s.Apply(uint64(at+1), events[at]); err != nil {
				t.Fatal(err)
			}
		}
		if all := s.since(time.Time{}); len(all) != 1 || all[0].choice != Nothing {
			t.Errorf("turned %v: %+v", turn, all)
		}
		if seq, ok := s.rule("kind"); !ok || seq != 5 {
			t.Errorf("turned %v: the rule is %d", turn, seq)
		}
	}
}
