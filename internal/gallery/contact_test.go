package gallery

import (
	"strings"

	"ebb/internal/browser"
)

// contactPages are the pages around contact.
var contactPages = map[string]string{
	"today": "/today", "letters": "/keep/letters", "write": "/keep/letters/new", "time": "/keep/letters/time",
	"boundaries": "/keep/boundaries", "boundary": "/keep/boundaries/new", "cooling": "/keep/boundaries/time",
	"ways": "/keep/boundaries/ways", "contact": "/keep/boundaries/contact",
	"doors": "/keep/doors", "door": "/keep/doors/new", "blocking": "/keep/doors/blocking",
}

// contact writes a letter, sets a boundary, allows contact and opens a door, in
// the longest words there is room for and from the other side, and looks at the
// pages on the way.
func contact(p *browser.Page) {
	p.Open("/keep/letters/new")
	p.Type(`textarea[name="text"]`, strings.Repeat("אני מתגעגעת ", 40)+strings.Repeat("x", 300))
	p.Click(`main form button.go`)
	hold(p, "contact-held")
	p.Click(`main .opts a[href$="/burn"]`)
	hold(p, "contact-burn")

	p.Open("/keep/boundaries/new")
	p.Type(`textarea[name="text"]`, strings.Repeat("x", 200)+strings.Repeat(" לא", 90))
	p.Click(`.chips input[value="see"]`)
	p.Click(`.chips input[value="3"]`)
	p.Click(`main form button.go`)
	p.Click(`.card p.sm a`)
	p.Click(`form[action$="/end"] button`)
	hold(p, "contact-pending")

	p.Open("/keep/boundaries/ways")
	p.Type(`input[name="word"]`, strings.Repeat("ספר", 20))
	for _, about := range []string{"children", "home", "pet", "work", "money", "things"} {
		p.Click(`.chips input[value="` + about + `"]`)
	}
	p.Click(`main form button.go`)
	p.Open("/keep/boundaries/contact")
	p.Click(`button[value="children"]`)

	p.Open("/keep/doors/new")
	p.Type(`input[name="word"]`, strings.Repeat("x", 60)+strings.Repeat("דלת", 20))
	p.Click(`.chips input[value="hand"]`)
	p.Type(`input[name="through"]`, strings.Repeat("Kim", 20))
	p.Click(`main form button.go`)
	for name, path := range contactPages {
		p.Open(path)
		browser.Eval[bool](p, `document.documentElement.dir = "rtl", true`)
		p.Overflow()
		p.Shot("contact-" + name + ".rtl")
	}
}

// theirNo is somebody's no after contact: what there was is looked at again, and
// what it closes.
func theirNo(p *browser.Page) {
	p.Open("/safety/6")
	p.Click(`main button[value="yes"]`)
	p.Shot("no-since")
	p.Click(`main form button.go`)
	for name, path := range both(contactPages, guarded) {
		p.Open(path)
		hold(p, "no-"+name)
	}
}
