package hold

import (
	"strings"
	"testing"

	"ebb"
	"ebb/feature/hold/moment"
	"ebb/tie"
)

// standing records where the person stands.
func (p *person) standing(by tie.EndedBy) {
	p.events = append(p.events, ebb.New(tie.Stands, p.now.AddDate(0, -1, 0), tie.Standing{EndedBy: by}))
}

func TestTodayBeginsWithOneSentenceAndOneAction(t *testing.T) {
	p := newPerson(t)
	head, html := p.card()
	if head != "" || !strings.Contains(html, `href="/now"`) || strings.Contains(html, "<svg") {
		t.Errorf("nothing kept, and Today says %q: %s", head, html)
	}
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		what       string
		week, then int // moments in the last seven days, and in the seven before
		together   bool
		want       string
	}{
		{"counts come plain", 9, 12, false, "9 waves in the last 7 days, 9 passed."},
		{"far fewer are called fewer", 4, 18, false, "Fewer waves this week: 4, after 18 the week before."},
		{"fewer by chance are not", 4, 9, false, "4 waves in the last 7 days, 4 passed."},
		{"far more are only counted", 18, 4, false, "18 waves in the last 7 days, 18 passed."},
		{"together, fewer is nothing to say", 4, 18, true, "4 waves in the last 7 days."},
		{"one is singular", 1, 1, false, "1 wave in the last 7 days, 1 passed."},
		{"none is said", 0, 3, false, "No waves in the last 7 days."},
	} {
		p := newPerson(t)
		if c.together {
			p.standing(tie.NotEnded)
		}
		p.lived(p.now.AddDate(0, 0, -20), moment.Passed, "", -1)
		for i := range c.week {
			p.lived(p.now.AddDate(0, 0, -i%7), moment.Passed, "", -1)
		}
		for i := range c.then {
			p.lived(p.now.AddDate(0, 0, -7-i%7), moment.Passed, "", -1)
		}
		if head, _ := p.card(); head != c.want {
			t.Errorf("%s: %q, want %q", c.what, head, c.want)
		}
	}
}

func TestTheFirstWeekIsNotFewer(t *testing.T) {
	p := newPerson(t)
	for range 18 {
		p.lived(p.now.AddDate(0, 0, -8), moment.Passed, "", -1)
	}
	if head, _ := p.card(); strings.Contains(head, "Fewer") {
		t.Errorf("eight days in, Today says %q", head)
	}
}

func TestNoPassIsNotCounted(t *testing.T) {
	p := newPerson(t)
	p.lived(p.now, moment.Acted, "", -1)
	if head, html := p.card(); head != "1 wave in the last 7 days." || strings.Contains(plain(html), "0 passed") {
		t.Errorf("after one wave that did not pass Today says %q: %s", head, plain(html))
	}
}

func TestALongAbsence(t *testing.T) {
	for by, want := range map[tie.EndedBy]string{
		tie.ByMe:     "You haven’t been here for a while. That may be good news.",
		tie.NotEnded: "You haven’t been here for a while.",
	} {
		p := newPerson(t)
		p.standing(by)
		p.lived(p.now.AddDate(0, 0, -30), moment.Passed, "", -1)
		head, html := p.card()
		if strings.Contains(html, "0 waves") || strings.Contains(html, "<svg") {
			t.Errorf("%s: an empty drawing: %s", by, plain(html))
		}
		if head != want {
			t.Errorf("%s: %q", by, head)
		}
	}
}

func TestEveryNumberOnTodayHasItsCountAndRange(t *testing.T) {
	p := newPerson(t)
	for i := range 14 {
		p.lived(p.now.AddDate(0, 0, -i), []string{moment.Passed, moment.Passed, moment.Acted, moment.Partly, moment.Reached, ""}[i%6], "", -1, 0, 8, 10+i, 3)
	}
	_, html := p.card()
	text := plain(html)
	for _, want := range []string{"Last 7 days 7 waves, 3 passed", "min (", "from 14 waves", "passed partly acted they reached me not said"} {
		if !strings.Contains(text, want) {
			t.Errorf("Today lacks %q: %s", want, text)
		}
	}
	if strings.Contains(text, "planned or allowed") {
		t.Errorf("the legend names a shape that is not there: %s", text)
	}
}

func TestTooFewRatedMomentsSayHowManyMore(t *testing.T) {
	p := newPerson(t)
	for i := range 7 {
		p.lived(p.now.AddDate(0, 0, -i), moment.Passed, "", 8, 0, 8, 20, 3)
	}
	p.lived(p.now, moment.Passed, "", -1, 0, 1, 10, 0) // too weak to halve
	_, html := p.card()
	if text := plain(html); !strings.Contains(text, "1 more rated moment, and your own time stands here.") {
		t.Errorf("seven rated moments: %s", text)
	}
	text := plain(p.panel())
	for _, want := range []string{"1 more rated moment", "1 more guess with a second rating", "8 of 8"} {
		if !strings.Contains(text, want) {
			t.Errorf("Patterns lacks %q: %s", want, text)
		}
	}
}

func TestPatterns(t *testing.T) {
	p := newPerson(t)
	for i := range 12 {
		p.lived(p.now.AddDate(0, 0, -i), moment.Passed, "", 7+i%2, 0, 8, 8+i, 4+i%3, 20, 3)
	}
	text := plain(p.panel())
	for _, want := range []string{"from 12 waves", "+4.5 points on average (+4.2 to +4.8), from 12 guesses. You expect it stronger", "Most come between 18 and midnight: 12 of 12, a share of 76 to 100 %."} {
		if !strings.Contains(text, want) {
			t.Errorf("Patterns lacks %q: %s", want, text)
		}
	}
}

func TestTogetherNoShapeIsTheGoodOne(t *testing.T) {
	p := newPerson(t)
	p.standing(tie.NotEnded)
	for i := range 12 {
		p.lived(p.now.AddDate(0, 0, -i), []string{moment.Passed, moment.Acted}[i%2], "", -1, 0, 8, 9, 3)
	}
	_, html := p.card()
	for _, no := range []string{"m-ring", "passed", "acted", "Time to half"} {
		if strings.Contains(html, no) {
			t.Errorf("together, Today holds %q: %s", no, plain(html))
		}
	}
	p.post("/now/pull", form("pull", "reach"))
	p.post("/now/strength", form("outcome", moment.Acted))
	if page := plain(p.get("/now/sent")); strings.Contains(page, "passed") || strings.Contains(page, "undo") {
		t.Errorf("together, the page after acting says %s", page)
	}
}

func TestTheMorningAfter(t *testing.T) {
	p := newPerson(t)
	p.lived(p.now, "", "", -1, 0, 7, 12, 4)
	if _, html := p.card(); strings.Contains(html, "The last one") {
		t.Error("the same evening it is looked back on")
	}
	p.wait(10 * 60)
	_, html := p.card()
	text := plain(html)
	for _, want := range []string{"Reach out, 22:41: 7 to 4 in 12 minutes.", "How did it end?", "They reached me"} {
		if !strings.Contains(text, want) {
			t.Errorf("the morning after lacks %q: %s", want, text)
		}
	}
	if to := p.post("/now/outcome", form("moment", p.one().ID.String(), "outcome", moment.Passed)); to != "/today" || p.one().Outcome != moment.Passed {
		t.Errorf("saying how it ended leads to %s with %+v", to, p.one())
	}
}

func TestTheWavePageShowsOnesOwnFromEightOn(t *testing.T) {
	p := newPerson(t)
	for i := range 7 {
		p.lived(p.now.AddDate(0, 0, -1-i), moment.Passed, "", -1, 0, 8, 10+i, 4, 30, 1)
	}
	p.post("/now/pull", form("pull", "reach"))
	p.post("/now/strength", form("s", "7", "then", "wave"))
	p.wait(1)
	p.post("/now/wave", form("s", "3")) // the one that goes on is not past
	p.wait(3)
	if page := p.get("/now/wave"); strings.Contains(page, "<figure") || !strings.Contains(page, "After 1 more rated wave your") {
		t.Errorf("with seven waves: %s", plain(page))
	}
	p.lived(p.now.AddDate(0, 0, -9), moment.Passed, "", -1, 0, 8, 12, 4, 30, 1)
	page := p.get("/now/wave")
	for _, want := range []string{"half, by about", "from 8 waves", "The dotted line is the middle of your last 8 waves.", "you, 4 min in", `class="you-dot"`} {
		if !strings.Contains(page, want) {
			t.Errorf("with eight the wave lacks %q: %s", want, plain(page))
		}
	}
}
