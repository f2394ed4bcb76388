package note

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func only(d *rig.Desk) Note {
	d.T.Helper()
	var s State
	for i, e := range d.Journal.Events {
		if err := s.Apply(uint64(i+1), e); err != nil {
			d.T.Fatal(err)
		}
	}
	if len(s.all) != 1 {
		d.T.Fatalf("%d notes", len(s.all))
	}
	var n Note
	if err := d.Journal.Events[s.all[0].seq-1].Decode(&n); err != nil {
		d.T.Fatal(err)
	}
	return n
}

func TestWhatAFormBecomes(t *testing.T) {
	for _, c := range []struct {
		what  string
		pairs []string
		want  string
	}{
		{"words alone", []string{"text", " it rained \r\nall day "}, "it rained \nall day []"},
		{"a feeling without a number", []string{"sad", "yes"}, " [sad]"},
		{"nought is a strength", []string{"sad", "0"}, " [sad 0]"},
		{"several at once, in the order offered", []string{"calm", "3", "sad", "10"}, " [sad 10 calm 3]"},
		{"a word of one's own", []string{"word", "hollow", "own", "7"}, " [own hollow 7]"},
		{"a strength without the word is nothing", []string{"text", "x", "own", "7"}, "x []"},
		{"what was left out is left out", []string{"text", "x", "sad", ""}, "x []"},
	} {
		d := rig.New(t, now, Feature())
		if p := d.Post("/note", c.pairs...); p.Err != nil {
			t.Errorf("%s: %v", c.what, p.Err)
			continue
		}
		n := only(d)
		var felt []string
		for _, f := range n.Feelings {
			felt = append(felt, strings.TrimSpace(f.Name+" "+f.Word))
			if f.Strength != nil {
				felt = append(felt, fmt.Sprint(*f.Strength))
			}
		}
		if got := fmt.Sprintf("%s %v", n.Text, felt); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for what, pairs := range map[string][]string{
		"nothing":                   {},
		"blanks":                    {"text", " \n "},
		"eleven":                    {"sad", "11"},
		"less than nothing":         {"sad", "-1"},
		"a strength in words":       {"sad", "much"},
		"more than a row may hold":  {"text", strings.Repeat("ß", longest+1)},
		"a sentence for one's word": {"word", strings.Repeat("a", oneWord+1)},
	} {
		d := rig.New(t, now, Feature())
		if p := d.Post("/note", pairs...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", what)
		}
	}
	d := rig.New(t, now, Feature())
	if p := d.Post("/note", "text", strings.Repeat("漢", longest)); p.Err != nil || len(d.Journal.Events[0].Body) > 30<<10 {
		t.Errorf("the longest note does not fit a row: %v", p.Err)
	}
}

func TestChangeTakeBackUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/note", "text", "first words", "sad", "4")
	id := d.Journal.Events[0].ID.String()

	p := d.Get("/note/" + id)
	if !strings.Contains(p.HTML, "first words</textarea>") || !strings.Contains(p.HTML, `<option value="4" selected>`) {
		t.Error("the form does not show what was kept")
	}
	p = d.Follow("/note/"+id, "text", "second words", "calm", "yes")
	if !strings.Contains(p.Text, "second words") || !strings.Contains(p.Text, "Calm") || strings.Contains(p.Text, "first words") || strings.Contains(p.Text, "Sad") {
		t.Errorf("after a change: %s", p.Text)
	}
	p = d.Follow("/note/" + id + "/back")
	if strings.Contains(p.Text, "second words") || !strings.Contains(p.Text, "Undo") || !strings.Contains(p.Text, "Nothing here yet") {
		t.Errorf("taken back: %s", p.Text)
	}
	if p := d.Get("/note/" + id); p.Err == nil {
		t.Error("a note that was taken back still opens")
	}
	p = d.Follow("/note/undo")
	if !strings.Contains(p.Text, "second words") || strings.Contains(p.Text, "Undo") {
		t.Errorf("after undo: %s", p.Text)
	}
	n := len(d.Journal.Events)
	d.Post("/note/undo")
	if len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestAnAddressThatIsNoNote(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, id := range []string{"x", ebb.NewID().String()} {
		if p := d.Get("/note/" + id); p.Err == nil {
			t.Errorf("%s opens", id)
		}
		if p := d.Post("/note/"+id, "text", "x"); p.Err == nil {
			t.Errorf("%s can be changed", id)
		}
	}
}

func TestPages(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range 2*perPage + 1 {
		d.Now = now.Add(time.Duration(i) * time.Minute)
		d.Post("/note", "text", fmt.Sprintf("<note %d>", i))
	}
	for _, c := range []struct {
		path, first, last string
		newer, older      bool
	}{
		{"/note/all", "<note 40>", "<note 21>", false, true},
		{"/note/all?page=2", "<note 20>", "<note 1>", true, true},
		{"/note/all?page=3", "<note 0>", "<note 0>", true, false},
		{"/note/all?page=99", "<note 0>", "<note 0>", true, false},
		{"/note/all?page=-1", "<note 40>", "<note 21>", false, true},
		{"/note/all?page=x", "<note 40>", "<note 21>", false, true},
	} {
		p := d.Get(c.path)
		first, last := strings.Index(p.Text, c.first), strings.Index(p.Text, c.last)
		if first < 0 || last < first || strings.Contains(p.Text, "Newer") != c.newer || strings.Contains(p.Text, "Older") != c.older {
			t.Errorf("%s: %s", c.path, p.Text)
		}
		if strings.Contains(p.HTML, "<note") {
			t.Errorf("%s: words became markup", c.path)
		}
	}
}

func TestCounts(t *testing.T) {
	four := 4
	eight := 8
	seven := 7
	s := &State{}
	for i, n := range []Note{
		{Feelings: []Feeling{{Name: "sad", Strength: &eight}, {Name: "calm"}}},
		{Feelings: []Feeling{{Name: "sad", Strength: &four}}},
		{Feelings: []Feeling{{Name: "sad", Strength: &seven}, {Name: Own, Word: "hollow"}}},
		{Text: "no feeling"},
	} {
		if err := s.Apply(uint64(i+1), ebb.New(Written, now.AddDate(0, 0, -i), n)); err != nil {
			t.Fatal(err)
		}
	}
	counts, n := s.since(now.AddDate(0, 0, -30))
	if n != 3 || len(counts) != 3 {
		t.Fatalf("%d notes, %v", n, counts)
	}
	if want := (Count{"sad", 3, 3, 4, 7, 8}); counts[0] != want {
		t.Errorf("%+v, want %+v", counts[0], want)
	}
	if want := (Count{Name: "calm", Notes: 1}); counts[1] != want {
		t.Errorf("%+v, want %+v", counts[1], want)
	}
	if _, n := s.since(now.AddDate(0, 0, -1)); n != 2 {
		t.Errorf("since yesterday %d notes, want 2", n)
	}
	if fmt.Sprintf("%+v", s) != strings.ReplaceAll(fmt.Sprintf("%+v", s), "hollow", "") {
		t.Error("the fold keeps a word")
	}
}

func TestThePanelSaysHowMuchItRestsOn(t *testing.T) {
	d := rig.New(t, now, Feature())
	if d.Panel() != "" {
		t.Error("a panel about nothing")
	}
	for i := range enough {
		if i > 0 {
			if got, want := d.Panel(), fmt.Sprintf("needs %d more", enough-i); !strings.Contains(got, want) {
				t.Errorf("after %d: %q, want %q", i, got, want)
			}
		}
		d.Post("/note", "sad", fmt.Sprint(i+2), "text", "words")
	}
	d.Now = now.AddDate(0, 0, 27)
	if got := d.Panel(); !strings.Contains(got, "Sad was there 5 of 5 times") || !strings.Contains(got, "2 to 6, middle 4, given 5 times") {
		t.Errorf("%q", got)
	}
	d.Now = now.AddDate(0, 0, 28)
	if d.Panel() != "" {
		t.Error("four weeks later the table is still there")
	}
}

func TestWhatWasNamedElsewhereCountsAndIsNoNote(t *testing.T) {
	d := rig.New(t, now, Feature())
	three, eight := 3, 8
	for i := range enough {
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Named, now.Add(time.Duration(i)*time.Minute), tie.Feelings{Felt: []tie.Feeling{
			{Name: "empty", Strength: &three}, {Name: "numb", Strength: &eight}, {Name: "lonely"}, {Name: "missing", Strength: &three}, {Name: tie.OwnFeeling, Word: "hollow"},
		}}))
	}
	got := d.Panel()
	for _, want := range []string{"Sad 5 8 to 8, middle 8, given 5 times", "Lonely 5 not given", "Longing 5 3 to 3", "Own words 5 not given"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if p := d.Get("/note/all"); !strings.Contains(p.Text, "Nothing here yet") {
		t.Errorf("it stands among the notes: %s", p.Text)
	}
}

func TestEveryFeelingHasARow(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, f := range tie.Families {
		for _, name := range append(f.Finer, f.Name) {
			if !slices.Contains(rows(), kindOf(name)) || !d.Book.Has("note.feeling."+kindOf(name)) {
				t.Errorf("%s has none", name)
			}
		}
	}
}

func TestTheCard(t *testing.T) {
	d := rig.New(t, now, Feature())
	if got := d.Card(); !strings.Contains(got, "Write a note") || strings.Contains(got, "Your notes") {
		t.Errorf("%q", got)
	}
	d.Post("/note", "text", "x")
	if got := d.Card(); !strings.Contains(got, "1 note") {
		t.Errorf("%q", got)
	}
	if p := d.Get("/note"); !strings.Contains(p.HTML, `href="/note/all"`) {
		t.Error("no way to the notes")
	}
}
