package web_test

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature"
	"ebb/internal/site"
	"ebb/store"
	"ebb/web"
)

// waits is a feature with something due in two hours and something long past.
func waits() *feature.Feature {
	return &feature.Feature{Name: "wait", Guard: feature.Free, Due: func(r *feature.Request) ([]time.Time, error) {
		return []time.Time{r.Now.Add(2 * time.Hour), r.Now.AddDate(0, 0, -3)}, nil
	}}
}

// service is a push service that answers status, and what it was sent.
type service struct {
	at     string
	client *http.Client
	sent   []string
}

func push(t *testing.T, status int) *service {
	x := &service{}
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		x.sent = append(x.sent, string(body))
		w.WriteHeader(status)
	}))
	t.Cleanup(srv.Close)
	x.client = srv.Client()
	x.client.Transport.(*http.Transport).TLSClientConfig.InsecureSkipVerify = true // it has another name
	x.at = "https://localhost:" + srv.URL[strings.LastIndex(srv.URL, ":")+1:] + "/to"
	return x
}

// kept is a site with somebody who has a passphrase and is signed in.
func kept(t *testing.T, x *service) *site.Site {
	s := wordy(t, func(o *web.Options) { o.Features, o.Push = append(o.Features, waits()), x.client })
	s.Send("/now/say", "text", "one")
	s.Keep()
	return s
}

func due(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	if err := s.Store.Dues(context.Background(), 0, 1<<40, func(store.ID, int64) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func reached(t *testing.T, at string) []string {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return []string{"word", "tide", "endpoint", at, "p256dh", encode(key.PublicKey().Bytes()), "auth", encode(make([]byte, 16))}
}

func TestNothingRemindsAndNothingIsWrittenDownUntilSomebodyAsks(t *testing.T) {
	s := kept(t, push(t, 201))
	s.Open("/today")
	if n := due(t, s); n != 0 {
		t.Errorf("%d times are kept", n)
	}
	if page := site.Text(s.Open("/settings/reminders")); !strings.Contains(page, "Nothing reminds you now.") {
		t.Errorf("the page: %s", page)
	}
}

func TestACalendarFeedOpensWithItsAddressAloneAlsoWhileLocked(t *testing.T) {
	s := kept(t, push(t, 201))
	page := s.Send("/settings/reminders/calendar", "word", "tide").Body
	at := regexp.MustCompile(`/calendar/[\w-]+\.ics`).FindString(page)
	if at == "" {
		t.Fatalf("no address on the page: %s", page)
	}
	if page := s.Send("/settings/reminders/seen"); strings.Contains(page.Body, at) || !strings.Contains(site.Text(page), "A calendar feed is on.") {
		t.Error("the address is shown again")
	}
	s.Lock()
	stranger := s.Browser()
	file, err := stranger.Get(at)
	if err != nil || file.Status != 200 || strings.Count(file.Body, "BEGIN:VEVENT") != 1 || !strings.Contains(file.Body, "SUMMARY:Tide") {
		t.Fatalf("%v %d\n%s", err, file.Status, file.Body)
	}
	name := strings.TrimSuffix(at, ".ics")
	for _, wrong := range []string{"/calendar/AAAA.ics", name, name + "A.ics", name[:len(name)-4] + "AAAA.ics", "/calendar/" + strings.Repeat("A", 43) + ".ics"} {
		if file, err := stranger.Get(wrong); err != nil || file.Status != 404 {
			t.Errorf("%s answers %d, %v", wrong, file.Status, err)
		}
	}
	if strings.Contains(s.Log(), name) {
		t.Error("the log holds the address")
	}
	s.Unlock()
	s.Send("/settings/reminders/off")
	if file, err := stranger.Get(at); err != nil || file.Status != 404 || due(t, s) != 0 {
		t.Errorf("a feed that was stopped answers %d, %v, and %d times are kept", file.Status, err, due(t, s))
	}
}

func TestAMessageGoesOutOnceWhenItIsDueAndCarriesNoWordInTheClear(t *testing.T) {
	x := push(t, 201)
	s := kept(t, x)
	if page := site.Text(s.Send("/settings/reminders/browser", reached(t, x.at)...)); !strings.Contains(page, "1 browser gets a message.") {
		t.Fatalf("the page: %s", page)
	}
	s.Lock()
	s.Wait(time.Hour)
	if len(x.sent) != 0 {
		t.Error("it came too early")
	}
	for range 3 {
		s.Wait(time.Hour)
	}
	if len(x.sent) != 1 || strings.Contains(x.sent[0], "Tide") {
		t.Errorf("%d messages", len(x.sent))
	}
	if strings.Contains(s.Log(), "localhost:") {
		t.Error("the log names the push service")
	}
}

func TestABrowserThatHasGoneIsForgotten(t *testing.T) {
	x := push(t, http.StatusGone)
	s := kept(t, x)
	s.Send("/settings/reminders/browser", reached(t, x.at)...)
	s.Wait(2*time.Hour + time.Minute)
	s.Unlock()
	if page := site.Text(s.Open("/settings/reminders")); !strings.Contains(page, "Nothing reminds you now.") || !strings.Contains(page, "was taken off the list") {
		t.Errorf("the page: %s", page)
	}
}

// Check 38: what did not arrive says so, at once where somebody looks, until
// they have seen it.
func TestAReminderThatDidNotArriveSaysSo(t *testing.T) {
	for what, c := range map[string]struct {
		status int
		asleep time.Duration // the server, beyond the time of the reminder
		said   bool
	}{
		"it arrived":             {201, 0, false},
		"the service refused it": {503, 0, true},
		"the server slept":       {201, 3 * time.Hour, true},
	} {
		t.Run(what, func(t *testing.T) {
			x := push(t, c.status)
			s := kept(t, x)
			s.Send("/settings/reminders/browser", reached(t, x.at)...)
			s.Wait(2*time.Hour + time.Minute + c.asleep)
			s.Unlock()
			for _, path := range []string{"/today", "/settings/reminders"} {
				if page := site.Text(s.Open(path)); strings.Contains(page, "A reminder did not arrive The one of Sunday 22 November at 23:00") != c.said {
					t.Errorf("%s: %s", path, page)
				}
			}
			if page := site.Text(s.Send("/settings/reminders/missed")); strings.Contains(page, "did not arrive") {
				t.Errorf("it was seen, and stands there: %s", page)
			}
			s.Wait(2 * time.Minute)
			if page := site.Text(s.Open("/today")); strings.Contains(page, "did not arrive") {
				t.Errorf("it was seen, and comes again: %s", page)
			}
			if n := len(x.sent); c.asleep > 0 && n > 0 {
				t.Errorf("%d messages came hours late", n)
			}
			if strings.Contains(s.Log(), "localhost:") {
				t.Error("the log names the push service")
			}
		})
	}
}

func TestWhatIsNoPushServiceIsRefusedWithASentence(t *testing.T) {
	s := kept(t, push(t, 201))
	for _, at := range []string{"http://push.example/", "https://127.0.0.1/", "", "https://" + strings.Repeat("a", 3000)} {
		if page := s.Send("/settings/reminders/browser", reached(t, at)...); page.Status != 400 || !strings.Contains(page.Body, "named no push service") {
			t.Errorf("%.30q: %d %s", at, page.Status, site.Text(page))
		}
	}
	if page := s.Send("/settings/reminders/calendar", "word", "R. misses you"); page.Status != 400 {
		t.Errorf("another word: %d", page.Status)
	}
}
