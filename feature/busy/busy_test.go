package busy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/feature/busy/act"
	"ebb/feature/busy/lift"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) // a Sunday

func desk(t *testing.T) *rig.Desk { return rig.New(t, noon, Feature()) }

// plan keeps an activity and returns its page.
func plan(d *rig.Desk, words, sort, day, at string) string {
	d.T.Helper()
	if p := d.Post(base+"/add", "words", words, "sort", sort, "day", day, "time", at); p.Err != nil || p.Goto == "" {
		d.T.Fatalf("%s: %s %v", words, p.Text, p.Err)
	}
	return base + "/" + d.Journal.Events[len(d.Journal.Events)-1].ID.String()
}

// rate gives both moods, an hour apart, and says that it was done.
func rate(d *rig.Desk, one string, before, after int) {
	d.Post(one+"/mood", "side", "before", "mood", fmt.Sprint(before))
	d.Now = d.Now.Add(time.Hour)
	d.Post(one+"/mood", "side", "after", "mood", fmt.Sprint(after))
	d.Post(one+"/went", "how", "did")
	d.Now = d.Now.Add(-time.Hour)
}

func has(t *testing.T, what, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is missing in %s", what, want, text)
		}
	}
}

func hasNot(t *testing.T, what, text string, all ...string) {
	t.Helper()
	for _, not := range all {
		if strings.Contains(text, not) {
			t.Errorf("%s: %q stands in %s", what, not, text)
		}
	}
}

func TestFromWhatMattersToAWeek(t *testing.T) {
	d := desk(t)
	p := d.Get(base)
	has(t, "empty", p.Text, "leaves less room for waiting", "For you, not to be seen.", "Begin with what matters", "0.56 to 0.91")
	hasNot(t, "empty", p.Text, "These seven days", "calendar")
	p = d.Follow(base+"/matters", "value", "people", "value", "body", "own", " the  garden ")
	has(t, "goals", p.Text, "One small goal for each", "People", "My body", "the garden")
	p = d.Follow(base+"/goals", "goal0", "See Sam once", "goal2", "Turn one bed over")
	has(t, "week", p.Text, "My body No goal yet", "See Sam once Put it in the week", "One small thing is enough to begin with.")
	if p = d.Get(base + "/add?goal=0"); !strings.Contains(p.HTML, `value="See Sam once"`) || !strings.Contains(p.HTML, `value="people" checked`) {
		t.Error("the goal is not in the form")
	}
	plan(d, "See Sam once", "people", "2026-11-24", "18:30")
	d.Post(base+"/add", "ready", "walk", "day", "2026-11-22")
	p = d.Get(base)
	has(t, "filled", p.Text, "With people: 1. Moving: 1. On a project: 0.", "Today Walk for 20 minutes Moving", "Tuesday 24 November See Sam once 18:30 · With people")
}

func TestWhatMattersChangesAndGoalsStayWithIt(t *testing.T) {
	d := desk(t)
	d.Post(base+"/matters", "value", "rest", "value", "play")
	d.Post(base+"/goals", "goal0", "sleep", "goal1", "chess")
	n := len(d.Journal.Events)
	d.Post(base+"/matters", "value", "rest", "value", "play")
	d.Post(base+"/goals", "goal0", "sleep", "goal1", "chess")
	if len(d.Journal.Events) != n {
		t.Error("the same again is kept again")
	}
	d.Post(base+"/matters", "value", "play", "value", "home")
	has(t, "changed", d.Get(base).Text, "Home No goal yet", "Play chess")
	hasNot(t, "changed", d.Get(base).Text, "sleep")
}

func TestADayGoneByMovesOff(t *testing.T) {
	d := desk(t)
	one := plan(d, "The lake", "move", "2026-11-22", "18:00")
	has(t, "Today", d.Card(), "The lake Today at 18:00")
	d.Now = noon.AddDate(0, 0, 1)
	if card := d.Card(); card != "" {
		t.Errorf("Today: %s", card)
	}
	text := d.Get(base).Text
	has(t, "the week", text, "Nothing is planned in these seven days.", "Gone by These days are over and ask for nothing.", "The lake Sunday 22 November, 18:00")
	hasNot(t, "the week", strings.ToLower(text), "overdue", "missed", "late")
	has(t, "alone", d.Get(one).Text, "Its day is over. It asks for nothing.")
	has(t, "a mood given later", d.Follow(one+"/mood", "side", "before", "mood", "3").HTML, `aria-label="Take it back"`)
	d.Post(one+"/change", "words", "The lake", "sort", "move", "day", "2026-11-25")
	has(t, "moved", d.Get(base).Text, "Wednesday 25 November The lake")
	d.Now = noon.AddDate(0, 0, 30)
	hasNot(t, "a month on", d.Get(base).Text, "The lake")
}

func TestAClockThatJumpsLosesNothing(t *testing.T) {
	d := desk(t)
	d.Post(base+"/times", "on", "yes")
	plan(d, "The lake", "move", "2026-11-28", "18:00")
	for _, now := range []time.Time{noon.AddDate(0, 0, -40), noon.In(time.FixedZone("", -11*3600)), noon.In(time.FixedZone("", 14*3600)), noon.AddDate(0, 0, 6)} {
		d.Now = now
		text := d.Get(base).Text
		if !strings.Contains(text, "The lake") || strings.Contains(text, "Gone by") || len(d.Dues()) != 1 {
			t.Errorf("at %s: %v %s", now, d.Dues(), text)
		}
	}
	d.Now = noon.AddDate(0, 0, 10)
	has(t, "forward", d.Get(base).Text, "Gone by")
}

func TestTheThreeAnswersWeighTheSame(t *testing.T) {
	d := desk(t)
	one := plan(d, "The lake", "move", "2026-11-22", "")
	for _, how := range act.Hows {
		if n := strings.Count(d.Get(one).HTML, `<button class="btn" name="how" value="`+how+`"`); n != 1 {
			t.Errorf("%s has another button", how)
		}
	}
	for how, said := range map[string]string{"did": "I did it", "else": "I did something else", "not": "Not this time"} {
		d.Post(one+"/went", "how", how)
		d.Post(one+"/went", "how", how)
		has(t, how, d.Get(base).Text, said)
	}
	if n := len(d.Journal.Events); n != 4 {
		t.Errorf("%d events: a second tap counts", n)
	}
	for _, text := range []string{d.Get(base).Text, d.Get(one).Text} {
		hasNot(t, "no score", strings.ToLower(text), "streak", "points", "in a row")
	}
}

func TestTakenOutAndPutBack(t *testing.T) {
	d := desk(t)
	one := plan(d, "The lake", "move", "2026-11-22", "")
	has(t, "taken out", d.Follow(one+"/out").Text, "It is taken out. Put it back")
	hasNot(t, "taken out", d.Get(base).Text, "The lake")
	for range 2 {
		d.Post(base + "/undo")
	}
	has(t, "put back", d.Get(base).Text, "The lake")
}

func TestARepeatedPostIsOneActivity(t *testing.T) {
	d := desk(t)
	id := ebb.NewID().String()
	for _, words := range []string{"a", "a", "b"} {
		d.Post(base+"/add", "id", id, "words", words, "day", "2026-11-22")
	}
	text := d.Get(base).Text
	if strings.Count(text, "Something else") != 1 || len(d.Journal.Events) != 2 {
		t.Errorf("%d events: %s", len(d.Journal.Events), text)
	}
}

func TestWhatItGave(t *testing.T) {
	d := desk(t)
	has(t, "nothing", d.Get(base+"/lift").Text, "Nothing was rated before and after yet.")
	for i, after := range []int{5, 6, 4, 7} {
		d.Now = noon.AddDate(0, 0, i)
		rate(d, plan(d, "The lake", "move", date(d.Request("GET", "/", nil), 0), ""), 3, after)
	}
	has(t, "four", d.Get(base+"/lift").Text, "Rated 4 times. A range needs 1 more.")
	hasNot(t, "four", d.Get(base+"/lift").Text, "Lifted most")
	if d.Panel() != "" {
		t.Error("Patterns speaks of four")
	}
	d.Now = noon.AddDate(0, 0, 4)
	rate(d, plan(d, "the LAKE", "move", "2026-11-26", ""), 4, 5)
	rate(d, plan(d, "Soup", "people", "2026-11-26", ""), 4, 9)
	// t.test(c(2,3,1,4,1)) in R: mean 2.2, 0.581 to 3.819
	text := d.Get(base + "/lift").Text
	has(t, "five", text, "Lifted most so far: The lake (rated 5 times).", "The lake Rated 5 times: range +0.6 to +3.8, average so far +2.2.", "Soup Rated once. A range needs 4 more.", "Moving Rated 5 times", "With people Rated once")
	has(t, "Patterns", d.Panel(), "What it did to my mood", "Moving Rated 5 times")
}

func TestWhatIsNotCounted(t *testing.T) {
	three, five := 3, 5
	for what, c := range map[string]struct {
		said []any
		want string
	}{
		"one mood":           {[]any{act.Felt{Mood: &three}}, "Nothing was rated"},
		"a mood taken back":  {[]any{act.Felt{Mood: &three}, act.Felt{After: true, Mood: &five}, act.Felt{After: true}}, "Nothing was rated"},
		"not this time":      {[]any{act.Felt{Mood: &three}, act.Felt{After: true, Mood: &five}, act.Went{How: "not"}}, "Nothing was rated"},
		"something else":     {[]any{act.Felt{Mood: &three}, act.Felt{After: true, Mood: &five}, act.Went{How: "else"}}, "Something else instead Rated once"},
		"no answer is fine":  {[]any{act.Felt{Mood: &three}, act.Felt{After: true, Mood: &five}}, "The lake Rated once"},
		"both said together": {[]any{act.Felt{Mood: &three}, act.Felt{After: true, Mood: &five}}, "1 of these was given from memory."},
	} {
		d := desk(t)
		plan(d, "The lake", "move", "2026-11-22", "")
		of := d.Journal.Events[0].ID
		for i, b := range c.said {
			kind := act.KindFelt
			if f, ok := b.(act.Felt); ok {
				f.Of = of
				b = f
			} else {
				kind, b = act.KindWent, act.Went{Of: of, How: b.(act.Went).How}
			}
			d.Journal.Events = append(d.Journal.Events, ebb.New(kind, noon.Add(time.Duration(i)*time.Minute), b))
		}
		if text := d.Get(base + "/lift").Text; !strings.Contains(text, c.want) {
			t.Errorf("%s: %s", what, text)
		}
	}
}

func TestFiveTimesTheSameIsNoRange(t *testing.T) {
	d := desk(t)
	for range lift.Enough {
		rate(d, plan(d, "The lake", "move", "2026-11-22", ""), 3, 5)
	}
	has(t, "the same", d.Get(base+"/lift").Text, "Rated 5 times, and the mood changed by +2 each time.")
}

func TestMovingThatFeelKeepsIsMoving(t *testing.T) {
	d := desk(t)
	for i, minutes := range []int{40, 2, 300} { // the last two are no after
		went := ebb.New(tie.WentMoving, noon.AddDate(0, 0, -i), tie.Went{Before: 3})
		back := ebb.New(tie.BackMoving, went.At.Add(time.Duration(minutes)*time.Minute), tie.Back{Went: went.ID, After: 6})
		d.Journal.Events = append(d.Journal.Events, back, went)
	}
	has(t, "walks", d.Get(base+"/lift").Text, "Moving Rated once.", "Moving for 30 minutes Rated once.")
}

func TestTimesStayHereUntilAsked(t *testing.T) {
	d := desk(t)
	plan(d, "The lake", "move", "2026-11-23", "18:30")
	plan(d, "Soup", "people", "2026-11-24", "")
	done := plan(d, "Early", "other", "2026-11-22", "13:00")
	plan(d, "Over", "other", "2026-11-22", "09:00")
	if got := d.Dues(); len(got) != 0 {
		t.Errorf("before it is asked for: %v", got)
	}
	has(t, "off", d.Get(base).Text, "Off: no time goes to a calendar.")
	has(t, "on", d.Follow(base+"/times", "on", "yes").Text, "On: the times go where you set up reminders.")
	if got := fmt.Sprint(d.Dues()); got != "[2026-11-22 13:00 2026-11-23 18:30]" {
		t.Errorf("asked for: %s", got)
	}
	d.Post(done+"/went", "how", "did")
	if got := fmt.Sprint(d.Dues()); got != "[2026-11-23 18:30]" {
		t.Errorf("one is done: %s", got)
	}
	d.Now = d.Now.In(time.FixedZone("", 3*3600)) // somebody travels: half past six stays half past six
	if got := fmt.Sprint(d.Dues()); got != "[2026-11-23 18:30]" {
		t.Errorf("elsewhere: %s", got)
	}
	d.Post(base+"/times", "on", "no")
	if got := d.Dues(); len(got) != 0 {
		t.Errorf("switched off: %v", got)
	}
}

func TestWhatIsWrongStaysInTheForm(t *testing.T) {
	huge := strings.Repeat("é", 10000)
	for what, c := range map[string]struct {
		path string
		form []string
		want string
	}{
		"no value":          {"/matters", nil, "Tap one"},
		"blanks":            {"/matters", []string{"own", " \u200b  "}, "Tap one"},
		"four values":       {"/matters", []string{"value", "rest", "value", "home", "own", "a, b"}, "more than 3"},
		"a value too long":  {"/matters", []string{"own", huge}, "longer than the 60"},
		"nothing to do":     {"/add", []string{"day", "2026-11-22"}, "Write what it is"},
		"words too long":    {"/add", []string{"words", huge, "day", "2026-11-22"}, "longer than the 140"},
		"not ours":          {"/add", []string{"ready", "buy", "day", "2026-11-22"}, "Write what it is"},
		"yesterday":         {"/add", []string{"words", "x", "day", "2026-11-21"}, "not one of the next 7"},
		"too far":           {"/add", []string{"words", "x", "day", "2026-11-29"}, "not one of the next 7"},
		"no day":            {"/add", []string{"words", "x"}, "not one of the next 7"},
		"no such day":       {"/add", []string{"words", "x", "day", "2026-11-2x"}, "not one of the next 7"},
		"no time":           {"/add", []string{"words", "x", "day", "2026-11-22", "time", "25:00"}, "no time of day"},
		"half a time":       {"/add", []string{"words", "x", "day", "2026-11-22", "time", "9:00"}, "no time of day"},
		"a time that is no": {"/add", []string{"words", "x", "day", "2026-11-22", "time", "soon"}, "no time of day"},
	} {
		d := desk(t)
		p := d.Post(base+c.path, c.form...)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 || !strings.Contains(p.Text, c.want) {
			t.Errorf("%s: %d %.200s %v", what, p.Status, p.Text, p.Err)
		}
		for i := 0; i+1 < len(c.form); i += 2 {
			if v := strings.TrimSpace(c.form[i+1]); c.form[i] == "words" && !strings.Contains(p.HTML, `value="`+v+`"`) {
				t.Errorf("%s: the words are gone", what)
			}
		}
	}
	d := desk(t)
	d.Post(base+"/matters", "value", "rest")
	if p := d.Post(base+"/goals", "goal0", huge); p.Status != 422 || !strings.Contains(p.HTML, huge) || len(d.Journal.Events) != 1 {
		t.Errorf("a goal too long: %d", p.Status)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	d := desk(t)
	one := plan(d, "x", "other", "2026-11-22", "")
	for _, v := range []string{"11", "-1", "x", "3.5"} {
		if p := d.Post(one+"/mood", "side", "before", "mood", v); p.Err == nil {
			t.Errorf("mood %s is kept", v)
		}
	}
	for _, v := range []string{"", "maybe", "DID"} {
		if p := d.Post(one+"/went", "how", v); p.Err == nil {
			t.Errorf("%q is kept", v)
		}
	}
	for _, id := range []string{ebb.NewID().String(), "x", strings.Repeat("0", 4000)} {
		for _, path := range []string{"/mood", "/went", "/out", "/change"} {
			if p := d.Post(base+"/"+id+path, "how", "did", "mood", "3", "words", "x", "day", "2026-11-22"); p.Err == nil {
				t.Errorf("%.8s%s: somebody else's", id, path)
			}
		}
	}
	if p := d.Get(base + "/add?goal=99"); p.Err != nil || p.Status != 0 {
		t.Error("a goal that is not there")
	}
	if n := len(d.Journal.Events); n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestAFullDaySaysSo(t *testing.T) {
	d := desk(t)
	for i := range mostADay {
		plan(d, fmt.Sprint("n", i), "other", "2026-11-22", "")
	}
	if p := d.Post(base+"/add", "words", "one more", "day", "2026-11-22"); p.Status != 422 || !strings.Contains(p.Text, "There are 12 things on that day already.") {
		t.Error(p.Text)
	}
	for i := range 200 { // over the months
		e := ebb.New(act.KindPlanned, noon, act.Activity{Words: fmt.Sprint("thing ", i), Sort: "other", Day: "2026-08-01"})
		one, two := 1, 2
		d.Journal.Events = append(d.Journal.Events, e, ebb.New(act.KindFelt, noon, act.Felt{Of: e.ID, Mood: &one}), ebb.New(act.KindFelt, noon, act.Felt{Of: e.ID, After: true, Mood: &two}))
	}
	has(t, "two hundred", d.Get(base+"/lift").Text, "160 more that were rated less", "200 of these were given from memory.")
}

func TestTheWeekLooksBackAndAhead(t *testing.T) {
	d := desk(t)
	d.Post(base+"/matters", "value", "nature")
	d.Post(base+"/goals", "goal0", "Moss")
	rate(d, plan(d, "الحديقة", "move", "2026-11-22", ""), 3, 6)
	plan(d, "Soup", "people", "2026-11-24", "19:00")
	r := d.Request("GET", "/review", nil)
	said, err := r.Week(noon.AddDate(0, 0, -6).Truncate(24*time.Hour), noon.AddDate(0, 0, 1).Truncate(24*time.Hour))
	if err != nil || len(said) != 2 || said[0].Step != "happened" || said[1].Step != "next" {
		t.Fatal(said, err)
	}
	has(t, "behind", string(said[0].HTML), "You did 1 thing. With people: 0. Moving: 1.", "الحديقة", "mood 3 to 6")
	has(t, "ahead", string(said[1].HTML), "Nature", "Moss", "Soup", "Tuesday 24 November, 19:00")
	hasNot(t, "behind", string(said[0].HTML), "Soup")
}

func TestTodayAsksForTheMoodAfterAndThenNoMore(t *testing.T) {
	d := desk(t)
	one := plan(d, "The lake", "move", "2026-11-22", "")
	has(t, "planned", d.Card(), "The lake Today, any time")
	d.Post(one+"/mood", "side", "before", "mood", "3")
	d.Post(one+"/went", "how", "did")
	has(t, "done", d.Card(), "How is your mood after it?")
	d.Post(one+"/mood", "side", "after", "mood", "5")
	if card := d.Card(); card != "" {
		t.Errorf("rated: %s", card)
	}
	d.State = feature.Locked
	if card := d.Card(); card != "" {
		t.Errorf("locked: %s", card)
	}
}

func TestItsStep(t *testing.T) {
	d := desk(t)
	for _, want := range []string{"Not started.", "1 thing in these seven days"} {
		s, err := Feature().Step(d.Request("GET", "/decide", nil))
		if err != nil || s.Href != base || !strings.Contains(s.Line, want) {
			t.Errorf("%v, %v", s, err)
		}
		plan(d, "x", "other", "2026-11-22", "")
	}
	if Feature().Guard != feature.Free {
		t.Error("a week of one's own stands behind questions")
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(what string) time.Time {
			return noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, what)) * time.Hour)
		}
		var events []ebb.Event
		for i := range rapid.IntRange(1, 5).Draw(t, "n") {
			a := ebb.New(act.KindPlanned, at("at"), act.Activity{Words: "w", Sort: act.Sorts[i%4], Day: "2026-11-22", Time: rapid.SampledFrom([]string{"", "09:00"}).Draw(t, "time")})
			walk := ebb.New(tie.WentMoving, at("went"), tie.Went{Before: i})
			events = append(events, a, walk, ebb.New(tie.BackMoving, at("back"), tie.Back{Went: walk.ID, After: 5}), ebb.New(act.KindFed, at("fed"), act.Fed{On: i%2 == 0}))
			for n := range rapid.IntRange(0, 3).Draw(t, "said") {
				events = append(events, ebb.New(act.KindFelt, at("felt"), act.Felt{Of: a.ID, After: n%2 == 0, Mood: &i}), ebb.New(act.KindWent, at("how"), act.Went{Of: a.ID, How: act.Hows[n%3]}))
			}
		}
		var before string
		for range 2 {
			s := Feature().Fold().(*act.State)
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				seq := slices.IndexFunc(events, func(o ebb.Event) bool { return o.ID == e.ID })
				if err := s.Apply(uint64(seq+1), e); err != nil {
					t.Fatal(err)
				}
			}
			now := fmt.Sprint(s.All, s.Fed)
			for _, e := range s.All {
				by, ok := s.Said[e.ID].Lift()
				now += fmt.Sprint(by, ok, s.Said[e.ID].How)
			}
			for _, e := range events {
				now += fmt.Sprint(s.Walks[e.ID])
			}
			if before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			}
			before = now
		}
	})
}

// What feel kept before its types moved still opens.
func TestOldWalksOpen(t *testing.T) {
	id := ebb.NewID()
	type oldBack struct {
		Went  ebb.ID `cbor:"1,keyasint"`
		After int    `cbor:"2,keyasint"`
	}
	back, err := act.Body[tie.Back](ebb.New("feel.back", noon, oldBack{id, 6}))
	if err != nil || ebb.ID(back.Went) != id || back.After != 6 {
		t.Errorf("%v, %v", back, err)
	}
}
