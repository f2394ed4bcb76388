package gallery

import (
	"os"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// TestShots takes the pictures of the README and of doc/screens from the
// invented journal; make shots asks for it.
func TestShots(t *testing.T) {
	if os.Getenv("EBB_SHOTS") == "" {
		t.Skip("takes pictures only; make shots runs it")
	}
	b := browser.Start(t)
	demo := program.Demo(t, "--date", "2026-11-22")
	for look, l := range map[string]browser.Look{"": browser.Phone, "-dark": browser.Phone.In(true), "-desk": browser.Desk, "-desk-dark": browser.Desk.In(true)} {
		p := b.Page(t, demo.Base, l)
		p.Open("/decide/ways")
		p.Shot("decide-6-ways" + look)
		if look == "-desk-dark" {
			continue
		}
		for name, path := range map[string]string{"today": "/today", "patterns": "/patterns", "evidence": "/patterns/messages/1"} {
			p.Open(path)
			p.Shot(name + look)
		}
		if look == "" {
			strip(p)
			behind(p)
		}
		p.Open("/now")
		p.Click(`form[action="/now/did"] button`)
		p.Shot("sent" + look)
	}
	first := b.Page(t, program.Serve(t, t.TempDir()).Base, browser.Phone)
	first.Open("/")
	first.Shot("first")
	ended(first)
	asked(b.Page(t, program.Serve(t, t.TempDir()).Base, browser.Phone))
}

// asked is what opens when it is asked for, and so never in an invented journal.
func asked(p *browser.Page) {
	answerSafety(p, "no")
	p.Open("/decide/outlook")
	browser.Eval[bool](p, `document.querySelector('[name="since"]').value = new Date(Date.now() - 30*864e5).toISOString().slice(0, 10), true`)
	p.Click(`label:has([name="household"][value="no"])`)
	p.ClickText("Show me the figures")
	p.Shot("outlook")
	p.Look(browser.Desk)
	p.Shot("outlook-desk")
	p.Look(browser.Phone.In(true))
	p.Shot("outlook-dark")
	p.Look(browser.Phone)
	for name, path := range map[string]string{"outlook-away": "/decide/outlook/away", "outlook-guess": "/decide/outlook/guess", "back-look": "/decide/back/look", "keep-fears": "/keep/fears"} {
		p.Open(path)
		p.Shot(name)
	}
}

// strip is the hard moment from its pull to what is chosen, and the two pages
// beside it, by the server's pages; then the week and the steps of Decide.
func strip(p *browser.Page) {
	p.Open("/now")
	p.Shot("now-pull")
	p.Click(`button[name="pull"]`)
	rate(p, "7")
	p.Shot("now-strength")
	p.Click(`button[value="wave"]`)
	for name, path := range map[string]string{"now-wave": "/now/wave", "now-truths": "/now/truths", "now-choose": "/now/choose",
		"decide": "/decide", "decide-1-feel": "/decide/feel", "decide-2-past": "/decide/past", "decide-3-needs": "/decide/needs", "decide-4-soberly": "/decide/soberly",
		"decide-5-weigh": "/decide/weigh", "decide-7-decision": "/decide/decision", "decide-8-talk": "/decide/talk/prepare/1", "decide-9-after": "/decide/after",
		"back": "/decide/back", "back-week": "/decide/back/week", "back-quiet": "/decide/back/quiet", "back-start": "/decide/back/start", "back-waiting": "/decide/back/waiting",
		"keep-days": "/keep/days", "keep-chances": "/keep/chances", "keep": "/keep",
		"keep-path": "/keep/path", "keep-path-step": "/keep/path/body/rest", "keep-path-kept": "/keep/path/comfort/kind/kept", "keep-losses": "/keep/losses", "keep-story": "/keep/stories/miss",
		"keep-habits": "/keep/habits", "keep-check": "/keep/check", "keep-later": "/keep/later/friends", "beside": "/patterns/beside", "reached": "/reached", "head": "/head", "review": "/review?card=happened"} {
		p.Open(path)
		p.Shot(name)
	}
}

// behind takes what stands behind a row, which has no address of its own.
func behind(p *browser.Page) {
	for name, row := range map[string][2]string{"keep-letter": {"/keep/unsent", ".rows li:last-child a"}, "keep-portrait": {"/keep/portrait", "main .card a"}} {
		p.Open(row[0])
		p.Click(row[1])
		p.Shot(name)
	}
}

// ended is how a moment ends that is kept; the invented journal keeps nothing.
func ended(p *browser.Page) {
	p.Open("/now")
	p.Click(`button[name="pull"]`)
	rate(p, "7")
	p.Click(`button[value="choose"]`)
	p.Click(`button[value="pass"]`)
	rate(p, "4")
	p.Shot("now-again")
	p.Click(`button[value="passed"]`)
	p.Shot("now-done")
}

func rate(p *browser.Page, v string) {
	browser.Eval[bool](p, `document.querySelector('.swell input[value="`+v+`"]').click(), true`)
	p.Settle()
}
