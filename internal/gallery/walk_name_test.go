package gallery

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Name it, tell it, look at it soberly: the whole way by finger, each page
// looked at as it is met.
func naming(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	for name, walk := range map[string]func(*browser.Page){"feel": walkFeel, "move": walkMove, "past": walkPast, "sober": walkSober} {
		t.Run(name, func(t *testing.T) { walk(b.Page(t, s.Base, browser.Phone)) })
	}
}

func walkFeel(p *browser.Page) {
	p.Open("/decide/feel")
	hold(p, "feel-wheel")
	p.Click(`label:has([value="hurt"])`)
	p.Click(`label:has([value="unseen"])`)
	p.Click(`label:has([value="afraid"])`)
	p.Click(`label:has([value="scared"])`)
	p.Type(`[name="own"]`, "hollow")
	hold(p, "feel-ticked")
	p.ClickText("Go on")
	p.Says("How strong is it?", "Not seen", "Scared of them", "hollow")
	p.Click(`label:has([name="s1"][value="8"])`)
	hold(p, "feel-strength")
	p.ClickText("Go on")
	p.Says("Is this ending?")
	hold(p, "feel-ending")
	p.ClickText("Not sure")
	p.Says("Not seen 8", "a few questions about safety")
	hold(p, "feel-one")
	p.Open("/decide/feel/before")
	hold(p, "feel-before")
}

func walkMove(p *browser.Page) {
	p.Open("/decide/feel/move")
	hold(p, "feel-move")
	p.Click(`label:has([value="3"])`)
	p.ClickText("Keep this, and go")
	p.Says("Your mood was 3.")
	hold(p, "feel-went")
	p.Click(`label:has([value="5"])`)
	p.ClickText("Keep")
	p.Says("Mood before 3, then 5.")
	hold(p, "feel-moved")
}

func walkPast(p *browser.Page) {
	p.Open("/decide/past")
	hold(p, "past-empty")
	p.ClickText("Tell one time")
	p.Type(`[name="when"]`, "Friday")
	p.Type(`[name="text"]`, "They put the keys on the table.")
	hold(p, "past-seen")
	p.ClickText("Keep, and go on")
	p.Click(`label:has([value="trust"])`)
	hold(p, "past-hurt")
	p.ClickText("Keep, and go on")
	hold(p, "past-did")
	p.ClickText("Keep, and go on")
	p.Type(`[name="text"]`, "Why? Why then? Why like that?")
	hold(p, "past-mean")
	p.ClickText("Keep, and read it as one page")
	p.Says("This page asks why 3 times.")
	hold(p, "past-one")
	p.ClickText("Ten minutes, looking ahead")
	p.Type(`[name="tomorrow"]`, "call Kim")
	hold(p, "past-next")
	p.ClickText("Keep")
	p.Says("call Kim")
	p.ClickText("Burn this")
	hold(p, "past-burn")
	p.ClickText("Burn it for good")
	p.Says("It is burned")
}

func walkSober(p *browser.Page) {
	p.Open("/decide/soberly")
	hold(p, "sober-empty")
	p.ClickText("Begin")
	p.Click(`label:has([name="near"][value="second"])`)
	hold(p, "sober-bond")
	p.ClickText("Keep, and go on")
	p.Click(`label:has([name="me"][value="middle"])`)
	p.ClickText("Keep, and go on")
	p.Click(`label:has([value="sleep"])`)
	hold(p, "sober-cost")
	p.ClickText("Keep, and go on")
	p.Click(`label:has([name="starts"][value="both"])`)
	hold(p, "sober-effort")
	p.ClickText("Keep, and go on")
	p.ClickText("Keep, and see it together")
	p.Says("Rather distant", "About half", "Sleep", "Both")
	hold(p, "sober-all")
}
