package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Somebody else may know it: the whole way by finger, to a journal that is sealed
// anew and opens with the new passphrase.
func TestSomebodyElseMayKnowIt(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	s := site.New(t, all.List())
	b := browser.Start(t)
	p := b.Page(t, s.Base, browser.Phone)
	keep(p)
	p.Open("/settings")
	p.ClickText("Someone else may know it")
	p.Says("What this cannot do", "talk to somebody first", "Nobody can reset it")
	hold(p, "known")
	p.Click(`label:has([name="all"])`)
	p.Type(`[name="pass"]`, passphrase+" once more")
	p.Type(`[name="again"]`, passphrase+" once more")
	p.ClickText("Change it now")
	p.Open("/settings/known/work")
	p.Type(`[name="pass"]`, passphrase+" once more")
	p.ClickText("Open")
	p.Says("Everything you wrote is sealed anew")
	hold(p, "known-done")
	p.Open("/settings/opened")
	p.Says("this is where you are now")
	hold(p, "opened")
}
