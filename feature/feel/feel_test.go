package feel

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// latest is the last naming as it stands.
func latest(d *rig.Desk) (id string, f tie.Feelings) {
	d.T.Helper()
	n, err := last(d.Request("GET", "/", nil), ebb.ID{})
	if err != nil || n.seq == 0 {
		d.T.Fatalf("nothing is named: %v", err)
	}
	return n.id.String(), n.Feelings
}

func said(f tie.Feelings) string {
	var out []string
	for _, x := range f.Felt {
		s := x.Name
		if x.Word != "" {
			s += ":" + x.Word
		}
		if x.Strength != nil {
			s += fmt.Sprint(" ", *x.Strength)
		}
		out = append(out, s)
	}
	return strings.TrimSpace(strings.Join(out, ", ") + " " + string(f.Ending))
}

func TestWhatIsNamed(t *testing.T) {
	for _, c := range []struct {
		what  string
		pairs []string
		want  string
	}{
		{"one family", []string{"f", "sad"}, "sad"},
		{"several, in the order of the tree", []string{"f", "longing", "f", "angry"}, "angry, longing"},
		{"a finer word stands for its family", []string{"f", "sad", "f", "lonely", "f", "numb"}, "lonely, numb"},
		{"a finer word alone", []string{"f", "missing"}, "missing"},
		{"a word of one's own", []string{"own", " hollow  inside "}, "own:hollow inside"},
		{"several of one's own, each once", []string{"own", "hollow, wired,hollow,"}, "own:hollow, own:wired"},
		{"right to left", []string{"own", "حزين، وحيد"}, "own:حزين, own:وحيد"},
		{"what is no feeling of ours is nothing", []string{"f", "sad", "f", "ecstatic", "f", "own"}, "sad"},
		{"the same twice", []string{"f", "sad", "f", "sad"}, "sad"},
	} {
		d := rig.New(t, now, Feature())
		if p := d.Post("/decide/feel", c.pairs...); p.Err != nil {
			t.Errorf("%s: %v", c.what, p.Err)
			continue
		}
		if _, f := latest(d); said(f) != c.want {
			t.Errorf("%s: %q, want %q", c.what, said(f), c.want)
		}
	}
}

func TestWhatIsRefusedStaysOnThePage(t *testing.T) {
	for what, own := range map[string]string{
		"nothing": "", "blanks": "   ", "only commas": ",,", "a word too long": strings.Repeat("ß", oneWord+1),
		"ten thousand signs": strings.Repeat("a", 10000), "six words": "a,b,c,d,e,f",
	} {
		d := rig.New(t, now, Feature())
		p := d.Post("/decide/feel", "own", own)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 || !strings.Contains(p.HTML, `value="`+own+`"`) {
			t.Errorf("%s: %d, %v", what, p.Status, p.Err)
		}
	}
	d := rig.New(t, now, Feature())
	if p := d.Post("/decide/feel", "f", "bitter", "own", "a,b,c,d,e,f"); !strings.Contains(p.HTML, `value="bitter" checked`) {
		t.Error("the ticks are lost")
	}
}

// The whole way: words, strengths three at a time, the ending, what it gives
// back.
func TestTheWholeWay(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Follow("/decide/feel", "f", "lonely", "f", "worried", "f", "angry", "f", "unseen")
	if strings.Contains(p.HTML, " checked") {
		t.Error("a strength is chosen beforehand")
	}
	id, _ := latest(d)
	p = d.Follow("/decide/feel/"+id+"/strength", "from", "0", "s0", "7", "s1", "", "s2", "0", "s3", "9")
	if !strings.Contains(p.Text, "Not seen") || strings.Contains(p.Text, "Lonely") {
		t.Errorf("the second page of strengths: %s", p.Text)
	}
	p = d.Follow("/decide/feel/"+id+"/strength", "from", "3", "s3", "2")
	if !strings.Contains(p.Text, "Is this ending?") {
		t.Errorf("after the strengths: %s", p.Text)
	}
	p = d.Follow("/decide/feel/"+id+"/ending", "ending", "unsure")
	if !strings.Contains(p.Text, "Lonely 7, Worried, Angry 0, Not seen 2 Is this ending? Not sure.") {
		t.Errorf("what it gives back: %s", p.Text)
	}
	if _, f := latest(d); said(f) != "lonely 7, worried, angry 0, unseen 2 unsure" {
		t.Errorf("kept: %s", said(f))
	}
	if p := d.Get("/decide/feel"); !strings.Contains(p.Text, "On 22 November: Lonely 7") {
		t.Errorf("the next time: %s", p.Text)
	}
}

func TestEverythingMayBeLeftOut(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/feel", "f", "sad")
	id, _ := latest(d)
	d.Post("/decide/feel/" + id + "/strength")
	p := d.Follow("/decide/feel/"+id+"/ending", "ending", "")
	if len(d.Journal.Events) != 1 || strings.Contains(p.Text, "ending?") {
		t.Errorf("%d events: %s", len(d.Journal.Events), p.Text)
	}
}

func TestTheSameFormTwiceIsOneNaming(t *testing.T) {
	d := rig.New(t, now, Feature())
	id := ebb.NewID().String()
	d.Post("/decide/feel", "id", id, "f", "sad", "f", "angry")
	d.Post("/decide/feel", "id", id, "f", "sad", "f", "angry")
	if len(d.Journal.Events) != 1 {
		t.Fatalf("%d events", len(d.Journal.Events))
	}
	d.Post("/decide/feel/"+id+"/strength", "s0", "8", "s1", "3")
	d.Post("/decide/feel/"+id+"/ending", "ending", "yes")
	d.Post("/decide/feel", "id", id, "f", "angry", "own", "hollow")
	if _, f := latest(d); said(f) != "angry 3, own:hollow yes" {
		t.Errorf("changed: %s", said(f))
	}
	p := d.Get("/decide/feel/" + id + "/words")
	if !strings.Contains(p.HTML, `value="angry" checked`) || !strings.Contains(p.HTML, `value="hollow"`) {
		t.Error("the form does not show what was kept")
	}
}

func TestNumbersOutOfRange(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/feel", "f", "sad")
	id, _ := latest(d)
	for _, bad := range []string{"11", "-1", "much", "1e1", "99999999999999999999"} {
		if p := d.Post("/decide/feel/"+id+"/strength", "s0", bad); p.Err == nil {
			t.Errorf("strength %s is taken", bad)
		}
		if p := d.Post("/decide/feel/move", "s", bad); p.Err == nil {
			t.Errorf("mood %s is taken", bad)
		}
	}
	if p := d.Post("/decide/feel/"+id+"/ending", "ending", "perhaps"); p.Err == nil {
		t.Error("a fifth answer is taken")
	}
	for _, from := range []string{"-5", "7", "x", "99999999999999999999"} {
		if p := d.Get("/decide/feel/" + id + "/strength?from=" + from); p.Err != nil || !strings.Contains(p.Text, "Sad") {
			t.Errorf("from %s: %v", from, p.Err)
		}
	}
	for _, other := range []string{"x", ebb.NewID().String()} {
		for _, path := range []string{"", "/words", "/strength", "/ending"} {
			if p := d.Get("/decide/feel/" + other + path); p.Err == nil {
				t.Errorf("%s%s opens", other, path)
			}
		}
		if p := d.Post("/decide/feel/" + other + "/back"); p.Err == nil {
			t.Errorf("%s is taken back", other)
		}
	}
}

func TestTakeBackAndUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/decide/feel", "own", "hollow")
	id, _ := latest(d)
	if p := d.Follow("/decide/feel/" + id + "/back"); strings.Contains(p.Text, "hollow") || !strings.Contains(p.Text, "Undo") {
		t.Errorf("taken back: %s", p.Text)
	}
	if p := d.Follow("/decide/feel/undo"); !strings.Contains(p.Text, "hollow") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post("/decide/feel/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestTheStepThatFits(t *testing.T) {
	f := func(name string, strength int) tie.Feeling { return tie.Feeling{Name: name, Strength: &strength} }
	for _, c := range []struct {
		what   string
		felt   []tie.Feeling
		ending tie.Ending
		hour   int
		want   string
		href   string
	}{
		{"sad by day", []tie.Feeling{f("sad", 8)}, "", 15, talk, "/keep/people"},
		{"the strongest decides", []tie.Feeling{f("sad", 4), f("furious", 8)}, "", 15, move, "/decide/feel/move"},
		{"anger at night stays indoors", []tie.Feeling{f("angry", 8)}, "", 2, write, "/keep/letters/new"},
		{"fear at night is no letter", []tie.Feeling{f("tense", 8)}, "", 23, write, "/note"},
		{"fear is for two, whatever else is stronger", []tie.Feeling{f("angry", 9), f("scared", 2)}, tie.EndsAsks, 23, talk, "/keep/people"},
		{"longing goes into a letter that is held", []tie.Feeling{f("missing", 8)}, "", 15, write, "/keep/letters/new"},
		{"an own word is written down", []tie.Feeling{{Name: tie.OwnFeeling, Word: "odd"}}, "", 15, write, "/note"},
		{"faint, and perhaps an ending", []tie.Feeling{f("sad", 3)}, tie.EndsAsks, 15, think, "/decide/past"},
		{"relief leads to thinking", []tie.Feeling{{Name: "calm"}}, tie.EndsNot, 15, think, "/decide/needs"},
		{"no strength at all", []tie.Feeling{{Name: "ashamed"}, {Name: "calm"}}, tie.Ends, 15, talk, "/keep/people"},
	} {
		n := tie.Feelings{Felt: c.felt, Ending: c.ending}
		got := fitting(n, time.Date(2026, 11, 22, c.hour, 0, 0, 0, time.UTC))
		if href := hrefs(n)[got]; got != c.want || href != c.href {
			t.Errorf("%s: %s at %s, want %s at %s", c.what, got, href, c.want, c.href)
		}
	}
	for _, f := range tie.Families {
		if fits[f.Name] == "" {
			t.Errorf("%s leads nowhere", f.Name)
		}
	}
}

func TestFearBringsOneQuietLine(t *testing.T) {
	for _, c := range []struct {
		pairs      []string
		fear, dark bool
	}{
		{[]string{"f", "scared"}, true, false},
		{[]string{"f", "afraid"}, true, false},
		{[]string{"own", "Frightened of him"}, true, false},
		{[]string{"f", "worried"}, false, false},
		{[]string{"f", "hopeless"}, false, true},
		{[]string{"f", "calm"}, false, false},
	} {
		d := rig.New(t, now, Feature())
		d.Post("/decide/feel", c.pairs...)
		id, _ := latest(d)
		p := d.Get("/decide/feel/" + id)
		if got := strings.Contains(p.HTML, `href="/safety"`); got != c.fear {
			t.Errorf("%v: safety %v", c.pairs, got)
		}
		if got := strings.Contains(p.HTML, `href="/help"`); got != (c.fear || c.dark) {
			t.Errorf("%v: help %v", c.pairs, got)
		}
	}
}

// go moves once, with a rating before and one so much later.
func moved(d *rig.Desk, before, after string, later time.Duration) rig.Page {
	d.T.Helper()
	d.Post("/decide/feel/move", "s", before)
	id := d.Journal.Events[len(d.Journal.Events)-1].ID.String()
	d.Now = d.Now.Add(later)
	return d.Follow("/decide/feel/moved", "id", id, "s", after)
}

func TestMovingGivesTheDifferenceBack(t *testing.T) {
	d := rig.New(t, now, Feature())
	if d.Panel() != "" || d.Card() != "" {
		t.Error("something about nothing")
	}
	d.Post("/decide/feel/move", "s", "3")
	d.Post("/decide/feel/move", "s", "5") // a second tap
	if len(d.Journal.Events) != 1 || !strings.Contains(d.Card(), "15:00") {
		t.Errorf("%d events; %s", len(d.Journal.Events), d.Card())
	}
	id := d.Journal.Events[0].ID.String()
	d.Now = now.Add(34 * time.Minute)
	d.Post("/decide/feel/moved", "id", ebb.NewID().String(), "s", "9") // somebody else's
	p := d.Follow("/decide/feel/moved", "id", id, "s", "6")
	if !strings.Contains(p.Text, "Mood before 3, after 34 minutes 6: +3.") || !strings.Contains(p.Text, "Rated once before and after. A range needs 4 more.") {
		t.Errorf("%s", p.Text)
	}
	if d.Card() != "" {
		t.Error("Today still asks")
	}
	for i := range 3 {
		d.Now = now.AddDate(0, 0, i+1)
		moved(d, "4", "5", time.Hour)
	}
	if got := d.Panel(); !strings.Contains(got, "Rated 4 times before and after. A range needs 1 more.") {
		t.Errorf("four: %s", got)
	}
	d.Now = now.AddDate(0, 0, 5)
	moved(d, "4", "3", time.Hour)
	if got := d.Panel(); !strings.Contains(got, "Over 5 times your mood changed by +1 on average (range −0.8 to +2.8).") {
		t.Errorf("five: %s", got)
	}
}

func TestWhatIsNotCounted(t *testing.T) {
	for _, c := range []struct {
		later time.Duration
		want  bool
	}{{9 * time.Minute, false}, {10 * time.Minute, true}, {4 * time.Hour, true}, {4*time.Hour + time.Second, false}} {
		d := rig.New(t, now, Feature())
		p := moved(d, "3", "6", c.later)
		if got := !strings.Contains(p.Text, "not counted") && d.Panel() != ""; got != c.want {
			t.Errorf("after %v: counted %v", c.later, got)
		}
	}
	d := rig.New(t, now, Feature())
	d.Post("/decide/feel/move", "s", "3")
	id := d.Journal.Events[0].ID.String()
	if p := d.Follow("/decide/feel/stayed", "id", id); !strings.Contains(p.Text, "Keep this, and go") || d.Card() != "" {
		t.Errorf("it didn't come to that: %s", p.Text)
	}
	d = rig.New(t, now, Feature())
	d.Post("/decide/feel/move", "s", "3")
	if d.Now = now.Add(25 * time.Hour); d.Card() != "" {
		t.Error("a day later Today still asks")
	}
}

func TestFoldsInAnyOrder(t *testing.T) {
	went := ebb.New(tie.WentMoving, now, tie.Went{Before: 2})
	back := ebb.New(tie.BackMoving, now.Add(time.Hour), tie.Back{Went: went.ID, After: 5})
	for _, order := range [][]ebb.Event{{went, back}, {back, went}} {
		s := newState()
		for i, e := range order {
			if err := s.Apply(uint64(i+1), e); err != nil {
				t.Fatal(err)
			}
		}
		if i, n := s.lift(); n != 1 || i.Value != 3 {
			t.Errorf("%v of %d", i.Value, n)
		}
	}
}

func TestTwoHundredNamings(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range 200 {
		d.Now = now.Add(time.Duration(i) * time.Second)
		d.Post("/decide/feel", "own", fmt.Sprintf("<w%d>", i))
	}
	for path, want := range map[string]string{"": "<w199>", "?page=10": "<w0>", "?page=99": "<w0>", "?page=-1": "<w199>", "?page=x": "<w199>"} {
		p := d.Get("/decide/feel/before" + path)
		if !strings.Contains(p.Text, want) || strings.Contains(p.HTML, "<w") {
			t.Errorf("%s: %.200s", path, p.Text)
		}
	}
}

func TestTheLineOnDecide(t *testing.T) {
	d := rig.New(t, now, Feature())
	line := func() string {
		s, err := d.Features[0].Step(d.Request("GET", "/decide", nil))
		if err != nil {
			t.Fatal(err)
		}
		return s.Line
	}
	if got := line(); !strings.HasPrefix(got, "Not started") {
		t.Error(got)
	}
	d.Post("/decide/feel", "f", "sad", "f", "angry", "f", "hurt", "f", "longing", "f", "calm")
	if got := line(); got != "Sad, Angry, Hurt and 2 more, on 22 November" {
		t.Error(got)
	}
}

func TestEveryWordIsThere(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, f := range tie.Families {
		for _, name := range append(f.Finer, f.Name) {
			if !d.Book.Has("feel.word." + name) {
				t.Errorf("no word for %s", name)
			}
		}
	}
}
