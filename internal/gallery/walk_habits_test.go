package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Old patterns, a portrait of being close, and a further chance, by finger.
func oldPatterns(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"patterns": walkPatterns, "portrait": walkPortrait, "chance": walkFurtherChance} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
	t.Run("marked", func(t *testing.T) { walkMarked(b.Page(t, s.Base, browser.Phone.Without())) })
}

func walkPatterns(p *browser.Page) {
	p.Open("/keep/habits")
	p.Click(`button[value="hiding"]`)
	p.Says("Seen and kept", "That was all.")
	p.Click(`label:has([name="how"][value="instead"])`)
	p.Type(`[name="did"]`, "I said: ten minutes, then I listen")
	p.Click(`label:has([name="with"][value="friend"])`)
	p.ClickText("What did it hide?")
	p.Click(`label:has([name="need"][value="time"])`)
	hold(p, "habits-seen")
	p.ClickText("Keep")
	p.Says("You did something else once", "You named “Time” under it once.", "I said: ten minutes, then I listen")
	hold(p, "habits-of")
	p.ClickText("Take it to my plans")
	p.Says("Set for this week, as a plan", "I am about to say it is nothing")
}

// walkMarked goes by the pages of the server: a browser that is paired by the
// time of the first tap stays on its own.
func walkMarked(p *browser.Page) {
	p.Open("/keep/habits")
	p.Click(`button[value="hiding"]`)
	p.Open("/now")
	p.Click(`button[name="pull"]`)
	p.Open("/now/choose")
	p.Click(`button[value="pass"]`)
	p.Open("/now/done")
	p.ClickText("Mark it")
	p.Says("Was an old pattern in it?")
	p.Click(`button[value="eggshells"]`)
	p.Says("Marked: Walking on eggshells")
	p.Open("/today")
	p.Says("Seen an old pattern?")
}

func walkPortrait(p *browser.Page) {
	p.Open("/keep/portrait")
	p.ClickText("Begin, about two minutes")
	p.Click(`label:has([name="n.away"][value="2"])`)
	p.Click(`label:has([name="l.wait"][value="5"])`)
	hold(p, "portrait-ask")
	p.ClickText("Go on")
	p.Says("Page 2 of four.")
	p.Click(`label:has([name="n.nothing"][value="4"])`)
	p.ClickText("Keep, and stop here")
	p.Says("from a little like you to much like you", "I may be left: one sentence, very much like you.")
	hold(p, "portrait-one")
	p.Type(`[name="then"]`, "I go round the block once")
	p.ClickText("Take it to my plans")
	p.Says("If: an answer takes long", "I go round the block once")
}

func walkFurtherChance(p *browser.Page) {
	p.Open("/keep/chances")
	p.Click(`label:has([value="them.again"])`)
	p.Type(`[name="words"]`, "To say when it gets late")
	p.ClickText("When it was given")
	browser.Eval[bool](p, `document.querySelector('[name="given"]').value = "2026-03-01", true`)
	browser.Eval[bool](p, `document.querySelector('[name="by"]').value = "2026-06-01", true`)
	p.ClickText("Keep this promise")
	p.Says("One further chance, theirs, from 1 March 2026 to 1 June 2026.")
	hold(p, "chance-through")
}
