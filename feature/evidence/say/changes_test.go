package say

import (
	"math"
	"strings"
	"testing"
	"time"

	"ebb/feature/evidence/count"
	"ebb/tie/exchange"
)

func days(y int, m time.Month, d int) int {
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// march is a change of one figure in March 2026.
func march(what string, before, after float64) exchange.Change {
	near := func(v float64) exchange.Range {
		return exchange.Range{Value: v, Low: 0.9 * v, High: math.Min(1.1*v, v+0.09*math.Max(1, v))}
	}
	return exchange.Change{
		What: what, From: days(2026, 3, 3), At: days(2026, 3, 10), To: days(2026, 3, 24),
		Before: near(before), After: near(after), WeeksBefore: 17, WeeksAfter: 30,
	}
}

func TestTheHeadlineIsTheChange(t *testing.T) {
	ended := march(exchange.ChangedMessagesThem, 40, 15)
	ended.Until = days(2026, 9, 7)
	later := march(exchange.ChangedShare, 0.5, 0.8)
	later.Since = days(2025, 6, 2)
	depends := march(exchange.ChangedShare, 0.5, 0.8)
	depends.Depends = true
	for _, c := range []struct {
		what     string
		found    []exchange.Change
		headline string
		lead     string
	}{
		{"from half to four of five", []exchange.Change{march(exchange.ChangedShare, 0.5, 0.8)}, "You start 4 of every 5 conversations.", "Until about March 2026 it was about half each.\nThe change most likely came between 3 March 2026 and 24 March 2026."},
		{"from four of five to a fifth", []exchange.Change{march(exchange.ChangedShare, 0.8, 0.2)}, "They start 4 of every 5 conversations.", "Until about March 2026 you started about 4 in 5."},
		{"from nearly none to half", []exchange.Change{march(exchange.ChangedShare, 0.01, 0.5)}, "You two now start about equally often.", "hardly any of them began with you."},
		{"with something else before", []exchange.Change{later}, "You start 4 of every 5", "In the time before about March 2026 it was about half each."},
		{"they write less", []exchange.Change{march(exchange.ChangedMessagesThem, 40, 15)}, "Since about March 2026 they write less: about 40 messages a week before, about 15 after.", "You two start about equally often."},
		{"they begin more often", []exchange.Change{march(exchange.ChangedStartsThem, 2, 4.52)}, "Since about March 2026 they begin more often: about 2 conversations a week before, about 4.5 after.", "Over the whole file"},
		{"I write more", []exchange.Change{march(exchange.ChangedMessagesMe, 1234, 2345)}, "Since about March 2026 you write more: about 1,200 messages a week before, about 2,300 after.", ""},
		{"the larger of two", []exchange.Change{march(exchange.ChangedMessagesMe, 40, 30), march(exchange.ChangedMessagesThem, 40, 10)}, "they write less", ""},
		{"the share before all others", []exchange.Change{march(exchange.ChangedMessagesMe, 40, 1), march(exchange.ChangedShare, 0.5, 0.8)}, "You start 4 of every 5", ""},
		{"not what has passed", []exchange.Change{ended}, "You two start about equally often.", "began with you"},
		{"not what depends on the pause", []exchange.Change{depends}, "You two start about equally often.", "300 of 600 conversations began with you"},
		{"nothing", nil, "You two start about equally often.", ""},
	} {
		x := tally(exchange.Starts{Me: 300, Them: 300})
		x.Changes = &exchange.Changes{Found: c.found}
		s := Sayer{Words: book(t), Tally: x, Gap: count.Gap}
		if h := s.Headline(); !strings.Contains(h, c.headline) {
			t.Errorf("%s: %q", c.what, h)
		}
		if all := strings.Join(s.Lead(), "\n"); !strings.Contains(all, c.lead) || strings.Contains(all, "⟦") {
			t.Errorf("%s: %q is not in\n%s", c.what, c.lead, all)
		}
	}
}

func TestEveryChangeIsToldWithItsRanges(t *testing.T) {
	x := tally(exchange.Starts{Me: 300, Them: 300})
	ended := march(exchange.ChangedStartsMe, 4, 2)
	ended.Until, ended.Depends = days(2026, 9, 7), true
	x.Changes = &exchange.Changes{Found: []exchange.Change{march(exchange.ChangedShare, 0.5, 0.8), ended}}
	all := strings.Join(Sayer{Words: book(t), Tally: x, Gap: count.Gap}.Changes(), "\n")
	for _, want := range []string{
		"Since about March 2026 you start about 4 in 5.", "Before: 50 in 100, range 45 to 55, over 17 weeks. After: 80 in 100, range 72 to 88, over 30 weeks.",
		"From about March 2026 to about September 2026 you began less often: about 4 conversations a week before, about 2 in that time.",
		"Before: 4 a week, range 3.6 to 4.4, over 17 weeks.", "but not for every pause from 1 to 8 hours",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}

func TestWithoutAChangeItSaysHowFarItLooked(t *testing.T) {
	for _, c := range []struct {
		what    string
		weeks   int
		changes *exchange.Changes
		want    string
	}{
		{"found none", 60, &exchange.Changes{}, "No date was found at which messages or starts clearly changed. 60 whole weeks were looked at."},
		{"few weeks", 15, nil, "too few whole weeks to look for a change: 15 of at least 16"},
		{"sixty years", 3100, nil, "too long to look for a change"},
	} {
		x := tally(exchange.Starts{Me: 300, Them: 300})
		x.Changes = c.changes
		x.First, x.Last = 20514*86400, int64(20514+7*c.weeks)*86400-1
		x.Weeks = []exchange.Week{{Monday: 20514, Me: 1}, {Monday: 20514 + 7*(c.weeks-1), Me: 1}}
		if all := strings.Join(Sayer{Words: book(t), Tally: x, Gap: count.Gap}.Changes(), "\n"); !strings.Contains(all, c.want) {
			t.Errorf("%s: %s", c.what, all)
		}
	}
	if got := (Sayer{Words: book(t), Tally: &exchange.Tally{}, Gap: count.Gap}).Changes(); got != nil {
		t.Errorf("a group: %v", got)
	}
}

// TestTheBandAndTheLevelsAreDrawn: twelve months, the change in the fifth.
func TestTheBandAndTheLevelsAreDrawn(t *testing.T) {
	x := tally(exchange.Starts{Me: 160, Them: 80})
	for m := range 12 {
		at := time.Date(2025, time.Month(11+m), 1, 0, 0, 0, 0, time.UTC)
		mine, theirs := []int{16, 16, 16, 16, 16, 16, 16, 16}, []int{16, 16, 16, 16, 16, 4, 16, 16}
		if m < 4 {
			mine, theirs = []int{10, 10, 10, 10, 10, 10, 10, 10}, []int{10, 10, 10, 10, 10, 10, 10, 10}
		}
		x.Months = append(x.Months, exchange.Month{Year: at.Year(), Month: int(at.Month()), Me: mine, Them: theirs})
	}
	x.Changes = &exchange.Changes{Found: []exchange.Change{march(exchange.ChangedShare, 0.5, 0.8)}}
	s := Sayer{Words: book(t), Tally: x, Gap: count.Gap}
	c, ok := s.StartChart("x")
	svg := string(c.SVG)
	for _, want := range []string{`class="chg"`, ">3 to 24 March<", ">about half<", ">about 4 in 5<"} {
		if !ok || !strings.Contains(svg, want) {
			t.Errorf("%s is not in %s", want, svg)
		}
	}
	s.Gap = 3 // another pause, with a level of its own
	c, _ = s.StartChart("x")
	if svg := string(c.SVG); strings.Count(svg, ">about half<") != 2 {
		t.Errorf("%s", svg)
	}
	x.Changes.Found[0].Depends = true
	c, _ = s.StartChart("x")
	if strings.Contains(string(c.SVG), "chg") {
		t.Error("a change that depends on the pause is drawn")
	}
}

func TestADateBandInWords(t *testing.T) {
	s := Sayer{Words: book(t)}
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{days(2026, 3, 3), days(2026, 3, 24), "3 to 24 March"},
		{days(2026, 2, 23), days(2026, 3, 8), "23 February to 8 March"},
		{days(2025, 12, 29), days(2026, 1, 4), "29 December to 4 January"},
		{days(2025, 3, 3), days(2026, 3, 8), "3 March to 8 March"},
	} {
		if got := s.band(exchange.Change{From: c.from, To: c.to}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestWakingHoursAreToldWhereTheyMatter(t *testing.T) {
	wake := func(median, low, high float64) *exchange.Waking {
		return &exchange.Waking{Median: exchange.Range{Value: median, Low: low, High: high}, Hour: exchange.Range{Value: 0.7, Low: 0.6, High: 0.8}}
	}
	for _, c := range []struct {
		what     string
		me, them exchange.Replies
		wMe      *exchange.Waking
		wThem    *exchange.Waking
		want, no string
	}{
		{"little", replies(50, 240, 200, 300), replies(50, 600, 500, 900), wake(240, 200, 300), wake(580, 500, 900), "changes little: half of the answers took up to 4 minutes for you and 10 minutes for them.", "hardly ever write, 0:00"},
		{"the typical time", replies(50, 240, 200, 300), replies(50, 10800, 9000, 14000), wake(240, 200, 300), wake(1200, 1000, 1500), "Without the hours in which they hardly ever write, 0:00 to 7:00, half of their answers took up to 20 minutes (range 17 minutes to 25 minutes), and 70 in 100 came within an hour", "changes little"},
		{"what was said", replies(50, 240, 200, 300), replies(50, 320, 301, 900), wake(240, 200, 300), wake(310, 290, 900), "Counting waking hours only, reply times do not differ clearly.", "changes little"},
		{"one of them unknown", replies(50, 240, 200, 300), replies(50, 600, 500, 900), nil, wake(580, 500, 900), "Waking hours alone can't be counted", "changes little"},
	} {
		x := tally(exchange.Starts{Me: 20, Them: 20})
		x.Me, x.Them = &exchange.Side{Quiet: &exchange.Quiet{From: 0, Hours: 7}}, &exchange.Side{Quiet: &exchange.Quiet{From: 0, Hours: 7}}
		for g := range x.Gaps {
			x.Gaps[g].Me, x.Gaps[g].Them, x.Gaps[g].WakingMe, x.Gaps[g].WakingThem = c.me, c.them, c.wMe, c.wThem
		}
		all := strings.Join(Sayer{Words: book(t), Tally: x, Gap: count.Gap}.Replies(), "\n")
		if !strings.Contains(all, c.want) || strings.Contains(all, c.no) || strings.Contains(all, "NaN") || strings.Contains(all, "⟦") {
			t.Errorf("%s: %s", c.what, all)
		}
	}
}

func TestWhoAnswersFasterMayDependOnThePause(t *testing.T) {
	x := tally(exchange.Starts{Me: 20, Them: 20})
	for g := range x.Gaps {
		x.Gaps[g].Me, x.Gaps[g].Them = replies(50, 240, 200, 300), replies(50, 600, 500, 900)
		if g > 4 {
			x.Gaps[g].Them = replies(50, 260, 220, 330)
		}
	}
	all := strings.Join(Sayer{Words: book(t), Tally: x, Gap: count.Gap}.Replies(), "\n")
	for _, want := range []string{"Who answers faster depends on how long a pause is.", "With pauses of 1 to 5 hours you answer faster.", "With pauses of 6 to 8 hours neither of you is clearly faster."} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}

func TestEveryChannelHasASentence(t *testing.T) {
	x := tally(exchange.Starts{Me: 20, Them: 20})
	for _, f := range []string{"whatsapp", "sms", "imessage", "telegram", "signal", "line", "googlechat", "discord", "instagram", "messenger", "carrier"} {
		x.Parts = append(x.Parts, exchange.Part{Format: f, Messages: 1, First: 1.7e9, Last: 1.7e9})
	}
	all := strings.Join(Sayer{Words: book(t), Tally: x, Gap: count.Gap}.Facts(), "\n")
	for _, want := range []string{"1 message comes from WhatsApp, 14 November 2023 to 14 November 2023.", "from iMessage,", "from Google Chat,", "from another app,"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
	if strings.Count(all, "another app") != 1 {
		t.Errorf("%s", all)
	}
}

func TestWhereLittleBeginsLittleCanBeSeen(t *testing.T) {
	for starts, want := range map[int]bool{9: true, 60: false} {
		x := tally(exchange.Starts{Me: starts, Them: starts})
		x.Changes, x.Weeks = &exchange.Changes{}, nil
		for w := range 42 {
			x.Weeks = append(x.Weeks, exchange.Week{Monday: 20000/7*7 + 4 + 7*w, Me: 3, Them: 3})
		}
		said := strings.Join(Sayer{Words: book(t), Tally: x, Gap: count.Gap}.Changes(), " ")
		if strings.Contains(said, "With fewer than one start a week") != want || !strings.Contains(said, "That does not mean there was none.") {
			t.Errorf("%d starts each: %s", starts, said)
		}
	}
}
