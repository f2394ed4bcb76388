package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ebb"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault/vaulttest"
	"ebb/web"
	"ebb/web/door/host"
	"ebb/web/door/invite"
	"ebb/web/door/proof"
)

const (
	alices = vaulttest.Passphrase
	bobs   = "another lamp beside a door"
)

// house is a host with a browser for each person.
type house struct {
	*site.Site // Alice's browser
	t          *testing.T
	invites    *invite.Book
	bob        *walk.Site
}

// alone is a host where Alice keeps "hers", and has chosen no name.
func alone(t *testing.T, change ...func(*web.Options)) *house {
	h := &house{t: t}
	invites := func(o *web.Options) {
		h.invites = invite.Memory(o.Clock)
		o.Invites = h.invites
	}
	h.Site = wordy(t, append(change, invites)...)
	h.Site.Send("/now/say", "text", "hers")
	h.Keep()
	h.bob = h.Browser()
	return h
}

// shared is a host where Bob has joined Alice, and keeps "his".
func shared(t *testing.T, change ...func(*web.Options)) *house {
	h := alone(t, change...)
	h.join(h.bob, "Bob", bobs, h.invite())
	h.post(h.bob, "/now/say", "text", "his")
	return h
}

func (h *house) invite() string {
	h.t.Helper()
	code, err := h.invites.New(time.Hour)
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

func (h *house) get(b *walk.Site, path string) *walk.Page {
	h.t.Helper()
	p, err := b.Get(path)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *house) post(b *walk.Site, path string, pairs ...string) *walk.Page {
	h.t.Helper()
	p, err := b.Post(path, site.Form(pairs...))
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *house) join(b *walk.Site, name, pass, code string, more ...string) {
	h.t.Helper()
	p := h.post(b, "/join", append([]string{"code", code, "name", name, "pass", pass, "again", pass}, more...)...)
	if p.Path != "/recovery" {
		h.t.Fatalf("joining led to %s: %d %s", p.Path, p.Status, site.Text(p))
	}
}

// hears checks what is kept for whoever has b open.
func (h *house) hears(what string, b *walk.Site, want string) {
	h.t.Helper()
	if p := h.get(b, "/heard"); p.Body != want {
		h.t.Errorf("%s: %s %s, want %s", what, p.Path, p.Body, want)
	}
}

// unlock opens in a browser of its own and returns it; nil where it stays shut.
func (h *house) unlock(name, pass string) (*walk.Site, *walk.Page) {
	h.t.Helper()
	b := h.Browser()
	p := h.post(b, "/unlock", "name", name, "pass", pass, "next", "/heard")
	h.Wait(time.Minute) // tries are counted by the address
	if p.Status != http.StatusOK {
		return nil, p
	}
	return b, p
}

func TestTheFirstPersonWithoutANameIsNeverLockedOut(t *testing.T) {
	h := alone(t)
	opens := func(what, name string, asked bool) {
		t.Helper()
		b, p := h.unlock(name, alices)
		if b == nil {
			t.Fatalf("%s: %s", what, site.Text(p))
		}
		if at, _, _ := strings.Cut(p.Path, "?"); (at == "/name") != asked {
			t.Errorf("%s: unlocking leads to %s", what, p.Path)
		}
		h.hears(what, b, `["hers/web"]`)
	}
	opens("alone", "", false)
	opens("alone, with a name that nobody has", "anybody", false)
	code := h.invite()
	opens("somebody is invited", "", true)
	h.join(h.bob, "Bob", bobs, code)
	opens("somebody has come", "", true)
	b, _ := h.unlock("", alices)
	if p := h.post(b, "/name", "name", " Alice  ", "next", "/heard"); p.Path != "/heard" {
		t.Fatalf("a name: %s %s", p.Path, site.Text(p))
	}
	opens("with a name", "ALICE", false)
	if b, _ := h.unlock("", alices); b != nil {
		t.Error("the empty name is still hers")
	}
	if b, _ := h.unlock("alice", bobs); b != nil {
		t.Error("his passphrase opens hers")
	}
	if b, p := h.unlock("bob", bobs); b == nil {
		t.Errorf("he cannot get in: %s", site.Text(p))
	}
}

func TestWhoIsLeftNeedsNoName(t *testing.T) {
	h := shared(t)
	people, err := h.Server.Door().Host().List(t.Context())
	if err != nil || len(people) != 2 {
		t.Fatal(people, err)
	}
	for _, p := range people {
		if !p.Named { // Alice
			if err := h.Server.Door().Host().Remove(t.Context(), p.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if p := h.Open("/heard"); strings.Contains(p.Body, "hers") {
		t.Error("what was removed is still shown")
	}
	if b, p := h.unlock("", bobs); b == nil {
		t.Errorf("he needs a name though he is alone: %s", site.Text(p))
	}
}

// Losing the secret behind the names loses the names.
func TestALostSecretLosesNoJournal(t *testing.T) {
	st := mem.New()
	h := shared(t, func(o *web.Options) { o.Store = st })
	again := wordy(t, func(o *web.Options) { o.Store = st })
	host := again.Server.Door().Host()
	people, err := host.List(t.Context())
	if err != nil || len(people) != 2 || people[0].Named || people[1].Named {
		t.Fatalf("%v, %v", people, err)
	}
	for i, p := range people {
		if err := host.Rename(t.Context(), p.ID, []string{"one", "two"}[i]); err != nil {
			t.Fatal(err)
		}
	}
	opened := 0
	for _, name := range []string{"one", "two"} {
		for _, pass := range []string{alices, bobs} {
			if p := again.Send("/unlock", "name", name, "pass", pass); p.Status == http.StatusOK {
				opened++
				again.Site = again.Browser()
			}
			again.Wait(time.Minute)
		}
	}
	if opened != 2 {
		t.Errorf("%d of two open", opened)
	}
	h.Wait(0)
}

func TestAnUnknownBrowserBesideSeveralIsNobody(t *testing.T) {
	h := shared(t)
	b := h.Browser()
	if p := h.get(b, "/"); !strings.Contains(p.Body, `href="/unlock"`) {
		t.Error("the first page offers no unlocking")
	}
	h.post(b, "/now/say", "text", "somebody")
	h.hears("their draft", b, `["somebody/web"]`)
	h.hears("Alice's", h.Site.Site, `["hers/web"]`)
	h.hears("Bob's", h.bob, `["his/web"]`)
	p := h.get(b, "/keep-this")
	if !strings.Contains(p.Body, `href="/join"`) || !strings.Contains(p.Body, `href="/unlock"`) || len(p.Forms) > 1 {
		t.Errorf("keeping it asks for no invitation: %s", site.Text(p))
	}
	if p := h.post(b, "/keep-this", "pass", bobs, "again", bobs); p.Status != http.StatusConflict {
		t.Errorf("it is kept without one: %d", p.Status)
	}
}

func TestABrowserBelongsToWhoeverOpenedItLast(t *testing.T) {
	h := shared(t)
	h.Lock()
	h.post(h.bob, "/lock")
	h.Send("/now/say", "text", "locked")
	h.post(h.bob, "/now/say", "text", "shut")
	p := h.Open("/unlock")
	if strings.Contains(p.Body, `id="web-name"`) {
		t.Error("her own browser asks for a name")
	}
	h.Send("/unlock", "pass", alices)
	h.hears("hers", h.Site.Site, `["hers/web","locked/locked"]`)
	h.post(h.bob, "/unlock", "pass", bobs)
	h.hears("his", h.bob, `["his/web","shut/locked"]`)

	h.Lock()
	if p := h.Send("/somebody-else"); p.Path != "/unlock" || !strings.Contains(p.Body, `id="web-name"`) {
		t.Errorf("for somebody else: %s %s", p.Path, site.Text(p))
	}
	h.Send("/now/say", "text", "not hers")
	if p := h.Send("/unlock", "name", "bob", "pass", bobs, "next", "/heard"); p.Body != `["his/web","shut/locked"]` {
		t.Errorf("he, in her browser, leaving her draft: %s", site.Text(p))
	}
	b, _ := h.unlock("", alices)
	h.hears("hers afterwards", b, `["hers/web","locked/locked"]`)
}

// A mark says whose inbox may be added to, and opens nothing.
func TestAMarkThatWasMadeUpIsNobodys(t *testing.T) {
	h := shared(t)
	b := h.Browser()
	at, _ := url.Parse(h.Base)
	b.Client.Jar.SetCookies(at, []*http.Cookie{{Name: "ebb-whose", Value: strings.Repeat("A", 43), Path: "/"}})
	h.post(b, "/now/say", "text", "x")
	h.hears("their own draft", b, `["x/web"]`)
}

func TestJoining(t *testing.T) {
	for _, c := range []struct {
		what  string
		draft string
		more  []string
		want  string
	}{
		{"with nothing written", "", nil, `null`},
		{"with what was written", "mine", []string{"along", "1"}, `["mine/web"]`},
		{"without what was written", "theirs", nil, `null`},
	} {
		h := shared(t)
		b := h.Browser()
		if c.draft != "" {
			h.post(b, "/now/say", "text", c.draft)
		}
		if p := h.get(b, "/join"); strings.Contains(p.Body, `name="along"`) != (c.draft != "") || !strings.Contains(p.Body, "host can read nothing") {
			t.Errorf("%s: the page: %s", c.what, site.Text(p))
		}
		code := h.invite()
		h.join(b, "Kim", "yellow stairs under the moon", code, c.more...)
		h.hears(c.what, b, c.want)
		if n := people(t, h.Site); n != 3 {
			t.Errorf("%s: %d people", c.what, n)
		}
		if again, p := h.unlock("kim", "yellow stairs under the moon"); again == nil {
			t.Errorf("%s: it does not open again: %s", c.what, site.Text(p))
		}
		p := h.post(h.Browser(), "/join", "code", code, "name", "Sam", "pass", bobs, "again", bobs)
		if p.Status != http.StatusForbidden || people(t, h.Site) != 3 {
			t.Errorf("%s: the invitation lets another one in: %d", c.what, p.Status)
		}
	}
}

// off is a code that begins with another letter.
func off(code string) string {
	first := "x"
	if code[:1] == first {
		first = "y"
	}
	return first + code[1:]
}

func TestAnInvitationOutlivesWhatIsWrong(t *testing.T) {
	h := shared(t)
	code := h.invite()
	for _, c := range []struct {
		what   string
		pairs  []string
		status int
		says   string
	}{
		{"a name that is taken", []string{"name", "BOB", "pass", alices, "again", alices}, 409, "has that name"},
		{"no name", []string{"name", " ", "pass", alices, "again", alices}, 400, "cannot be a name"},
		{"a short passphrase", []string{"name", "kim", "pass", "short", "again", "short"}, 400, "15 protect it"},
		{"two passphrases", []string{"name", "kim", "pass", alices, "again", bobs}, 400, "not the same"},
		{"a code that is off", []string{"code", off(code), "name", "kim", "pass", alices, "again", alices}, 403, "not open any more"},
	} {
		p := h.post(h.Browser(), "/join", append(c.pairs, "code", code)...)
		if p.Status != c.status || !strings.Contains(p.Body, c.says) || strings.Contains(p.Body, alices) {
			t.Errorf("%s: %d %s", c.what, p.Status, site.Text(p))
		}
	}
	if n := people(t, h.Site); n != 2 {
		t.Errorf("%d people", n)
	}
	h.join(h.Browser(), "kim", alices, code)
	h.Wait(2 * time.Hour)
	late := h.invite()
	h.Wait(2 * time.Hour)
	if p := h.post(h.Browser(), "/join", "code", late, "name", "sam", "pass", alices, "again", alices); p.Status != 403 {
		t.Errorf("an invitation after its time: %d", p.Status)
	}
}

func TestWhoIsInJoinsNothing(t *testing.T) {
	h := shared(t)
	code := h.invite()
	if p := h.Open("/join"); len(p.Forms) > 1 || !strings.Contains(p.Body, "is open in this browser") {
		t.Errorf("%s", site.Text(p))
	}
	if p := h.Send("/join", "code", code, "name", "kim", "pass", alices, "again", alices); p.Status != 409 {
		t.Errorf("%d", p.Status)
	}
	h.hears("hers", h.Site.Site, `["hers/web"]`)
}

func TestADraftComesAlongIntoAJournalThatIsUnlocked(t *testing.T) {
	for _, several := range []bool{false, true} {
		for _, along := range []bool{true, false} {
			h := alone(t)
			b := h.Browser()
			if several {
				h.join(h.bob, "Bob", bobs, h.invite())
			} else {
				h.invite() // or the browser would be hers
			}
			h.post(b, "/now/say", "text", "one")
			h.post(b, "/now/say", "text", "two")
			if p := h.get(b, "/unlock"); !strings.Contains(p.Body, `name="along"`) {
				t.Errorf("it does not ask: %s", site.Text(p))
			}
			pairs, want := []string{"pass", alices}, `["hers/web"]`
			if along {
				pairs, want = append(pairs, "along", "1"), `["hers/web","one/web","two/web"]`
			}
			if p := h.post(b, "/unlock", "pass", "a wrong one altogether", "along", "1"); p.Status != 403 {
				t.Errorf("a wrong passphrase: %d", p.Status)
			}
			h.hears("the draft after a wrong passphrase", b, `["one/web","two/web"]`)
			h.post(b, "/unlock", pairs...)
			h.hears("what came along", b, want)
			if n := people(t, h.Site); n != map[bool]int{true: 2, false: 1}[several] {
				t.Errorf("%d people are left", n)
			}
		}
	}
}

// Check 30: the body; the time is measured in bench.
// A name that nobody has answers like a wrong passphrase, byte for byte.
func TestAnUnknownNameLooksLikeAWrongPassphrase(t *testing.T) {
	h := shared(t)
	answer := func(with, name, secret string) string {
		h.Wait(time.Minute)
		p := h.post(h.Browser(), "/unlock", "name", name, with, secret)
		if p.Status != http.StatusForbidden {
			t.Errorf("%s: %d", name, p.Status)
		}
		return strings.ReplaceAll(p.Body, name, "")
	}
	for with, secret := range map[string]string{"pass": "a wrong one altogether", "code": "0000-0000"} {
		known := answer(with, "bob", secret)
		for _, name := range []string{"kim", "sam"} {
			if got := answer(with, name, secret); got != known {
				t.Errorf("%s, %s:\n%s\nand for a name that is there:\n%s", with, name, got, known)
			}
		}
	}
}

// Tries are counted for the address and for the name, and end nothing: her own
// browser sends no name, and whoever waits may try again.
func TestTriesByNameAndAddress(t *testing.T) {
	h := shared(t, origin("http://127.0.0.1"))
	try := func(from, name, pass string) int {
		b := h.Browser()
		b.Client.Transport = speaksFor(from)
		return h.post(b, "/unlock", "name", name, "pass", pass).Status
	}
	for i := range 12 {
		if got := try("203.0.113."+string(rune('0'+i%10)), "bob", "wrong, and long enough"); (got == 429) != (i >= 10) {
			t.Errorf("try %d at one name: %d", i+1, got)
		}
	}
	if got := try("203.0.113.77", "bob", bobs); got != 429 {
		t.Errorf("from elsewhere: %d", got)
	}
	h.post(h.bob, "/lock")
	if p := h.post(h.bob, "/unlock", "pass", bobs); p.Status != http.StatusOK {
		t.Errorf("his own browser: %d", p.Status)
	}
	h.Wait(time.Minute)
	if got := try("203.0.113.77", "bob", bobs); got != http.StatusOK {
		t.Errorf("a minute later: %d", got)
	}
	for i := range 12 {
		if got := try("203.0.113.99", "name"+string(rune('a'+i)), "wrong, and long enough"); (got == 429) != (i >= 10) {
			t.Errorf("try %d from one address: %d", i+1, got)
		}
	}
}

// speaksFor is a web server in front that says who asks.
type speaksFor string

func (s speaksFor) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("X-Forwarded-For", "198.51.100.1, "+string(s))
	return http.DefaultTransport.RoundTrip(r)
}

func TestNothingOfNamesOrCodesIsLogged(t *testing.T) {
	h := shared(t)
	code := h.invite()
	h.get(h.Browser(), "/join?code="+code)
	h.post(h.Browser(), "/join", "code", off(code), "name", "canaryname", "pass", alices, "again", alices)
	h.join(h.Browser(), "canarykim", alices, code)
	h.unlock("canaryname", alices)
	h.unlock("canarykim", bobs)
	for _, secret := range []string{code, code[1:], "canary", alices, bobs} {
		if strings.Contains(h.Log(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestChangingTheNameAsksForThePassphrase(t *testing.T) {
	h := shared(t)
	h.Wait(6 * time.Minute)
	if p := h.get(h.bob, "/name?change=1"); !strings.HasPrefix(p.Path, "/step-up") {
		t.Errorf("it led to %s", p.Path)
	}
	h.post(h.bob, "/step-up", "pass", bobs)
	if p := h.get(h.bob, "/name?change=1&next=/settings"); p.Path != "/name?change=1&next=/settings" || len(p.Forms) == 0 {
		t.Errorf("%s %s", p.Path, site.Text(p))
	}
	h.post(h.bob, "/name", "name", "robert")
	if b, _ := h.unlock("bob", bobs); b != nil {
		t.Error("the old name still finds him")
	}
	if b, p := h.unlock("robert", bobs); b == nil {
		t.Errorf("the new one does not: %s", site.Text(p))
	}
}

// Check 30 and 26.
// A name that nobody has costs what a wrong passphrase costs: it waits in the
// same queue, and is told no at the same length of it.
func TestAnUnknownNameStandsInTheSameQueue(t *testing.T) {
	h := shared(t)
	for _, name := range []string{"bob", "kim"} {
		var all sync.WaitGroup
		var busy atomic.Int32
		for range 80 {
			all.Go(func() {
				_, err := h.Server.Door().Unlock(t.Context(), host.Claim{Name: name}, proof.Typed("a wrong one altogether", ""))
				if p := new(ebb.Problem); errors.As(err, &p) && p.Say == "web.unlock.busy" {
					busy.Add(1)
				}
			})
		}
		all.Wait()
		if busy.Load() == 0 {
			t.Errorf("%s: nobody had to wait", name)
		}
	}
}

// On a full disk nobody comes in, and the invitation stays open.
func TestAFullDiskUsesNoInvitationUp(t *testing.T) {
	st := mem.New()
	h := shared(t, func(o *web.Options) { o.Store = st })
	code := h.invite()
	st.Fail(store.ErrFull, false)
	p := h.post(h.Browser(), "/join", "code", code, "name", "kim", "pass", alices, "again", alices)
	if p.Status != http.StatusInsufficientStorage || people(t, h.Site) != 2 {
		t.Errorf("%d %s", p.Status, site.Text(p))
	}
	h.join(h.Browser(), "kim", alices, code)
}
