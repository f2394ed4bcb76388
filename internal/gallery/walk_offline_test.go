package gallery

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"ebb/internal/browser"
	"ebb/internal/program"
	"ebb/store"
	"ebb/store/sqlite"
)

// waiting is how many captures this browser holds.
const waiting = `new Promise(ok => { const r = indexedDB.open("ebb", 1); r.onupgradeneeded = () => r.transaction.abort(); r.onerror = () => ok(0); r.onsuccess = () => {
	const db = r.result; const q = db.transaction("queue").objectStore("queue").count(); q.onsuccess = () => { ok(q.result); db.close(); } } })`

// device is somebody's own browser, with a profile that lives on, and the server
// it belongs to.
type device struct {
	*walker
	b       *browser.Browser
	server  *program.Server
	data    string
	profile string
	opened  int // each unlocking is an entry of its own, which no walk counts
}

func (d *device) unlock() {
	d.t.Helper()
	d.walker.unlock()
	d.opened++
}

// paired has kept one moment, chosen a passphrase, and opened the hard moment
// once with the server there: that is all it takes to be paired.
func paired(t *testing.T) *device {
	t.Helper()
	d := &device{data: t.TempDir(), profile: t.TempDir()}
	d.server = program.Serve(t, d.data)
	d.on(t)
	keep(d.Page)
	d.Open("/now")
	d.standing()
	return d
}

// on switches the browser on.
func (d *device) on(t *testing.T) {
	t.Helper()
	d.b = browser.On(t, d.profile)
	page := d.b.Tab(t, d.server.Base, browser.Phone)
	for _, gone := range []string{"ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_INTERNET_DISCONNECTED"} {
		page.Expect(gone)
	}
	d.walker = &walker{Page: page, t: t, base: d.server.Base, secret: []string{passphrase}}
}

// standing waits until the device could do without its server.
func (d *device) standing() {
	d.t.Helper()
	d.Controlled()
	for _, path := range []string{"/now", "/reached", "/head", "/leave", "/away", "/help/all"} {
		d.holds(path)
	}
	d.awaits(`new Promise(ok => { const r = indexedDB.open("ebb", 1); r.onsuccess = () => { const q = r.result.transaction("self").objectStore("self").get("pair"); q.onsuccess = () => { r.result.close(); ok(!!q.result) } } })`, true)
}

func (d *device) holds(path string) {
	d.t.Helper()
	d.awaits(fmt.Sprintf(`caches.match(%q).then(a => !!a)`, path), true)
}

// awaits waits for what a promise comes to.
func (d *device) awaits(promise string, want any) {
	d.t.Helper()
	browser.Eval[bool](d.Page, fmt.Sprintf(`(window.asked = undefined, window.asks && clearInterval(window.asks), window.asks = setInterval(() => (%s).then(v => window.asked = v), 50), true)`, promise))
	d.Await(fmt.Sprintf(`window.asked === %v`, want))
	browser.Eval[bool](d.Page, `(clearInterval(window.asks), true)`)
}

// flow goes the long way through the page of all steps: five facts.
func (d *device) flow() {
	d.t.Helper()
	d.step("Reply", "strength")
	d.choose("s", 7)
	d.step("Stay with it", "wave")
	d.step("I’m ready to choose", "choose")
	d.step("Let it pass", "again")
	d.Says("You started at 7.")
	d.press(`[data-step=again] input[value="3"]`)
	d.step("It passed", "done")
	d.Says("7 to 3 in less than a minute.")
	d.at("/now")
}

// step presses what says this text, and waits for the step that it leads to.
func (d *device) step(text, to string) {
	d.t.Helper()
	d.tap(text)
	d.Await(fmt.Sprintf(`document.querySelector("[data-step]:not([hidden])").dataset.step === %q`, to))
}

const inFlow = 5 // pull, rating, intent, rating, outcome

// rows counts what the journal and the inbox hold.
func (d *device) rows() (events, inbox int) {
	d.t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, filepath.Join(d.data, "ebb.db"), sqlite.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	var people []store.ID
	err = s.People(ctx, func(p store.ID, _ store.Person) error { people = append(people, p); return nil })
	if err != nil || len(people) != 1 {
		d.t.Fatalf("%d people: %v", len(people), err)
	}
	err = s.Since(ctx, people[0], store.Head{}, func(store.Row) error { events++; return nil })
	if err == nil {
		err = s.Waiting(ctx, people[0], func(store.Item) error { inbox++; return nil })
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return events - d.opened, inbox
}

// lockUp locks, and says how many facts the journal has.
func (d *device) lockUp() int {
	d.t.Helper()
	d.enter("/settings")
	d.press(`form[action="/lock"] button`)
	events, inbox := d.rows()
	if inbox != 0 {
		d.t.Errorf("%d captures wait in an inbox that was drained", inbox)
	}
	return events
}

// arrived unlocks and fails unless so many facts have joined since, once each,
// as one more moment.
func (d *device) arrived(before, more int) {
	d.t.Helper()
	d.awaits(waiting, 0)
	d.enter("/today")
	d.unlock()
	d.Says("2 waves, 2 passed")
	d.lacks("3 waves")
	d.Says("Reply")
	if events, inbox := d.rows(); events != before+more || inbox != 0 {
		d.t.Errorf("the journal has %d facts more, not %d; %d wait", events-before, more, inbox)
	}
}

// TestNothingIsLostAndNothingDoubled goes through a hard moment with the server
// process dead and the journal locked, ends the browser process too, and starts
// both again.
func TestNothingIsLostAndNothingDoubled(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	d := paired(t)
	before := d.lockUp()
	d.server.Kill()
	d.Open("/now")
	d.flow()
	d.awaits(waiting, inFlow)
	d.told("Kept on this phone, not yet at your server: 5.")
	d.Open("/today")
	d.Says("Ebb can’t reach its server.", "Hard moment and Help work.")
	d.tap("Help, with lines by country")
	d.Says("Germany")
	d.b.Kill(t)

	d.on(t) // the browser again, and still no server
	d.Open("/now")
	d.awaits(waiting, inFlow)
	d.b.Kill(t)

	d.server = program.Again(t, d.server, d.data)
	d.on(t)
	d.Open("/now")
	d.arrived(before, inFlow)
}

// TestKilledAtEveryStep ends the browser process after each fact.
func TestKilledAtEveryStep(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	d := paired(t)
	before := d.lockUp()
	d.server.Kill()
	for i, step := range []struct{ text, to string }{{"Reply", "strength"}, {"Check on them", "strength"}, {"I already did it", "sent"}} {
		d.Open("/now")
		if i > 0 { // the line moves what is above it
			d.told("Kept on this phone, not yet at your server")
		}
		d.step(step.text, step.to)
		d.b.Kill(t)
		d.on(t)
		d.Open("/now")
		d.awaits(waiting, i+1)
	}
	d.server = program.Again(t, d.server, d.data)
	d.Open("/now")
	d.awaits(waiting, 0)
	d.enter("/today")
	d.unlock()
	d.Says("4 waves")
	if events, inbox := d.rows(); events != before+3 || inbox != 0 {
		t.Errorf("the journal has %d facts more, not 3; %d wait", events-before, inbox)
	}
}

// aHungServer takes connections and never answers: its process is stopped.
func aHungServer(t *testing.T, _ *browser.Browser) {
	d := paired(t)
	before := d.lockUp()
	if err := d.server.Cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.server.Cmd.Process.Signal(syscall.SIGCONT) }) // before it is asked to end
	d.Open("/now")
	d.flow()
	d.told("Kept on this phone, not yet at your server: 5.")
	d.Open("/today")
	d.Says("Ebb can’t reach its server.")
	d.Open("/now")
	if err := d.server.Cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	d.again()
	d.arrived(before, inFlow)
}

// aStranger has looked at the hard moment once and kept nothing; then there is
// no server. Every step works, and the page says that nothing is kept.
func aStranger(t *testing.T, b *browser.Browser) {
	d := &device{data: t.TempDir(), server: program.Serve(t, t.TempDir())}
	d.walker = &walker{Page: b.Page(t, d.server.Base, browser.Phone), t: t, base: d.server.Base}
	d.Expect("ERR_CONNECTION_REFUSED")
	d.Open("/now")
	d.Controlled()
	d.holds("/now")
	d.holds("/away")
	d.server.Kill()
	const nothing = "No signal, and this phone is not paired. The steps work, and nothing is kept."
	d.Open("/now")
	d.told(nothing)
	d.lacks("It is kept at once")
	d.step("Reply", "strength")
	d.step("Stay with it", "wave")
	d.Says("min in")
	d.step("I’m ready to choose", "choose")
	d.step("Let it pass", "again")
	d.step("It passed", "done")
	d.Says("Nothing was kept.", nothing)
	d.awaits(waiting, 0)
	d.Open("/now")
	d.step("See them", "strength")
	d.step("They reached me", "reached")
	d.lacks("you is kept")
}

// byKeyboardWithoutServer is the whole way on keys, from the worker's page.
func byKeyboardWithoutServer(t *testing.T, b *browser.Browser) {
	d := paired(t)
	before := d.lockUp()
	d.server.Kill()
	d.Open("/now")
	d.Front()
	d.tabTo("Clear something up")
	d.key(" ", "strength")
	d.tab(`[data-step=strength] .swell input`)
	d.Key(" ")
	for range 6 {
		d.Key(kb.ArrowRight)
	}
	d.checked("s", "6")
	d.tab(`button[value="wave"]`)
	d.key(kb.Enter, "wave")
	d.tab("#still")
	d.Key(" ")
	if browser.Eval[int](d.Page, `document.getAnimations().filter(a => a.playState === "running").length`) != 0 {
		t.Error("Space does not keep it still")
	}
	d.tabTo("I’m ready to choose")
	d.key(kb.Enter, "choose")
	d.tabTo("Let it pass")
	d.key(" ", "again")
	d.tabTo("It passed")
	d.key(kb.Enter, "done")
	if head := d.Text("[data-step=done] h1"); head != "Kept, at 6." {
		t.Errorf("the end is headed %q", head)
	}
	d.tabTo("Add something, if you like")
	d.Key(" ")
	d.tab(`input[value="photo"]`)
	d.Key(" ")
	d.tab("[data-step=done] textarea")
	d.Keys(written)
	d.tabTo("Keep this")
	d.Key(kb.Enter)
	d.awaits(waiting, 5)
	d.round()
	d.server = program.Again(t, d.server, d.data)
	d.Open("/now")
	d.awaits(waiting, 0)
	d.enter("/today")
	d.unlock()
	d.Says("2 waves, 2 passed")
	if events, _ := d.rows(); events != before+5 {
		t.Errorf("the journal has %d facts more, not 5", events-before)
	}
}

// key presses a key that leads to a step.
func (d *device) key(key, to string) {
	d.t.Helper()
	d.Keys(key)
	d.Await(fmt.Sprintf(`document.querySelector("[data-step]:not([hidden])").dataset.step === %q`, to))
}

// theCarryCard is filled in, stands in a hard moment once ebb is locked and its
// server gone, is erased with one tap, and is not shown in discreet mode.
func theCarryCard(t *testing.T, b *browser.Browser) {
	d := paired(t)
	d.Open("/now")
	d.step("Reply", "strength")
	d.step("Stay with it", "wave")
	if d.Has("[data-card] *") {
		t.Error("the card is not empty by default")
	}
	d.enter("/settings/card")
	d.Says("It is not sealed. Whoever holds this phone and opens ebb could read it.")
	fill := func() {
		d.Type("form[data-card] [name=initial]", "K")
		d.Type("form[data-card] [name=truth]", "It was quiet for a reason.")
		d.Type("form[data-card] [name=phone]", "+49 30 123")
		d.tap("Keep it on this phone")
		d.Await(`document.querySelector("[data-said]").innerText.startsWith("Kept on this phone")`)
	}
	fill()
	d.lockUp()
	d.carries(true)
	for _, r := range d.Requests() {
		if strings.Contains(r, "quiet") {
			t.Errorf("the card was sent: %s", r)
		}
	}
	d.enter("/settings/card")
	d.Await(`document.querySelector("form[data-card] [name=truth]").value === "It was quiet for a reason."`)
	d.tap("Erase the card")
	d.Await(`document.querySelector("[data-said]").innerText.startsWith("The card is gone")`)
	d.carries(false)
	d.enter("/settings/card")
	fill()
	d.enter("/settings/discreet")
	d.press(`form[action="/settings/discreet"] button`)
	d.carries(false)
	d.enter("/settings/card")
	d.Says("In discreet mode there is no card")
}

// carries looks for the card in the wave of a moment without a session.
func (d *device) carries(want bool) {
	d.t.Helper()
	d.Open("/now")
	d.step("Reply", "strength")
	d.step("Stay with it", "wave")
	d.told("It joins the rest when you unlock.")
	if got := strings.Contains(d.Text("[data-card]"), "It was quiet for a reason."); got != want || got && !d.Has(`[data-card] a[href="tel:+4930123"]`) {
		d.t.Errorf("the wave shows the card: %v, want %v: %s", got, want, d.Text("[data-step=wave]"))
	}
}
