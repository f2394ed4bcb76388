package gallery

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"ebb/internal/browser"
)

// aPageRemembered shows that this browser does keep pages that were left in
// its memory, those that no cache may store too; without that the walks of
// leaving would prove nothing. And a page of ebb that comes back so is asked
// for again.
func aPageRemembered(t *testing.T, b *browser.Browser) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Here</title><link rel="icon" href="data:,"><p>%s</p>`, r.URL.Path)
	}))
	defer site.Close()
	for _, l := range []browser.Look{browser.Phone, browser.Phone.Without()} {
		p := b.Page(t, site.URL, l)
		p.Open("/one")
		p.Open("/two")
		p.Travel(-1)
		p.Says("/one")
		if n, why := p.Restored(); n != 1 {
			t.Errorf("scripts off: %v: this browser kept no page in memory, so leaving is not tested: %v", l.NoScript, why)
		}
	}
	w := visit(t, b, browser.Phone)
	first(w.Page)
	w.enter("/today")
	w.watch()
	w.enter("/patterns")
	w.Travel(-1)
	w.Says("1 wave, 1 passed")
	w.cameBack()
	asked := 0
	for _, r := range w.Requests() {
		if r == "GET "+w.base+"/today" {
			asked++
		}
	}
	if asked != 2 {
		t.Errorf("Today was asked for %d times: out of memory it is shown as it was", asked)
	}
}

const note = "we spoke on the red stairs"

// full writes what nobody else may see, fills the tab's history with it, and
// stands on Today.
func (w *walker) full() {
	w.t.Helper()
	w.enter("/note")
	w.Type(`textarea[name="text"]`, note)
	w.press(`main form button.go`)
	w.Says(note)
	w.enter("/now")
	w.tap("Reply")
	w.tap("Partly")
	w.expand("Add something, if you like")
	w.Type(`textarea[name="words"]`, written)
	w.enter("/patterns")
	w.enter("/today")
	w.Says("1 wave")
}

// watch has the page itself note whether it is shown again, and whether a
// frame is drawn in which it can be read. Call it last before leaving.
func (w *walker) watch() {
	w.t.Helper()
	browser.Eval[string](w.Page, `addEventListener("pageshow", e => {
		if (!e.persisted) return;
		sessionStorage.setItem("came back", "yes");
		const look = () => {
			if (document.body.getClientRects().length && document.body.innerText.trim()) sessionStorage.setItem("was read", document.body.innerText);
			requestAnimationFrame(look);
		};
		look();
	}), ""`)
}

var personal = []string{note, written, "wave,", "1 wave", "Last 7 days", "Reply,", "not said", "You said"}

// gone tries every way back to what was left, and fails for anything personal.
func (w *walker) gone(door string) {
	w.t.Helper()
	w.Await(`location.pathname === "/leave" && document.readyState === "complete"`)
	w.Settle()
	w.Says("Tides")
	w.hidden("where leaving leads")
	for back := 1; w.Travel(-1); back++ {
		w.hidden(fmt.Sprintf("%d back", back))
	}
	for on := 1; on <= 3 && w.Travel(1); on++ {
		w.hidden(fmt.Sprintf("%d on again", on))
	}
	for _, path := range []string{"/today", "/note/all", "/now/done"} {
		w.Open(path)
		w.hidden("the address " + path)
		w.Reload()
		w.hidden("the address " + path + ", once more")
	}
	n, why := w.Restored()
	w.t.Logf("%d pages came out of memory; %d did not, the first for %v", n, len(why), append(why, "")[0])
	w.unread()
	w.Open("/today")
	if at := w.Path(); !strings.HasPrefix(at, door) {
		w.t.Errorf("Today leads to %s, want %s", at, door)
	}
}

// cameBack fails unless the watched page was in the browser's memory.
func (w *walker) cameBack() {
	w.t.Helper()
	if browser.Eval[string](w.Page, `sessionStorage.getItem("came back") || ""`) == "" {
		_, why := w.Restored()
		w.t.Errorf("the page did not come back out of memory, so nothing was tried: %v", why)
	}
}

// unread fails if the watched page could be read for a moment.
func (w *walker) unread() {
	w.t.Helper()
	if read := browser.Eval[string](w.Page, `sessionStorage.getItem("was read") || ""`); read != "" {
		w.t.Errorf("for a moment the page that came back could be read:\n%s", read)
	}
}

// hidden looks at the page and into its fields.
func (w *walker) hidden(what string) {
	w.t.Helper()
	text := w.Text("body") + browser.Eval[string](w.Page, `[...document.querySelectorAll("textarea, input")].map(e => e.value).join("\n")`)
	for _, p := range personal {
		if strings.Contains(text, p) {
			w.t.Errorf("%s, at %s: it says %q:\n%s", what, w.Path(), p, text)
		}
	}
}

// kept is an open journal with something in it, seen on Today.
func kept(t *testing.T, b *browser.Browser, l browser.Look) *walker {
	w := visit(t, b, l, note, written)
	w.full()
	w.enter("/keep-this")
	w.Type(`input[name="pass"]`, passphrase)
	w.Type(`input[name="again"]`, passphrase)
	w.press("main form button.go")
	w.enter("/patterns")
	w.enter("/today")
	w.Says("1 wave")
	return w
}

// shut fails unless the keys that the browser held before are worth nothing.
func (w *walker) shut(before []*http.Cookie) {
	w.t.Helper()
	if len(before) == 0 {
		w.t.Fatal("the browser held no key")
	}
	req, err := http.NewRequest(http.MethodGet, w.base+"/today", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range before {
		req.AddCookie(c)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		w.t.Fatal(err)
	}
	res.Body.Close()
	if to := res.Header.Get("Location"); !strings.HasPrefix(to, "/unlock") {
		w.t.Errorf("with the old keys Today answers %d %s", res.StatusCode, to)
	}
}

func leavingWhatIsKept(t *testing.T, b *browser.Browser) {
	w := kept(t, b, browser.Phone)
	keys := w.Cookies()
	w.watch()
	w.Click(".leave")
	w.gone("/unlock")
	w.shut(keys)
	w.unlock()
	w.Says("1 wave")
}

// lockedElsewhere ends the session from another browser: nothing tells this
// one, so its pages are still in memory, and going back shows one of them.
func lockedElsewhere(t *testing.T, b *browser.Browser) {
	w := kept(t, b, browser.Phone)
	w.watch()
	w.enter("/help")
	other := &walker{Page: b.Page(t, w.base, browser.Desk), t: t, base: w.base}
	other.enter("/today")
	other.unlock()
	other.enter("/settings")
	other.press(`form[action="/sign-out-everywhere"] button`)
	w.Travel(-1)
	w.Await(`location.pathname.startsWith("/unlock")`)
	w.hidden("back in memory")
	w.cameBack()
	w.unread()
}

func leavingByShift(t *testing.T, b *browser.Browser) {
	w := kept(t, b, browser.Desk)
	w.Front()
	keys := w.Cookies()
	w.watch()
	w.Keys(kb.Shift + kb.Shift)
	w.at("/today")
	w.Keys(kb.Shift)
	w.gone("/unlock")
	w.shut(keys)
}

func leavingWithoutScripts(t *testing.T, b *browser.Browser) {
	w := kept(t, b, browser.Phone.Without())
	keys := w.Cookies()
	w.Click(".leave")
	w.gone("/unlock")
	w.shut(keys)
}

func leavingADraft(t *testing.T, b *browser.Browser) { leftOpen(t, b, browser.Phone) }
func leavingADraftWithoutScripts(t *testing.T, b *browser.Browser) {
	leftOpen(t, b, browser.Phone.Without())
}

// leftOpen leaves what has no passphrase: nothing locks it, so two neutral
// buttons stand in front of it, and both do what they say.
func leftOpen(t *testing.T, b *browser.Browser, l browser.Look) {
	w := visit(t, b, l, note, written)
	w.full()
	if !l.NoScript {
		w.watch()
	}
	w.Click(".leave")
	w.gone("/back")
	w.lacks("1 wave", "Reply,")
	w.tap("Open what was written here")
	w.at("/today")
	w.Says("1 wave")
	w.Click(".leave")
	w.Await(`location.pathname === "/leave" && document.readyState === "complete"`)
	w.Open("/patterns")
	w.tap("Start empty")
	w.at("/")
	w.Open("/today")
	w.hidden("started empty")
}
