package outlook

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/guide"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func desk(t *testing.T) *rig.Desk { return rig.New(t, noon, Feature()) }

// looked is the page after a look.
func looked(t *testing.T, answers ...string) string {
	d := desk(t)
	if p := d.Post(base, answers...); p.Err != nil || p.Goto != base {
		t.Fatalf("%v: %v, %s", answers, p.Err, p.Goto)
	}
	return d.Get(base).Text
}

func TestItIsAskedForAndOpensOnceAWeek(t *testing.T) {
	d := desk(t)
	if text := d.Get(base).Text; strings.Contains(text, "Of 100") || !strings.Contains(text, "Nobody can know.") {
		t.Errorf("before anything was asked: %s", text)
	}
	d.Post(base, "since", "2026-10-22")
	if text := d.Get(base).Text; !strings.Contains(text, "Of 100 couples who parted 4 weeks ago, between 8 and 39 come back together within a year. The middle guess is 20.") {
		t.Errorf("after: %s", text)
	}
	for _, later := range []time.Duration{61 * time.Minute, 7*24*time.Hour - time.Minute} {
		d.Now = noon.Add(later)
		if text := d.Get(base).Text; strings.Contains(text, "Of 100") || !strings.Contains(text, "It opens again on 2026-11-29") {
			t.Errorf("%v later: %s", later, text)
		}
		d.Post(base, "since", "2026-01-01")
		if n := len(d.Journal.Events); n != 1 {
			t.Errorf("%v later: %d looks are kept", later, n)
		}
	}
	d.Now = noon.Add(7 * 24 * time.Hour)
	if text := d.Get(base).Text; !strings.Contains(text, "Nobody can know.") {
		t.Errorf("a week later: %s", text)
	}
}

func TestWhatIsNoDayIsRefused(t *testing.T) {
	for _, since := range []string{"", "2026-11-23", "yesterday", "1900-01-01", "2026-02-30", strings.Repeat("9", 10000)} {
		d := desk(t)
		if p := d.Post(base, "since", since); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%.20q is kept", since)
		}
	}
	if p := desk(t).Post(base, "since", "2026-10-01", "household", "perhaps"); p.Err == nil {
		t.Error("an answer that is none is kept")
	}
}

func TestBothHalvesAddUpToAHundred(t *testing.T) {
	says := regexp.MustCompile(`middle guess: (\d+) come back and are still together a year later, (\d+) come back and part again, (\d+) do not`)
	rapid.Check(t, func(r *rapid.T) {
		day := noon.AddDate(0, 0, -rapid.IntRange(0, 4000).Draw(r, "days")).Format(time.DateOnly)
		home := rapid.SampledFrom([]string{"", "yes", "no"}).Draw(r, "household")
		text := looked(t, "since", day, "household", home)
		m := says.FindStringSubmatch(text)
		if m == nil || number(m[1])+number(m[2])+number(m[3]) != 100 {
			r.Fatalf("%s, %s: %v in %s", day, home, m, text)
		}
	})
}

func number(s string) (n int) {
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// TestOnlyTimeMovesTheFigure gives every answer there is about the two people
// and finds the same page, whole, for the same day and the same kind of couple.
func TestOnlyTimeMovesTheFigure(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := noon.AddDate(0, 0, -rapid.IntRange(0, 2000).Draw(r, "days")).Format(time.DateOnly)
		standing := tie.Standing{
			Stance:  rapid.SampledFrom([]tie.Stance{"", tie.Deciding, tie.LettingGo, tie.SteppingBack}).Draw(r, "stance"),
			EndedBy: rapid.SampledFrom([]tie.EndedBy{"", tie.ByMe, tie.ByThem, tie.ByBoth, tie.Break, tie.Unnamed}).Draw(r, "ended"),
			Ties:    rapid.SliceOfDistinct(rapid.SampledFrom(tie.TieWords), rapid.ID).Draw(r, "ties"),
		}
		plain, told := desk(t), desk(t)
		told.Journal.Events = []ebb.Event{ebb.New(tie.Stands, noon.AddDate(0, 0, -1), standing)}
		for _, d := range []*rig.Desk{plain, told} {
			d.Post(base, "since", day, "household", "no")
		}
		if a, b := plain.Get(base).Text, told.Get(base).Text; a != b {
			r.Fatalf("%+v moves it:\n%s\n%s", standing, a, b)
		}
	})
}

func TestWhoLivedTogether(t *testing.T) {
	for _, c := range []struct{ since, want string }{
		{"2026-09-22", "For such couples nothing has been published for the first half year"},
		{"2026-03-22", "between 10 and 20 come back together some day. It may be more: 10 is a floor."},
		{"2025-03-22", "Counted like all couples, at any time from now: 1 to 6, middle 2."},
		{"2025-03-22", "between 5 and 20 come back together some day. The middle guess is 10."},
	} {
		if text := looked(t, "since", c.since, "household", "yes"); !strings.Contains(text, c.want) {
			t.Errorf("since %s: %s", c.since, text)
		}
	}
}

func TestWhatWasSaidElsewhereIsFilledIn(t *testing.T) {
	d := desk(t)
	d.Journal.Events = []ebb.Event{ebb.New(tie.Stands, noon, tie.Standing{EndedBy: tie.ByMe, Since: "2026-10-01", Ties: []string{"children"}})}
	if html := d.Get(base).HTML; !strings.Contains(html, `value="2026-10-01"`) || !strings.Contains(html, `value="yes" checked`) {
		t.Error(html)
	}
	d.Journal.Events = []ebb.Event{ebb.New(tie.Stands, noon, tie.Standing{EndedBy: tie.NotEnded})}
	if html := d.Get(base).HTML; strings.Contains(html, "<form") {
		t.Error("figures about couples who parted are offered to one who did not")
	}
}

func TestItStandsNowhereButOnDecide(t *testing.T) {
	f := Feature()
	if f.Card != nil || f.Aids != nil || f.Due != nil || f.Week != nil || f.Panel != nil || f.Shelf != nil {
		t.Error("it stands where nobody asked for it")
	}
	if f.Guard != feature.NoSkip || f.Step == nil {
		t.Error("it stands before the questions, or not on Decide")
	}
}

func TestDoesWalkingAwayWork(t *testing.T) {
	text := desk(t).Get(base + "/away").Text
	for _, want := range []string{"Nobody has shown that walking away brings anyone back.", "none found", "None of them was an ex.", "marketing idea", "rarely write", "an answer too"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
}

func TestSourcesAreAllThere(t *testing.T) {
	text := desk(t).Get(base + "/sources").Text
	for _, f := range guide.Of(guide.Outlook) {
		if !strings.Contains(text, f.Claim) || !strings.Contains(text, f.Address) {
			t.Errorf("%s is missing", f.ID)
		}
	}
}
