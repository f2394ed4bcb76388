package browser

import (
	"context"
	"time"

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

// Timed has the page measure its interactions from now on: each as the browser's
// Event Timing has it, and each click until its second frame.
func (p *Page) Timed() {
	p.t.Helper()
	Eval[bool](p, `(window.felt = {}, window.frames = [],
		new PerformanceObserver(l => { for (const e of l.getEntries()) if (e.interactionId) window.felt[e.interactionId] = Math.max(window.felt[e.interactionId] ?? 0, e.duration) }).observe({type: "event", durationThreshold: 16, buffered: true}),
		addEventListener("click", e => requestAnimationFrame(() => requestAnimationFrame(() => window.frames.push(performance.now() - e.timeStamp))), true), true)`)
}

// Felt is the longest of these since Timed, both in milliseconds, and how many
// interactions there were.
func (p *Page) Felt() (longest, frame float64, n int) {
	p.t.Helper()
	time.Sleep(300 * time.Millisecond) // what the browser has yet to report
	return Eval[float64](p, `Math.max(0, ...Object.values(window.felt))`), Eval[float64](p, `Math.max(0, ...window.frames)`), Eval[int](p, `window.frames.length`)
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
