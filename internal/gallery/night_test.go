package gallery

import (
	"syscall"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// reached walks through "they reached me", by the server's pages, and looks at
// every step of the page that stands without one.
func reached(p *browser.Page) {
	p.Open("/keep/rules")
	p.Click(`main details summary`)
	p.Type(`main details textarea`, "One line about the children, from the laptop, not from bed.")
	p.Click(`main details button`)
	hold(p, "reached-rules")
	each(p, "/reached", "reached-step", "choose-back", "kept-morning", "fear", "told")
	p.Open("/reached")
	p.Click(`button[value="practical"]`)
	hold(p, "reached-choose")
	p.Click(`button[value="morning"]`)
	hold(p, "reached-kept")
	p.Open("/today") // the same address again is a reload, which goes on at its step
	p.Open("/reached")
	p.Click(`button[value="fright"]`)
	p.Click(`main details summary`)
	hold(p, "reached-fear")
	p.Type(`textarea[name="words"]`, "At the door at nine, twice.")
	p.Click(`main details button`)
	p.Open("/reached/noted")
	hold(p, "reached-noted")
	p.Open("/reached/back")
	hold(p, "reached-back")
	p.Open("/patterns")
	hold(p, "reached-patterns")
	p.Open("/reached/fear")
	p.Click(`button[name="was"]`)
	hold(p, "reached-feared")
}

// head walks through "my head won't stop".
func head(p *browser.Page) {
	each(p, "/head", "head-step", "write-someone", "park", "settle", "fear")
	p.Open("/head")
	p.Click(`button[value="online"]`)
	hold(p, "head-write")
	p.Type(`textarea[name="know"]`, "They were there at one.")
	p.Click(`main form button.go`)
	hold(p, "head-question")
	p.Click(`button[value="stand"]`)
	p.Click(`main details summary`)
	hold(p, "head-settle")
	for _, step := range []string{"tonight", "answer", "worry", "loud", "end", "fear"} {
		p.Open("/head/" + step)
		hold(p, "head-"+step)
	}
	p.Open("/head/park")
	p.Click(`button[value="17:00"]`)
	p.Open("/patterns")
	hold(p, "head-patterns")
	p.Open("/keep/nights")
	hold(p, "head-nights")
	p.Open("/head/parked")
	hold(p, "head-parked")
}

// sent looks at what comes after contact.
func sent(p *browser.Page) {
	p.Click(`form[action="/now/did"] button`)
	p.Await(`location.pathname === "/now/sent" && document.readyState === "complete"`)
	hold(p, "sent-sent")
	p.Click(`main details summary`)
	p.Type(`textarea[name="words"]`, "That they write back.")
	p.Click(`main details button`)
	hold(p, "sent-hoped")
	for _, path := range []string{"away", "rest", "fear", "reached", "guess"} {
		p.Open("/now/" + path)
		hold(p, "sent-"+path)
	}
}

// each shows steps of a page that stands without a server, one after the other.
func each(p *browser.Page, path, name string, steps ...string) {
	for _, step := range steps {
		p.Open(path)
		browser.Eval[bool](p, `document.querySelectorAll("[data-step]").forEach((s) => (s.hidden = s.dataset.step !== "`+step+`")), true`)
		hold(p, name+"-"+step)
	}
}

// While the server hangs, both pages go on in the browser that somebody has
// saved something in, and what was chosen arrives once when it is back.
func nightPagesHang(t *testing.T, b *browser.Browser) {
	s := program.Serve(t, t.TempDir())
	p := b.Page(t, s.Base, browser.Phone)
	first(p)
	hang := func(path string, steps func()) {
		p.Open(path)
		p.Settle()
		s.Cmd.Process.Signal(syscall.SIGSTOP)
		steps()
		s.Cmd.Process.Signal(syscall.SIGCONT)
		p.Await(`document.querySelector("[data-kept]").innerText.startsWith("Saved and sealed")`)
	}
	hang("/reached", func() {
		p.Click(`button[value="kind"]`)
		p.Click(`[data-step="choose-kind"] button[value="morning"]`)
		p.Says("Held until morning.")
	})
	hang("/head", func() {
		p.Click(`button[value="round"]`)
		browser.Eval[bool](p, `document.querySelector('[data-step="write-round"] input[value="8"]').click(), true`)
		p.Type(`[data-step="write-round"] textarea`, "They were there at one.")
		p.Click(`[data-step="write-round"] button.go`)
		p.ClickText("Not tonight, put it off until tomorrow")
		p.Click(`[data-step="park"] button[value="12:30"]`)
		p.ClickText("That is enough for tonight")
		p.Says("That is enough for tonight.", "What you gave is kept.")
	})
	p.Open("/patterns")
	p.Says("1 time in the last 12 weeks.", "Once in the last 12 weeks.", "You put it off until the next day")
}

// steps goes through the page that holds every step of a hard moment, with what
// the demo's person has for it.
func steps(p *browser.Page) {
	p.Await(`navigator.serviceWorker.controller && document.querySelector("[data-aids=wave] *")`)
	browser.Eval[bool](p, `document.dispatchEvent(new CustomEvent("kept", {detail: {bodies: {"hold.pull": {pull: "reach"}, "hold.rating": {value: 7}}, where: "here"}}))`)
	for _, step := range []string{"strength", "wave", "truths", "choose", "again", "done", "sent", "away", "fear", "feared", "reached", "rest"} {
		browser.Eval[bool](p, `(() => { const to = Object.assign(document.createElement("button"), {type: "button"}); to.dataset.goto = "`+step+`"; document.body.append(to); to.click(); to.remove(); return true })()`)
		p.Await(`document.querySelector("[data-step]:not([hidden])").dataset.step === "` + step + `"`)
		hold(p, "now-"+step)
	}
}
