package letter

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

var now = time.Date(2026, 11, 22, 22, 41, 0, 0, time.UTC) // a Sunday

// write writes a letter and returns its path.
func write(d *rig.Desk, text, hold string) string {
	d.T.Helper()
	p := d.Post("/keep/letters", "text", text, "hold", hold)
	if p.Err != nil || !strings.HasPrefix(p.Goto, "/keep/letters/") {
		d.T.Fatalf("goes to %q, %v: %s", p.Goto, p.Err, p.Text)
	}
	return p.Goto
}

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.600s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.600s", what, w, page)
		}
	}
}

func theirNo(d *rig.Desk) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, tie.Safety{TheirNo: tie.Yes}))
}

func TestHowLongItIsHeld(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, berlin)
	}
	for _, c := range []struct {
		what, hold string
		now, want  time.Time
	}{
		{"six hours", "six", at(11, 22, 23, 0), at(11, 23, 5, 0)},
		{"a day", "day", at(11, 22, 23, 0), at(11, 23, 23, 0)},
		{"a day of 25 hours ends an hour earlier on the clock", "day", at(10, 24, 23, 0), at(10, 25, 22, 0)},
		{"three days", "three", at(11, 22, 23, 0), at(11, 25, 23, 0)},
		{"the morning after an evening", "morning", at(11, 22, 23, 0), at(11, 23, 10, 0)},
		{"the morning of the night that is on", "morning", at(11, 22, 4, 59), at(11, 22, 10, 0)},
		{"the morning after a day that has begun", "morning", at(11, 22, 5, 0), at(11, 23, 10, 0)},
	} {
		if got := end(c.hold, c.now); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func TestWhileItIsHeld(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := write(d, "I miss\r\nyou", "day")
	p := d.Get(path)
	has(t, "a held letter", p.Text, "held until Monday 23 November, 22:41")
	for _, page := range []rig.Page{p, d.Get("/keep/letters"), d.Get(path + "/burn")} {
		lacks(t, "a page while it is held", page.HTML, "miss", "data-copy")
	}
	if p := d.Get(path + "/edit"); p.Goto != path {
		t.Errorf("a held letter can be changed: %q", p.Text)
	}
	n := len(d.Journal.Events)
	d.Post(path, "text", "other words")
	d.Post(path + "/keep")
	if len(d.Journal.Events) != n {
		t.Error("a held letter was changed or kept")
	}
	p = d.Follow(path+"/add", "text", "and your dog")
	lacks(t, "after adding", p.HTML, "miss", "dog")
	if d.Card() != "" {
		t.Errorf("Today says %q", d.Card())
	}
	d.Now = now.Add(24*time.Hour - time.Second)
	lacks(t, "a second before", d.Get(path).HTML, "miss")
	d.Now = now.Add(24 * time.Hour)
	has(t, "then", d.Get(path).HTML, "I miss\nyou\n\nand your dog</p>", "data-copy")
	has(t, "Today", d.Card(), "What you wrote on Sunday can be looked at again.")
	if p := d.Post(path+"/add", "text", "late"); p.Goto != path || strings.Contains(d.Get(path).Text, "late") {
		t.Error("an open letter can be added to")
	}
}

func TestAfterwards(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := write(d, "first words", "six")
	d.Now = now.Add(7 * time.Hour)
	has(t, "the list", d.Get("/keep/letters").Text, "Can be looked at again")
	d.Post(path + "/keep")
	d.Post(path + "/keep")
	if len(d.Journal.Events) != 2 || d.Card() != "" {
		t.Errorf("kept twice, or still on Today: %q", d.Card())
	}
	has(t, "the form", d.Get(path+"/edit").HTML, "first words</textarea>")
	p := d.Follow(path, "text", "second words", "hold", "")
	has(t, "after a change", p.HTML, "second words", "data-copy")
	lacks(t, "after a change", p.HTML, "first words")
	p = d.Follow(path, "text", "third words", "hold", "three")
	has(t, "held again", p.Text, "held until Thursday 26 November, 05:41")
	lacks(t, "held again", p.HTML, "third words")
	d.Now = d.Now.Add(72 * time.Hour)
	has(t, "Today", d.Card(), "What you wrote on Sunday can be looked at again.")
	d.Now = d.Now.AddDate(0, 0, 7)
	has(t, "Today, later", d.Card(), "What you wrote on 22 November can be looked at again.")
	d.Now = d.Now.AddDate(0, 0, 7)
	if d.Card() != "" {
		t.Error("after two weeks it is still on Today")
	}
}

func TestTheirNoLeavesKeepingAndBurning(t *testing.T) {
	d := rig.New(t, now, Feature())
	theirNo(d)
	has(t, "the first page", d.Get("/keep/letters/new").Text, "you can keep it or burn it")
	path := write(d, "my words", "six")
	d.Now = now.Add(7 * time.Hour)
	p := d.Get(path)
	has(t, "an open letter", p.HTML, "my words", "they or a court allow", "Burn it", "Keep it as it is", `class="kept fixed"`)
	lacks(t, "an open letter", p.HTML, "data-copy", "/edit", "order", "asked")
	if p := d.Get(path + "/edit"); p.Goto != path {
		t.Error("it can be changed")
	}
	n := len(d.Journal.Events)
	if d.Post(path, "text", "x"); len(d.Journal.Events) != n {
		t.Error("it was changed")
	}
}

// After another yes it is the same, and no reason shows.
func TestAYesLeavesKeepingAndBurningWithoutAReason(t *testing.T) {
	for what, e := range map[string]ebb.Event{
		"afraid":             ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.Yes}),
		"hurt":               ebb.New(tie.Answered, now, tie.Safety{Hurt: tie.Yes}),
		"fear in one moment": ebb.New(tie.Feared, now, tie.Safety{}),
	} {
		d := rig.New(t, now, Feature())
		d.Journal.Events = append(d.Journal.Events, e)
		path := write(d, "my words", "six")
		d.Now = now.Add(7 * time.Hour)
		p := d.Get(path)
		has(t, what, p.HTML, "my words", "closed for now", "Burn it", "Keep it as it is", `class="kept fixed"`)
		lacks(t, what, p.HTML, "data-copy", "/edit", "court", "afraid", "order", "asked")
	}
}

func TestBurningAsksOnce(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := write(d, "my words", "day")
	has(t, "the question", d.Get(path+"/burn").Text, "Threats may be worth keeping.", "no undo")
	p := d.Follow(path + "/burn")
	has(t, "afterwards", p.Text, "The letter is gone.", "Nothing here yet.")
	lacks(t, "the next look", d.Get("/keep/letters").Text, "is gone")
	if p := d.Get(path); p.Err == nil {
		t.Error("a burned letter opens")
	}
	if p := d.Post(path+"/add", "text", "x"); p.Err == nil {
		t.Error("a burned letter can be added to")
	}
}

func TestEveryScriptFits(t *testing.T) {
	for _, c := range []struct {
		what, rune string
	}{{"Latin", "a"}, {"Greek", "ψ"}, {"Hebrew", "ש"}, {"Chinese", "漢"}, {"faces", "🙂"}} {
		d := rig.New(t, now, Feature())
		text := strings.Repeat(c.rune, longest)
		path := write(d, text, "six")
		for _, e := range d.Journal.Events {
			if len(e.Body) > 30<<10 {
				t.Errorf("%s: a row of %d bytes", c.what, len(e.Body))
			}
		}
		if p := d.Post(path+"/add", "text", "x"); p.Err != nil || p.Status != 422 {
			t.Errorf("%s: more is added to a full letter", c.what)
		}
		d.Now = now.Add(7 * time.Hour)
		has(t, c.what, d.Get(path).HTML, ">"+text+"</p>")
		p := d.Follow(path, "text", "short", "hold", "")
		has(t, c.what+", shortened", p.HTML, ">short</p>")
		p = d.Follow(path, "text", text, "hold", "")
		has(t, c.what+", long again", p.HTML, ">"+text+"</p>")
		d.Post(path + "/burn")
		for seq, e := range standing(d) {
			if e.Kind == KindWritten || e.Kind == KindMore {
				t.Errorf("%s: row %d is not burned", c.what, seq)
			}
		}
	}
}

func standing(d *rig.Desk) map[uint64]ebb.Event {
	all := map[uint64]ebb.Event{}
	for i := range d.Journal.Events {
		events, err := d.Journal.Read(d.T.Context(), uint64(i+1))
		if err != nil {
			d.T.Fatal(err)
		}
		for _, e := range events {
			all[uint64(i+1)] = e
		}
	}
	return all
}

func TestWhatIsNotTakenStandsOnThePageAgain(t *testing.T) {
	d := rig.New(t, now, Feature())
	for _, c := range []struct{ what, text, hold, want string }{
		{"nothing", "", "day", "Write a word"},
		{"nothing to see", " \u200b\n\u202e ", "day", "Write a word"},
		{"one sign more", strings.Repeat("ß", longest+1), "day", "That is 1 sign more than fit."},
		{"a megabyte", strings.Repeat("abc ", 1<<18), "day", "That is 1028575 signs more than fit."},
		{"a time nobody offered", "my words", "never", "not one of the times"},
		{"no time", "my words", "", "not one of the times"},
	} {
		p := d.Post("/keep/letters", "text", c.text, "hold", c.hold)
		if p.Err != nil || p.Status != 422 || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken: %v", c.what, p.Err)
		}
		has(t, c.what, p.Text, c.want)
		has(t, c.what, p.HTML, strings.Trim(c.text, " \n\u200b\u202e")+"</textarea>", "checked")
	}
	path := write(d, "<b>bold</b>\u202e", "six")
	for _, id := range []string{"x", ebb.NewID().String()} {
		for _, rest := range []string{"", "/edit", "/burn"} {
			if p := d.Get("/keep/letters/" + id + rest); p.Err == nil {
				t.Errorf("%s%s opens", id, rest)
			}
		}
	}
	d.Now = now.Add(7 * time.Hour)
	has(t, "markup", d.Get(path).HTML, "&lt;b&gt;bold&lt;/b&gt;", `dir="auto"`)
	p := d.Post(path, "text", strings.Repeat("a", longest+1), "hold", "")
	if p.Status != 422 {
		t.Error("a change that is too long is taken")
	}
}

func TestAddingHasAnEnd(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := write(d, "a", "three")
	for range mostMore {
		d.Follow(path+"/add", "text", "b")
	}
	p := d.Post(path+"/add", "text", "the last straw")
	if p.Status != 422 {
		t.Error("it never ends")
	}
	has(t, "the page", p.HTML, "the last straw</textarea>", "Make a new letter")
}

func TestTheUsualTime(t *testing.T) {
	chosen := func(d *rig.Desk) string {
		html := d.Get("/keep/letters/new").HTML
		var got []string
		for _, h := range Holds {
			if strings.Contains(html, fmt.Sprintf(`value="%s" checked`, h)) {
				got = append(got, "*"+h)
			} else if strings.Contains(html, fmt.Sprintf(`value="%s"`, h)) {
				got = append(got, h)
			}
		}
		return strings.Join(got, " ")
	}
	d := rig.New(t, now, Feature())
	step := func(what, want string) {
		t.Helper()
		if got := chosen(d); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	step("nobody chose", "six morning *day three")
	d.Follow("/keep/letters/time", "hold", "day")
	step("chosen", "*day three")
	d.Follow("/keep/letters/time", "hold", "three")
	step("longer counts at once", "*three")
	p := d.Follow("/keep/letters/time", "hold", "six")
	has(t, "the page", p.Text, "for 6 hours from Wednesday 25 November, 22:41 on")
	step("shorter waits", "*three")
	p = d.Follow("/keep/letters/time/off")
	lacks(t, "called off", p.Text, "from Wednesday")
	d.Follow("/keep/letters/time", "hold", "morning")
	d.Now = now.Add(72*time.Hour - time.Second)
	step("three days less a second later", "*three")
	d.Now = now.Add(72 * time.Hour)
	step("three days later", "*morning day three")
	d.Follow("/keep/letters/time", "hold", "six")
	d.Follow("/keep/letters/time", "hold", "day")
	d.Now = d.Now.AddDate(0, 1, 0)
	step("a longer one calls a shorter one off", "*day three")
	if p := d.Post("/keep/letters/time", "hold", "never"); p.Err == nil {
		t.Error("a time nobody offered is taken")
	}
	if p := d.Post("/keep/letters", "text", "x", "hold", "six"); p.Status != 422 {
		t.Error("a letter is held for less than what was chosen")
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	first := ebb.New(KindWritten, now, Written{Hold: "day", Until: now.Add(24 * time.Hour).Unix(), Text: "secret"})
	events := []ebb.Event{
		first,
		ebb.New(KindMore, now.Add(time.Hour), More{first.ID, "secret too", true}),
		ebb.New(KindKept, now.Add(25*time.Hour), Kept{first.ID}),
		ebb.New(KindTimed, now.Add(time.Hour), Timed{"three", now.Add(time.Hour).Unix()}),
		ebb.New(KindTimed, now, Timed{"six", now.Unix()}),
	}
	for turn := range events {
		s := &State{}
		for i := range events {
			if err := s.Apply(uint64(1+(i+turn)%len(events)), events[(i+turn)%len(events)]); err != nil {
				t.Fatal(err)
			}
		}
		all := s.standing()
		hold, _, _ := s.time(now.Add(2 * time.Hour))
		if len(all) != 1 || all[0].runes() != 16 || all[0].waits(now.Add(26*time.Hour)) || hold != "three" {
			t.Errorf("turned by %d: %+v %s", turn, all, hold)
		}
		if strings.Contains(fmt.Sprintf("%+v", all), "secret") {
			t.Error("the fold keeps words")
		}
	}
}

func TestPages(t *testing.T) {
	d := rig.New(t, now, Feature())
	for i := range 2*perPage + 1 {
		d.Now = now.Add(time.Duration(i) * time.Minute)
		write(d, "x", "day")
	}
	for path, want := range map[string][2]bool{"": {false, true}, "?page=2": {true, true}, "?page=3": {true, false}, "?page=-4": {false, true}, "?page=9e9": {false, true}, "?page=999": {true, false}} {
		p := d.Get("/keep/letters" + path)
		if strings.Contains(p.Text, "Newer") != want[0] || strings.Contains(p.Text, "Older") != want[1] {
			t.Errorf("%q: %s", path, p.Text)
		}
	}
}

func TestWhereItIsOffered(t *testing.T) {
	d := rig.New(t, now, Feature())
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil || len(all) != 2 || all[0].Step != "wave" || all[1].Step != "choose" || all[0].Links[0].Href != "/keep/letters/new" {
		t.Errorf("%+v %v", all, err)
	}
	s, err := shelf(d.Request("GET", "/keep", nil))
	if err != nil || !strings.Contains(s.Line, "Write it here") {
		t.Errorf("%+v %v", s, err)
	}
	write(d, "x", "day")
	if s, _ := shelf(d.Request("GET", "/keep", nil)); s.Line != "1 letter, 1 held" {
		t.Errorf("%q", s.Line)
	}
}
