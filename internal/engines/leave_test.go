package engines

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/store"
	"ebb/web"
)

// line is the way to a server, which can be cut: a request then gets no answer
// at all.
type line struct {
	*httptest.Server
	site *site.Site
	cut  atomic.Bool
	slow atomic.Bool // the page that people leave to takes a moment
}

func connect(t *testing.T) *line {
	t.Helper()
	l := &line{site: site.New(t, all.List(), func(o *web.Options) { o.Clock = time.Now })} // a browser has its own clock
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.cut.Load() {
			panic(http.ErrAbortHandler)
		}
		if l.slow.Load() && r.URL.Path == "/leave" {
			time.Sleep(300 * time.Millisecond)
		}
		l.site.Server.ServeHTTP(w, r)
	}))
	l.Config.ErrorLog = nil
	t.Cleanup(l.Close)
	return l
}

const (
	note       = "we spoke on the red stairs"
	passphrase = "seven herons over grey water"
)

// fill writes what nobody else may see, keeps it with a passphrase, looks at it
// and stands on the page after it.
func fill(e *Engine, l *line) {
	e.t.Helper()
	_, _ = e.try("WebDriver:DeleteAllCookies", params{})
	e.Open(l.URL + "/note")
	e.Type(`textarea[name="text"]`, note)
	e.Click("main form button.go")
	e.Open(l.URL + "/keep-this")
	e.Type(`input[name="pass"]`, passphrase)
	e.Type(`input[name="again"]`, passphrase)
	e.Click("main form button.go")
	e.Open(l.URL + "/patterns")
	e.Open(l.URL + "/note/all")
	e.Await(`document.body.innerText.includes("` + note + `")`)
	e.must("WebDriver:ExecuteScript", params{"script": watch, "args": []any{}})
	e.Open(l.URL + "/today")
	e.must("WebDriver:ExecuteScript", params{"script": watch, "args": []any{}})
}

func (e *Engine) unlock(l *line) {
	e.t.Helper()
	e.Open(l.URL + "/unlock")
	e.Type(`input[name="pass"]`, passphrase)
	e.Click("main form button.go")
}

// watch has the page note how long it took until nothing was to be seen, and
// whether it ever came back to be read.
const watch = `
	let from = 0, ups = 0;
	addEventListener("click", c => from = c.timeStamp, true);
	addEventListener("keyup", k => { if (k.key === "Shift" && ++ups === 3) from = k.timeStamp; }, true);
	new MutationObserver(() => {
		if (from && !document.body.getClientRects().length) sessionStorage.setItem("hidden", String(performance.now() - from));
		from = 0;
	}).observe(document.documentElement, {attributes: true});
	addEventListener("pageshow", p => {
		if (!p.persisted) return;
		sessionStorage.setItem("kept", "yes");
		if (document.body.getClientRects().length && document.body.innerText.trim()) sessionStorage.setItem("read", document.body.innerText);
	});
	return true`

// unreadable looks for anything personal where the engine stands.
func (e *Engine) unreadable(where string) {
	e.t.Helper()
	e.Settle()
	if text := e.Text(); strings.Contains(text, note) {
		e.t.Errorf("%s: %s, at %s: it can be read:\n%.400s", e.Name, where, e.URL(), text)
	}
}

// noWayBack tries every way back, and fails for anything personal.
func noWayBack(e *Engine, l *line) {
	e.t.Helper()
	e.unreadable("where leaving leads")
	e.must("WebDriver:SetTimeouts", params{"pageLoad": 500}) // some of them never come
	for range 3 {
		e.Back()
		e.unreadable("back")
	}
	for range 3 {
		e.Forward()
		e.unreadable("on again")
	}
	e.Reload()
	e.unreadable("asked for again")
	e.must("WebDriver:SetTimeouts", params{"pageLoad": 10000})
	l.cut.Store(false)
	e.Open(l.URL + "/note/all")
	e.unreadable("by its address")
	if !strings.Contains(e.URL(), "/unlock") {
		e.t.Errorf("%s: the note's address leads to %s", e.Name, e.URL())
	}
	read, _ := Eval[string](e, `return sessionStorage.getItem("read") || ""`)
	kept, _ := Eval[string](e, `return sessionStorage.getItem("kept") || "no"`)
	if e.t.Logf("%s: a page came back out of memory: %s", e.Name, kept); read != "" {
		e.t.Errorf("%s: for a moment a page out of memory could be read:\n%s", e.Name, read)
	}
}

// press clicks and waits for nothing.
func (e *Engine) press(css string) {
	e.t.Helper()
	_, _ = e.try("WebDriver:ElementClick", params{"id": e.find(css)})
}

// online leaves and tries every way back.
func online(leave func(*Engine)) func(*Engine, *line) {
	return func(e *Engine, l *line) {
		e.t.Helper()
		fill(e, l)
		l.slow.Store(true)
		leave(e)
		e.Await(`location.pathname === "/leave" && document.readyState === "complete"`)
		e.quick()
		noWayBack(e, l)
	}
}

// offline does the same while nothing answers, and then answers again.
func offline(e *Engine, l *line) {
	e.t.Helper()
	fill(e, l)
	l.cut.Store(true)
	e.press(".leave")
	noWayBack(e, l)
}

// byItsAddress comes to the page people leave to without any script of the page
// that was left: out of the worker's memory, with and without a server. It
// locks all the same.
func byItsAddress(e *Engine, l *line) {
	e.t.Helper()
	fill(e, l)
	for _, cut := range []bool{false, true} {
		e.Open(l.URL + "/now")
		e.Await(`navigator.serviceWorker.controller`)
		e.Settle()
		l.cut.Store(cut)
		e.Open(l.URL + "/leave")
		e.says("Tides")
		if cut {
			l.cut.Store(false)
		}
		e.Open(l.URL + "/note/all")
		e.unreadable("after its address")
		if !strings.Contains(e.URL(), "/unlock") {
			e.t.Errorf("%s: the server out of reach %v: the note's address leads to %s", e.Name, cut, e.URL())
		}
		e.unlock(l)
	}
}

// elsewhere leaves for the page that the person has named, which is not there:
// what was left is gone all the same.
func elsewhere(e *Engine, l *line) {
	e.t.Helper()
	const site = "https://127.0.0.1:1/today"
	fill(e, l)
	e.Open(l.URL + "/settings/leave")
	e.Type(`input[name="site"]`, site)
	e.Click("main form button.go")
	e.Open(l.URL + "/note/all")
	e.press(".leave")
	e.Settle()
	if e.URL() != site {
		e.t.Errorf("%s: Leave leads to %s", e.Name, e.URL())
	}
	noWayBack(e, l)
}

// outOfSight puts another tab in front of a page in discreet mode that locks
// when it is out of sight.
func outOfSight(e *Engine, l *line) {
	e.t.Helper()
	fill(e, l)
	e.Open(l.URL + "/settings/lock")
	e.Click(`input[name="hide"]`)
	e.Click("main form button.go")
	e.Open(l.URL + "/settings/discreet")
	e.Click("main form button.go")
	e.Open(l.URL + "/note/all")
	e.says(note)
	first := value[string](e.must("WebDriver:GetWindowHandle", params{}))
	e.must("WebDriver:SwitchToWindow", params{"handle": e.tab()})
	e.Open("about:blank")
	for range 100 {
		if n := len(sessionsOf(e.t, l)); n == 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if n := len(sessionsOf(e.t, l)); n != 0 {
		e.t.Errorf("%s: out of sight, %d sessions are open", e.Name, n)
	}
	e.must("WebDriver:CloseWindow", params{})
	e.must("WebDriver:SwitchToWindow", params{"handle": first})
	e.unreadable("in sight again")
	if path := strings.TrimPrefix(e.URL(), l.URL); path != "/" {
		e.t.Errorf("%s: in sight again it is at %s", e.Name, path)
	}
}

func sessionsOf(t testing.TB, l *line) (all []store.Session) {
	t.Helper()
	err := l.site.Store.People(t.Context(), func(id store.ID, _ store.Person) error {
		some, err := l.site.Store.SessionsOf(t.Context(), id)
		all = append(all, some...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// tab opens another tab in front.
func (e *Engine) tab() string {
	e.t.Helper()
	out := e.must("WebDriver:NewWindow", params{"type": "tab", "focus": true})
	opened := struct{ Handle string }{}
	if err := json.Unmarshal(out, &opened); err != nil || opened.Handle == "" {
		opened = value[struct{ Handle string }](out)
	}
	return opened.Handle
}

// quick fails unless nothing was to be seen within a tenth of a second.
func (e *Engine) quick() {
	e.t.Helper()
	ms, err := Eval[string](e, `return sessionStorage.getItem("hidden") || ""`)
	var n float64
	if err != nil || json.Unmarshal([]byte(ms), &n) != nil {
		e.t.Errorf("%s: the page was not seen to be hidden before the next one stood: %q %v", e.Name, ms, err)
		return
	}
	e.t.Logf("%s: nothing to be seen after %.1f ms", e.Name, n)
}

// reopened closes the tab that was left and has Firefox bring it back.
func reopened(e *Engine, l *line) {
	first := value[string](e.must("WebDriver:GetWindowHandle", params{}))
	e.must("WebDriver:SwitchToWindow", params{"handle": e.tab()})
	fill(e, l)
	e.press(".leave")
	e.Await(`location.pathname === "/leave" && document.readyState === "complete"`)
	e.must("WebDriver:CloseWindow", params{})
	e.must("WebDriver:SwitchToWindow", params{"handle": first})
	if err := e.Chrome(`SessionStore.undoCloseTab(Services.wm.getMostRecentWindow("navigator:browser"), 0)`); err != nil {
		e.t.Fatal(err)
	}
	var all []string
	for range 100 {
		if err := json.Unmarshal(e.must("WebDriver:GetWindowHandles", params{}), &all); err == nil && len(all) == 2 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, h := range all {
		if h != first {
			e.must("WebDriver:SwitchToWindow", params{"handle": h})
		}
	}
	e.Await(`location.pathname === "/leave" && document.readyState === "complete"`)
	noWayBack(e, l)
	e.must("WebDriver:CloseWindow", params{})
	e.must("WebDriver:SwitchToWindow", params{"handle": first})
}

// scriptless turns scripts off in Firefox before anything is opened.
func scriptless(e *Engine, l *line) {
	set := func(on string) {
		if err := e.Chrome(`Services.prefs.setBoolPref("javascript.enabled", ` + on + `)`); err != nil {
			e.t.Fatal(err)
		}
	}
	fill(e, l)
	set("false")
	defer set("true")
	e.Open(l.URL + "/patterns")
	e.Open(l.URL + "/note/all")
	e.press(".leave")
	e.Settle()
	if !strings.HasSuffix(e.URL(), "/leave") {
		e.t.Errorf("the link leads to %s", e.URL())
	}
	noWayBack(e, l)
}
