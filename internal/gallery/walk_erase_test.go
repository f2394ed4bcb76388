package gallery

import (
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// TestErasingWhatABrowserKeeps says what is lost before it is, and leaves nothing.
func TestErasingWhatABrowserKeeps(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	d := paired(t)
	before := d.lockUp()
	d.server.Kill()
	d.Open("/now")
	d.step("Reply", "strength")
	d.awaits(waiting, 1)
	d.server = program.Again(t, d.server, d.data)
	d.enter("/settings/erase")
	d.Await(`document.querySelector("[data-unsent]").innerText.startsWith("Not at your server yet: 1.")`)
	d.tap("Erase it here")
	d.Await(`location.pathname === "/settings/erased"`)
	d.Says("This browser keeps nothing of its own now.")
	d.Open("/settings/erased") // what looks for the rest is lost where the page is loaded again
	d.awaits(`Promise.all([indexedDB.databases().then(l => l.map(d => d.name)), caches.keys(), navigator.serviceWorker.getRegistrations()]).then(all => all.flat().join())`, `""`)
	if events, inbox := d.rows(); events != before || inbox != 0 {
		t.Errorf("the server has %d facts more, %d wait", events-before, inbox)
	}
	d.enter("/today")
	d.unlock() // the way in stays
	d.Says("1 wave")
}

// TestABrowserPairsAnewOnceItsDraftWasTakenIn writes in a second browser, unlocks
// there, and locks again: what is written there without a server arrives.
func pairsAnew(t *testing.T, b *browser.Browser) {
	data := t.TempDir()
	server := program.Serve(t, data)
	other := &device{data: data, server: server, walker: &walker{Page: b.Page(t, server.Base, browser.Phone), t: t, base: server.Base, secret: []string{passphrase}}}
	other.Open("/now")
	other.tap("Reply")
	other.Open("/now")
	other.standing()
	draft := recordOf(other.Page)
	keep(b.Page(t, server.Base, browser.Phone)) // in a third, with a passphrase
	other.Open("/unlock")
	other.unlock()
	other.Says("What was written in this browser is in here now.")
	other.Await(`document.querySelector('script[src*="again"]')`)
	other.awaits(`new Promise(ok => { const r = indexedDB.open("ebb", 1); r.onsuccess = () => { const q = r.result.transaction("self").objectStore("self").get("pair"); q.onsuccess = () => { r.result.close(); ok(JSON.stringify(q.result) !== `+string(quoted(draft))+`) } } })`, true)
	before := other.lockUp()
	other.Open("/now")
	other.step("Check on them", "strength")
	other.told("It joins the rest when you unlock.")
	other.enter("/today")
	other.unlock()
	other.Says("Check on them")
	if events, inbox := other.rows(); events != before+1 || inbox != 0 {
		t.Errorf("the journal has %d facts more, not 1; %d wait", events-before, inbox)
	}
}
