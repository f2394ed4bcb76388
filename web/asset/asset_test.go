package asset

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

func serve(s *Set, path, accept string) *httptest.ResponseRecorder {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/{version}/{name...}", s)
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w
}

func TestFilesComeInTheFormABrowserTakes(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	plain := serve(s, s.Path("css/pages.css"), "").Body.Bytes()
	for accept, want := range map[string]string{
		"gzip, deflate, br": "br", "gzip": "gzip", "br;q=0, gzip": "gzip", "identity": "", "": "", "br;q=1.0": "br",
	} {
		w := serve(s, s.Path("css/pages.css"), accept)
		if got := w.Header().Get("Content-Encoding"); got != want || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: encoding %q, vary %q", accept, got, w.Header().Get("Vary"))
		}
		var r io.Reader = w.Body
		switch want {
		case "br":
			r = brotli.NewReader(r)
		case "gzip":
			if r, err = gzip.NewReader(r); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := io.ReadAll(r); err != nil || !bytes.Equal(b, plain) {
			t.Errorf("%q: another file, %v", accept, err)
		}
	}
}

func TestCaching(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, path, cache string
		status            int
	}{
		{"this version is kept for good", s.Path("js/shell.js"), "public, max-age=31536000, immutable", 200},
		{"another version is not kept", "/asset/000000000000/js/shell.js", "no-cache", 200},
		{"what is not there is not there", s.Path("js/other.js"), "", 404},
		{"nothing outside is served", "/asset/x/..%2fasset.go", "", 404},
	} {
		w := serve(s, c.path, "br")
		if w.Code != c.status || w.Header().Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d %q", c.what, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestThePathFollowsTheContent(t *testing.T) {
	path := func(content string) string {
		s, err := read(fstest.MapFS{"css/a.css": {Data: []byte(content)}})
		if err != nil {
			t.Fatal(err)
		}
		return s.Path("css/a.css")
	}
	if path("a{}") == path("b{}") {
		t.Error("other content has the same address")
	}
}

func TestNothingLeadsToAnotherHost(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range s.files {
		if strings.HasSuffix(name, ".txt") || strings.HasSuffix(name, ".woff2") {
			continue
		}
		plain := bytes.ReplaceAll(f.plain, []byte("http://www.w3.org/2000/svg"), nil) // the name of a vocabulary
		for _, bad := range []string{"http://", "https://", "//# sourceMappingURL", "innerHTML", "eval("} {
			if bytes.Contains(plain, []byte(bad)) {
				t.Errorf("%s has %s", name, bad)
			}
		}
	}
}
