package bench

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/program"
	"ebb/internal/site"
)

const tries = 7

// BenchmarkHardMoment measures the page of the hard moment: what has to arrive
// before its first screen works and what comes behind it, how long the first
// paint takes on a slow phone that has never seen it, how long each tap takes on
// that phone from the first step to the last, and how long the page takes to open
// again once its server process is dead. Medians, of taps the longest.
func BenchmarkHardMoment(b *testing.B) {
	for b.Loop() {
		weigh(b)
		server := program.Serve(b, b.TempDir())
		taps(b, server.Base)
		visits(b, server.Base)
		again(b, server)
	}
}

// visits opens the page as somebody who has never seen it.
func visits(b *testing.B, base string) {
	var first, largest, shift []float64
	for range tries {
		chromium := browser.Start(b)
		p := chromium.Page(b, base, browser.Phone)
		p.Slow()
		p.Open("/now")
		p.Settle()
		f, l, s := p.Painted()
		first, largest, shift = append(first, f), append(largest, l), append(shift, s)
		chromium.Kill(b) // a page left open takes time from the next
	}
	fmt.Printf("\nthe hard moment on a slow phone, first visit: first paint %.0f ms, largest %.0f ms, layout shift %.3f\n", median(first), median(largest), median(shift))
	b.ReportMetric(median(largest), "LCP-ms")
}

// again opens it once more after its server has died.
func again(b *testing.B, server *program.Server) {
	p := browser.Start(b).Page(b, server.Base, browser.Phone)
	p.Expect("ERR_CONNECTION_REFUSED")
	p.Open("/now")
	p.Controlled()
	p.Settle()
	server.Kill()
	var first []float64
	for range tries {
		p.Open("/now")
		f, _, _ := p.Painted()
		first = append(first, f)
	}
	fmt.Printf("opened again with its server dead: first paint %.0f ms\n", median(first))
	b.ReportMetric(median(first), "offline-ms")
}

// taps goes the whole way on a slow phone that holds a pair record.
func taps(b *testing.B, base string) {
	p := browser.Start(b).Page(b, base, browser.Phone)
	p.Open("/now")
	p.ClickText("Reply") // the first save, so that this browser is paired
	p.Open("/now")
	p.Controlled()
	p.Settle()
	p.Slow()
	var longest, frames []float64
	for range 3 {
		p.Open("/now")
		p.Settle()
		p.Timed()
		for _, to := range steps {
			if strings.HasPrefix(to, "[") {
				p.Await(`document.querySelector(` + "`" + to + "`" + `)?.checkVisibility()`)
				p.Click(to)
			} else {
				p.Await(fmt.Sprintf(`[...document.querySelectorAll("button, a, label, summary")].some(e => e.checkVisibility() && e.innerText.trim() === %q)`, to))
				p.ClickText(to)
			}
			time.Sleep(150 * time.Millisecond)
		}
		l, f, _ := p.Felt()
		longest, frames = append(longest, l), append(frames, f)
	}
	fmt.Printf("%d taps on that phone, the longest of each way: interaction %.0f ms (worst way %.0f), click to second frame %.0f ms (worst %.0f)\n",
		len(steps), median(longest), slices.Max(longest), median(frames), slices.Max(frames))
	b.ReportMetric(median(longest), "INP-ms")
}

// steps are what is pressed: texts, or where an element is meant its selector.
var steps = []string{
	"Reply", `[data-step=strength] .swell input[value="7"]`, "Stay with it", "Keep it still", "Keep it still", "I’m ready to choose",
	"Let it pass", `[data-step=again] .swell input[value="3"]`, "It passed", "Add something, if you like", "Undo",
	`[data-step=again] .swell input[value="4"]`, "I acted", "Rest for now",
}

func median(all []float64) float64 { slices.Sort(all); return all[len(all)/2] }

var (
	named  = regexp.MustCompile(`(?:rel="stylesheet" href|src)="(/asset/[^"]+)"`)
	behind = regexp.MustCompile(`data-(?:sheet|then)="(/asset/[^"]+)"`)
)

func weigh(b *testing.B) {
	s := site.New(b, all.List())
	page := s.Open("/now").Body
	sum := func(names *regexp.Regexp, suffix string) (n int) {
		for _, m := range names.FindAllStringSubmatch(page, -1) {
			if strings.HasSuffix(m[1], suffix) {
				n += pressed(s.Open(m[1]).Body)
			}
		}
		return n
	}
	html, css, js := pressed(page), sum(named, ".css"), sum(named, ".js")
	fmt.Printf("\n/now, brotli: %d bytes (HTML %d, CSS %d, JS %d); behind it CSS %d, JS %d\n", html+css+js, html, css, js, sum(behind, ".css"), sum(behind, ".js"))
}

func pressed(text string) int {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
		return 0
	}
	return out.Len()
}
