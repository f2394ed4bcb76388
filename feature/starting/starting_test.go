package starting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func desk(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = events
	return d
}

// made is a rule about children and money, with a rest of three hours, two days
// old.
func ruled(d *rig.Desk) {
	d.T.Helper()
	d.Post(base+"/first", "about", "children", "about", "money", "own", "the choir")
	if p := d.Post(base+"/answer", "wait", "180", "hours", "day", "calls", "hours"); p.Err != nil {
		d.T.Fatal(p.Err)
	}
	d.Now = d.Now.AddDate(0, 0, 2)
}

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.900s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.900s", what, w, page)
		}
	}
}

func TestARuleInTwoPages(t *testing.T) {
	d := desk(t)
	has(t, "empty", d.Get(base).Text, "Make my rule", "is not timed to do anything to them")
	if p := d.Post(base+"/first", "about", "children"); p.Goto != base+"/answer" {
		t.Errorf("goes to %s", p.Goto)
	}
	p := d.Follow(base+"/answer", "wait", "180", "hours", "own", "from", "20", "until", "1", "calls", "back")
	has(t, "the rule", p.Text, "I write first only for: the children", "I rest three hours before I answer.", "I answer between 20:00 and 01:00.", "I call back when I have rested.", "Since 22 November 2026")
	lacks(t, "in the first hour", p.Text, "From 2")
}

func TestNothingTickedIsARuleToo(t *testing.T) {
	d := desk(t)
	d.Post(base + "/first")
	has(t, "the rule", d.Get(base).Text, "I don’t write first.")
}

func TestWhatStillTiesIsTicked(t *testing.T) {
	d := desk(t, ebb.New(tie.Stands, noon, tie.Standing{Ties: []string{"children", "friends"}}), ebb.New(tie.AllowedContact, noon, tie.Allowed{Channel: "mail", About: "money"}))
	p := d.Get(base + "/first")
	for about, want := range map[string]bool{"children": true, "money": true, "home": false} {
		if got := strings.Contains(p.HTML, `value="`+about+`" checked`); got != want {
			t.Errorf("%s ticked: %v", about, got)
		}
	}
	has(t, "channels", p.Text, "money (so far: email)")
	d.Post(base + "/first")
	if p := d.Get(base + "/first"); strings.Contains(p.HTML, "checked") {
		t.Error("what was left out is ticked again")
	}
}

func TestTighterCountsAtOnceAndLooserWaits(t *testing.T) {
	d := desk(t)
	ruled(d)
	p := d.Follow(base+"/first", "about", "children", "about", "home", "own", "the choir")
	now, then, _ := strings.Cut(p.Text, "Call it off")
	has(t, "what counts now", then, "the children the choir")
	lacks(t, "what counts now", then, "money", "the home")
	has(t, "what waits", now, "From 25 November 2026, 12:00 on it says:", "the children the home the choir")
	d.Now = d.Now.Add(24*time.Hour - time.Second)
	lacks(t, "a second before", d.Get(base).Text[strings.Index(d.Get(base).Text, "Call it off"):], "the home")
	d.Now = d.Now.Add(time.Second)
	p = d.Get(base)
	has(t, "then", p.Text, "the children the home the choir")
	lacks(t, "then", p.Text, "Call it off")
}

func TestAnsweringLoosensInEveryRespect(t *testing.T) {
	for what, form := range map[string][]string{
		"a shorter rest": {"wait", "60", "hours", "day", "calls", "hours"},
		"more hours":     {"wait", "180", "hours", "any", "calls", "back"},
		"other hours":    {"wait", "180", "hours", "own", "from", "8", "until", "12", "calls", "hours"},
		"all calls":      {"wait", "180", "hours", "day", "calls", "rings"},
		"calls not said": {"wait", "180", "hours", "day"},
	} {
		d := desk(t)
		ruled(d)
		p := d.Follow(base+"/answer", form...)
		has(t, what, p.Text, "Call it off")
		lacks(t, what+", called off", d.Follow(base+"/off").Text, "Call it off")
	}
	for what, form := range map[string][]string{
		"a longer rest": {"wait", "720", "hours", "day", "calls", "hours"},
		"fewer hours":   {"wait", "180", "hours", "evening", "calls", "hours"},
		"fewer calls":   {"wait", "180", "hours", "day", "calls", "none"},
		"the same":      {"wait", "180", "hours", "day", "calls", "hours"},
	} {
		d := desk(t)
		ruled(d)
		lacks(t, what, d.Follow(base+"/answer", form...).Text, "Call it off")
	}
}

func TestOtherWordsWaitAndNoneDoNot(t *testing.T) {
	d := desk(t)
	ruled(d)
	p := d.Follow(base+"/first", "about", "children", "about", "money", "own", "whatever I like")
	has(t, "other words", p.Text, "Call it off", "the choir")
	d.Post(base + "/off")
	p = d.Follow(base+"/first", "about", "children", "about", "money")
	lacks(t, "none", p.Text, "Call it off", "the choir")
	p = d.Follow(base + "/undo")
	has(t, "undone", p.Text, "the choir")
}

func TestWhatWaitsKeepsItsTimeUnlessItGetsLooser(t *testing.T) {
	d := desk(t)
	ruled(d)
	d.Post(base+"/first", "about", "children", "about", "money", "about", "home", "about", "pet", "own", "the choir")
	d.Now = d.Now.Add(10 * time.Hour)
	p := d.Follow(base+"/first", "about", "children", "about", "money", "about", "home", "own", "the choir")
	has(t, "tightened", p.Text, "From 25 November 2026, 12:00 on it says:")
	p = d.Follow(base+"/first", "about", "children", "about", "money", "about", "home", "about", "work", "own", "the choir")
	has(t, "loosened more", p.Text, "From 25 November 2026, 22:00 on it says:")
	p = d.Follow(base+"/first", "about", "children", "about", "money", "own", "the choir")
	lacks(t, "as it stands", p.Text, "on it says:")
}

func TestLettingItGoWaitsTheTimeThatWasChosen(t *testing.T) {
	d := desk(t)
	ruled(d)
	lacks(t, "a longer time", d.Follow(base+"/time", "cool", "72").Text, "Call it off")
	has(t, "a shorter one", d.Follow(base+"/time", "cool", "24").Text, "From 27 November 2026, 12:00 on it says:")
	d.Post(base + "/off")
	has(t, "the end", d.Follow(base+"/end").Text, "It ends on 27 November 2026, 12:00. Until then it stands.")
	if all, err := d.Aids(d.Request("GET", "/now", nil)); err != nil || len(all) == 0 {
		t.Error("until then it is not shown")
	}
	d.Now = d.Now.AddDate(0, 0, 3)
	has(t, "then", d.Get(base).Text, "Make my rule")
	if all, _ := d.Aids(d.Request("GET", "/now", nil)); len(all) != 0 {
		t.Errorf("an ended rule is shown: %v", all)
	}
	d.Post(base+"/first", "about", "home")
	has(t, "a new one", d.Get(base).Text, "the home", "Since 27 November 2026")
}

func TestASlipIsUndoneForTenMinutes(t *testing.T) {
	d := desk(t)
	ruled(d)
	d.Post(base+"/first", "about", "home")
	lacks(t, "changed", d.Get(base).Text, "money")
	d.Post(base + "/undo")
	p := d.Get(base)
	has(t, "undone", p.Text, "money")
	lacks(t, "undone", p.Text, "Call it off")
	d.Post(base+"/first", "about", "home")
	d.Now = d.Now.Add(slip)
	n := len(d.Journal.Events)
	if d.Post(base + "/undo"); len(d.Journal.Events) != n {
		t.Error("undo is a way around the waiting")
	}
}

func TestItStandsWhereItHelps(t *testing.T) {
	d := desk(t)
	ruled(d)
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil {
		t.Fatal(err)
	}
	reach, reply, kind := feature.Fitting(all, "choose", "reach"), feature.Fitting(all, "choose", "reply"), feature.Fitting(all, "reached-kind", "")
	if len(reach) != 1 || len(reply) != 1 || len(kind) != 1 || len(feature.Fitting(all, "choose", "see")) != 0 {
		t.Fatalf("%+v", all)
	}
	has(t, "reaching out", strings.Join(reach[0].Lines, "|"), "I write first only for:|the children|money|the choir")
	has(t, "answering", strings.Join(reply[0].Lines, "|"), "I rest three hours before I answer.|I answer between 09:00 and 21:00.|I take calls in those hours.|What is on your list")
	if !slices.Equal(kind[0].Lines, reply[0].Lines) {
		t.Errorf("they reached me: %v", kind)
	}
}

func TestAfterAYesNoRuleHolds(t *testing.T) {
	for what, c := range map[string]struct {
		safety tie.Safety
		want   string
	}{
		"fear":     {tie.Safety{Hurt: tie.Yes}, "People to talk to"},
		"their no": {tie.Safety{TheirNo: tie.Yes}, "Contact is what they or a court allow."},
	} {
		d := desk(t)
		ruled(d)
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, c.safety))
		p := d.Get(base)
		has(t, what, p.Text, c.want, "Allowed contact")
		lacks(t, what, p.Text, "choir", "I rest")
		if what == "fear" {
			lacks(t, what, p.Text, "no stands", "court")
		}
		if all, err := d.Aids(d.Request("GET", "/now", nil)); err != nil || len(all) > 0 {
			t.Errorf("%s: a hard moment shows %v", what, all)
		}
		r := d.Request("GET", "/review", nil)
		if w, err := r.Week(d.Now.AddDate(0, 0, -6), d.Now.AddDate(0, 0, 1)); err != nil || len(w) > 0 {
			t.Errorf("%s: the week shows %v", what, w)
		}
		n := len(d.Journal.Events)
		for _, page := range []string{"/first", "/answer", "/time"} {
			if got := d.Get(base + page); got.Goto != base {
				t.Errorf("%s: %s opens", what, page)
			}
			d.Post(base+page, "about", "home", "wait", "60", "hours", "any", "cool", "24")
		}
		if len(d.Journal.Events) != n {
			t.Errorf("%s: a rule is kept", what)
		}
	}
}

func TestAWeekInOwnWords(t *testing.T) {
	d := desk(t)
	ruled(d)
	week := func() string {
		r := d.Request("GET", "/review", nil)
		said, err := r.Week(noon.AddDate(0, 0, -6), noon.AddDate(0, 0, 3))
		if err != nil || len(said) != 1 {
			t.Fatal(said, err)
		}
		return string(said[0].HTML)
	}
	has(t, "before", week(), "Your rule this week", "I rest three hours", `value="2026-11-16"`)
	d.Post(base+"/week", "from", "2026-11-16", "how", "partly", "words", "Wednesday was long.")
	has(t, "after", week(), "Partly", "Wednesday was long.")
	d.Now = d.Now.Add(time.Minute)
	d.Post(base+"/week", "from", "2026-11-16", "how", "kept", "words", "Better than I thought.")
	has(t, "on its page", d.Get(base).Text, "From 16 November 2026: Kept Better than I thought.")
	lacks(t, "on its page", d.Get(base).Text, "Wednesday", "1 of", "%")
}

func TestWhatIsWrongIsSaidAndNothingKept(t *testing.T) {
	long := strings.Repeat("é", 10000)
	for what, c := range map[string]struct {
		page string
		form []string
	}{
		"too long":             {"/first", []string{"own", long}},
		"a rest of a minute":   {"/answer", []string{"wait", "1", "hours", "any"}},
		"no rest":              {"/answer", []string{"hours", "any"}},
		"no hours":             {"/answer", []string{"wait", "0", "hours", "never"}},
		"an hour of 25":        {"/answer", []string{"wait", "0", "hours", "own", "from", "25", "until", "3"}},
		"an hour before 0":     {"/answer", []string{"wait", "0", "hours", "own", "from", "-1", "until", "3"}},
		"the same hour":        {"/answer", []string{"wait", "0", "hours", "own", "from", "3", "until", "3"}},
		"calls in no hours":    {"/answer", []string{"wait", "0", "hours", "any", "calls", "hours"}},
		"other calls":          {"/answer", []string{"wait", "0", "hours", "any", "calls", "x"}},
		"a week that is none":  {"/week", []string{"how", "kept", "from", "x"}},
		"a week to come":       {"/week", []string{"how", "kept", "from", "2027-11-22"}},
		"a week without how":   {"/week", []string{"from", "2026-11-16"}},
		"a week too long":      {"/week", []string{"how", "kept", "from", "2026-11-16", "words", long}},
		"time without a rule":  {"/time", []string{"cool", "24"}},
		"an end without one":   {"/end", nil},
		"nothing to call off":  {"/off", nil},
		"nothing to take back": {"/undo", nil},
	} {
		d := desk(t)
		p := d.Post(base+c.page, c.form...)
		if len(d.Journal.Events) > 0 {
			t.Errorf("%s is kept", what)
		}
		if what == "too long" && (p.Status != 422 || !strings.Contains(p.HTML, long)) {
			t.Error("a long text is lost")
		}
	}
}

func draw(t *rapid.T, name string) Rule {
	r := Rule{
		First: rapid.Bool().Draw(t, name+" first"), Wait: rapid.SampledFrom(waits).Draw(t, name+" wait"), Calls: rapid.SampledFrom(callsOf).Draw(t, name+" calls"),
		From: rapid.IntRange(0, 23).Draw(t, name+" from"), Until: rapid.IntRange(0, 23).Draw(t, name+" until"),
		Cool: rapid.SampledFrom(cools).Draw(t, name+" cool"), Over: rapid.Bool().Draw(t, name+" over"),
	}
	if r.First {
		r.Own = rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, name+" own")
		for _, a := range tie.Abouts {
			if rapid.Bool().Draw(t, name+" "+a) {
				r.About = append(r.About, a)
			}
		}
	}
	return r
}

// What counts at once is in no respect looser than the rule that stands.
func TestNothingLoosensAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, to := draw(t, "now"), draw(t, "to")
		now.Over = false
		m := meet(now, to)
		looser := m.Over || now.First && !m.First || m.Wait < now.Wait || !within(m, now) || rank(m.Calls) < rank(now.Calls) || m.Cool < now.Cool ||
			now.First && m.Own != "" && m.Own != now.Own || now.First && slices.ContainsFunc(m.About, func(a string) bool { return !slices.Contains(now.About, a) })
		if looser {
			t.Fatalf("from %+v to %+v at once %+v", now, to, m)
		}
		if again := meet(m, m); !same(again, m) {
			t.Fatalf("%+v is not itself: %+v", m, again)
		}
	})
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for range rapid.IntRange(1, 5).Draw(t, "n") {
			at := noon.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "at")) * time.Hour)
			rule := draw(t, "rule")
			rule.Due = at.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "due")) * 24 * time.Hour).Unix()
			events = append(events, ebb.New(Ruled, at, rule), ebb.New(Looked, at, Look{From: "2026-11-16", How: rapid.SampledFrom(hows).Draw(t, "how")}))
		}
		var places []int
		for i := range events {
			places = append(places, i)
		}
		var before string
		for range 2 {
			s := newState()
			for _, i := range rapid.Permutation(places).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), events[i]); err != nil {
					t.Fatal(err)
				}
			}
			stand, wait := s.at(noon.Add(30 * time.Hour))
			now := fmt.Sprint(stand, wait, s.looks, s.begun(noon.Add(30*time.Hour)))
			if before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			}
			before = now
		}
	})
}

func TestItsLineOnDecide(t *testing.T) {
	d := desk(t)
	for _, want := range []string{"Your own rule for writing first and answering", "Your rule, since 22 November"} {
		s, err := step(d.Request("GET", "/decide", nil))
		if err != nil || s.Line != want || s.Href != base {
			t.Errorf("%v %v", s, err)
		}
		d.Post(base+"/first", "about", "home")
	}
	if Feature().Guard != feature.Asked {
		t.Error("the questions do not come first")
	}
}
