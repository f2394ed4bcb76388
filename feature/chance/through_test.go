package chance

import (
	"fmt"
	"strings"
	"testing"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

func TestAFurtherChanceIsALineThroughTime(t *testing.T) {
	d := rig.New(t, now, Feature())
	if promise(d, "them", "Be on time", ""); strings.Contains(d.Get(home).HTML, "<svg") {
		t.Error("a first promise is drawn as a further chance")
	}
	p := d.Post(home, "whose", "them.again", "words", "Call when it gets <late>", "given", "2026-05-03", "by", "2026-08-01")
	one := home + "/" + d.Journal.Events[1].ID.String()
	if p.Err != nil {
		t.Fatal(p.Err)
	}
	d.Post(one+"/came", "kept", "not", "on", "2026-07-12", "came", "It was three in the morning.")
	for _, path := range []string{home, one} {
		p = d.Get(path)
		for _, want := range []string{"One further chance, theirs, from 3 May 2026 to 1 August 2026.", "Theirs: Call when it gets <late>", "[3 May 2026 Theirs: Call when it gets <late> 1 August 2026 Not kept 12 July 2026]"} {
			if !strings.Contains(p.Text, want) {
				t.Errorf("%s: no %q in %s", path, want, p.Text)
			}
		}
		if strings.Count(p.HTML, `m-diamond" d`) != 2 || strings.Contains(p.HTML, `class="half"`) { // and the legend's
			t.Errorf("%s: %s", path, p.HTML)
		}
	}
	if !strings.Contains(d.Get(one).HTML, `name="given" value="2026-05-03"`) || !strings.Contains(d.Get(one).HTML, `name="on" value="2026-07-12"`) {
		t.Error("the forms lost a day")
	}
}

func TestDaysThatNobodySaid(t *testing.T) {
	for what, c := range map[string]struct{ given, by, kept, on, row string }{
		"none at all":           {"", "", "", "", "[not said Mine: x not said Not said yet not said]"},
		"only when it was over": {"", "", "partly", "2026-03-01", "[not said Mine: x not said Partly 1 March 2026]"},
		"only by when":          {"", "2026-02-01", "", "", "[not said Mine: x 1 February 2026 Not said yet not said]"},
		"only when it began":    {"2026-02-01", "", "kept", "", "[1 February 2026 Mine: x not said Kept not said]"},
		"the end comes first":   {"2026-02-01", "2026-01-01", "kept", "2025-12-01", "[1 February 2026 Mine: x 1 January 2026 Kept 1 December 2025]"},
	} {
		d := rig.New(t, now, Feature())
		d.Post(home, "whose", "me.again", "words", "x", "given", c.given, "by", c.by)
		if c.kept != "" {
			d.Post(home+"/"+d.Journal.Events[0].ID.String()+"/came", "kept", c.kept, "on", c.on)
		}
		p := d.Get(home)
		if !strings.Contains(p.Text, c.row) || strings.Contains(p.HTML, "NaN") || strings.Contains(p.HTML, `class="half"`) == (c.given != "") {
			t.Errorf("%s: %s", what, p.Text)
		}
	}
}

func TestFortyFurtherChances(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range 40 {
		by := now.AddDate(0, 0, -7*i)
		d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Promised, now, tie.Promise{Words: strings.Repeat("long words ", 9), Again: true, Mine: i%4 == 0, By: by.Format("2006-01-02")}))
	}
	p := d.Get(home)
	if !strings.Contains(p.Text, "40 further chances, 10 of yours and 30 of theirs, from 22 February 2026 to 22 November 2026.") || !strings.Contains(p.Text, "The last 12 are drawn.") {
		t.Errorf("%s", p.Text)
	}
	if n := strings.Count(p.HTML, "Theirs: long words long words long words…"); n != 9 {
		t.Errorf("%d of their rows drawn", n)
	}
	if n := strings.Count(p.Text, "Theirs: long words"); n != 9+30 {
		t.Errorf("%d of theirs drawn or in the table", n)
	}
}

// The sentence about further chances says how many, from when to when, and adds
// nothing up.
func TestNoTallyOfFurtherChances(t *testing.T) {
	d := rig.New(t, now, Feature())
	settle(d, "them.again", 6, tie.KeptNot)
	settle(d, "me.again", 1, tie.KeptWhole)
	p := d.Get(home)
	from := strings.Index(p.Text, "further chances, 1 of yours and 6 of theirs")
	if from < 0 {
		t.Fatal(p.Text)
	}
	said := p.Text[from : from+strings.Index(p.Text[from:], ".")]
	if !strings.HasSuffix(said, "6 of theirs, on 22 November 2026") {
		t.Error(said)
	}
	for _, word := range []string{"kept", "Kept", "in 100", "%"} {
		if strings.Contains(said, word) {
			t.Errorf("%q in %q", word, said)
		}
	}
}

func TestDaysThatCannotBe(t *testing.T) {
	for what, c := range map[string]struct{ given, on, say string }{
		"given tomorrow":     {"2026-11-23", "", "That day lies ahead."},
		"given on no day":    {"2026-02-31", "", "That day does not exist"},
		"happened tomorrow":  {"", "2026-11-23", "That day lies ahead."},
		"happened in year 1": {"", "0001-01-01", "lies too far away"},
		"no date at all":     {"", "soon", "That day does not exist"},
	} {
		d := rig.New(t, now, Feature())
		var p rig.Page
		if c.on == "" {
			p = d.Post(home, "whose", "me.again", "words", "my words", "given", c.given)
		} else {
			one := promise(d, "me.again", "my words", "")
			p = d.Post(one+"/came", "kept", "not", "on", c.on, "came", "my words")
		}
		if p.Status != 422 || !strings.Contains(p.Text, c.say) || !strings.Contains(p.HTML, ">my words</textarea>") {
			t.Errorf("%s: %d %s", what, p.Status, p.Text)
		}
	}
}

func TestAfterAYesNothingIsDrawn(t *testing.T) {
	d := rig.New(t, now, Feature())
	one := promise(d, "them.again", "x", "")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}))
	for _, path := range []string{home, one} {
		if p := d.Get(path); strings.Contains(p.HTML, "<svg") {
			t.Errorf("%s: %s", path, fmt.Sprint(p.Text))
		}
	}
}
