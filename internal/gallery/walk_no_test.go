package gallery

import (
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// After their no a letter can be written, held, read, kept and burned, the one
// from before too. It cannot be copied or changed, a talk cannot be prepared,
// and the four ways are closed.
func writingAfterTheirNo(t *testing.T, b *browser.Browser) {
	for name, look := range map[string]browser.Look{"scripts": browser.Phone, "none": browser.Phone.Without()} {
		t.Run(name, func(t *testing.T) {
			s := site.New(t, all.List())
			p := b.Page(t, s.Base, look)
			write := func(text string) string {
				p.Open("/keep/letters/new")
				p.Type(`textarea[name="text"]`, text)
				p.Click(`main form button.go`)
				return p.Path()
			}
			before := write("I miss you.")
			s.Wait(25 * time.Hour)
			p.Open(before)
			p.Says("I miss you.", "Change it")
			p.Open("/safety/6")
			p.Click(`main button[value="yes"]`)
			p.Click(`main form button.go`)

			p.Open("/keep/letters/new")
			p.Says("you can keep it or burn it")
			after := write("I would have liked to say goodbye.")
			p.Says("It is held until")
			s.Wait(25 * time.Hour)
			for letter, text := range map[string]string{before: "I miss you.", after: "I would have liked to say goodbye."} {
				p.Open(letter)
				p.Says(text, "You can keep it or burn it")
				if p.Has(`[data-copy]`) || p.Has(`a[href$="/edit"]`) {
					p.Wrong("after their no a letter can be copied or changed")
				}
				if browser.Eval[string](p, `getComputedStyle(document.querySelector("[data-letter]")).userSelect`) != "none" {
					p.Wrong("after their no the text can be marked")
				}
				p.Open(letter + "/edit")
				if p.Has("main textarea") {
					p.Wrong("after their no the address still changes a letter")
				}
			}
			p.Open(before)
			p.ClickText("Keep it as it is")
			p.Says("Kept")
			p.Open(after)
			p.ClickText("Burn it")
			p.ClickText("Burn it for good")
			p.Says("The letter is gone.")
			for _, closed := range []string{"/decide/talk", "/decide/talk/prepare/1", "/decide/ways", "/decide/outlook"} {
				p.Open(closed)
				if p.Path() != "/safety/closed" {
					p.Wrong("after their no this is open: " + closed)
				}
			}
			p.Open("/decide/decision")
			p.Says("What do you decide, for now?")
		})
	}
}
