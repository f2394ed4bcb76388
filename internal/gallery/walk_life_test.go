package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// A life of one's own by finger: what was loved, half an hour of it in the week;
// a map of who is near and one ask; and looking back behind the short questions.
func aLife(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"own": walkOwn, "people": walkPeople, "memories": walkMemories} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
}

func walkOwn(p *browser.Page) {
	p.Open("/keep/path/own/before")
	p.Says("What you tick as a cost under Look soberly")
	p.Type(`[name="loved1"]`, "לשחות לפני העבודה")
	p.Type(`[name="half"]`, "five lengths of the pool")
	p.ClickText("Keep")
	p.Says("Half an hour of it: “five lengths of the pool”")
	p.ClickText("Tomorrow")
	p.Open("/decide/back/week")
	p.Says("five lengths of the pool")
	p.Open("/keep/path/own/matters")
	p.Says("You loved doing this before: לשחות לפני העבודה.")
	p.Click(`label:has([value="making"])`)
	p.ClickText("Keep")
	p.Open("/keep/path/own/goal")
	p.Says("You said what had the least room: Making things.")
}

func walkPeople(p *browser.Page) {
	p.Open("/keep/path/people/near")
	p.Type(`[name="near1"]`, "Sam")
	p.Type(`[name="gone1"]`, "Alice")
	p.ClickText("Keep")
	p.Says("Near you now: Sam", "Drifted off", "You")
	hold(p, "path-people-map")
	p.Open("/keep/path/people/ask")
	p.Click(`label:has([value="=Alice"])`)
	p.Type(`[name="what"]`, "walk on Sunday")
	p.ClickText("Keep")
	p.Says("Hi Alice, do you want to walk on Sunday?")
}

func walkMemories(p *browser.Page) {
	p.Open("/keep/path/memories/sets")
	p.ClickText("The short questions")
	p.Click(`label:has([name="why"][value="most"])`)
	p.ClickText("Go on")
	p.Open("/keep/path/memories/sets")
	p.Says("Ten minutes, looking ahead", "A plain note of today")
	p.ClickText("Open the page all the same")
	p.Type(`[name="when"]`, "that song comes on")
	p.Type(`[name="then"]`, "I open the window.")
	p.ClickText("Keep")
	p.ClickText("Make this a plan")
	p.Says("that song comes on", "I open the window.")
}
