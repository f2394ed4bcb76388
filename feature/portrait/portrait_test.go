package portrait

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

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// begin begins and returns the path of that time.
func begin(d *rig.Desk, about string) string {
	d.T.Helper()
	p := d.Post(base, "about", about)
	if p.Err != nil || !strings.HasSuffix(p.Goto, "/1") {
		d.T.Fatalf("%s: %q %v", about, p.Goto, p.Err)
	}
	return strings.TrimSuffix(p.Goto, "/1")
}

// mark answers sentences, given as name, value pairs, on their pages.
func mark(d *rig.Desk, one string, pairs ...string) {
	d.T.Helper()
	for i := 0; i < len(pairs); i += 2 {
		page := slices.Index(Sentences, pairs[i])/onPage + 1
		if p := d.Post(fmt.Sprint(one, "/", page), pairs[i:i+2]...); p.Err != nil {
			d.T.Fatal(p.Err)
		}
	}
}

func has(t *testing.T, what string, p rig.Page, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%s: no %q in %s", what, want, p.Text)
		}
	}
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

func TestNothingYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	has(t, "empty", d.Get(base), "Eight plain sentences on two things", "You and them", "You and other people", "Begin, about two minutes")
	if review(d) != "" {
		t.Error(review(d))
	}
	if p := d.Post(base, "about", "my mother"); p.Goto != base || len(d.Journal.Events) > 0 {
		t.Error("something else begins")
	}
	one := begin(d, "tie")
	p := d.Get(one)
	has(t, "begun", p, "Nothing is marked yet.")
	if strings.Contains(p.HTML, "<svg") || strings.Contains(p.Text, "What may help") || strings.Contains(p.Text, "In your words") {
		t.Error(p.Text)
	}
}

func TestTheLeadSaysWhereTheyStand(t *testing.T) {
	for ended, want := range map[tie.EndedBy]string{
		tie.ByThem: "As it was with them, while you were close.", tie.ByMe: "As it was with them", tie.NotEnded: "As it is with them, on most days.", tie.Break: "As it is with them, on most days.",
		"": "As it is with them, or was when you were close.", tie.Unnamed: "As it is with them, or was",
	} {
		d := rig.New(t, now, Feature())
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Stands, now, tie.Standing{EndedBy: ended}))
		has(t, string(ended), d.Get(base), want)
	}
}

func TestFromPageToPage(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	p := d.Follow(one+"/1", "n.away", "4", "l.wait", "5")
	has(t, "the second page", p, "They ask what is wrong, and I say it is nothing.", "After a quarrel I cannot rest until I know they will stay.", "Page 2 of four.")
	if strings.Count(p.HTML, `type="radio"`) != 2*(places+1) {
		t.Errorf("%s", p.HTML)
	}
	p = d.Follow(one+"/2", "n.nothing", "1", "stop", "1")
	has(t, "stopped", p, "Being close feels risky: 2 sentences, from not like you to much like you.", "I may be left: one sentence, very much like you.")
	has(t, "taken up", d.Get(base), "Begun on 22 November 2026", "Go on")
	if p := d.Get(base); !strings.Contains(p.HTML, one+"/3") {
		t.Errorf("it goes on elsewhere: %s", p.HTML)
	}
	if p := d.Follow(one + "/4"); p.Goto != "" || !strings.Contains(p.Text, "What may help with it") {
		t.Error(p.Text)
	}
}

func TestADotCanBeChangedAndLeftOut(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := begin(d, "others")
	mark(d, one, "l.no", "5")
	n := len(d.Journal.Events)
	if mark(d, one, "l.no", "5"); len(d.Journal.Events) != n {
		t.Error("the same again is kept again")
	}
	if p := d.Get(one + "/4"); !strings.Contains(p.HTML, `name="l.no" value="5" checked`) {
		t.Error(p.HTML)
	}
	mark(d, one, "l.no", "2")
	has(t, "changed", d.Get(one), "I may be left: one sentence, a little like you.", "[I keep a no to myself, so that people stay. a little like me]")
	d.Post(one + "/4") // a page that was only looked at takes nothing away
	has(t, "looked at", d.Get(one), "one sentence, a little like you.")
	mark(d, one, "l.no", "")
	has(t, "left out", d.Get(one), "Nothing is marked yet.")
}

// Nothing is added up, and nobody is a type.
func TestNoSumNoTypeNoComparison(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	for i, q := range Sentences {
		mark(d, one, q, fmt.Sprint(i%places+1))
	}
	text := strings.ToLower(d.Get(one).Text + d.Get(base).Text)
	for _, word := range []string{"average", "score", "total", " of 5", "anxious", "avoidant", "secure", "type", "normal", "most people", "in 100", "%"} {
		if strings.Contains(text, word) {
			t.Errorf("%q in %s", word, text)
		}
	}
	if p := d.Get(one); strings.Count(p.HTML, `class="m-full"`) != len(Sentences) {
		t.Errorf("%d dots", strings.Count(p.HTML, `class="m-full"`))
	}
}

func TestTwoTimesStandBesideOneAnother(t *testing.T) {
	d := rig.New(t, now.Add(-again), Feature())
	was := begin(d, "tie")
	mark(d, was, "n.low", "5", "l.wait", "4")
	d.Post(was+"/words", "words", "I vanish when I need somebody")
	d.Now = now.Add(-time.Minute)
	if p := d.Post(base, "about", "tie"); p.Goto != was+"/1" {
		t.Error("a day too early it begins anew")
	}
	has(t, "too early", d.Get(base), "From 22 November 2026 on you can answer it again.")
	d.Now = now
	has(t, "after four weeks", d.Get(base), "Answer it again")
	one := begin(d, "tie")
	if one == was {
		t.Fatal("it goes on with the old one")
	}
	has(t, "not marked", d.Get(one), "Nothing is marked yet.")
	mark(d, one, "n.low", "2")
	p := d.Get(one)
	has(t, "both", p, "Being close feels risky, 25 October 2026 Being close feels risky, 22 November 2026", "[When I am ill or low, I keep out of their sight. very much like me a little like me]",
		"[When an answer takes long, I look for what I did wrong. much like me left out]", "On 25 October 2026 you saw: I vanish when I need somebody")
	if strings.Count(p.HTML, `class="m-ring"`) != 2+1 || strings.Count(p.HTML, `class="m-full"`) != 1+1 { // and the legend's
		t.Error(p.HTML)
	}
	if p := d.Get(was); strings.Contains(p.HTML, "m-ring") {
		t.Error("the first time has one before it")
	}
	has(t, "past", d.Get(base), "Earlier: 25 October 2026")
	if p := d.Post(base, "about", "others"); p.Goto == one+"/1" {
		t.Error("the two are one")
	}
}

func TestWhatItLeadsToNamesTheAnswer(t *testing.T) {
	task := func(d *rig.Desk) (t tie.Task) {
		last := d.Journal.Events[len(d.Journal.Events)-1]
		if last.Kind == tie.Tasked {
			if err := last.Decode(&t); err != nil {
				d.T.Fatal(err)
			}
		}
		return t
	}
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	mark(d, one, "l.wait", "4", "l.quarrel", "3", "n.away", "2")
	p := d.Get(one)
	has(t, "one side", p, "You marked “When an answer takes long, I look for what I did wrong.” as much like you.", "If an answer takes long, then")
	if strings.Contains(p.Text, "Time alone can be set") || strings.Contains(p.Text, "After a quarrel I cannot rest until I know they will stay.” as") {
		t.Errorf("it leads from what is not like them, or to too much: %s", p.Text)
	}
	if p := d.Post(one+"/task", "sentence", "l.wait", "then", "I go round the block"); p.Goto != "/keep/plans" || task(d).If != "an answer takes long" || task(d).Then != "I go round the block" || task(d).From == [16]byte{} {
		t.Errorf("%q %+v", p.Goto, task(d))
	}
	n := len(d.Journal.Events)
	if d.Post(one+"/task", "sentence", "l.wait", "then", "I go round the block"); len(d.Journal.Events) != n {
		t.Error("a second tap is a second plan")
	}
	for _, q := range []string{"n.away", "l.quarrel", "made up", ""} {
		if p := d.Post(one+"/task", "sentence", q, "then", "x"); p.Goto != one || len(d.Journal.Events) != n {
			t.Errorf("%q: %q", q, p.Goto)
		}
	}
	mark(d, one, "l.no", "5", "n.nothing", "5")
	p = d.Get(one)
	has(t, "patterns", p, "That is one of the old patterns: hiding a need.", "Mark it when you see it")
	if p := d.Post(one+"/task", "sentence", "l.no", "then", "I say it once"); p.Goto != "/keep/boundaries" || !task(d).Bound {
		t.Errorf("%q %+v", p.Goto, task(d))
	}
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.PatternNamed, now, tie.Pattern{Ready: "hiding"}))
	has(t, "known", d.Get(one), "Look at it among your patterns")
}

func TestEverySentenceLeadsSomewhere(t *testing.T) {
	for _, about := range Abouts {
		for _, q := range Sentences {
			d := rig.New(t, now, Feature())
			one := begin(d, about)
			mark(d, one, q, "3")
			p := d.Get(one)
			has(t, about+" "+q, p, "as half like you.")
			if strings.Count(p.HTML, "/task\"")+strings.Count(p.HTML, `href="/keep/habits"`) != 1 {
				t.Errorf("%s %s: %s", about, q, p.HTML)
			}
			mark(d, one, q, "2")
			has(t, about+" "+q, d.Get(one), "No sentence here is half like you or more.")
		}
	}
}

func TestAfterFearThisTieLeadsNowhere(t *testing.T) {
	d := rig.New(t, now, Feature())
	one, other := begin(d, "tie"), begin(d, "others")
	mark(d, one, "l.no", "5")
	mark(d, other, "l.no", "5")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Feared, now, struct{}{}))
	p := d.Get(one)
	if strings.Contains(p.Text, "What may help") || strings.Contains(p.HTML, "/task") || strings.Contains(p.Text, "No sentence here") {
		t.Error(p.Text)
	}
	has(t, "help", p, "Were you scared of them?", "very much like you.")
	n := len(d.Journal.Events)
	if p := d.Post(one+"/task", "sentence", "l.no", "then", "x"); p.Goto != one || len(d.Journal.Events) != n {
		t.Error("a task is made all the same")
	}
	has(t, "others", d.Get(other), "What may help")
}

func TestWhatWasNoticed(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	mark(d, one, "n.away", "4")
	d.Post(one+"/words", "words", "First the <b>room</b>, then the reason")
	n := len(d.Journal.Events)
	if d.Post(one+"/words", "words", "First the <b>room</b>, then the reason"); len(d.Journal.Events) != n {
		t.Error("the same words are kept twice")
	}
	if p := d.Get(one); !strings.Contains(p.HTML, "First the &lt;b&gt;room&lt;/b&gt;, then the reason</textarea>") {
		t.Error(p.HTML)
	}
	for _, want := range []string{"You and them", "First the &lt;b&gt;room", "one sentence, much like you", "You marked “After a day very close to them"} {
		if !strings.Contains(review(d), want) {
			t.Errorf("the week has no %q: %s", want, review(d))
		}
	}
	d.Post(one+"/words", "words", "")
	if strings.Contains(d.Get(one).Text, "First the") || strings.Contains(review(d), "First the") {
		t.Error("it cannot be emptied")
	}
}

func TestTakeOutUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	mark(d, one, "n.away", "4")
	p := d.Follow(one + "/out")
	has(t, "out", p, "It is taken out. Undo", "Begin, about two minutes")
	if strings.Contains(p.Text, "Begun on") || d.Get(one).Err == nil {
		t.Error(p.Text)
	}
	has(t, "undone", d.Follow(base+"/undo"), "Begun on 22 November 2026")
	has(t, "with its dots", d.Get(one), "one sentence, much like you")
}

func TestNothingWrittenIsLost(t *testing.T) {
	long := strings.Repeat("ש", 10_000)
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	mark(d, one, "n.away", "4")
	n := len(d.Journal.Events)
	for what, p := range map[string]rig.Page{"what was noticed": d.Post(one+"/words", "words", long), "what one does then": d.Post(one+"/task", "sentence", "n.away", "then", long)} {
		if p.Err != nil || p.Status != 422 || !strings.Contains(p.HTML, ">"+long+"</textarea>") || !strings.Contains(p.Text, "your words are still here") {
			t.Errorf("%s: %d %v", what, p.Status, p.Err)
		}
	}
	if p := d.Post(one+"/task", "sentence", "n.away", "then", " \u200b"); p.Status != 422 || !strings.Contains(p.Text, "The second half is still empty") {
		t.Errorf("%d %s", p.Status, p.Text)
	}
	for _, like := range []string{"6", "0", "-1", "much", "99999999999999999999"} {
		if p := d.Post(one+"/1", "n.away", like); p.Err == nil {
			t.Errorf("%s is a dot", like)
		}
	}
	if len(d.Journal.Events) != n {
		t.Error("something was kept")
	}
}

func TestNobodyElsesIDs(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := begin(d, "tie")
	d.Journal.Events = append(d.Journal.Events, ebb.New(Marked, now, Marks{Of: ebb.NewID(), All: []Mark{{"n.away", 5}}}))
	other := base + "/" + d.Journal.Events[1].ID.String()
	for _, p := range []rig.Page{
		d.Get(base + "/x"), d.Get(other), d.Get(other + "/1"), d.Post(other+"/1", "n.away", "3"), d.Post(other+"/words", "words", "x"),
		d.Post(other+"/task", "then", "x"), d.Post(other + "/out"), d.Get(one + "/0"), d.Get(one + "/5"), d.Get(one + "/x"), d.Post(one+"/99", "n.away", "3"),
	} {
		if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
			t.Errorf("%v", p.Err)
		}
	}
}

func TestTheFoldKeepsNoWordsAndNoOrder(t *testing.T) {
	b := ebb.New(Begun, now, Begin{"tie"})
	events := []ebb.Event{
		b, ebb.New(Marked, now, Marks{b.ID, []Mark{{"n.away", 4}, {"gone", 3}}}), ebb.New(Marked, now.Add(time.Minute), Marks{b.ID, []Mark{{"n.away", 2}, {"l.no", 9}}}),
		ebb.New(Worded, now, Noticed{b.ID, "secret"}), ebb.New(tie.Stands, now, tie.Standing{EndedBy: tie.ByMe}), ebb.New(tie.Stands, now, tie.Standing{EndedBy: tie.NotEnded}),
	}
	rapid.Check(t, func(rt *rapid.T) {
		var before string
		for range 2 {
			var s State
			for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(rt, "order") {
				if err := s.Apply(uint64(i+1), events[i]); err != nil {
					rt.Fatal(err)
				}
			}
			text := fmt.Sprint(s, s.marks(b.ID))
			if strings.Contains(text, "secret") || before != "" && text != before || len(s.marks(b.ID)) != 2 || s.marks(b.ID)["l.no"] != places {
				rt.Fatalf("%s\n%s", before, text)
			}
			before = text
		}
	})
}

func TestItsShelf(t *testing.T) {
	d := rig.New(t, now, Feature())
	line := func() string {
		s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
		if err != nil || s.Href != base || s.Group != "Getting over it" {
			t.Fatal(s, err)
		}
		return s.Line
	}
	if s := line(); s != "Eight sentences about being close and being left" {
		t.Error(s)
	}
	begin(d, "others")
	if s := line(); s != "You and other people, 22 November 2026" {
		t.Error(s)
	}
	if Feature().Guard != feature.Free {
		t.Error("writing is not free")
	}
}
