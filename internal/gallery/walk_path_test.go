package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// The first topics of the path by finger: a step is begun where Keep leads, gives
// a plan, a boundary and something for the week, and comes back in a hard moment.
func thePath(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"plan": walkStepToPlan, "week": walkStepToWeek, "back": walkStepBack} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
}

func walkStepToPlan(p *browser.Page) {
	p.Open("/keep/path")
	p.ClickText("Take this step")
	p.Says("Give it a name", "There are none yet, and the questions work without them.")
	p.Click(`label:has([value="longing"])`)
	p.Click(`label:has([value="chest"])`)
	p.ClickText("Keep")
	p.Says("Longing, in the chest.")
	p.ClickText("Next: What eases it")
	p.Click(`label:has([value="evening"])`)
	p.Type(`[name="ease"]`, "I put on the radio.")
	p.Type(`[name="out"]`, "our old photos")
	p.ClickText("Keep")
	p.Says("The evening comes: I put on the radio.", "I leave out: our old photos")
	hold(p, "path-kept")
	p.ClickText("Make this a plan")
	p.Says("The evening comes", "I put on the radio.")
	p.Open("/keep/boundaries")
	p.Says("I leave out: our old photos")
	p.Open("/keep")
	p.Says("2 steps kept")
}

func walkStepToWeek(p *browser.Page) {
	p.Open("/keep/path/body/move")
	p.Click(`label:has([value="walk"])`)
	p.Click(`label:has([value="ten"])`)
	p.ClickText("Keep")
	p.ClickText("Tomorrow")
	p.Says("It is in your week")
	p.ClickText("See the week")
	p.Says("Walking, 10 minutes")
	p.Open("/keep/path")
	p.Says("Walking, 10 minutes.")
}

func walkStepBack(p *browser.Page) {
	p.Open("/keep/path/comfort/kind")
	p.Type(`[name="friend"]`, "Come in and sit down.")
	p.ClickText("Keep")
	p.Says("Come in and sit down.")
	p.Click("summary")
	p.ClickText("Take it out")
	p.Says("It is taken out.")
	p.ClickText("Put it back")
	p.Says("Come in and sit down.")
}
