package boundary

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

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC) // a Sunday

const base = "/keep/boundaries"

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

func later(d *rig.Desk, by time.Duration) { d.Now = d.Now.Add(by) }

const day = 24 * time.Hour

// set sets a boundary and returns its path.
func set(d *rig.Desk, pairs ...string) string {
	d.T.Helper()
	if p := d.Post(base, append(pairs, "cool", "3")...); p.Err != nil {
		d.T.Fatal(p.Err)
	}
	var path string
	for _, e := range d.Journal.Events {
		if e.Kind == "boundary.set" {
			path = base + "/" + e.ID.String()
		}
	}
	return path
}

func standingNo(d *rig.Desk, a tie.YesNo) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, tie.Safety{TheirNo: a}))
}

func TestTighteningCountsAtOnceAndLooseningWaits(t *testing.T) {
	d := rig.New(t, now, Feature())
	has(t, "the empty page", d.Get(base).Text, "Nothing here yet.")
	path := set(d, "ready", "knock", "pull", "see")
	has(t, "a new boundary", d.Get(base).Text, "I don’t open when they knock.", "See them", "Loosening counts after 3 days.")

	later(d, time.Hour)
	p := d.Follow(path + "/end")
	has(t, "an end that waits", p.Text, "It ends on Wednesday 25 November, 16:00. Until then it stands.", "Call it off")
	p = d.Follow(path + "/off")
	lacks(t, "called off", p.Text, "It ends on")

	later(d, time.Hour)
	p = d.Follow(path, "text", "Only with the chain on.", "pull", "see")
	has(t, "a change that waits", p.Text, "I don’t open when they knock.", "From Wednesday 25 November, 17:00 on it says: Only with the chain on.")
	later(d, 3*day-time.Second)
	has(t, "a second before", d.Get(base).Text, "I don’t open when they knock.")
	later(d, time.Second)
	p = d.Get(base)
	has(t, "then", p.Text, "Only with the chain on.")
	lacks(t, "then", p.Text, "knock", "Call it off")

	d.Post(path + "/end")
	later(d, 3*day)
	p = d.Get(base)
	has(t, "ended", p.HTML, path+"/resume")
	if aids, err := d.Aids(d.Request("GET", "/now", nil)); err != nil || len(aids) != 0 {
		t.Errorf("an ended boundary is offered: %v %v", aids, err)
	}
	later(d, time.Hour)
	p = d.Follow(path + "/resume")
	lacks(t, "taken up again", p.HTML, "/resume", "It ends on")
	later(d, 30*day)
	lacks(t, "and a month later", d.Get(base).HTML, "/resume")
}

func TestOneThingWaitsAtATime(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := set(d, "ready", "knock")
	later(d, time.Hour)
	d.Post(path + "/end")
	later(d, time.Hour)
	p := d.Follow(path, "text", "Only with the chain on.")
	has(t, "a change after an end", p.Text, "it says: Only with the chain on.")
	lacks(t, "a change after an end", p.Text, "It ends on")
	later(d, time.Hour)
	p = d.Follow(path + "/end")
	has(t, "an end after a change", p.Text, "It ends on")
	later(d, 3*day)
	p = d.Get(base)
	has(t, "then", p.Text, "Ended I don’t open when they knock. Take it up again")
}

func TestWithoutACoolingTimeAllCountsAtOnce(t *testing.T) {
	d := rig.New(t, now, Feature())
	d.Post(base, "ready", "night", "cool", "0")
	path := base + "/" + d.Journal.Events[0].ID.String()
	p := d.Follow(path, "text", "No messages at night.")
	has(t, "a change", p.Text, "No messages at night.")
	p = d.Follow(path + "/end")
	has(t, "an end", p.Text, "Take it up again")
}

func TestTheCoolingTime(t *testing.T) {
	d := rig.New(t, now, Feature())
	set(d, "ready", "knock")
	standing := func() string {
		html := d.Get(base + "/time").HTML
		m := regexp.MustCompile(`value="(\d)" checked`).FindStringSubmatch(html)
		return m[1]
	}
	for _, c := range []struct {
		what, to string
		wait     time.Duration
		want     string
	}{
		{"longer counts at once", "7", 0, "7"},
		{"shorter does not", "1", 0, "7"},
		{"nor a second early", "", 7*day - time.Second, "7"},
		{"but then", "", time.Second, "1"},
		{"none at all waits too", "0", day - time.Second, "1"},
		{"a longer one calls it off", "3", day, "3"},
	} {
		if c.to != "" {
			d.Follow(base+"/time", "cool", c.to)
		}
		later(d, c.wait)
		if got := standing(); got != c.want {
			t.Errorf("%s: %s days, want %s", c.what, got, c.want)
		}
	}
	p := d.Follow(base+"/time", "cool", "0")
	has(t, "waiting", p.Text, "on loosening waits not at all.")
	p = d.Follow(base + "/time/off")
	lacks(t, "called off", p.Text, "not at all.")
	for _, bad := range []string{"", "2", "-1", "x"} {
		if p := d.Post(base+"/time", "cool", bad); p.Err == nil {
			t.Errorf("%q days are taken", bad)
		}
	}
}

func TestASlipOfTheThumbCanBeUndone(t *testing.T) {
	d := rig.New(t, now, Feature())
	set(d, "ready", "knock")
	has(t, "at once", d.Get(base).Text, "The boundary is set. Undo")
	d.Post(base + "/undo")
	lacks(t, "undone", d.Get(base).Text, "knock", "Undo")
	set(d, "ready", "knock")
	later(d, 10*time.Minute)
	lacks(t, "ten minutes later", d.Get(base).Text, "Undo")
	n := len(d.Journal.Events)
	if d.Post(base + "/undo"); len(d.Journal.Events) != n {
		t.Error("undo is a way around the cooling time")
	}
}

func TestWhereAHardMomentShowsIt(t *testing.T) {
	d := rig.New(t, now, Feature())
	path := set(d, "text", "Not at the door.\r\nNot in the car.", "pull", "see", "pull", "nobody")
	set(d, "ready", "night")
	aids := func() string {
		all, err := d.Aids(d.Request("GET", "/now", nil))
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, a := range all {
			said = append(said, fmt.Sprint(a.Step, a.Lines, a.Pulls))
		}
		return strings.Join(said, "; ")
	}
	if got := aids(); got != "choose[I send no messages after 22:00.] []; choose[Not at the door.\nNot in the car.] [see]" {
		t.Errorf("%q", got)
	}
	later(d, time.Hour)
	d.Post(path, "text", "Not at the door.\nNot in the car.", "pull", "reply")
	if got := aids(); !strings.Contains(got, "[reply]") {
		t.Errorf("where it is shown does not change at once: %q", got)
	}
	for range 9 {
		set(d, "ready", "ask")
	}
	if n := strings.Count(aids(), "choose"); n != 5 {
		t.Errorf("%d are shown", n)
	}
}

func TestAllowedContactTakesTwoTaps(t *testing.T) {
	d := rig.New(t, now, Feature())
	if d.Card() != "" {
		t.Error("a card about nothing")
	}
	has(t, "the log before", d.Get(base+"/contact").Text, "Nothing is allowed yet.")
	d.Post(base+"/ways", "channel", "mail", "about", "money", "about", "children")
	has(t, "Today", d.Card(), "Allowed contact")
	p := d.Get(base + "/contact")
	way := regexp.MustCompile(`name="way" value="(\w+)"`).FindStringSubmatch(p.HTML)[1]
	p = d.Follow(base+"/contact", "way", way, "about", "children")
	has(t, "logged", p.Text, "It is logged. Undo", "Email, about the children", "Sunday 22 November, 15:00")
	d.Post(base + "/undo")
	lacks(t, "undone", d.Get(base+"/contact").Text, "Email, about the children")
	d.Post(base+"/contact", "way", way, "about", "money")
	log := d.Journal.Events[len(d.Journal.Events)-1]
	p = d.Follow(base+"/contact/back", "log", log.ID.String())
	lacks(t, "taken back", p.Text, "Email, about money")
	d.Post(base + "/undo")
	has(t, "taken back and back", d.Get(base+"/contact").Text, "Email, about money")
	for _, bad := range [][]string{{"way", way, "about", "pet"}, {"way", way}, {"way", "x", "about", "money"}, {"way", ebb.NewID().String(), "about", "money"}} {
		if p := d.Post(base+"/contact", bad...); p.Err == nil {
			t.Errorf("%v is logged", bad)
		}
	}
	if p := d.Post(base+"/contact/back", "log", way); p.Err == nil {
		t.Error("a way is taken back as if it were logged")
	}
}

func TestAContactSaysWhichMomentItBelongsTo(t *testing.T) {
	type pull struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		Pull   string `cbor:"2,keyasint"`
	}
	first, second := ebb.ID{1}, ebb.ID{2}
	for _, c := range []struct {
		what   string
		events []ebb.Event
		want   string
	}{
		{"none", nil, ""},
		{"the one that is on", []ebb.Event{ebb.New("hold.pull", now.Add(-time.Hour), pull{first, "reply"})}, first.String()},
		{"the last one, whatever arrives first", []ebb.Event{
			ebb.New("hold.pull", now.Add(-time.Minute), pull{second, "reply"}), ebb.New("hold.pull", now.Add(-time.Hour), pull{first, "reply"}),
		}, second.String()},
		{"one that began with what was done", []ebb.Event{ebb.New("hold.outcome", now, pull{first, "acted"})}, first.String()},
		{"two hours later none", []ebb.Event{ebb.New("hold.pull", now.Add(-2*time.Hour), pull{first, "reply"})}, ""},
		{"none that is yet to be", []ebb.Event{ebb.New("hold.pull", now.Add(time.Minute), pull{first, "reply"})}, ""},
	} {
		d := rig.New(t, now, Feature())
		d.Journal.Events = c.events
		d.Post(base+"/ways", "channel", "call", "about", "pet")
		way := d.Journal.Events[len(d.Journal.Events)-1].ID.String()
		d.Post(base+"/contact", "way", way, "about", "pet")
		e := d.Journal.Events[len(d.Journal.Events)-1]
		var a tie.Allowed
		if err := e.Decode(&a); err != nil || e.Kind != tie.AllowedContact || a != (tie.Allowed{Channel: "call", About: "pet", Moment: c.want}) {
			t.Errorf("%s: %s %+v %v", c.what, e.Kind, a, err)
		}
	}
}

func TestMoreContactWaitsAndLessDoesNot(t *testing.T) {
	d := rig.New(t, now, Feature())
	set(d, "ready", "knock")
	d.Post(base+"/ways", "channel", "mail", "about", "money")
	p := d.Follow(base+"/ways", "word", "the  blue\r\nbook", "about", "children")
	lacks(t, "the first day", p.Text, "This counts from")
	has(t, "the first day", p.Text, "the blue book")
	later(d, 25*time.Hour)
	p = d.Follow(base+"/ways", "channel", "call", "about", "children")
	has(t, "later", p.Text, "This counts from Thursday 26 November, 16:00 on.")
	lacks(t, "the log meanwhile", d.Get(base+"/contact").Text, "Calls")
	later(d, 3*day)
	p = d.Get(base + "/contact")
	has(t, "then", p.Text, "Calls")
	way := regexp.MustCompile(`name="way" value="(\w+)"`).FindStringSubmatch(p.HTML)[1]
	p = d.Follow(base+"/ways/out", "way", way)
	lacks(t, "taken out", strings.SplitN(p.HTML, "Allow one", 2)[0], "Email")
	has(t, "taken out", p.Text, "It is taken out. Undo")
	d.Post(base + "/undo")
	has(t, "undone", strings.SplitN(d.Get(base+"/ways").HTML, "Allow one", 2)[0], "Email")
	d.Post(base+"/contact", "way", way, "about", "money")
	has(t, "an own word in the log", d.Follow(base+"/contact", "way", lastWay(d), "about", "children").Text, "the blue book, about the children")
}

func lastWay(d *rig.Desk) string {
	return regexp.MustCompile(`name="way" value="(\w+)"`).FindAllStringSubmatch(d.Get(base+"/contact").HTML, -1)[1][1]
}

func TestTheirNoShrinksContact(t *testing.T) {
	d := rig.New(t, now, Feature())
	set(d, "ready", "knock")
	d.Post(base+"/ways", "channel", "mail", "about", "money")
	d.Post(base+"/ways", "channel", "call", "about", "children")
	way := d.Journal.Events[len(d.Journal.Events)-1].ID.String()
	standingNo(d, tie.Yes)
	if d.Card() != "" {
		t.Error("Today still offers contact")
	}
	has(t, "the log", d.Get(base+"/contact").Text, "what they or a court allow, and no more")
	lacks(t, "the log", d.Get(base+"/contact").HTML, `name="about"`)
	if p := d.Post(base+"/contact", "way", way, "about", "children"); p.Err == nil {
		t.Error("it is logged all the same")
	}
	p := d.Get(base + "/ways")
	has(t, "the question", p.Text, "Which of these remain?", "They allow it", "A court allows it")
	lacks(t, "the question", p.Text, "order", "afraid", "asked")
	if p := d.Post(base+"/ways", "channel", "mail", "about", "home"); p.Err == nil {
		t.Error("more is allowed, and nobody said by whom")
	}
	if p := d.Post(base+"/ways/permit", "way", way, "by", "me"); p.Err == nil {
		t.Error("one can allow it oneself")
	}
	p = d.Follow(base+"/ways/permit", "way", way, "by", "court")
	has(t, "said", p.Text, "About: the children. A court allows it.")
	has(t, "the log then", d.Get(base+"/contact").Text, "Calls")
	lacks(t, "the log then", d.Get(base+"/contact").Text, "Email")
	later(d, 2*day)
	p = d.Follow(base+"/ways", "channel", "lawyer", "about", "money", "by", "them")
	has(t, "a new one waits as ever", p.Text, "A lawyer", "This counts from")
	standingNo(d, tie.No)
	has(t, "no longer", d.Get(base+"/contact").Text, "Email", "Calls")
	if p := d.Post(base+"/ways/permit", "way", way, "by", "them"); p.Err != nil || !strings.Contains(d.Get(base+"/contact").Text, "Calls") {
		t.Error("saying so without need is an error")
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, now, Feature())
	for what, pairs := range map[string][]string{
		"nothing":                        {"cool", "1"},
		"blanks":                         {"text", " \u200b", "cool", "1"},
		"what nobody offered":            {"ready", "revenge", "cool", "1"},
		"more than fits":                 {"text", strings.Repeat("漢", longest+1), "cool", "1"},
		"a megabyte":                     {"text", strings.Repeat("x", 1<<20), "cool", "1"},
		"no cooling time with the first": {"ready", "knock"},
	} {
		if p := d.Post(base, pairs...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", what)
		}
	}
	for what, pairs := range map[string][]string{
		"no channel":           {"about", "pet"},
		"nothing it is about":  {"channel", "mail"},
		"friends":              {"channel", "mail", "about", "friends"},
		"a channel out of air": {"channel", "pigeon", "about", "pet"},
		"a word too long":      {"word", strings.Repeat("x", oneWord+1), "about", "pet"},
		"allowed by oneself":   {"channel", "mail", "about", "pet", "by", "me"},
	} {
		if p := d.Post(base+"/ways", pairs...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", what)
		}
	}
	for _, id := range []string{"x", ebb.NewID().String()} {
		for _, rest := range []string{"", "/end", "/resume", "/off"} {
			if p := d.Post(base+"/"+id+rest, "ready", "knock"); p.Err == nil {
				t.Errorf("%s%s is there", id, rest)
			}
		}
	}
	p := d.Follow(base, "text", "<i>no</i>\u202e", "cool", "1")
	has(t, "markup", p.HTML, "&lt;i&gt;no&lt;/i&gt;", `dir="auto"`)
}

func TestThereIsAnEnd(t *testing.T) {
	d := rig.New(t, now, Feature())
	for range most {
		set(d, "ready", "knock")
	}
	if p := d.Post(base, "ready", "knock"); p.Err == nil {
		t.Error("there is always room for one more")
	}
}

func TestTheShelf(t *testing.T) {
	d := rig.New(t, now, Feature())
	line := func() string {
		s, err := shelf(d.Request("GET", "/keep", nil))
		if err != nil {
			t.Fatal(err)
		}
		return s.Line
	}
	has(t, "before", line(), "set on a calm day")
	path := set(d, "ready", "knock")
	later(d, time.Hour)
	d.Post(path + "/end")
	if got := line(); got != "1 boundary, 1 waiting" {
		t.Errorf("%q", got)
	}
}
