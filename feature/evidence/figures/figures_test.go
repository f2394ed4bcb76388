package figures

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"ebb/feature/evidence/changes"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/say"
	"ebb/internal/words"
	"ebb/stat"
	"ebb/tie/exchange"
)

func teller(t *testing.T, x *exchange.Tally) say.Sayer {
	t.Helper()
	b, err := words.Read("en", os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	return say.Sayer{Words: b, Tally: x, Gap: count.Gap}
}

// pair is a chat of two with the same figures at every gap.
func pair(of func(g int, v *exchange.GapView)) *exchange.Tally {
	x := &exchange.Tally{Me: blank(), Them: blank()}
	for g := range count.Gaps {
		v := exchange.GapView{Hours: g + 1, Starts: exchange.Starts{Me: 50, Them: 50}}
		v.Alone.Begun = exchange.Sides{Me: 50, Them: 49}
		of(g, &v)
		x.Gaps = append(x.Gaps, v)
	}
	return x
}

func blank() *exchange.Side { return &exchange.Side{Lengths: make([]int, 12), Hours: make([]int, 24)} }

// section gives the sentences of one section; "" where it is left out.
func section(t *testing.T, x *exchange.Tally, name string) string {
	t.Helper()
	for _, s := range Sections(teller(t, x), "x") {
		all := strings.Join(append([]string{s.Head}, append(s.Lines, s.Beside...)...), "\n")
		if strings.Contains(all, "⟦") || strings.Contains(all, "NaN") {
			t.Errorf("%s: %s", s.Name, all)
		}
		if s.Name == name {
			return all
		}
	}
	return ""
}

func holds(t *testing.T, what, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: %q is not in\n%s", what, w, text)
		}
	}
}

func TestWhoWritesLast(t *testing.T) {
	for _, c := range []struct {
		what string
		ends func(g int) exchange.Sides
		want []string
	}{
		{"at every gap me", func(int) exchange.Sides { return exchange.Sides{Me: 80, Them: 20} }, []string{"You write last more often, with any pause from 1 to 8 hours.", "Before 100 pauses, you wrote last 80 times: 80 in 100, range 71 to 87."}},
		{"at every gap they", func(int) exchange.Sides { return exchange.Sides{Me: 20, Them: 80} }, []string{"They write last more often"}},
		{"it depends, and how", func(g int) exchange.Sides {
			switch {
			case g < 3:
				return exchange.Sides{Me: 80, Them: 20}
			case g == 3:
				return exchange.Sides{Me: 52, Them: 48}
			}
			return exchange.Sides{Me: 20, Them: 80}
		}, []string{"depends on how long a pause is.", "With pauses of 1 to 3 hours you write last more often.", "With a pause of 4 hours it can't be told.", "With pauses of 5 to 8 hours they write last more often."}},
		{"few", func(int) exchange.Sides { return exchange.Sides{Me: 3} }, []string{"too few pauses", "3 times: 100 in 100, range 44 to 100"}},
		{"a thousand", func(int) exchange.Sides { return exchange.Sides{Me: 500, Them: 800} }, []string{"Before 1,300 pauses"}},
	} {
		holds(t, c.what, section(t, pair(func(g int, v *exchange.GapView) { v.Ends = c.ends(g) }), "ends"), c.want...)
	}
	if got := section(t, pair(func(int, *exchange.GapView) {}), "ends"); got != "" {
		t.Errorf("without a pause: %s", got)
	}
}

func TestUnansweredIsNamedGently(t *testing.T) {
	x := pair(func(_ int, v *exchange.GapView) {
		v.Again = exchange.Sides{Me: 30, Them: 10}
		v.Alone.Only, v.Alone.Row = exchange.Sides{Me: 12, Them: 1}, exchange.Sides{Me: 3, Them: 1}
	})
	text := section(t, x, "again")
	holds(t, "both", text, "40 times one of you wrote again", "30 of these were yours: 75 in 100, range 60 to 86.", "You do this more often, with any pause",
		"In 12 of 50 conversations that you began, only you wrote: 24 in 100, range 14 to 37.", "3 such conversations of yours came in a row",
		"In 1 of 49 conversations that they began, only they wrote: 2 in 100")
	if strings.Contains(text, "of theirs came in a row") {
		t.Errorf("one in a row is no row:\n%s", text)
	}
	holds(t, "none", section(t, pair(func(int, *exchange.GapView) {}), "again"), "Neither of you wrote again without an answer")
}

func TestLengthsDifferOnlyWhereTheirClassesStayApart(t *testing.T) {
	lengths := func(at ...int) []int {
		out := make([]int, 12)
		copy(out, at)
		return out
	}
	for _, c := range []struct {
		what     string
		me, them []int
		want     string
	}{
		{"apart", lengths(0, 0, 0, 100), lengths(0, 0, 0, 0, 0, 100), "Your messages usually have 11 to 20 characters, theirs 41 to 80."},
		{"alike", lengths(0, 0, 0, 100), lengths(0, 0, 0, 100), "do not differ clearly"},
		{"on the edge", lengths(0, 0, 0, 51, 49), lengths(0, 0, 0, 0, 100), "do not differ clearly"},
		{"with its range", lengths(0, 0, 0, 51, 49), lengths(0, 0, 0, 0, 100), "the middle one of your 100 texts has 11 to 20 characters (range 11 to 40)"},
		{"without an upper end", lengths(0, 100), lengths(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50), "theirs 2,561 or more"},
		{"few", lengths(0, 9), lengths(0, 100), "too few texts to compare their lengths: 9 of at least 20"},
	} {
		x := pair(func(int, *exchange.GapView) {})
		x.Me.Lengths, x.Them.Lengths = c.me, c.them
		for i := range c.me {
			x.Me.Texts, x.Them.Texts = x.Me.Texts+c.me[i], x.Them.Texts+c.them[i]
		}
		holds(t, c.what, section(t, x, "length"), c.want)
	}
}

func TestQuestionsHoursAndCalls(t *testing.T) {
	x := pair(func(int, *exchange.GapView) {})
	x.Me.Texts, x.Me.Asks, x.Them.Texts, x.Them.Asks = 2000, 400, 1000, 100
	x.Me.Hours[20], x.Me.Hours[23], x.Me.Hours[0], x.Me.Hours[12] = 40, 30, 10, 20
	x.Them.Hours[8] = 60
	x.Them.Quiet = &exchange.Quiet{From: 22, Hours: 8, Messages: 1}
	x.Calls, x.Missed, x.Talked = 12, 3, 3600
	x.Me.Calls, x.Me.Missed, x.Me.Talked, x.Them.Calls, x.Them.Talked = 8, 2, 600, 2, 3000
	holds(t, "questions", section(t, x, "asks"), "400 of your 2,000 texts hold a question mark: 20 in 100, range 18 to 22.", "100 of their 1,000 texts", "rough count")
	holds(t, "hours", section(t, x, "hours"), "Your four busiest hours are 20:00 to 0:00: 70 of your 100 messages, 70 in 100, range 60 to 78.",
		"They hardly ever write from 22:00 to 6:00: 1 of 60 messages.")
	holds(t, "calls", section(t, x, "calls"), "12 calls stand in the file, 3 of them missed.", "8 of 10 calls came from you: 80 in 100, range 49 to 94.",
		"Of yours 2 were missed, of theirs 0.", "60 minutes in all: 10 from your calls, 50 from theirs", "For 2 calls the file does not say who called.")
	x.Them.Hours[8] = 49
	holds(t, "few messages", section(t, x, "hours"), "too few messages to tell hours of the day apart: 49 of at least 50")
}

func TestWhatMayBeMissingStandsBesideWhatItMayExplain(t *testing.T) {
	x := pair(func(_ int, v *exchange.GapView) {
		v.Ends = exchange.Sides{Me: 20, Them: 20}
		v.Me.N, v.Them.N = 3, 3
	})
	x.Notes = []exchange.Caveat{{Code: "disappearing", N: 2}, {Code: "cap", N: 40000}, {Code: "overlong", N: 1}}
	x.Me.Texts, x.Them.Texts = 1, 1
	for name, want := range map[string][2]string{
		"changes": {"Messages that vanished", ""}, "replies": {"Messages that vanished", "oldest messages"}, "ends": {"oldest messages", "too long"},
		"length": {"Some lines were too long to measure.", "vanished"}, "asks": {"rough count", "vanished"},
	} {
		text := section(t, x, name)
		holds(t, name, text, want[0])
		if want[1] != "" && strings.Contains(text, want[1]) {
			t.Errorf("%s: %q stands in\n%s", name, want[1], text)
		}
	}
}

func TestOfOneSidedFilesNothingIsSaid(t *testing.T) {
	x := pair(func(_ int, v *exchange.GapView) { v.Starts = exchange.Starts{Me: 100}; v.Ends = exchange.Sides{Me: 99} })
	x.Notes = []exchange.Caveat{{Code: "onesided", N: 500}}
	s := teller(t, x)
	if got := Sections(s, "x"); got != nil {
		t.Errorf("%+v", got)
	}
	if h := s.Headline(); h != "Only one of you can be read in this file." {
		t.Error(h)
	}
}

func TestEverySectionHasAHeading(t *testing.T) {
	x := pair(func(_ int, v *exchange.GapView) { v.Ends = exchange.Sides{Me: 20, Them: 20} })
	x.Me.Texts, x.Them.Texts, x.Calls = 1, 1, 1
	x.Me.Hours[1], x.Them.Hours[1] = 60, 60
	seen := ""
	for _, s := range Sections(teller(t, x), "x") {
		seen += s.Name + " "
		if s.Head == "" || strings.Contains(s.Head, "⟦") || s.Name == "hours" && s.Chart == nil {
			t.Errorf("%+v", s)
		}
	}
	if seen != "changes replies ends again length asks hours calls " {
		t.Error(seen)
	}
}

func comparison(before, after, low, high float64, enough, changed bool) stat.Comparison {
	return stat.Comparison{
		Weeks: [2]int{30, 30}, Enough: enough, Changed: changed, Before: stat.Interval{Value: before}, After: stat.Interval{Value: after},
		Change: stat.Interval{Value: after / before, Low: low, High: high},
	}
}

func TestBeforeAndAfter(t *testing.T) {
	replies := exchange.Replies{N: 40, Hour: exchange.Range{Value: 0.9}, Mean: exchange.Range{Value: 1800}}
	later := exchange.Replies{N: 40, Hour: exchange.Range{Value: 0.5}, Mean: exchange.Range{Value: 9000}}
	x := &count.Split{
		Date:   time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		Before: count.Period{Starts: [2]int{50, 50}, Share: stat.Interval{Value: 0.5, Low: 0.4, High: 0.6}, Replies: [2]exchange.Replies{{N: 3}, replies}},
		After:  count.Period{Starts: [2]int{80, 20}, Share: stat.Interval{Value: 0.8, Low: 0.7, High: 0.9}, Replies: [2]exchange.Replies{replies, later}},
		Change: stat.Interval{Value: 0.3, Low: 0.16, High: 0.42},
		Rates: changes.Rates{
			Messages: [2]stat.Comparison{comparison(40, 39, 0.8, 1.2, true, false), comparison(40, 15, 0.3, 0.5, true, true)},
			Starts:   [2]stat.Comparison{comparison(4, 0, math.NaN(), math.NaN(), true, false), comparison(4, 2, 0.3, 0.9, false, false)},
			Share:    comparison(0.5, 0.8, 0, 0, true, true),
		},
		Replies: [2]count.Slower{{}, {Hour: stat.Comparison{
			Enough: true, Changed: true, Before: stat.Interval{Value: 0.9}, After: stat.Interval{Value: 0.5}, Change: stat.Interval{Value: -0.4, Low: -0.5, High: -0.28},
		}, Mean: stat.Interval{Value: 7200, Low: 3600, High: 10800}, P: 0.0001}},
	}
	x.Rates.Starts[0].Change.Value = math.NaN()
	all := strings.Join(Split(teller(t, &exchange.Tally{}), x), "\n")
	holds(t, "split", all,
		"Your share changed by +30 in 100, range +16 to +42.",
		"30 weeks before the date and 30 weeks from it on",
		"Their messages: 40 a week before, 15 from then on. That is 0.38 times as many, range 0.30 to 0.50. This is a clear change.",
		"Your messages: 40 a week before, 39 from then on. That is 0.97 times as many, range 0.80 to 1.20. This is no clear change.",
		"Conversations they began: 4 a week before, 2 from then on. That is 0.50 times as many, range 0.30 to 0.90. There are too few weeks to call that a change.",
		"Conversations you began: 4 a week before, 0 from then on. No range can be given.",
		"They answered 90 in 100 within an hour before and 50 in 100 from then on. That is −40 in 100, range −50 to −28. This is a clear change.",
		"Their mean wait, counting at most a day of it, went from 30 to 150 minutes: ", "Go by the share within an hour.", "2 hours longer, range +60 to +180 minutes", "come up hardly ever.")
	if strings.Contains(all, "You answered") || strings.Contains(all, "⟦") || strings.Contains(all, "NaN") {
		t.Errorf("%s", all)
	}
}
