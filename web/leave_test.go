package web_test

import (
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// ways out of a page.
var waysOut = map[string]func(*browser.Page){
	"the link":                func(p *browser.Page) { p.Click(".leave") },
	"three times Shift":       func(p *browser.Page) { browser.Eval[bool](p, threeShifts) },
	"the link without script": func(p *browser.Page) { p.Click(".leave") },
}

const threeShifts = `(() => { for (let i = 0; i < 3; i++) dispatchEvent(new KeyboardEvent("keyup", {key: "Shift"})); return true; })()`

// After leaving, going back never shows what was there: neither from the
// server nor out of the browser's memory of pages.
func TestLeavingInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	for what, leave := range waysOut {
		for _, kept := range []bool{false, true} {
			s := site.New(t, all.List())
			look := browser.Phone
			if strings.Contains(what, "without") {
				look = look.Without()
			}
			p := b.Page(t, s.Base, look)
			p.Open("/now")
			p.Click(`button[value="reach"]`)
			if kept {
				p.Open("/keep-this")
				p.Type(`[name="pass"]`, "seven herons over grey water")
				p.Type(`[name="again"]`, "seven herons over grey water")
				p.Click("main form button")
			}
			p.Open("/patterns")
			p.Open("/today")
			leave(p)
			awaitPath(t, p, "/leave")
			for p.Travel(-1) {
				p.Settle()
				if text := p.Text("body"); strings.Contains(text, "wave") || strings.Contains(text, "Last 7 days") {
					t.Errorf("%s, kept %v: going back shows %.200s", what, kept, text)
				}
			}
			p.Open("/today")
			if at := p.Path(); !strings.HasPrefix(at, "/unlock") && !strings.HasPrefix(at, "/back") {
				t.Errorf("%s, kept %v: Today is open at %s", what, kept, at)
			}
		}
	}
}

func awaitPath(t *testing.T, p *browser.Page, path string) {
	t.Helper()
	for range 100 {
		if p.Path() == path {
			p.Settle()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("still at %s", p.Path())
}

// The zone cookie is set by the page's script and believed from then on.
func TestTheZoneOfTheDevice(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	s := site.New(t, all.List())
	look := browser.Desk
	look.Zone = "Pacific/Auckland"
	p := browser.Start(t).Page(t, s.Base, look)
	p.Open("/")
	p.Open("/")
	if text := p.Text(".where"); text != "Monday 23 November" {
		t.Errorf("in Auckland it is %q", text)
	}
}
