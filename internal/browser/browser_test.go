package browser

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAPageIsDriven(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.Method == http.MethodPost {
			http.Redirect(w, r, "/done", http.StatusSeeOther)
			return
		}
		w.Write([]byte(`<!doctype html><html lang="en"><title>Here</title><link rel="icon" href="data:,"><main><h1>` + r.URL.Path +
			`</h1><form method="post"><label>Word <input name="w"></label><button>Send it</button></form></main></html>`))
	}))
	defer site.Close()
	b := Start(t)
	for _, look := range []Look{Phone, Desk.In(true), Phone.Without()} {
		p := b.Page(t, site.URL, look)
		p.Open("/start")
		p.Says("/start")
		p.Type("input", "abc")
		p.ClickText("Send it")
		if p.Path() != "/done" {
			t.Errorf("the form led to %s", p.Path())
		}
		if p.Title() != "Here" {
			t.Errorf("the title is %q", p.Title())
		}
		if !look.NoScript {
			p.Axe()
		}
		p.Overflow()
	}
}
