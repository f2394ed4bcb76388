package count

import (
	"bytes"
	"fmt"
	"math"
	"testing"
	"time"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
	"ebb/feature/evidence/facts"
	"ebb/tie/exchange"
)

func TestEndsAndLonelyConversations(t *testing.T) {
	for _, c := range []struct {
		what  string
		lines []string
		ends  exchange.Sides
		alone exchange.Alone
	}{
		{"the last conversation may still be answered", []string{"1 09:00 me"}, exchange.Sides{}, exchange.Alone{}},
		{"who wrote last before the pause ended it", []string{"1 09:00 me", "1 09:05 you", "2 09:05 me"},
			exchange.Sides{Them: 1}, exchange.Alone{Begun: exchange.Sides{Me: 1}}},
		{"one I wrote alone", []string{"1 09:00 me", "1 10:00 me", "2 09:05 you"},
			exchange.Sides{Me: 1}, exchange.Alone{Begun: exchange.Sides{Me: 1}, Only: exchange.Sides{Me: 1}, Row: exchange.Sides{Me: 1}}},
		{"three in a row", []string{"1 09:00 me", "2 09:00 me", "3 09:00 me", "4 09:00 me", "4 09:01 you", "5 09:00 me"},
			exchange.Sides{Me: 3, Them: 1}, exchange.Alone{Begun: exchange.Sides{Me: 4}, Only: exchange.Sides{Me: 3}, Row: exchange.Sides{Me: 3}}},
		{"an answer ends the row", []string{"1 09:00 me", "2 09:00 me", "2 09:01 you", "3 09:00 me", "4 09:00 me"},
			exchange.Sides{Me: 2, Them: 1}, exchange.Alone{Begun: exchange.Sides{Me: 3}, Only: exchange.Sides{Me: 2}, Row: exchange.Sides{Me: 1}}},
		{"so does a beginning of theirs", []string{"1 09:00 me", "2 09:00 you", "3 09:00 me", "4 09:00 me"},
			exchange.Sides{Me: 2, Them: 1}, exchange.Alone{Begun: exchange.Sides{Me: 2, Them: 1}, Only: exchange.Sides{Me: 2, Them: 1}, Row: exchange.Sides{Me: 1, Them: 1}}},
	} {
		h, cast := talk(t, c.lines...)
		g := Count(h, cast, nil).Gaps[Gap-1]
		if g.Ends != c.ends || g.Alone != c.alone {
			t.Errorf("%s: ends %+v, alone %+v", c.what, g.Ends, g.Alone)
		}
	}
}

func TestWritingAgain(t *testing.T) {
	for _, c := range []struct {
		what  string
		lines []string
		gap   int
		want  exchange.Sides
	}{
		{"nine minutes later is the same thought", []string{"1 09:00 me", "1 09:09 me"}, 6, exchange.Sides{}},
		{"ten minutes later is again", []string{"1 09:00 me", "1 09:10 me"}, 6, exchange.Sides{Me: 1}},
		{"an answer between makes it none", []string{"1 09:00 me", "1 09:05 you", "1 09:30 me"}, 6, exchange.Sides{}},
		{"after the pause it is a start", []string{"1 09:00 you", "1 15:00 you", "3 09:00 me"}, 6, exchange.Sides{}},
		{"right before it is again", []string{"1 09:00 you", "1 14:59 you", "3 09:00 me"}, 6, exchange.Sides{Them: 1}},
		{"a longer pause takes in more", []string{"1 09:00 you", "1 15:00 you", "3 09:00 me"}, 7, exchange.Sides{Them: 1}},
		{"a shorter one less", []string{"1 09:00 you", "1 10:00 you", "3 09:00 me"}, 1, exchange.Sides{}},
	} {
		h, cast := talk(t, c.lines...)
		if got := Count(h, cast, nil).Gaps[c.gap-1].Again; got != c.want {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
}

func TestHabits(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:05 you", "1 21:00 me", "2 23:59 you", "3 00:00 you")
	h.Messages[0].Runes, h.Messages[0].Flags = 30, chat.Asks
	h.Messages[2].Kind, h.Messages[2].Flags = chat.Media, chat.Asks|chat.Edited
	h.Messages[1].Runes, h.Messages[3].Runes, h.Messages[4].Runes = 0, 70_000, 5
	h.Messages[4].Flags = chat.Late | chat.Edited
	h.Calls = []chat.Call{{Author: 0, Missed: true}, {Author: 1, Seconds: 90}, {Author: -1, Seconds: 30}}
	x := Count(h, cast, nil)
	if x.Media != 1 || x.Edited != 2 || x.Calls != 3 || x.Talked != 120 {
		t.Errorf("%+v", x)
	}
	me, them := x.Me, x.Them
	if me.Texts != 1 || me.Asks != 1 || me.Lengths[facts.Class(30)] != 1 || me.Hours[9] != 1 || me.Hours[21] != 1 || me.Calls != 1 || me.Missed != 1 {
		t.Errorf("%+v", me)
	}
	if them.Texts != 3 || them.Asks != 0 || them.Lengths[0] != 1 || them.Lengths[1] != 1 || them.Lengths[facts.Classes-1] != 1 ||
		them.Hours[9] != 1 || them.Hours[23] != 1 || them.Hours[0] != 1 || them.Calls != 1 || them.Talked != 90 {
		t.Errorf("%+v", them)
	}
}

func TestAMessageCountsInItsClass(t *testing.T) {
	for runes := range uint32(3000) {
		m := chat.Message{Runes: runes}
		class := place(&m, 0) >> 5
		if class == 31 {
			class = 0
		}
		if min(class, facts.Classes-1) != int(facts.Class(runes)) {
			t.Fatalf("%d characters: %d", runes, class)
		}
	}
}

// TestWakingHours: they answer every question at once by day, and the one of
// 22:30 at 7:30 next morning. Their quiet hours are 23:00 to 7:00, so half an
// hour before and half an hour after is left of that wait.
func TestWakingHours(t *testing.T) {
	h := &chat.History{Authors: []string{"me", "you"}}
	add := func(at time.Time, author uint16) {
		h.Messages = append(h.Messages, chat.Message{At: at.Unix(), Author: author})
	}
	for d := range 40 {
		dawn := time.Date(2026, 3, 2+d, 0, 0, 0, 0, time.UTC)
		if d > 0 {
			add(dawn.Add(7*time.Hour+30*time.Minute), 1)
		}
		for hours := 8; hours <= 22; hours++ {
			at := dawn.Add(time.Duration(hours) * time.Hour)
			add(at, 0)
			add(at.Add(2*time.Minute), 1)
		}
		add(dawn.Add(22*time.Hour+30*time.Minute), 0)
	}
	cast, _ := NewCast(h)
	_ = cast.Claim("me")
	x := Count(h, cast, nil)
	if q := x.Them.Quiet; q == nil || q.From != 23 || q.Hours != 8 {
		t.Fatalf("%+v", q)
	}
	g := x.Gaps[Gap-1]
	n := float64(40*15 + 39)
	if g.Them.N != int(n) || math.Abs(g.Them.Hour.Value-600/n) > 1e-9 {
		t.Errorf("by the clock: %d turns, %v within an hour", g.Them.N, g.Them.Hour.Value)
	}
	if w := g.WakingThem; math.Abs(w.Hour.Value-1) > 1e-9 || w.Median.Value != 120 {
		t.Errorf("waking: %+v", w)
	}
}

// TestWakingForgetsWhatTheClockForgets: waits without an answer count from the
// gap on, by the clock, with or without quiet hours.
func TestWakingForgetsWhatTheClockForgets(t *testing.T) {
	var w waits = newWaits()
	q := &exchange.Quiet{From: 0, Hours: 6}
	for _, x := range []struct{ wait, end int64 }{{3 * hour, 14 * hour}, {5 * hour, 8 * hour}, {9 * hour, 7 * hour}} {
		w.add(Me, Me, x.wait)
		w.long(Me, Me, x.wait, x.end)
	}
	w.add(Me, Them, 30*hour)
	w.long(Me, Them, 30*hour, 12*hour)
	w.close()
	for g := 1; g <= Gaps; g++ {
		u := w.turns(Me, 60)
		clock := u.replies(g * hour).N
		k := w.waking(Me, u, q)
		k.replies(g * hour)
		n := 0
		for _, m := range k.more {
			n += m
		}
		if n != clock {
			t.Errorf("%d h: %d waking, %d by the clock", g, n, clock)
		}
		if g == 1 && (k.more[3*60] != 2 || k.more[2*60] != 1 || k.more[18*60] != 1) {
			t.Errorf("of 3 h, 5 h (3 of them quiet), 9 h (6 of them) and a day are left: %v %v %v", k.more[180], k.more[120], k.more[18*60])
		}
	}
}

// TestSoonIsCountedByTheWeekOfTheTurn: of my turns they answered one within an
// hour and one later in the first week, none in the second, one at once in the
// fourth.
func TestSoonIsCountedByTheWeekOfTheTurn(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:30 me", "1 10:30 you", "2 09:00 me", "2 10:01 you", "9 09:00 me", "9 12:00 me", "9 20:00 me", "22 09:00 me", "22 09:05 you", "22 09:06 me")
	w := newWalk(h, cast, nil)
	soon, all := w.soon(Me, 0, len(h.Messages))
	if fmt.Sprint(soon, all) != "[1 0 0 1] [2 2 0 1]" {
		t.Errorf("%v of %v", soon, all)
	}
	soon, all = w.soon(Me, 5, len(h.Messages))
	if fmt.Sprint(soon, all) != "[0 0 1] [2 0 1]" {
		t.Errorf("from the sixth message on: %v of %v", soon, all)
	}
	if soon, _ := w.soon(Them, 0, len(h.Messages)); fmt.Sprint(soon) != "[0 0 0 1]" {
		t.Errorf("mine: %v", soon)
	}
}

func TestPartsAreToldApartUntilThereAreMany(t *testing.T) {
	h, cast := talk(t, "1 09:00 me", "1 09:05 you")
	for i := range 12 {
		h.Parts = append(h.Parts, chat.Part{Format: []string{"sms", "whatsapp"}[i%2], Messages: 1, First: int64(100 - i), Last: int64(200 + i)})
	}
	if x := Count(h, cast, nil).Parts; len(x) != 12 || x[3].First != 97 {
		t.Errorf("%+v", x)
	}
	h.Parts = append(h.Parts, chat.Part{Format: "sms", Messages: 5, First: 150, Last: 160})
	want := []exchange.Part{{Format: "sms", Messages: 11, First: 90, Last: 210}, {Format: "whatsapp", Messages: 6, First: 89, Last: 211}}
	if x := Count(h, cast, nil).Parts; len(x) != 2 || x[0] != want[0] || x[1] != want[1] {
		t.Errorf("%+v", x)
	}
}

// TestTheZoneIsLookedUpAcrossAChangeOfTheClock: messages before and after the
// last Sunday of March lie one and two hours ahead.
func TestTheZoneIsLookedUpAcrossAChangeOfTheClock(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here")
	}
	c := clock{zone: zone}
	for _, at := range []time.Time{
		time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC), time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC),
		time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 59, 0, 0, time.UTC),
	} {
		_, offset := at.In(zone).Zone()
		if got := c.wall(at.Unix()); got != at.Unix()+int64(offset) {
			t.Errorf("%v: %d s off", at, got-at.Unix()-int64(offset))
		}
	}
}

// TestAGeneratedChatIsCountedAsItWasMade holds the counts against what the
// generator planted, before and after a change, and the change's band against
// its date.
func TestAGeneratedChatIsCountedAsItWasMade(t *testing.T) {
	var file bytes.Buffer
	truth, err := chatgen.WhatsApp(&file, chatgen.Plan{
		Seed: 3, Messages: 30_000, Turns: 24, Nudged: 0.05, Shape: "ios-us",
		Change: chatgen.Change{After: 0.5, Starts: 0.2, Slower: 3, Less: 0.4},
	})
	if err != nil {
		t.Fatal(err)
	}
	h, err := chat.One(all.Decode(bytes.NewReader(file.Bytes()), int64(file.Len()), chat.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	cast, _ := NewCast(h)
	if err := cast.Claim("Alice"); err != nil {
		t.Fatal(err)
	}
	x := Count(h, cast, nil)
	sum := func(p [2][2]int) exchange.Sides {
		return exchange.Sides{Me: p[0][0] + p[1][0], Them: p[0][1] + p[1][1]}
	}
	g := x.Gaps[Gap-1]
	for what, c := range map[string][2]exchange.Sides{
		"starts":       {{Me: g.Starts.Me, Them: g.Starts.Them}, sum(truth.Starts)},
		"clear starts": {{Me: g.Starts.ClearMe, Them: g.Starts.ClearThem}, sum(truth.Clear)},
		"ends":         {g.Ends, sum(truth.Ends)},
		"follow-ups":   {g.Again, sum(truth.FollowUps)},
		"questions":    {{Me: x.Me.Asks, Them: x.Them.Asks}, sum(truth.AsksBy)},
		"calls":        {{Me: x.Me.Calls, Them: x.Them.Calls}, {Me: truth.CallsBy[0], Them: truth.CallsBy[1]}},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %+v, planted %+v", what, c[0], c[1])
		}
	}
	at := int(truth.ChangedAt.Unix() / day)
	for _, what := range []string{exchange.ChangedShare, exchange.ChangedMessagesThem} {
		found := false
		for _, c := range x.Changes.Found {
			found = found || c.What == what && c.From <= at && c.To >= at && !c.Depends
		}
		if !found {
			t.Errorf("%s: not around %v: %+v", what, truth.ChangedAt, x.Changes.Found)
		}
	}
}
