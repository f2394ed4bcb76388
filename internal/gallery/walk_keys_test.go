package gallery

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ebb/internal/browser"
)

// focus says what has the focus, whether that can be seen to have it, and what
// covers it.
const focus = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return "";
	const drawn = [e, e.nextElementSibling, e.closest("label")].some(x => x && getComputedStyle(x).outlineStyle !== "none" && parseFloat(getComputedStyle(x).outlineWidth) >= 2);
	if (!e.matches(":focus-visible") || !drawn) return "no ring around " + e.outerHTML.slice(0, 200);
	let box = e.getBoundingClientRect(), seen = e;
	if (box.width <= 2) { seen = e.nextElementSibling || e; box = seen.getBoundingClientRect(); }
	if (box.width < 3 || box.height < 3) return "nothing to see of " + e.outerHTML.slice(0, 200);
	const dock = document.querySelector(".dock");
	if (dock && !dock.contains(e)) {
		const d = dock.getBoundingClientRect();
		const over = Math.min(box.bottom, d.bottom) - Math.max(box.top, d.top), beside = Math.min(box.right, d.right) - Math.max(box.left, d.left);
		if (over > 0 && beside > 0 && box.height < innerHeight - d.height) return over + " px behind the dock: " + e.outerHTML.slice(0, 200);
	}
	if (box.bottom > innerHeight + 1 && box.height < innerHeight || box.top < -1 && box.height < innerHeight) return "outside the window: " + e.outerHTML.slice(0, 200);
	const top = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
	if (top && top !== seen && !seen.contains(top) && !top.contains(seen)) return "covered by " + top.outerHTML.slice(0, 100) + ": " + e.outerHTML.slice(0, 200);
	return "";
})()`

// tab goes on with the keyboard until the focus is on what a selector finds,
// and fails for each stop on the way that cannot be seen.
func (w *walker) tab(css string) {
	w.t.Helper()
	w.toward(css)
}

func (w *walker) toward(css string, with ...chromedp.KeyOption) {
	w.t.Helper()
	for range 90 {
		if wrong := browser.Eval[string](w.Page, focus); wrong != "" {
			w.t.Errorf("at %s: the focus is %s", w.Path(), wrong)
		}
		if browser.Eval[bool](w.Page, fmt.Sprintf(`!!document.activeElement && document.activeElement.matches(%q)`, css)) {
			return
		}
		w.Key(kb.Tab, with...)
	}
	w.t.Fatalf("at %s: no way to %s with the keyboard", w.Path(), css)
}

// tabTo goes on until the focus is on what says this text.
func (w *walker) tabTo(text string) {
	w.t.Helper()
	browser.Eval[bool](w.Page, fmt.Sprintf(`(() => {
		for (const e of document.querySelectorAll("button, a, summary")) e.toggleAttribute("data-wanted", e.innerText.trim().replace(/\s+/g, " ") === %q);
		return true;
	})()`, text))
	w.tab("[data-wanted]")
}

// hit presses a key that leads on.
func (w *walker) hit(key string) {
	w.t.Helper()
	w.taps++
	w.Keys(key)
	w.discreet()
}

// aHardMomentByKeyboard is the whole way on keys: Tab, arrows, Space, Enter.
func aHardMomentByKeyboard(t *testing.T, b *browser.Browser) {
	for _, l := range []browser.Look{browser.Phone, browser.Desk.In(true)} {
		w := visit(t, b, l, written)
		w.Front()
		w.enter("/")
		w.tabTo("It’s hard right now")
		w.hit(kb.Enter)
		w.at("/now")
		w.tabTo("Clear something up")
		w.hit(" ")
		w.at("/now/strength")
		w.tab(`.swell input`)
		w.Key(" ")
		for range 6 {
			w.Key(kb.ArrowRight)
		}
		w.checked("s", "6")
		w.tabTo("And in 20 minutes?")
		w.Key(kb.Enter)
		w.tab(`.scale input`)
		w.Key(" ")
		for range 3 {
			w.Key(kb.ArrowRight)
		}
		w.checked("f", "3")
		w.back(`button[value="wave"]`)
		w.hit(kb.Enter)
		w.at("/now/wave")
		w.tab("#still")
		w.Key(" ")
		if browser.Eval[int](w.Page, `document.getAnimations().filter(a => a.playState === "running").length`) != 0 {
			t.Error("Space does not keep it still")
		}
		w.tabTo("How strong now?")
		w.Key(kb.Enter)
		w.tab(`details[open] input`)
		w.Key(" ")
		w.Key(kb.ArrowRight)
		w.Key(kb.ArrowRight)
		w.checked("s", "2")
		w.at("/now/wave")
		w.tabTo("Keep this")
		w.hit(kb.Enter)
		w.tabTo("I’m ready to choose")
		w.hit(kb.Enter)
		w.tabTo("Let it pass")
		w.hit(" ")
		w.at("/now/again")
		w.tabTo("It passed")
		w.hit(kb.Enter)
		w.at("/now/done")
		w.tabTo("Add something, if you like")
		w.Key(" ")
		w.tab(`input[value="photo"]`)
		w.Key(" ")
		w.checked("trigger", "photo")
		w.tab("textarea")
		w.Keys(written)
		w.tabTo("Keep this")
		w.hit(kb.Enter)
		w.Says("6 to 2 in less than a minute.", "What you added is kept.", "You said: it passed.")
		w.tabTo("Go to Today")
		w.hit(kb.Enter)
		w.at("/today")
		w.Says("1 wave, 1 passed")
		w.round()
	}
}

func (w *walker) checked(field, value string) {
	w.t.Helper()
	if got := browser.Eval[string](w.Page, fmt.Sprintf(`[...document.querySelectorAll('input[name=%q]:checked')].map(e => e.value).join(" ")`, field)); got != value {
		w.t.Errorf("at %s: %s is %q, want %s", w.Path(), field, got, value)
	}
}

// back goes the other way round.
func (w *walker) back(css string) {
	w.t.Helper()
	w.toward(css, chromedp.KeyModifiers(chromedp.ModifierShift))
}

// round goes through everything on a page that takes the focus, once.
func (w *walker) round() {
	w.t.Helper()
	n := browser.Eval[int](w.Page, `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(e => e.getClientRects().length).length`)
	for range n {
		w.Key(kb.Tab)
		if wrong := browser.Eval[string](w.Page, focus); wrong != "" {
			w.t.Errorf("at %s: the focus is %s", w.Path(), wrong)
		}
	}
}
