package web_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"ebb"
	"ebb/feature"
	"ebb/internal/site"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault/vaulttest"
	"ebb/web"
)

// Somebody with the database puts an old session's row back: it opens nothing
// of the new ring.
func TestAnOldSessionPutBackOpensNothing(t *testing.T) {
	put := &putBack{Store: mem.New()}
	s := wordy(t, func(o *web.Options) { o.Store = put })
	s.Send("/now/say", "text", "x")
	s.Keep()
	at, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	cookies, rows := s.Client.Jar.Cookies(at), sessions(t, s)
	if p := s.Send("/settings/passphrase", "pass", "another lamp beside a door", "again", "another lamp beside a door"); p.Path != "/recovery" {
		t.Fatalf("%s %s", p.Path, site.Text(p))
	}
	put.row = &rows[0]
	thief := s.Browser()
	thief.Client.Jar.SetCookies(at, cookies)
	if p, err := thief.Get("/heard"); err != nil || p.Path != "/unlock?next=%2Fheard" {
		t.Errorf("%v %s %s", err, p.Path, p.Body)
	}
}

// putBack is a store whose session is whatever somebody wrote there.
type putBack struct {
	store.Store
	row *store.Session
}

func (p *putBack) Session(ctx context.Context, id store.ID) (store.Session, error) {
	if p.row != nil && p.row.ID == id {
		return *p.row, nil
	}
	return p.Store.Session(ctx, id)
}

func sessions(t *testing.T, s *site.Site) (all []store.Session) {
	t.Helper()
	err := s.Store.People(t.Context(), func(id store.ID, _ store.Person) error {
		rows, err := s.Store.SessionsOf(t.Context(), id)
		all = append(all, rows...)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d sessions, %v", len(all), err)
	}
	return all
}

func TestADemoWritesNothing(t *testing.T) {
	m := mem.New()
	f := words()
	s := site.New(t, []*feature.Feature{f}, func(o *web.Options) {
		o.Store, o.Demo = m, true
		o.Show = &invented{fold: &heard{words: []string{"invented"}}}
	})
	for range 2 {
		p := s.Send("/now/say", "text", "canary")
		if p.Body != `["invented"]` || p.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s, cookie %q", p.Body, p.Header.Get("Set-Cookie"))
		}
		s.Send("/write", "text", "canary")
	}
	for _, path := range []string{"/today", "/settings", "/secret", "/keep-this", "/unlock", "/recovery", "/back", "/"} {
		if p := s.Open(path); p.Status != 200 {
			t.Errorf("%s: %d %s", path, p.Status, site.Text(p))
		}
	}
	for _, path := range []string{"/lock", "/keep-this", "/unlock", "/recovery", "/settings/passphrase", "/step-up", "/back", "/sign-out-everywhere", "/recovery/safe"} {
		if p := s.Send(path, "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase); p.Status >= 500 {
			t.Errorf("POST %s: %d %s", path, p.Status, site.Text(p))
		}
	}
	if p := s.Open("/today"); !strings.Contains(p.Body, "An invented journal") || people(t, s) != 0 {
		t.Errorf("%d people, %s", people(t, s), site.Text(p))
	}
}

// invented is a journal with one fold.
type invented struct {
	feature.Journal
	fold *heard
}

func (i *invented) View(_ context.Context, f func(map[string]ebb.Fold) error) error {
	return f(map[string]ebb.Fold{"word": i.fold})
}
