package gallery

import (
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// A loss is named, mourned, kept and taken back by finger, and weeks later what
// was said then stands beside what is said now; and the page of sentences that
// opens meanwhile.
func lossesAndStories(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	p := b.Page(t, s.Base, browser.Phone)
	keep(p)
	walkLoss(p)
	p.Open("/keep/stories")
	p.Says("Not yet", "two weeks after the first thing you kept here", "helped only late in the study")
	hold(p, "stories-closed")
	s.Wait(22 * 24 * time.Hour)
	p.Open("/unlock")
	p.Type(`input[name="pass"]`, passphrase)
	p.Click(`main form button.go`)
	walkLossLater(p)
	walkStories(p)
}

func walkLoss(p *browser.Page) {
	p.Open("/keep/losses")
	p.Click(`a[href="/keep/losses/add/self"]`)
	p.Type(`[name="words"]`, "לשיר בקול")
	p.Click(`label:has([value="friends"])`)
	hold(p, "losses-add")
	p.ClickText("Keep")
	p.Says("לשיר בקול", "Seeing my friends")
	p.Click(`.rows li:nth-child(2) a`)
	p.ClickText("Say a line to it")
	p.Says("Five minutes, then stop")
	p.Type(`[name="words"]`, "Until Thursday, then")
	p.Click(`label:has([name="again"][value="7"])`)
	p.ClickText("Leave it here")
	p.Says("Until Thursday, then", "Until then it can lie here.")
	p.ClickText("Say what stays")
	p.Type(`[name="words"]`, "They still ask me along")
	p.ClickText("Keep this")
	p.ClickText("Take one thing back")
	p.Click(`label:has([name="offer"])`)
	p.ClickText("Plan it")
	p.Says("Meet a friend I have seen less of", "in your week")
	p.Open("/decide/back/week")
	p.Says("Meet a friend I have seen less of")
}

func walkLossLater(p *browser.Page) {
	p.Open("/keep/losses")
	p.Says("What stays yours", "They still ask me along")
	p.Click(`.rows li:nth-child(2) a`)
	p.Says("You last wrote here on")
	p.Click(`a[href$="/keep"]:not([href="/keep"])`)
	p.Type(`[name="words"]`, "Thursdays")
	p.ClickText("Keep this")
	p.Says("Then, and now", "They still ask me along", "Thursdays")
	hold(p, "losses-then-and-now")
}

func walkStories(p *browser.Page) {
	p.Open("/keep/stories")
	p.Click(`a[href="/keep/stories/nothing"]`)
	p.Says("What stays yours", "Thursdays", "What you did (0 of 3)")
	p.Type(`[name="words"]`, "It was six years, and I can still sing.")
	p.ClickText("Keep this reading")
	p.Says("How do you read it today?", "six years")
	hold(p, "stories-one")
	p.Open("/review")
	p.Says("What you tell yourself", "six years")
}
