package beside

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

type pull struct {
	Moment ebb.ID `cbor:"1,keyasint"`
	Pull   string `cbor:"2,keyasint"`
}

// noted is what weighs, so many days ago.
func noted(ago, strength int) ebb.Event {
	return ebb.New(tie.Named, now.AddDate(0, 0, -ago), tie.Feelings{Felt: []tie.Feeling{{Name: "sad", Strength: &strength}}})
}

// lived is so many days up to yesterday, each with a note. On every third day or
// so they looked, and the day after weighs by more.
func lived(days int, by float64) (events []ebb.Event) {
	r := rand.New(rand.NewPCG(1, 2))
	wave, push := 0.0, 0.0
	for ago := days; ago > 0; ago-- {
		wave = 0.5*wave + r.NormFloat64()
		events = append(events, noted(ago, int(min(10, max(0, math.Round(4+wave+push))))))
		push = 0
		if r.Float64() < 0.35 {
			push = by
			id, at := ebb.NewID(), now.AddDate(0, 0, -ago).Add(4*time.Hour)
			events = append(events, ebb.New(tie.MomentPull, at, pull{id, "check"}), ebb.New(tie.MomentOutcome, at, tie.MomentEnd{Moment: id, Outcome: "acted"}))
		}
	}
	return events
}

func desk(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, now, Feature())
	d.Journal.Events = events
	return d
}

func TestWhatTheResultSays(t *testing.T) {
	no := ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes})
	for what, c := range map[string]struct {
		events []ebb.Event
		want   []string
		not    []string
	}{
		"nothing": {nil, []string{"No two days in a row say yet how much weighed.", "Write a note"}, []string{"How sure is this?"}},
		"too few": {lived(20, 3), []string{"pairs of days are here so far", "It takes 30."}, []string{"How sure is this?"}},
		"a clear difference": {lived(130, 3), []string{"After days when you looked them up, the next one weighed", "120 pairs of days", "How sure is this?", "What this can", "The next count is at 240."},
			[]string{"because you", "No two days"}},
		"no difference":        {lived(130, 0), []string{"The one thing you noted does not clearly go with a heavier or lighter next day (", "more, 120 pairs of days).", "That may be chance."}, []string{"the next one weighed"}},
		"after their no":       {append(lived(130, 3), no), []string{"Contact and looking are left out here, because they asked for no contact."}, []string{"looked them up", "Looking them up ·"}},
		"with fear, no reason": {append(lived(130, 3), no, ebb.New(tie.Feared, now, struct{}{})), []string{"How the days were"}, []string{"asked for no contact", "looked them up"}},
	} {
		p := desk(t, c.events...).Get(base)
		if p.Err != nil {
			t.Errorf("%s: %v", what, p.Err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(p.Text, want) {
				t.Errorf("%s: no %q in %s", what, want, p.Text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(p.Text, not) {
				t.Errorf("%s: %q in %s", what, not, p.Text)
			}
		}
	}
}

func TestAHeavyStretchIsNotSetDownToAThing(t *testing.T) {
	var events []ebb.Event
	for ago := 260; ago > 0; ago-- {
		// Three heavy days, the middle one with waiting, then four light ones in a row of eight.
		strength := []int{2, 3, 2, 8, 9, 8, 3, 2}[ago%8]
		events = append(events, noted(ago, strength-ago%2))
		if ago%8 == 4 {
			events = append(events, ebb.New("waiting.was", now.AddDate(0, 0, -ago), struct{}{}))
		}
	}
	if p := desk(t, events...).Get(base); strings.Contains(p.Text, "After days when you waited") {
		t.Errorf("%s", p.Text)
	}
}

func TestThePanelByTheWeek(t *testing.T) {
	if desk(t).Panel() != "" {
		t.Error("a panel about nothing")
	}
	if got := desk(t, noted(1, 5)).Panel(); !strings.Contains(got, "1 day says how strong it was. A drawing needs 3 weeks with 3 such days each.") || strings.Contains(got, "<svg") {
		t.Errorf("one day: %s", got)
	}
	var events []ebb.Event
	for ago := range 84 {
		if ago%2 == 0 {
			events = append(events, noted(ago, 3+ago/28*2+ago%3))
		}
	}
	got := desk(t, events...).Panel()
	for _, want := range []string{"What weighs was 4.0 in the last 4 weeks (", "14 days).", "In the 8 weeks before: 7.0 (", "That is 3.0 less (", "[31 August 8.0 (6.9 to 9.1, 3 days)]", "What goes with what", "No two days in a row"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if strings.Contains(got, "What lifts") && !strings.Contains(got, "and what lifts") {
		t.Errorf("says what nothing says: %s", got)
	}
}

func TestPullsHaveADrawingOfTheirOwn(t *testing.T) {
	var events []ebb.Event
	for ago := range 28 {
		events = append(events, ebb.New(tie.MomentRating, now.AddDate(0, 0, -ago), tie.Strength{Moment: ebb.ID{byte(ago + 1)}, Value: 6}))
	}
	got := desk(t, events...).Panel()
	if !strings.Contains(got, "Pulls were 6.0 in the last 4 weeks (6.0 to 6.0, 28 days).") {
		t.Errorf("%s", got)
	}
}

func TestNothingBreaksIt(t *testing.T) {
	for what, events := range map[string][]ebb.Event{
		"a day long ago":     {noted(900000, 3), noted(1, 3), noted(2, 3)},
		"a day to come":      {noted(-400, 3), noted(1, 3)},
		"out of range":       {noted(1, -7), noted(2, 4000)},
		"five years of days": lived(1900, 1),
	} {
		d := desk(t, events...)
		if p := d.Get(base); p.Err != nil || strings.Contains(p.Text, "NaN") {
			t.Errorf("%s: %v %s", what, p.Err, p.Text)
		}
		if got := d.Panel(); strings.Contains(got, "NaN") {
			t.Errorf("%s: %s", what, got)
		}
	}
	if p := desk(t, lived(1900, 2)...).Get(base); !strings.Contains(p.Text, fmt.Sprintf("The first %d pairs of days are counted. There is no further count.", 480)) {
		t.Errorf("%s", p.Text)
	}
}

// Who notes the day after only when it is heavy makes it look heavier.
func TestWhatTheNotesMakeIsNotSetDownToAThing(t *testing.T) {
	var events []ebb.Event
	r := rand.New(rand.NewPCG(3, 4))
	waited := false
	for ago := 400; ago > 0; ago-- {
		strength := r.IntN(11)
		if !waited || strength > 6 {
			events = append(events, noted(ago, strength))
		}
		if waited = r.Float64() < 0.4; waited {
			events = append(events, ebb.New("waiting.was", now.AddDate(0, 0, -ago), struct{}{}))
		}
	}
	if p := desk(t, events...).Get(base); !strings.Contains(p.Text, "But you noted that day less often than other days") || strings.Contains(p.Text, "After days when you waited") {
		t.Errorf("%s", p.Text)
	}
}
