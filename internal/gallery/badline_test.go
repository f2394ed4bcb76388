package gallery

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// badLine stands between a browser and its server, and does to what passes what
// bad lines do.
type badLine struct {
	*httptest.Server
	mu    sync.Mutex
	does  string         // "", "lose": the answer never comes; or a status for captures
	times map[string]int // how often each capture was sent
}

func between(t *testing.T, s *program.Server) *badLine {
	t.Helper()
	to, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	w := &badLine{times: map[string]int{}}
	proxy := httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }}
	w.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v1/capture" {
			proxy.ServeHTTP(out, r)
			return
		}
		switch does := w.count(r); does {
		case "":
			proxy.ServeHTTP(out, r)
		case "lose":
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case "refuse":
			io.WriteString(out, `{"kept":[],"refused":[{"id":"","why":"device"}]}`)
		default:
			out.WriteHeader(map[string]int{"401": 401, "429": 429, "507": 507, "500": 500}[does])
		}
	}))
	t.Cleanup(w.Close)
	return w
}

// count notes what is sent and says what to do with it.
func (w *badLine) count(r *http.Request) string {
	raw, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(strings.NewReader(string(raw)))
	var body struct{ Items []struct{ ID string } }
	w.mu.Lock()
	defer w.mu.Unlock()
	if err == nil && json.Unmarshal(raw, &body) == nil {
		for _, it := range body.Items {
			w.times[it.ID]++
		}
	}
	return w.does
}

func (w *badLine) do(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.does = what
}

// most is how often one capture was sent, at most, and how many there were.
func (w *badLine) most() (times, n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, k := range w.times {
		times = max(times, k)
	}
	return times, len(w.times)
}

// wired is a paired browser behind such a wire.
func wired(t *testing.T, b *browser.Browser) (*device, *badLine) {
	t.Helper()
	d := &device{data: t.TempDir()}
	d.server = program.Serve(t, d.data)
	w := between(t, d.server)
	page := b.Page(t, w.URL, browser.Phone)
	for _, said := range []string{"ERR_EMPTY_RESPONSE", "status of 401", "status of 429", "status of 507", "status of 500"} {
		page.Expect(said)
	}
	d.walker = &walker{Page: page, t: t, base: w.URL, secret: []string{passphrase}}
	keep(d.Page)
	d.Open("/now")
	d.standing()
	return d, w
}

// told waits until the line about what is kept says this.
func (d *device) told(text string) {
	d.t.Helper()
	d.Await(`document.querySelector("[data-kept]").innerText.includes(` + string(quoted(text)) + `)`)
}

func quoted(s string) []byte {
	b, _ := json.Marshal(s) // a string always is JSON
	return b
}

// again is a page that comes back into sight.
func (d *device) again() {
	d.t.Helper()
	browser.Eval[bool](d.Page, `document.dispatchEvent(new Event("visibilitychange"))`)
}

// anAnswerIsLost: the server has what was sent, and the page does not know.
func anAnswerIsLost(t *testing.T, b *browser.Browser) {
	d, w := wired(t, b)
	before := d.lockUp()
	d.Open("/now")
	w.do("lose")
	d.flow()
	d.awaits(waiting, inFlow)
	d.told("Kept on this phone, not yet at your server: 5.")
	if _, inbox := d.rows(); inbox != inFlow {
		t.Errorf("%d wait at the server", inbox)
	}
	w.do("")
	d.again()
	d.told("It joins the rest when you unlock.")
	if times, n := w.most(); times < 2 || n != inFlow {
		t.Errorf("%d captures were sent %d times", n, times)
	}
	d.arrived(before, inFlow)
}

// theServerRefuses: what it does not take stays, and the page says why.
func theServerRefuses(t *testing.T, b *browser.Browser) {
	d, w := wired(t, b)
	before := d.lockUp()
	for i, c := range []struct{ status, says string }{
		{"401", "Your server does not know this phone any more. Pair it again in Settings."},
		{"429", "Your server takes no more for now."}, {"507", "Your server takes no more for now."},
		{"500", "not yet at your server"}, {"refuse", "Your server does not take them any more"},
	} {
		w.do(c.status)
		d.Open("/now")
		if i == 0 {
			d.step("Reply", "strength")
			d.step("It passed", "done")
		}
		d.told("Kept on this phone")
		d.told(c.says)
		d.awaits(waiting, 2)
	}
	w.do("500")
	browser.Eval[bool](d.Page, `(indexedDB.open("ebb", 1).onsuccess = e => { const t = e.target.result.transaction("queue", "readwrite"), s = t.objectStore("queue");
		t.oncomplete = () => { e.target.result.close(); window.aged = true };
		s.getAll().onsuccess = all => { for (const k of all.target.result) s.put({...k, at: k.at - 73 * 3600e3}) } }, true)`)
	d.Await(`window.aged`)
	d.Open("/now")
	d.told("Kept on this phone for more than 3 days, not yet at your server: 2.")
	w.do("")
	d.Open("/now")
	d.arrived(before, 2)
}

// twoTabs hold one queue and send it once.
func twoTabs(t *testing.T, b *browser.Browser) {
	d, w := wired(t, b)
	before := d.lockUp()
	d.Open("/now")
	w.do("500")
	d.step("Reply", "strength")
	d.step("It passed", "done")
	d.awaits(waiting, 2)
	w.mu.Lock()
	w.times, w.does = map[string]int{}, ""
	w.mu.Unlock()
	// Both at the same moment: this tab and a frame of the same origin would be
	// one process; two windows are two pages.
	browser.Eval[bool](d.Page, `(() => { const two = window.open("/now"); for (let i = 0; i < 20; i++) document.dispatchEvent(new Event("visibilitychange")); return !!two })()`)
	d.awaits(waiting, 0)
	if times, n := w.most(); times != 1 || n != 2 {
		t.Errorf("%d captures were sent up to %d times", n, times)
	}
	d.arrived(before, 2)
}
