package gallery

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
	"ebb/store"
	"ebb/vault/passkey"
	"ebb/web/door"
	"ebb/web/door/ways"
)

// named is a site under a name, as passkeys want one.
func named(t *testing.T) (s *site.Site, base string) {
	t.Helper()
	s = site.New(t, all.List())
	return s, strings.Replace(s.Base, "127.0.0.1", "localhost", 1)
}

// makePasskey adds one by the pages of a person who is in.
func makePasskey(p *browser.Page, name string) {
	p.Open("/settings/passkeys")
	p.Click(`main a.go`)
	p.Type(`main input[name="name"]`, name)
	p.Click(`[data-make]`)
	p.Await(`!document.querySelector("[data-use]").hidden`)
	p.Click(`[data-use]`)
	p.Await(`location.pathname === "/settings/passkeys" || !document.querySelector("[data-said=more]").hidden`)
	if p.Path() == "/settings/passkeys/add" {
		p.Click(`[data-use]`)
		p.Await(`location.pathname === "/settings/passkeys"`)
	}
	p.Settle()
}

func lockIt(p *browser.Page) {
	p.Open("/settings")
	p.Click(`form[action="/lock"] button`)
}

// slots counts the passkeys that the store keeps.
func slots(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	err := s.Store.People(t.Context(), func(_ store.ID, p store.Person) error {
		for _, x := range p.Slots {
			if passkey.Is(x.Name) {
				n++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func opensWith(p *browser.Page) {
	p.Open("/unlock")
	p.ClickText("Use a passkey")
	p.Click(`[data-use]`)
	p.Await(`location.pathname === "/today"`)
	p.Settle()
}

// check 21: a passkey is added, opens, survives a change of the passphrase, is
// removed, and is nothing on a device whose passkeys have no PRF.
func TestAPasskeyOpensWhatIsKept(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	s, base := named(t)
	p := b.Page(t, base, browser.Phone)
	keep(p)
	p.Open("/settings/passkeys")
	hold(p, "passkeys-empty")

	plain := p.Authenticator(false)
	p.Click(`main a.go`)
	hold(p, "passkeys-add")
	p.Type(`main input[name="name"]`, "the old phone")
	p.Click(`[data-make]`)
	p.Await(`!document.querySelector("[data-said=prf]").hidden`)
	shots(p, "passkeys-no-prf")
	if n := plain.Passkeys(); n != 0 || slots(t, s) != 0 {
		t.Errorf("without a PRF the device keeps %d and the store %d", n, slots(t, s))
	}
	plain.Away()

	nobodys := p.Authenticator(true)
	nobodys.Verifies(false)
	p.Open("/settings/passkeys/add")
	p.Type(`main input[name="name"]`, "the old phone")
	p.Click(`[data-make]`)
	p.Await(`!document.querySelector("[data-said=left]").hidden`)
	if slots(t, s) != 0 {
		t.Error("a passkey was kept of somebody whom nothing verified")
	}
	nobodys.Away() // after that it verifies nobody any more
	device := p.Authenticator(true)
	makePasskey(p, "Kim’s new phone, the one with a crack")
	p.Says("Kim’s new phone, the one with a crack", "It may be copied to an account.")
	hold(p, "passkeys-list")
	p.Click(`main a.go`)
	p.Type(`main input[name="name"]`, "the same again")
	p.Click(`[data-make]`)
	p.Await(`!document.querySelector("[data-said=has]").hidden`)

	lockIt(p)
	p.Open("/unlock")
	hold(p, "passkeys-unlock")
	p.ClickText("Use a passkey")
	hold(p, "passkeys-open")
	opensWith(p)
	p.Open("/settings/passphrase") // a passkey is not the passphrase
	if !strings.HasPrefix(p.Path(), "/step-up") {
		t.Errorf("a passkey alone leads to %s", p.Path())
	}
	p.Type(`input[name="pass"]`, passphrase)
	p.Click(`main form button.go`)
	const next = "a new sentence about the pier"
	p.Type(`input[name="pass"]`, next)
	p.Type(`input[name="again"]`, next)
	p.Click(`main form button.go`)
	lockIt(p)
	opensWith(p)

	s.Wait(6 * time.Minute)
	p.Open("/settings/passkeys")
	p.Type(`input[name="pass"]`, next)
	p.Click(`main form button.go`)
	p.Click(`main details:last-of-type summary`)
	p.ClickText("Remove this passkey")
	p.Says("There is no passkey yet.")
	lockIt(p)
	p.Open("/unlock")
	if p.Has(`a[href^="/unlock/passkey"]`) {
		t.Error("a passkey is offered that was removed")
	}
	p.Open("/unlock/passkey")
	p.Expect("403")
	p.Click(`[data-use]`)
	p.Await(`document.querySelector(".wrong")`)
	p.Says("That passkey did not open it.")
	shots(p, "passkeys-wrong")
	device.Verifies(false)
	p.Click(`[data-use]`)
	p.Await(`!document.querySelector("[data-said=left]").hidden`)
	p.Open("/unlock")
	p.Type(`input[name="pass"]`, next)
	p.Click(`main form button.go`)
	if p.Path() != "/today" {
		t.Errorf("the passphrase leads to %s", p.Path())
	}
}

// check 18, with a passkey that a device made and still holds: it opens after a
// change of the passphrase, and nothing after "someone else may know it".
func TestAPasskeyEndsWhereSomeoneElseMayKnowIt(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	s, base := named(t)
	p := b.Page(t, base, browser.Phone)
	device := p.Authenticator(true)
	keep(p)
	makePasskey(p, "the blue key")
	chosen := func(path, pass, do string) {
		p.Open(path)
		p.Type(`input[name="pass"]`, pass)
		p.Type(`input[name="again"]`, pass)
		p.Click(do)
	}
	chosen("/settings/passphrase", "a new sentence about the pier", `main form button.go`)
	was := boxOf(t, s)
	lockIt(p)
	opensWith(p)
	p.Open("/settings/known")
	p.Type(`input[name="pass"]`, "a new sentence about the pier") // a passkey is not the passphrase
	p.Click(`main form button.go`)
	chosen("/settings/known", "a sentence nobody has heard", `form[action="/settings/known"] button.go`)
	p.Says("The old ways in have ended")
	if n := slots(t, s); n != 0 || device.Passkeys() != 1 {
		t.Errorf("the store keeps %d passkeys, the device %d", n, device.Passkeys())
	}
	wrong := func(what string) {
		p.Expect("403")
		p.Open("/unlock/passkey")
		p.Click(`[data-use]`)
		p.Await(`document.querySelector(".wrong")`)
		p.Says("That passkey did not open it.")
		if p.Path() != "/unlock/passkey" {
			t.Errorf("%s: it leads to %s", what, p.Path())
		}
	}
	lockIt(p)
	wrong("afterwards")
	putBox(t, s, was) // as whoever keeps the database could
	wrong("with its old slot put back")
	p.Open("/unlock")
	p.Type(`input[name="pass"]`, "a sentence nobody has heard")
	p.Click(`main form button.go`)
	if p.Path() != "/today" {
		t.Errorf("the passphrase leads to %s", p.Path())
	}
}

// boxOf is the one passkey's slot that the store keeps, and putBox puts it back.
func boxOf(t *testing.T, s *site.Site) (was store.Slot) {
	t.Helper()
	err := s.Store.People(t.Context(), func(_ store.ID, p store.Person) error {
		for _, x := range p.Slots {
			if passkey.Is(x.Name) {
				was = x
			}
		}
		return nil
	})
	if err != nil || was.Name == "" {
		t.Fatalf("no passkey is kept: %v", err)
	}
	return was
}

func putBox(t *testing.T, s *site.Site, was store.Slot) {
	t.Helper()
	people := map[store.ID]store.Person{}
	err := s.Store.People(t.Context(), func(id store.ID, p store.Person) error { people[id] = p; return nil })
	for id, p := range people {
		p.Slots = append(p.Slots, was)
		err = errors.Join(err, s.Store.Rewrap(t.Context(), id, p.Version, p))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// answering is what a page could send, of a passkey and a way of verifying that
// the test chooses.
const answering = `window.answer = async (uv, id) => {
	const raw = (s) => Uint8Array.from(atob(s.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
	const b64 = (b) => btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
	const use = JSON.parse(document.querySelector("form[data-passkey]").dataset.passkey).use;
	const c = await navigator.credentials.get({publicKey: {challenge: raw(use.challenge), rpId: use.rpId, userVerification: uv,
		allowCredentials: id ? [{type: "public-key", id: raw(id)}] : [], extensions: uv === "required" ? {prf: {eval: {first: raw(use.extensions.prf.eval.first)}}} : {}}});
	const r = c.response;
	window.used = c.id;
	window.first = b64(c.getClientExtensionResults().prf?.results.first ?? []);
	window.sent = JSON.stringify({id: c.id, rawId: b64(c.rawId), type: c.type, clientExtensionResults: {}, response: {clientDataJSON: b64(r.clientDataJSON),
		authenticatorData: b64(r.authenticatorData), signature: b64(r.signature), userHandle: b64(r.userHandle)}});
}, true`

// answer returns what a passkey says to the question of the open page.
func answer(p *browser.Page, uv, id string) (sent url.Values, credential string) {
	browser.Eval[bool](p, answering)
	browser.Eval[bool](p, fmt.Sprintf(`delete window.sent, window.answer(%q, %q), true`, uv, id))
	p.Await(`window.sent`)
	return url.Values{"next": {"/today"}, "used": {browser.Eval[string](p, `window.sent`)}, "first": {browser.Eval[string](p, `window.first`)}}, browser.Eval[string](p, `window.used`)
}

// post sends it with cookies, as whoever has overheard both could.
func post(t *testing.T, base string, cookies []*http.Cookie, form url.Values) (status int, to string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/unlock/passkey", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode, answer.Header.Get("Location")
}

// What a passkey said once opens once, verified, for its own person.
func TestWhatAPasskeySaidIsTakenOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	s, base := named(t)
	p := b.Page(t, base, browser.Desk)
	device := p.Authenticator(true)
	keep(p)
	makePasskey(p, "a key on a ring")
	lockIt(p)

	ask := func() []*http.Cookie { p.Open("/unlock/passkey"); return p.Cookies() }
	refuse := func(what string, cookies []*http.Cookie, form url.Values) {
		t.Helper()
		if status, to := post(t, base, cookies, form); status < 400 {
			t.Errorf("%s: %d %s", what, status, to)
		}
		s.Wait(time.Minute) // there are few tries at once
	}
	old := ask()
	said, alices := answer(p, "required", "")
	changed := url.Values{"next": said["next"], "used": said["used"], "first": {"A" + said.Get("first")[1:]}}
	refuse("another secret", old, changed)
	if status, _ := post(t, base, old, said); status < 400 {
		t.Error("a question that was answered wrongly is answered again")
	}
	old = ask()
	said, _ = answer(p, "required", "")
	if status, to := post(t, base, old, said); status != http.StatusSeeOther || to != "/today" {
		t.Fatalf("it does not open: %d %s", status, to)
	}
	refuse("the same again", old, said)
	refuse("an old answer to a new question", ask(), said)
	device.Verifies(false)
	fresh := ask()
	unverified, _ := answer(p, "discouraged", alices)
	unverified.Set("first", said.Get("first")) // browsers ask no PRF of a passkey that verifies nobody
	refuse("nobody was verified", fresh, unverified)
	device.Verifies(true)

	code, err := s.Server.Door().Host().Invites.New(time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	p.Open("/join")
	p.Type(`input[name="code"]`, code)
	p.Type(`input[name="name"]`, "Bob")
	p.Type(`input[name="pass"]`, "another lamp beside a door")
	p.Type(`input[name="again"]`, "another lamp beside a door")
	p.Click(`main form button.go`)
	makePasskey(p, "Bob’s")
	lockIt(p)
	fresh = ask() // the browser is Bob's now
	theirs, _ := answer(p, "required", alices)
	refuse("Alice's passkey in Bob's browser", fresh, theirs)
	p.Open("/unlock")
	p.Click(`form[action="/somebody-else"] button`)
	fresh = ask()
	theirs, _ = answer(p, "required", alices)
	if status, to := post(t, base, fresh, theirs); status != http.StatusSeeOther || to != "/today" {
		t.Errorf("Alice's passkey in a browser that is nobody's: %d %s", status, to)
	}
	twisted := strings.Replace(theirs.Get("used"), `"userHandle":"`, `"userHandle":"AAAA`, 1)
	refuse("somebody who is not here", ask(), url.Values{"used": {twisted}, "first": theirs["first"]})
	somebodyMayKnow(t, s, base, p, alices)
}

// somebodyMayKnow changes Alice's keys as for somebody who may know too much:
// check 18, no passkey opens what it opened before.
func somebodyMayKnow(t *testing.T, s *site.Site, base string, p *browser.Page, alices string) {
	t.Helper()
	p.Open("/unlock/passkey")
	cookies := p.Cookies()
	form, _ := answer(p, "required", alices)
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/unlock/passkey", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	got, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	var key *door.Key
	for _, c := range got.Cookies() {
		if c.Name == "ebb" {
			key, _ = door.ParseKey(c.Value)
		}
	}
	v, err := s.Server.Door().Enter(t.Context(), door.Knock{Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	before := slots(t, s)
	if err := s.Server.Door().Change(t.Context(), v, ways.Passphrase("a sentence that nobody has heard")); err != nil {
		t.Fatal(err)
	}
	if n := slots(t, s); n != before-1 {
		t.Errorf("%d passkeys of %d are left", n, before)
	}
	p.Open("/unlock/passkey")
	cookies = p.Cookies()
	form, _ = answer(p, "required", alices)
	if status, to := post(t, base, cookies, form); status < 400 {
		t.Errorf("a passkey from before opens: %d %s", status, to)
	}
}

// On an address of numbers the page says where to go, and without scripts what
// it needs.
func TestPasskeysSayWhereTheyWork(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	s, base := named(t)
	p := b.Page(t, s.Base, browser.Phone)
	keep(p)
	p.Open("/settings/passkeys")
	p.Says("open this address", base)
	hold(p, "passkeys-numbers")
	bare := b.Page(t, base, browser.Phone.Without())
	bare.Open("/unlock/passkey")
	bare.Says("Passkeys need scripts")
}
