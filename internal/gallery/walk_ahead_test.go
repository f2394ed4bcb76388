package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Looking ahead by finger: the figures once asked for, walking away, a forecast,
// a fear and a look back that closes; and the closed state of each.
func lookingAhead(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"outlook": walkOutlook, "look": walkLook, "fears": walkFears, "yes": walkAheadAfterYes, "skip": walkAheadAfterSkip} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
}

// day fills a field that takes a day.
func day(p *browser.Page, field, value string) {
	browser.Eval[bool](p, `document.querySelector('[name="`+field+`"]').value = "`+value+`", true`)
}

func walkOutlook(p *browser.Page) {
	stands("letting", "them")(p)
	answerSafety(p, "no")
	p.Open("/decide/outlook")
	p.Says("Nobody can know.")
	hold(p, "outlook-ask")
	day(p, "since", "2026-10-20")
	p.Click(`label:has([name="household"][value="no"])`)
	p.ClickText("Show me the figures")
	p.Says("Of 100 couples who parted 4 weeks ago, between", "do not come back within a year", "Not coming back is an answer too.")
	hold(p, "outlook-result")
	p.Open("/decide/outlook/sources")
	hold(p, "outlook-sources")
	p.Open("/decide/outlook/away")
	p.Says("Nobody has shown that walking away brings anyone back.")
	hold(p, "outlook-away")
	p.Open("/decide/outlook/guess")
	hold(p, "forecast-empty")
	p.Click(`label:has([name="about"][value="write"])`)
	p.Click(`label:has([name="chance"][value="30"])`)
	day(p, "by", "2026-12-10")
	p.ClickText("Keep it until that day")
	p.Says("You said 30 %, by 10 December 2026.")
	hold(p, "forecast-open")
	p.Open("/decide")
	p.Says("Looking ahead", "Looked at on Sunday", "One is open, until its day")
	hold(p, "decide-groups")
}

func walkLook(p *browser.Page) {
	answerSafety(p, "no")
	p.Open("/decide/back/look")
	hold(p, "look-first")
	p.ClickText("Begin")
	hold(p, "look-signals")
	p.Expect("400")
	p.Type(`[name="own"]`, "they change their profile")
	p.ClickText("Go on")
	p.Says("has to be looked up")
	p.Open("/decide/back/look/signals")
	p.Click(`label:has([name="signal"][value="start"])`)
	p.Click(`label:has([name="expect"][value="more"])`)
	p.ClickText("Go on")
	hold(p, "look-days")
	p.ClickText("Go on")
	hold(p, "look-then")
	p.Type(`[name="same"]`, "אני הולכת לים")
	p.Click(`button[value="yes"]`)
	p.Says("So a bad night can’t move the goal.", "They start a talk")
	hold(p, "look-closed")
	p.ClickText("They start a talk")
	p.Says("Kept.")
	p.Open("/decide/back/look/signals")
	p.Says("is closed until its day")
}

func walkFears(p *browser.Page) {
	p.Open("/keep/fears")
	hold(p, "fears-empty")
	p.Type(`[name="words"]`, "Everyone takes their side.")
	day(p, "by", "2026-11-22")
	p.ClickText("Keep it")
	p.Says("These had their day")
	hold(p, "fears-due")
	p.Click(`button[value="no"]`)
	p.Says("Fears you looked at: 1. Came true: 0.")
	hold(p, "fears-past")
	p.ClickText("Look at it")
	hold(p, "fears-one")
}

var ahead = []string{"/decide/outlook", "/decide/outlook/away", "/decide/outlook/sources", "/decide/outlook/guess", "/decide/back/look"}

func walkAheadAfterYes(p *browser.Page) {
	answered("yes")(p)
	for _, path := range ahead {
		p.Open(path)
		p.Says("This part is closed for now.")
	}
	hold(p, "ahead-closed")
}

func walkAheadAfterSkip(p *browser.Page) {
	answered("skip")(p)
	for _, path := range ahead {
		p.Open(path)
		p.Says("This part opens once each question has an answer.")
	}
	hold(p, "ahead-skipped")
}
