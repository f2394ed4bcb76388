package gallery

import (
	"os"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// TestShots takes the pictures of the README and of doc/screens from the
// invented journal; make shots asks for it.
func TestShots(t *testing.T) {
	if os.Getenv("EBB_SHOTS") == "" {
		t.Skip("takes pictures only; make shots runs it")
	}
	b := browser.Start(t)
	demo := program.Demo(t, "--date", "2026-11-22")
	for look, l := range map[string]browser.Look{"": browser.Phone, "-dark": browser.Phone.In(true), "-desk": browser.Desk} {
		p := b.Page(t, demo.Base, l)
		p.Open("/today")
		p.Shot("today" + look)
		p.Open("/patterns")
		p.Shot("patterns" + look)
		p.Open("/patterns/messages/1")
		p.Shot("evidence" + look)
		if look == "" {
			night(p)
		}
		p.Open("/now")
		p.Click(`form[action="/now/did"] button`)
		p.Shot("sent" + look)
	}
	first := b.Page(t, program.Serve(t, t.TempDir()).Base, browser.Phone)
	first.Open("/")
	first.Shot("first")
}

// night are the pages that are always dark.
func night(p *browser.Page) {
	p.Open("/now")
	p.Shot("now-pull")
	p.Click(`button[name="pull"]`)
	browser.Eval[bool](p, `document.querySelector('.swell input[value="7"]').click(), true`)
	p.Settle()
	p.Shot("now-strength")
	p.Click(`button[value="wave"]`)
	p.Shot("now-wave")
}
