package gallery

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"ebb/internal/browser"
	"ebb/internal/program"
)

const shown = `document.querySelector("[data-step]:not([hidden])").dataset.step`

// sealed is how many captures wait in the page, without those to be taken back.
const sealed = `new Promise(ok => { const r = indexedDB.open("ebb", 1); r.onsuccess = () => {
	const db = r.result; const q = db.transaction("queue").objectStore("queue").getAll(); q.onsuccess = () => { ok(q.result.filter(k => k.box).length); db.close(); } } })`

// undo takes the last step back, and waits for the step that it was.
func (d *device) undo(to string) {
	d.t.Helper()
	d.Click("[data-undo]")
	d.Await(shown + ` === "` + to + `"`)
	d.Await(`document.querySelector("[data-undo]").hidden`)
}

// TestOneTapUndoesTheLastStep takes steps back without a server, while locked and
// with the journal open, and reloads the page in between.
func TestOneTapUndoesTheLastStep(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	d := paired(t)
	before := d.lockUp()

	d.Open("/now") // locked, with a server: what was sent waits in the inbox
	d.step("Reply", "strength")
	d.told("It joins the rest when you unlock.")
	d.undo("pull")
	d.told("Taken back.")
	d.awaits(sealed, 0)
	if events, inbox := d.rows(); events != before || inbox != 0 {
		t.Errorf("while locked: %d facts more, %d wait", events-before, inbox)
	}

	d.server.Kill()
	d.Open("/now")
	d.step("Reply", "strength")
	d.awaits(sealed, 1)
	d.undo("pull")
	d.step("Check on them", "strength")
	d.choose("s", 7)
	d.step("Stay with it", "wave")
	d.undo("strength")
	d.Reload()
	d.Await(shown + ` === "strength"`)
	if d.Has("[data-undo]:not([hidden])") {
		t.Error("after a reload it offers to undo what it does not know")
	}
	d.choose("s", 6)
	d.step("Stay with it", "wave")
	d.step("I’m ready to choose", "choose")
	d.step("Let it pass", "again")
	d.Reload()
	d.Await(shown + ` === "again"`)
	d.press(`[data-step=again] input[value="3"]`)
	d.step("It passed", "done")
	d.Reload()
	d.Await(shown + ` === "pull"`) // a moment that is done is not gone on with
	if kept := browser.Eval[string](d.Page, `JSON.stringify([history.state, {...sessionStorage}, Object.keys(localStorage)])`); strings.Contains(kept, "moment") {
		t.Errorf("a moment that is done leaves %s", kept)
	}

	d.server = program.Again(t, d.server, d.data)
	d.Open("/now")
	d.awaits(sealed, 0)
	d.enter("/today")
	d.unlock()
	d.Says("2 waves, 2 passed", "Check on them")
	d.lacks("3 waves")
	d.Open("/now") // open, so that what may have been sent before is taken back as well
	d.awaits(waiting, 0)
	events, inbox := d.rows()
	d.step("Reply", "strength")
	d.told("Saved and sealed.")
	d.undo("pull")
	d.told("Taken back.")
	d.awaits(waiting, 0)
	d.Open("/today")
	d.Says("2 waves, 2 passed")
	if now, _ := d.rows(); now != events+2 || inbox != 0 {
		t.Errorf("the journal has %d rows more, not a fact and its withdrawal", now-events)
	}
}

// halfAPage sends the page of all steps in two halves, and opens
// it with something to say: no button moves.
func halfAPage(t *testing.T, b *browser.Browser) {
	server := program.Serve(t, t.TempDir())
	to, err := url.Parse(server.Base)
	if err != nil {
		t.Fatal(err)
	}
	behind := httputil.NewSingleHostReverseProxy(to)
	behind.ModifyResponse = func(r *http.Response) error { r.Header.Del("Content-Length"); return nil }
	halves := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding")
		if r.URL.Path == "/now" {
			w = &halved{ResponseWriter: w, at: `<section data-step="strength"`}
		}
		behind.ServeHTTP(w, r)
	}))
	t.Cleanup(halves.Close)
	p := b.Page(t, halves.URL, browser.Phone)
	p.Open("/now")
	p.Await(`document.fonts.status === "loaded"`)
	p.Settle()
	if _, _, shift := p.Painted(); shift > 0.02 {
		t.Errorf("the page moved by %.3f", shift)
	}
	where := `Math.round(document.querySelector("[value=reach]").getBoundingClientRect().top)`
	top := browser.Eval[int](p, where)
	browser.Eval[bool](p, `(document.querySelector("[data-kept]").classList.add("on"), document.querySelector("[data-kept] span").textContent = document.querySelector("[data-kept]").dataset.refused, true)`)
	if now := browser.Eval[int](p, where); now != top {
		t.Errorf("the line about what is kept moves a button by %d", top-now)
	}
}

// halved sends what comes before at, waits, and sends the rest.
type halved struct {
	http.ResponseWriter
	at   string
	held []byte
}

func (h *halved) Write(b []byte) (int, error) {
	h.held = append(h.held, b...)
	first, rest, found := strings.Cut(string(h.held), h.at)
	if !found {
		return len(b), nil
	}
	h.held = nil
	if _, err := h.ResponseWriter.Write([]byte(first)); err != nil {
		return 0, err
	}
	http.NewResponseController(h.ResponseWriter).Flush()
	time.Sleep(400 * time.Millisecond) // a line that stops for a moment
	_, err := h.ResponseWriter.Write([]byte(h.at + rest))
	h.at = "\x00"
	return len(b), err
}
