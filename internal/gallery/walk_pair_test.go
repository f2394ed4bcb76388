package gallery

import (
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/phone"
	"ebb/internal/site"
	"ebb/store"
	"ebb/web"
)

// record asks what a browser holds of its pairing, as one text.
const record = `new Promise((ok) => {
	const asked = indexedDB.open("ebb", 1);
	asked.onupgradeneeded = () => asked.transaction.abort();
	asked.onerror = () => ok("");
	asked.onsuccess = () => {
		const got = asked.result.transaction("self").objectStore("self").get("pair");
		got.onsuccess = () => { asked.result.close(); ok(JSON.stringify(got.result ?? "")); };
	};
}).then((text) => { window.held = text }), true`

func recordOf(p *browser.Page) string {
	browser.Eval[bool](p, record)
	p.Await(`window.held`)
	return browser.Eval[string](p, `window.held`)
}

// A phone is paired by the code that a desk shows, adds, and is taken off again.
func aPhoneIsPaired(t *testing.T, b *browser.Browser) {
	const typed = "https://ebb.example"                                                        // what a phone reaches; the test comes by the back door
	s := site.New(t, all.List(), func(o *web.Options) { o.Origin, o.Clock = typed, time.Now }) // a phone has its own clock
	desk, hand := b.Page(t, s.Base, browser.Desk), b.Page(t, s.Base, browser.Phone)
	keep(desk)
	desk.Open("/settings/devices")
	shots(desk, "devices-empty")
	desk.Click(`main a.go`)
	shots(desk, "devices-label")
	desk.Type(`input[name="label"]`, "Kim’s old phone, the one with a crack")
	desk.Click(`main form button`)
	hold(desk, "devices-code")
	link := desk.Text(`main .code`)
	_, path, _ := strings.Cut(link, typed)

	hand.Open("/pair")
	hand.Says("There is no code in this link.")
	shots(hand, "pair-none")
	hand.Open(path)
	shots(hand, "pair-phone")
	if at := browser.Eval[string](hand, `location.href`); at != s.Base+"/pair" {
		t.Errorf("the code stays in the address: %s", at)
	}
	hand.Click(`[data-pair]`)
	hand.Await(`!document.querySelector("[data-said=done]").hidden`)
	hold(hand, "pair-done")
	if held := recordOf(hand); strings.Count(held, `"`) != 22 || !strings.Contains(held, `"token":"`) {
		t.Errorf("the phone holds %s", held)
	}
	hand.Open("/now")
	hand.Click(`button[value="reach"]`)
	for range 200 { // until it has left the phone
		if inInboxes(t, s) > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	desk.Open("/today")
	desk.Says("2 waves")
	hand.Open(path)
	hand.Expect("404")
	hand.Click(`[data-pair]`)
	hand.Await(`!document.querySelector("[data-said=gone]").hidden`)

	desk.Open("/settings/devices")
	desk.Says("Kim’s old phone, the one with a crack")
	shots(desk, "devices-list")
	desk.Click(`button[value="off"]`)
	desk.Await(`document.querySelector('button[value="on"]')`)
	shots(desk, "devices-off")
	p, err := phone.Parse(recordOf(hand), s.Browser())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		it, err := p.Capture("hold.pull", time.Now(), map[string]string{"moment": "00112233445566778899aabbccddeeff", "pull": "reach"})
		if err != nil {
			t.Fatal(err)
		}
		if a, err := p.Send(it); err != nil || len(a.Kept) != 1 {
			t.Fatalf("%v %v", a, err)
		}
	}
	desk.Open("/today")
	desk.Says("Waiting for your yes", "2 entries from a phone or browser that is not on your list")
	hold(desk, "devices-waiting")
	desk.Click(`main details summary`)
	shots(desk, "devices-waiting-drop")
	desk.Click(`button[value="take"]`)
	if desk.Has(`#devices-waiting`) {
		t.Error("the card stays")
	}
}

// inInboxes counts what lies in all inboxes.
func inInboxes(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	var people []store.ID
	err := s.Store.People(t.Context(), func(id store.ID, _ store.Person) error { people = append(people, id); return nil })
	for _, id := range people {
		if err == nil {
			err = s.Store.Waiting(t.Context(), id, func(store.Item) error { n++; return nil })
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// shots only takes the pictures: TestEveryPageInEveryState looks at the rest.
func shots(p *browser.Page, name string) {
	p.Shot(name)
	p.Overflow()
}

// Without scripts the page of the phone says what it needs, and everything on
// the desk works.
func pairingNeedsScripts(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	p := b.Page(t, s.Base, browser.Phone.Without())
	p.Open("/pair#AAAAAAAAAAAAAAAAAAAAAA")
	p.Says("Pairing needs scripts")
	if browser.Eval[bool](p, `document.querySelector("[data-pair]").checkVisibility()`) {
		t.Error("a button that does nothing")
	}
}
