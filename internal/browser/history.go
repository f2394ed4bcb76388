package browser

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Travel goes n steps through the tab's history, back where n is negative, and
// waits until the page is quiet. It reports whether there was such a step.
func (p *Page) Travel(n int64) bool {
	p.t.Helper()
	gone := false
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		h, err := cdp.Call(ctx, t, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		to := h.CurrentIndex + n
		if to < 0 || to >= int64(len(h.Entries)) {
			return nil
		}
		gone = true
		_, err = cdp.Call(ctx, t, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: h.Entries[to].ID})
		return err
	}))
	p.settle()
	return gone
}

// Reload asks for the page again.
func (p *Page) Reload() {
	p.t.Helper()
	p.must(chromedp.Reload())
	p.settle()
}

// Await waits until an expression holds in the page, through navigations, and
// fails the test after ten seconds.
func (p *Page) Await(js string) {
	p.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!("+js+")")); err == nil && ok {
			return
		}
	}
	p.t.Fatalf("at %s: it never came to %s; the page says:\n%s", p.Path(), js, p.Text("body"))
}

// Cookies returns what the page would send, the hidden ones too.
func (p *Page) Cookies() []*http.Cookie {
	p.t.Helper()
	var all []*http.Cookie
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		got, err := cdp.Call(ctx, t, network.GetCookies, network.GetCookiesParams{URLs: []string{p.base}})
		if err != nil {
			return err
		}
		for _, c := range got.Cookies {
			all = append(all, &http.Cookie{Name: c.Name, Value: c.Value})
		}
		return nil
	}))
	return all
}

// resting reports whether no page is on its way, and how many requests there
// were.
func (p *Page) resting() (bool, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.moving, len(p.requests)
}

// Restored returns how often a page came back out of the browser's memory of
// pages, and why others did not.
func (p *Page) Restored() (n int, refused []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.restored, append([]string(nil), p.refused...)
}

// remember notes whether a page is on its way, and what became of one that the
// browser may have kept.
func (p *Page) remember(ev any) {
	switch e := ev.(type) {
	case *page.EventFrameRequestedNavigation, *page.EventFrameStartedLoading:
		p.moving = true
	case *page.EventFrameStoppedLoading, *page.EventNavigatedWithinDocument:
		p.moving = false
	case *page.EventFrameNavigated:
		if e.Type == page.NavigationTypeBackForwardCacheRestore {
			p.restored++
			p.moving = false
		}
	case *page.EventBackForwardCacheNotUsed:
		for _, why := range e.NotRestoredExplanations {
			p.refused = append(p.refused, fmt.Sprintf("%s (%s)", why.Reason, why.Type))
		}
	}
}

// Controlled waits until a worker has the page. An installation that a way out
// of the page has cut off begins again with the next load, as it does for a
// person, so the page is loaded once more where none comes in five seconds.
func (p *Page) Controlled() {
	p.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!navigator.serviceWorker.controller")); err == nil && ok {
			return
		}
	}
	p.Reload()
	p.Await("navigator.serviceWorker.controller")
}
