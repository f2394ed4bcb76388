package stories

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/feature/stories/record"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// desk is somebody who kept something forty days ago.
func desk(t *testing.T, said ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = append([]ebb.Event{ago(40, tie.Noted, tie.Note{Text: "x"})}, said...)
	return d
}

func ago(days int, kind string, body any) ebb.Event {
	return ebb.New(kind, noon.AddDate(0, 0, -days), body)
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

func TestItOpensLateAndSaysWhen(t *testing.T) {
	note := func(days int) ebb.Event { return ago(days, tie.Noted, tie.Note{Text: "x"}) }
	since := func(day string, by tie.EndedBy) ebb.Event {
		return ago(1, tie.Stands, tie.Standing{Since: day, EndedBy: by})
	}
	for what, c := range map[string]struct {
		said []ebb.Event
		want string // "" open
	}{
		"nothing was ever kept":                     {nil, "two weeks after the first thing you keep here."},
		"the first thing is of today":               {[]ebb.Event{note(0)}, "This opens on 7 December 2026, two weeks after the first thing you kept here."},
		"thirteen days ago":                         {[]ebb.Event{note(13)}, "This opens on 24 November 2026"},
		"fourteen days ago, at noon":                {[]ebb.Event{note(14)}, "This opens on 23 November 2026"},
		"fifteen days ago":                          {[]ebb.Event{note(15)}, ""},
		"a parting ten days ago":                    {[]ebb.Event{note(30), since("2026-11-12", tie.ByThem)}, "This opens on 26 November 2026, two weeks after the parting."},
		"a parting fourteen days ago":               {[]ebb.Event{note(30), since("2026-11-08", tie.ByThem)}, ""},
		"a parting long ago, and nothing kept then": {[]ebb.Event{since("2024-01-01", tie.ByMe)}, "two weeks after the first thing you kept here."},
		"together":            {[]ebb.Event{note(30), since("2026-11-20", tie.NotEnded)}, ""},
		"no date":             {[]ebb.Event{note(30), since("", tie.ByThem)}, ""},
		"a date that is none": {[]ebb.Event{note(30), since("soon", tie.ByThem)}, ""},
	} {
		d := rig.New(t, noon, Feature())
		d.Journal.Events = c.said
		p := d.Get(base)
		if c.want == "" {
			has(t, what, p.Text, "Sentences you may know")
		} else {
			has(t, what, p.Text, c.want, "helped only late in the study", "Until then a note is enough.")
			if !strings.Contains(p.HTML, "#newstory") {
				t.Errorf("%s: no source", what)
			}
			n := len(d.Journal.Events)
			for _, p := range []rig.Page{d.Get(base + "/act"), d.Get(base + "/new"), d.Post(base+"/act", "words", "a"), d.Post(base+"/new", "words", "a")} {
				if p.Goto != base || len(d.Journal.Events) != n {
					t.Errorf("%s: a page is open all the same: %s", what, p.Text)
				}
			}
		}
		s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
		if err != nil || strings.HasPrefix(s.Line, "Opens") == (c.want == "") {
			t.Errorf("%s: %+v %v", what, s, err)
		}
	}
}

func TestEveryBeliefHasItsOwnWordsAndRecords(t *testing.T) {
	d := desk(t)
	seen := map[string]bool{}
	for _, o := range ours {
		words := d.Book.Say("stories.belief", "what", o.key)
		if words == "" || seen[words] {
			t.Errorf("%s: %q", o.key, words)
		}
		seen[words] = true
		for _, key := range o.beside {
			if !slices.Contains(record.Keys, key) {
				t.Errorf("%s stands beside %s, which is nothing", key, o.key)
			}
		}
		for _, pull := range o.pulls {
			if !slices.Contains(tie.Pulls, pull) {
				t.Errorf("%s fits %q", o.key, pull)
			}
		}
		p := d.Get(base + "/" + o.key)
		has(t, o.key, p.Text, words, "Nothing you kept so far can stand beside this yet.", "Too few to stand here yet:", "How else could one read it?")
		hasNot(t, o.key, strings.ToLower(p.Text), "wrong", "true that", "in fact", "actually")
	}
}

// times repeats what makes events, with its number.
func times(n int, f func(i int) []ebb.Event) (all []ebb.Event) {
	for i := range n {
		all = append(all, f(i)...)
	}
	return all
}

func ended(i int, outcome, mark string) []ebb.Event {
	return []ebb.Event{ago(9, tie.MomentOutcome, tie.MomentEnd{Moment: [16]byte{1, byte(i)}, Outcome: outcome, Mark: mark})}
}

func fear(hope bool, came tie.FearCame) []ebb.Event {
	e := ago(9, tie.FearWritten, tie.Fear{Words: "w", Hope: hope})
	return []ebb.Event{e, ago(2, tie.FearChecked, tie.FearCheck{Of: e.ID, Came: came})}
}

func promise(p tie.Promise, kept tie.Kept) []ebb.Event {
	p.Words = "w"
	e := ago(9, tie.Promised, p)
	return []ebb.Event{e, ago(2, tie.Held, tie.Outcome{Promise: e.ID, Kept: kept})}
}

func forecast(came tie.YesNo) []ebb.Event {
	e := ago(9, tie.ForecastMade, tie.Forecast{About: "write", Chance: 60, By: "2026-11-20"})
	return []ebb.Event{e, ago(2, tie.ForecastCame, tie.ForecastResult{Of: e.ID, Came: came})}
}

func did(sort, how string) []ebb.Event {
	e := ago(9, tie.ActivityPlanned, tie.Activity{Words: "w", Sort: sort, Day: "2026-11-14"})
	return []ebb.Event{e, ago(8, tie.ActivityWent, tie.ActivityEnd{Of: e.ID, How: how})}
}

// swell is a forecast and a rating so many minutes later.
func swell(i, expected, minutes, rating int) []ebb.Event {
	id := [16]byte{2, byte(i)}
	at := noon.AddDate(0, 0, -i-1)
	return []ebb.Event{
		ebb.New(tie.MomentRating, at.Add(-time.Second), tie.Strength{Moment: id, Value: 7}), ebb.New(tie.MomentForecast, at, tie.Strength{Moment: id, Value: expected}),
		ebb.New(tie.MomentRating, at.Add(time.Duration(minutes)*time.Minute), tie.Strength{Moment: id, Value: rating}),
	}
}

var allNo = tie.Safety{Afraid: tie.No, Control: tie.No, TheirNo: tie.No, PutDown: tie.No, Pushed: tie.No, Hurt: tie.No, Put: tie.SafetyQuestions}

func TestTheRecordsStandBesideTheBelief(t *testing.T) {
	nine, eight, three := 9, 8, 3
	safe := []ebb.Event{ago(30, tie.Answered, allNo)}
	loss := ago(9, tie.LossNamed, tie.Loss{Sort: "self", Words: "the choir"})
	for what, c := range map[string]struct {
		of   string
		said []ebb.Event
		want string
	}{
		"waves": {"act", slices.Concat(times(4, func(i int) []ebb.Event { return ended(i, "passed", "") }), ended(7, "acted", ""), ended(8, "acted", "allowed"), ended(9, "reached", "")),
			"5 waves have an end: 4 passed, 0 partly, and you acted on one. With 5, the share that passed may be anything from 38 to 96 in 100."},
		"four waves are too few": {"act", times(4, func(i int) []ebb.Event { return ended(i, "passed", "") }), "How waves ended (4 of 5)"},
		"contact that was allowed": {"act", append(times(5, func(i int) []ebb.Event { return ended(i, "acted", "") }), ago(1, tie.AllowedContact, tie.Allowed{Channel: "call", About: "money", Moment: hex.EncodeToString(append([]byte{1, 0}, make([]byte, 14)...))})),
			"How waves ended (4 of 5)"},
		"the newest end counts": {"act", slices.Concat(times(5, func(i int) []ebb.Event { return ended(i, "passed", "") }), []ebb.Event{ago(1, tie.MomentOutcome, tie.MomentEnd{Moment: [16]byte{1, 0}, Outcome: "acted"})}), "4 passed, 0 partly, and you acted on one"},
		"expected": {"always", slices.Concat(times(3, func(i int) []ebb.Event { return swell(i, 8, 20, 4) }), swell(5, 6, 16, 6), swell(6, 3, 29, 7), swell(7, 9, 5, 1)),
			"In 5 waves you said how strong it would be in a while, and then how strong it was. It was lower than you said 3 times, the same once, higher once."},
		"fears":      {"always", append(times(5, func(int) []ebb.Event { return fear(false, tie.FearStayed) }), fear(true, tie.FearHappened)...), "5 fears had their day: 0 came."},
		"can’t tell": {"always", times(5, func(int) []ebb.Event { return fear(false, tie.FearUnclear) }), "Fears (0 of 5)"},
		"hopes":      {"change", times(5, func(int) []ebb.Event { return fear(true, tie.FearHappened) }), "5 hopes had their day: 5 came true."},
		"promises": {"change", slices.Concat(times(5, func(i int) []ebb.Event {
			return promise(tie.Promise{}, map[bool]tie.Kept{true: tie.KeptWhole, false: tie.KeptNot}[i == 0])
		}), promise(tie.Promise{Mine: true}, tie.KeptWhole), promise(tie.Promise{}, tie.KeptPart)),
			"5 promises of theirs were kept or not: 1 kept. With 5, the share may be anything from 4 to 62 in 100."},
		"further chances":         {"change", times(5, func(int) []ebb.Event { return promise(tie.Promise{Again: true}, tie.KeptNot) }), "5 further chances were kept or not: 0 kept."},
		"my chances are not here": {"change", times(5, func(int) []ebb.Event { return promise(tie.Promise{Again: true, Mine: true}, tie.KeptNot) }), "Further chances (0 of 5)"},
		"forecasts":               {"change", slices.Concat(safe, times(5, func(i int) []ebb.Event { return forecast(map[bool]tie.YesNo{true: tie.Yes, false: tie.No}[i == 0]) })), "5 forecasts had their day: 1 came true. The chance you gave them was 60 in 100 on average."},
		"needs": {"enough", []ebb.Event{ago(3, tie.Needs, tie.NeedList{Needs: []tie.Need{{Subject: "trust", Weight: &nine, Met: &three}, {Subject: "time", Weight: &eight, Met: &eight}, {Own: "x", Weight: &nine, Met: &three}, {Own: "y", Weight: &three, Met: &three}, {Own: "z", Weight: &nine}}})},
			"On 19 November 2026 3 needs had a weight of 7 or more. Met by 7 or more: 1. By 4 or less: 2."},
		"feelings": {"hurts", times(5, func(i int) []ebb.Event {
			return []ebb.Event{ago(i, tie.Noted, tie.Note{Feelings: []tie.Feeling{{Name: "sad"}, {Name: map[bool]string{true: "calm", false: "missing"}[i < 2]}}})}
		}), "5 times you wrote down what you felt. Something that lifts, such as calm or relief, was in 2; something that weighs in 5; longing in 3."},
		"with people":          {"nobody", slices.Concat(did("people", "did"), did("people", "did"), did("people", "did"), did("people", "not"), did("move", "did")), "You did 3 things with people, and said so."},
		"two are too few":      {"nobody", slices.Concat(did("people", "did"), did("people", "did")), "With people (2 of 3)"},
		"what was done":        {"without", slices.Concat(did("people", "did"), did("move", "did"), did("other", "did")), "You did 3 things of your own week, and said so."},
		"a decision":           {"miss", []ebb.Event{ago(9, tie.Decided, tie.Decision{Words: "old"}), ago(3, tie.Decided, tie.Decision{Words: "I let go", Reasons: "so I can sleep"})}, "On 19 November 2026 you wrote: I let go so I can sleep"},
		"what stays":           {"nothing", []ebb.Event{loss, ago(8, tie.LossSaid, tie.LossWord{Of: loss.ID, Way: tie.LossKeep, Words: "older"}), ago(2, tie.LossSaid, tie.LossWord{Of: loss.ID, Way: tie.LossKeep, Words: "I can sing"})}, "You said of one loss what stays yours: I can sing"},
		"of a loss taken out":  {"nothing", []ebb.Event{ago(2, tie.LossSaid, tie.LossWord{Of: ebb.NewID(), Way: tie.LossKeep, Words: "I can sing"})}, "What stays yours (0 of 1)"},
		"no words of decision": {"miss", []ebb.Event{ago(3, tie.Decided, tie.Decision{Mark: tie.MarkOpen})}, "Your decision (0 of 1)"},
	} {
		p := desk(t, c.said...).Get(base + "/" + c.of)
		has(t, what, p.Text, c.want)
		hasNot(t, what, p.HTML, `href=""`)
	}
}

func TestWhatASafetyQuestionClosesIsNotSpokenOf(t *testing.T) {
	records := slices.Concat(times(6, func(int) []ebb.Event { return promise(tie.Promise{Again: true}, tie.KeptNot) }), times(6, func(int) []ebb.Event { return forecast(tie.No) }))
	left, yes, no := allNo, allNo, allNo
	left.Control, yes.Hurt, no.TheirNo = "", tie.Yes, tie.Yes
	for what, c := range map[string]struct {
		safe                []ebb.Event
		promises, forecasts bool
	}{
		"unasked":     {nil, true, false},
		"one left":    {[]ebb.Event{ago(1, tie.Answered, left)}, true, false},
		"all no":      {[]ebb.Event{ago(1, tie.Answered, allNo)}, true, true},
		"a yes":       {[]ebb.Event{ago(1, tie.Answered, yes)}, false, false},
		"their no":    {[]ebb.Event{ago(1, tie.Answered, no)}, false, false},
		"it was fear": {[]ebb.Event{ago(1, tie.Answered, allNo), ago(1, tie.Feared, struct{}{})}, false, false},
	} {
		text := desk(t, append(slices.Clone(records), c.safe...)...).Get(base + "/change").Text
		for name, want := range map[string]bool{"Promises of theirs": c.promises, "Further chances": c.promises, "Your forecasts": c.forecasts} {
			if strings.Contains(text, name) != want {
				t.Errorf("%s: %s: %s", what, name, text)
			}
		}
	}
	together := desk(t, append(times(6, func(i int) []ebb.Event { return ended(i, "passed", "") }), ago(3, tie.Stands, tie.Standing{EndedBy: tie.NotEnded}))...)
	hasNot(t, "together", together.Get(base+"/act").Text, "waves")
}

func TestAReadingComesBack(t *testing.T) {
	d := desk(t)
	p := d.Follow(base+"/miss", "words", " Missing is what\r\nlove does. ")
	has(t, "kept", p.Text, "You wrote on 22 November 2026 Missing is what love does.", "How do you read it today?")
	has(t, "list", d.Get(base).Text, "I miss them, so letting go was a mistake. Another reading, 22 November 2026")
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil || len(all) != 1 || all[0].Step != "truths" || !strings.Contains(all[0].Head, "I miss them") || all[0].Lines[0] != "Missing is what\nlove does." || !slices.Equal(all[0].Pulls, []string{"reach", "see", "reply"}) {
		t.Errorf("%+v %v", all, err)
	}
	said, err := d.Request("GET", "/review", nil).Week(noon.AddDate(0, 0, -6), noon.AddDate(0, 0, 1))
	if err != nil || len(said) != 1 {
		t.Fatal(said, err)
	}
	has(t, "week", string(said[0].HTML), "I miss them", "Missing is what")
	n := len(d.Journal.Events)
	d.Post(base+"/miss", "words", "Missing is what\nlove does.")
	if len(d.Journal.Events) != n {
		t.Error("the same again is kept again")
	}
	d.Now = noon.Add(time.Hour)
	has(t, "anew", d.Follow(base+"/miss", "words", "I miss how it began.").Text, "I miss how it began.", "What you wrote before You wrote on 22 November 2026 Missing is")
	has(t, "taken out", d.Follow(base+"/miss/out").Text, "It is taken out.")
	has(t, "the one before stands", d.Get(base+"/miss").Text, "Missing is what")
	d.Follow(base + "/undo")
	has(t, "put back", d.Get(base+"/miss").Text, "I miss how it began.")
	d.State = feature.Locked
	if all, err := d.Aids(d.Request("GET", "/now", nil)); err != nil || len(all) > 0 {
		t.Errorf("while locked: %v %v", all, err)
	}
}

func TestNothingComesBackWhileItIsClosedAgain(t *testing.T) {
	d := desk(t)
	d.Post(base+"/miss", "words", "r")
	d.Journal.Events = append(d.Journal.Events, ago(0, tie.Stands, tie.Standing{Since: "2026-11-21", EndedBy: tie.ByThem}))
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil || len(all) > 0 {
		t.Errorf("%v %v", all, err)
	}
}

func TestASentenceOfOnesOwn(t *testing.T) {
	d := desk(t, append(times(5, func(i int) []ebb.Event { return ended(i, "passed", "") }), ago(3, tie.TruthWritten, tie.Pair{Feeling: "They got me.", Reality: "r"}))...)
	has(t, "form", d.Get(base+"/new").Text, "They got me. 2026-11-19")
	p := d.Follow(base+"/new", "offer", "They got me.")
	has(t, "all records", p.Text, "They got me.", "5 waves have an end", "Fears (0 of 5)")
	p = d.Follow(base+"/new", "words", "I am too much", "beside", "fears", "beside", "made up")
	has(t, "one record", p.Text, "I am too much", "Fears (0 of 5)")
	hasNot(t, "one record", p.Text, "5 waves", "Hopes")
	n := len(d.Journal.Events)
	if p := d.Post(base+"/new", "words", "I am too much"); len(d.Journal.Events) != n || !strings.HasPrefix(p.Goto, base+"/") {
		t.Error("the same again is another one")
	}
	of := base + "/" + d.Journal.Events[n-1].ID.String()
	d.Post(of, "words", "r")
	has(t, "list", d.Get(base).Text, "My own sentences", "I am too much Another reading")
	d.Post(of + "/out")
	hasNot(t, "the reading first", d.Get(of).Text, "Another reading, ")
	d.Post(of + "/out")
	hasNot(t, "then the sentence", d.Get(base).Text, "I am too much")
	d.Post(base + "/act/out")
	has(t, "ours stay", d.Get(base).Text, "When it hurts this much")
}

func TestWhatIsWrongStaysInTheForm(t *testing.T) {
	huge := strings.Repeat("ж", 10000)
	for what, c := range map[string]struct{ path, words, want string }{
		"nothing":           {"/new", " ", "no sentence yet"},
		"too long":          {"/new", huge, "longer than the 200"},
		"no reading":        {"/act", "\u200b", "no words to keep"},
		"a reading so long": {"/act", huge, "longer than the 600"},
	} {
		d := desk(t)
		p := d.Post(base+c.path, "words", c.words)
		if p.Err != nil || p.Status != 422 || !strings.Contains(p.Text, c.want) || len(d.Journal.Events) != 1 || len(c.words) > 9 && !strings.Contains(p.HTML, c.words) {
			t.Errorf("%s: %d %.200s", what, p.Status, p.Text)
		}
	}
	d := desk(t)
	for _, of := range []string{"x", ebb.NewID().String(), d.Journal.Events[0].ID.String(), strings.Repeat("0", 4000)} {
		for _, p := range []rig.Page{d.Get(base + "/" + of), d.Post(base+"/"+of, "words", "a"), d.Post(base + "/" + of + "/out")} {
			if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%.8s: %v", of, p.Err)
			}
		}
	}
	for i := range most {
		d.Journal.Events = append(d.Journal.Events, ago(1, Named, Belief{Words: fmt.Sprint("משפט ", i)}))
	}
	if p := d.Post(base+"/new", "words", "one more"); p.Status != 422 || !strings.Contains(p.HTML, "one more") {
		t.Error("there is room for one too many")
	}
	has(t, "all", d.Get(base).Text, "משפט 0", "משפט 49")
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	safe, first := ago(1, tie.Answered, allNo), ago(40, tie.Noted, tie.Note{Text: "x"})
	d := desk(t)
	rapid.Check(t, func(rt *rapid.T) {
		var events []ebb.Event
		some := func(n int) int { return rapid.IntRange(0, n).Draw(rt, "n") }
		for i := range rapid.IntRange(1, 9).Draw(rt, "events") {
			outcome := []string{"passed", "partly", "acted"}[some(2)]
			m := ebb.New(tie.MomentOutcome, noon.Add(time.Duration(some(1))*time.Hour), tie.MomentEnd{Moment: [16]byte{byte(i % 6)}, Outcome: outcome})
			events = slices.Concat(events, []ebb.Event{m}, swell(i%6, some(10), 15+some(15), some(10)), fear(some(1) == 0, tie.FearStayed), promise(tie.Promise{Again: true}, tie.KeptNot), did("people", "did"),
				[]ebb.Event{ago(1, Read, Reading{Of: "act", Words: fmt.Sprint("secret ", i)}), ago(1, Named, Belief{Words: "secret"})})
		}
		var was string
		for range 2 {
			d.Journal.Events = append(rapid.Permutation(events).Draw(rt, "order"), safe, first)
			now := ""
			for _, path := range []string{"", "/act", "/always", "/change", "/nobody"} {
				now += d.Get(base + path).Text
			}
			if was != "" && was != now {
				rt.Fatalf("%s\n%s", was, now)
			}
			was = now
		}
		s := newState()
		for i, e := range events {
			if err := s.Apply(uint64(i+1), e); err != nil {
				rt.Fatal(err)
			}
		}
		if strings.Contains(fmt.Sprintf("%+v %+v", s, *s.records), "secret") {
			rt.Fatal("the fold keeps words")
		}
	})
}
