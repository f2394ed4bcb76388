package look

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
	"ebb/tie/exchange"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) // a Monday

func desk(t *testing.T) *rig.Desk { return rig.New(t, noon, Feature()) }

// set goes through the three pages and closes the plan.
func set(d *rig.Desk, what, from, by string) {
	d.T.Helper()
	for _, step := range [][]string{
		{"/signals", "signal", "start", "signal", "meet", "expect", "more"},
		{"/days", "by_what", what, "from", from, "by", by},
		{"/then", "more", "I wait a day.", "same", "I go to the sea.", "less", "I call Sam.", "cool", "48", "close", "yes"},
	} {
		if p := d.Post(base+step[0], step[1:]...); p.Err != nil {
			d.T.Fatalf("%s: %v", step[0], p.Err)
		}
	}
}

// chat is an import whose weeks, from a Monday on, hold so many starts of
// theirs.
func chat(first string, theirs ...int) ebb.Event {
	at, _ := time.Parse(time.DateOnly, first)
	t := exchange.Tally{No: 1, Me: &exchange.Side{}, First: at.Unix(), Last: at.AddDate(0, 0, 7*len(theirs)).Unix() - 1}
	for i, n := range theirs {
		t.Weeks = append(t.Weeks, exchange.Week{Monday: int(at.Unix()/86400) + 7*i, StartsThem: n, StartsMe: 2, Me: 5, Them: 5})
	}
	return ebb.New(tie.Messages, noon, t)
}

func has(t *testing.T, where, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: %q is missing in %s", where, w, text)
		}
	}
}

func weeks(n, each int) (all []int) {
	for range n {
		all = append(all, each)
	}
	return all
}

func TestFromThePlanToTheDay(t *testing.T) {
	d := desk(t)
	has(t, "at first", d.Get(base).Text, "It cannot show why.", "It brings nobody back")
	d.Journal.Events = []ebb.Event{chat("2026-07-06", weeks(20, 4)...)}
	set(d, "chat", "2026-11-23", "2027-01-18")
	text := d.Get(base).Text
	has(t, "closed", text, "Closed until 18 January 2027.", "Since 23 November 2026 you tapped no contact that you began.")
	if strings.Contains(text, "times a week") || strings.Contains(text, "I wait a day.") {
		t.Errorf("before its day it shows more than the person's own side: %s", text)
	}
	if got := fmt.Sprint(d.Dues()); got != "[2027-01-18 10:00]" {
		t.Errorf("due %s", got)
	}
	d.Now = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)
	has(t, "on the day", d.Get(base).Text, "Before you look: did one of these happen in that time?")
	d.Journal.Events = append(d.Journal.Events, chat("2026-07-06", append(weeks(20, 4), weeks(8, 1)...)...))
	d.Post(base+"/read", "void", "none")
	has(t, "the result", d.Get(base).Text, "They began less often: 1.0 times a week, before it was 4.0.", "You had expected more.", "nobody to compare with", "What happened, as you see it?")
	d.Post(base+"/read", "what", "same")
	has(t, "read", d.Get(base).Text, "Nothing changed is a result like any other.", "For this you wrote I go to the sea.")
	if len(d.Dues()) != 0 {
		t.Error("it is due again")
	}
}

func TestWhatATooShortTimeCosts(t *testing.T) {
	d := desk(t)
	d.Journal.Events = []ebb.Event{chat("2026-11-02", append(weeks(3, 6), weeks(8, 1)...)...)}
	set(d, "chat", "2026-11-23", "2027-01-18")
	d.Now = time.Date(2027, 1, 19, 9, 0, 0, 0, time.UTC)
	d.Post(base+"/read", "void", "none")
	text := d.Get(base).Text
	has(t, "three weeks", text, "There are 3 whole weeks before. Only from 8 weeks on can a change be told from chance.", "Nothing that can be told from chance")
	if strings.Contains(text, "less often") {
		t.Errorf("three weeks carry a conclusion: %s", text)
	}
}

func TestTheChatThatEndsTooEarlySaysSo(t *testing.T) {
	d := desk(t)
	set(d, "chat", "2026-11-23", "2027-01-18")
	d.Now = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)
	d.Post(base+"/read", "void", "none")
	has(t, "without a chat", d.Get(base).Text, "No chat is here that reaches over these days.", "no whole weeks to compare")
	d.Journal.Events = append(d.Journal.Events, chat("2026-07-06", weeks(22, 3)...))
	has(t, "a chat of two weeks after", d.Get(base).Text, "The chat that is here ends on 6 December 2026.")
}

func TestTaps(t *testing.T) {
	d := desk(t)
	set(d, "log", "2026-12-07", "2027-02-01")
	tap := func(form ...string) {
		if p := d.Post(base+"/contact", form...); p.Err != nil {
			t.Error(p.Err)
		}
	}
	quiet := d.Get(base).Text
	for range 6 {
		tap("signal", "start")
	}
	tap("who", "me")
	if text := strings.Replace(d.Get(base).Text, "Kept. Take it back ", "", 1); text != quiet || !strings.Contains(text, "Stepping back begins on 7 December 2026.") {
		t.Errorf("before its day it counts: %s", text)
	}
	d.Now = noon.AddDate(0, 0, 20)
	tap("who", "me")
	tap("signal", "meet")
	d.Post(base + "/undo")
	d.Post(base + "/undo")
	has(t, "own side", d.Get(base).Text, "Since 7 December 2026 you tapped 1 contact that you began.")
	if p := d.Post(base+"/contact", "signal", "their eyes"); p.Err == nil {
		t.Error("a signal nobody chose is kept")
	}
	d.Now = time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)
	d.Post(base+"/read", "void", "none")
	has(t, "the result", d.Get(base).Text, "There are 2 whole weeks before.", "they began 0.0 times a week, before it was 3.0", "You began 0.1 times a week, before it was 0.5.")
}

func TestABadNightMovesNothing(t *testing.T) {
	d := desk(t)
	set(d, "chat", "2026-11-23", "2027-01-18")
	for _, step := range [][]string{{"/signals", "signal", "back"}, {"/days", "by_what", "chat", "from", "2026-11-23", "by", "2026-12-07"}, {"/then", "close", "yes"}} {
		if p := d.Post(base+step[0], step[1:]...); p.Err == nil {
			t.Errorf("%s changes a closed plan", step[0])
		}
	}
	d.Post(base+"/read", "void", "none", "what", "miss")
	d.Post(base + "/stop")
	d.Post(base + "/stop")
	has(t, "stopping", d.Get(base).Text, "Closed until 18 January 2027.", "It stops on 25 November 2026 at 12:00.")
	d.Post(base+"/undo", "what", "stop")
	d.Now = noon.Add(49 * time.Hour)
	has(t, "gone on with", d.Get(base).Text, "Closed until 18 January 2027.")
	d.Post(base + "/stop")
	d.Now = d.Now.Add(48 * time.Hour)
	has(t, "stopped", d.Get(base).Text, "This look back was stopped early.", "counts nothing")
	if len(d.Dues()) != 0 {
		t.Error("a stopped one is due")
	}
	set(d, "chat", "2026-11-27", "2027-01-18")
	has(t, "another", d.Get(base).Text, "Closed until 18 January 2027.")
}

func TestWhatMakesItCountNothing(t *testing.T) {
	for void, want := range map[string]string{"block": "silence says nothing about them", "together": "silence is no result", "order": "silence is respect"} {
		d := desk(t)
		d.Journal.Events = []ebb.Event{chat("2026-07-06", append(weeks(20, 4), weeks(8, 1)...)...)}
		set(d, "chat", "2026-11-23", "2027-01-18")
		d.Now = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)
		d.Post(base+"/read", "void", void)
		text := d.Get(base).Text
		has(t, void, text, "This look back counts nothing.", want)
		if strings.Contains(text, "times a week") {
			t.Errorf("%s: figures stand all the same: %s", void, text)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for what, c := range map[string]struct{ path, form string }{
		"nothing chosen":         {"/signals", "expect=more"},
		"a profile":              {"/signals", "own=They change their profile picture"},
		"online at night":        {"/signals", "own=they are online at night"},
		"huge":                   {"/signals", "own=" + strings.Repeat("a", 10000)},
		"another expectation":    {"/signals", "signal=start&expect=love"},
		"a week is too short":    {"/days", "by_what=chat&from=2026-11-23&by=2026-12-06"},
		"backwards":              {"/days", "by_what=chat&from=2026-12-23&by=2026-11-23"},
		"in the past":            {"/days", "by_what=chat&from=2026-10-23&by=2026-12-23"},
		"taps without fortnight": {"/days", "by_what=log&from=2026-11-25&by=2027-01-23"},
		"no day":                 {"/days", "by_what=chat&from=&by=2027-01-23"},
		"too far":                {"/days", "by_what=chat&from=2026-11-23&by=2029-01-23"},
		"closing nothing":        {"/then", "close=yes"},
		"a long intention":       {"/then", "more=" + strings.Repeat("é", longest+1)},
	} {
		d := desk(t)
		var form []string
		for _, pair := range strings.Split(c.form, "&") {
			k, v, _ := strings.Cut(pair, "=")
			form = append(form, k, v)
		}
		if p := d.Post(base+c.path, form...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is kept", what)
		}
	}
}

func TestNothingChangedHasTheSameSize(t *testing.T) {
	d := desk(t)
	set(d, "chat", "2026-11-23", "2027-01-18")
	d.Now = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)
	d.Post(base+"/read", "void", "none")
	html := d.Get(base).HTML
	for _, what := range Results {
		if !strings.Contains(html, `<button class="btn" name="what" value="`+what+`">`) {
			t.Errorf("%s is no button like the others", what)
		}
	}
}

func TestTheClockThatJumpsChangesNothingKept(t *testing.T) {
	d := desk(t)
	set(d, "chat", "2026-11-23", "2027-01-18")
	for _, at := range []time.Time{noon.AddDate(-1, 0, 0), noon.AddDate(0, 0, 1), time.Date(2027, 1, 17, 23, 59, 0, 0, time.FixedZone("", 14*3600))} {
		d.Now = at
		has(t, at.String(), d.Get(base).Text, "Closed until 18 January 2027.")
	}
	d.Now = time.Date(2027, 1, 18, 0, 0, 0, 0, time.FixedZone("", -12*3600))
	has(t, "its day, in another zone", d.Get(base).Text, "Before you look")
}

func TestTheGuard(t *testing.T) {
	if f := Feature(); f.Guard != feature.NoSkip || f.Aids != nil || f.Card != nil {
		t.Error("it stands before the questions, near a hard moment or on Today")
	}
}

func order(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for i := range rapid.IntRange(1, 4).Draw(t, "n") {
			at := func() time.Time { return noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "h")) * time.Hour) }
			p := ebb.New(Set, at(), Plan{Signals: []string{"start"}, From: "2026-11-23", By: fmt.Sprintf("2027-01-1%d", i), Closed: i%2 == 0, Cool: 24})
			events = append(events, p, ebb.New(Contact, at(), Began{Me: i%2 == 1}), ebb.New(Stopped, at(), Stop{p.ID}), ebb.New(Read, at(), Reading{Of: p.ID, Void: Voids[i%4]}))
		}
		var before string
		for range 2 {
			s := newState()
			for _, i := range rapid.Permutation(order(len(events))).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), events[i]); err != nil {
					t.Fatal(err)
				}
			}
			now := fmt.Sprint(s.id, s.by, s.closed, s.taps, s.stops, s.reads)
			if before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			}
			before = now
		}
	})
}
