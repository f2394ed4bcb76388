// Package browser drives a real Chromium for tests: one browser a test
// package, one fresh profile a page, at the size of a phone or a desk, light
// or dark, with or without scripts. It promises that a page which asks another
// host, breaks its content security policy or throws is reported when the test
// ends. It refuses to skip: a missing Chromium or axe-core fails the test and
// says what to install.
package browser

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Browser is one running Chromium.
type Browser struct {
	ctx  context.Context
	stop func()
}

// Start runs Chromium until the test ends.
func Start(t testing.TB) *Browser {
	t.Helper()
	return On(t, t.TempDir())
}

// On runs Chromium on a profile that may have been another's, until the test
// ends.
func On(t testing.TB, profile string) *Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("the browser tests need Chromium: install Debian's package chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("proxy-server", elsewhere(t)),
		chromedp.Flag("font-render-hinting", "none"),
	)
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(alloc)
	b := &Browser{ctx: ctx, stop: func() { cancel(); cancelAlloc() }}
	t.Cleanup(b.stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("Chromium does not start: ", err)
	}
	return b
}

// elsewhere is where the browser goes for everything that is not this machine: a
// proxy that leads nowhere and fails the test. It hears workers, prefetches and
// frames too, which no page reports. Check 32 holds in every test that starts a
// browser. What the browser asks for itself, before any page, has a name of its
// maker's.
func elsewhere(t testing.TB) string {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.URL.Hostname()
		if host == "" {
			host, _, _ = strings.Cut(r.Host, ":")
		}
		if !strings.HasSuffix(host, ".google.com") && !strings.HasSuffix(host, ".googleapis.com") && !strings.HasSuffix(host, ".gvt1.com") {
			t.Errorf("check 32: something has asked for %s", r.Host)
		}
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// Kill ends the browser at once, as a power button does, and waits for its end.
func (b *Browser) Kill(t testing.TB) {
	t.Helper()
	c := chromedp.FromContext(b.ctx)
	if c == nil || c.Browser == nil || c.Browser.Process() == nil {
		t.Fatal("there is no browser to kill")
	}
	if err := c.Browser.Process().Kill(); err != nil {
		t.Fatal(err)
	}
	b.stop()
}

// Look is how a page is shown.
type Look struct {
	Width, Height int64
	Dark          bool
	NoScript      bool
	Mobile        bool
	Zone          string // IANA name; "" leaves the machine's
}

// The sizes that every flow is walked at.
var (
	Phone = Look{Width: 390, Height: 844, Mobile: true}
	Desk  = Look{Width: 1280, Height: 900}
)

// In returns the same look, dark.
func (l Look) In(dark bool) Look { l.Dark = dark; return l }

// Without returns the same look without scripts.
func (l Look) Without() Look { l.NoScript = true; return l }

// Page is one tab in a profile of its own.
type Page struct {
	t    testing.TB
	ctx  context.Context
	base string

	mu       sync.Mutex
	requests []string
	faults   []string
	expected []string
	moving   bool
	restored int
	refused  []string
}

// Page opens a tab for the site at base, such as "http://127.0.0.1:7317".
func (b *Browser) Page(t testing.TB, base string, l Look) *Page {
	t.Helper()
	return b.open(t, base, l, chromedp.WithNewBrowserContext())
}

// Tab opens a tab in the profile that the browser runs on.
func (b *Browser) Tab(t testing.TB, base string, l Look) *Page {
	t.Helper()
	return b.open(t, base, l)
}

func (b *Browser) open(t testing.TB, base string, l Look, how ...chromedp.ContextOption) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, how...)
	ctx, cancelTime := context.WithTimeout(ctx, 8*time.Minute)
	p := &Page{t: t, ctx: ctx, base: base}
	t.Cleanup(func() { cancelTime(); cancel(); p.report() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	p.Look(l)
	return p
}

// Look changes how the page is shown.
func (p *Page) Look(l Look) {
	p.t.Helper()
	p.must(setUp(l))
}

func setUp(l Look) chromedp.Action[chromedp.Void] {
	scheme := "light"
	if l.Dark {
		scheme = "dark"
	}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, set := range []func() error{
			func() error { _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); return err },
			func() error { _, err := cdp.Call(ctx, t, log.Enable, cdp.Empty{}); return err },
			func() error {
				_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
					Width: l.Width, Height: l.Height, DeviceScaleFactor: 1, Mobile: l.Mobile})
				return err
			},
			func() error {
				_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
				return err
			},
			func() error {
				_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.NoScript})
				return err
			},
			func() error {
				if l.Zone == "" {
					return nil
				}
				_, err := cdp.Call(ctx, t, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: l.Zone})
				return err
			},
		} {
			if err := set(); err != nil {
				return err
			}
		}
		return nil
	})
}

// hear notes every request and every complaint of the page.
func (p *Page) hear(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remember(ev)
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.Method+" "+e.Request.URL)
	case *page.EventJavascriptDialogOpening: // there is none in ebb
		p.faults = append(p.faults, "dialog: "+e.Message)
		go p.dismiss()
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "exception: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" {
			p.faults = append(p.faults, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// dismiss closes a dialog, which would hold everything up.
func (p *Page) dismiss() {
	chromedp.Do(p.ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
		return err
	}))
}

// Cookie gives the page a cookie that another browser was handed.
func (p *Page) Cookie(name, value string) {
	p.t.Helper()
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: p.base, HTTPOnly: new(true)})
		return err
	}))
}

// Complaints is what the page has complained of so far.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.faults...)
}

// Expect allows complaints that contain text: a page that is meant to answer
// with an error, for example.
func (p *Page) Expect(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, text)
}

// report fails the test for what the page did on the side.
func (p *Page) report() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.requests {
		_, url, _ := strings.Cut(r, " ")
		if !strings.HasPrefix(url, p.base+"/") && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "about:") && !strings.HasPrefix(url, "blob:") {
			p.t.Errorf("the page asked another host: %s", r)
		}
	}
	for _, f := range p.faults {
		if !p.isExpected(f) {
			p.t.Errorf("the page complained: %s", f)
		}
	}
}

func (p *Page) isExpected(fault string) bool {
	for _, e := range p.expected {
		if strings.Contains(fault, e) {
			return true
		}
	}
	return false
}

// Requests returns every request so far, "METHOD URL".
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// patience is how long one step may take: what never becomes visible is not
// waited for until the end of the test.
const patience = time.Minute

func (p *Page) must(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("at %s: %v; the page says:\n%s", p.Path(), err, p.Text("body"))
	}
}

// root is the repository, from any test's working directory.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
	}
	return "", fmt.Errorf("browser: no go.mod above the working directory")
}
