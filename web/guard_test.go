package web_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/web"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ebb-sw"

var wanted = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-store",
}

// ask sends one bare request and reads the answer.
func ask(t *testing.T, s *site.Site, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, s.Base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

// standing are the pages that a device may keep.
var standing = []string{"GET /now", "GET /reached", "GET /head", "GET /leave", "GET /pair", "GET /away", "GET /help/all"}

// What a device may keep is the same for everybody, whatever they have chosen,
// and hands nobody a cookie but the one that is taken away on leaving.
func TestWhatADeviceKeepsIsTheSameForEverybody(t *testing.T) {
	nobody, somebody := site.New(t, all.List()), site.New(t, all.List())
	somebody.Send("/now/pull", "pull", "reach")
	somebody.Keep()
	for _, route := range standing {
		path := strings.TrimPrefix(route, "GET ")
		want := nobody.Open(path).Body
		if got := somebody.Open(path).Body; got != want {
			t.Errorf("%s differs for somebody who is in:\n%s\n%s", path, got, want)
		}
		somebody.Wait(3 * time.Hour)
		res, body := ask(t, somebody, "GET", path, "", "Cookie", "ebb-discreet=1; zone=Asia/Tokyo; country=DE")
		if body != want {
			t.Errorf("%s differs with what a browser has chosen:\n%s\n%s", path, body, want)
		}
		if set := res.Header.Values("Set-Cookie"); len(set) > 0 && path != "/leave" {
			t.Errorf("%s sets %q", path, set)
		}
	}
}

// asked is one request for every pattern of the mux, and some that no pattern
// has. A pattern without a method takes all of them.
func asked(s *site.Site) (all []string) {
	fill := strings.NewReplacer("{$}", "", "{id}", "x", "{name...}", "x", "{", "", "}", "")
	for _, pattern := range s.Server.Handled() {
		if !strings.Contains(pattern, " ") {
			pattern = "GET " + pattern + "nothing"
		}
		all = append(all, fill.Replace(pattern))
	}
	return append(all, "GET /nothing/here", "PUT /today", "DELETE /", "POST /nothing", "PATCH /api/v1/capture")
}

// Check 27: the list comes from the mux, so that nothing can be forgotten.
func TestEveryAnswerHasTheHeaders(t *testing.T) {
	s := site.New(t, all.List())
	if n := len(s.Server.Handled()); n < len(s.Server.Routes())+6 {
		t.Fatalf("the mux has only %d patterns", n)
	}
	for _, route := range asked(s) {
		method, path, _ := strings.Cut(route, " ")
		res, _ := ask(t, s, method, path, "", "Sec-Fetch-Site", "same-origin")
		for name, want := range wanted {
			if name == "Cache-Control" && (slices.Contains(standing, route) || program(path)) {
				want = "no-cache"
			}
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", route, name, got)
			}
		}
		if res.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s has no permissions policy", route)
		}
		if res.Header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s promises HTTPS where there is none", route)
		}
	}
}

// program says what is a file of the program, the same for everybody.
func program(path string) bool { return path == "/worker.js" }

// chosen are cookies that a page's script reads: what was chosen about being
// seen, and nothing else.
var chosen = []string{"ebb-hide", "ebb-leave", "ebb-discreet"}

// Check 27, cookies: whatever answers, over HTTPS and on this machine, to nobody
// and to somebody who is in.
func TestEveryCookieIsShut(t *testing.T) {
	for scheme, change := range map[string]func(*web.Options){"http": func(*web.Options) {}, "https": origin("https://ebb.example")} {
		s := site.New(t, all.List(), change)
		host := strings.TrimPrefix(s.Base, "http://")
		if scheme == "https" {
			host = "ebb.example"
		}
		set, names := 0, map[string]bool{}
		bring := ""
		for _, route := range append([]string{"GET /", "POST /note"}, asked(s)...) {
			method, path, _ := strings.Cut(route, " ")
			body := ""
			if method == http.MethodPost {
				body = "text=a&pull=reach&choice=yes"
			}
			res, _ := ask(t, s, method, path, body, "Host", host, "Sec-Fetch-Site", "same-origin", "Cookie", bring)
			for _, c := range res.Cookies() {
				set++
				names[c.Name] = true
				read := slices.Contains(chosen, strings.TrimPrefix(c.Name, "__Host-"))
				if c.HttpOnly == read || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteStrictMode || c.Secure != (scheme == "https") || strings.HasPrefix(c.Name, "__Host-") != c.Secure {
					t.Errorf("%s, %s: %s", scheme, route, c.Raw)
				}
				if bring == "" && strings.HasSuffix(c.Name, "ebb") {
					bring = c.Name + "=" + c.Value
				}
			}
			if hsts := res.Header.Get("Strict-Transport-Security"); (hsts != "") != (scheme == "https") {
				t.Errorf("%s, %s: HSTS %q", scheme, route, hsts)
			}
		}
		if len(names) < 3 {
			t.Errorf("%s: only %d cookies of %d names were looked at", scheme, set, len(names))
		}
	}
}

// Check 28: every route, with every method that could change something. What a
// page elsewhere loads by itself is refused too: it would come with the cookies
// from another port of this machine, which is the same site to a browser.
func TestOtherSitesChangeNothing(t *testing.T) {
	s := site.New(t, all.List())
	sent := 0
	for _, route := range asked(s) {
		method, path, _ := strings.Cut(route, " ")
		unsafe := []string{method}
		if method == http.MethodGet {
			unsafe = []string{http.MethodPost, http.MethodPut, http.MethodDelete}
		}
		for _, method := range unsafe {
			for what, headers := range map[string][]string{
				"a form on another site":              {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"},
				"a form on a sister host":             {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"},
				"another origin in an older browser":  {"Origin", "https://evil.example"},
				"an origin that is hidden":            {"Origin", "null"},
				"a cookie and nothing about the site": {"Cookie", "ebb=AAAA"},
			} {
				res, body := ask(t, s, method, path, "pull=reach", headers...)
				if sent++; res.StatusCode != http.StatusForbidden || !strings.Contains(body, "another site") {
					t.Errorf("%s at %s %s: %d", what, method, path, res.StatusCode)
				}
			}
		}
	}
	t.Logf("%d requests", sent)
	if n := people(t, s); n != 0 {
		t.Errorf("%d people were created", n)
	}
}

// Attack: a page on another port of the same machine, or on a sister host, shows
// a picture whose address is ours. The browser sends the cookies along, and the
// session would end, or stay awake for ever.
func TestAPictureElsewhereNeitherLocksNorKeepsAwake(t *testing.T) {
	s := somebody(t)
	at, _ := url.Parse(s.Base)
	var cookies []string
	for _, c := range s.Client.Jar.Cookies(at) {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	picture := []string{"Cookie", strings.Join(cookies, "; "), "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}
	frame := []string{"Cookie", strings.Join(cookies, "; "), "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}
	for _, how := range [][]string{picture, frame} {
		for _, path := range []string{"/leave", "/today"} {
			if res, _ := ask(t, s, "GET", path, "", how...); res.StatusCode != http.StatusForbidden {
				t.Errorf("%s by %s: %d", path, how[len(how)-1], res.StatusCode)
			}
		}
	}
	if p := s.Open("/today"); p.Path != "/today" {
		t.Errorf("the picture has locked: %s", p.Path)
	}
	for range 4 { // within the hour somebody else's page asks, and nobody is there
		s.Wait(9 * time.Minute)
		ask(t, s, "GET", "/today", "", picture...)
	}
	if p := s.Open("/today"); p.Path == "/today" {
		t.Error("the picture has kept the journal open")
	}
	link := []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}
	if res, _ := ask(t, s, "GET", "/help", "", link...); res.StatusCode != http.StatusOK {
		t.Errorf("a link on another site: %d", res.StatusCode)
	}
}

func TestWhatIsRefused(t *testing.T) {
	s := site.New(t, all.List())
	same := []string{"Sec-Fetch-Site", "same-origin"}
	for _, c := range []struct {
		what, method, path, body, kind string
		status                         int
		says                           string
	}{
		{"an address that is nobody's", "GET", "/nowhere", "", "", 404, "no page at this address"},
		{"a method no page takes", "PUT", "/today", "", "", 405, "does not take"},
		{"a form where none is", "POST", "/today", "a=b", "", 405, "does not take"},
		{"a type no form has", "POST", "/now/pull", `{"pull":"reach"}`, "application/json", 415, "kind of data"},
		{"more than a page takes", "POST", "/now/pull", "pull=" + strings.Repeat("x", 70<<10), "", 413, "more than this page takes"},
		{"letters that are none", "POST", "/now/pull", "pull=%ff%fe", "", 400, "could not be read"},
		{"a broken escape", "POST", "/now/pull", "pull=%zz", "", 400, "could not be read"},
		{"a pull that does not exist", "POST", "/now/pull", "pull=%3Cscript%3Ealert(1)%3C/script%3E", "", 400, ""},
	} {
		headers := same
		if c.kind != "" {
			headers = append(headers, "Content-Type", c.kind)
		}
		res, body := ask(t, s, c.method, c.path, c.body, headers...)
		if res.StatusCode != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %.300s", c.what, res.StatusCode, body)
		}
		if strings.Contains(body, "<script>alert") {
			t.Errorf("%s: the answer runs what was sent", c.what)
		}
	}
}

func TestOnlyAPrivateConnectionSignsIn(t *testing.T) {
	s := site.New(t, all.List())
	for _, c := range []struct {
		host, path string
		status     int
		cookie     bool
	}{
		{"localhost:7317", "/", 200, true},
		{"127.0.0.1", "/", 200, true},
		{"[::1]:7317", "/", 200, true},
		{"192.168.1.5:7317", "/", 403, false},
		{"ebb.local", "/now", 403, false},
		{"rebound.example", "/today", 403, false},
		{"localhost.evil.example", "/today", 403, false},
		{"192.168.1.5:7317", "/help", 200, false},
		{"192.168.1.5:7317", "/leave", 200, false},
	} {
		res, body := ask(t, s, "GET", c.path, "", "Host", c.host)
		if res.StatusCode != c.status || (res.Header.Get("Set-Cookie") != "") != c.cookie {
			t.Errorf("%s%s: %d, cookie %q", c.host, c.path, res.StatusCode, res.Header.Get("Set-Cookie"))
		}
		if c.status == 403 && !strings.Contains(body, "HTTPS") {
			t.Errorf("%s%s does not say how to get HTTPS", c.host, c.path)
		}
	}
}

func TestCookiesByScheme(t *testing.T) {
	s := site.New(t, all.List())
	res, _ := ask(t, s, "GET", "/", "")
	c := res.Cookies()[0]
	if c.Name != "ebb" || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" {
		t.Errorf("on loopback: %v", c)
	}
	s = site.New(t, all.List(), origin("https://ebb.example"))
	res, _ = ask(t, s, "GET", "/", "", "Host", "ebb.example")
	c = res.Cookies()[0]
	if c.Name != "__Host-ebb" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("over HTTPS: %v", c)
	}
}

func TestAPageThatBreaksSaysSo(t *testing.T) {
	breaks := &feature.Feature{Name: "x", Guard: feature.Free, Pages: []feature.Page{
		{Path: "GET /panic", Serve: func(*feature.Request) (feature.Answer, error) { panic("canary-content") }},
		{Path: "GET /plain", Serve: func(*feature.Request) (feature.Answer, error) {
			return feature.Answer{}, io.ErrUnexpectedEOF
		}},
		{Path: "GET /problem", Serve: func(*feature.Request) (feature.Answer, error) {
			return feature.Answer{}, &ebb.Problem{Status: 418, Say: "web.full"}
		}},
		{Path: "GET /away", Serve: func(*feature.Request) (feature.Answer, error) {
			return feature.Answer{Goto: "//evil.example/"}, nil
		}},
	}}
	s := site.New(t, []*feature.Feature{breaks})
	for path, want := range map[string]int{"/panic": 500, "/plain": 500, "/problem": 418} {
		p := s.Open(path)
		if p.Status != want || !strings.Contains(p.Body, "That did not work.") || strings.Contains(p.Body, "EOF") {
			t.Errorf("%s: %d %s", path, p.Status, site.Text(p))
		}
	}
	res, _ := ask(t, s, "GET", "/away", "")
	if to := res.Header.Get("Location"); to != "/" {
		t.Errorf("a page led to %q", to)
	}
	if strings.Contains(s.Log(), "canary-content") {
		t.Error("the log holds what a page panicked with")
	}
}

func TestHealth(t *testing.T) {
	s := site.New(t, nil)
	if res, body := ask(t, s, "GET", "/healthz", ""); res.StatusCode != 200 || strings.TrimSpace(body) != "ok" || res.Header.Get("Set-Cookie") != "" {
		t.Errorf("%d %q", res.StatusCode, body)
	}
	s.Store.Close()
	if res, _ := ask(t, s, "GET", "/healthz", ""); res.StatusCode != 503 {
		t.Errorf("a closed store is healthy: %d", res.StatusCode)
	}
}
