package hold

import (
	"fmt"
	"strings"
	"testing"

	"ebb"
	"ebb/feature/hold/moment"
	"ebb/tie"
)

// acts adds moments that ended in acting, so many days before now.
func (p *person) acts(mark string, daysAgo ...int) {
	for _, d := range daysAgo {
		p.lived(p.now.AddDate(0, 0, -d), moment.Acted, mark, -1)
	}
}

func has(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("Patterns lacks %q: %s", want, text)
		}
	}
}

func TestEmptyPatternsSayWhatTheyNeed(t *testing.T) {
	text := plain(newPerson(t).panel())
	has(t, text, "8 more rated moments", "After 8 more rated waves your own curve", "8 more guesses", "8 more moments, and your hours", "5 more waves with a tick",
		"5 more waves that are rated twice", "5 more moments, and the pulls", "No time between acting has ended", "drawn from 5 on", "5 more moments with their end")
	if strings.Contains(newPerson(t).panel(), "<svg") {
		t.Error("something is drawn of nothing")
	}
}

func TestGapsInTwoPeriods(t *testing.T) {
	p := newPerson(t)
	p.acts("", 140, 138, 136, 134, 132, 130, 128, 126)
	if text := plain(p.panel()); !strings.Contains(text, "Two periods stand here once each has three") {
		t.Errorf("one period: %s", text)
	}
	p.acts("", 50, 40, 30, 20, 10)
	p.acts(moment.Allowed, 15, 35)
	text := plain(p.panel())
	has(t, text, "Before 27 Sep: half lasted 2 days or more", "from 8. Since then: half lasted 10 days or more", "from 5. The two differ by more than chance",
		"Nothing resets", "before 27 Sep since 27 Sep", "1 day 100 %")
	if n := strings.Count(p.panel(), `class="stair`); n != 2 {
		t.Errorf("%d curves", n)
	}
}

func TestTogetherNoGapAndNoEndIsShown(t *testing.T) {
	p := newPerson(t)
	p.acts("", 50, 44, 30, 20, 10, 9, 8)
	before := plain(p.panel())
	p.standing(tie.NotEnded)
	after := plain(p.panel())
	for _, words := range []string{"Time between acting", "Acting, by the week", "How they ended"} {
		if !strings.Contains(before, words) || strings.Contains(after, words) {
			t.Errorf("%q: apart %v, together %v", words, strings.Contains(before, words), strings.Contains(after, words))
		}
	}
}

func TestRatesLeaveSilentWeeksOut(t *testing.T) {
	p := newPerson(t)
	for _, d := range []int{1, 2, 9, 30, 31, 32, 33, 37, 38, 39, 40, 44, 45, 46, 47, 51, 52, 53, 54} {
		p.lived(p.now.AddDate(0, 0, -d), moment.Passed, "", -1)
	}
	text := plain(p.panel())
	has(t, text, "1.5 a week in the last 4 weeks, 4 a week in the 4 before", "2 of the last 4 weeks count, and 4 of the 4 before", "0 in the last 8 weeks. A rate stands here from 5 on.")
	p.events = append(p.events, ebb.New("note.written", p.now.AddDate(0, 0, -16), "words"))
	has(t, plain(p.panel()), "1 a week in the last 4 weeks", "3 of the last 4 weeks count")
}

func TestSharesStandWithTheirCountAndRange(t *testing.T) {
	p := newPerson(t)
	for i := range 12 {
		start := p.now.AddDate(0, 0, -i)
		p.lived(start, []string{moment.Passed, moment.Partly}[i%2], "", -1, 0, 8, 15, 3+4*(i%2))
		id := ebb.ID{byte(i + 1), 77}
		p.events = append(p.events,
			ebb.New(moment.KindPull, start, moment.Pull{Moment: id, Pull: "check"}),
			ebb.New(moment.KindRating, start, moment.Rating{Moment: id, Value: 8}),
			ebb.New(moment.KindRating, start.Add(900e9), moment.Rating{Moment: id, Value: 2}),
			ebb.New(moment.KindIntent, start.Add(60e9), moment.Intent{Moment: id, Intent: moment.LetPass}),
			ebb.New(moment.KindDetail, start.Add(950e9), moment.Detail{Moment: id, Triggers: []string{"song"}, Company: []string{"friends"}}))
	}
	p.events = append(p.events, ebb.New(tie.HeadBegan, p.now, "body"))
	text := plain(p.panel())
	has(t, text, "A song comes most: 12 of 12, a share of 76 to 100 %.", "18 of 24 waves were seen to halve, a share of 55 to 88 %", "Chose to let it pass: 12 of 12. That stands out, though one of 3 may do so by chance",
		"With: Friends 12 12 76 to 100 %", "Reach out 12 25", "My head won’t stop 1 25", "passed 6 12", "Nothing is left out")
}

// TestPatternsAreLight: with everything drawn, hold's share of the page leaves
// room for the others.
func TestPatternsAreLight(t *testing.T) {
	p := newPerson(t)
	for i := range 400 {
		p.lived(p.now.AddDate(0, 0, -i/3), moment.Outcomes[i%4], "", 7, 0, 8, 15, i%8, 20, 3)
	}
	if n := len(p.panel()); n > 34<<10 {
		t.Errorf("%d bytes", n)
	} else {
		t.Log(fmt.Sprint(n, " bytes"))
	}
}
