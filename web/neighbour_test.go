package web_test

import (
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/quota"
	"ebb/web"
)

// Check 29: an id of Bob's is to Alice what an id is that nobody has. The
// answers are the same byte for byte, on every route with a place for one; the
// time is measured in bench, where the machine may be quiet.
func TestAnothersIdIsAnIdThatNobodyHas(t *testing.T) {
	h := shared(t)
	h.post(h.bob, "/note", "text", bobsWords)
	h.post(h.bob, "/now/pull", "pull", "reach")
	h.post(h.bob, "/night", "text", bobsWords, "part", "who")
	bob := h.visit(h.bob)
	ids := h.ids(bob)
	bob.Close()
	asked := 0
	for _, route := range h.Server.Routes() {
		method, path, _ := strings.Cut(route, " ")
		path = strings.TrimSuffix(path, "{$}")
		if !strings.Contains(path, "{") {
			continue
		}
		for _, id := range ids {
			nobodys := ebb.NewID()
			theirs, none := h.meets(method, path, id), h.meets(method, path, nobodys)
			if asked++; theirs != none {
				t.Errorf("%s: an id of Bob's is answered\n%.600s\nand nobody's\n%.600s", route, theirs, none)
			}
		}
	}
	t.Logf("%d ids, %d pairs", len(ids), asked)
	if asked < 50 {
		t.Errorf("only %d pairs were tried", asked)
	}
}

// meets is all that Alice's browser gets for one id, with the id taken out.
func (h *house) meets(method, path string, id ebb.ID) string {
	h.t.Helper()
	text := hex.EncodeToString(id[:])
	path = wildcard.ReplaceAllString(path, text)
	var p *walk.Page
	if method == http.MethodGet {
		p = h.get(h.Site.Site, path)
	} else {
		p = h.post(h.Site.Site, path, "id", text, "choice", "yes")
	}
	var headers []string
	for _, name := range slices.Sorted(maps.Keys(p.Header)) {
		if name != "Date" && name != "Set-Cookie" && name != "Content-Length" {
			headers = append(headers, name+": "+strings.Join(p.Header[name], " "))
		}
	}
	all := fmt.Sprint(p.Path, p.Status, p.Hops, len(p.Header["Set-Cookie"]), headers, p.Body)
	return strings.ReplaceAll(all, text, "ID")
}

// What one person may keep is bounded, in one plain sentence; a neighbour goes
// on, what is there can be read, and what is taken away is taken.
func TestAFullPersonIsToldAndANeighbourIsNot(t *testing.T) {
	h := shared(t, func(o *web.Options) { o.Quota = quota.Limits{Entries: 6} })
	var last *walk.Page
	for range 8 {
		last = h.post(h.bob, "/write", "text", "more")
	}
	if last.Status != http.StatusInsufficientStorage || !strings.Contains(site.Text(last), "as much as this host gives one person") {
		t.Errorf("%d %s", last.Status, site.Text(last))
	}
	if p := h.get(h.bob, "/heard"); !strings.Contains(p.Body, "his/web") {
		t.Errorf("what is there cannot be read: %s", p.Body)
	}
	if p := h.Send("/write", "text", "mine"); p.Status != http.StatusOK {
		t.Errorf("Alice: %d %s", p.Status, site.Text(p))
	}
	h.post(h.bob, "/lock")
	if p := h.post(h.bob, "/now/say", "text", "locked"); p.Status != http.StatusOK {
		t.Errorf("a hard moment while locked: %d", p.Status)
	}
}

func TestAFullHostIsTold(t *testing.T) {
	used := int64(0)
	s := wordy(t, func(o *web.Options) {
		o.Quota = quota.Limits{Host: 1000, Used: func() (int64, error) { return used, nil }}
	})
	used = 1000
	if p := s.Send("/note", "text", "more"); p.Status != http.StatusInsufficientStorage || !strings.Contains(site.Text(p), "This host holds as much as it may") {
		t.Errorf("%d %s", p.Status, site.Text(p))
	}
}

// Attack: one stranger takes every place for people who have no passphrase yet,
// and nobody else can begin for seven days.
func TestAStrangerCannotTakeEveryPlace(t *testing.T) {
	s := wordy(t, origin("http://127.0.0.1"), func(o *web.Options) { o.Drafts = 100 })
	begin := func(from string) int {
		b := s.Browser()
		b.Client.Transport = speaksFor(from)
		p, err := b.Post("/now/say", site.Form("text", "a"))
		if err != nil {
			t.Fatal(err)
		}
		return p.Status
	}
	taken := 0
	for range 120 {
		if begin("203.0.113.5") == http.StatusOK {
			taken++
		}
	}
	if taken > 60 {
		t.Errorf("one address has begun %d", taken)
	}
	if got := begin("203.0.113.6"); got != http.StatusOK {
		t.Errorf("somebody else: %d", got)
	}
	s.Wait(2 * time.Minute)
	if got := begin("203.0.113.5"); got != http.StatusOK {
		t.Errorf("two minutes later: %d", got)
	}
}

// Attack: behind a web server every request comes from one address, and a
// stranger who guesses pairing codes would use up everybody's tries.
func TestGuessesAtCodesUseUpOnlyOnesOwnTries(t *testing.T) {
	h := shared(t, origin("http://127.0.0.1"))
	guess := func(from string) int {
		b := h.Browser()
		b.Client.Transport = speaksFor(from)
		req, err := http.NewRequest(http.MethodPost, h.Base+"/pair", strings.NewReader(`{"code":"AAAA"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := b.Client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	for range 30 {
		guess("203.0.113.5")
	}
	if got := guess("203.0.113.5"); got != http.StatusTooManyRequests {
		t.Errorf("the thirty-first guess: %d", got)
	}
	if got := guess("203.0.113.6"); got != http.StatusNotFound {
		t.Errorf("somebody else: %d", got)
	}
}

// Check 22: what was laid into an inbox by hand, with a key that is the
// person's and an id that is used, is taken in once.
func TestAReplayedCaptureIsOneEntry(t *testing.T) {
	h := shared(t)
	alice := h.visit(h.Site.Site)
	person := store.ID(alice.Person())
	alice.Close()
	h.Lock()
	h.Send("/now/say", "text", "once")
	var item store.Item
	h.Store.Waiting(t.Context(), person, func(it store.Item) error {
		item = store.Item{ID: it.ID, Box: slices.Clone(it.Box)}
		return nil
	})
	for range 3 {
		if _, p := h.unlock("", alices); p.Status != http.StatusOK {
			t.Fatal(p.Status)
		}
		if err := h.Store.Put(t.Context(), person, item); err != nil {
			t.Fatal(err)
		}
	}
	b, _ := h.unlock("", alices)
	h.hears("after three replays", b, `["hers/web","once/locked"]`)
}
