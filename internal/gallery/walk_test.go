package gallery

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// Walks lead a person's whole way through the real program in a real browser.
// They share one Chromium. What is measured comes first and alone; the others
// wait for nothing but their own pages, so they go side by side.
func TestWalks(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	program.Build(t)
	for _, w := range []struct {
		name string
		walk func(*testing.T, *browser.Browser)
	}{
		{"a hard moment, counted", aHardMoment},
		{"side by side", func(t *testing.T, b *browser.Browser) {
			for name, walk := range walks {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					walk(t, b)
				})
			}
		}},
	} {
		t.Run(w.name, func(t *testing.T) { w.walk(t, b) })
	}
}

var walks = map[string]func(*testing.T, *browser.Browser){
	"an answer is lost":                                anAnswerIsLost,
	"the server refuses":                               theServerRefuses,
	"two tabs":                                         twoTabs,
	"a hung server":                                    aHungServer,
	"the carry card":                                   theCarryCard,
	"a stranger without a server":                      aStranger,
	"a hard moment by keyboard, no server":             byKeyboardWithoutServer,
	"a hard moment by keyboard":                        aHardMomentByKeyboard,
	"calm days and a lock, by keyboard":                calmByKeyboard,
	"after contact, by keyboard":                       afterContactByKeyboard,
	"reached, and a loud head, by keyboard":            reachedByKeyboard,
	"the week by keyboard":                             reviewByKeyboard,
	"every step, left and found again":                 everyStep,
	"every step without scripts":                       everyStepWithoutScripts,
	"a hard moment while locked":                       aMomentWhileLocked,
	"I already did it":                                 whatWasDone,
	"a chat":                                           aChat,
	"a chat by keyboard":                               aChatByKeyboard,
	"a chat without scripts":                           aChatWithoutScripts,
	"the questions before a chat":                      theQuestions,
	"a page remembered, and locked elsewhere":          lockedElsewhere,
	"a page the browser remembers":                     aPageRemembered,
	"leaving what has a passphrase":                    leavingWhatIsKept,
	"leaving what has a passphrase, no mouse":          leavingByShift,
	"leaving what has a passphrase, no scripts":        leavingWithoutScripts,
	"leaving what has none":                            leavingADraft,
	"leaving what has none, no scripts":                leavingADraftWithoutScripts,
	"nine steps on a phone, no scripts":                nineOnAPhone,
	"nine steps at a desk":                             nineAtADesk,
	"a number to call":                                 aNumber,
	"a number to call while locked":                    aNumberWhileLocked,
	"looking ahead":                                    lookingAhead,
	"stepping back":                                    steppingBack,
	"what goes with what":                              whatGoesWithWhat,
	"how it has been":                                  howItHasBeen,
	"a browser pairs anew once its draft was taken in": pairsAnew,
	"old patterns, and being close":                    oldPatterns,
	"coming back after half a year":                    backAfterHalfAYear,
	"a letter from writing to copying":                 aLetter,
	"a long letter is not lost":                        aLongLetter,
	"a life of one's own":                              aLife,
	"losses and stories":                               lossesAndStories,
	"naming, telling and looking soberly":              naming,
	"needs and weighing":                               needsAndWeighing,
	"writing after their no":                           writingAfterTheirNo,
	"a phone is paired and taken off":                  aPhoneIsPaired,
	"pairing says that it needs scripts":               pairingNeedsScripts,
	"the path":                                         thePath,
	"half a page moves nothing":                        halfAPage,
	"a letter that stays":                              aLetterThatStays,
	"night pages go on while the server hangs":         nightPagesHang,
}

// walker is somebody at a page of their own ebb.
type walker struct {
	*browser.Page
	t      *testing.T
	base   string
	taps   int
	secret []string // what they wrote: no title and no address may hold it
}

// visit gives somebody a fresh ebb and a fresh browser.
func visit(t *testing.T, b *browser.Browser, l browser.Look, secret ...string) *walker {
	t.Helper()
	base := program.Serve(t, t.TempDir()).Base
	w := &walker{Page: b.Page(t, base, l), t: t, base: base, secret: append(secret, passphrase)}
	t.Cleanup(w.addresses)
	return w
}

// enter types an address.
func (w *walker) enter(path string) {
	w.t.Helper()
	w.Open(path)
	w.discreet()
}

// tap presses what says this text.
func (w *walker) tap(text string) {
	w.t.Helper()
	w.taps++
	w.ClickText(text)
	w.discreet()
}

// press presses what a selector finds.
func (w *walker) press(css string) {
	w.t.Helper()
	w.taps++
	w.Click(css)
	w.discreet()
}

// at fails unless the page has this address.
func (w *walker) at(path string) {
	w.t.Helper()
	if got := w.Path(); got != path {
		w.t.Fatalf("at %s, not at %s: %s", got, path, w.Text("body"))
	}
}

// lacks fails where the page says any of these.
func (w *walker) lacks(unwanted ...string) {
	w.t.Helper()
	text := w.Text("body")
	for _, u := range unwanted {
		if strings.Contains(text, u) {
			w.t.Errorf("at %s: the page says %q:\n%s", w.Path(), u, text)
		}
	}
}

// known are the titles that the words files have; none takes an argument.
var known = titles()

func titles() map[string]bool {
	all := map[string]bool{"Ebb": true}
	for _, pattern := range []string{"../../feature/*/words/en.json", "../../web/page/words/en.json"} {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			var book map[string]string
			raw, err := os.ReadFile(f)
			if err != nil || json.Unmarshal(raw, &book) != nil {
				panic("gallery: cannot read " + f)
			}
			for key, said := range book {
				if (strings.Contains(key, "title") || strings.HasSuffix(key, ".tab")) && !strings.Contains(said, "{") {
					all[said+" – Ebb"] = true
				}
			}
		}
	}
	return all
}

// discreet fails where the title is not one of the house, or the address holds
// what the person wrote.
func (w *walker) discreet() {
	w.t.Helper()
	if title := w.Title(); !known[title] {
		w.t.Errorf("at %s: the title is %q", w.Path(), title)
	}
	w.clear(w.Path())
}

// place is an address that says nothing of a person: places, a number of one's
// own making, and the few questions that a page asks through its address.
var place = regexp.MustCompile(`^(/[a-z0-9.-]*)*(\?(gap=[1-8]|next=(%2[Ff]|/)?[a-zA-Z0-9%/-]*|leave|with=code|card=[a-z]+))?$`)

func (w *walker) clear(address string) {
	w.t.Helper()
	for _, s := range w.secret {
		if strings.Contains(address, s) {
			w.t.Errorf("the address %s holds what was written", address)
		}
	}
	if !place.MatchString(address) {
		w.t.Errorf("the address %s says more than a place", address)
	}
}

// addresses looks at everything that was asked for on the way.
func (w *walker) addresses() {
	for _, r := range w.Requests() {
		_, address, _ := strings.Cut(r, " ")
		if path, ours := strings.CutPrefix(address, w.base); ours {
			w.clear(path)
		}
	}
}

var looks = map[string]browser.Look{
	"phone": browser.Phone, "phone-dark": browser.Phone.In(true), "desk": browser.Desk, "desk-dark": browser.Desk.In(true),
}

// aHardMoment goes from the first screen to a saved outcome, at both sizes,
// light and dark, and prints how many taps and seconds it takes. From the first
// screen one tap opens the hard moment, the next is kept already; from the hard
// moment the second tap is the outcome.
func aHardMoment(t *testing.T, b *browser.Browser) {
	for _, name := range []string{"phone", "phone-dark", "desk", "desk-dark"} {
		t.Run(name, func(t *testing.T) {
			w := visit(t, b, looks[name])
			w.Open("/")
			w.lacks("passphrase", "Sign in")
			began := browser.Eval[float64](w.Page, "performance.timeOrigin")
			machine := loading(w)
			w.tap("It’s hard right now")
			machine += loading(w)
			w.tap("Reach out")
			machine += loading(w)
			w.Says("Saved and sealed.")
			if w.taps != 2 {
				t.Errorf("%d taps to a saved moment", w.taps)
			}
			if n := browser.Eval[int](w.Page, `new Set([...document.querySelectorAll("button[name=outcome]")].map(e => e.offsetWidth + "x" + e.offsetHeight)).size`); n != 1 {
				t.Errorf("the outcomes come in %d sizes", n)
			}
			w.tap("It passed")
			machine += loading(w)
			w.at("/now/done")
			w.Says("You said: it passed.", "Saved and sealed.")
			ended := browser.Eval[float64](w.Page, "performance.timeOrigin + performance.now()")
			t.Logf("%s: kept after 2 taps, its outcome after %d (%d of them in the hard moment); %.2f s from opening / to the saved outcome, %.2f s of it the machine's",
				name, w.taps, w.taps-1, (ended-began)/1000, machine/1000)
			w.tap("Go to Today")
			w.at("/today")
			w.Says("1 wave, 1 passed")
		})
	}
}

// loading is how long the page that stands took, in milliseconds.
func loading(w *walker) float64 {
	return browser.Eval[float64](w.Page, `performance.getEntriesByType("navigation")[0].loadEventEnd`)
}

// everyStep goes the slow way, and leaves at each step for another page.
func everyStep(t *testing.T, b *browser.Browser) { slowly(t, b, browser.Phone) }

func everyStepWithoutScripts(t *testing.T, b *browser.Browser) {
	slowly(t, b, browser.Phone.Without())
}

const written = "the bench by the canal"

func slowly(t *testing.T, b *browser.Browser, l browser.Look) {
	w := visit(t, b, l, written)
	w.enter("/")
	w.tap("It’s hard right now")
	w.tap("Check on them")
	w.away("/now/strength", "Check on them")
	w.expand("And in 20 minutes?")
	w.choose("s", 7)
	w.choose("f", 5)
	w.tap("Stay with it")
	w.away("/now/wave", "Check on them · started at 7")
	w.still()
	w.rateInWave(6)
	w.away("/now/wave", "Check on them · started at 7")
	w.tap("I’m ready to choose")
	w.tap("Let it pass")
	w.at("/now/again")
	w.Says("You started at 7.")
	w.away("/now/again", "You started at 7.")
	w.choose("s", 3)
	w.tap("Keep it, and leave the rest open")
	w.Says("7 to 3 in less than a minute.", "You can leave this open.", "You guessed ahead.")
	w.away("/now/done", "7 to 3 in less than a minute.", "You guessed ahead.")
	w.tap("Partly")
	w.Says("You said: partly.")
	w.expand("Add something, if you like")
	w.tick("trigger", "song")
	w.tick("place", "bed")
	w.tick("company", "nobody")
	w.Type(`textarea[name="words"]`, written)
	w.press(`details[open] button`)
	w.Says("What you added is kept.")
	w.enter("/today")
	w.Says("1 wave", "partly", "7 more rated moments")
	w.lacks("not said", "2 waves")
	w.enter("/now/done")
	w.Says("7 to 3 in less than a minute.", "You said: partly.", "What you added is kept.")
}

// away opens Today in the middle of a moment, where it stands as not said, and
// comes back to the step, which still knows what went before.
func (w *walker) away(step string, known ...string) {
	w.t.Helper()
	w.at(step)
	w.enter("/today")
	w.Says("1 wave", "not said")
	w.lacks("2 waves", "passed", "partly")
	w.enter(step)
	w.at(step)
	w.Says(known...)
}

// choose takes one strength of a row, as a finger does.
func (w *walker) choose(field string, v int) {
	w.t.Helper()
	w.press(fmt.Sprintf(`input[name=%q][value="%d"]`, field, v))
}

func (w *walker) tick(field, value string) {
	w.t.Helper()
	w.press(fmt.Sprintf(`input[name=%q][value=%q]`, field, value))
	if !browser.Eval[bool](w.Page, fmt.Sprintf(`document.querySelector('input[name=%q][value=%q]').checked`, field, value)) {
		w.t.Errorf("%s %s is not ticked", field, value)
	}
}

// expand opens what is folded.
func (w *walker) expand(summary string) {
	w.t.Helper()
	w.tap(summary)
	if !w.Has("details[open]") {
		w.t.Errorf("%q does not open", summary)
	}
}

// still stops what moves.
func (w *walker) still() {
	w.t.Helper()
	moving := `document.getAnimations().filter(a => a.playState === "running").length`
	if browser.Eval[int](w.Page, moving) == 0 {
		w.t.Error("nothing moves in the wave before it is kept still")
	}
	w.tap("Keep it still")
	if n := browser.Eval[int](w.Page, moving); n > 0 {
		w.t.Errorf("kept still, %d things move", n)
	}
}

// rateInWave says how strong it is now; with scripts a finger on a number is
// enough.
func (w *walker) rateInWave(v int) {
	w.t.Helper()
	w.expand("How strong now?")
	scripted := !w.Has("html:not(.scripted)")
	w.choose("s", v)
	if !scripted {
		w.tap("Keep this")
	}
	w.Await(`document.readyState === "complete" && !document.querySelector("details[open]")`)
	w.at("/now/wave")
}

// aMomentWhileLocked keeps a moment that nobody can read until it joins.
func aMomentWhileLocked(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone)
	keep(w.Page)
	w.enter("/now")
	d := &device{walker: w}
	d.standing()
	w.enter("/settings")
	w.press(`form[action="/lock"] button`)
	w.enter("/")
	w.Says("Unlock")
	w.tap("It’s hard right now")
	d.step("See them", "strength")
	d.told("It joins the rest when you unlock.")
	w.lacks("Last 7 days", "Reach out")
	d.step("They reached me", "reached")
	d.told("It joins the rest when you unlock.")
	w.enter("/today")
	w.lacks("See them", "wave,", "2 waves")
	w.unlock()
	w.Says("2 waves, 1 passed")
	w.enter("/settings")
	w.press(`form[action="/lock"] button`)
	w.enter("/today")
	w.unlock()
	w.Says("2 waves, 1 passed")
	w.lacks("3 waves")
}

func (w *walker) unlock() {
	w.t.Helper()
	if !strings.HasPrefix(w.Path(), "/unlock") {
		w.t.Fatalf("not asked to unlock, but at %s: %s", w.Path(), w.Text("body"))
	}
	w.Type(`input[name="pass"]`, passphrase)
	w.press("main form button.go")
	w.at("/today")
}

// whatWasDone is two taps as well, and says what kind of contact it was.
func whatWasDone(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Desk)
	w.enter("/")
	w.tap("It’s hard right now")
	w.tap("I already did it")
	w.at("/now/sent")
	w.Says("It happened. You can stop here.", "Saved and sealed.")
	w.expand("It was something else")
	w.tap("Planned or allowed contact")
	w.Says("It does not count as acting.")
	w.enter("/today")
	w.Says("1 wave")
	w.lacks("not said")
}

// aNumber is two taps from the first screen to a line, once a country is chosen.
func aNumber(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone)
	w.toANumber()
}

func aNumberWhileLocked(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone.Without())
	locked(w.Page)
	w.toANumber()
}

func (w *walker) toANumber() {
	w.t.Helper()
	w.taps = 0
	w.enter("/")
	w.tap("Help")
	w.at("/help")
	w.Says("In danger now?")
	w.pick("select[name=country]", "DE")
	w.tap("Show the lines")
	if w.taps != 2 {
		w.t.Errorf("%d taps from the first screen to the lines of a country", w.taps)
	}
	n := browser.Eval[int](w.Page, `[...document.querySelectorAll("a[href^='tel:']")].filter(a => a.getClientRects().length && a.getBoundingClientRect().height >= 44).length`)
	if n < 3 {
		w.t.Errorf("%d numbers to tap, want the emergency number and two lines", n)
	}
	if !w.Has(`a[href="tel:112"]`) {
		w.t.Error("the emergency number is not there")
	}
	w.enter("/help")
	if w.Has(`a[href="tel:112"]`) {
		w.t.Error("the country is remembered though nobody ticked")
	}
}

// pick chooses from a list, as its pop-up would.
func (w *walker) pick(css, value string) {
	w.t.Helper()
	browser.Eval[bool](w.Page, fmt.Sprintf(`(() => { const s = document.querySelector(%q); s.value = %q; s.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`, css, value))
}
