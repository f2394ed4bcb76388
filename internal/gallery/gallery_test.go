// Package gallery shows every page in every state in a real Chromium, at the
// size of a phone and of a desk, light and dark, and holds each to the same
// things: no accessibility violation, no sideways scrolling even at 320 pixels
// and with letters twice the size, the same from right to left, no request to another host, nothing that
// the content security policy had to stop, a neutral title, at most 40 KB and
// six requests. With EBB_SHOTS naming a folder it leaves a picture of each.
// Walks then go whole ways through the real program, by finger and by keyboard.
package gallery

import (
	"os"
	"strings"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

func TestMain(m *testing.M) {
	code := m.Run()
	program.Clean()
	os.Exit(code)
}

// room is one state of ebb and what there is to see in it. enter leads a fresh
// browser into the state; see names the pages, by their names in the pictures.
type room struct {
	name  string
	demo  bool
	enter func(*browser.Page)
	see   map[string]string
	after func(*browser.Page) // a page that is not reached by its address
}

// Rooms share one Chromium and wait for nothing but their own pages, so they go
// side by side.
func TestEveryPageInEveryState(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	b := browser.Start(t)
	demo := program.Demo(t)
	for _, r := range rooms() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			base := demo.Base
			if !r.demo {
				base = program.Serve(t, t.TempDir()).Base
			}
			p := b.Page(t, base, browser.Phone)
			if r.enter != nil {
				r.enter(p)
			}
			for name, path := range r.see {
				p.Open(path)
				hold(p, r.name+"-"+name)
			}
			if r.after != nil {
				r.after(p)
			}
		})
	}
	t.Run("several", func(t *testing.T) {
		t.Parallel()
		several(t, b)
	})
}

// laid are the rules of axe that hang on where things lie. The others hang on
// what the page is made of, which is the same at every size, or on its colours,
// which are looked at light and dark. Writing from right to left moves things
// and shows none that was hidden.
var laid = []string{
	"scrollable-region-focusable", "region", "landmark-one-main", "landmark-unique",
	"page-has-heading-one", "heading-order", "bypass", "skip-link", "aria-hidden-focus", "css-orientation-lock",
}

// hold looks at the page that is open, in every way. A dark desk has the sizes
// of the desk and the colours of the dark phone: it is for pictures only.
func hold(p *browser.Page, name string) {
	impartial(p)
	p.Look(browser.Phone)
	p.Axe()
	p.Overflow()
	p.Shot(name + ".phone")
	p.Look(browser.Phone.In(true))
	p.Axe("color-contrast", "link-in-text-block")
	p.Shot(name + ".phone-dark")
	p.Look(browser.Desk)
	p.Axe(laid...)
	p.Overflow()
	p.Shot(name + ".desk")
	if os.Getenv("EBB_SHOTS") != "" {
		p.Look(browser.Desk.In(true))
		p.Shot(name + ".desk-dark")
	}
	narrow(p)
	browser.Eval[bool](p, `document.documentElement.dir = "rtl", true`)
	p.Axe("scrollable-region-focusable")
	p.Overflow()
	browser.Eval[bool](p, `document.documentElement.dir = "ltr", true`)
	p.Neutral()
}

// glance looks at a page that is made as another one which is held.
func glance(p *browser.Page) {
	impartial(p)
	p.Axe()
	narrow(p)
	p.Neutral()
}

// narrow looks at the page on the smallest screen and in letters twice the size.
func narrow(p *browser.Page) {
	p.Look(browser.Look{Width: 320, Height: 640, Mobile: true})
	p.Overflow()
	browser.Eval[bool](p, `document.documentElement.style.fontSize = "200%", true`)
	p.Look(browser.Phone)
	p.Overflow()
	browser.Eval[bool](p, `document.documentElement.style.fontSize = "", true`)
}

func rooms() []room {
	return []room{
		{name: "stranger", see: map[string]string{
			"first": "/", "now": "/now", "help": "/help", "sources": "/help/sources", "reached": "/reached", "head": "/head",
			"think": "/think", "night": "/night", "where": "/where", "note": "/note", "leave": "/leave", "today": "/today",
			"patterns": "/patterns", "decide": "/decide", "keep": "/keep", "settings": "/settings", "keep-this": "/keep-this", "card": "/settings/card",
			"messages": "/patterns/messages", "beside": "/patterns/beside", "lock": "/settings/lock", "leaving": "/settings/leave", "discreet": "/settings/discreet", "install": "/settings/install",
			"truths": "/keep/truths", "plans": "/keep/plans", "people": "/keep/people", "turned": "/now/turned",
			"letters": "/keep/letters", "write": "/keep/letters/new", "boundaries": "/keep/boundaries", "doors": "/keep/doors",
		}},
		{name: "invited", see: map[string]string{"join": "/join"}},
		{name: "moment", enter: func(p *browser.Page) { p.Open("/now") }, after: moment},
		{name: "sent", enter: func(p *browser.Page) { p.Open("/now") }, after: sent},
		{name: "reached", after: reached},
		{name: "head", after: head},
		{name: "deciding", enter: stands("deciding", "no"), see: today},
		{name: "stepping", enter: stands("stepping", "break"), see: today},
		{name: "letting", enter: stands("letting", "them"), see: today},
		{name: "unsure", enter: stands("unsure", "unnamed"), see: today},
		{name: "kept", enter: keep, see: map[string]string{"today": "/today", "settings": "/settings", "recovery": "/recovery", "passphrase": "/settings/passphrase",
			"whole": "/settings/whole", "devices": "/settings/devices", "devices-pair": "/settings/devices/pair", "pair": "/pair", "reminders": "/settings/reminders", "out": "/now/out"}, after: coded},
		{name: "locked", enter: locked, see: map[string]string{"first": "/", "unlock": "/unlock", "now": "/now", "help": "/help", "today": "/today"}},
		{name: "demo", demo: true, see: map[string]string{
			"today": "/today", "patterns": "/patterns", "beside": "/patterns/beside", "decide": "/decide", "keep": "/keep", "note": "/note", "where": "/where",
			"night": "/night", "messages": "/patterns/messages", "result": "/patterns/messages/1", "add": "/patterns/messages/add",
			"safety": "/safety", "question": "/safety/3", "answers": "/safety/answers", "closed": "/safety/closed", "skipped": "/safety/skipped", "planning": "/help/planning",
			"truths": "/keep/truths", "plans": "/keep/plans", "people": "/keep/people", "turned": "/now/turned", "turned-kept": "/now/turned/kept",
			"letters": "/keep/letters", "boundaries": "/keep/boundaries", "contact": "/keep/boundaries/contact", "doors": "/keep/doors",
			"stays": "/keep/unsent", "stays-new": "/keep/unsent/new", "stays-part": "/keep/unsent/story?part=lost", "stays-check": "/keep/unsent/check", "stays-round": "/keep/unsent/round?for=letter", "ahead": "/keep/unsent/ahead", "plain": "/keep/unsent/plain",
			"rules": "/keep/rules", "nights": "/keep/nights", "parked": "/head/parked", "guess": "/now/guess",
		}},
		{name: "week", demo: true, see: reviewPages},
		{name: "review", after: reviewed},
		{name: "out", after: leaving},
		{name: "contact", enter: contact, see: contactPages, after: theirNo},
		{name: "decided", demo: true, see: decided, after: opened},
		{name: "begun", enter: answered("no"), see: unsaid},
		{name: "over", demo: true, see: over, after: wander("/keep/losses", "/keep/stories", "/keep/check", "/keep/later", "/keep/unsent")},
		{name: "path", demo: true, see: path, after: wander("/keep/path")},
		{name: "over-new", enter: first, see: overNew, after: overLong},
		{name: "afraid", enter: answered("yes"), see: guarded},
		{name: "calm", enter: calm, see: map[string]string{"truths": "/keep/truths", "plans": "/keep/plans", "people": "/keep/people", "today": "/today"}},
		{name: "steps", demo: true, enter: func(p *browser.Page) { p.Open("/now") }, after: steps},
		{name: "demo-wave", demo: true, enter: func(p *browser.Page) { p.Open("/now") }, after: moment},
	}
}

var today = map[string]string{"today": "/today", "where": "/where"}

// moment walks through a hard moment and looks at every step.
func moment(p *browser.Page) {
	p.Click(`button[name="pull"]`)
	hold(p, "moment-strength")
	browser.Eval[bool](p, `document.querySelector('.swell input[value="7"]').click(), true`)
	p.Shot("moment-strength-7.phone")
	p.Click(`button[value="wave"]`)
	hold(p, "moment-wave")
	p.Open("/now/choose")
	hold(p, "moment-choose")
	p.Click(`button[value="pass"]`)
	hold(p, "moment-next")
	p.Open("/now/again")
	hold(p, "moment-again")
	browser.Eval[bool](p, `document.querySelector('.swell input[value="4"]').click(), true`)
	p.Click(`button[value="passed"]`)
	hold(p, "moment-done")
}

// calm writes what a hard moment hands back, in the longest words there is room
// for, from the other side, and looks at the pages on the way.
func calm(p *browser.Page) {
	p.Open("/keep/truths")
	p.Type(`textarea[name="feeling"]`, strings.Repeat("אני מתגעגעת ", 23))
	p.Type(`textarea[name="reality"]`, strings.Repeat("x", 280))
	p.Click(`main form button.go`)
	p.Click(`.card a`)
	hold(p, "calm-truth")
	p.Open("/keep/people")
	p.Type(`input[name="name"]`, strings.Repeat("Sam ", 10))
	p.Type(`input[name="number"]`, "+49 (0)30 23125 017")
	p.Click(`.chips input[value="errands"]`)
	p.Click(`main form button.go`)
	p.Click(`.card p.sm a`)
	hold(p, "calm-person")
	p.Open("/keep/plans")
	p.Click(`.chips input[value="song"]`)
	p.Type(`textarea[name="then"]`, strings.Repeat("🙂", 140))
	p.Click(`main form button.go`)
	hold(p, "calm-once")
	p.Click(`main form button.go`)
	p.Click(`.card p.sm a`)
	hold(p, "calm-plan")
	p.Open("/now/turned")
	p.Click(`button[name="plan"]`)
	hold(p, "calm-kept")
}

func stands(stance, ended string) func(*browser.Page) {
	return func(p *browser.Page) {
		first(p)
		p.Open("/where")
		for _, value := range []string{stance, ended, "children"} {
			p.Click(`main button[value="` + value + `"]`)
		}
	}
}

// first keeps a first moment.
func first(p *browser.Page) {
	p.Open("/now")
	p.Click(`button[name="pull"]`)
	p.Click(`button[value="passed"]`)
}

const passphrase = "seven grey herons on a pier"

func keep(p *browser.Page) {
	first(p)
	p.Open("/keep-this")
	p.Type(`input[name="pass"]`, passphrase)
	p.Type(`input[name="again"]`, passphrase)
	p.Click(`main form button.go`)
}

// coded looks at a recovery code, and at the end of a discreet mode.
func coded(p *browser.Page) {
	p.Open("/recovery")
	p.Click(`form[action="/recovery"] button`)
	hold(p, "kept-code")
	p.Open("/settings/discreet")
	p.Click(`form[action="/settings/discreet"] button`)
	p.Open("/settings/discreet")
	hold(p, "kept-discreet")
}

func locked(p *browser.Page) {
	keep(p)
	p.Open("/settings")
	p.Click(`form[action="/lock"] button`)
}
