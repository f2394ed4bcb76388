package hostile

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/vault/vaulttest"
)

// inert is a word with everything in it that could come alive in a page.
const inert = `"'></textarea></title><script>kanari()</script><img src=x onerror=kanari()><b kanari=1>{{kanari}}javascript:kanari()`

// values are what no form of ours sends in a field.
var values = []string{
	"", " ", strings.Repeat("w", 60_000), "\xff\xfe\xc3(", "a\x00b", "-1", "0", "99999999999999999999", "1e309", "NaN", "٣", "2026-02-30",
	inert, "\u202e\u2066\x1b[2J\u200b", strings.Repeat("\u0301", 3000), "../../etc/passwd", "//elsewhere.example/", "%00%zz", "on\r\nSet-Cookie: a=b",
}

// attack sends hostile forms as one browser.
type attack struct {
	*served
	fields map[string][]string // names of fields, by the action of their form
	asked  int
	brief  bool // few values, where every page says the same
	sparse bool // of this route a little
}

// learn reads the forms of every page there is.
func (a *attack) learn() {
	a.fields = map[string][]string{}
	seen := map[string]bool{}
	next := a.pages()
	for len(next) > 0 && len(seen) < 200 {
		path := next[0]
		next = next[1:]
		if clean, _, _ := strings.Cut(path, "?"); seen[clean] || strings.HasPrefix(path, "/leave") || strings.HasPrefix(path, "/asset") {
			continue
		} else {
			seen[clean] = true
		}
		p := a.open(path)
		a.inert(p)
		for _, f := range p.Forms {
			for _, field := range f.Fields {
				if !slices.Contains(a.fields[f.Action], field.Name) {
					a.fields[f.Action] = append(a.fields[f.Action], field.Name)
				}
			}
		}
		next = append(next, p.Links...)
	}
}

// routes are the addresses of one method, with the parts that are open filled.
func routes(t *testing.T, method string) []string {
	var out []string
	for _, route := range site.New(t, all.List()).Server.Routes() {
		path, ok := strings.CutPrefix(route, method+" ")
		if !ok {
			continue
		}
		path = strings.TrimSuffix(path, "{$}")
		if open := strings.Index(path, "{"); open >= 0 {
			shut := strings.Index(path, "}")
			for _, v := range []string{"1", "-1", "99999999999999999999", "%FF%00%2e%2e%2f", strings.Repeat("0", 32), strings.Repeat("n", 3000), "%3Cscript%3Ekanari"} {
				out = append(out, path[:open]+v+path[shut+1:])
			}
			continue
		}
		out = append(out, path)
	}
	return out
}

func (a *attack) pages() []string { return routes(a.t, http.MethodGet) }

// ends reports the routes after which nothing of the rest can be tried.
func ends(path string) bool {
	return slices.Contains([]string{"/lock", "/sign-out-everywhere", "/keep-this", "/settings/passphrase", "/unlock", "/step-up", "/back", "/recovery", "/recovery/safe"}, path)
}

func (a *attack) answer(of string, p *walk.Page, err error) {
	a.t.Helper()
	a.asked++
	switch {
	case err != nil:
		a.t.Errorf("%s: no answer: %v", of, err)
		return
	case p.Status == http.StatusInternalServerError:
		a.t.Errorf("%s: 500 %.200s", of, about(p))
	case p.Header.Get("A") != "" || slices.ContainsFunc(p.Header.Values("Set-Cookie"), func(c string) bool { return strings.HasPrefix(c, "a=") }):
		a.t.Errorf("%s: a header was smuggled in", of)
	}
	for _, hop := range p.Hops {
		if !strings.HasPrefix(hop, "/") || strings.HasPrefix(hop, "//") {
			a.t.Errorf("%s: it leads to %q", of, hop)
		}
	}
	a.inert(p)
}

// inert fails the test where a value has become part of the page.
func (a *attack) inert(p *walk.Page) {
	a.t.Helper()
	if !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") || !strings.Contains(p.Body, "kanari") {
		return
	}
	doc, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		a.t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if why := alive(n); why != "" {
			a.t.Errorf("%s: %s", p.Path, why)
		}
	}
}

func comesAlive(t *testing.T, page string) bool {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if alive(n) != "" {
			return true
		}
	}
	return false
}

// alive says how a node was made by a value.
func alive(n *html.Node) string {
	switch {
	case n.Type == html.TextNode && n.Parent.Data == "script" && strings.Contains(n.Data, "kanari"), n.Type == html.CommentNode && strings.Contains(n.Data, "kanari"):
		return "a value stands in a script or a comment"
	case n.Type != html.ElementNode:
		return ""
	}
	for _, at := range n.Attr {
		if strings.Contains(at.Key, "kanari") || strings.HasPrefix(at.Key, "on") {
			return "a value has made the attribute " + at.Key
		}
		if slices.Contains([]string{"href", "src", "action", "formaction"}, at.Key) && strings.HasPrefix(strings.TrimSpace(at.Val), "javascript:") {
			return "a value has become an address"
		}
	}
	return ""
}

// try sends one route everything.
func (a *attack) try(path string) {
	names := a.fields[path]
	if len(names) == 0 {
		names = []string{"text", "then", "next"}
	}
	send := values
	if a.brief || strings.ContainsAny(path, "0%-") {
		send = []string{"\xff", inert} // an address that nothing is at
	}
	if a.sparse {
		send = []string{inert}
	}
	for i, v := range send {
		full := url.Values{"unknown": {v}}
		for _, name := range names {
			full.Set(name, v)
		}
		a.post(fmt.Sprintf("%s with value %d in every field", path, i), path, full)
		if a.sparse {
			return
		}
		for _, name := range names {
			a.post(fmt.Sprintf("%s with value %d in %s", path, i, name), path, url.Values{name: {v}})
		}
	}
	a.post(path+" without a field", path, nil)
	twice, lots := url.Values{}, url.Values{}
	for _, name := range names {
		twice[name] = slices.Repeat([]string{"yes", "1", inert}, 50)
	}
	a.post(path+" with repeated fields", path, twice)
	for i := range 5000 {
		lots.Add(fmt.Sprint("f", i), "1")
	}
	a.post(path+" with 5,000 fields", path, lots)
	a.raw(path)
}

func (a *attack) post(of, path string, form url.Values) {
	p, err := a.Post(path, form)
	a.answer(of, p, err)
}

// raw sends what is no form.
func (a *attack) raw(path string) {
	for _, x := range []struct{ kind, body string }{
		{"application/x-www-form-urlencoded", "a=%zz&b=%"}, {"application/x-www-form-urlencoded", "a=1;b=2"},
		{"application/x-www-form-urlencoded", strings.Repeat("a", 100_000)}, {"application/json", `{"text":"a"}`}, {"text/plain", "a"},
		{"", "text=a"}, {"multipart/form-data", "x"}, {"multipart/form-data; boundary=b", "--b\r\n\r\n"}, {"a;;b", "x"},
		{"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"; filename=\"" + inert + "\"\r\n\r\n" + strings.Repeat("x", 70_000) + "\r\n--b--\r\n"},
		{"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"way\"\r\n\r\n\x00\xff\r\n--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\x00\r\n--b--\r\n"},
	} {
		req, err := http.NewRequest(http.MethodPost, a.Base+path, strings.NewReader(x.body))
		if err != nil {
			a.t.Fatal(err)
		}
		req.Header.Set("Content-Type", x.kind)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		of := fmt.Sprintf("%s as %q", path, x.kind)
		res, err := a.Client.Do(req)
		if err != nil {
			a.t.Errorf("%s: no answer: %v", of, err)
			continue
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		a.answer(of, &walk.Page{Path: path, Status: res.StatusCode, Header: res.Header, Body: string(body)}, nil)
	}
}

// each says of how many routes one gets everything; the others get one hostile
// value in every field. EBB_SOAK_FORMS sends all of them everything.
const each = 12

// everything sends every route everything, the ones that end it last.
func (a *attack) everything(state string) {
	a.learn()
	posts := routes(a.t, http.MethodPost)
	slices.SortStableFunc(posts, func(x, y string) int {
		switch {
		case ends(x) == ends(y):
			return 0
		case ends(x):
			return 1
		}
		return -1
	})
	for i, path := range posts {
		if i > 0 && ends(path) && !ends(posts[i-1]) {
			a.learn() // what was kept meanwhile is looked at
		}
		a.sparse = i%each != 0 && os.Getenv("EBB_SOAK_FORMS") == ""
		a.try(path)
	}
	for _, path := range a.pages() {
		for _, v := range []string{"next", "gap", "choice", "q", "with"} {
			p, err := a.Get(path + "?" + url.Values{v: {inert}}.Encode() + "&%zz&a;b&next=//elsewhere.example")
			a.answer("GET "+path+" with "+v, p, err)
		}
	}
	a.healthy(state)
	new(worst).take(a.t, state, peak(a.t, a.server.Cmd.Process.Pid))
	said := fmt.Sprintf("%s: %d forms to %d addresses, at most %d MiB", state, a.asked, len(posts), peak(a.t, a.server.Cmd.Process.Pid)>>10)
	fmt.Println(said)
	a.t.Log(said)
}

func TestAnythingInAnyForm(t *testing.T) {
	if testing.Short() {
		t.Skip("sends thousands of forms")
	}
	t.Run("nobody yet", func(t *testing.T) { // and a draft as soon as something is kept
		a := &attack{served: serve(t), brief: true} // the pages are those of who is unlocked
		a.Site = walk.New(a.Base)
		a.everything("nobody yet")
	})
	t.Run("unlocked", func(t *testing.T) {
		a := &attack{served: serve(t)}
		if p := a.send("/keep-this", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase); p.Path != "/recovery" {
			t.Fatalf("choosing a passphrase leads to %s: %s", p.Path, about(p))
		}
		a.everything("unlocked")
	})
	t.Run("locked", func(t *testing.T) {
		a := &attack{served: serve(t), brief: true}
		a.send("/keep-this", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase)
		a.Site = walk.New(a.Base)
		a.everything("locked")
	})
}

// Check 33: what a parser makes of the pages; internal/gallery has what a browser
// makes of them.
//
// TestNamesAndWordsAreInert: what was kept is shown as it was written, and is
// nothing but text.
func TestNamesAndWordsAreInert(t *testing.T) {
	a := &attack{served: serve(t)}
	for path, field := range map[string]string{"/note": "text", "/night": "text"} {
		if p := a.send(path, field, inert, "part", "who"); !strings.Contains(p.Body, html.EscapeString("<script>kanari()")) {
			t.Errorf("%s does not show what was kept: %d %s", path, p.Status, about(p))
		}
	}
	p := a.upload(strings.NewReader(first + strings.ReplaceAll(line(0, inert, "a"), "javascript:", "")))
	if !strings.Contains(about(p), "kanari") {
		t.Errorf("the names of a chat are not shown: %s", about(p))
	}
	a.inert(p)
	a.inert(a.send("/patterns/messages/who", "then", "count", "me", "0"))
	a.learn()
	for _, bad := range []string{"<script>kanari()</script>", "<img onerror=x>", "<b kanari>", "<a href=javascript:kanari()>", "<!--kanari-->"} {
		if !comesAlive(t, bad) {
			t.Errorf("%s passes", bad)
		}
	}
}
