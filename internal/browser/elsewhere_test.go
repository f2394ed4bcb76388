package browser

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// told is a test that is told of failures and goes on.
type told struct {
	testing.TB
	mu   sync.Mutex
	said []string
	end  []func()
}

func (c *told) Errorf(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, format)
}
func (c *told) Cleanup(f func()) { c.end = append(c.end, f) }
func (c *told) Helper()          {}

// Check 32 has teeth: a page that shows a picture of another host, and a worker
// of its that asks for one, fail the test that opened it.
func TestWhatAsksElsewhereFailsTheTest(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/w.js" {
			w.Header().Set("Content-Type", "text/javascript")
			w.Write([]byte(`fetch("http://worker.invalid/a").catch(() => 0).finally(() => postMessage(1))`))
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><html lang="en"><title>Here</title><link rel="icon" href="data:,"><main><h1>a</h1><img alt="" src="http://picture.invalid/a.png"></main><script>new Worker("/w.js").onmessage = () => { window.asked = true }; alert("kanari")</script></html>`))
	}))
	defer site.Close()
	c := &told{TB: t}
	b := Start(c)
	p := b.Page(c, site.URL, Phone)
	p.Open("/")
	p.Await("window.asked")
	for i := len(c.end) - 1; i >= 0; i-- {
		c.end[i]()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	all := strings.Join(c.said, "\n")
	if strings.Count(all, "check 32") < 2 || !strings.Contains(all, "the page asked another host") || !strings.Contains(all, "the page complained") {
		t.Errorf("the test was told:\n%s", all)
	}
}
