package online

import (
	"fmt"
	"regexp"
	"slices"
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

func desk(t *testing.T) *rig.Desk { return rig.New(t, now, Feature()) }

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

func answered(d *rig.Desk, a tie.Safety) {
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Answered, d.Now, a))
}

// at is the page of an app.
func at(name string) string {
	return fmt.Sprint(base, "/", slices.IndexFunc(apps(), func(a app) bool { return a.App == name })+1)
}

func TestEveryItemHasWordsAndSaysWhereItsMenuWasRead(t *testing.T) {
	d := desk(t)
	seen := map[string]bool{}
	for _, a := range apps() {
		if !d.Book.Has("online.app."+a.App) || len(a.Items) == 0 {
			t.Errorf("%s has no name, or nothing to do", a.App)
		}
		for _, i := range a.Items {
			if !d.Book.Has("online.item."+i.ID) || !d.Book.Has("online.how."+i.ID) || !strings.HasPrefix(i.ID, a.App+".") || seen[i.ID] {
				t.Errorf("%s has no words, or stands twice", i.ID)
			}
			seen[i.ID] = true
			if c := i.Checked; c != nil {
				if _, err := time.Parse(time.DateOnly, c.On); err != nil || !i.Menu || !regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+/`).MatchString(c.At) {
					t.Errorf("%s was read at %q on %q", i.ID, c.At, c.On)
				}
			}
		}
	}
	for _, key := range d.Book.Keys() {
		for _, part := range []string{"online.item.", "online.how."} {
			if id, ok := strings.CutPrefix(key, part); ok && !seen[id] {
				t.Errorf("%s has words and is not in the list", id)
			}
		}
	}
}

func TestAMenuThatNobodyCouldReadSaysSo(t *testing.T) {
	for _, a := range apps() {
		d := desk(t)
		p := d.Get(at(a.App))
		want := 0
		for _, i := range a.Items {
			if i.Menu && i.Checked == nil {
				want++
			}
		}
		if got := strings.Count(p.Text, "The menu may be called otherwise."); got != want {
			t.Errorf("%s says so %d times, want %d", a.App, got, want)
		}
		if regexp.MustCompile(`https?:|href="[^/]`).MatchString(p.HTML) {
			t.Errorf("%s has a link that leads out", a.App)
		}
	}
}

func TestNothingAsksToOpenTheirProfile(t *testing.T) {
	d := desk(t)
	for _, key := range d.Book.Keys() {
		if text := strings.ToLower(d.Book.Raw(key)); strings.HasPrefix(key, "online.how.") && regexp.MustCompile(`their (profile|page|account)|visit|look at them`).MatchString(text) {
			t.Errorf("%s: %s", key, text)
		}
	}
}

func TestAppsAreChosenAndGoneThrough(t *testing.T) {
	d := desk(t)
	has(t, "empty", d.Get(base).Text, "Which of these do you use?", "In every app 8 left", "88 in 100", "more distress")
	if s, _ := step(d.Request("GET", "/decide", nil)); s.Line != "Not started" || s.Href != base {
		t.Errorf("not started: %+v", s)
	}
	p := d.Follow(base, "app", "signal", "app", "whatsapp", "app", "myspace", "app", "everywhere")
	has(t, "chosen", p.Text, "WhatsApp 4 left", "Signal 3 left")
	lacks(t, "chosen", p.HTML, "%", "TikTok</b>")
	n := len(d.Journal.Events)
	d.Post(base, "app", "whatsapp", "app", "signal")
	if len(d.Journal.Events) != n {
		t.Error("the same choice is kept twice")
	}
	p = d.Follow(at("whatsapp"), "whatsapp.archive", "quiet", "whatsapp.mute", "not", "whatsapp.seen", "", "signal.mute", "quiet")
	has(t, "ticked", p.Text, "Quiet now WhatsApp The chat is archived", "WhatsApp 1 quiet, 2 left", "Signal 3 left")
	n = len(d.Journal.Events)
	d.Post(at("whatsapp"), "whatsapp.archive", "quiet")
	d.Post(at("whatsapp"))
	if len(d.Journal.Events) != n {
		t.Error("a second tap, or an empty one, changes something")
	}
	has(t, "its page", d.Get(at("whatsapp")).HTML, `name="whatsapp.archive" value="quiet" checked`, `name="whatsapp.mute" value="not" checked`)
	if s, _ := step(d.Request("GET", "/decide", nil)); s.Line != "1 quiet now, 13 left" {
		t.Errorf("started: %+v", s)
	}
	d.Now = d.Now.Add(time.Second)
	p = d.Follow(at("whatsapp"), "whatsapp.archive", "")
	lacks(t, "taken back", p.Text, "Quiet now")
}

func TestADayToLookAgain(t *testing.T) {
	d := desk(t)
	p := d.Follow(base+"/until", "on", "2026-12-01")
	has(t, "set", p.Text, "You look again on 1 December 2026")
	if got := fmt.Sprint(d.Dues()); got != "[2026-12-01 10:00]" {
		t.Errorf("due %s", got)
	}
	for day, shown := range map[int]bool{0: false, 8: false, 9: true, 15: true, 16: false} {
		for hour, light := range map[int]bool{6: false, 7: true, 20: true, 21: false, 3: false} {
			d.Now = time.Date(2026, 11, 22+day, hour, 0, 0, 0, time.UTC)
			if got := d.Card() != ""; got != (shown && light) {
				t.Errorf("day %d at %d: Today speaks: %v", day, hour, got)
			}
		}
	}
	d.Now = now.AddDate(0, 0, 9)
	has(t, "on its day", d.Get(base).Text, "It was to be until 1 December 2026.")
	d.Post(base+"/until", "on", "")
	if d.Card() != "" || len(d.Dues()) != 0 {
		t.Error("taken out, it is still there")
	}
	for _, on := range []string{"2026-11-30", "soon", "2027-02-30", "9999-01-01", strings.Repeat("1", 10000)} {
		if p := d.Post(base+"/until", "on", on); p.Err == nil {
			t.Errorf("%.20q is taken", on)
		}
	}
}

func TestAfterAYesAboutThemOnlyWhatNobodySeesIsLeft(t *testing.T) {
	for what, a := range map[string]tie.Safety{"afraid": {Afraid: tie.Yes}, "control": {Control: tie.Yes}, "put down": {PutDown: tie.Yes}, "hurt": {Hurt: tie.Yes}} {
		d := desk(t)
		d.Post(base, "app", "whatsapp", "app", "google", "app", "facebook")
		d.Post(base+"/until", "on", "2026-11-22")
		d.Post(at("whatsapp"), "whatsapp.archive", "quiet")
		answered(d, a)
		for _, page := range []string{base, at("google"), at("everywhere")} {
			d.Forget(first)
			p := d.Get(page)
			var s string
			has(t, what+" "+page, p.HTML, `class="btn go" href="/help"`)
			lacks(t, what+" "+page, strings.ToLower(p.Text), "block", "mute", "archive", "log out", "danger", "afraid", "safe", "notice", "unfollow", "distress")
			if page == base && (!d.Recall(first, &s) || s != "violence") {
				t.Errorf("%s: Help does not begin with those who know", what)
			}
		}
		if p := d.Get(at("whatsapp")); p.Err == nil {
			t.Errorf("%s: WhatsApp is offered", what)
		}
		if d.Card() != "" || len(d.Dues()) != 0 {
			t.Errorf("%s: Today speaks", what)
		}
		answered(d, tie.Safety{})
		has(t, what+", erased", d.Get(base).Text, "The chat is archived", "Blocking")
	}
	d := desk(t)
	d.Journal.Events = append(d.Journal.Events, ebb.New(tie.Feared, now, struct{}{}))
	lacks(t, "fear from a hard moment", d.Get(base).Text, "Blocking")
}

func TestAfterTheirNoNothingIsSaidAboutPosts(t *testing.T) {
	d := desk(t)
	answered(d, tie.Safety{TheirNo: tie.Yes})
	p := d.Get(at("everywhere"))
	lacks(t, "every app", p.Text, "posts of mine", "their eyes")
	has(t, "every app", p.Text, "Their stories stay closed")
	has(t, "the page", d.Get(base).Text, "Blocking")
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	d := desk(t)
	for _, n := range []string{"0", "-1", "14", "x", "99999999999999999999", strings.Repeat("1", 4000)} {
		if p := d.Get(base + "/" + n); p.Err == nil {
			t.Errorf("%.10s is there", n)
		}
		if p := d.Post(base + "/" + n); p.Err == nil {
			t.Errorf("%.10s is posted to", n)
		}
	}
	if p := d.Post(at("signal"), "signal.mute", "loud"); p.Err == nil || len(d.Journal.Events) > 0 {
		t.Error("a fourth answer is taken")
	}
}

func TestTheWeek(t *testing.T) {
	d := desk(t)
	week := func() (all string) {
		said, err := d.Request("GET", "/review", nil).Week(now.AddDate(0, 0, -3), now.AddDate(0, 0, 4))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range said {
			all += string(s.HTML)
		}
		return all
	}
	if week() != "" {
		t.Error("it speaks of nothing")
	}
	d.Post(base, "app", "signal", "app", "tiktok")
	d.Post(at("signal"), "signal.stories", "quiet")
	has(t, "the week", week(), "Signal, TikTok", "Stories are off", "Done")
	answered(d, tie.Safety{Afraid: tie.Yes})
	if week() != "" {
		t.Error("after a yes it speaks")
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []ebb.Event
		for range rapid.IntRange(1, 8).Draw(t, "n") {
			when := now.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "at")) * time.Hour)
			is := rapid.SampledFrom([]Is{Left, Quiet, NotMine}).Draw(t, "is")
			events = append(events, rapid.SampledFrom([]ebb.Event{
				ebb.New(Chosen, when, Choice{[]string{"signal"}}), ebb.New(Chosen, when, Choice{}),
				ebb.New(Ticked, when, Tick{"signal.mute", is}), ebb.New(Set, when, Until{"2026-12-0" + fmt.Sprint(len(is))}),
			}).Draw(t, "event"))
		}
		var before string
		for range 2 {
			s := Feature().Fold().(*State)
			for _, e := range rapid.Permutation(events).Draw(t, "order") {
				if err := s.Apply(1, e); err != nil {
					t.Fatal(err)
				}
			}
			q, l := s.counts()
			if got := fmt.Sprint(s.apps, s.ticks["signal.mute"].is, s.until, q, l); before != "" && got != before {
				t.Fatalf("%s\n%s", before, got)
			} else {
				before = got
			}
		}
	})
}

func TestItComesAfterTheQuestions(t *testing.T) {
	if Feature().Guard != feature.Asked {
		t.Error("it opens before the safety questions")
	}
}
