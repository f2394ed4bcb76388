package where

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func stands(d *rig.Desk) State {
	s, err := read(d.Request("GET", "/", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return s
}

func TestTheNewestStandingCounts(t *testing.T) {
	at := func(hour int, st tie.Stance) ebb.Event {
		return ebb.New(tie.Stands, now.Add(time.Duration(hour)*time.Hour), tie.Standing{Stance: st})
	}
	for _, c := range []struct {
		what   string
		events []ebb.Event
		want   tie.Stance
		said   bool
	}{
		{"nothing said", nil, "", false},
		{"the last one said", []ebb.Event{at(0, tie.Deciding), at(1, tie.LettingGo)}, tie.LettingGo, true},
		{"one that arrives late does not win", []ebb.Event{at(1, tie.LettingGo), at(0, tie.Deciding)}, tie.LettingGo, true},
		{"at the same time the later arrival wins", []ebb.Event{at(0, tie.Deciding), at(0, tie.NotSure)}, tie.NotSure, true},
		{"taking everything back is saying nothing", []ebb.Event{at(0, tie.Deciding), at(1, "")}, "", false},
	} {
		s := &State{}
		for i, e := range c.events {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if s.Standing.Stance != c.want || s.Said != c.said {
			t.Errorf("%s: %q %v", c.what, s.Standing.Stance, s.Said)
		}
	}
}

func TestOneTapChangesOneAnswer(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/where", "tie", "work")
	d.Post("/where", "tie", "children")
	d.Post("/where", "tie", "children")
	d.Post("/where", "stance", "letting")
	d.Post("/where", "ended", "them")
	d.Post("/where", "since", "2026-10-25")
	s := stands(d).Standing
	if got := strings.Join(s.Ties, " "); got != "children work" {
		t.Errorf("ties %q", got)
	}
	if s.Stance != tie.LettingGo || s.EndedBy != tie.ByThem || s.Since != "2026-10-25" {
		t.Errorf("%+v", s)
	}
	d.Post("/where", "untie", "work")
	d.Post("/where", "stance", "")
	s = stands(d).Standing
	if strings.Join(s.Ties, " ") != "children" || s.Stance != "" || s.EndedBy != tie.ByThem {
		t.Errorf("after taking back: %+v", s)
	}
	if len(d.Journal.Events) != 8 {
		t.Errorf("%d versions, want all 8", len(d.Journal.Events))
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for what, pair := range map[string][2]string{
		"a stance nobody offered":  {"stance", "winning"},
		"an end nobody offered":    {"ended", "mother"},
		"a tie nobody offered":     {"tie", "car"},
		"a day that is none":       {"since", "2026-02-30"},
		"a day that is yet to be":  {"since", "2026-11-23"},
		"a date in another manner": {"since", "25.10.2026"},
	} {
		if p := d.Post("/where", pair[0], pair[1]); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", what)
		}
	}
}

// Every chip changes a word or an offer.
func TestEveryAnswerIsSeen(t *testing.T) {
	shown := func(pairs ...string) string {
		d := rig.New(t, now, Feature())
		for i := 0; i < len(pairs); i += 2 {
			d.Post("/where", pairs[i], pairs[i+1])
		}
		return d.Card()
	}
	seen := map[string]string{}
	try := func(field, value string) {
		got := shown(field, value)
		if other, twice := seen[got]; twice {
			t.Errorf("%s %s shows the same as %s", field, value, other)
		}
		seen[got] = field + " " + value
	}
	for _, v := range stances {
		try("stance", string(v))
	}
	for _, v := range enders {
		try("ended", string(v))
	}
	for _, v := range tie.TieWords {
		try("tie", v)
	}
	for _, v := range []string{"2026-11-20", "2026-10-20", "2026-05-20", "2024-05-20"} {
		try("since", v)
	}
	for _, c := range []struct {
		what  string
		pairs []string
		want  string
	}{
		{"whoever left hears about guilt", []string{"ended", "me"}, "Guilt is a feeling"},
		{"whoever was left hears about a no", []string{"ended", "them"}, "accept a no"},
		{"children keep contact open", []string{"tie", "children", "stance", "letting"}, "the children. Contact about that is allowed"},
		{"together nothing is counted", []string{"tie", "home", "ended", "no"}, "That goes on"},
	} {
		if got := shown(c.pairs...); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.what, got)
		}
	}
}

func TestTheirNoNarrowsContact(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/where", "tie", "children")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}))
	if got := d.Card(); !strings.Contains(got, "they or a court allow") || strings.Contains(got, "allowed contact") {
		t.Errorf("after their no: %q", got)
	}
}

func TestTheStarterCard(t *testing.T) {
	d := rig.New(t, now, Feature())
	if got := d.Card(); !strings.Contains(got, "Where are you with this?") {
		t.Errorf("%q", got)
	}
	if p := d.Post("/where/later"); p.Goto != "/today" || d.Card() != "" {
		t.Error("put away, it comes back")
	}
	if p := d.Post("/where", "stance", "unsure", "from", "today"); p.Goto != "/today" || !strings.Contains(d.Card(), "Not knowing is a place") {
		t.Error("said later, it is not shown")
	}
}

func TestThePage(t *testing.T) {
	d := rig.New(t, now, Feature())
	if p := d.Get("/where"); strings.Contains(p.HTML, `aria-pressed="true"`) {
		t.Error("something is chosen before anybody chose")
	}
	p := d.Follow("/where", "ended", "both")
	if !strings.Contains(p.HTML, `aria-pressed="true">Both of us`) || !strings.Contains(p.Text, "You both ended it.") {
		t.Error("the tap is not seen")
	}
}

func TestDecideBeginsWithWhereOneIs(t *testing.T) {
	d := rig.New(t, now, Feature())
	seen := map[string]bool{}
	for _, st := range append([]tie.Stance{""}, stances...) {
		d.Post("/where", "stance", string(st))
		sh, err := step(d.Request("GET", "/decide", nil))
		if err != nil || seen[sh.Head] || sh.Href != "/where" || sh.Line == "" {
			t.Errorf("%q: %+v %v", st, sh, err)
		}
		seen[sh.Head] = true
	}
	if !seen["Where I am: letting go"] {
		t.Errorf("%v", seen)
	}
}

func TestTheStanceIsOneTapOnToday(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/where", "stance", "deciding")
	c, err := card(d.Request("GET", "/today", nil))
	if err != nil {
		t.Fatal(err)
	}
	html := d.Render(c.Template, c.Data)
	if !strings.Contains(html, `name="stance" value="letting" aria-pressed="false"`) || !strings.Contains(html, `value="" aria-pressed="true">Deciding`) {
		t.Errorf("%s", html)
	}
	if p := d.Post("/where", "stance", "letting", "from", "today"); p.Goto != "/today" || !strings.Contains(d.Card(), "What letting go asks this week") {
		t.Errorf("after the tap: %s", d.Card())
	}
}

func TestADecisionOffersToMove(t *testing.T) {
	for _, c := range []struct {
		what string
		st   tie.Stance
		mark tie.Mark
		late bool
		want bool
	}{
		{"let go while deciding", tie.Deciding, tie.MarkGo, true, true},
		{"let go while letting go", tie.LettingGo, tie.MarkGo, true, false},
		{"a break while deciding", tie.Deciding, tie.MarkBreak, true, true},
		{"keeping while letting go", tie.LettingGo, tie.MarkKeep, true, true},
		{"nothing yet while not sure", tie.NotSure, tie.MarkOpen, true, false},
		{"a kind that was not said", tie.Deciding, "", true, false},
		{"one from before", tie.Deciding, tie.MarkGo, false, false},
	} {
		d := rig.New(t, now, Feature())
		d.Post("/where", "stance", string(c.st))
		at := now.Add(-time.Hour)
		if c.late {
			at = now.Add(time.Hour)
		}
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Decided, at, tie.Decision{Mark: c.mark}))
		if got := strings.Contains(d.Card(), "You have written a decision since."); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

// After a yes nothing here is about contact or about going quiet.
func TestAfterAYesNothingIsOfferedThatCouldRaiseTheDanger(t *testing.T) {
	for what, e := range map[string]ebb.Event{
		"controlled":         ebb.New(tie.Answered, now, tie.Safety{Control: tie.Yes}),
		"fear in one moment": ebb.New(tie.Feared, now, tie.Safety{}),
	} {
		d := rig.New(t, now, Feature())
		stand := func(s tie.Standing) string {
			d.Journal.Events = []ebb.Event{ebb.New(tie.Stands, now, s), e}
			return d.Card()
		}
		for _, text := range []string{stand(tie.Standing{Stance: tie.SteppingBack}), stand(tie.Standing{EndedBy: tie.Break})} {
			for _, not := range []string{"Stepping back is", "Your boundaries", "contact", "Note what you agreed on", "afraid", "safe"} {
				if strings.Contains(text, not) {
					t.Errorf("%s: Today says %q: %s", what, not, text)
				}
			}
			if !strings.Contains(text, "You set the pace") && !strings.Contains(text, "time to rest") {
				t.Errorf("%s: Today says nothing: %s", what, text)
			}
		}
	}
}
