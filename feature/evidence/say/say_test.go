package say

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"ebb/feature/evidence/count"
	"ebb/internal/words"
	"ebb/tie/exchange"
)

func book(t *testing.T) *words.Book {
	t.Helper()
	b, err := words.Read("en", os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// tally has the same starts at every gap.
func tally(starts ...exchange.Starts) *exchange.Tally {
	t := &exchange.Tally{First: 1.7e9, Last: 1.71e9}
	for i := range count.Gaps {
		t.Gaps = append(t.Gaps, exchange.GapView{Hours: i + 1, Starts: starts[min(i, len(starts)-1)]})
	}
	return t
}

func TestASideIsNamedOnlyWhereAllAgree(t *testing.T) {
	for _, c := range []struct {
		what  string
		tally *exchange.Tally
		want  []string
	}{
		{"four of five", tally(exchange.Starts{Me: 160, Them: 40}), []string{"You start 4 of every 5 conversations.", "160 of 200 conversations began with you: 80 in 100, range 74 to 85.", "say the same"}},
		{"one of five", tally(exchange.Starts{Me: 40, Them: 160}), []string{"They start 4 of every 5 conversations."}},
		{"a little more than half", tally(exchange.Starts{Me: 5200, Them: 4800}), []string{"You start more than half of the conversations."}},
		{"nearly all", tally(exchange.Starts{Me: 99, Them: 1}), []string{"You start nearly all the conversations."}},
		{"nearly none", tally(exchange.Starts{Me: 1, Them: 99}), []string{"They start nearly all the conversations."}},
		{"even", tally(exchange.Starts{Me: 300, Them: 300}), []string{"You two start about equally often."}},
		{"open", tally(exchange.Starts{Me: 12, Them: 9}), []string{"This file can't tell who starts more often.", "no side is named"}},
		{"at odds", tally(exchange.Starts{Me: 160, Them: 40}, exchange.Starts{Me: 12, Them: 9}), []string{"Who starts depends on how a start is counted.", "it is 57 to 80 in 100", "do not all say the same"}},
		{"few", tally(exchange.Starts{Me: 3, Them: 3}), []string{"Too few conversations to say who starts.", "4 more conversations would be enough"}},
		{"none", tally(exchange.Starts{}), []string{"10 more conversations would be enough"}},
		{"a group", &exchange.Tally{}, []string{"More than two people write here.", "counted for two people only"}},
	} {
		s := Sayer{Words: book(t), Tally: c.tally, Gap: count.Gap}
		all := strings.Join(append(append([]string{s.Headline()}, s.Lead()...), s.Sure()...), "\n")
		for _, w := range c.want {
			if !strings.Contains(all, w) {
				t.Errorf("%s: %q is not in\n%s", c.what, w, all)
			}
		}
		if strings.Contains(all, "⟦") || strings.Contains(all, "NaN") {
			t.Errorf("%s: %s", c.what, all)
		}
	}
}

func replies(n int, median, low, high float64) exchange.Replies {
	return exchange.Replies{
		N: n, Answered: n, Median: exchange.Range{Value: median, Low: low, High: high},
		Hour: exchange.Range{Value: 0.5, Low: 0.4, High: 0.6}, Day: exchange.Range{Value: 0.9, Low: 0.8, High: 0.95},
		Mean: exchange.Range{Value: 7200, Low: 6000, High: 9000},
	}
}

func TestRepliesDifferOnlyWhereTheirRangesStayApart(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		what     string
		me, them exchange.Replies
		want     string
	}{
		{"apart", replies(50, 240, 200, 300), replies(50, 10800, 9000, 14000), "You answer in 4 minutes, they answer in 3 hours, typically."},
		{"overlapping", replies(50, 240, 200, 700), replies(50, 600, 500, 900), "Reply times do not differ clearly"},
		{"without an upper end", replies(50, 240, 200, nan), replies(50, 10800, 9000, 14000), "Reply times do not differ clearly"},
		{"mostly unanswered", replies(50, nan, 200, nan), replies(50, 600, 500, 900), "Fewer than half were seen answered"},
		{"few", replies(9, 1, 1, 1), replies(50, 1, 1, 1), "Too few turns to say how long replies take: 9 of at least 10."},
	} {
		x := tally(exchange.Starts{Me: 20, Them: 20})
		for g := range x.Gaps {
			x.Gaps[g].Me, x.Gaps[g].Them = c.me, c.them
		}
		s := Sayer{Words: book(t), Tally: x, Gap: count.Gap}
		if all := strings.Join(s.Replies(), "\n"); !strings.Contains(all, c.want) || strings.Contains(all, "NaN") {
			t.Errorf("%s: %s", c.what, all)
		}
		chart, drawn := s.ReplyChart("x")
		if drawn != (c.what != "few") || strings.Contains(string(chart.SVG), "NaN") {
			t.Errorf("%s: drawn %v, %s", c.what, drawn, chart.SVG)
		}
	}
}

func TestMonthsAreTakenTogetherUntilTheyFit(t *testing.T) {
	for _, c := range []struct {
		months, dots int
		say, first   string
	}{
		{12, 12, "Each dot is one month", "November 2015"},
		{24, 24, "Each dot is one month", "November 2015"},
		{25, 9, "Each dot is three months", "October to December 2015"},
		{120, 11, "Each dot is one year", "2015"},
	} {
		x := tally(exchange.Starts{Me: 20, Them: 20})
		for m := range c.months {
			if m%5 == 2 {
				continue // a silent month
			}
			at := time.Date(2015, time.Month(11+m), 1, 0, 0, 0, 0, time.UTC)
			x.Months = append(x.Months, exchange.Month{Year: at.Year(), Month: int(at.Month()), Me: []int{1, 1, 1, 1, 1, 6, 1, 1}, Them: []int{0, 0, 0, 0, 0, 2, 0, 0}})
		}
		s := Sayer{Words: book(t), Tally: x, Gap: count.Gap}
		chart, ok := s.StartChart("x")
		if !ok || len(chart.Table.Rows) != c.dots || !strings.HasPrefix(chart.Sentence, c.say) || chart.Table.Rows[0][0] != c.first {
			t.Errorf("%d months: %d rows from %v, %q", c.months, len(chart.Table.Rows), chart.Table.Rows[0], chart.Sentence)
		}
		if n := chart.Table.Rows[0][1]; c.months == 12 && n != "6" {
			t.Errorf("%s starts at the headline gap", n)
		}
	}
}

func TestSilentWeeksAreZeroAndCounted(t *testing.T) {
	x := &exchange.Tally{Weeks: []exchange.Week{{Monday: 20514, Me: 2}, {Monday: 20535, Them: 1}}}
	s := Sayer{Words: book(t), Tally: x, Gap: count.Gap}
	if w := s.Weeks(); len(w) != 4 || w[1].Me != 0 || w[2].Monday != 20528 {
		t.Errorf("%+v", w)
	}
	chart, ok := s.WeekChart("x")
	if !ok || len(chart.Table.Rows) != 4 || !strings.Contains(chart.Sentence, "over 4 weeks") {
		t.Errorf("%q", chart.Sentence)
	}
}

func TestSpans(t *testing.T) {
	s := Sayer{Words: book(t)}
	for seconds, want := range map[float64]string{
		5: "under a minute", 60: "1 minute", 89 * 60: "89 minutes", 90 * 60: "2 hours", 86400: "24 hours", 90000: "more than a day",
	} {
		if got := s.Span(seconds); got != want {
			t.Errorf("%v: %q, want %q", seconds, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -4321: "-4,321", -321: "-321"} {
		if got := Number(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestEveryNoteHasItsSentence(t *testing.T) {
	for _, code := range []string{"disappearing", "cap", "group", "overlong", "backwards", "several", "trimmed", "something new"} {
		if got := Note(book(t), exchange.Caveat{Code: code, N: 3}); strings.Contains(got, "⟦") {
			t.Errorf("%s: %s", code, got)
		}
	}
}
