package engines

import (
	"fmt"
	"strings"
)

// tap presses the first visible button or link that says text.
func (e *Engine) tap(text string) {
	e.t.Helper()
	e.visible("button, a, summary", fmt.Sprintf("b.innerText.trim() === %q", text))
}

// rate chooses a strength.
func (e *Engine) rate(n int) {
	e.t.Helper()
	e.visible(".swell label", fmt.Sprintf(`b.querySelector("[value='%d']")`, n))
}

// visible presses the first of its kind that is shown and for which is holds,
// once it stands still: a style sheet or the person's own words may come late,
// and what they push down is not where the finger falls.
func (e *Engine) visible(kind, is string) {
	e.t.Helper()
	e.Settle()
	e.Await(fmt.Sprintf(`(() => {
		for (const b of document.querySelectorAll(%q)) {
			if (!b.getClientRects().length || !(%s)) continue;
			const { x, y } = b.getBoundingClientRect(), at = [location.href, x, y].join();
			if (window.stood !== at) return void (window.stood = at);
			document.querySelectorAll("[data-here]").forEach(x => x.removeAttribute("data-here"));
			b.setAttribute("data-here", "");
			return true;
		}
	})()`, kind, is))
	e.must("WebDriver:ElementClick", params{"id": e.find("[data-here]")})
}

func (e *Engine) says(text string) {
	e.t.Helper()
	e.Await(fmt.Sprintf(`document.body.innerText.includes(%q)`, text))
}

// paired waits until this browser may keep by itself.
func (e *Engine) paired() {
	e.t.Helper()
	e.Await(`(window.asked ??= new Promise(ok => {
		const open = indexedDB.open("ebb");
		open.onsuccess = () => {
			const get = open.result.transaction("self").objectStore("self").get("pair");
			get.onsuccess = () => { ok(window.paired = !!get.result); open.result.close(); window.asked = undefined; };
		};
	})) && window.paired`)
}

// sent waits until nothing is left on this device.
func (e *Engine) sent() {
	e.t.Helper()
	e.Await(`(window.left ??= new Promise(ok => {
		const open = indexedDB.open("ebb");
		open.onsuccess = () => {
			const n = open.result.transaction("queue").objectStore("queue").count();
			n.onsuccess = () => { ok(window.waiting = n.result); open.result.close(); window.left = undefined; };
		};
	})) && window.waiting === 0`)
}

// aHardMoment: the first in a browser goes to the server, the second stays on
// the page, the third is kept there while nothing answers. All of them arrive,
// each once.
func aHardMoment(e *Engine, l *line) {
	e.t.Helper()
	e.Open(l.URL + "/now")
	e.tap("Reply")
	e.says("How strong is it")
	e.tap("Partly")
	e.says("You said: partly.")
	e.Open(l.URL + "/today")
	e.says("1 wave")

	e.Open(l.URL + "/now")
	e.paired()
	e.throughTheWave()
	e.Open(l.URL + "/today")
	e.says("2 waves")

	e.Open(l.URL + "/now")
	e.Settle()
	l.cut.Store(true)
	e.throughTheWave()
	l.cut.Store(false)
	e.Open(l.URL + "/now")
	e.sent()
	e.Open(l.URL + "/today")
	e.says("3 waves")
}

// throughTheWave takes every step of a moment on the page itself.
func (e *Engine) throughTheWave() {
	e.t.Helper()
	e.tap("Reach out")
	e.says("How strong is it")
	e.rate(7)
	e.tap("Stay with it")
	e.tap("I’m ready to choose")
	e.says("Choose, for now.")
	e.tap("Let it pass")
	e.rate(3)
	e.tap("It passed")
	e.says("7 to 3")
	if at, want := e.URL(), "/now"; !strings.HasSuffix(at, want) {
		e.t.Errorf("%s: the moment ended at %s", e.Name, at)
	}
}

// unsynced leaves while what was kept is still on this device only: it is
// there afterwards, behind the lock.
func unsynced(e *Engine, l *line) {
	e.t.Helper()
	fill(e, l)
	e.Open(l.URL + "/now")
	e.paired()
	e.Settle()
	l.cut.Store(true)
	e.tap("Reach out")
	e.says("How strong is it")
	e.press(".leave")
	e.says("Tides") // out of the device's memory
	l.cut.Store(false)
	e.Open(l.URL + "/today")
	if !strings.Contains(e.URL(), "/unlock") {
		e.t.Errorf("%s: Today leads to %s", e.Name, e.URL())
	}
	e.Open(l.URL + "/now")
	e.sent()
	e.unlock(l)
	e.Open(l.URL + "/today")
	e.says("1 wave")
}
