package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/vault/vaulttest"
	"ebb/web"
)

// hold gives a browser a cookie, as the page's script would.
func hold(t *testing.T, s *walk.Site, name, value string) {
	t.Helper()
	u, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	s.Client.Jar.SetCookies(u, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

func held(t *testing.T, s *walk.Site, name string) string {
	t.Helper()
	u, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// is says whether a page is at path, whatever it is asked there.
func is(p *walk.Page, path string) bool {
	at, _, _ := strings.Cut(p.Path, "?")
	return at == path
}

// somebody is a site with somebody in it.
func somebody(t *testing.T, change ...func(*web.Options)) *site.Site {
	t.Helper()
	s := site.New(t, all.List(), change...)
	s.Send("/now/pull", "pull", "reach")
	s.Keep()
	return s
}

// The script that leaves marks the browser before it asks for the lock. Where
// that request is lost, any other does its work before it does its own.
func TestALostLockIsDoneByTheNextRequest(t *testing.T) {
	for what, next := range map[string]func(*site.Site) *walk.Page{
		"a page":      func(s *site.Site) *walk.Page { return s.Open("/today") },
		"another one": func(s *site.Site) *walk.Page { return s.Open("/settings") },
		"a form":      func(s *site.Site) *walk.Page { return s.Send("/note", "text", "later") },
	} {
		s := somebody(t)
		hold(t, s.Site, "ebb-lock", "0")
		if p := next(s); !is(p, "/unlock") {
			t.Errorf("%s: leads to %s", what, p.Path)
		}
		if got := held(t, s.Site, "ebb-lock"); got != "" {
			t.Errorf("%s: the mark stays: %q", what, got)
		}
		s.Unlock()
		if p := s.Open("/today"); !is(p, "/today") {
			t.Errorf("%s: unlocked again it leads to %s", what, p.Path)
		}
	}
}

func TestALostLockOnADraft(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	hold(t, s.Site, "ebb-lock", "0")
	if p := s.Open("/today"); !is(p, "/back") {
		t.Errorf("the draft is open at %s", p.Path)
	}
	if p := s.Open("/patterns"); !is(p, "/back") {
		t.Errorf("the next page is open at %s", p.Path)
	}
}

// Unlocking with the mark still there unlocks: the mark is from before.
func TestUnlockingAfterALostLock(t *testing.T) {
	s := somebody(t)
	hold(t, s.Site, "ebb-lock", "0")
	s.Unlock()
	if p := s.Open("/today"); !is(p, "/today") {
		t.Errorf("Today leads to %s", p.Path)
	}
}

// A page out of sight names the second from which on it is to be locked.
func TestTheMarkOfAPageOutOfSight(t *testing.T) {
	s := somebody(t)
	hold(t, s.Site, "ebb-lock", fmt.Sprint(s.Now().Add(time.Minute).Unix()))
	if p := s.Open("/today"); !is(p, "/today") {
		t.Errorf("within the minute it leads to %s", p.Path)
	}
	s.Wait(time.Minute)
	if p := s.Open("/today"); !is(p, "/unlock") {
		t.Errorf("after the minute it leads to %s", p.Path)
	}
}

func TestTheIdleLockIsWhatWasChosen(t *testing.T) {
	for _, c := range []struct {
		what    string
		cookies map[string]string
		away    time.Duration
		open    bool
	}{
		{"without a choice, nine minutes", nil, 9 * time.Minute, true},
		{"without a choice, ten minutes", nil, 10 * time.Minute, false},
		{"five chosen, four minutes", map[string]string{"ebb-idle": "5"}, 4 * time.Minute, true},
		{"five chosen, five minutes", map[string]string{"ebb-idle": "5"}, 5 * time.Minute, false},
		{"thirty chosen, 29 minutes", map[string]string{"ebb-idle": "30"}, 29 * time.Minute, true},
		{"thirty chosen, thirty minutes", map[string]string{"ebb-idle": "30"}, 30 * time.Minute, false},
		{"a choice that is none", map[string]string{"ebb-idle": "9999"}, 10 * time.Minute, false},
		{"discreet, 59 seconds", map[string]string{"ebb-discreet": "1"}, 59 * time.Second, true},
		{"discreet, a minute", map[string]string{"ebb-discreet": "1", "ebb-idle": "30"}, time.Minute, false},
	} {
		s := somebody(t)
		for name, value := range c.cookies {
			hold(t, s.Site, name, value)
		}
		s.Open("/today")
		for range 3 { // a hand that sends nothing else
			s.Wait(c.away * 9 / 10)
			s.Send("/awake")
		}
		if p := s.Open("/today"); !is(p, "/today") {
			t.Errorf("%s: somebody who types is locked out", c.what)
		}
		s.Wait(c.away)
		if p := s.Open("/today"); (is(p, "/today")) != c.open {
			t.Errorf("%s: it leads to %s", c.what, p.Path)
		}
	}
}

func TestARunningMomentStaysInDiscreetMode(t *testing.T) {
	s := somebody(t)
	hold(t, s.Site, "ebb-discreet", "1")
	s.Send("/now/pull", "pull", "reach")
	s.Wait(20 * time.Minute)
	if p := s.Open("/now/choose"); !is(p, "/now/choose") {
		t.Errorf("the moment was closed: %s", p.Path)
	}
	if p := s.Open("/today"); !is(p, "/unlock") {
		t.Errorf("what is not part of it is open: %s", p.Path)
	}
}

// twins are two servers on one store, and a browser that can reach both with
// the same cookies.
func twins(t *testing.T) (one, other *site.Site) {
	t.Helper()
	shared, secrets := mem.New(), vault.MemorySecrets()
	on := func(o *web.Options) { o.Store, o.Secrets = shared, secrets }
	one = somebody(t, on)
	other = site.New(t, all.List(), on)
	return one, other
}

// carry hands a browser's session to another server of the same house.
func carry(t *testing.T, from, to *walk.Site) {
	t.Helper()
	hold(t, to, "ebb", held(t, from, "ebb"))
}

func TestLockReachesEveryServer(t *testing.T) {
	for what, lock := range map[string]func(mine *site.Site, another *walk.Site){
		"one tap":    func(mine *site.Site, _ *walk.Site) { mine.Lock() },
		"leaving":    func(mine *site.Site, _ *walk.Site) { mine.Open("/leave") },
		"everywhere": func(_ *site.Site, another *walk.Site) { another.Post("/sign-out-everywhere", nil) },
	} {
		one, other := twins(t)
		carry(t, one.Site, other.Site)
		if p := other.Open("/today"); !is(p, "/today") {
			t.Fatalf("%s: the other server does not know the session: %s", what, p.Path)
		}
		second := other.Browser()
		if _, err := second.Post("/unlock", site.Form("pass", vaulttest.Passphrase)); err != nil {
			t.Fatal(err)
		}
		lock(one, second)
		if p := other.Open("/today"); !is(p, "/unlock") {
			t.Errorf("%s: on the other server Today leads to %s", what, p.Path)
		}
		if p, err := second.Get("/today"); err != nil || is(p, "/unlock") != (what == "everywhere") {
			t.Errorf("%s: in the second browser Today leads to %s", what, p.Path)
		}
	}
}

// A server that a person has not used for long must not end the session that
// they use on another one.
func TestAServerThatIsNotUsedEndsNoSession(t *testing.T) {
	one, other := twins(t)
	carry(t, one.Site, other.Site)
	one.Open("/today")
	for range 6 {
		one.Wait(2 * time.Minute)
		other.Wait(2 * time.Minute)
		if p := other.Open("/today"); !is(p, "/today") {
			t.Fatalf("the session in use was ended: %s", p.Path)
		}
	}
	if p := one.Open("/today"); !is(p, "/today") {
		t.Errorf("on the first server Today leads to %s", p.Path)
	}
	one.Wait(10 * time.Minute)
	other.Wait(10 * time.Minute)
	if n := sessionRows(t, one); n != 0 {
		t.Errorf("%d sessions are left after everybody has gone", n)
	}
}

func sessionRows(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	err := s.Store.People(t.Context(), func(id store.ID, _ store.Person) error {
		rows, err := s.Store.SessionsOf(t.Context(), id)
		n += len(rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestLeaveLeadsWhereThePersonSaid(t *testing.T) {
	s := somebody(t)
	for site, taken := range map[string]bool{
		"http://weather.example":         false,
		"javascript:alert(1)":            false,
		"https://user:pass@news.example": false,
		"https://localhost":              false,
		"//news.example":                 false,
		"https://news.example/a?b=c d":   true,
		"https://weather.example/today":  true,
	} {
		p := s.Send("/settings/leave", "site", site)
		if taken != (is(p, "/settings")) {
			t.Errorf("%s: leads to %s %d", site, p.Path, p.Status)
		}
	}
	s.Send("/settings/leave", "site", "https://weather.example/today")
	res := bare(t, s, "/leave")
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || to != "https://weather.example/today" {
		t.Errorf("Leave answers %d %s", res.StatusCode, to)
	}
	if p := s.Open("/today"); !is(p, "/unlock") {
		t.Errorf("after leaving, Today leads to %s", p.Path)
	}
	s.Unlock()
	s.Send("/settings/leave", "site", "")
	if p := s.Open("/leave"); !is(p, "/leave") || !strings.Contains(p.Body, "Tides") {
		t.Errorf("without an address Leave leads to %s", p.Path)
	}
}

// bare asks for a path and follows nothing.
func bare(t *testing.T, s *site.Site, path string) *http.Response {
	t.Helper()
	res, err := s.Client.Get(s.Base + path)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res
}

// To lock less than before wants the passphrase; to lock more does not.
func TestALooserLockWantsThePassphrase(t *testing.T) {
	for _, c := range []struct {
		what          string
		before, after []string
		asked         bool
	}{
		{"later", []string{"minutes", "5"}, []string{"minutes", "10"}, true},
		{"sooner", []string{"minutes", "10"}, []string{"minutes", "5"}, false},
		{"in sight only no more", []string{"minutes", "5", "hide", "1"}, []string{"minutes", "5"}, true},
		{"in sight only", []string{"minutes", "5"}, []string{"minutes", "5", "hide", "1"}, false},
	} {
		s := somebody(t)
		s.Send("/settings/lock", c.before...)
		for range 3 {
			s.Wait(2 * time.Minute)
			s.Send("/awake")
		}
		p := s.Send("/settings/lock", c.after...)
		if asked := is(p, "/step-up"); asked != c.asked {
			t.Errorf("%s: leads to %s", c.what, p.Path)
		}
		if !c.asked {
			continue
		}
		s.Send("/step-up", "pass", vaulttest.Passphrase, "next", "/settings/lock")
		if p := s.Send("/settings/lock", c.after...); !is(p, "/settings") {
			t.Errorf("%s: with the passphrase it leads to %s", c.what, p.Path)
		}
	}
}

func TestDiscreetMode(t *testing.T) {
	s := somebody(t)
	if p := s.Open("/today"); p.Title != "Today – Ebb" {
		t.Errorf("the title is %q", p.Title)
	}
	s.Send("/settings/discreet")
	for _, path := range []string{"/today", "/patterns", "/keep", "/settings", "/help", "/settings/discreet", "/now"} {
		if p := s.Open(path); p.Title != "Ebb" {
			t.Errorf("%s has the title %q", path, p.Title)
		}
	}
	if p := s.Open("/today"); !strings.Contains(p.Body, `data-idle="60"`) {
		t.Error("the page does not lock after a minute")
	}
	for range 7 {
		s.Wait(50 * time.Second)
		s.Send("/awake")
	}
	if p := s.Open("/settings/discreet/off"); !is(p, "/step-up") {
		t.Errorf("to turn it off leads to %s without the passphrase", p.Path)
	}
	if p := s.Send("/settings/discreet/off"); !is(p, "/step-up") {
		t.Errorf("it is turned off without the passphrase: %s", p.Path)
	}
	s.Send("/step-up", "pass", vaulttest.Passphrase, "next", "/settings/discreet/off")
	s.Send("/settings/discreet/off")
	if p := s.Open("/today"); p.Title != "Today – Ebb" {
		t.Errorf("off again, the title is %q", p.Title)
	}
}

func TestTheOfferOfTheHomeScreen(t *testing.T) {
	offered := func(s *site.Site) bool { return strings.Contains(s.Open("/today").Body, "/settings/install/never") }
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	s.Send("/now/outcome", "outcome", "passed")
	if offered(s) {
		t.Error("offered after the first moment")
	}
	s.Wait(time.Hour)
	s.Open("/now")
	s.Send("/now/pull", "pull", "reply")
	if !offered(s) {
		t.Error("not offered after the second moment")
	}
	s.Send("/settings/install/never")
	if offered(s) {
		t.Error("offered again after a no")
	}
}

// The browser installs what the page's manifest says: the chosen name, the same
// bytes for everybody.
func TestManifests(t *testing.T) {
	s := somebody(t)
	for _, c := range []struct{ app, discreet, href, name, shortcut string }{
		{"", "", "/app/ebb.webmanifest", "Ebb", "Hard moment"},
		{"", "1", "/app/notes-quiet.webmanifest", "Notes", "New"},
		{"ebb", "1", "/app/ebb-quiet.webmanifest", "Ebb", "New"},
		{"days", "", "/app/days.webmanifest", "Days", "New"},
		{"tide", "1", "/app/tide-quiet.webmanifest", "Tide", "New"},
	} {
		b := s.Browser()
		if c.app != "" {
			if _, err := b.Post("/settings/install", site.Form("app", c.app)); err != nil {
				t.Fatal(err)
			}
		}
		if c.discreet != "" {
			hold(t, b, "ebb-discreet", "1")
		}
		p, err := b.Get("/")
		if err != nil || !strings.Contains(p.Body, `<link rel="manifest" href="`+c.href+`">`) {
			t.Errorf("%v: no link to %s: %v", c, c.href, err)
		}
		raw, err := b.Get(c.href)
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Name      string `json:"name"`
			Short     string `json:"short_name"`
			Start     string `json:"start_url"`
			Shortcuts []struct{ Name, URL string }
			Icons     []struct{ Src string }
			Share     struct{ Action string } `json:"share_target"`
		}
		if err := json.Unmarshal([]byte(raw.Body), &m); err != nil {
			t.Fatal(err)
		}
		if m.Name != c.name || m.Short != c.name || m.Start != "/" || len(m.Shortcuts) != 1 || m.Shortcuts[0].Name != c.shortcut ||
			m.Shortcuts[0].URL != "/now" || m.Share.Action != "/patterns/messages/shared" {
			t.Errorf("%s says %+v", c.href, m)
		}
		for _, icon := range m.Icons {
			if p, err := b.Get(icon.Src); err != nil || p.Status != http.StatusOK {
				t.Errorf("%s: there is no icon %s", c.href, icon.Src)
			}
		}
	}
	if p := s.Open("/app/other.webmanifest"); p.Status != http.StatusNotFound {
		t.Errorf("another name answers %d", p.Status)
	}
}
