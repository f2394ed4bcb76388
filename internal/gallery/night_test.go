package gallery

import "ebb/internal/browser"

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
	p.Open("/head/parked")
	hold(p, "head-parked")
}

// sent looks at what comes after contact.
func sent(p *browser.Page) {
	p.Click(`form[action="/now/did"] button`)
	p.Open("/now/sent")
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
