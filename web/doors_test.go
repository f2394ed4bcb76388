package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault/vaulttest"
	"ebb/web"
)

func heardIs(t *testing.T, s *site.Site, want string) {
	t.Helper()
	if got := s.Open("/heard").Body; got != want {
		t.Errorf("heard %s, want %s", got, want)
	}
}

func TestDraftKeepLockUnlock(t *testing.T) {
	s := wordy(t)
	s.Open("/")
	s.Open("/now")
	s.Open("/today")
	if n := people(t, s); n != 0 {
		t.Fatalf("looking around created %d people", n)
	}
	s.Send("/now/say", "text", "one")
	heardIs(t, s, `["one/web"]`)
	if p := s.Open("/today"); !strings.Contains(site.Text(p), "Kept in this browser only, until Sunday 29 November.") {
		t.Errorf("the draft does not say until when: %s", site.Text(p))
	}
	s.Keep()
	if p := s.Open("/today"); strings.Contains(p.Body, "this browser only") {
		t.Error("it still says that it is a draft")
	}
	s.Send("/now/say", "text", "two")
	s.Lock()
	if p := s.Open("/heard"); p.Path != "/unlock?next=%2Fheard" {
		t.Errorf("locked, the page leads to %s", p.Path)
	}
	s.Unlock()
	heardIs(t, s, `["one/web","two/web"]`)
}

func TestFirstPostWithoutACookie(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "first")
	heardIs(t, s, `["first/web"]`)
	s.Send("/now/say", "text", "second")
	if people(t, s) != 1 {
		t.Errorf("%d people", people(t, s))
	}
}

func TestTwoTabsAreOnePerson(t *testing.T) {
	s := wordy(t)
	s.Open("/")
	var tabs sync.WaitGroup
	for i := range 8 { // the same word eight times would be one form that comes again
		tabs.Go(func() {
			if p, err := s.Post("/now/say", url.Values{"text": {strconv.Itoa(i) + "x"}}); err != nil || p.Status != 200 {
				t.Error(err, p)
			}
		})
	}
	tabs.Wait()
	if n := strings.Count(s.Open("/heard").Body, "x/web"); n != 8 || people(t, s) != 1 {
		t.Errorf("%d of 8 words, %d people", n, people(t, s))
	}
}

func TestLockedCapturesJoinOnce(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "open")
	s.Keep()
	s.Lock()
	other := s.Browser()
	for range 2 {
		if _, err := other.Post("/now/say", url.Values{"text": {"shut"}}); err != nil {
			t.Fatal(err)
		}
	}
	s.Unlock()
	heardIs(t, s, `["open/web","shut/locked","shut/locked"]`)
	s.Lock()
	s.Open("/")
	s.Unlock()
	heardIs(t, s, `["open/web","shut/locked","shut/locked"]`)
}

func TestWhatIsKeptElsewhereShowsOnTheNextPage(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "open")
	s.Keep()
	if _, err := s.Browser().Post("/now/say", url.Values{"text": {"elsewhere"}}); err != nil {
		t.Fatal(err)
	}
	heardIs(t, s, `["open/web","elsewhere/locked"]`)
}

func TestWrongPassphrases(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	for pass, says := range map[string]string{
		"short":                        "15 protect it",
		"passwordpassword":             "easy to guess",
		strings.Repeat("long ", 300):   "longer than 1024",
		"seven herons over grey ponds": "not the same",
	} {
		p := s.Send("/keep-this", "pass", pass, "again", "different but long enough")
		if p.Status != 400 || !strings.Contains(site.Text(p), says) || strings.Contains(p.Body, pass) {
			t.Errorf("%.20q: %d %s", pass, p.Status, site.Text(p))
		}
	}
	heardIs(t, s, `["x/web"]`)
	s.Keep()
	s.Lock()
	p := s.Send("/unlock", "pass", "nine herons over grey water")
	if p.Status != 403 || !strings.Contains(p.Body, "did not open") {
		t.Errorf("%d %s", p.Status, site.Text(p))
	}
	for range 12 {
		p = s.Send("/unlock", "pass", "x")
	}
	if p.Status != http.StatusTooManyRequests {
		t.Errorf("the thirteenth try: %d", p.Status)
	}
	s.Wait(time.Minute)
	s.Unlock()
}

func TestIdleLock(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	s.Wait(9 * time.Minute)
	s.Open("/today")
	s.Wait(9 * time.Minute)
	heardIs(t, s, `["x/web"]`)
	s.Wait(11 * time.Minute)
	if p := s.Open("/today"); p.Path != "/unlock?next=%2Ftoday" {
		t.Errorf("after eleven minutes: %s", p.Path)
	}
}

func TestAHardMomentIsNeverLocked(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	s.Open("/now/heard")
	s.Wait(25 * time.Minute)
	if p := s.Send("/now/say", "text", "y"); p.Body != `["x/web","y/web"]` {
		t.Errorf("the moment was closed: %s", p.Body)
	}
	if p := s.Open("/today"); p.Path != "/unlock?next=%2Ftoday" {
		t.Errorf("the rest is open: %s", p.Path)
	}
}

func TestASessionEndsAfterADay(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	for range 24 * 7 {
		s.Wait(9 * time.Minute)
		s.Open("/today")
	}
	if p := s.Open("/heard"); p.Path != "/unlock?next=%2Fheard" {
		t.Errorf("after more than a day: %s", p.Path)
	}
}

func TestASessionNeedsItsDaysSecret(t *testing.T) {
	var options web.Options
	s := wordy(t, func(o *web.Options) { options = *o })
	s.Send("/now/say", "text", "x")
	s.Keep()
	day := s.Now().Unix() / 86400
	if err := options.Secrets.Expire("session", day+1); err != nil {
		t.Fatal(err)
	}
	if p := s.Open("/heard"); p.Path != "/unlock?next=%2Fheard" {
		t.Errorf("without the secret: %s", p.Path)
	}
}

func TestLockEverywhere(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	other := s.Browser()
	if _, err := other.Post("/unlock", url.Values{"pass": {vaulttest.Passphrase}}); err != nil {
		t.Fatal(err)
	}
	if p := s.Open("/settings"); !strings.Contains(p.Body, "Another browser or terminal") {
		t.Errorf("the other session is not listed: %s", site.Text(p))
	}
	s.Send("/sign-out-everywhere")
	for _, b := range []*walk.Site{s.Site, other} {
		if p, err := b.Get("/heard"); err != nil || p.Path != "/unlock?next=%2Fheard" {
			t.Errorf("still open: %v %v", p.Path, err)
		}
	}
}

func TestASecondPersonNeedsAnInvitation(t *testing.T) {
	s := wordy(t)
	other := s.Browser()
	if _, err := other.Post("/now/say", url.Values{"text": {"theirs"}}); err != nil {
		t.Fatal(err)
	}
	s.Send("/now/say", "text", "mine")
	s.Keep()
	p, err := other.Post("/keep-this", url.Values{"pass": {vaulttest.Passphrase}, "again": {vaulttest.Passphrase}})
	if err != nil || p.Status != http.StatusConflict || !strings.Contains(p.Body, "others come by invitation") {
		t.Errorf("%v %d %s", err, p.Status, site.Text(p))
	}
	if p, err := other.Get("/heard"); err != nil || p.Body != `["theirs/web"]` {
		t.Errorf("their draft is gone: %v %s", err, p.Body)
	}
}

func TestStepUp(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	if p := s.Open("/secret"); p.Body != `["x/web"]` {
		t.Errorf("right after choosing: %s", site.Text(p))
	}
	s.Wait(6 * time.Minute)
	if p := s.Open("/secret"); p.Path != "/step-up?next=%2Fsecret" {
		t.Errorf("six minutes later: %s", p.Path)
	}
	if p := s.Send("/step-up", "pass", "not the right one at all", "next", "/secret"); p.Status != 403 {
		t.Errorf("a wrong passphrase: %d", p.Status)
	}
	if p := s.Send("/step-up", "pass", vaulttest.Passphrase, "next", "/secret"); p.Path != "/secret" || p.Body != `["x/web"]` {
		t.Errorf("after the passphrase: %s %s", p.Path, site.Text(p))
	}
}

func TestOnlyLocalPathsAreFollowed(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	for _, next := range []string{"//evil.example", `/\evil.example`, "https://evil.example", "evil", "/\tx", "javascript:alert(1)", "/ok\r\nSet-Cookie: a=b"} {
		s.Lock()
		p := s.Send("/unlock", "pass", vaulttest.Passphrase, "next", next)
		if p.Path != "/today" {
			t.Errorf("%q led to %s", next, p.Path)
		}
		s.Wait(10 * time.Second)
	}
}

func TestRecoveryCode(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	s.Keep()
	text := site.Text(s.Send("/recovery"))
	_, words, _ := strings.Cut(text, "shown again. ")
	code := strings.Join(strings.Fields(words)[:15], " ")
	if _, last, _ := strings.Cut(words, code); !strings.HasPrefix(strings.TrimSpace(last), "I have put it") {
		t.Fatalf("not fifteen words: %q", words)
	}
	if p := s.Open("/recovery/code"); !strings.Contains(site.Text(p), code) {
		t.Error("a reload loses the code")
	}
	s.Send("/recovery/safe")
	if p := s.Open("/recovery/code"); p.Path != "/settings" {
		t.Errorf("it is shown again: %s", p.Path)
	}
	s.Lock()
	if p := s.Send("/unlock", "code", "AAAA-BBBB"); p.Status != 403 || !strings.Contains(p.Body, "fifteen words") {
		t.Errorf("half a code: %d", p.Status)
	}
	if p := s.Send("/unlock", "code", strings.ToUpper(code)); p.Path != "/today" {
		t.Errorf("the code led to %s: %s", p.Path, site.Text(p))
	}
	p := s.Send("/settings/passphrase", "pass", "another lamp beside a door", "again", "another lamp beside a door")
	if p.Path != "/recovery" {
		t.Fatalf("a new passphrase: %s %s", p.Path, site.Text(p))
	}
	heardIs(t, s, `["x/web"]`)
	s.Lock()
	if p := s.Send("/unlock", "pass", vaulttest.Passphrase); p.Status != 403 {
		t.Error("the old passphrase still opens")
	}
	if p := s.Send("/unlock", "code", code); p.Status != 403 {
		t.Error("the old code still opens")
	}
	if p := s.Send("/unlock", "pass", "another lamp beside a door"); p.Path != "/today" {
		t.Error("the new passphrase does not open")
	}
}

func TestDraftsLiveAWeek(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	for range 12 { // twelve visits, three days apart: each renews it
		s.Wait(3 * 24 * time.Hour)
		heardIs(t, s, `["x/web"]`)
		heardIs(t, s, `["x/web"]`)
	}
	s.Wait(9 * 24 * time.Hour)
	if n := people(t, s); n != 0 {
		t.Errorf("%d drafts are left after nine days", n)
	}
	heardIs(t, s, `null`)
}

// A browser that never got the answer with the new token must still get in.
func TestALostAnswerLosesNothing(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "x")
	at, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	before := s.Client.Jar.Cookies(at)
	for range 3 {
		s.Wait(25 * time.Hour)
		s.Open("/today")
		lost := s.Browser()
		lost.Client.Jar.SetCookies(at, before)
		s.Site = lost
		heardIs(t, s, `["x/web"]`)
		before = s.Client.Jar.Cookies(at)
	}
}

func TestLeave(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "canary")
	p := s.Open("/leave")
	if strings.Contains(p.Body, "Help") || len(p.Links) != 0 || len(p.Forms) != 0 || strings.Contains(p.Body, "<script") {
		t.Errorf("the page people leave to leads back: %s", p.Body)
	}
	if p := s.Open("/heard"); p.Path != "/back?next=%2Fheard" || strings.Contains(p.Body, "canary") || len(p.Forms) != 1 {
		t.Errorf("a draft after leaving: %s %s", p.Path, site.Text(p))
	}
	s.Send("/now/say", "text", "meanwhile")
	if p := s.Send("/back", "choice", "open", "next", "/heard"); p.Path != "/heard" {
		t.Errorf("coming back led to %s", p.Path)
	}
	s.Send("/now/say", "text", "after")
	heardIs(t, s, `["canary/web","meanwhile/locked","after/web"]`)
	s.Open("/leave")
	s.Send("/back", "choice", "empty")
	heardIs(t, s, `null`)
	if n := people(t, s); n != 0 {
		t.Errorf("%d people are left after starting empty", n)
	}
	s.Send("/now/say", "text", "x")
	s.Keep()
	s.Open("/leave")
	if p := s.Open("/heard"); p.Path != "/unlock?next=%2Fheard" {
		t.Errorf("a kept journal after leaving: %s", p.Path)
	}
}

func TestAFullDiskRefusesAndReadsOn(t *testing.T) {
	m := mem.New()
	s := wordy(t, func(o *web.Options) { o.Store = m })
	s.Send("/now/say", "text", "one")
	m.Fail(store.ErrFull, false)
	p := s.Send("/write", "text", "two")
	if p.Status != http.StatusInsufficientStorage || !strings.Contains(p.Body, "The disk is full") {
		t.Errorf("%d %s", p.Status, site.Text(p))
	}
	heardIs(t, s, `["one/web"]`)
	s.Send("/write", "text", "three")
	heardIs(t, s, `["one/web","three/"]`)
}

func TestAFirstSaveThatFailsCanBeRepeated(t *testing.T) {
	m := mem.New()
	s := wordy(t, func(o *web.Options) { o.Store = m })
	s.Open("/")
	m.Fail(store.ErrFull, false)
	if p := s.Send("/now/say", "text", "one"); p.Status != http.StatusInsufficientStorage {
		t.Errorf("%d", p.Status)
	}
	s.Send("/now/say", "text", "again")
	heardIs(t, s, `["again/web"]`)
}

func TestLogsHoldNoContent(t *testing.T) {
	s := wordy(t)
	s.Send("/now/say", "text", "canary-one")
	s.Open("/heard?q=canary-two")
	s.Open("/canary-three")
	s.Keep()
	s.Send("/unlock", "pass", "canary-four")
	s.Lock()
	s.Send("/unlock", "pass", "canary-five", "next", "/canary-six")
	s.Send("/now/pull", "pull", "canary-seven")
	for _, secret := range []string{"canary", vaulttest.Passphrase, "ebb="} {
		if strings.Contains(s.Log(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(s.Log(), `route="GET /heard"`) {
		t.Error("the log names no routes")
	}
}

func TestHostileWordsAreInert(t *testing.T) {
	s := wordy(t)
	for _, path := range []string{"/unlock", "/step-up", "/back"} {
		s.Send("/now/say", "text", "x")
		p := s.Open(path + "?next=" + url.QueryEscape(`/"><script>alert(1)</script>`))
		if strings.Contains(p.Body, "<script>alert") {
			t.Errorf("%s runs its query", path)
		}
	}
	s.Send("/now/say", "text", "x")
	p := s.Send("/keep-this", "pass", `"><script>alert(1)</script>`, "again", "y")
	if strings.Contains(p.Body, "<script>alert") {
		t.Error("the form repeats a passphrase")
	}
}

func TestDraftsAreBounded(t *testing.T) {
	s := wordy(t, func(o *web.Options) { o.Drafts = 2 })
	for i := range 3 {
		p, err := s.Browser().Post("/now/say", url.Values{"text": {"x"}})
		if err != nil {
			t.Fatal(err)
		}
		if full := p.Status == http.StatusServiceUnavailable; full != (i == 2) {
			t.Errorf("draft %d: %d", i+1, p.Status)
		}
	}
}
