package chance

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
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// promise writes one and returns its page.
func promise(d *rig.Desk, whose, words, by string) string {
	d.T.Helper()
	if p := d.Post(home, "whose", whose, "words", words, "by", by); p.Err != nil || p.Goto == "" {
		d.T.Fatalf("%s %s: %v %s", whose, words, p.Err, p.Text)
	}
	return home + "/" + d.Journal.Events[len(d.Journal.Events)-1].ID.String()
}

func review(d *rig.Desk) (all string) {
	d.T.Helper()
	parts, err := d.Request("GET", "/review", nil).Week(now.AddDate(0, 0, -6), now.AddDate(0, 0, 1))
	if err != nil {
		d.T.Fatal(err)
	}
	for _, p := range parts {
		all += string(p.HTML)
	}
	return all
}

func TestTheEmptyLedgerTeachesOneThing(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get(home)
	if !strings.Contains(p.Text, "Write one promise, yours or theirs") || strings.Count(p.HTML, "<form") != 1 || strings.Contains(p.Text, "Side by side") {
		t.Error(p.Text)
	}
	if d.Card() != "" || review(d) != "" || len(d.Dues()) != 0 {
		t.Error("out of nothing comes something")
	}
}

func TestAPromiseAndWhatCameOfIt(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := promise(d, "them.again", "Call when it gets late", "2026-11-20")
	p := d.Get(home)
	if !strings.Contains(p.Text, "Theirs, a further chance · by 20 November 2026 Call when it gets late Say what came of it") {
		t.Errorf("kept: %s", p.Text)
	}
	p = d.Follow(one+"/came", "kept", "partly", "came", "Twice out of three.")
	if !strings.Contains(p.Text, "Partly Twice out of three.") {
		t.Errorf("came: %s", p.Text)
	}
	p = d.Follow(one+"/came", "kept", "kept", "came", "")
	if !strings.Contains(p.Text, "Kept") || strings.Contains(p.Text, "Twice") || !strings.Contains(p.Text, "Kept 0 1 Partly 0 0") {
		t.Errorf("said anew: %s", p.Text)
	}
	p = d.Follow(one+"/came", "kept", "open")
	if !strings.Contains(p.Text, "Not said yet 0 1") {
		t.Errorf("taken back: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post(one+"/came", "kept", "open"); len(d.Journal.Events) != n {
		t.Error("taking back what nobody said does something")
	}
}

func TestChangeTakeOutUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := promise(d, "me", "No phone at dinner", "")
	d.Post(one+"/came", "kept", "not", "came", "It rang.")
	p := d.Get(one)
	if !strings.Contains(p.HTML, ">No phone at dinner</textarea>") || !strings.Contains(p.HTML, `value="me" checked`) || !strings.Contains(p.HTML, ">It rang.</textarea>") || !strings.Contains(p.HTML, `value="not" checked`) {
		t.Errorf("the forms do not show what was kept: %s", p.HTML)
	}
	p = d.Follow(one, "whose", "me.again", "words", "No phone at table", "by", "2026-12-01")
	if !strings.Contains(p.Text, "Mine, a further chance · by 1 December 2026 No phone at table Not kept It rang.") {
		t.Errorf("changed: %s", p.Text)
	}
	p = d.Follow(one + "/out")
	if strings.Contains(p.Text, "No phone at table") || !strings.Contains(p.Text, "The promise is taken out. Undo") || !strings.Contains(p.Text, "Write one promise") {
		t.Errorf("out: %s", p.Text)
	}
	p = d.Follow(home + "/undo")
	if !strings.Contains(p.Text, "No phone at table Not kept It rang.") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post(home + "/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestTheSameFormTwiceIsOnePromise(t *testing.T) {
	d := rig.New(t, now, Feature())
	promise(d, "me", "Water the plants", "")
	promise(d, "me", "Water the plants", "")
	if len(d.Journal.Events) != 1 {
		t.Errorf("%d promises", len(d.Journal.Events))
	}
	promise(d, "them", "Water the plants", "")
	d.Now = now.Add(time.Hour)
	promise(d, "them", "Water the plants", "")
	if len(d.Journal.Events) != 3 {
		t.Errorf("%d promises", len(d.Journal.Events))
	}
}

// settle writes n promises of one side with the same outcome.
func settle(d *rig.Desk, whose string, n int, kept tie.Kept) {
	for i := range n {
		one := promise(d, whose, fmt.Sprintf("%s %s %d", whose, kept, i), "")
		if kept != "" {
			d.Post(one+"/came", "kept", string(kept))
		}
	}
}

func TestBothSidesAreCountedTheSameWay(t *testing.T) {
	said := func(whose string) string {
		d := rig.New(t, now, Feature())
		settle(d, whose, 4, tie.KeptWhole)
		settle(d, whose, 1, tie.KeptNot)
		settle(d, whose, 2, tie.KeptPart)
		settle(d, whose, 1, "")
		p := d.Get(home)
		text := p.Text[strings.Index(p.Text, "Side by side"):]
		return text[:strings.Index(text, "Partly counts")]
	}
	if s := said("me"); s != "Side by side Side by side Mine Theirs Kept 4 0 Partly 2 0 Not kept 1 0 Not said yet 1 0 "+
		"Mine: 4 of 5 kept. With this many, a share fits from 38 to 96 in 100. Theirs: after 5 more that were kept or not, a range stands here. " {
		t.Errorf("mine: %s", s)
	}
	if s := said("them"); s != "Side by side Side by side Mine Theirs Kept 0 4 Partly 0 2 Not kept 0 1 Not said yet 0 1 "+
		"Mine: after 5 more that were kept or not, a range stands here. Theirs: 4 of 5 kept. With this many, a share fits from 38 to 96 in 100. " {
		t.Errorf("theirs: %s", s)
	}
}

func TestBelowFiveItSaysHowManyMore(t *testing.T) {
	d := rig.New(t, now, Feature())
	settle(d, "me", 3, tie.KeptNot)
	settle(d, "me", 4, tie.KeptPart)
	if p := d.Get(home); !strings.Contains(p.Text, "after 2 more that were kept or not, a range stands here.") || strings.Contains(p.Text, "in 100") {
		t.Error(p.Text)
	}
}

func TestTheLineNeedsFive(t *testing.T) {
	d := rig.New(t, now, Feature())
	settle(d, "them", 4, tie.KeptNot)
	if p := d.Get(home); strings.Contains(p.HTML, "<svg") || !strings.Contains(p.Text, "After 1 more promise a line through time stands here.") {
		t.Errorf("four: %s", p.Text)
	}
	promise(d, "me.again", "A <b>bold</b> one", "2026-05-03")
	p := d.Get(home)
	if !strings.Contains(p.Text, "1 of yours and 4 of theirs, from 3 May 2026 to 22 November 2026.") || strings.Contains(p.HTML, "<b>bold") || !strings.Contains(p.HTML, "m-bar") {
		t.Errorf("five: %s", p.Text)
	}
	if n := strings.Count(p.HTML, "m-ring"); n != 6 { // and those of two legends
		t.Errorf("%d rings for four", n)
	}
}

func TestTheDayComes(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := promise(d, "them", "Bring the keys", "2026-11-24")
	promise(d, "me", "Long ago", "2026-03-01")
	if d.Card() != "" {
		t.Errorf("too early: %s", d.Card())
	}
	if s := strings.Join(d.Dues(), ", "); s != "2026-03-01 10:00, 2026-11-24 10:00" {
		t.Errorf("dues: %s", s)
	}
	for days, shows := range map[int]bool{1: false, 2: true, 8: true, 9: false} {
		d.Now = now.AddDate(0, 0, days)
		if got := strings.Contains(d.Card(), "Bring the keys"); got != shows {
			t.Errorf("after %d days it shows: %v", days, got)
		}
	}
	d.Now = now.AddDate(0, 0, 2)
	d.Post(one+"/came", "kept", "kept")
	if d.Card() != "" || len(d.Dues()) != 1 {
		t.Error("it still waits")
	}
}

func TestTheReviewHasTheWeek(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Now = now.AddDate(0, 0, -30)
	promise(d, "them", "its day came", "2026-11-18")
	promise(d, "them", "its day is far", "2027-11-18")
	old := promise(d, "me", "said in the week", "")
	d.Now = now
	d.Post(old+"/came", "kept", "not", "came", "because of work")
	promise(d, "me", "written in the week", "")
	text := review(d)
	for want, is := range map[string]bool{"its day came": true, "its day is far": false, "said in the week": true, "because of work": true, "written in the week": true} {
		if strings.Contains(text, want) != is {
			t.Errorf("%q: %v in %s", want, !is, text)
		}
	}
}

// After a yes the place to write stays, and nothing leads to a further chance.
func TestAfterAYesItIsQuiet(t *testing.T) {
	for what, yes := range map[string]ebb.Event{
		"their no":      ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}),
		"fear":          ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.Yes}),
		"hurt":          ebb.New(tie.Answered, now, tie.Safety{Hurt: tie.Yes}),
		"one tap, fear": ebb.New(tie.Feared, now, struct{}{}),
	} {
		d := rig.New(t, now, Feature())
		settle(d, "them", 6, tie.KeptNot)
		one := promise(d, "them.again", "Never again", "2026-11-22")
		d.Journal.Events = append(d.Journal.Events, yes)
		p := d.Get(home)
		if strings.Contains(p.Text, "Side by side") || strings.Contains(p.HTML, "<svg") || strings.Contains(p.HTML, `value="them.again"`) || strings.Contains(p.HTML, "/decide") {
			t.Errorf("%s: %s", what, p.Text)
		}
		if d.Card() != "" || len(d.Dues()) != 0 || review(d) != "" {
			t.Errorf("%s: something is put forward", what)
		}
		if p := d.Get(one); !strings.Contains(p.HTML, `value="them.again" checked`) {
			t.Errorf("%s: what was said is lost: %s", what, p.Text)
		}
		if p := d.Follow(one+"/came", "kept", "not", "came", "They did it again"); !strings.Contains(p.Text, "They did it again") {
			t.Errorf("%s: writing is closed", what)
		}
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.No, Control: tie.No, TheirNo: tie.No}))
		if p := d.Get(home); !strings.Contains(p.Text, "Side by side") {
			t.Errorf("%s: it stays closed", what)
		}
	}
}

// What cannot be kept stands on the page again.
func TestNothingWrittenIsLost(t *testing.T) {
	long := strings.Repeat("ש", 10_000)
	for what, c := range map[string]struct{ whose, words, by, say string }{
		"too long":     {"me", long, "", "9500 signs longer than the 500"},
		"nobody's":     {"", "abc", "", "Say whose promise it is."},
		"made up":      {"her", "abc", "", "Say whose promise it is."},
		"no words":     {"me", " \u200b ", "", "There are no words yet"},
		"no such day":  {"me", "abc", "2026-02-30", "That day does not exist"},
		"another time": {"me", "abc", "9999-01-01", "lies too far away"},
	} {
		d := rig.New(t, now, Feature())
		p := d.Post(home, "whose", c.whose, "words", c.words, "by", c.by, "then", "part")
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 || !strings.Contains(p.Text, c.say) || !strings.Contains(p.HTML, `name="then" value="part"`) {
			t.Errorf("%s: %d %v %.300s", what, p.Status, p.Err, p.Text)
		}
		if w := strings.TrimSpace(strings.ReplaceAll(c.words, "\u200b", "")); w != "" && !strings.Contains(p.HTML, ">"+w+"</textarea>") {
			t.Errorf("%s: the words are gone", what)
		}
	}
	d := rig.New(t, now, Feature())
	one := promise(d, "me", "abc", "")
	if p := d.Post(one, "whose", "me", "words", long); p.Status != 422 || !strings.Contains(p.HTML, long) || !strings.Contains(p.HTML, "<details open") {
		t.Error("a change that is too long is lost")
	}
	if p := d.Post(one+"/came", "kept", "not", "came", long); p.Status != 422 || !strings.Contains(p.HTML, long) {
		t.Error("an outcome that is too long is lost")
	}
	if p := d.Post(one+"/came", "kept", "", "came", "xyz"); p.Status != 422 || !strings.Contains(p.HTML, ">xyz</textarea>") {
		t.Error("an outcome that is none is lost")
	}
}

func TestNobodyElsesPromise(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Worried, now, struct{}{}))
	for _, id := range []string{"x", ebb.NewID().String(), d.Journal.Events[0].ID.String()} {
		for _, p := range []rig.Page{d.Get(home + "/" + id), d.Post(home+"/"+id, "whose", "me", "words", "x"), d.Post(home+"/"+id+"/came", "kept", "not"), d.Post(home + "/" + id + "/out")} {
			if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%s: %v", id, p.Err)
			}
		}
	}
}

func TestAFormOfAnotherPageLeadsBackThere(t *testing.T) {
	for then, want := range map[string]string{"part": "/decide/talk/part", "after": "/decide/talk/after", "": home, "//evil": home, "/today": home} {
		d := rig.New(t, now, Feature())
		if p := d.Post(home, "whose", "me", "words", "x", "then", then); p.Goto != want {
			t.Errorf("%q leads to %q", then, p.Goto)
		}
	}
}

func TestALongLedger(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range most {
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Promised, now.Add(time.Duration(i)*time.Minute), tie.Promise{Words: fmt.Sprintf("no %d.", i)}))
	}
	p := d.Get(home)
	if strings.Count(p.HTML, `class="card"`) != perPage+1 || !strings.Contains(p.Text, "no 299.") || !strings.Contains(p.Text, "Earlier ones") || !strings.Contains(p.Text, "There") && strings.Contains(p.HTML, `name="words"`) {
		t.Errorf("the first page: %.400s", p.Text)
	}
	for page, want := range map[string]string{"15": "no 0.", "99": "no 0.", "-1": "no 299.", "x": "no 299.", "2": "no 279."} {
		if p := d.Get(home + "?page=" + page); !strings.Contains(p.Text, want) {
			t.Errorf("page %s has no %q", page, want)
		}
	}
	if p := d.Post(home, "whose", "me", "words", "one more"); p.Status != 422 || !strings.Contains(p.HTML, ">one more</textarea>") {
		t.Error("there is room for one too many, or it is lost")
	}
}

func TestTheFoldKeepsNoWordsAndNoOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		at := now
		var events []ebb.Event
		for i := range 4 {
			p := ebb.New(tie.Promised, at.Add(time.Duration(i%2)*time.Hour), tie.Promise{Words: "secret", Mine: i%2 == 0})
			events = append(events, p, ebb.New(tie.Held, at.Add(time.Duration(i)*time.Hour), tie.Outcome{Promise: p.ID, Kept: outcomes[i%3], Words: "secret"}))
		}
		var one, other State
		for i, e := range events {
			if err := one.Apply(uint64(i+1), e); err != nil {
				rt.Fatal(err)
			}
		}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7}).Draw(rt, "order") {
			if err := other.Apply(uint64(i+1), events[i]); err != nil {
				rt.Fatal(err)
			}
		}
		if fmt.Sprint(one) != fmt.Sprint(other) || strings.Contains(fmt.Sprint(one), "secret") {
			rt.Fatalf("%+v\n%+v", one, other)
		}
	})
}

func TestItsShelf(t *testing.T) {
	d := rig.New(t, now, Feature())
	line := func() string {
		s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
		if err != nil || s.Href != home {
			t.Fatal(s, err)
		}
		return s.Line
	}
	if s := line(); s != "What was promised, and what came of it" {
		t.Error(s)
	}
	promise(d, "me", "x", "")
	if s := line(); s != "1 of yours, 0 of theirs" {
		t.Error(s)
	}
	if Feature().Guard != feature.Free {
		t.Error("writing is not free")
	}
}
