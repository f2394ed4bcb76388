package hold

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/after"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
	"ebb/internal/rig"
	"ebb/tie"
)

// nextDay renders what Today shows.
func (p *person) nextDay() string {
	p.t.Helper()
	c, err := after.Card(view.Card)(p.request("GET", "/today", ""))
	if err != nil {
		p.t.Fatal(err)
	}
	return p.render(c.Template, c.Data)
}

func TestWhatWasHopedForIsKeptAndNothingIsMadeOfItThatNight(t *testing.T) {
	for _, state := range []feature.State{feature.Unlocked, feature.Locked} {
		p := newPerson(t)
		p.state = state
		p.post("/now/did", "")
		if to := p.post("/now/sent", form("words", " that they write back ")); to != "/now/sent" {
			t.Fatalf("leads to %s", to)
		}
		page := plain(p.get("/now/sent"))
		if !strings.Contains(page, "What you hoped for is kept.") || strings.Contains(page, "that they write back") || strings.Contains(page, "likely") {
			t.Errorf("that night the page says %s", page)
		}
		if state == feature.Locked {
			continue
		}
		if p.kinds() != "outcome hope" {
			t.Errorf("kept %q", p.kinds())
		}
		if strings.Contains(p.nextDay(), "/now/guess") {
			t.Error("that night Today asks for a guess")
		}
	}
	p := newPerson(t)
	p.post("/now/did", "")
	if p.post("/now/sent", form("words", " ")); p.kinds() != "outcome" {
		t.Errorf("nothing was written, and kept is %q", p.kinds())
	}
}

func TestAfterContactThatIsNoActingNothingIsOver(t *testing.T) {
	for what, set := range map[string]func(*person){
		"You are together": func(p *person) { p.standing(tie.NotEnded) },
		"Planned or allowed contact. It counts as that": func(p *person) {
			p.post("/now/done", form("mark", moment.Allowed))
		},
	} {
		p := newPerson(t)
		for i := range 9 {
			p.lived(p.now.AddDate(0, 0, -i), moment.Passed, "", -1)
		}
		p.post("/now/did", "")
		p.wait(1)
		set(p)
		page := plain(p.get("/now/sent"))
		for _, no := range []string{"It happened", "undo", "passed", "resets"} {
			if strings.Contains(page, no) {
				t.Errorf("%s: the page says %q: %s", what, no, page)
			}
		}
		if !strings.Contains(page, what) {
			t.Errorf("%s: %s", what, page)
		}
		p.wait(11 * 60)
		if strings.Contains(p.nextDay(), "/now/guess") {
			t.Errorf("%s: a guess is asked for", what)
		}
	}
}

func TestFearLeavesUrges(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "reach"))
	page := p.get("/now/fear")
	for _, want := range []string{`href="/help"`, `href="/safety"`, `href="/settings/discreet"`, `action="/safety/feared"`} {
		if !strings.Contains(page, want) {
			t.Errorf("fear lacks %s", want)
		}
	}
	for _, no := range []string{`href="/now`, "/now/wave", `href="/reached"`, `href="/head"`} {
		if strings.Contains(page, no) {
			t.Errorf("fear still leads to %s", no)
		}
	}
	for _, from := range []string{"/now/sent", "/now/reached"} {
		if !strings.Contains(p.get(from), `href="/now/fear"`) {
			t.Errorf("no way from %s to it", from)
		}
	}
	if page := p.get("/now/away"); !strings.Contains(page, "until 23:41") {
		t.Errorf("the page to leave the phone with: %s", plain(page))
	}
}

// sent sits down the morning after something was sent.
func sent(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, sunday.Add(11*time.Hour), Feature())
	id := ebb.NewID()
	d.Journal.Events = append([]ebb.Event{
		ebb.New(moment.KindPull, sunday, moment.Pull{Moment: id, Pull: "reach"}),
		ebb.New(moment.KindOutcome, sunday.Add(time.Minute), moment.Outcome{Moment: id, Outcome: moment.Acted}),
		ebb.New(moment.KindHope, sunday.Add(2*time.Minute), moment.Hope{Moment: id, Words: "that they write back"}),
	}, events...)
	return d
}

func TestAGuessIsMadeTheNextDayAndComparedOnItsOwn(t *testing.T) {
	d := sent(t)
	p := d.Get("/now/guess")
	if !strings.Contains(p.Text, "that they write back") || !strings.Contains(p.HTML, `name="chance"`) || strings.Contains(p.HTML, " checked") {
		t.Fatalf("the next day: %s", p.Text)
	}
	for what, pairs := range map[string][]string{
		"no chance":            {"by", "2026-11-30"},
		"one between two tens": {"chance", "55", "by", "2026-11-30"},
		"no day":               {"chance", "50"},
		"today":                {"chance", "50", "by", "2026-11-23"},
		"a day off the scale":  {"chance", "50", "by", "2026-11-30", "feel", "11"},
	} {
		if p := d.Post("/now/guess", pairs...); p.Err == nil || len(d.Journal.Events) != 3 {
			t.Errorf("%s is taken", what)
		}
	}
	p = d.Follow("/now/guess", "chance", "70", "by", "2026-11-30", "feel", "8")
	if !strings.Contains(p.Text, "You said 70 %, by 30 Nov. Until that day nothing here asks about it.") || strings.Contains(p.HTML, `name="chance"`) {
		t.Errorf("made: %s", p.Text)
	}
	if d.Post("/now/guess", "came", "yes"); len(d.Journal.Events) != 4 {
		t.Error("it can be compared before its day")
	}
	d.Now = d.Now.AddDate(0, 0, 7)
	if p := d.Get("/now/guess"); !strings.Contains(p.Text, "Had an answer come by then?") || !strings.Contains(p.Text, "that they write back") {
		t.Errorf("on its day: %s", p.Text)
	}
	p = d.Follow("/now/guess", "came", "no", "feel", "3")
	if !strings.Contains(p.Text, "You said 70 %, by 30 Nov. None had come. You expected 8 for that day; it was 3.") {
		t.Errorf("compared: %s", p.Text)
	}
	var g tie.Guess
	var c tie.Resolution
	if err := d.Journal.Events[3].Decode(&g); err != nil || g.Chance != 70 || g.By != "2026-11-30" || *g.Feel != 8 {
		t.Errorf("whoever reads guesses reads %+v, %v", g, err)
	}
	if err := d.Journal.Events[4].Decode(&c); err != nil || c.Answer || *c.Feel != 3 {
		t.Errorf("and what came: %+v, %v", c, err)
	}
}

func TestAGuessCanBeTakenBack(t *testing.T) {
	d := sent(t)
	d.Post("/now/guess", "chance", "0", "by", "2026-11-30")
	if p := d.Follow("/now/guess", "drop", "yes"); strings.Contains(p.Text, "You said") || !strings.Contains(p.HTML, `name="chance"`) {
		t.Errorf("taken back: %s", p.Text)
	}
}

func TestWhenTodayOffersAGuess(t *testing.T) {
	for _, c := range []struct {
		what  string
		after time.Duration
		set   func(*person)
		want  bool
	}{
		{"the same night", 5 * time.Hour, nil, false},
		{"from six in the morning", 8 * time.Hour, nil, true},
		{"for two days", 50 * time.Hour, nil, true},
		{"and then no more", 56 * time.Hour, nil, false},
		{"not after fear", 11 * time.Hour, func(p *person) { p.events = append(p.events, ebb.New(tie.Feared, p.now, 1)) }, false},
		{"not after their no", 11 * time.Hour, func(p *person) {
			p.events = append(p.events, ebb.New(tie.Answered, p.now, tie.Safety{TheirNo: tie.Yes}))
		}, false},
		{"not where they looked at something", 11 * time.Hour, func(p *person) { p.events = nil; p.pulled("check") }, false},
	} {
		p := newPerson(t)
		p.pulled("reply")
		if c.set != nil {
			c.set(p)
		}
		p.now = p.now.Add(c.after)
		if got := strings.Contains(p.nextDay(), "Make a guess"); got != c.want {
			t.Errorf("%s: offered %v", c.what, got)
		}
	}
}

// pulled acts on a pull.
func (p *person) pulled(pull string) {
	p.t.Helper()
	p.steps = map[string][]byte{}
	p.post("/now/pull", form("pull", pull))
	p.post("/now/strength", form("outcome", moment.Acted))
}

func TestAfterAYesNothingIsGuessed(t *testing.T) {
	d := sent(t, ebb.New(tie.Answered, sunday, tie.Safety{Control: tie.Yes}))
	if p := d.Get("/now/guess"); p.Goto != "/safety/closed" {
		t.Errorf("it leads to %q", p.Goto)
	}
	if p := d.Post("/now/guess", "chance", "50", "by", "2026-11-30"); p.Goto != "/safety/closed" || len(d.Journal.Events) != 4 {
		t.Errorf("it is kept: %q", p.Goto)
	}
}

func TestEveryStepHasAWayOutOfUrges(t *testing.T) {
	p := newPerson(t)
	if page := p.get("/now"); !strings.Contains(page, `<a class="btn quiet" href="/now/fear" data-goto="fear">`) {
		t.Error("the page of all steps has none")
	}
	p.aids = []feature.Aid{{Step: "truths", Head: "Two things", Lines: []string{"I miss them."}}}
	p.post("/now/pull", form("pull", "reach"))
	for _, path := range []string{"/now/strength", "/now/wave", "/now/truths", "/now/choose", "/now/again", "/now/done", "/now/sent", "/now/reached"} {
		if page := p.get(path); !strings.Contains(page, `href="/now/fear"`) {
			t.Errorf("%s has none", path)
		}
	}
}
