package engines

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAnEngineIsDriven(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><title>Here</title><form method="post" action="/done"><input name="w"><button>Go</button></form><p>` + r.URL.Path))
	}))
	defer site.Close()
	for name, start := range Starters {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			e.Open(site.URL + "/start")
			e.Type("input", "abc")
			e.Click("button")
			if e.URL() != site.URL+"/done" {
				t.Errorf("the form led to %s", e.URL())
			}
			e.Shift(3)
			ua, _ := Eval[string](e, "return navigator.userAgent")
			t.Log(ua)
		})
	}
}
