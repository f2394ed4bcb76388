package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Slow makes the page a phone on a slow line: 150 ms to the first byte, 1.6
// Mbit/s, and a processor four times slower.
func (p *Page) Slow() {
	p.t.Helper()
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: 150, DownloadThroughput: 200_000, UploadThroughput: 94_000}}})
		return err
	}))
}

// Painted is how long it took from the start of the way here until something
// was painted, and until the largest part was, in milliseconds; and how much of
// the page moved meanwhile.
func (p *Page) Painted() (first, largest, shift float64) {
	p.t.Helper()
	p.Await(`performance.getEntriesByName("first-contentful-paint").length`)
	Eval[bool](p, `(window.largest = 0, window.shift = 0,
		new PerformanceObserver(l => { for (const e of l.getEntries()) window.largest = e.startTime; window.seen = true }).observe({type: "largest-contentful-paint", buffered: true}),
		new PerformanceObserver(l => { for (const e of l.getEntries()) window.shift += e.value }).observe({type: "layout-shift", buffered: true}), true)`)
	p.Await(`window.seen`)
	return Eval[float64](p, `performance.getEntriesByName("first-contentful-paint")[0].startTime`), Eval[float64](p, `window.largest`), Eval[float64](p, `window.shift`)
}
