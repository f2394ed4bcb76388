package count

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ebb/chat"
	"ebb/feature/evidence/conclude"
	"ebb/tie/exchange"
)

// talk builds a history from lines like "1 09:00 me", the day counted from
// Monday 2 March 2026 as 1.
func talk(t *testing.T, lines ...string) (*chat.History, *Cast) {
	t.Helper()
	h := &chat.History{Format: "whatsapp"}
	for _, l := range lines {
		f := strings.Fields(l)
		d, err := time.Parse("2", f[0])
		if err != nil {
			t.Fatal(err)
		}
		c, err := time.Parse("15:04", f[1])
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 3, 1+d.Day(), c.Hour(), c.Minute(), 0, 0, time.UTC)
		h.Messages = append(h.Messages, chat.Message{At: at.Unix(), Author: author(h, f[2]), Runes: 5})
	}
	c, err := NewCast(h)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Claim("me"); err != nil {
		t.Fatal(err)
	}
	return h, c
}

func author(h *chat.History, name string) uint16 {
	i := find(h.Authors, name)
	if i < 0 {
		i = len(h.Authors)
		h.Authors = append(h.Authors, name)
	}
	return uint16(i)
}

func TestStarts(t *testing.T) {
	for _, c := range []struct {
		what  string
		lines []string
		gap   int
		want  exchange.Starts
	}{
		{"the first message is a start, but not a clear one",
			[]string{"1 09:00 me"}, 6, exchange.Starts{Me: 1}},
		{"an answer is no start",
			[]string{"1 09:00 me", "1 09:05 you"}, 6, exchange.Starts{Me: 1}},
		{"a follow-up inside the gap is no start",
			[]string{"1 09:00 me", "1 14:59 me"}, 6, exchange.Starts{Me: 1}},
		{"six quiet hours make a start",
			[]string{"1 09:00 me", "1 15:00 me"}, 6, exchange.Starts{Me: 2, ClearMe: 1}},
		{"it is clear when the same person wrote last",
			[]string{"1 09:00 me", "1 09:05 you", "1 20:00 you"}, 6, exchange.Starts{Me: 1, Them: 1, ClearThem: 1}},
		{"it may be a late reply when the other one did",
			[]string{"1 09:00 me", "1 20:00 you"}, 6, exchange.Starts{Me: 1, Them: 1}},
		{"after more than a day it is clear all the same",
			[]string{"1 09:00 me", "2 09:01 you"}, 6, exchange.Starts{Me: 1, Them: 1, ClearThem: 1}},
		{"a day to the minute is not more than a day",
			[]string{"1 09:00 me", "2 09:00 you"}, 6, exchange.Starts{Me: 1, Them: 1}},
		{"an hour is enough where the gap is one",
			[]string{"1 09:00 me", "1 10:00 you", "1 11:30 me"}, 1, exchange.Starts{Me: 2, Them: 1}},
		{"seven hours are not eight",
			[]string{"1 09:00 me", "1 16:30 you"}, 8, exchange.Starts{Me: 1}},
	} {
		h, cast := talk(t, c.lines...)
		if got := Count(h, cast, nil).Gaps[c.gap-1].Starts; got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

func TestReplies(t *testing.T) {
	for _, c := range []struct {
		what             string
		lines            []string
		meN, meA         int
		themN, themA     int
		theirMedianMin   float64
		theirMedianKnown bool
	}{
		{"the wait runs from the last message of a turn",
			[]string{"1 09:00 me", "1 09:30 me", "1 09:40 you"}, 0, 0, 1, 1, 10, true},
		{"an answer after a day counts as a day without one",
			[]string{"1 09:00 me", "2 10:00 you"}, 0, 0, 1, 0, 0, false},
		{"writing again after the gap ends the wait without an answer",
			[]string{"1 09:00 me", "1 15:00 me", "1 15:10 you"}, 0, 0, 2, 1, 10, true},
		{"the last turn of the file was not watched",
			[]string{"1 09:00 me", "1 09:10 you"}, 0, 0, 1, 1, 10, true},
		{"both sides are kept apart",
			[]string{"1 09:00 me", "1 09:20 you", "1 09:21 me", "1 09:25 you"}, 1, 1, 2, 2, 4, true},
	} {
		h, cast := talk(t, c.lines...)
		g := Count(h, cast, nil).Gaps[Gap-1]
		if g.Me.N != c.meN || g.Me.Answered != c.meA || g.Them.N != c.themN || g.Them.Answered != c.themA {
			t.Errorf("%s: me %d of %d, them %d of %d", c.what, g.Me.Answered, g.Me.N, g.Them.Answered, g.Them.N)
		}
		if got := g.Them.Median.Value; c.theirMedianKnown == math.IsNaN(got) {
			t.Errorf("%s: median %v", c.what, got)
		} else if c.theirMedianKnown && c.themN == 1 && got != c.theirMedianMin*60 {
			t.Errorf("%s: median %v s, want %v min", c.what, got, c.theirMedianMin)
		}
	}
}

func TestRestrictedMeanByHand(t *testing.T) {
	// Two answers after 1 h and 3 h, one wait watched for 7 h: the curve is 1
	// until 1 h, 2/3 until 3 h, then 1/3 to the end of the day.
	h, cast := talk(t, "1 01:00 me", "1 02:00 you", "1 02:00 me", "1 05:00 you", "1 05:00 me", "1 12:00 me", "1 12:00 you")
	got := Count(h, cast, nil).Gaps[Gap-1].Them
	if got.N != 4 || got.Answered != 3 {
		t.Fatalf("%d of %d", got.Answered, got.N)
	}
	// With the answer at once: 3/4 to 1 h, 1/2 to 3 h, 1/4 to 24 h.
	want := 3600 * (0.75*1 + 0.5*2 + 0.25*21)
	if math.Abs(got.Mean.Value-want) > 1e-6 {
		t.Errorf("%v, want %v", got.Mean.Value, want)
	}
	if got.Hour.Value != 0.5 || got.Day.Value != 0.75 {
		t.Errorf("within an hour %v, within a day %v", got.Hour.Value, got.Day.Value)
	}
}

func TestWeeksAndMonths(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "7 23:59 you", "8 00:00 me", "31 09:00 me")
	f := Count(h, cast, nil)
	want := []exchange.Week{
		{Monday: 20514, Me: 1, Them: 1, StartsMe: 1, StartsThem: 1},
		{Monday: 20521, Me: 1},
		{Monday: 20542, Me: 1, StartsMe: 1},
	}
	if len(f.Weeks) != len(want) {
		t.Fatalf("%+v", f.Weeks)
	}
	for i := range want {
		if f.Weeks[i] != want[i] {
			t.Errorf("week %d: %+v, want %+v", i, f.Weeks[i], want[i])
		}
	}
	if len(f.Months) != 2 || f.Months[0].Me[5] != 1 || f.Months[1].Month != 4 {
		t.Errorf("%+v", f.Months)
	}
}

func TestAWeekCountsItsStartsAtSixHours(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 15:30 you", "1 21:29 you")
	if w := Count(h, cast, nil).Weeks[0]; w.StartsMe != 1 || w.StartsThem != 1 {
		t.Errorf("%+v", w)
	}
}

func TestMondayOfDaysBefore1970(t *testing.T) {
	for _, c := range []struct{ day, want int64 }{{0, -3}, {4, 4}, {3, -3}, {-3, -3}, {-4, -10}} {
		if got := Monday(c.day); got != c.want {
			t.Errorf("day %d: %d, want %d", c.day, got, c.want)
		}
	}
}

func TestInstantsAreCountedInTheZone(t *testing.T) {
	h, cast := talk(t, "7 23:30 me")
	h.Zoned = true
	f := Count(h, cast, time.FixedZone("", 3600))
	if f.Weeks[0].Monday != 20521 || f.First-h.Messages[0].At != 3600 {
		t.Errorf("%+v", f.Weeks)
	}
}

func TestAGroupHasNoStarts(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:05 you", "1 09:06 other")
	f := Count(h, cast, nil)
	if f.Gaps != nil || f.Months[0].Me != nil {
		t.Errorf("%+v", f)
	}
	if w := f.Weeks[0]; w.Me != 1 || w.Them != 2 || w.StartsMe != 0 {
		t.Errorf("%+v", w)
	}
}

func TestNothingIsSaidWhileItIsOpenWhoIsMe(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:05 you")
	cast.Me = -1
	if f := Count(h, cast, nil); f.Gaps != nil || f.Weeks != nil || f.First == 0 {
		t.Errorf("%+v", f)
	}
}

func TestCast(t *testing.T) {
	h := &chat.History{Authors: []string{"+44 1", "Sam", "~ Kim", "Kim"}, Messages: []chat.Message{
		{Author: 0}, {Author: 1}, {Author: 1}, {Author: 3}, {Author: 3}, {Author: 3}, {Author: 3},
	}}
	c, err := NewCast(h, Merge{"+44 1", "Sam"}, Merge{"~ Kim", "Kim"})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.People) != 2 || c.People[0].Name != "Kim" || c.People[1].Messages != 3 || c.People[1].Also[0] != "+44 1" {
		t.Errorf("%+v", c.People)
	}
	if err := c.Claim("  sAm "); err != nil || c.Me != 1 {
		t.Errorf("Sam is %d, %v", c.Me, err)
	}
	if err := c.Claim("+44 1"); err != nil || c.Me != 1 {
		t.Errorf("a merged name is %d, %v", c.Me, err)
	}
	if err := c.Claim("Alex"); !errors.Is(err, ErrNoSuchName) {
		t.Errorf("Alex: %v", err)
	}
	for _, m := range []struct {
		m    []Merge
		want error
	}{
		{[]Merge{{"Alex", "Sam"}}, ErrNoSuchName},
		{[]Merge{{"Sam", "Sam"}}, ErrTwice},
		{[]Merge{{"Sam", "Kim"}, {"Kim", "Sam"}}, ErrTwice},
	} {
		if _, err := NewCast(h, m.m...); !errors.Is(err, m.want) {
			t.Errorf("%v: %v", m.m, err)
		}
	}
}

func TestSplit(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:10 you", "2 09:00 you", "9 09:00 me", "10 09:00 me", "10 09:01 you")
	s := SplitAt(h, cast, nil, time.Date(2026, 3, 10, 15, 0, 0, 0, time.Local), Count(h, cast, nil))
	if s.Before.Starts != [2]int{1, 1} || s.After.Starts != [2]int{2, 0} {
		t.Errorf("%+v", s)
	}
	if s.Before.Messages != [2]int{1, 2} || s.After.Messages != [2]int{2, 1} || s.Before.Weeks != 1 {
		t.Errorf("%+v", s)
	}
	if s.Change.Value != 0.5 || s.Change.Low > 0 {
		t.Errorf("%+v", s.Change)
	}
}

func TestMidnightBelongsToTheDayItBegins(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "9 00:00 you")
	s := SplitAt(h, cast, nil, time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC), Count(h, cast, nil))
	if s.Before.Messages != [2]int{1, 0} || s.After.Messages != [2]int{0, 1} {
		t.Errorf("%+v", s)
	}
}

func TestWeeksThatDifferWidenTheRange(t *testing.T) {
	var lumpy, even []string
	for d := 1; d <= 28; d++ {
		who := [2]string{"me", "you"}
		lumpy = append(lumpy, fmt.Sprintf("%d 09:00 %s", d, who[(d-1)/7%2]))
		even = append(even, fmt.Sprintf("%d 09:00 %s", d, who[d%2]))
	}
	width := func(lines []string) float64 {
		h, cast := talk(t, lines...)
		r := SplitAt(h, cast, nil, time.Date(2026, 4, 20, 0, 0, 0, 0, time.UTC), Count(h, cast, nil)).Before.Share
		return r.High - r.Low
	}
	if lumpy, even := width(lumpy), width(even); lumpy < 2*even {
		t.Errorf("%.2f wide, %.2f where the weeks are alike", lumpy, even)
	}
}

// TestAPlantedShareIsFound invents two years of messages in which I start half
// of the conversations, then a fifth, and the other one answers three times
// slower; the share must come out within two points at every gap from 1 h on.
func TestAPlantedShareIsFound(t *testing.T) {
	for _, planted := range []struct{ share, slow float64 }{{0.5, 1}, {0.2, 3}} {
		h, cast, truth := invent(planted.share, planted.slow)
		for _, g := range Count(h, cast, nil).Gaps {
			got := conclude.Share(g.Starts)
			if math.Abs(got.Value-truth) > 0.02 {
				t.Errorf("planted %.3f, %d h gives %.3f", truth, g.Hours, got.Value)
			}
		}
	}
}

func invent(share, slow float64) (*chat.History, *Cast, float64) {
	r := rand.New(rand.NewPCG(7, uint64(share*100)))
	h := &chat.History{Authors: []string{"me", "you"}}
	at, mine, all := float64(1.7e9), 0, 0
	for range 4000 {
		at += 8.5*hour + r.ExpFloat64()*14*hour
		side := uint16(1)
		if r.Float64() < share {
			side = 0
			mine++
		}
		all++
		for range 4 + r.IntN(20) {
			h.Messages = append(h.Messages, chat.Message{At: int64(at), Author: side})
			wait := 60 * math.Exp(r.NormFloat64()*1.1+0.5)
			if r.Float64() < 0.6 {
				if side = 1 - side; side == 1 {
					wait *= slow
				}
			}
			at += min(wait, 50*60)
		}
	}
	c, _ := NewCast(h)
	_ = c.Claim("me")
	return h, c, float64(mine) / float64(all)
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"colours are not obeyed", "\x1b[31mSam\x1b[0m", "[31mSam[0m"},
		{"direction cannot be turned", "Sam\u202eetihW\u2066", "SametihW"},
		{"lines stay one line", "Sam\r\n\tWhite ", "Sam White"},
		{"marks that cannot be seen go", "\u200eSam\ufeff\u00ad", "Sam"},
		{"emoji stay whole", "👩\u200d🚀 Sam", "👩\u200d🚀 Sam"},
		{"broken bytes go", "S\xffam", "Sam"},
		{"long names are cut", strings.Repeat("ab", 40), strings.Repeat("ab", 30) + "…"},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
