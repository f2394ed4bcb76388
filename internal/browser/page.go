package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// Open goes to a path and waits until the page has loaded.
func (p *Page) Open(path string) {
	p.t.Helper()
	p.must(chromedp.Navigate(p.base + path))
}

// Click presses the element and, where it navigates, waits for the next page.
func (p *Page) Click(css string) {
	p.t.Helper()
	p.awaitChange(func() { p.must(chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible)) })
}

// ClickText presses the first visible button, link or label with exactly this
// text.
func (p *Page) ClickText(text string) {
	p.t.Helper()
	js := fmt.Sprintf(`(() => {
		const want = %q;
		for (const e of document.querySelectorAll("button, a, label, summary, input[type=submit]")) {
			const said = (e.matches("input") ? e.value : e.innerText).trim().replace(/\s+/g, " ");
			if (said !== want || e.getClientRects().length === 0) continue;
			document.querySelectorAll("[data-test-here]").forEach(x => x.removeAttribute("data-test-here"));
			e.setAttribute("data-test-here", "");
			return true;
		}
		return false;
	})()`, text)
	if !Eval[bool](p, js) {
		p.t.Fatalf("at %s: nothing to press says %q; the page says:\n%s", p.Path(), text, p.Text("body"))
	}
	p.Click("[data-test-here]")
}

// Type puts text into a field.
func (p *Page) Type(css, text string) {
	p.t.Helper()
	p.must(chromedp.SendKeys(chromedp.CSS(css), text, chromedp.NodeVisible))
}

// Keys sends keys to whatever has the focus.
func (p *Page) Keys(keys string) {
	p.t.Helper()
	p.awaitChange(func() { p.must(chromedp.KeyEvent(keys)) })
}

// Upload chooses files in a file field.
func (p *Page) Upload(css string, files ...string) {
	p.t.Helper()
	p.must(chromedp.SetUploadFiles(chromedp.CSS(css), files, chromedp.NodeReady))
}

// awaitChange runs f and, if it starts a navigation, waits for its end.
func (p *Page) awaitChange(f func()) {
	f()
	time.Sleep(15 * time.Millisecond)
	p.settle()
}

// Settle waits until the page is quiet.
func (p *Page) Settle() { p.settle() }

// settle waits until the document is complete, none is on its way and nothing
// was asked for a moment.
func (p *Page) settle() {
	deadline := time.Now().Add(10 * time.Second)
	for quiet := 0; quiet < 3 && time.Now().Before(deadline); {
		_, n := p.resting()
		time.Sleep(15 * time.Millisecond)
		state, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.readyState"))
		quiet++
		if resting, now := p.resting(); err != nil || state != "complete" || !resting || now != n {
			quiet = 0
		}
	}
}

// Eval runs an expression in the page.
func Eval[T any](p *Page, js string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		p.t.Fatalf("at %s: %v", p.Path(), err)
	}
	return v
}

// Text returns the visible text of the first match.
func (p *Page) Text(css string) string {
	p.t.Helper()
	return Eval[string](p, fmt.Sprintf(`(document.querySelector(%q) || {innerText: ""}).innerText`, css))
}

// Has reports whether the page has an element.
func (p *Page) Has(css string) bool {
	p.t.Helper()
	return Eval[bool](p, fmt.Sprintf(`document.querySelector(%q) !== null`, css))
}

// Says fails unless the page's visible text contains all of these.
func (p *Page) Says(want ...string) {
	p.t.Helper()
	text := strings.Join(strings.Fields(p.Text("body")), " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			p.t.Errorf("at %s: the page does not say %q; it says:\n%s", p.Path(), w, text)
		}
	}
}

// Path returns the path of the page.
func (p *Page) Path() string {
	url, err := chromedp.Run(p.ctx, chromedp.Location())
	if err != nil {
		return "(no page)"
	}
	return strings.TrimPrefix(url, p.base)
}

// Title returns the page's title.
func (p *Page) Title() string { return Eval[string](p, "document.title") }

// Shot writes a picture of the visible part as PNG into the folder named by
// EBB_SHOTS, and nothing without it.
func (p *Page) Shot(name string) {
	p.t.Helper()
	dir := os.Getenv("EBB_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		png, err = small(png)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// violation is one finding of axe.
type violation struct {
	ID    string
	Help  string
	Nodes []struct {
		Target []any
		HTML   string
	}
}

// Axe fails for every accessibility violation that axe-core finds on the page,
// of all its rules or of some. It needs scripts.
func (p *Page) Axe(rules ...string) {
	p.t.Helper()
	dir, err := root()
	if err != nil {
		p.t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		p.t.Fatal("the accessibility tests need axe-core: run npm ci")
	}
	if !Eval[bool](p, `typeof axe === "object"`) {
		Eval[bool](p, string(source)+"; true")
	}
	only := ""
	if len(rules) > 0 {
		only = fmt.Sprintf(`, runOnly: ["%s"]`, strings.Join(rules, `", "`))
	}
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](
		`axe.run(document, {resultTypes: ["violations"]`+only+`}).then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("at %s: axe: %v", p.Path(), err)
	}
	var all []violation
	if err := json.Unmarshal([]byte(found), &all); err != nil {
		p.t.Fatal(err)
	}
	for _, v := range all {
		for _, n := range v.Nodes {
			p.t.Errorf("at %s: axe %s: %s: %v %.200s", p.Path(), v.ID, v.Help, n.Target, n.HTML)
		}
	}
}

// Neutral fails unless the title says nothing of a person: it is the bare name,
// or a place and the name, and the address is a place.
func (p *Page) Neutral() {
	p.t.Helper()
	if title := p.Title(); len(title) > 40 || title == "" {
		p.t.Errorf("at %s: the title is %q", p.Path(), title)
	}
}

// Wrong fails the test for what was found on the page.
func (p *Page) Wrong(what string) {
	p.t.Helper()
	p.t.Errorf("at %s: %s", p.Path(), what)
}

// Overflow fails if the page scrolls sideways.
func (p *Page) Overflow() {
	p.t.Helper()
	if n := Eval[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); n > 0 {
		p.t.Errorf("at %s: the page is %d px too wide", p.Path(), n)
	}
}
