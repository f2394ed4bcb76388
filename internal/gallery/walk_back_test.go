package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Stepping back by finger: read first, asked, planned; a rule of one's own and
// where it stands; waiting; and all of it after a yes.
func steppingBack(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"back": walkBack, "starting": walkStarting, "waiting": walkWaiting, "yes": walkBackAfterYes, "no": walkBackAfterNo} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
}

func walkBack(p *browser.Page) {
	stands("stepping", "no")(p)
	answerSafety(p, "no")
	p.Open("/decide/back")
	p.Says("Read this first", "Not returning is an answer too.")
	hold(p, "back-first")
	p.ClickText("Go on to one question")
	hold(p, "back-ask")
	p.Click(`label:has([name="would"][value="no"])`)
	p.Type(`[name="words"]`, "אני מחכה שישימו לב")
	p.Click(`label:has([name="when"][value="2"])`)
	p.ClickText("Keep it")
	p.Says("The plan", "First, one plain sentence to them", "It comes back on")
	p.ClickText("Write the sentence")
	hold(p, "back-say")
	p.Type(`[name="words"]`, "I am worn out and will write less for some weeks.")
	p.ClickText("Keep it")
	p.Says("For you to say, in person.")
	hold(p, "back-plan")
	p.Open("/decide/back/ask")
	p.Says("you said", "And today?")
	hold(p, "back-again")
}

func walkStarting(p *browser.Page) {
	stands("stepping", "them")(p)
	answerSafety(p, "no")
	p.Open("/decide/back/start")
	hold(p, "starting-empty")
	p.ClickText("Make my rule")
	p.Says("Ticked is what you said elsewhere still ties you.")
	hold(p, "starting-first")
	p.Type(`[name="own"]`, "the choir")
	p.ClickText("Keep it")
	hold(p, "starting-answer")
	p.Click(`label:has([name="wait"][value="180"])`)
	p.Click(`label:has([name="hours"][value="evening"])`)
	p.Click(`label:has([name="calls"][value="back"])`)
	p.ClickText("Keep it")
	p.Says("the children", "the choir", "I rest three hours before I answer.", "I answer between 17:00 and 20:00.")
	hold(p, "starting-rule")
	p.Open("/review?card=happened")
	p.Says("Your rule this week")
	p.Click(`[action="/decide/back/start/week"] button[value="partly"]`)
	hold(p, "starting-week")
	p.Open("/reached")
	p.Click(`main button[value="kind"]`)
	p.Says("Your rule for answering", "I rest three hours before I answer.")
	p.Shot("starting-reached.phone")
}

func walkWaiting(p *browser.Page) {
	p.Open("/decide/back/waiting")
	hold(p, "waiting-empty")
	p.ClickText("I looked at the phone")
	p.Says("Kept.", "You looked at the phone")
	hold(p, "waiting-then")
	p.Click(`label:has([name="strength"][value="7"])`)
	p.Click(`label:has([name="did"][value="outside"])`)
	p.ClickText("Keep it")
	p.Says("The phone: 1.")
	hold(p, "waiting-kept")
	p.Open("/decide/back/waiting/end")
	hold(p, "waiting-end")
	p.Click(`label:has([name="tap"])`)
	p.ClickText("Keep it")
	p.Open("/today")
	p.Says("I was waiting")
	hold(p, "waiting-today")
	p.Open("/review?card=happened")
	p.Says("After 4 more, the hours stand here.")
	hold(p, "waiting-week")
}

func walkBackAfterYes(p *browser.Page) {
	answered("yes")(p)
	p.Open("/decide/back")
	p.Says("People to talk to")
	hold(p, "back-yes")
	p.Open("/decide/back/start")
	p.Says("People to talk to")
	hold(p, "starting-yes")
}

func walkBackAfterNo(p *browser.Page) {
	theirNo(p)
	p.Open("/decide/back/start")
	p.Says("Contact is what they or a court allow.")
	hold(p, "starting-no")
}
