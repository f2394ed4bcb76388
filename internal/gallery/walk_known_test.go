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
	p.Open("/note")
	p.Type(`[name="text"]`, "something of my own")
	p.ClickText("Keep it")
	p.Open("/keep-this")
	choose(p, "seven herons over grey water", "Keep it")
	p.Open("/settings")
	p.ClickText("Someone else may know it")
	p.Says("What this cannot do", "talk to somebody first", "Nobody can reset it")
	hold(p, "known")
	p.Click(`label:has([name="all"])`)
	choose(p, "seven green herons, one hat", "Change it now")
	p.Open("/settings/known/work")
	p.Type(`[name="pass"]`, "seven green herons, one hat")
	p.ClickText("Open")
	p.Says("Everything you wrote is sealed anew")
	hold(p, "known-done")
	p.Open("/settings/opened")
	p.Says("this is where you are now")
	hold(p, "opened")
}

func choose(p *browser.Page, pass, button string) {
	p.Type(`[name="pass"]`, pass)
	p.Type(`[name="again"]`, pass)
	p.ClickText(button)
}
