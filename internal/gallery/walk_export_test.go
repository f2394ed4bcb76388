package gallery

import (
	"strings"
	"testing"

	"ebb/internal/browser"
)

// TestTakingEverythingAlong reads what the file is, and leaves each tick as it
// was: what is set apart is not ticked by itself.
func TestTakingEverythingAlong(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	w := visit(t, browser.Start(t), browser.Phone, written)
	keep(w.Page)
	w.enter("/settings")
	w.tap("Save everything as a file")
	w.at("/settings/export")
	w.Says("The file has no lock.")
	w.Says("Your answers could put you at risk if somebody else finds the file.")
	if n := browser.Eval[int](w.Page, `document.querySelectorAll("input[type=checkbox]").length`); n != 3 {
		t.Errorf("%d ticks", n)
	}
	if browser.Eval[bool](w.Page, `!!document.querySelector("input[type=checkbox]:checked")`) {
		t.Error("something that is set apart is ticked by itself")
	}
	browser.Eval[bool](w.Page, `(fetch("/settings/export", {method: "POST", body: new URLSearchParams({format: "md"})})
		.then(r => r.text().then(t => { window.file = r.headers.get("Content-Disposition") + t })), true)`)
	w.Await(`!!window.file`)
	if got := browser.Eval[string](w.Page, `window.file`); !strings.Contains(got, "attachment; filename=copy-") || !strings.Contains(got, "It lies open") {
		t.Errorf("the file is %.300s", got)
	}
}
