package gallery

import (
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Somebody who keeps asking why is offered something with an end to it, goes on
// all the same, writes until the time is up, closes the letter and finds it on
// its day; then it is burned.
func aLetterThatStays(t *testing.T, b *browser.Browser) {
	for name, look := range map[string]browser.Look{"scripts": browser.Phone, "none": browser.Phone.Without()} {
		t.Run(name, func(t *testing.T) {
			s := site.New(t, all.List())
			p := b.Page(t, s.Base, look)
			see := func(what string) {
				p.Overflow()
				p.Shot("unsent-" + what + "." + name)
				if name == "scripts" {
					p.Axe()
				}
			}
			p.Open("/keep/unsent/new")
			p.Says("Before you look back")
			see("check")
			p.Click(`input[name="why"][value="most"] + span`)
			p.Click(`main form button.go`)
			p.Says("You ask why on most days.", "What comes, in ten minutes")
			see("round")
			p.ClickText("Look back all the same")
			p.Says("Who is it to?")
			see("new")
			p.Click(`input[name="minutes"][value="5"] + span`)
			p.Click(`main form button.go`)
			p.Says("5 minutes, until 21:15.")
			write := p.Path()
			p.Type(`textarea[name="text"]`, "The hall at nine. מתגעגעת <b>🙂</b>")
			if name == "scripts" {
				keepsItself(t, p, write)
			} else {
				p.Click(`main form button[value="keep"]`)
				s.Wait(5 * time.Minute)
				p.Open(write)
			}
			p.Says("The 5 minutes are over. You can stop here.")
			see("write")
			p.Click(`main form button[value="stop"]`)
			p.Says("The hall at nine. מתגעגעת <b>🙂</b>", "It goes to nobody.")
			see("one")
			one := strings.TrimSuffix(write, "/write")
			p.ClickText("Close it until a day")
			see("seal")
			p.Click(`input[name="span"][value="week"] + span`)
			p.Click(`main form button.go`)
			p.Says("Closed until 29 November 2026.")
			if strings.Contains(p.Text("main"), "hall") {
				t.Error("it is closed, and can be read")
			}
			s.Wait(7 * 24 * time.Hour)
			p.Open("/today")
			p.Says("What you closed on 22 November 2026 can be read again.")
			p.Open(one + "/burn")
			p.Says("Threats may be worth keeping.")
			p.Click(`main form button`)
			p.Says("It is burned, with every version of it.")
		})
	}
}

// keepsItself leaves the page for a moment, comes back, and lets the time run
// out.
func keepsItself(t *testing.T, p *browser.Page, write string) {
	t.Helper()
	browser.Eval[bool](p, `(Object.defineProperty(document, "hidden", { value: true, configurable: true }), document.dispatchEvent(new Event("visibilitychange")), delete document.hidden, document.dispatchEvent(new Event("visibilitychange")), true)`)
	p.Settle()
	p.Open(write)
	if got := browser.Eval[string](p, `document.querySelector("textarea").value`); !strings.HasPrefix(got, "The hall at nine.") {
		t.Errorf("out of sight it kept %q", got)
	}
	browser.Eval[bool](p, `(((now) => { Date.now = () => now() + 301_000 })(Date.now.bind(Date)), true)`)
	p.Await(`document.querySelector("[data-time]").textContent.startsWith("The 5 minutes are over.")`)
}
