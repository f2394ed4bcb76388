package out_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/store"
	"ebb/vault/vaulttest"
)

var printed = regexp.MustCompile(`<li>([a-z]+)</li>`)

// kept is somebody with a moment, a passphrase and a recovery code.
func kept(t *testing.T) *site.Site {
	s := site.New(t, all.List())
	s.Send("/note", "text", "the harbour at night")
	s.Keep()
	s.Send("/recovery")
	return s
}

// key opens the page that seals, and returns the key on it.
func key(t *testing.T, s *site.Site) string {
	t.Helper()
	return words(t, s.Open("/out/seal").Body)
}

// words are those of the code on a page.
func words(t *testing.T, page string) string {
	t.Helper()
	var all []string
	for _, m := range printed.FindAllStringSubmatch(page, -1) {
		all = append(all, m[1])
	}
	if len(all) != 15 {
		t.Fatalf("%d words on the page", len(all))
	}
	return strings.Join(all, " ")
}

func lastWord(k string) string {
	all := strings.Fields(k)
	return all[len(all)-1]
}

func seal(t *testing.T, s *site.Site) string {
	t.Helper()
	k := key(t, s)
	p := s.Send("/out/seal", "key", k, "soon", "no", "last", strings.ToUpper(lastWord(k)), "pass", vaulttest.Passphrase)
	if p.Path != "/out/sealed" {
		t.Fatalf("sealing led to %s: %s", p.Path, site.Text(p))
	}
	return k
}

func TestOnlyThePrintedKeyOpensASealedArchive(t *testing.T) {
	s := kept(t)
	other := s.Browser()
	if _, err := other.Post("/unlock", site.Form("pass", vaulttest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	code := words(t, s.Open("/recovery/code").Body)
	k := seal(t, s)
	if p, err := other.Get("/note/all"); err != nil || strings.Contains(p.Body, "harbour") {
		t.Errorf("another session goes on: %v", err)
	}
	if text := site.Text(s.Open("/today")); strings.Contains(text, "harbour") || !strings.Contains(text, "Only the key that was printed opens it") {
		t.Errorf("this one goes on: %s", text)
	}
	if page := s.Open("/unlock").Body; strings.Contains(page, `name="pass"`) || !strings.Contains(page, "Printed key") {
		t.Error("the unlock page offers something else than the printed key")
	}
	for what, pairs := range map[string][]string{
		"the passphrase": {"pass", vaulttest.Passphrase}, "the old recovery code": {"code", code}, "nothing": {"pass", ""},
	} {
		if p := s.Send("/unlock", pairs...); p.Path == "/today" {
			t.Errorf("%s opens it", what)
		}
	}
	s.Send("/now/pull", "pull", "reach") // a hard moment is taken all the same
	if p := s.Send("/unlock", "code", strings.ToUpper(strings.ReplaceAll(k, " ", "\n"))); p.Path != "/today" {
		t.Fatalf("the printed key does not open it: %s", site.Text(p))
	}
	if !strings.Contains(site.Text(s.Open("/note/all")), "the harbour at night") || !strings.Contains(site.Text(s.Open("/today")), "1 wave") {
		t.Error("something is missing after the printed key")
	}
	if !strings.Contains(site.Text(s.Open("/out")), "This archive is sealed") {
		t.Error("inside, it is not said to be sealed")
	}
	s.Wait(6 * time.Minute)
	if p := s.Open("/settings/passphrase"); !strings.HasPrefix(p.Path, "/step-up") || strings.Contains(p.Body, `name="pass"`) {
		t.Errorf("inside, step-up asks for what nobody has: %s", p.Path)
	}
	if p := s.Send("/step-up", "code", k, "next", "/settings/passphrase"); p.Path != "/settings/passphrase" {
		t.Errorf("the printed key is no step-up: %s", p.Path)
	}
	s.Send("/settings/passphrase", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase)
	s.Lock()
	s.Open("/")
	s.Unlock()
	if strings.Contains(site.Text(s.Open("/out")), "This archive is sealed") {
		t.Error("with a passphrase again it is still called sealed")
	}
}

func TestNothingIsSealedByHalf(t *testing.T) {
	for what, change := range map[string]map[string]string{
		"something is needed soon":   {"soon": "yes"},
		"the question is left out":   {"soon": ""},
		"the key is not on paper":    {"last": "ZZZZ"},
		"no word":                    {"last": ""},
		"another passphrase":         {"pass": "another one that is long"},
		"no passphrase":              {"pass": ""},
		"a key that nobody was made": {"key": "ABCD"},
	} {
		s := kept(t)
		k := key(t, s)
		form := map[string]string{"key": k, "soon": "no", "last": lastWord(k), "pass": vaulttest.Passphrase}
		for name, value := range change {
			form[name] = value
		}
		var pairs []string
		for name, value := range form {
			pairs = append(pairs, name, value)
		}
		if p := s.Send("/out/seal", pairs...); p.Path == "/out/sealed" {
			t.Errorf("%s, and it is sealed", what)
		}
		s.Lock()
		s.Open("/")
		s.Unlock()
		if !strings.Contains(site.Text(s.Open("/note/all")), "harbour") {
			t.Errorf("%s, and something is gone", what)
		}
	}
}

// people counts who is known to the store.
func people(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	if err := s.Store.People(t.Context(), func(store.ID, store.Person) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBurningLeavesNothing(t *testing.T) {
	s := kept(t)
	if p := s.Send("/out/burn", "when", "now", "word", "yes"); p.Path != "/out/burn" || people(t, s) != 1 {
		t.Fatalf("without the word: %s", p.Path)
	}
	if p := s.Send("/out/burn", "when", "now", "word", " Burn "); p.Path != "/out/burned" || people(t, s) != 0 {
		t.Fatalf("burned: %s, %d people", p.Path, people(t, s))
	}
	if text := site.Text(s.Open("/today")); strings.Contains(text, "harbour") {
		t.Errorf("it is still there: %s", text)
	}
	s.Send("/now/pull", "pull", "reach")
	if people(t, s) != 1 || !strings.Contains(site.Text(s.Open("/today")), "1 wave") {
		t.Error("nobody can begin again")
	}
}

func TestBurningInThreeDaysCanBeStopped(t *testing.T) {
	s := kept(t)
	if p := s.Send("/out/burn", "when", "later", "word", "burn"); p.Path != "/out" || !strings.Contains(site.Text(p), "burned on Wednesday 25 November at 21:10") {
		t.Fatalf("marked: %s %s", p.Path, site.Text(p))
	}
	s.Wait(71 * time.Hour)
	if p := s.Send("/unlock", "pass", vaulttest.Passphrase); !strings.Contains(site.Text(p), "marked to be burned") {
		t.Errorf("whoever comes back is not told: %s", site.Text(p))
	}
	if p := s.Send("/out/stay"); strings.Contains(site.Text(p), "burned on") {
		t.Errorf("it was not stopped: %s", site.Text(p))
	}
	s.Wait(80 * time.Hour)
	if people(t, s) != 1 {
		t.Fatal("it was stopped, and is gone")
	}
	s.Unlock()
	s.Open("/out/burn")
	s.Send("/out/burn", "when", "later", "word", "burn")
	s.Wait(72*time.Hour - time.Second)
	if people(t, s) != 1 {
		t.Error("gone before its time")
	}
	s.Wait(time.Second)
	if people(t, s) != 0 {
		t.Error("its time has come, and it is there")
	}
}

func TestBothStandBehindStepUp(t *testing.T) {
	s := kept(t)
	s.Wait(6 * time.Minute)
	for _, path := range []string{"/out/seal", "/out/burn"} {
		if p := s.Open(path); !strings.HasPrefix(p.Path, "/step-up") {
			t.Errorf("%s opens: %s", path, p.Path)
		}
	}
	if p := s.Send("/out/burn", "when", "now", "word", "burn"); people(t, s) != 1 {
		t.Errorf("burned without step-up: %s", p.Path)
	}
}

func TestADraftHasNoWayOut(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/note", "text", "x")
	if !strings.Contains(site.Text(s.Open("/out")), "goes by itself on its date") {
		t.Error("a draft is offered a way out")
	}
	for _, path := range []string{"/out/seal", "/out/burn"} {
		if p := s.Open(path); p.Path == path && strings.Contains(p.Body, "<form method=\"post\" action=\"/out") {
			t.Errorf("%s opens for a draft", path)
		}
	}
	s.Send("/out/burn", "when", "now", "word", "burn")
	if people(t, s) != 1 {
		t.Error("a draft was burned")
	}
}

// TestTheStoreNeverHoldsThePrintedKey: nothing that is stored, logged or shown
// later holds it.
func TestTheStoreNeverHoldsThePrintedKey(t *testing.T) {
	s := kept(t)
	k := seal(t, s)
	err := s.Store.People(t.Context(), func(_ store.ID, p store.Person) error {
		for _, slot := range p.Slots {
			if bytes.Contains(slot.Box, []byte(k)) {
				t.Errorf("slot %s holds the key", slot.Name)
			}
		}
		return nil
	})
	if err != nil || strings.Contains(s.Log(), k) || strings.Contains(s.Open("/").Body, k) {
		t.Errorf("the key stands somewhere: %v", err)
	}
}
