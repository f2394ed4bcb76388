// Package site runs the whole web server for tests: a store in memory, cheap
// passphrases, a clock that the test moves, and a browser without scripts. It
// promises that what it serves is what ebb serves, and it refuses to skip any
// check that a real browser would meet.
package site

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/feature"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/vault/vaulttest"
	"ebb/web"
)

// Start is when every test begins: a Sunday night in winter.
var Start = time.Date(2026, 11, 22, 21, 10, 0, 0, time.UTC)

// Site is a running server and one browser.
type Site struct {
	*walk.Site
	Store  store.Store
	Server *web.Server

	t   testing.TB
	mu  sync.Mutex
	now time.Time
	log bytes.Buffer
}

// New serves features until the test ends. change may alter the options first.
func New(t testing.TB, features []*feature.Feature, change ...func(*web.Options)) *Site {
	t.Helper()
	s := &Site{t: t, now: Start, Store: mem.New()}
	o := web.Options{
		Store: s.Store, Secrets: vault.MemorySecrets(), Features: features, Clock: s.Now,
		Cost: vaulttest.Cheap, Log: slog.New(slog.NewTextHandler(s, nil)),
	}
	for _, f := range change {
		f(&o)
	}
	s.Store = o.Store
	var err error
	if s.Server, err = web.New(o); err != nil {
		t.Fatal(err)
	}
	running := httptest.NewServer(s.Server)
	t.Cleanup(running.Close)
	s.Site = walk.New(running.URL)
	return s
}

// Write takes the server's log.
func (s *Site) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(p)
}

// Log is what the server has logged so far.
func (s *Site) Log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// Now is the server's clock.
func (s *Site) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Wait moves the clock on and lets the server end what has run out, and remind.
func (s *Site) Wait(d time.Duration) {
	s.t.Helper()
	s.mu.Lock()
	s.now = s.now.Add(d)
	s.mu.Unlock()
	if err := s.Server.Tend(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// Browser is another browser at the same server.
func (s *Site) Browser() *walk.Site { return walk.New(s.Base) }

// Open gets a page and fails the test where there is none.
func (s *Site) Open(path string) *walk.Page {
	s.t.Helper()
	return s.must(s.Get(path))
}

// Send posts name, value pairs and fails the test where nothing answers.
func (s *Site) Send(path string, pairs ...string) *walk.Page {
	s.t.Helper()
	return s.must(s.Post(path, Form(pairs...)))
}

// Form makes form values of name, value pairs.
func Form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func (s *Site) must(p *walk.Page, err error) *walk.Page {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// Keep chooses the passphrase of vaulttest; something must have been saved.
func (s *Site) Keep() {
	s.t.Helper()
	p := s.Send("/keep-this", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase)
	if p.Path != "/recovery" {
		s.t.Fatalf("choosing a passphrase led to %s: %d %s", p.Path, p.Status, Text(p))
	}
}

// Lock locks.
func (s *Site) Lock() { s.t.Helper(); s.Send("/lock") }

// Unlock opens with the passphrase of vaulttest.
func (s *Site) Unlock() {
	s.t.Helper()
	p := s.Send("/unlock", "pass", vaulttest.Passphrase)
	if p.Path != "/today" {
		s.t.Fatalf("unlocking led to %s: %d %s", p.Path, p.Status, Text(p))
	}
}

// Paths returns every local address that the pages link to, once.
func Paths(pages ...*walk.Page) map[string]bool {
	all := map[string]bool{}
	for _, p := range pages {
		for _, l := range p.Links {
			if l != "/leave" && !strings.HasPrefix(l, "/asset/") {
				all[l] = true
			}
		}
	}
	return all
}

// Text is a page without its tags, for messages and simple searches.
func Text(p *walk.Page) string {
	var b strings.Builder
	inside := false
	for _, c := range p.Body {
		switch {
		case c == '<':
			inside = true
		case c == '>':
			inside = false
			b.WriteByte(' ')
		case !inside:
			b.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
