package gallery

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// A letter is written, held, looked at again and copied out, with scripts and
// without.
func aLetter(t *testing.T, b *browser.Browser) {
	for name, look := range map[string]browser.Look{"scripts": browser.Phone, "none": browser.Phone.Without()} {
		t.Run(name, func(t *testing.T) {
			scripts := name == "scripts"
			s := site.New(t, all.List())
			p := b.Page(t, s.Base, look)
			p.Open("/keep/letters/new")
			p.Type(`textarea[name="text"]`, "I miss you.\n\nמתגעגעת <b>🙂</b>")
			p.Click(`main form button.go`)
			p.Says("It is held until Monday 23 November, 21:10.")
			path := p.Path()
			s.Wait(24 * time.Hour)
			p.Open("/today")
			p.Says("What you wrote on Sunday can be looked at again.")
			p.Open(path)
			if p.Has(`[data-copy]`) && !scripts && browser.Eval[string](p, `getComputedStyle(document.querySelector("[data-copy]")).display`) != "none" {
				t.Error("a button that does nothing")
			}
			if !scripts {
				return
			}
			p.Click(`[data-copy]`)
			p.Await(`document.querySelector("[data-said]").textContent === "It is copied." || document.querySelector("[data-said]").textContent.startsWith("The text is marked.")`)
			if got := browser.Eval[string](p, `getSelection().toString()`); got != "I miss you.\n\nמתגעגעת <b>🙂</b>" {
				t.Errorf("marked is %q", got)
			}
		})
	}
}

// A page says how much room is left, and a megabyte comes back to it.
func aLongLetter(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	long := strings.Repeat("abc ", 1<<18)
	page := s.Send("/keep/letters", "text", long, "hold", "day")
	if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, strings.TrimSpace(long)+"</textarea>") {
		t.Fatalf("a megabyte is answered with %d and %d bytes", page.Status, len(page.Body))
	}
	p := b.Page(t, s.Base, browser.Phone)
	p.Expect("422")
	p.Open("/keep/letters/new")
	for _, c := range []struct {
		signs int
		want  string
	}{{100, "Up to 20,000 signs fit."}, {19000, "1000 signs left."}, {20007, "7 signs too long."}} {
		browser.Eval[bool](p, `((box) => { box.value = "🙂".repeat(`+strconv.Itoa(c.signs)+`); box.dispatchEvent(new Event("input")); return true })(document.querySelector("textarea"))`)
		if got := p.Text("#letter-max"); got != c.want {
			t.Errorf("%d signs: %q, want %q", c.signs, got, c.want)
		}
	}
	p.Click(`main form button.go`)
	p.Says("That is 7 signs more than fit.")
	if p.Path() != "/keep/letters" {
		t.Errorf("at %s", p.Path())
	}
}
