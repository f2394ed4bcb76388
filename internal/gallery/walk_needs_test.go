package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Needs of both, then what speaks for and against, by finger, each page looked
// at as it is met; and needs after a yes.
func needsAndWeighing(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"needs": walkNeeds, "yes": walkNeedsAfterYes, "weigh": walkWeigh} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
}

// answerSafety goes through the questions with one answer to all of them.
func answerSafety(p *browser.Page, answer string) {
	p.Open("/safety/next")
	for browser.Eval[bool](p, `!!document.querySelector('[name="answer"]')`) {
		p.Click(`[name="answer"][value="` + answer + `"]`)
	}
}

func walkNeeds(p *browser.Page) {
	answerSafety(p, "no")
	p.Open("/decide/needs")
	hold(p, "needs-empty")
	p.Click(`label:has([value="respect"])`)
	p.Click(`label:has([value="listening"])`)
	p.Type(`[name="own"]`, "שקט בבוקר")
	p.ClickText("Put on the list")
	p.Says("How important is it to you?")
	p.Click(`label:has([name="weight"][value="9"])`)
	p.Click(`label:has([name="met"][value="3"])`)
	hold(p, "needs-mine")
	p.ClickText("Keep and go on")
	p.Says("your guess")
	p.Click(`label:has([name="met"][value="8"])`)
	hold(p, "needs-theirs")
	p.ClickText("Keep and go on")
	p.Click(`label:has([name="fair"][value="yes"])`)
	hold(p, "needs-each")
	p.ClickText("Keep and go on")
	p.Says("Being listened to")
	p.ClickText("Keep and stop here")
	p.Says("Respect (3 of 10)", "2 are not rated yet.", "theirs, your guess")
	hold(p, "needs-list")
	p.ClickText("Write it down")
	p.Type(`[name="mine"]`, "a garden")
	hold(p, "needs-goals")
	p.ClickText("Keep")
	p.Says("a garden")
	p.Open("/review?card=need")
	p.Says("Was it met this week?")
	hold(p, "needs-week")
	p.ClickText("Partly")
	p.Says("partly met this week.")
	hold(p, "needs-said")
	p.ClickText("A friend")
	p.Says("by a friend")
}

func walkNeedsAfterYes(p *browser.Page) {
	answerSafety(p, "yes")
	p.Open("/decide/needs")
	p.Click(`label:has([value="safety"])`)
	p.ClickText("Put on the list")
	p.Click(`label:has([name="met"][value="1"])`)
	p.ClickText("Keep and go on")
	p.Says("What you need, and how far it is met")
	hold(p, "needs-own")
}

func walkWeigh(p *browser.Page) {
	p.Open("/decide/weigh")
	hold(p, "weigh-empty")
	p.ClickText("Add for letting go")
	p.Type(`[name="words"]`, "No more guessing what a silence means")
	p.Click(`label:has([name="size"][value="3"])`)
	hold(p, "weigh-list")
	p.ClickText("Add it")
	p.Says("No more guessing")
	p.Open("/decide/weigh/keep-for")
	p.ClickText("Friends we share")
	p.Open("/decide/weigh/go-against")
	p.ClickText("Friends we share")
	p.ClickText("All four lists")
	p.Says("In more than one list")
	hold(p, "weigh-all")
	p.Click(`.beside li a`)
	hold(p, "weigh-line")
	p.ClickText("Take this line out")
	p.Says("The line is taken out.")
	p.ClickText("Undo")
	p.Says("No more guessing")
}
