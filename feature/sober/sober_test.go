package sober

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
	"ebb/tie/exchange"
)

var now = time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)

// chatOf is an import in which so many talks were begun, at every gap alike.
func chatOf(me, them int) exchange.Tally {
	t := exchange.Tally{No: 1, First: now.AddDate(-1, 0, 0).Unix(), Last: now.AddDate(0, -1, 0).Unix()}
	for h := range 8 {
		t.Gaps = append(t.Gaps, exchange.GapView{Hours: h + 1, Starts: exchange.Starts{Me: me, Them: them}})
	}
	return t
}

var noneAfraid = tie.Safety{Afraid: tie.No, Control: tie.No, TheirNo: tie.No}

func happened(d *rig.Desk, kind string, body any) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(kind, d.Now, body))
}

func TestTheWholeWay(t *testing.T) {
	d := rig.New(t, now, Feature())
	if p := d.Get("/decide/soberly"); !strings.Contains(p.HTML, `href="/decide/soberly/bond"`) || strings.Contains(p.Text, "There is no total") {
		t.Errorf("before: %s", p.Text)
	}
	if p := d.Get("/decide/soberly/bond"); strings.Contains(p.HTML, " checked") {
		t.Error("an answer is chosen beforehand")
	}
	for _, c := range []struct {
		part  string
		pairs []string
		to    string
	}{
		{"bond", []string{"near", "second", "deeds", "middle"}, "/self"},
		{"self", []string{"me", "fourth"}, "/cost"},
		{"cost", []string{"costs", "work", "costs", "sleep", "gives", "laughter", "words", "my Sundays"}, "/effort"},
		{"effort", []string{"starts", "both", "repairs", "unknown"}, "/plans"},
		{"plans", []string{"plans", "them"}, ""},
	} {
		if p := d.Post("/decide/soberly/"+c.part, c.pairs...); p.Err != nil || p.Goto != "/decide/soberly"+c.to {
			t.Errorf("%s goes to %q, %v", c.part, p.Goto, p.Err)
		}
		n := len(d.Journal.Events)
		if d.Post("/decide/soberly/"+c.part, c.pairs...); len(d.Journal.Events) != n {
			t.Errorf("%s: a second tap is kept twice", c.part)
		}
	}
	p := d.Get("/decide/soberly")
	for _, want := range []string{"Were you two distant or present? Rather distant", "did deeds follow? Sometimes", "How much of you could be there? A lot", "Sleep, Work", "Laughter", "my Sundays", "Who starts a talk? Both", "Who mends it after a fight? I don’t know", "Who makes the plans? Them"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q: %s", want, p.Text)
		}
	}
	if strings.Contains(p.Text, "How was a plain week") {
		t.Error("what was left out is shown")
	}
	if p := d.Get("/decide/soberly/bond"); !strings.Contains(p.HTML, `name="near" value="second" checked`) {
		t.Error("the same day does not show what was said")
	}
}

func TestLeavingAllOfItOutKeepsNothing(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, p := range Parts {
		d.Post("/decide/soberly/" + p.Name)
	}
	if len(d.Journal.Events) > 0 {
		t.Errorf("%d events", len(d.Journal.Events))
	}
	if p := d.Post("/decide/soberly/bond", "near", "last", "stop", "1"); p.Goto != "/decide/soberly" {
		t.Errorf("stopping leads to %q", p.Goto)
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, pairs := range [][]string{{"bond", "near", "me"}, {"bond", "near", "sixth"}, {"effort", "starts", "first"}} {
		if p := d.Post("/decide/soberly/"+pairs[0], pairs[1], pairs[2]); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%v is taken", pairs)
		}
	}
	long := strings.Repeat("ש", 10000)
	p := d.Post("/decide/soberly/cost", "words", long, "costs", "sleep")
	if p.Status != 422 || !strings.Contains(p.Text, "9500 signs too long") || !strings.Contains(p.HTML, long) || !strings.Contains(p.HTML, `value="sleep" checked`) || len(d.Journal.Events) > 0 {
		t.Errorf("ten thousand signs: %d, %v", p.Status, p.Err)
	}
	if d.Get("/decide/soberly/love").Err == nil || d.Post("/decide/soberly/love").Err == nil {
		t.Error("a page that is none opens")
	}
	d.Post("/decide/soberly/cost", "costs", "fame")
	if len(d.Journal.Events) > 0 {
		t.Error("a tick that is none of ours is kept")
	}
}

func TestThenAndNow(t *testing.T) {
	d := rig.New(t, now.AddDate(0, -1, 0), Feature())
	d.Post("/decide/soberly/bond", "near", "first")
	d.Post("/decide/soberly/cost", "costs", "sleep")
	d.Post("/decide/soberly/bond", "near", "second") // the same day: put right
	if p := d.Get("/decide/soberly"); strings.Contains(p.Text, "Then, on") {
		t.Errorf("one day is no then: %s", p.Text)
	}
	d.Now = now
	if p := d.Get("/decide/soberly/bond"); strings.Contains(p.HTML, " checked") {
		t.Error("another day begins with the old answer chosen")
	}
	d.Post("/decide/soberly/bond", "near", "fourth")
	d.Post("/decide/soberly/cost", "gives", "rest")
	p := d.Get("/decide/soberly")
	for _, want := range []string{"Rather present Then, on 22 October: Rather distant", "Rest Then, on 22 October What does it cost? Sleep What does it give? nothing ticked"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q: %s", want, p.Text)
		}
	}
}

func TestThenMayBeAnotherYear(t *testing.T) {
	d := rig.New(t, now.AddDate(-1, 0, 0), Feature())
	d.Post("/decide/soberly/bond", "near", "first")
	d.Now = now
	d.Post("/decide/soberly/bond", "near", "fourth")
	if p := d.Get("/decide/soberly"); !strings.Contains(p.Text, "Then, on 22 November 2025: Distant") || strings.Contains(p.Text, "2026") {
		t.Errorf("%s", p.Text)
	}
}

// Both directions are named alike.
func TestWhatWasSaidBesideWhatMessagesShow(t *testing.T) {
	for _, c := range []struct {
		what     string
		me, them int
		said     string
		want     string
	}{
		{"said both, and it was me", 160, 40, "both", "you began 160 of 200 talks: 80 % (range 74 to 85 %). You said both. In the chat it is more often you."},
		{"said both, and it was them", 40, 160, "both", "you began 40 of 200 talks: 20 % (range 15 to 26 %). You said both. In the chat it is more often them."},
		{"said me, and it was them", 40, 160, "me", "You said it is you. In the chat it is more often them."},
		{"said them, and it was me", 160, 40, "them", "You said it is them. In the chat it is more often you."},
		{"said me, and it was half", 500, 500, "me", "You said it is you. In the chat it is about half each."},
		{"said them, and it was half", 500, 500, "them", "You said it is them. In the chat it is about half each."},
		{"said me, and it was", 160, 40, "me", "You said it is you. The chat says the same."},
		{"said both, and it was", 500, 500, "both", "You said both. The chat says the same."},
		{"did not know", 160, 40, "unknown", "That is more often you."},
		{"left out", 40, 160, "", "That is more often them."},
		{"it can't be told", 11, 9, "both", "can’t be told from it"},
		{"too few", 5, 3, "both", "you began 5 of 8 talks. That is too few to set beside your answer; it takes 2 more."},
	} {
		d := rig.New(t, now, Feature())
		happened(d, tie.Answered, noneAfraid)
		happened(d, tie.Messages, chatOf(c.me, c.them))
		d.Post("/decide/soberly/effort", "starts", c.said, "repairs", "me")
		if p := d.Get("/decide/soberly"); !strings.Contains(p.Text, c.want) || strings.Contains(p.Text, "Bring one") {
			t.Errorf("%s: %q: %s", c.what, c.want, p.Text)
		}
	}
}

func TestAStartThatHangsOnHowItIsCountedIsNoFinding(t *testing.T) {
	x := chatOf(160, 40)
	x.Gaps[7].Starts = exchange.Starts{Me: 40, Them: 160}
	s := &State{}
	if err := s.Apply(1, ebb.New(tie.Messages, now, x)); err != nil {
		t.Fatal(err)
	}
	if got := s.chats[0].lean(); got != unknown {
		t.Errorf("%s", got)
	}
}

func TestTheNewestImportCounts(t *testing.T) {
	a, b := ebb.New(tie.Messages, now, chatOf(160, 40)), ebb.New(tie.Messages, now.Add(time.Hour), chatOf(40, 160))
	group := ebb.New(tie.Messages, now.Add(2*time.Hour), exchange.Tally{})
	for _, order := range [][]ebb.Event{{a, b, group}, {group, b, a}} {
		s := &State{}
		for i, e := range append(order, ebb.New(tie.Answered, now, noneAfraid)) {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if c, ok := s.chat(); !ok || c.lean() != them {
			t.Errorf("%v %v", c.lean(), ok)
		}
		if err := s.Apply(9, ebb.New(tie.Feared, now, struct{}{})); err != nil {
			t.Fatal(err)
		}
		if _, ok := s.chat(); ok {
			t.Error("after a yes messages are still read")
		}
	}
}

// After a yes nothing is said about the other one's part, and not why.
func TestAfterAYes(t *testing.T) {
	for what, yes := range map[string]any{
		"afraid": tie.Safety{Afraid: tie.Yes}, "controlled": tie.Safety{Control: tie.Yes}, "their no": tie.Safety{TheirNo: tie.Yes},
		"pushed": tie.Safety{Pushed: tie.Yes}, "one tap": nil,
	} {
		d := rig.New(t, now, Feature())
		happened(d, tie.Answered, noneAfraid)
		happened(d, tie.Messages, chatOf(160, 40))
		d.Post("/decide/soberly/bond", "near", "first")
		d.Post("/decide/soberly/effort", "starts", "both", "repairs", "me")
		if yes == nil {
			happened(d, tie.Feared, struct{}{})
		} else {
			happened(d, tie.Answered, yes)
		}
		p := d.Get("/decide/soberly")
		for _, never := range []string{"starts a talk", "mends", "chat", "Bring one", "Both", "closed", "safety"} {
			if strings.Contains(p.Text, never) {
				t.Errorf("%s: it says %q: %s", what, never, p.Text)
			}
		}
		if !strings.Contains(p.Text, "Distant") {
			t.Errorf("%s: the bond is gone: %s", what, p.Text)
		}
		if p := d.Get("/decide/soberly/cost"); !strings.Contains(p.Text, "Page 3 of 3.") {
			t.Errorf("%s: %s", what, p.Text)
		}
		if p := d.Post("/decide/soberly/cost", "costs", "work"); p.Goto != "/decide/soberly" {
			t.Errorf("%s: cost leads to %q", what, p.Goto)
		}
		for _, part := range []string{"effort", "plans"} {
			n := len(d.Journal.Events)
			if p := d.Get("/decide/soberly/" + part); p.Goto != "/decide/soberly" {
				t.Errorf("%s: %s opens", what, part)
			}
			if d.Post("/decide/soberly/"+part, "starts", "me", "plans", "me"); len(d.Journal.Events) != n {
				t.Errorf("%s: %s takes answers", what, part)
			}
		}
		cards, err := d.Features[0].Week(d.Request("GET", "/review", nil), now.AddDate(0, 0, -1), now.AddDate(0, 0, 1))
		if err != nil || len(cards) != 1 || strings.Contains(d.Render(cards[0].Template, cards[0].Data), "starts a talk") {
			t.Errorf("%s: the review says who starts, %v", what, err)
		}
		s, err := d.Features[0].Step(d.Request("GET", "/decide", nil))
		if err != nil || strings.Contains(s.Line, "Who does what") {
			t.Errorf("%s: %s, %v", what, s.Line, err)
		}
	}
}

func TestWithoutTheSafetyQuestionsNoMessagesAreRead(t *testing.T) {
	d := rig.New(t, now, Feature())
	happened(d, tie.Messages, chatOf(160, 40))
	d.Post("/decide/soberly/effort", "starts", "both")
	if p := d.Get("/decide/soberly"); strings.Contains(p.Text, "160") || !strings.Contains(p.HTML, `href="/patterns/messages"`) {
		t.Errorf("%s", p.Text)
	}
}

func TestTakeBackAndUndo(t *testing.T) {
	d := rig.New(t, now.AddDate(0, 0, -3), Feature())
	d.Post("/decide/soberly/bond", "near", "first")
	d.Now = now
	d.Post("/decide/soberly/bond", "near", "last")
	d.Post("/decide/soberly/cost", "costs", "sleep")
	if p := d.Follow("/decide/soberly/back"); !strings.Contains(p.Text, "Distant") || strings.Contains(p.Text, "Sleep") || !strings.Contains(p.Text, "Undo") {
		t.Errorf("taken back: %s", p.Text)
	}
	if p := d.Follow("/decide/soberly/undo"); !strings.Contains(p.Text, "Sleep") || !strings.Contains(p.Text, "Then, on 19 November: Distant") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post("/decide/soberly/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestNothingIsAddedUp(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/soberly/bond", "near", "first", "holds", "first", "deeds", "first")
	d.Post("/decide/soberly/self", "me", "first", "home", "first", "week", "first")
	if p := d.Get("/decide/soberly"); strings.ContainsAny(strings.ReplaceAll(p.Text, "22 November", ""), "0123456789") {
		t.Errorf("a number: %s", p.Text)
	}
}

func TestTheFoldKeepsNoWords(t *testing.T) {
	s := &State{}
	if err := s.Apply(1, ebb.New(KindSaid, now, Said{Part: "cost", Words: "my Sundays"})); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(fmt.Sprintf("%+v", s), "Sundays") {
		t.Error("it does")
	}
}

func TestTheLineOnDecide(t *testing.T) {
	d := rig.New(t, now, Feature())
	line := func() string {
		s, err := d.Features[0].Step(d.Request("GET", "/decide", nil))
		if err != nil {
			t.Fatal(err)
		}
		return s.Line
	}
	if got := line(); !strings.HasPrefix(got, "Not started") {
		t.Error(got)
	}
	d.Post("/decide/soberly/bond", "near", "first")
	d.Post("/decide/soberly/plans", "plans", "me")
	if got := line(); got != "The bond, Who does what, last on 22 November" {
		t.Error(got)
	}
}
