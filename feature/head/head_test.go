package head

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"ebb"
	"ebb/feature"
	"ebb/feature/head/turn"
	"ebb/internal/rig"
	"ebb/tie"
)

var berlin, _ = time.LoadLocation("Europe/Berlin")

func clock(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, berlin)
}

func sit(t *testing.T) *rig.Desk { return rig.New(t, clock(23, 2, 0), Feature()) }

func kinds(d *rig.Desk) string {
	var all []string
	for _, e := range d.Journal.Events {
		all = append(all, strings.TrimPrefix(e.Kind, "head."))
	}
	return strings.Join(all, " ")
}

func TestOneTapIsAWholeRecord(t *testing.T) {
	for _, state := range []feature.State{feature.Nobody, feature.Draft, feature.Locked, feature.Unlocked} {
		for _, about := range turn.Abouts {
			d := sit(t)
			d.State = state
			if p := d.Follow("/head", "about", about); kinds(d) != "began" || !strings.Contains(p.HTML, `name="know"`) {
				t.Errorf("%s keeps %q and leads to %s", about, kinds(d), p.Text)
			}
		}
	}
}

func TestTheWaysThroughANight(t *testing.T) {
	for _, c := range []struct {
		what  string
		steps [][]string // a path, then the form
		want  []string   // where each leads
		kinds string
	}{
		{"everything skipped", [][]string{{"/head", "about", "round"}, {"/head/write"}, {"/head/answer"}, {"/head/loud"}},
			[]string{"write", "tonight", "settle", "end"}, "began"},
		{"parked", [][]string{{"/head", "about", "round"}, {"/head/write", "s", "8", "know", "they wrote"}, {"/head/park", "at", "17:00", "question", "why now?"}, {"/head/loud", "s", "5"}},
			[]string{"write", "tonight", "settle", "end"}, "began rated wrote parked rated"},
		{"answered the same night", [][]string{{"/head", "about", "round"}, {"/head/write", "other", "tired"}, {"/head/answer", "words", "no"}},
			[]string{"write", "tonight", "settle"}, "began wrote answered"},
		{"a fear with its day", [][]string{{"/head", "about", "round"}, {"/head/worry", "words", "they marry", "by", "2027-06-01"}},
			[]string{"write", "park"}, "began worry"},
		{"seen online ends in letting it stand", [][]string{{"/head", "about", "online"}, {"/head/write"}, {"/head/question", "how", "stand"}},
			[]string{"write", "question", "settle"}, "began left"},
		{"someone new ends in a question", [][]string{{"/head", "about", "someone"}, {"/head/write", "s", "9"}, {"/head/question", "how", "question", "words", "was I ever it?"}},
			[]string{"write", "question", "settle"}, "began rated left"},
	} {
		d := sit(t)
		for i, s := range c.steps {
			p := d.Post(s[0], s[1:]...)
			if p.Goto != "/head/"+c.want[i] || d.Get(p.Goto).Text == "" {
				t.Errorf("%s: %s leads to %q, want %s: %v", c.what, s[0], p.Goto, c.want[i], p.Err)
			}
		}
		if kinds(d) != c.kinds {
			t.Errorf("%s: kept %q, want %q", c.what, kinds(d), c.kinds)
		}
	}
}

func TestWhatANightKeeps(t *testing.T) {
	d := sit(t)
	d.Post("/head", "about", "round")
	d.Post("/head/write", "s", "8", "know", "they wrote", "made", "they are happy")
	d.Post("/head/worry", "words", "they marry", "by", "2027-06-01")
	d.Post("/head/park", "at", "17:00")
	d.Post("/head/loud", "s", "5")
	if got := kinds(d); got != "began rated wrote worry parked rated" {
		t.Errorf("kept %q", got)
	}
	if p := d.Get("/head/end"); !strings.Contains(p.Text, "Before 8, now 5.") {
		t.Errorf("the end says %s", p.Text)
	}
	var w struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		tie.Worry
	}
	if err := d.Journal.Events[3].Decode(&w); err != nil || w.Words != "they marry" || w.By != "2027-06-01" || w.Moment == (ebb.ID{}) {
		t.Errorf("whoever reads worries reads %+v, %v", w, err)
	}
	var alone tie.Worry
	if err := d.Journal.Events[3].Decode(&alone); err != nil || alone != w.Worry {
		t.Errorf("alone it is %+v, %v", alone, err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	d := sit(t)
	if p := d.Post("/head", "about", "profile"); p.Err == nil {
		t.Error("a closer look is taken")
	}
	if p := d.Post("/head/write", "know", "x"); p.Goto != "/head" {
		t.Errorf("without a beginning it leads to %q", p.Goto)
	}
	d.Post("/head", "about", "round")
	for _, c := range [][]string{
		{"/head/write", "s", "11"}, {"/head/write", "s", "loud"}, {"/head/write", "know", strings.Repeat("ä", turn.Longest+1)},
		{"/head/park", "at", "03:00"}, {"/head/park"}, {"/head/worry", "words", "x", "by", "soon"}, {"/head/question", "how", "look"},
	} {
		if p := d.Post(c[0], c[1:]...); p.Err == nil || kinds(d) != "began" {
			t.Errorf("%.50s is taken", c)
		}
	}
	if p := d.Get("/head/nowhere"); p.Err == nil {
		t.Error("a page that is none opens")
	}
}

func TestCaptures(t *testing.T) {
	id := ebb.NewID().String()
	for _, c := range []struct {
		kind, body string
		ok         bool
	}{
		{tie.HeadBegan, `{"moment":"` + id + `","about":"round"}`, true},
		{tie.HeadBegan, `{"moment":"` + id + `","about":"them"}`, false},
		{turn.KindRated, `{"moment":"` + id + `","value":0}`, true},
		{turn.KindRated, `{"moment":"` + id + `","value":11}`, false},
		{turn.KindWrote, `{"moment":"` + id + `"}`, false},
		{turn.KindWrote, `{"moment":"` + id + `","other":"asleep"}`, true},
		{turn.KindParked, `{"moment":"` + id + `","at":"12:30"}`, true},
		{tie.Worried, `{"moment":"` + id + `","words":"they marry","by":"2027-06-01"}`, true},
		{tie.Worried, `{"moment":"` + id + `","by":"2027-06-01"}`, false},
		{turn.KindLeft, `{"moment":"` + id + `","how":"stand"}`, true},
		{turn.KindLeft, `{"how":"stand"}`, false},
		{turn.KindAnswered, `{"moment":"` + id + `","words":"no","to":"them"}`, false},
		{turn.KindTaken, `{"moment":"` + id + `"}`, false},
	} {
		if _, err := turn.Capture(c.kind, json.RawMessage(c.body)); (err == nil) != c.ok {
			t.Errorf("%s %s: %v", c.kind, c.body, err)
		}
	}
}

func TestTheFirstPageIsTheSameForEverybodyAndLeadsSomewhere(t *testing.T) {
	a, b := sit(t), sit(t)
	b.Post("/head", "about", "online")
	b.State, b.Now = feature.Locked, clock(25, 9, 0)
	one, two := a.Get("/head"), b.Get("/head")
	if one.HTML != two.HTML || one.Where != two.Where || !one.Static {
		t.Error("two people see different pages")
	}
	seen := map[string]bool{}
	for _, part := range strings.Split(one.HTML, `data-goto="`)[1:] {
		seen[part[:strings.Index(part, `"`)]] = true
	}
	for to := range seen {
		if !strings.Contains(one.HTML, `data-step="`+to+`"`) {
			t.Errorf("%s is no step", to)
		}
	}
	for _, part := range strings.Split(one.HTML, `data-step="`)[2:] {
		if name := part[:strings.Index(part, `"`)]; !seen[name] {
			t.Errorf("nothing leads to the step %s", name)
		}
	}
	if strings.Contains(one.HTML, " checked>") {
		t.Error("something is preselected")
	}
}

func TestNothingLeadsToACloserLook(t *testing.T) {
	d := sit(t)
	for _, about := range []string{"online", "someone"} {
		d.Post("/head", "about", about)
		for _, path := range []string{"/head/write", "/head/question"} {
			if text := strings.ToLower(d.Get(path).Text); strings.Contains(text, "profile") || strings.Contains(text, "look them up") || strings.Contains(text, "check on") {
				t.Errorf("%s about %s: %s", path, about, text)
			}
		}
	}
}

func TestParkedStandsOnTodayOnItsDayAlone(t *testing.T) {
	for _, c := range []struct {
		what       string
		night, now time.Time
		want       bool
	}{
		{"the same night", clock(22, 23, 0), clock(22, 23, 30), false},
		{"the morning after, before its time", clock(22, 23, 0), clock(23, 7, 0), true},
		{"that evening", clock(22, 23, 0), clock(23, 22, 0), true},
		{"the day after that", clock(22, 23, 0), clock(24, 7, 0), false},
		{"from two at night it is the day that comes", clock(23, 2, 0), clock(23, 7, 0), true},
		{"from five on it is the next one", clock(23, 5, 0), clock(23, 7, 0), false},
	} {
		d := sit(t)
		d.Now = c.night
		d.Post("/head", "about", "round")
		d.Post("/head/park", "at", "17:00", "question", "why now?")
		d.Now = c.now
		if got := d.Card(); (got != "") != c.want || c.want && !strings.Contains(got, "17:00") || strings.Contains(got, "why now") {
			t.Errorf("%s: %q", c.what, got)
		}
		if got := strings.Contains(d.Get("/head/parked").Text, "why now?"); got != c.want {
			t.Errorf("%s: the page shows it: %v", c.what, got)
		}
	}
}

// parked is the id of what is parked for today.
func parkedID(d *rig.Desk) string {
	all, err := lots(d.Request("GET", "/", nil))
	if err != nil || len(all) == 0 {
		d.T.Fatal("nothing is parked", err)
	}
	return all[0].id.String()
}

func TestFifteenMinutesByTheClockOnTheWall(t *testing.T) {
	d := sit(t)
	d.Post("/head", "about", "round")
	d.Post("/head/write", "know", "they wrote", "made", "they are happy", "other", "they are tired")
	d.Post("/head/park", "at", "10:00")
	d.Now = clock(23, 10, 4)
	p := d.Get("/head/parked")
	for _, want := range []string{"What kept turning last night", "they are happy", "Take fifteen minutes"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("the page lacks %q: %s", want, p.Text)
		}
	}
	id := parkedID(d)
	p = d.Follow("/head/taken", "moment", id)
	if !strings.Contains(p.Text, "From 10:04 to 10:19.") || !strings.Contains(p.HTML, `max="900" value="0"`) {
		t.Errorf("begun: %s", p.Text)
	}
	d.Now = clock(23, 10, 14)
	if p := d.Get("/head/parked"); !strings.Contains(p.HTML, `value="600"`) || !strings.Contains(p.Text, "10:04") {
		t.Errorf("ten minutes in: %s", p.HTML)
	}
	if p := d.Post("/head/closed", "moment", id, "how", "done", "words", "it was the tiredness"); p.Goto != "/today" || d.Card() != "" {
		t.Errorf("done it leads to %q, and Today says %q", p.Goto, d.Card())
	}
	n := len(d.Journal.Events)
	d.Post("/head/closed", "moment", id, "how", "freed")
	d.Post("/head/taken", "moment", id)
	if len(d.Journal.Events) != n {
		t.Error("what is closed can be closed again")
	}
	if p := d.Post("/head/taken", "moment", "x"); p.Err == nil {
		t.Error("an id that is none is taken")
	}
}

func TestLettingGoIsOneTap(t *testing.T) {
	d := sit(t)
	d.Post("/head", "about", "round")
	d.Post("/head/park", "at", "10:00")
	d.Now = clock(23, 9, 0)
	if d.Post("/head/closed", "moment", parkedID(d), "how", "freed"); d.Card() != "" {
		t.Errorf("let go, Today says %q", d.Card())
	}
}

func TestCounts(t *testing.T) {
	d := sit(t)
	if d.Panel() != "" {
		t.Error("a panel about nothing")
	}
	for i := range enough {
		if i > 0 && (!strings.Contains(d.Panel(), "rated before and after") || strings.Contains(d.Panel(), "points")) {
			t.Errorf("after %d: %q", i, d.Panel())
		}
		d.Post("/head", "about", turn.Abouts[i%2])
		d.Post("/head/write", "s", "8")
		d.Now = d.Now.Add(time.Minute)
		d.Post("/head/loud", "s", []string{"5", "6"}[i%2])
		d.Now = d.Now.Add(24 * time.Hour)
	}
	if got := d.Panel(); !strings.Contains(got, "5 times") || !strings.Contains(got, "2.6 points on average (1.9 to 3.3), over 5 nights") || !strings.Contains(got, "I saw them online 2") {
		t.Errorf("%q", got)
	}
	cards, err := week(d.Request("GET", "/", nil), clock(23, 0, 0), clock(25, 0, 0))
	if err != nil || len(cards) != 1 || cards[0].Data.(weekView).told.N != 2 {
		t.Errorf("a week of two: %+v %v", cards, err)
	}
	d.Render(cards[0].Template, cards[0].Data)
	if cards, err := week(d.Request("GET", "/", nil), clock(1, 0, 0), clock(2, 0, 0)); err != nil || cards != nil {
		t.Errorf("an empty week: %+v %v", cards, err)
	}
}

func TestTheFoldKeepsNoOrder(t *testing.T) {
	id := ebb.NewID()
	events := []ebb.Event{
		ebb.New(tie.HeadBegan, clock(22, 23, 0), turn.Began{Moment: id, About: "round"}),
		ebb.New(turn.KindRated, clock(22, 23, 1), turn.Rated{Moment: id, Value: 8}),
		ebb.New(turn.KindRated, clock(22, 23, 9), turn.Rated{Moment: id, Value: 5}),
		ebb.New(turn.KindParked, clock(22, 23, 5), turn.Parked{Moment: id, At: "10:00"}),
		ebb.New(turn.KindParked, clock(22, 23, 6), turn.Parked{Moment: id, At: "17:00"}),
	}
	for _, turn := range []bool{false, true} {
		s := newState()
		for i := range events {
			at := i
			if turn {
				at = len(events) - 1 - i
			}
			if err := s.Apply(uint64(at+1), events[at]); err != nil {
				t.Fatal(err)
			}
		}
		if by, ok := s.fell(id); !ok || by != 3 {
			t.Errorf("turned %v: it fell by %v", turn, by)
		}
		if all := s.today(clock(23, 9, 0)); len(all) != 1 || all[0].from.Hour() != 17 {
			t.Errorf("turned %v: parked %+v", turn, all)
		}
	}
}

func TestWhatWasPutOffIsDueAtItsTimeUntilItIsClosed(t *testing.T) {
	d := sit(t)
	d.Now = clock(22, 23, 0)
	d.Post("/head", "about", "round")
	d.Post("/head/park", "at", "17:00", "question", "why now?")
	if got := d.Dues(); len(got) != 1 || got[0] != clock(23, 17, 0).Format("2006-01-02 15:04") {
		t.Errorf("due %v", got)
	}
	d.Now = clock(23, 17, 0)
	if p := d.Post("/head/closed", "moment", parkedID(d), "how", turn.Freed); p.Err != nil || len(d.Dues()) != 0 {
		t.Errorf("closed, %v is due, %v", d.Dues(), p.Err)
	}
}

func TestWhatWasWrittenAtNightIsFoundByDayAndCanBeTakenOut(t *testing.T) {
	d := sit(t)
	if p := d.Get("/keep/nights"); !strings.Contains(p.Text, "Nothing here yet") {
		t.Errorf("empty: %s", p.Text)
	}
	d.Post("/head", "about", "someone")
	d.Post("/head/write", "know", "they wrote", "made", "they are happy")
	d.Post("/head/question", "how", "question", "words", "was I ever it?")
	d.Post("/head/worry", "words", "they marry", "by", "2027-06-01")
	d.Post("/head/question", "how", "stand")
	d.Now = clock(23, 12, 0)
	p := d.Get("/keep/nights")
	for _, want := range []string{"23 November, 02:00", "What I know they wrote", "stays with you was I ever it?", "1 June they marry"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("lacks %q: %s", want, p.Text)
		}
	}
	id := d.Journal.Events[1].ID.String()
	if p := d.Follow("/keep/nights/out", "entry", id); strings.Contains(p.Text, "they wrote") || !strings.Contains(p.Text, "was I ever it?") {
		t.Errorf("taken out: %s", p.Text)
	}
	if p := d.Follow("/keep/nights/undo"); !strings.Contains(p.Text, "they wrote") {
		t.Errorf("put back: %s", p.Text)
	}
	for _, other := range []string{"x", d.Journal.Events[0].ID.String(), ebb.NewID().String()} {
		if p := d.Post("/keep/nights/out", "entry", other); p.Err == nil {
			t.Errorf("%s can be taken out", other)
		}
	}
	if s, err := shelf(d.Request("GET", "/keep", nil)); err != nil || s.Line != "1 night" {
		t.Errorf("the shelf says %+v, %v", s, err)
	}
}
