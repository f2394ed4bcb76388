package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// The questions of two weeks by finger: left and taken up, the ninth one, and
// what they come to.
func howItHasBeen(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	p := b.Page(t, s.Base, browser.Phone)
	p.Open("/keep/check")
	p.Says("no diagnosis")
	hold(p, "check-empty")
	p.ClickText("Answer the two questions")
	p.Says("Little interest or pleasure in doing things")
	hold(p, "check-question")
	p.ClickText("More than half the days")
	p.ClickText("Stop here")
	p.Says("Begun on")
	hold(p, "check-open")
	p.ClickText("Go on")
	p.ClickText("Several days")
	p.Says("Seven more?")
	hold(p, "check-offer")
	p.ClickText("Go on with the seven")
	for range 6 {
		p.ClickText("Several days")
	}
	p.Says("better off dead")
	hold(p, "check-ninth")
	p.ClickText("Several days")
	p.Says("People you can talk to now", "Is somebody you trust near?", "People you chose")
	hold(p, "check-people")
	p.ClickText("Go on where you were")
	p.Says("How difficult have these problems made it")
	p.ClickText("Somewhat difficult")
	p.ClickText("Not these")
	p.Says("about dying", "The totals, if you want them")
	hold(p, "check-dark")
	p.ClickText("The totals, if you want them")
	p.Says("10 of 27")
	hold(p, "check-totals")
	p.ClickText("Yes, ask again")
	p.Says("ebb asks again on")
	p.ClickText("A file for a doctor")
	p.Says("With the ninth question")
	hold(p, "check-export")
	p.Open("/keep/check")
	p.ClickText("Erase")
	p.ClickText("Erase all answers")
	p.Says("It is erased.", "Answer the two questions")
}
