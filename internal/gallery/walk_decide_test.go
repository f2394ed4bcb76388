package gallery

import (
	"fmt"
	"strings"
	"testing"

	"ebb/internal/browser"
)

// nineOnAPhone and nineAtADesk go through all nine steps of Decide, leave each
// in the middle and take it up again, change where they stand, and lose nothing.
func nineOnAPhone(t *testing.T, b *browser.Browser) { nine(t, b, browser.Phone.Without()) }

func nineAtADesk(t *testing.T, b *browser.Browser) { nine(t, b, browser.Desk) }

func nine(t *testing.T, b *browser.Browser, l browser.Look) {
	w := visit(t, b, l, written)
	first(w.Page)
	w.enter("/where")
	w.press(`button[name="stance"][value="deciding"]`)
	w.nameIt()
	w.whatHappened()
	w.needs()
	w.soberly()
	w.prosAndCons()
	w.fourWays()
	w.theDecision()
	w.keepOrTalk()
	w.harmAndAfterwards()
	for value, said := range map[string]string{"stepping": "stepping back", "letting": "letting go", "unsure": "not sure"} {
		w.enter("/today")
		w.press(`main details:has(form[action="/where"]) summary`)
		w.press(fmt.Sprintf(`form[action="/where"] button[value=%q]`, value))
		w.lost(said)
	}
	w.whole()
}

// lost fails for each of the nine steps that does not know what was done, and
// for each that is not there.
func (w *walker) lost(stance string) {
	w.t.Helper()
	w.enter("/decide")
	for _, step := range []string{"feel", "past", "needs", "soberly", "weigh", "ways", "decision", "talk", "after"} {
		if line := w.Text(`main a[href^="/decide/` + step + `"]`); line == "" || strings.Contains(line, "Not started") {
			w.t.Errorf("%s: %s is lost: %q", stance, step, line)
		}
	}
	w.Says("Where I am: "+stance, "Sad 7", "1 time told", "2 needs", "2 lines on letting go, 2 lines on keeping", "Your part is written")
}

// whole looks into each step for what was written there.
func (w *walker) whole() {
	w.t.Helper()
	for path, said := range map[string]string{
		"/decide/feel": "Sad 7", "/decide/past": "on the stairs", "/decide/needs": "Respect", "/decide/soberly": written, "/decide/ways": "Draft 1",
		"/decide/weigh": written, "/decide/decision": written, "/decide/talk/part": written, "/decide/after/week": written,
	} {
		w.enter(path)
		w.holding(said)
	}
}

// holding fails unless the page says these, or has them in its fields.
func (w *walker) holding(known ...string) {
	w.t.Helper()
	all := browser.Eval[string](w.Page, `document.body.textContent + [...document.querySelectorAll("textarea, input:not([type=radio]):not([type=checkbox])")].map(e => e.value).join("\n")`)
	for _, k := range known {
		if !strings.Contains(strings.Join(strings.Fields(all), " "), k) {
			w.t.Errorf("at %s: %q is lost; the page says %s", w.Path(), k, w.Text("main"))
		}
	}
}

// leave goes to Today in the middle of a step and comes back to a page of it
// that still has these.
func (w *walker) leave(to string, known ...string) {
	w.t.Helper()
	w.enter("/today")
	w.enter(to)
	w.holding(known...)
}

// fill puts text into a field in place of what is there.
func (w *walker) fill(field, text string) {
	w.t.Helper()
	css := fmt.Sprintf("main [name=%q]", field)
	browser.Eval[bool](w.Page, fmt.Sprintf(`(document.querySelector(%q).value = "", true)`, css))
	w.Type(css, text)
}

// on presses what leads on.
func (w *walker) on() {
	w.t.Helper()
	w.press("main form button.go")
}

func (w *walker) nameIt() {
	w.enter("/decide/feel")
	w.tick("f", "sad")
	w.tick("f", "longing")
	w.on()
	here := w.Path()
	w.leave("/decide/feel/before", "Sad", "Longing")
	w.enter(here)
	w.press(`input[name="s0"][value="7"]`)
	w.on()
	w.press(`button[name="ending"][value="unsure"]`)
	w.Says("Sad 7")
	w.leave("/decide/feel", "Sad 7")
}

func (w *walker) whatHappened() {
	w.enter("/decide/past/new")
	w.fill("when", "in May")
	w.fill("where", "on the stairs")
	w.fill("text", written)
	w.press(`button[name="stop"]`)
	w.leave("/decide/past", "on the stairs")
	w.press(`.rows a`)
	w.holding(written)
	w.press(`a[href$="/hurt"]`)
	w.fill("text", "That nobody asked.")
	w.press(`.chips input[name="touched"]`)
	w.on()
	w.fill("text", "I went out.")
	w.on()
	w.fill("text", "That we were tired.")
	w.on()
	w.Says(written, "That nobody asked.", "I went out.", "That we were tired.")
}

func (w *walker) needs() {
	w.enter("/decide/needs")
	w.at("/safety")
	w.answer("no", "no", "no", "no", "no", "no")
	w.at("/decide/needs")
	w.tick("need", "respect")
	w.fill("own", "Somebody to laugh with")
	w.on()
	w.leave("/decide/needs", "Respect", "Somebody to laugh with")
	w.press(`main a.btn.go`)
	for _, field := range []string{"weight", "met"} {
		if w.Has(fmt.Sprintf(`input[name=%q]`, field)) {
			w.press(fmt.Sprintf(`input[name=%q][value="8"]`, field))
		}
	}
	w.press(`button[name="do"][value="stop"]`)
	w.holding("Respect")
}

func (w *walker) soberly() {
	w.enter("/decide/soberly/bond")
	w.each()
	w.press(`button[name="stop"]`)
	w.leave("/decide/soberly/bond")
	if browser.Eval[int](w.Page, `document.querySelectorAll("main input:checked").length`) == 0 {
		w.t.Error("what was said of the bond is lost")
	}
	for range 9 {
		if !w.Has("main fieldset.chips") || !w.Has("main form button.go") {
			break
		}
		w.each()
		if w.Has(`textarea[name="words"]`) {
			w.fill("words", written)
		}
		w.on()
	}
	w.at("/decide/soberly")
}

// each takes the first of every group of choices.
func (w *walker) each() {
	w.t.Helper()
	browser.Eval[bool](w.Page, `(document.querySelectorAll("main form:has(button.go) fieldset.chips").forEach(f => f.querySelector("input").checked = true), true)`)
}

func (w *walker) prosAndCons() {
	w.enter("/decide/weigh")
	for i := range 4 {
		w.enter("/decide/weigh")
		w.press(fmt.Sprintf(`.beside section:nth-of-type(%d) p a`, i+1))
		w.fill("words", written)
		w.press(`input[name="size"][value="3"]`)
		w.on()
		w.leave("/decide/weigh", written)
	}
}

func (w *walker) fourWays() {
	w.enter("/decide/ways")
	w.press(`button[name="keeping"][value="works"]`)
	for _, side := range []string{"let", "keep"} {
		w.enter("/decide/ways/" + side)
		browser.Eval[bool](w.Page, `(document.querySelectorAll("main .eleven").forEach((f, i) => f.querySelector('input[value="' + (3 + 4 * i) + '"]').checked = true), true)`)
		w.fill("chance_low", "20")
		w.fill("chance_high", "60")
		w.on()
		w.leave("/decide/ways/"+side, "20", "60")
	}
	w.enter("/decide/ways")
	w.lacks("wins", "ahead")
	if !w.Has("main svg") {
		w.t.Error("there is no picture of what would change the answer")
	}
}

func (w *walker) theDecision() {
	w.enter("/decide/decision")
	w.fill("words", written)
	w.press(`button[name="do"][value="sleep"]`)
	w.leave("/decide/decision", written)
	w.enter("/decide/decision/write")
	w.holding(written)
	w.on()
	w.press(`input[name="when"][value="week"]`)
	w.press(`input[name="mark"][value="open"]`)
	w.on()
	w.at("/decide/decision")
	w.holding(written)
}

func (w *walker) keepOrTalk() {
	w.enter("/decide/talk/part")
	w.fill("words", written)
	w.on()
	w.leave("/decide/talk/part", written)
	w.enter("/decide/talk/prepare/1")
	w.fill("words", "On the stairs, in May.")
	w.press(`button[name="do"][value="read"]`)
	w.leave("/decide/talk/read", "On the stairs, in May.")
}

func (w *walker) harmAndAfterwards() {
	w.enter("/decide/after")
	w.press(`a[href="/decide/after/fear"]`)
	w.press(`button[name="answer"][value="no"]`)
	w.press(`button[name="answer"][value="no"]`)
	w.enter("/decide/after/distance")
	w.press(`main button[name="way"]`)
	w.fill("need", "Quiet")
	w.on()
	w.leave("/decide/after", "Quiet")
	w.enter("/decide/after/week")
	w.fill("if", "It is Sunday")
	w.fill("then", written)
	w.on()
	w.leave("/decide/after/week", written)
}
