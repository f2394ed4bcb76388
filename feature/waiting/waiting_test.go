package waiting

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) // a Sunday

func desk(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = events
	return d
}

func has(t *testing.T, what, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s lacks %q: %.900s", what, w, page)
		}
	}
}

func lacks(t *testing.T, what, page string, never ...string) {
	t.Helper()
	for _, w := range never {
		if strings.Contains(page, w) {
			t.Errorf("%s has %q: %.900s", what, w, page)
		}
	}
}

// at are taps at hours of the day before.
func at(what string, hours ...int) (all []ebb.Event) {
	for i, h := range hours {
		all = append(all, ebb.New(Happened, noon.Add(time.Duration(h-36)*time.Hour+time.Duration(i)*time.Minute), Was{What: what}))
	}
	return all
}

func weekOf(d *rig.Desk) string {
	d.T.Helper()
	r := d.Request("GET", "/review", nil)
	said, err := r.Week(time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		d.T.Fatal(err)
	}
	var b strings.Builder
	for _, s := range said {
		b.WriteString(string(s.HTML))
	}
	return b.String()
}

func TestATapIsEnoughAndMoreMayBeSaid(t *testing.T) {
	d := desk(t)
	lacks(t, "empty", d.Get(base).Text, "The last four weeks")
	for range 2 { // a second tap right after it
		d.Post(base, "what", "phone")
	}
	if n := len(d.Journal.Events); n != 1 {
		t.Fatalf("%d taps", n)
	}
	p := d.Get(base)
	has(t, "kept", p.Text, "Kept. Take it back", "You looked at the phone", "Waiting: 0. The phone: 1.", "1 so far. After 4 more, the hours stand here.")
	id := d.Journal.Events[0].ID.String()
	p = d.Follow(base+"/then", "id", id, "strength", "7", "did", "outside", "did", "stayed", "words", "On the stairs.")
	has(t, "said", p.Text, "The phone Sunday 22 November, 12:00 · strength 7 · Went outside · Went on waiting On the stairs.")
	lacks(t, "said", p.Text, "You looked at the phone")
	has(t, "the week", weekOf(d), "strength 7", "Went outside", "On the stairs.", "waiting 0, the phone 1.")
}

func TestATapIsTakenBackAndATakingOutToo(t *testing.T) {
	d := desk(t)
	d.Post(base, "what", "waited")
	id := d.Journal.Events[0].ID.String()
	d.Post(base+"/out", "id", id)
	lacks(t, "taken out", d.Get(base).Text, "The last four weeks")
	for range 2 {
		d.Post(base + "/undo")
	}
	has(t, "put back", d.Get(base).Text, "Waiting: 1.")
	d.Now = d.Now.Add(time.Minute)
	d.Post(base, "what", "waited")
	d.Post(base + "/undo")
	has(t, "the tap taken back", d.Get(base).Text, "Waiting: 1.")
}

func TestTheHours(t *testing.T) {
	for _, c := range []struct {
		what  string
		hours []int
		want  string
	}{
		{"four", []int{21, 21, 21, 21}, "4 so far. After 1 more, the hours stand here."},
		{"five at night", []int{21, 22, 23, 21, 9}, "Most often from 21:00 to 00:00: 4 of 5."},
		{"over midnight", []int{23, 24, 25, 23, 10}, "Most often from 23:00 to 02:00: 4 of 5."},
		{"all over the day", []int{0, 3, 6, 9, 12, 15, 18, 21}, "8 so far, spread over the day. No hours stand out."},
	} {
		d := desk(t, at(Waited, c.hours...)...)
		d.Now = noon.Add(12 * time.Hour)
		has(t, c.what, d.Get(base).Text, c.want)
	}
}

func TestTheWeekByDay(t *testing.T) {
	d := desk(t, append(at(Waited, 9, 21, 22), at(Phone, 8, 23)...)...)
	w := weekOf(d)
	has(t, "the week", w, "In 7 days: waiting 3, the phone 2.", "[Saturday 21 November 3 2]", "[Sunday 22 November 0 0]", "<svg")
	lacks(t, "the week", strings.ToLower(w), "streak", "in a row", "goal")
	if got := weekOf(desk(t)); got != "" {
		t.Errorf("a week of nothing: %s", got)
	}
}

func TestTheDayOfWaitingEndsOnceAndQuietly(t *testing.T) {
	d := desk(t)
	if d.Card() != "" {
		t.Error("Today speaks before anybody asked")
	}
	has(t, "set", d.Follow(base+"/end", "end", "20").Text, "At 20:00")
	for hour, shown := range map[int]bool{7: false, 19: false, 20: true, 23: true} {
		d.Now = time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC)
		if got := strings.Contains(d.Card(), "Today’s waiting is over."); got != shown {
			t.Errorf("at %d: %v", hour, got)
		}
	}
	d.Now = time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	for range 2 {
		d.Post(base + "/over")
	}
	if n := len(d.Journal.Events); d.Card() != "" || n != 2 {
		t.Errorf("put away: %q, %d events", d.Card(), n)
	}
	d.Now = d.Now.AddDate(0, 0, 1)
	if d.Card() == "" {
		t.Error("the next evening it is silent")
	}
	d.Post(base+"/end", "end", "0")
	if d.Card() != "" {
		t.Error("without an end it speaks")
	}
}

func TestTheTapsStandOnTodayWhereTheyWereAskedFor(t *testing.T) {
	d := desk(t)
	d.Post(base+"/end", "end", "20", "tap", "yes")
	has(t, "Today", d.Card(), "I was waiting", "I looked at the phone")
	if p := d.Post(base, "what", "waited", "from", "today"); p.Goto != "/today" {
		t.Errorf("goes to %s", p.Goto)
	}
	has(t, "Today after a tap", d.Card(), "Kept. Take it back")
	if p := d.Post(base+"/undo", "from", "today"); p.Goto != "/today" || strings.Contains(d.Card(), "Kept.") {
		t.Errorf("goes to %s, %s", p.Goto, d.Card())
	}
	d.Now = d.Now.Add(9 * time.Hour)
	lacks(t, "in the evening", d.Card(), "I was waiting")
}

func TestWhatIsWrongIsSaidAndNothingKept(t *testing.T) {
	d := desk(t)
	d.Post(base, "what", "waited")
	id := d.Journal.Events[0].ID.String()
	long := strings.Repeat("é", 10000)
	for what, c := range map[string]struct {
		page string
		form []string
	}{
		"another moment":     {"", []string{"what", "x"}},
		"a strength of 11":   {"/then", []string{"id", id, "strength", "11", "words", "mine"}},
		"a strength of -1":   {"/then", []string{"id", id, "strength", "-1", "words", "mine"}},
		"too long":           {"/then", []string{"id", id, "words", long}},
		"somebody else's":    {"/then", []string{"id", ebb.NewID().String(), "words", "mine"}},
		"no id":              {"/out", []string{"id", "x"}},
		"an end at 3":        {"/end", []string{"end", "3"}},
		"an end that is not": {"/end", []string{"end", "x"}},
		"over before":        {"/over", nil},
	} {
		n := len(d.Journal.Events)
		p := d.Post(base+c.page, c.form...)
		if len(d.Journal.Events) != n {
			t.Errorf("%s is kept", what)
		}
		if what == "too long" && (p.Status != 422 || !strings.Contains(p.HTML, long)) {
			t.Errorf("a long text is lost: %d %v", p.Status, p.Err)
		}
	}
}

func TestManyAreListedFew(t *testing.T) {
	var all []ebb.Event
	for i := range 200 {
		all = append(all, ebb.New(Happened, noon.Add(-time.Duration(i)*time.Hour), Was{What: Waited, Words: fmt.Sprint("w", i, ".")}))
	}
	d := desk(t, all...)
	p := d.Get(base)
	has(t, "the page", p.Text, "w0.", "w19.", "Waiting: 200.")
	lacks(t, "the page", p.Text, "w20.")
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for i := range rapid.IntRange(1, 5).Draw(t, "n") {
			when := noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "at")) * time.Hour)
			events = append(events, ebb.New(Happened, when, Was{What: Whats[i%2]}), ebb.New(Chosen, when, Setting{End: rapid.SampledFrom(ends).Draw(t, "end")}))
		}
		var places []int
		for i := range events {
			places = append(places, i)
		}
		var before string
		for range 2 {
			s := Feature().Fold().(*State)
			for _, i := range rapid.Permutation(places).Draw(t, "order") {
				if err := s.Apply(uint64(i+1), events[i]); err != nil {
					t.Fatal(err)
				}
			}
			if now := fmt.Sprint(s.all, s.setting); before != "" && now != before {
				t.Fatalf("%s\n%s", before, now)
			} else {
				before = now
			}
		}
	})
}

func TestItsLineOnDecide(t *testing.T) {
	d := desk(t)
	for _, c := range []struct{ want, page, name, value string }{
		{"One tap when you wait, and an end to the day of it", "/end", "end", "20"},
		{"The waiting ends at 20:00", "", "what", "waited"},
		{"1 moment in four weeks", "", "what", "phone"},
	} {
		s, err := step(d.Request("GET", "/decide", nil))
		if err != nil || s.Line != c.want || s.Href != base {
			t.Errorf("%v %v", s, err)
		}
		d.Post(base+c.page, c.name, c.value)
	}
	if Feature().Guard != feature.Free {
		t.Error("waiting stands behind questions")
	}
}
