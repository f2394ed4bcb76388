package night

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
)

var berlin, _ = time.LoadLocation("Europe/Berlin")

func clock(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, berlin)
}

func TestTheMorningCard(t *testing.T) {
	hard := func(at time.Time) ebb.Event { return ebb.New(hardMoment, at, 1) }
	kept := func(at time.Time, text string) ebb.Event { return ebb.New(KindKept, at, Kept{"sleep", "home", text}) }
	for _, c := range []struct {
		what   string
		events []ebb.Event
		now    time.Time
		want   string // "" no card
	}{
		{"a quiet night has no card", nil, clock(23, 9, 0), ""},
		{"a hard moment last night has one", []ebb.Event{hard(clock(23, 2, 0))}, clock(23, 9, 0), "A note to the next night"},
		{"in the evening counts", []ebb.Event{hard(clock(22, 18, 0))}, clock(23, 9, 0), "The day after a hard night"},
		{"in the afternoon before does not", []ebb.Event{hard(clock(22, 17, 59))}, clock(23, 9, 0), ""},
		{"this morning does not", []ebb.Event{hard(clock(23, 6, 0))}, clock(23, 9, 0), ""},
		{"the night before last does not", []ebb.Event{hard(clock(22, 2, 0))}, clock(23, 9, 0), ""},
		{"last night's words are shown", []ebb.Event{kept(clock(22, 23, 0), "with Ines")}, clock(23, 6, 0), "Last night you wrote with Ines"},
		{"the last ones of the night win", []ebb.Event{kept(clock(23, 3, 0), "third"), kept(clock(22, 23, 0), "first")}, clock(23, 9, 0), "wrote third"},
		{"a tap without words is a hard night too", []ebb.Event{kept(clock(23, 1, 0), "")}, clock(23, 9, 0), "day after"},
		{"from six in the evening it is gone", []ebb.Event{hard(clock(23, 2, 0))}, clock(23, 18, 0), ""},
		{"before six it is not there yet", []ebb.Event{hard(clock(23, 2, 0))}, clock(23, 5, 59), ""},
	} {
		d := rig.New(t, c.now, Feature())
		d.Journal.Events = c.events
		got := d.Card()
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.what, got)
		}
		if strings.Contains(got, "Last night you wrote") != strings.Contains(c.want, "wrote") {
			t.Errorf("%s: words out of nowhere: %q", c.what, got)
		}
	}
}

func TestANoteReachesTheNextNight(t *testing.T) {
	d := rig.New(t, clock(23, 9, 0), Feature())
	if p := d.Post("/night/note", "text", "you slept in the end"); p.Goto != "/today" {
		t.Errorf("by day a note leads to %q", p.Goto)
	}
	d.Now = clock(23, 23, 30)
	if got := d.Card(); !strings.Contains(got, "From you, for tonight you slept in the end") {
		t.Errorf("that evening: %q", got)
	}
	d.Now = clock(24, 2, 0)
	if got := d.Get("/night").Text; !strings.Contains(got, "you slept in the end") {
		t.Errorf("in that night: %q", got)
	}
	d.Journal.Events = append(d.Journal.Events, ebb.New(hardMoment, d.Now, 1))
	d.Now = clock(24, 9, 0)
	if got := d.Card(); !strings.Contains(got, "A note to the next night") || strings.Contains(got, "you slept") {
		t.Errorf("the morning after asks for a new note: %q", got)
	}
	d.Now = clock(24, 23, 0)
	if d.Card() != "" || strings.Contains(d.Get("/night").Text, "you slept") {
		t.Error("the night after, the note is still there")
	}
}

func TestEachPartIsKeptByItself(t *testing.T) {
	d := rig.New(t, clock(22, 23, 0), Feature())
	p := d.Follow("/night", "part", "phone", "pick", "kitchen")
	if !strings.Contains(p.HTML, `aria-pressed="true">The kitchen`) {
		t.Error("the tap is not seen")
	}
	p = d.Follow("/night", "part", "phone", "text", "with my sister")
	if !strings.Contains(p.Text, "with my sister") || len(d.Journal.Events) != 2 {
		t.Error("own words are not seen, or more was kept than said")
	}
	d.Now = clock(23, 1, 0)
	if !strings.Contains(d.Get("/night").Text, "with my sister") {
		t.Error("after midnight it is another night")
	}
	d.Now = clock(23, 20, 0)
	if strings.Contains(d.Get("/night").Text, "with my sister") {
		t.Error("the next evening begins with yesterday's answers")
	}
}

func TestEveryPickHasWordsAndIsTaken(t *testing.T) {
	d := rig.New(t, clock(22, 23, 0), Feature())
	for _, part := range Parts {
		for _, pick := range part.Picks {
			if p := d.Follow("/night", "part", part.Name, "pick", pick); !strings.Contains(p.HTML, `aria-pressed="true"`) {
				t.Errorf("%s %s is not seen", part.Name, pick)
			}
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := rig.New(t, clock(22, 23, 0), Feature())
	for what, pairs := range map[string][]string{
		"a part nobody offered":   {"part", "them", "text", "x"},
		"an answer of another":    {"part", "food", "pick", "kitchen"},
		"nothing":                 {"part", "food"},
		"nothing but blanks":      {"part", "food", "text", " \r\n "},
		"more than fits one part": {"part", "food", "text", strings.Repeat("ä", longest+1)},
	} {
		if p := d.Post("/night", pairs...); p.Err == nil || len(d.Journal.Events) > 0 {
			t.Errorf("%s is taken", what)
		}
	}
	if p := d.Post("/night/note", "text", ""); p.Err == nil {
		t.Error("an empty note is taken")
	}
}

func TestItWorksWhileLocked(t *testing.T) {
	d := rig.New(t, clock(22, 23, 0), Feature())
	d.State = feature.Locked
	if p := d.Follow("/night", "part", "food", "pick", "water"); !strings.Contains(p.Text, "sealed") || strings.Contains(p.HTML, `aria-pressed="true"`) {
		t.Errorf("locked: %q", p.Text)
	}
	if len(d.Journal.Events) != 1 {
		t.Error("nothing was kept")
	}
}

func TestTheFoldKeepsNoWords(t *testing.T) {
	s := &State{}
	if err := s.Apply(1, ebb.New(KindKept, clock(22, 23, 0), Kept{"sleep", "", "secret"})); err != nil {
		t.Fatal(err)
	}
	if got := s.kept[0]; !got.words || strings.Contains(got.part+got.pick, "secret") {
		t.Errorf("%+v", got)
	}
}

func TestANightsAnswersStandInTheWeek(t *testing.T) {
	d := rig.New(t, clock(22, 23, 0), Feature())
	kept := func(day, hour int, part, pick string) {
		d.Journal.Events = append(d.Journal.Events, ebb.New(KindKept, clock(day, hour, 0), Kept{part, pick, ""}))
	}
	kept(18, 23, "phone", "near")
	kept(19, 1, "phone", "kitchen") // the same night, later
	kept(19, 23, "phone", "kitchen")
	kept(20, 23, "phone", "off")
	kept(20, 23, "sleep", "friend")
	kept(9, 23, "food", "ate") // another week
	cards, err := Feature().Week(d.Request("GET", "/", nil), clock(16, 0, 0), clock(23, 0, 0))
	if err != nil || len(cards) != 1 {
		t.Fatalf("%v %v", cards, err)
	}
	page := d.Render(cards[0].Template, cards[0].Data)
	for _, want := range []string{"3 nights in which", "The kitchen (2 nights)", "<dd>Off</dd>", "With a friend"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q: %s", want, page)
		}
	}
	if strings.Contains(page, "near") || strings.Contains(page, "I ate") {
		t.Errorf("what was changed, or was before: %s", page)
	}
}
