package gallery

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
	"ebb/internal/walk"
)

// payloads is one a line: what people have made pages come alive with.
func payloads(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/payloads.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	return append(lines, "a\u202egpj.exe\u2066", "\x1b]52;c;aGk=\x07", "a\u2028kanari()\u2029", strings.Repeat("\u0301", 40)+"<script>kanari()</script>")
}

// ends are forms after which nothing can be filled in, and those that close what
// is to be looked at.
var ends = regexp.MustCompile(`lock|leave|sign-?out|keep-this|erase|forget|recovery|step-up|delete|passphrase|out/|/back|burn|remove|devices|discreet|safety|reminders|someone|whole|own`)

var ids = regexp.MustCompile(`[0-9a-f]{32}|[0-9]+`)

// writer fills every field of every form with one payload after the other.
type writer struct {
	t    *testing.T
	s    *site.Site
	all  []string
	n    int // fields that were filled
	done map[string]bool
	seen []string // pages, by their addresses
}

func (w *writer) fill(f walk.Field) string {
	switch f.Type {
	case "text", "", "textarea", "search":
		w.n++
		return w.all[w.n%len(w.all)]
	case "date":
		return "2026-10-25"
	case "number", "range":
		return "7"
	case "tel":
		return "030 666 0000"
	case "hidden", "checkbox":
		return f.Value
	}
	for _, o := range f.Options {
		if o != "" {
			return o
		}
	}
	return ""
}

// crawl reads a page, fills in its forms and follows its links.
func (w *writer) crawl(paths ...string) {
	for len(paths) > 0 && len(w.seen) < 220 {
		path := paths[0]
		paths = paths[1:]
		if clean, _, _ := strings.Cut(path, "?"); w.done[clean] || ends.MatchString(clean) || strings.HasPrefix(clean, "/asset") {
			continue
		} else {
			w.done[clean] = true
		}
		w.seen = append(w.seen, path)
		p := w.s.Open(path)
		paths = append(paths, p.Links...)
		for _, f := range p.Forms {
			if f.Multipart || w.done["form "+f.Action] || ends.MatchString(f.Action) {
				continue
			}
			w.done["form "+f.Action] = true
			next, err := w.s.Submit(f, w.fill)
			if err != nil {
				w.t.Fatal(err)
			}
			paths = append(append(paths, next.Path), next.Links...)
		}
	}
}

// Check 33: what people have made pages come alive with goes through every field
// of every form, as the names in a chat too; then a real browser shows every page.
// A dialog, an exception, a word about the policy, a request elsewhere or the call
// itself fails the test.
func TestNothingThatWasWrittenComesAlive(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	s := site.New(t, all.List())
	s.Send("/safety/1", "answer", "rest")
	w := &writer{t: t, s: s, all: payloads(t), done: map[string]bool{}}
	w.crawl("/now", "/reached", "/head", "/note", "/night", "/today", "/keep", "/decide", "/patterns", "/settings")
	w.chat()
	s.Keep()
	w.look()
	if w.n < 3*len(w.all)/2 {
		t.Errorf("only %d fields were filled", w.n)
	}
	t.Logf("%d payloads, %d fields, %d pages", len(w.all), w.n, len(w.seen))
}

// chat sends an export whose people, and whose words, are payloads.
func (w *writer) chat() {
	w.t.Helper()
	chat := "13/02/2026, 09:00 - Kim: a\n"
	for i, p := range w.all[:40] {
		chat += "14/02/2026, 09:00 - " + strings.ReplaceAll(p, ": ", "") + ": a\n15/02/2026, 09:00 - Kim: " + w.all[i+20] + "\n"
	}
	p, err := w.s.Upload("/patterns/messages/add", url.Values{}, map[string]io.Reader{"file": strings.NewReader(chat)})
	if err != nil || p.Path != "/patterns/messages/who" {
		w.t.Fatalf("the chat led to %v %v", p, err)
	}
	w.crawl(p.Path)
}

// look opens every page that was seen in a real browser, with what was written.
func (w *writer) look() {
	t := w.t
	p := browser.Start(t).Page(t, w.s.Base, browser.Phone)
	p.Expect("Failed to load resource: the server responded with a status of 4")
	at, err := url.Parse(w.s.Base)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range w.s.Client.Jar.Cookies(at) {
		p.Cookie(c.Name, c.Value)
	}
	shown, looked := 0, map[string]bool{}
	for _, path := range w.seen {
		kind := ids.ReplaceAllString(strings.SplitN(path, "?", 2)[0], "N") // of many alike, one
		if looked[kind] {
			continue
		}
		looked[kind] = true
		p.Open(path)
		if browser.Eval[bool](p, `document.documentElement.outerHTML.includes("kanari")`) {
			shown++
		}
		if browser.Eval[bool](p, `!!document.querySelector("[onerror],[onload],[onfocus],[ontoggle],iframe,object,embed,base,marquee,plaintext,main script,[style*=elsewhere],a[href^=javascript i]")`) {
			t.Errorf("%s: something that was written has become part of the page", path)
		}
		if to := p.Path(); strings.Contains(to, "elsewhere") {
			t.Errorf("%s led to %s", path, to)
		}
		if bad := p.Complaints(); len(bad) > 0 && !strings.Contains(bad[len(bad)-1], http.StatusText(http.StatusNotFound)) {
			t.Logf("%s: %s", path, bad[len(bad)-1])
		}
	}
	if shown < 10 {
		t.Errorf("only %d pages show what was written", shown)
	}
}
