package gallery

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"ebb/internal/browser"
)

// stops lists what takes the focus on the page that stands, in the order of the
// document: a group of choices is one stop.
const stops = `(() => {
	const named = new Set();
	return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(e => {
		if (e.disabled || e.tabIndex < 0 || !e.getClientRects().length || e.closest("details:not([open]) > :not(summary)")) return false;
		if (e.type !== "radio") return true;
		const group = e.name + " " + [...document.forms].indexOf(e.form);
		return !named.has(group) && named.add(group);
	});
})()`

// headed fails unless a step begins where somebody who hears it can tell: on
// its heading, or at the top of a page that was loaded and has one.
func (w *walker) headed(head string) {
	w.t.Helper()
	wrong := browser.Eval[string](w.Page, `(() => {
		const heads = [...document.querySelectorAll("h1")].filter(h => h.getClientRects().length), at = document.activeElement;
		if (heads.length !== 1) return heads.length + " headings";
		if (at !== heads[0] && at !== document.body && at.id !== "main" && !at.contains(heads[0])) return "the focus is on " + at.outerHTML.slice(0, 150);
		return heads[0].innerText.replace(/\s+/g, " ") === "`+head+`" ? "" : "the heading is " + heads[0].innerText;
	})()`)
	if wrong != "" {
		w.t.Errorf("at %s: %s, not at %q", w.Path(), wrong, head)
	}
}

// untrapped goes once round the page: each stop is seen, one after the other as
// they stand, and behind the last one the way leads out again.
func (w *walker) untrapped() {
	w.t.Helper()
	browser.Eval[bool](w.Page, `(document.activeElement.blur(), getSelection().removeAllRanges(), window.way = `+stops+`, window.passed = [], window.heard = window.heard || (document.addEventListener("focusin", e => window.passed.push(e.target)), true), true)`)
	n := browser.Eval[int](w.Page, `window.way.length`)
	for range n + 1 {
		w.Key(kb.Tab)
		if wrong := browser.Eval[string](w.Page, focus); wrong != "" {
			w.t.Errorf("at %s: the focus is %s", w.Path(), wrong)
		}
	}
	wrong := browser.Eval[string](w.Page, `(() => {
		const same = (a, b) => a === b || a.type === "radio" && a.name === b.name && a.form === b.form;
		const at = window.way.findIndex(e => same(e, window.passed[0]));
		if (at < 0) return "it begins at " + window.passed[0].outerHTML.slice(0, 150);
		const round = [...window.way.slice(at), ...window.way.slice(0, at)];
		const off = round.findIndex((e, i) => !window.passed[i] || !same(window.passed[i], e));
		return off < 0 ? "" : "stop " + off + " of " + round.length + " is " + (window.passed[off] || {outerHTML: "none"}).outerHTML.slice(0, 150) + ", not " + round[off].outerHTML.slice(0, 150);
	})()`)
	if wrong != "" {
		w.t.Errorf("at %s, by Tab: %s", w.Path(), wrong)
	}
}

// follow goes by Tab to what says a text, presses a key on it, and expects the
// heading that comes.
func (w *walker) follow(text, key, head string) {
	w.t.Helper()
	w.tabTo(text)
	w.hit(key)
	w.headed(head)
}

// write types into the field that a selector finds, once Tab has come to it.
func (w *walker) write(css, text string) {
	w.t.Helper()
	w.tab(css)
	w.Keys(text)
}

// mark takes one of a group of choices.
func (w *walker) mark(css string, on int) {
	w.t.Helper()
	w.tab(css)
	w.Key(" ")
	for range on {
		w.Key(kb.ArrowRight)
	}
}

// calmByKeyboard writes two truths on a calm day, meets them again in a hard
// moment, and keeps, locks and unlocks, all on keys.
func calmByKeyboard(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone, written)
	w.Front()
	first(w.Page)
	w.enter("/keep/truths")
	w.untrapped()
	w.write(`textarea[name="feeling"]`, written)
	w.write(`textarea[name="reality"]`, "They asked twice for space.")
	w.follow("Keep this pair", kb.Enter, "Two truths at once")
	w.enter("/now")
	w.untrapped()
	w.follow("Reply", " ", "How strong is it, right now?")
	w.mark(`.swell input`, 7)
	w.checked("s", "7")
	w.untrapped()
	w.follow("Stay with it", kb.Enter, "Let it rise. You don’t have to answer it.")
	w.untrapped()
	w.follow("I’m ready to choose", kb.Enter, "Two things can be true.")
	w.Says(written)
	w.untrapped()
	w.follow("Choose, for now", kb.Enter, "Choose, for now.")
	w.untrapped()
	w.follow("Let it pass", kb.Enter, "How strong is it now?")
	w.mark(`.swell input`, 3)
	w.untrapped()
	w.follow("It passed", " ", "7 to 3 in less than a minute.")
	w.untrapped()
	w.follow("Keep it for good?", kb.Enter, "Keep this?")
	w.untrapped()
	w.write(`input[name="pass"]`, passphrase)
	w.write(`input[name="again"]`, passphrase)
	w.follow("Keep it", kb.Enter, "A recovery code")
	w.enter("/settings")
	w.untrapped()
	w.tabTo("Lock now")
	w.hit(kb.Enter)
	w.enter("/today")
	w.headed("Unlock")
	w.untrapped()
	w.write(`input[name="pass"]`, passphrase)
	w.hit(kb.Enter)
	w.at("/today")
	w.Says("2 waves, 2 passed")
}

// afterContactByKeyboard is "I sent it", what was hoped for, rest and fear.
func afterContactByKeyboard(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Desk, written)
	w.Front()
	w.enter("/")
	w.untrapped()
	w.follow("It’s hard right now", kb.Enter, "What is the pull?")
	w.tabTo("I already did it")
	w.hit(" ")
	w.at("/now/sent")
	w.headed("Okay. It happened. You can stop here.")
	w.untrapped()
	w.tabTo("Write what I hoped for It stays with you; compare it by day")
	w.Key(" ")
	w.write("textarea", written)
	w.untrapped()
	w.tabTo("Keep this")
	w.hit(kb.Enter)
	w.Says("What you hoped for is kept.")
	w.follow("Rest for now", kb.Enter, "Rest.")
	w.untrapped()
	w.enter("/now/sent")
	w.tabTo("I feel frightened or unsafe")
	w.hit(kb.Enter)
	w.at("/now/fear")
	w.untrapped()
}

// reachedByKeyboard is "they reached me", and then "my head won't stop".
func reachedByKeyboard(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone.In(true), written)
	w.Front()
	w.enter("/")
	w.follow("They reached me", kb.Enter, "Nothing has to be answered yet.")
	w.untrapped()
	w.follow("Something practical", kb.Enter, "Choose, for tonight.")
	w.untrapped()
	w.follow("Hold it until morning", " ", "Held until morning.")
	w.untrapped()
	w.enter("/")
	w.follow("My head won’t stop", kb.Enter, "What keeps turning?")
	w.untrapped()
	w.follow("I saw them online", kb.Enter, "You saw what you saw.")
	w.mark(`.scale input`, 8)
	w.write(`textarea[name="know"]`, written)
	w.untrapped()
	w.follow("Go on", kb.Enter, "Another look has no end to it. A question can have one.")
	w.untrapped()
	w.follow("Let it stand", " ", "Now the rest of you.")
	w.untrapped()
	w.follow("How loud is it now?", kb.Enter, "How loud is it now?")
	w.mark(`.scale input`, 4)
	w.follow("Keep this", kb.Enter, "That is enough for tonight.")
	w.untrapped()
}

// reviewByKeyboard goes through the five cards of a week.
func reviewByKeyboard(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone, written)
	w.Front()
	keep(w.Page)
	w.enter("/review")
	for _, card := range []string{"What happened", "One moment to look at again", "One guess, and what came"} {
		w.headed(card)
		w.untrapped()
		w.tabTo("Go on")
		w.hit(kb.Enter)
	}
	w.headed("One need")
	w.mark(`input[name="need"]`, 2)
	w.mark(`input[name="met"]`, 1)
	w.mark(`input[name="by"]`, 1)
	w.untrapped()
	w.follow("Keep", kb.Enter, "One thing for the coming week")
	w.write("textarea", written)
	w.write(`input[name="who"]`, "Sam")
	w.untrapped()
	w.follow("Keep", " ", "That is all.")
	w.Says(written, "With Sam")
	w.untrapped()
}
