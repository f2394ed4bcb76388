package circle

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

func TestWhatANumberDials(t *testing.T) {
	for written, want := range map[string]string{
		"030 1234567":                   "0301234567",
		"+49 30 1234567":                "+49301234567",
		"+49 (0)30 1234567":             "+49301234567",
		"(030) 123-45.67":               "0301234567",
		"[030] 123/4567":                "0301234567",
		"0 30–12‑34":                    "0301234",
		"112":                           "112",
		"٠٣٠ ١٢٣٤":                      "0301234",
		"۰۳۰ ۱۲۳۴":                      "0301234",
		"０３０１２３４":                       "0301234",
		"":                              "",
		"12":                            "",
		"+":                             "",
		"call me":                       "",
		"0800 FLOWERS":                  "",
		"030 12+34":                     "",
		"++4930":                        "",
		"*21*0301234#":                  "",
		"030123;ext=4":                  "",
		"javascript:1234":               "",
		strings.Repeat("1", 20):         strings.Repeat("1", 20),
		strings.Repeat("1", 21):         "",
		"123" + strings.Repeat("(", 58): "",
	} {
		got, ok := dial(written)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q dials %q, %v; want %q", written, got, ok, want)
		}
	}
	if got, _ := dial(tidy("\u202a+49 30 12345\u202c")); got != "+493012345" {
		t.Errorf("out of an address book: %q", got)
	}
}

func TestWhatDialsIsDigitsAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.StringOf(rapid.RuneFrom([]rune("0123456789+ ()-./٣۴\u00a0;*#a<\"%"))).Draw(t, "written")
		if got, ok := dial(written); ok && strings.Trim(strings.TrimPrefix(got, "+"), "0123456789") != "" {
			t.Fatalf("%q dials %q", written, got)
		}
	})
}

func offered(d *rig.Desk) []feature.Aid {
	d.T.Helper()
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	return all
}

func TestNobodyYet(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get("/keep/people")
	if !strings.Contains(p.Text, "Add one person you could call") || strings.Count(p.HTML, "<form") != 1 || !strings.Contains(p.HTML, `href="/help"`) {
		t.Errorf("empty: %s", p.Text)
	}
	if all := offered(d); all != nil {
		t.Errorf("out of nothing comes %v", all)
	}
	if s, err := Feature().Shelf(d.Request("GET", "/keep", nil)); err != nil || s.Href != "/keep/people" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestSomebodyIsOneTapAway(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Follow("/keep/people", "name", " Sam ", "number", "+49 (0)30 123 45", "good", "errands", "good", "listening", "good", "made up")
	if !strings.Contains(p.HTML, `href="tel:&#43;493012345"`) || !strings.Contains(p.Text, "Call Sam +49 (0)30 123 45 Listening Can you talk for ten minutes? You don’t have to fix anything. Errands Could you") {
		t.Errorf("kept: %s", p.HTML)
	}
	d.Now = d.Now.Add(time.Minute)
	d.Post("/keep/people", "name", "K", "number", "112", "good", "housework")
	d.Now = d.Now.Add(time.Minute)
	d.Post("/keep/people", "name", "Alice", "number", "0301", "good", "company")
	all := offered(d)
	if len(all) != 3 {
		t.Fatalf("%+v", all)
	}
	for i, step := range []string{"wave", "sent", "reached"} {
		want := feature.Aid{
			Step: step, Head: "Somebody on your side", Lines: []string{"Can you talk for ten minutes? You don’t have to fix anything."},
			Links: []feature.Link{{Href: "tel:+493012345", Text: "Call Sam"}, {Href: "tel:0301", Text: "Call Alice"}, {Href: "tel:112", Text: "Call K"}},
		}
		if fmt.Sprint(all[i]) != fmt.Sprint(want) {
			t.Errorf("%s: %+v", step, all[i])
		}
	}
	d.State = feature.Locked
	if all := offered(d); all != nil {
		t.Errorf("while locked: %+v", all)
	}
}

func TestTheSentence(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/people", "name", "Sam", "number", "0301")
	said := func() string { return offered(d)[0].Lines[0] }
	ready := said()
	p := d.Follow("/keep/people/sentence", "text", "Tea? I bring the cake.")
	if said() != "Tea? I bring the cake." || !strings.Contains(p.HTML, ">Tea? I bring the cake.</textarea>") || !strings.Contains(p.Text, "the ready one stands here again") {
		t.Errorf("%q: %s", said(), p.Text)
	}
	d.Now = now.Add(time.Minute)
	if d.Post("/keep/people/sentence", "text", " "); said() != ready {
		t.Errorf("emptied: %q", said())
	}
	d.Now = now.Add(2 * time.Minute)
	p = d.Follow("/keep/people/sentence", "text", ready)
	if strings.Contains(p.Text, "the ready one stands here again") {
		t.Error("the ready sentence counts as an own one")
	}
	if p := d.Post("/keep/people/sentence", "text", strings.Repeat("x", longest+1)); p.Err == nil || said() != ready {
		t.Error("a sentence too long is taken")
	}
}

func TestChangeTakeOutUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/people", "name", "Sam", "number", "0301", "good", "company")
	one := "/keep/people/" + d.Journal.Events[0].ID.String()
	if p := d.Get(one); !strings.Contains(p.HTML, `value="Sam"`) || !strings.Contains(p.HTML, `value="0301"`) || !strings.Contains(p.HTML, `value="company" checked`) {
		t.Errorf("the form does not show what was kept: %s", p.HTML)
	}
	p := d.Follow(one, "name", "Kim", "number", "0302")
	if !strings.Contains(p.Text, "Call Kim") || strings.Contains(p.Text, "Sam") || offered(d)[0].Links[0].Href != "tel:0302" {
		t.Errorf("changed: %s", p.Text)
	}
	p = d.Follow(one + "/out")
	if strings.Contains(p.Text, "Kim") || !strings.Contains(p.Text, "The person is taken out. Undo") || offered(d) != nil {
		t.Errorf("taken out: %s", p.Text)
	}
	p = d.Follow("/keep/people/undo")
	if !strings.Contains(p.Text, "Call Kim") || strings.Contains(p.Text, "Undo") {
		t.Errorf("undone: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if d.Post("/keep/people/undo"); len(d.Journal.Events) != n {
		t.Error("a second tap on undo does something")
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for what, c := range map[string]struct{ name, number, say string }{
		"no name":                {"", "0301", "circle.bad.name"},
		"a name nobody sees":     {"\u200b", "0301", "circle.bad.name"},
		"a megabyte of a name":   {strings.Repeat("x", 1<<20), "0301", "circle.bad.long"},
		"no number":              {"Sam", "", "circle.bad.number"},
		"words for a number":     {"Sam", "ask Kim", "circle.bad.number"},
		"a megabyte of a number": {"Sam", strings.Repeat("1 ", 1<<19), "circle.bad.number"},
		"a script":               {"Sam", "javascript:alert(1)", "circle.bad.number"},
	} {
		p := d.Post("/keep/people", "name", c.name, "number", c.number)
		if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Say != c.say || !d.Book.Has(bad.Say) || len(d.Journal.Events) > 0 {
			t.Errorf("%s: %v", what, p.Err)
		}
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		for _, p := range []rig.Page{d.Get("/keep/people/" + id), d.Post("/keep/people/"+id, "name", "x", "number", "123"), d.Post("/keep/people/" + id + "/out")} {
			if bad, ok := p.Err.(*ebb.Problem); !ok || bad.Status != 404 || !d.Book.Has(bad.Say) {
				t.Errorf("%s: %v", id, p.Err)
			}
		}
	}
}

func TestNamesStayNames(t *testing.T) {
	for _, name := range []string{"<script>alert(1)</script>", "🙂👩‍👩‍👧", "סבתא", `"><img src=x>`} {
		d := rig.New(t, now, Feature())
		p := d.Follow("/keep/people", "name", name, "number", "0301")
		if !strings.Contains(p.Text, "Call "+name) || strings.Contains(p.HTML, "<script>") || strings.Contains(p.HTML, "<img") {
			t.Errorf("%q: %s", name, p.Text)
		}
		s, err := fold(d.Request("GET", "/", nil))
		if err != nil || strings.Contains(fmt.Sprintf("%+v", s), name) || strings.Contains(fmt.Sprintf("%+v", s), "0301") {
			t.Error("the fold keeps a name or a number")
		}
	}
}

func TestAFullCircle(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, name := range []string{"Alice", "Bob", "Kim"} {
		d.Post("/keep/people", "name", name, "number", "0301")
	}
	if p := d.Post("/keep/people", "name", "Sam", "number", "0301"); p.Err == nil || len(d.Journal.Events) != most {
		t.Error("there is room for one too many")
	}
	if p := d.Get("/keep/people"); strings.Contains(p.HTML, `name="number"`) || !strings.Contains(p.Text, "There is room for 3.") {
		t.Errorf("full: %s", p.Text)
	}
}

func TestAfterAYear(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/people", "name", "Sam", "number", "0301")
	if p := d.Get("/keep/people"); strings.Contains(p.Text, "Numbers change") {
		t.Error("what is new is called old")
	}
	d.Now = now.AddDate(1, 0, 0)
	if p := d.Get("/keep/people"); !strings.Contains(p.Text, "The oldest entry is from 22 November 2026.") {
		t.Errorf("a year later: %s", p.Text)
	}
}

func TestTheirNoIsOnlyAHint(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post("/keep/people", "name", "Sam", "number", "0301")
	before := d.Get("/keep/people")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}))
	p := d.Get("/keep/people")
	if strings.Contains(before.Text, "for nobody else") || !strings.Contains(p.Text, "This is for people who stand beside you, and for nobody else.") {
		t.Errorf("their no: %s", p.Text)
	}
	if len(offered(d)) != 3 {
		t.Error("their no takes away somebody to call")
	}
}
