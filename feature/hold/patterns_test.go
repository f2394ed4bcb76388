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

func TestContactAfterTheirNoIsCountedPlainly(t *testing.T) {
	no := func(day string) ebb.Event {
		return ebb.New(tie.Answered, sunday, tie.Safety{TheirNo: tie.Yes, NoSince: day})
	}
	for _, c := range []struct {
		what string
		do   func(*person)
		want []string
		not  string
	}{
		{"without their no nothing is counted", func(p *person) { p.acts("", 1, 2) }, nil, "Their no is final"},
		{"nothing has happened", func(p *person) { p.events = append(p.events, no("2026-11-20")) }, []string{"Since 20 Nov no hard moment has ended in contact", "No contact that is allowed was kept."}, ""},
		{"acting from that day on counts, before it does not", func(p *person) {
			p.acts("", 30, 3, 2, 1)
			p.acts(moment.OnPurpose, 1)
			p.acts(moment.Allowed, 1)
			p.events = append(p.events, no("2026-11-20"))
		}, []string{"Since 20 Nov 3 hard moments have ended in contact from you.", "allowed was kept 1 time, and is counted apart"}, ""},
		{"also while two people are said to be together", func(p *person) {
			p.standing(tie.NotEnded)
			p.acts("", 1)
			p.events = append(p.events, no("2026-11-01"))
		}, []string{"Since 1 Nov 1 hard moment has ended in contact from you."}, ""},
		{"a year ago says which", func(p *person) { p.events = append(p.events, no("2025-02-03")) }, []string{"Since 3 Feb 2025 no"}, ""},
		{"kept before days were asked, the day of the answer counts", func(p *person) { p.events = append(p.events, no("")) }, []string{"Since 22 Nov no"}, ""},
		{"taken back, nothing is counted", func(p *person) {
			p.events = append(p.events, no("2026-11-20"), ebb.New(tie.Answered, sunday, tie.Safety{TheirNo: tie.No}))
		}, nil, "Their no is final"},
		{"a look is no contact", func(p *person) {
			id := ebb.ID{9}
			p.events = append(p.events, ebb.New(moment.KindPull, sunday, moment.Pull{Moment: id, Pull: "check"}),
				ebb.New(moment.KindOutcome, sunday, moment.Outcome{Moment: id, Outcome: moment.Acted}), no("2026-11-01"))
		}, []string{"Since 1 Nov no hard moment"}, ""},
		{"what is logged as allowed counts once, with its moment or without", func(p *person) {
			id := ebb.ID{9}
			p.events = append(p.events, ebb.New(moment.KindPull, sunday, moment.Pull{Moment: id, Pull: "reach"}),
				ebb.New(moment.KindOutcome, sunday, moment.Outcome{Moment: id, Outcome: moment.Acted, Mark: moment.Allowed}),
				ebb.New(tie.AllowedContact, sunday, tie.Allowed{Channel: "mail", About: "money", Moment: id.String()}),
				ebb.New(tie.AllowedContact, sunday, tie.Allowed{Channel: "mail", About: "money"}),
				ebb.New(tie.AllowedContact, sunday.AddDate(0, -1, 0), tie.Allowed{Channel: "mail", About: "money"}), no("2026-11-01"))
		}, []string{"no hard moment", "allowed was kept 2 times"}, ""},
	} {
		p := newPerson(t)
		c.do(p)
		text := plain(p.panel())
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: Patterns lacks %q: %s", c.what, want, text)
			}
		}
		if c.not != "" && strings.Contains(text, c.not) {
			t.Errorf("%s: Patterns says %q", c.what, c.not)
		}
	}
}
