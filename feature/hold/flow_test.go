package hold

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/moment"
)

func TestTwoTapsAreAWholeMoment(t *testing.T) {
	for outcome, next := range map[string]string{moment.Passed: "/now/done", moment.Partly: "/now/done", moment.Acted: "/now/sent", moment.Reached: "/now/reached"} {
		p := newPerson(t)
		if to := p.post("/now/pull", form("pull", "reach")); to != "/now/strength" {
			t.Fatalf("the first tap leads to %s", to)
		}
		if p.kinds() != "pull" {
			t.Errorf("after one tap there is %q", p.kinds())
		}
		if to := p.post("/now/strength", form("outcome", outcome)); to != next {
			t.Errorf("%s leads to %s, want %s", outcome, to, next)
		}
		if m := p.one(); m.Outcome != outcome || m.Pull != "reach" {
			t.Errorf("%s was kept as %+v", outcome, m)
		}
	}
}

func TestTheLongWay(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "reach"))
	if page := p.get("/now/strength"); !strings.Contains(page, "Reach out · 22:41") || strings.Contains(page, "checked") {
		t.Errorf("the strength page: %s", page)
	}
	p.wait(1)
	if to := p.post("/now/strength", form("s", "7", "f", "8", "then", "wave")); to != "/now/wave" {
		t.Fatalf("staying leads to %s", to)
	}
	p.wait(4)
	page := p.get("/now/wave")
	for _, want := range []string{"Reach out · started at 7", "4 min in", "After 8 more rated waves", `data-seconds="240"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the wave page lacks %q: %s", want, plain(page))
		}
	}
	if to := p.post("/now/wave", form("s", "6")); to != "/now/wave" {
		t.Fatalf("a rating leads to %s", to)
	}
	p.wait(8)
	if page := p.get("/now/choose"); !strings.Contains(page, "Wait until 10:00 tomorrow") || strings.Contains(page, "checked") {
		t.Errorf("the choices: %s", plain(page))
	}
	if to := p.post("/now/choose", form("choice", "pass")); to != "/now/again" {
		t.Fatalf("a choice leads to %s", to)
	}
	if m := p.one(); m.Outcome != "" || m.Intent != moment.LetPass {
		t.Errorf("a choice in the middle of a wave is an intention, not an outcome: %+v", m)
	}
	if page := p.get("/now/again"); !strings.Contains(page, "You started at 7.") || strings.Count(page, `class="ghost"`) != 1 {
		t.Errorf("the first rating is no ghost: %s", page)
	}
	if to := p.post("/now/again", form("s", "4", "outcome", "passed")); to != "/now/done" {
		t.Fatalf("the end is %s", to)
	}
	page = plain(p.get("/now/done"))
	for _, want := range []string{"7 to 4 in 12 minutes.", "You said: it passed.", "From 22:57 a second rating"} {
		if !strings.Contains(page, want) {
			t.Errorf("the last page lacks %q: %s", want, page)
		}
	}
	if want := "pull rating forecast rating intent rating outcome"; p.kinds() != want {
		t.Errorf("kept %q, want %q", p.kinds(), want)
	}
}

func TestTheForecastIsAnsweredLater(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "reach"))
	p.post("/now/strength", form("s", "7", "f", "8", "outcome", "partly"))
	p.wait(18)
	if page := p.get("/now/done"); !strings.Contains(page, "Rate it again") {
		t.Errorf("eighteen minutes later nothing asks: %s", plain(page))
	}
	p.post("/now/again", form("s", "3"))
	if page := p.get("/now/done"); strings.Contains(page, "You guessed ahead") {
		t.Error("an answered forecast is still asked for")
	}
	pairs := p.one().Expected()
	if len(pairs) != 1 || pairs[0] != (moment.Expected{Forecast: 8, Actual: 3, After: 18}) {
		t.Errorf("the pair is %+v", pairs)
	}
	p.now = time.Date(2026, 11, 23, 9, 0, 0, 0, berlin)
	if _, html := p.card(); !strings.Contains(plain(html), "You expected 8 after 20 minutes. After 18 it was 3.") {
		t.Errorf("the morning after does not compare: %s", plain(html))
	}
}

func TestWhileLockedEveryStepWorksAndShowsNothingOfOnesOwn(t *testing.T) {
	p := newPerson(t)
	for range 9 {
		p.lived(p.now.AddDate(0, 0, -3), moment.Passed, "", -1, 0, 8, 20, 2)
	}
	kept := len(p.events)
	p.state = feature.Locked
	p.post("/now/pull", form("pull", "check"))
	p.post("/now/strength", form("s", "7", "then", "wave"))
	for _, path := range []string{"/now/wave", "/now/sent", "/now/reached"} {
		if strings.Contains(p.get(path), `href="/note"`) {
			t.Errorf("%s leads to a note, which asks for the passphrase", path)
		}
	}
	if page := p.get("/now/wave"); strings.Contains(page, "<figure") || !strings.Contains(page, "while ebb is locked") {
		t.Errorf("locked, the wave shows %s", plain(page))
	}
	p.post("/now/choose", form("choice", "did"))
	if page := plain(p.get("/now/sent")); strings.Contains(page, "30 days") || !strings.Contains(page, "That’s the start.") {
		t.Errorf("locked, the page after acting shows %s", page)
	}
	if page := p.get("/now/done"); strings.Contains(page, "/now/undo") || !strings.Contains(page, "when you unlock") {
		t.Errorf("locked, the last page is %s", plain(page))
	}
	if got := strings.Join(p.inbox, " "); got != "hold.pull hold.rating hold.outcome" || len(p.events) != kept {
		t.Errorf("locked, the inbox holds %q", got)
	}
}

func TestThePullPageIsTheSameForEveryone(t *testing.T) {
	empty, full := newPerson(t), newPerson(t)
	full.lived(full.now, moment.Acted, "", -1, 0, 8)
	full.state, full.now = feature.Locked, full.now.Add(time.Hour)
	if a, b := empty.get("/now"), full.get("/now"); a != b {
		t.Errorf("two people see different pages:\n%s\n%s", a, b)
	}
}

func TestAlreadyDidIt(t *testing.T) {
	p := newPerson(t)
	if to := p.post("/now/did", ""); to != "/now/sent" || p.kinds() != "outcome" {
		t.Fatalf("leads to %s and keeps %q", to, p.kinds())
	}
	if page := plain(p.get("/now/sent")); !strings.Contains(page, "I did it · 22:41") || !strings.Contains(page, "until 23:41") {
		t.Errorf("the page: %s", page)
	}
	p.wait(1)
	if to := p.post("/now/done", form("mark", moment.Allowed)); to != "/now/done" {
		t.Fatalf("a mark leads to %s", to)
	}
	if m := p.one(); m.Shape() != moment.ShapeAllowed {
		t.Errorf("allowed contact counts as %v", m.Shape())
	}
	if page := plain(p.get("/now/done")); !strings.Contains(page, "It does not count as acting.") {
		t.Errorf("the page: %s", page)
	}
}

func TestSentSaysOnlyWhatIsTrue(t *testing.T) {
	p := newPerson(t)
	for i := range 31 {
		p.lived(p.now.AddDate(0, 0, -i%29), moment.Passed, "", -1)
	}
	for i := range 3 {
		p.lived(p.now.AddDate(0, 0, -i*7), moment.Acted, "", -1)
	}
	p.lived(p.now.AddDate(0, 0, -40), moment.Passed, "", -1)
	p.post("/now/pull", form("pull", "reach"))
	p.post("/now/strength", form("outcome", moment.Acted))
	page := plain(p.get("/now/sent"))
	for _, want := range []string{"I sent it · 22:41", "One message doesn’t undo the others you let pass.", "Last 30 days: 35 waves, 31 passed. Nothing resets."} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %q: %s", want, page)
		}
	}
}

func TestWithFewPassesSentCountsNothing(t *testing.T) {
	p := newPerson(t)
	p.lived(p.now.AddDate(0, 0, -2), moment.Passed, "", -1)
	p.lived(p.now.AddDate(0, 0, -1), moment.Passed, "", -1)
	p.post("/now/did", "")
	if page := plain(p.get("/now/sent")); strings.Contains(page, "passed") || !strings.Contains(page, "You noticed it. That’s the start.") {
		t.Errorf("with two passes: %s", page)
	}
}

func TestUndoTakesBackOneStepAtATime(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "fix"))
	p.wait(1)
	p.post("/now/strength", form("s", "7", "then", "choose"))
	p.wait(1)
	p.post("/now/outcome", form("outcome", moment.Passed))
	if to := p.post("/now/undo", ""); to != "/now/done" || p.one().Outcome != "" {
		t.Fatalf("leads to %s with %+v", to, p.one())
	}
	if page := p.get("/now/done"); !strings.Contains(page, "Kept, at 7.") || !strings.Contains(page, `action="/now/outcome"`) {
		t.Errorf("after undo: %s", plain(page))
	}
	p.post("/now/undo", "")
	if len(p.one().Ratings) != 0 {
		t.Error("the rating stayed")
	}
	if to := p.post("/now/undo", ""); to != "/now" {
		t.Errorf("the last undo leads to %s", to)
	}
	if page := p.get("/now/done"); page != "→ /now" {
		t.Errorf("a moment taken back is still shown: %s", page)
	}
}

func TestDetails(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "see"))
	p.post("/now/outcome", form("outcome", moment.Passed))
	p.post("/now/done", form("trigger", "song", "trigger", "photo", "place", "bed", "words", "the song we had"))
	m := p.one()
	if strings.Join(m.Ticks, " ") != "bed photo song" {
		t.Errorf("ticks: %v", m.Ticks)
	}
	if page := plain(p.get("/now/done")); !strings.Contains(page, "What you added is kept.") || strings.Contains(page, "the song we had") {
		t.Errorf("the page: %s", page)
	}
	if p.post("/now/done", ""); p.kinds() != "pull outcome detail" {
		t.Errorf("an empty form kept something: %q", p.kinds())
	}
	if p.post("/now/done", form("mark", moment.OnPurpose)); p.kinds() != "pull outcome detail" {
		t.Errorf("a mark without acting kept something: %q", p.kinds())
	}
}

func TestBadForms(t *testing.T) {
	for _, c := range []struct{ path, form, say string }{
		{"/now/pull", form("pull", "text"), "hold.bad.pull"},
		{"/now/pull", "", "hold.bad.pull"},
		{"/now/strength", form("s", "11"), "hold.bad.strength"},
		{"/now/strength", form("s", "x"), "hold.bad.strength"},
		{"/now/strength", form("f", "-1"), "hold.bad.strength"},
		{"/now/strength", form("outcome", "won"), "hold.bad.outcome"},
		{"/now/choose", form("choice", "send"), "hold.bad.choice"},
		{"/now/wave", form("s", "10.5"), "hold.bad.strength"},
		{"/now/again", form("s", "99"), "hold.bad.strength"},
		{"/now/outcome", form("outcome", "passed", "moment", "zz"), "hold.bad.moment"},
		{"/now/done", form("words", strings.Repeat("é", moment.LongestWords+1)), "hold.bad.words"},
		{"/now/done", form("trigger", "them"), "hold.bad.tick"},
	} {
		p := newPerson(t)
		p.post("/now/pull", form("pull", "reach"))
		_, err := serve(t, p.request(http.MethodPost, c.path, c.form))
		var problem *ebb.Problem
		if !errors.As(err, &problem) || problem.Say != c.say || problem.Status != 400 {
			t.Errorf("%s %.40s: %v, want %s", c.path, c.form, err, c.say)
		}
		if p.kinds() != "pull" {
			t.Errorf("%s %.40s kept %q", c.path, c.form, p.kinds())
		}
	}
}

func TestWithoutAMomentEveryStepBeginsAnew(t *testing.T) {
	p := newPerson(t)
	for _, path := range []string{"strength", "wave", "choose", "again", "done"} {
		if page := p.get("/now/" + path); page != "→ /now" {
			t.Errorf("GET %s: %s", path, plain(page))
		}
		if to := p.post("/now/"+path, form("s", "3", "choice", "did")); to != "/now" {
			t.Errorf("POST %s leads to %s", path, to)
		}
	}
	if len(p.events) != 0 {
		t.Errorf("something was kept: %q", p.kinds())
	}
}

func TestTheDemoShowsEveryPage(t *testing.T) {
	p := newPerson(t)
	p.demo = true
	for path, want := range map[string]string{
		"strength": "nothing is written", "wave": "4 min in", "choose": "Let it pass", "again": "You started at 7.", "done": "Kept, at 7.",
	} {
		if page := p.get("/now/" + path); !strings.Contains(page, want) {
			t.Errorf("the demo's %s: %s", path, plain(page))
		}
	}
}

func TestTheSameTapTwiceIsOne(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "reach"))
	p.now = p.now.Add(time.Second)
	p.post("/now/pull", form("pull", "reach"))
	if p.kinds() != "pull" {
		t.Errorf("kept %q", p.kinds())
	}
	p.wait(1)
	if p.post("/now/pull", form("pull", "reach")); p.kinds() != "pull pull" {
		t.Errorf("a minute later it is another moment: %q", p.kinds())
	}
}

func TestAStepStaysSmallHoweverOftenItIsRated(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "reach"))
	for range 60 {
		p.wait(1)
		p.post("/now/wave", form("s", "9"))
	}
	if n := len(p.one().Ratings); n != 60 {
		t.Errorf("%d ratings kept of 60", n)
	}
	if page := plain(p.get("/now/done")); !strings.Contains(page, "9, and 9 again after 59 minutes.") {
		t.Errorf("the first rating is lost: %s", page)
	}
}

func TestMorning(t *testing.T) {
	for _, c := range []struct {
		hour, day int
		tomorrow  bool
	}{{22, 23, true}, {3, 22, false}, {5, 23, true}, {12, 23, true}} {
		at, tomorrow := morning(time.Date(2026, 11, 22, c.hour, 10, 0, 0, berlin))
		if at.Day() != c.day || at.Hour() != 10 || tomorrow != c.tomorrow {
			t.Errorf("at %d o'clock: %v %v", c.hour, at, tomorrow)
		}
	}
}

func TestOtherPages(t *testing.T) {
	p := newPerson(t)
	for _, path := range []string{"/now/reached", "/now/rest", "/now/sent"} {
		if page := p.get(path); !strings.Contains(page, "<h1>") {
			t.Errorf("%s: %s", path, page)
		}
	}
	if !strings.Contains(p.get("/now/reached"), `href="/reached"`) {
		t.Error("being reached leads nowhere")
	}
}
