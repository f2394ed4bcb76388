package engines

import "testing"

// ways are what people do in every engine; some need what only Firefox
// offers to a test: WebKitWebDriver opens no closed tab again, turns no scripts
// off and answers nothing at a page that does not load, and a tab of MiniBrowser
// behind another does not count as hidden.
var ways = []struct {
	name string
	only string
	walk func(*Engine, *line)
}{
	{"a hard moment, at the server, on the page, without signal", "", aHardMoment},
	{"leaving by the link", "", online(func(e *Engine) { e.press(".leave") })},
	{"leaving by three times Shift", "", online(func(e *Engine) { e.Shift(3) })},
	{"leaving without signal", "", offline},
	{"leaving for another page", "firefox", elsewhere},
	{"leaving by the address alone", "", byItsAddress},
	{"leaving with something not sent yet", "", unsynced},
	{"out of sight", "firefox", outOfSight},
	{"leaving, and the tab closed and opened again", "firefox", reopened},
	{"leaving without scripts", "firefox", scriptless},
}

func TestEveryEngine(t *testing.T) {
	if testing.Short() {
		t.Skip("needs other browsers; make test runs it")
	}
	for name, start := range Starters {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := start(t)
			for _, w := range ways {
				if w.only != "" && w.only != name {
					continue
				}
				t.Run(w.name, func(t *testing.T) {
					e.t = t
					w.walk(e, connect(t))
				})
			}
		})
	}
}
