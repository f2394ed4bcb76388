package ends

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

const base = "/keep/doors"

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.700s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.700s", what, w, page)
		}
	}
}

// add puts a door on the list and returns its path.
func add(d *rig.Desk, pairs ...string) string {
	d.T.Helper()
	if p := d.Post(base, pairs...); p.Err != nil {
		d.T.Fatal(p.Err)
	}
	return base + "/" + d.Journal.Events[len(d.Journal.Events)-1].ID.String()
}

func answered(d *rig.Desk, a tie.Safety) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, a))
}

func TestWhatBecomesOfADoor(t *testing.T) {
	for _, c := range []struct {
		what  string
		pairs []string
		want  []string
		never []string
	}{
		{"left as it is", []string{"what", "photos", "how", "leave", "by", "2026-12-01", "through", "Kim"}, []string{"Photos It stays as it is."}, []string{"Kim", "December", "Done"}},
		{"closed by a date", []string{"what", "accounts", "how", "close", "by", "2026-12-01"}, []string{"Shared accounts Close it by 1 December."}, nil},
		{"closed today", []string{"what", "location", "how", "close", "by", "2026-11-22"}, []string{"Close it by 22 November."}, nil},
		{"in another year", []string{"what", "money", "how", "close", "by", "2027-01-02"}, []string{"by 2 January 2027."}, nil},
		{"handed over", []string{"what", "keys", "how", "hand", "by", "2026-12-01", "through", " Kim\r\n "}, []string{"Keys Hand it over by 1 December. Through: Kim"}, nil},
		{"handed over some day", []string{"what", "pet", "how", "hand"}, []string{"A pet Hand it over, on no fixed day."}, []string{"Through"}},
		{"in own words", []string{"what", "keys", "word", "the <b>boat</b>", "how", "leave"}, []string{"the <b>boat</b> It stays"}, []string{"Keys"}},
	} {
		d := rig.New(t, now, Feature())
		add(d, c.pairs...)
		p := d.Get(base)
		has(t, c.what, p.Text, c.want...)
		lacks(t, c.what, p.Text, c.never...)
		lacks(t, c.what, p.HTML, "<b>boat")
	}
}

func TestDatedThingsComeInOrder(t *testing.T) {
	d := rig.New(t, now, Feature())
	add(d, "word", "clouds", "how", "leave")
	add(d, "word", "bees", "how", "close", "by", "2026-12-24")
	add(d, "word", "apples", "how", "hand", "by", "2026-12-01")
	if got := regexp.MustCompile(`apples|bees|clouds`).FindAllString(d.Get(base).Text, -1); strings.Join(got, " ") != "apples bees clouds" {
		t.Errorf("%v", got)
	}
	if d.Card() != "" {
		t.Errorf("before its day Today says %q", d.Card())
	}
	d.Now = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	has(t, "on its day", d.Card(), "apples Hand it over by 1 December.")
	lacks(t, "on its day", d.Card(), "bees", "clouds")
	d.Now = d.Now.AddDate(0, 1, 0)
	if got := regexp.MustCompile(`apples|bees|clouds`).FindAllString(d.Card(), -1); strings.Join(got, " ") != "apples bees" {
		t.Errorf("later: %v", got)
	}
	d.Now = d.Now.AddDate(0, 0, 55)
	if d.Card() != "" {
		t.Errorf("long after, Today still speaks of it: %s", d.Card())
	}
	has(t, "the list", d.Get(base).Text, "apples", "bees")
	d.Now = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for range onToday {
		add(d, "what", "keys", "how", "close", "by", "2027-01-01")
	}
	has(t, "many", d.Card(), "And 2 more.")
}

func TestDoneAndUndone(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := add(d, "what", "keys", "how", "close", "by", "2026-11-22")
	p := d.Follow(path + "/done")
	has(t, "done", p.Text, "It is done. Undo", "Not done after all")
	d.Post(path + "/done")
	if d.Card() != "" || len(d.Journal.Events) != 2 {
		t.Errorf("done twice, or still due: %q", d.Card())
	}
	p = d.Follow(base + "/undo")
	lacks(t, "undone", p.Text, "Not done after all", "Undo")
	d.Post(path + "/done")
	p = d.Follow(path + "/undone")
	lacks(t, "opened again", p.Text, "Not done after all", "Undo")
	has(t, "Today again", d.Card(), "Keys")
	n := len(d.Journal.Events)
	d.Post(path + "/undone")
	d.Post(base + "/undo")
	if len(d.Journal.Events) != n {
		t.Error("a second tap does something")
	}
}

func TestChangeTakeOffUndo(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := add(d, "word", "the boat", "how", "hand", "by", "2026-11-23", "through", "Kim")
	d.Now = now.AddDate(0, 0, 7)
	has(t, "the form", d.Get(path).HTML, `value="the boat"`, `value="Kim"`, `value="2026-11-23" min="2026-11-23"`, `value="hand" checked`)
	p := d.Follow(path, "word", "the old boat", "how", "hand", "by", "2026-11-23")
	has(t, "a date that has passed may stay", p.Text, "the old boat Hand it over by 23 November.")
	if p := d.Post(path, "word", "x", "how", "hand", "by", "2026-11-24"); p.Err == nil {
		t.Error("another that has passed is taken")
	}
	p = d.Follow(path + "/back")
	has(t, "taken off", p.Text, "Nothing here yet.", "It is off the list. Undo")
	if p := d.Get(path); p.Err == nil {
		t.Error("it still opens")
	}
	p = d.Follow(base + "/undo")
	has(t, "undone", p.Text, "the old boat")
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for what, pairs := range map[string][]string{
		"nothing":               {},
		"no thing":              {"how", "leave"},
		"blanks":                {"word", " \u200b\n", "how", "leave"},
		"what nobody offered":   {"what", "heart", "how", "leave"},
		"nothing to become":     {"what", "keys"},
		"revenge":               {"what", "keys", "how", "burn"},
		"closing without a day": {"what", "keys", "how", "close"},
		"yesterday":             {"what", "keys", "how", "close", "by", "2026-11-21"},
		"a day that is none":    {"what", "keys", "how", "close", "by", "2027-02-30"},
		"another manner":        {"what", "keys", "how", "close", "by", "1.12.2026"},
		"the end of time":       {"what", "keys", "how", "close", "by", "9999-12-31"},
		"more than fits":        {"word", strings.Repeat("ß", longest+1), "how", "leave"},
		"a megabyte":            {"word", strings.Repeat("x", 1<<20), "how", "leave"},
		"a long name":           {"what", "keys", "how", "hand", "through", strings.Repeat("x", oneName+1)},
	} {
		if p := d.Post(base, pairs...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", what)
		}
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		for _, rest := range []string{"", "/done", "/undone", "/back"} {
			if p := d.Post(base+"/"+id+rest, "what", "keys", "how", "leave"); p.Err == nil {
				t.Errorf("%s%s is there", id, rest)
			}
		}
	}
	for range most {
		add(d, "what", "keys", "how", "leave")
	}
	if p := d.Post(base, "what", "keys", "how", "leave"); p.Err == nil {
		t.Error("there is always room for one more")
	}
}

func TestAfterAYesPeopleComeFirstAndNoReasonIsShown(t *testing.T) {
	for what, a := range map[string]tie.Safety{"afraid": {Afraid: tie.Yes}, "controlled": {Control: tie.Yes}, "their no": {TheirNo: tie.Yes}} {
		d := rig.New(t, now, Feature())
		path := add(d, "what", "location", "how", "close", "by", "2026-11-22")
		answered(d, a)
		for _, page := range []string{base, base + "/new", base + "/blocking", path} {
			d.Forget(first)
			p := d.Get(page)
			var s string
			if !d.Recall(first, &s) || s != "violence" {
				t.Errorf("%s %s: Help does not begin with those who know", what, page)
			}
			has(t, what+" "+page, p.HTML, `class="btn go" href="/help"`)
			lacks(t, what+" "+page, strings.ToLower(p.Text), "danger", "afraid", "safe", "notice", "threat", "order", "they asked", "it gives")
		}
		if got := d.Card(); strings.Contains(got, "Location") || !strings.Contains(got, "Something on your list is due.") {
			t.Errorf("%s: Today says %q", what, got)
		}
		answered(d, tie.Safety{})
		has(t, what+", erased", d.Get(base+"/blocking").Text, "What it gives")
	}
}

func TestBlocking(t *testing.T) {
	d := rig.New(t, now, Feature())
	p := d.Get(base + "/blocking")
	has(t, "the page", p.Text, "Safety first", "counts nothing", "Children and work", "Threats may be worth keeping")
	has(t, "the page", p.HTML, `href="/keep/boundaries/ways"`, `href="/help"`)
	if strings.Index(p.Text, "Safety first") > strings.Index(p.Text, "What it gives") {
		t.Error("safety does not come first")
	}
	has(t, "the list", d.Get(base).Text, "can be noticed")
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	one := ebb.New(KindOpened, now, Door{What: Own, Word: "secret", How: Hand, By: "2026-12-01", Through: "secret"})
	events := []ebb.Event{one, ebb.New(KindDone, now.Add(time.Hour), Done{one.ID}), ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.No})}
	for turn := range events {
		s := &State{}
		for i := range events {
			if err := s.Apply(uint64(1+(i+turn)%len(events)), events[(i+turn)%len(events)]); err != nil {
				t.Fatal(err)
			}
		}
		if all := s.list(); len(all) != 1 || len(all[0].done) != 1 || s.people {
			t.Errorf("turned by %d: %+v", turn, all)
		}
		if strings.Contains(fmt.Sprintf("%+v", *s.all[0]), "secret") {
			t.Error("the fold keeps words")
		}
	}
}

func TestTheShelf(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, want := range []string{"Keys, things, accounts: leave, close or hand over", "1 open"} {
		s, err := shelf(d.Request("GET", "/keep", nil))
		if err != nil || s.Line != want {
			t.Errorf("%+v, want %q, %v", s, want, err)
		}
		add(d, "what", "keys", "how", "leave")
	}
}

func TestWhatIsToBeClosedIsDueInTheMorningUnlessPeopleComeFirst(t *testing.T) {
	d := rig.New(t, now, Feature())
	add(d, "what", "accounts", "how", "close", "by", "2026-12-01")
	add(d, "what", "pet", "how", "hand")
	done := add(d, "what", "keys", "how", "hand", "by", "2026-12-02")
	if got := strings.Join(d.Dues(), ", "); got != "2026-12-01 10:00, 2026-12-02 10:00" {
		t.Errorf("due %s", got)
	}
	d.Post(done + "/done")
	if got := strings.Join(d.Dues(), ", "); got != "2026-12-01 10:00" {
		t.Errorf("with one done, due %s", got)
	}
	answered(d, tie.Safety{Afraid: tie.Yes})
	if got := d.Dues(); len(got) != 0 {
		t.Errorf("after a yes, due %v", got)
	}
}

func TestFearFromAHardMomentIsAYes(t *testing.T) {
	d := rig.New(t, now, Feature())
	add(d, "what", "keys", "how", "hand", "by", "2026-12-02")
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Feared, d.Now, 1))
	if got := d.Dues(); len(got) != 0 {
		t.Errorf("after fear, due %v", got)
	}
}
