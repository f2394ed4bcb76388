package gallery

import (
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// From the weeks on Patterns to what goes with what, by finger, in the invented
// journal, every part of the page opened.
func whatGoesWithWhat(t *testing.T, b *browser.Browser) {
	p := b.Page(t, program.Demo(t, "--date", "2026-11-22").Base, browser.Phone)
	p.Open("/patterns")
	p.Says("Mood and distress, by the week", "What weighs was", "How strong pulls were")
	p.ClickText("See all of it")
	p.Says("pairs of days", "How sure is this?", "One by one")
	browser.Eval[bool](p, `document.querySelectorAll("details").forEach(d => d.open = true), true`)
	p.Says("Nothing to do or to leave follows from it.", "Day before")
	hold(p, "beside-all")
}
