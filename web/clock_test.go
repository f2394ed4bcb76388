package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/web"
)

const tenYears = 10 * 365 * 24 * time.Hour

// Check 10, of what was kept: whatever the clock says, everything stays in the
// order in which it came, every page answers, and the passphrase opens it.
func TestAClockThatJumpsTenYearsKeepsEverythingInItsOrder(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "0")
	s.Keep()
	want := []string{`"0/web"`}
	for i, jump := range []time.Duration{tenYears, -tenYears, -tenYears, tenYears, time.Hour, -time.Hour} {
		s.Send("/now/pull", "pull", "reach") // a hard moment that goes on through the jump
		s.Wait(jump)
		for _, path := range []string{"/now", "/now/wave", "/now/choose", "/"} {
			if p := s.Open(path); p.Status != http.StatusOK {
				t.Errorf("after a jump of %v %s answers %d", jump, path, p.Status)
			}
		}
		s.Lock()
		s.Open("/")
		s.Unlock()
		s.Send("/write", "text", fmt.Sprint(i+1))
		want = append(want, fmt.Sprintf(`"%d/"`, i+1))
		heardIs(t, s, "["+strings.Join(want, ",")+"]")
		for _, path := range []string{"/today", "/patterns", "/head", "/note", "/settings", "/settings/devices"} {
			if p := s.Open(path); p.Status != http.StatusOK || p.Path != path {
				t.Errorf("after a jump of %v %s leads to %s, %d", jump, path, p.Path, p.Status)
			}
		}
	}
}

// Check 10, of sessions: no jump keeps one open for longer than it was to be,
// neither for the browser that has it nor for somebody with its cookie.
func TestAClockThatJumpsExtendsNoSession(t *testing.T) {
	for _, jump := range []time.Duration{tenYears, -tenYears, -time.Hour} {
		s := wordy(t)
		s.Send("/now/say", "text", "x")
		s.Keep()
		thief := s.Browser()
		carry(t, s.Site, thief)
		s.Wait(jump)
		if p := s.Open("/heard"); p.Path != "/unlock?next=%2Fheard" {
			t.Errorf("after a jump of %v the journal is open: %s", jump, p.Path)
		}
		s.Unlock()
		s.Wait(2 * time.Minute)
		s.Open("/heard") // the visit is written down, under a time that was never
		s.Wait(-jump)
		if p := s.Open("/secret"); p.Path == "/secret" {
			t.Errorf("after a jump of %v and back what wants the passphrase is open", jump)
		}
		s.Unlock()
		heardIs(t, s, `["x/web"]`)
		for what, b := range map[string]*walk.Site{"an old cookie": thief} {
			if p, err := b.Get("/heard"); err != nil || !strings.HasPrefix(p.Path, "/unlock") {
				t.Errorf("after a jump of %v and back %s opens %s, %v", jump, what, p.Path, err)
			}
		}
	}
}

// A clock that is put right by some seconds locks nobody out.
func TestAClockThatIsPutRightLocksNobodyOut(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	s.Wait(-20 * time.Second)
	heardIs(t, s, `["x/web"]`)
}

// Check 10, of drafts: a clock that goes back takes nothing away. One that goes
// forward ends them, as their page has said, and what comes next is kept.
func TestAClockThatJumpsAndADraft(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "draft")
	for _, jump := range []time.Duration{-tenYears, tenYears, -time.Hour, time.Hour} {
		s.Wait(jump)
		heardIs(t, s, `["draft/web"]`)
	}
	s.Wait(tenYears)
	if p := s.Open("/now/heard"); p.Status != http.StatusOK || strings.Contains(p.Body, "draft") {
		t.Errorf("ten years on it shows %s", p.Body)
	}
	s.Send("/now/say", "text", "again")
	heardIs(t, s, `["again/web"]`)
}

// Check 10, of reminders: a jump sends nothing that is not due, and what is due
// goes out at its time once the clock is right again.
func TestAClockThatJumpsAndAReminder(t *testing.T) {
	x := push(t, http.StatusCreated)
	s := kept(t, x)
	s.Send("/settings/reminders/browser", reached(t, x.at)...)
	for _, jump := range []time.Duration{tenYears, -tenYears, -tenYears, tenYears} {
		s.Wait(jump)
		if len(x.sent) != 0 || due(t, s) != 1 {
			t.Fatalf("after a jump of %v %d messages went out, %d times are kept", jump, len(x.sent), due(t, s))
		}
	}
	s.Wait(2*time.Hour + time.Minute)
	if len(x.sent) != 1 {
		t.Errorf("at its time %d messages went out", len(x.sent))
	}
	s.Unlock()
	if page := site.Text(s.Open("/today")); strings.Contains(page, "did not arrive") {
		t.Errorf("it arrived, and is said to be missed: %s", page)
	}
}

// Check 10, of daylight saving: the hour that comes twice and the one that is
// left out change neither how long somebody may be away nor the order.
func TestDaylightSavingChangesNoLockAndNoOrder(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for what, begin := range map[string]time.Time{
		"the hour comes twice":     time.Date(2026, 10, 25, 0, 55, 0, 0, time.UTC),
		"the hour is left out":     time.Date(2027, 3, 28, 0, 55, 0, 0, time.UTC),
		"an ordinary night's hour": time.Date(2026, 11, 8, 0, 55, 0, 0, time.UTC),
	} {
		s := site.New(t, append([]*feature.Feature{words()}, all.List()...), func(o *web.Options) {
			clock := o.Clock
			o.Clock = func() time.Time { return clock().Add(begin.Sub(site.Start)).In(berlin) }
		})
		s.Send("/now/say", "text", "1")
		s.Keep()
		s.Wait(9 * time.Minute)
		s.Send("/write", "text", "2")
		heardIs(t, s, `["1/web","2/"]`)
		s.Wait(11 * time.Minute)
		if p := s.Open("/heard"); !strings.HasPrefix(p.Path, "/unlock") {
			t.Errorf("%s: after eleven minutes %s is open", what, p.Path)
		}
		s.Unlock()
		s.Wait(time.Hour)
		s.Unlock()
		s.Send("/write", "text", "3")
		heardIs(t, s, `["1/web","2/","3/"]`)
	}
}
