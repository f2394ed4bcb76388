// Package storm is two hundred sign-ins at once, at the real server, while
// somebody is in and goes on. It promises figures: what each was answered, the
// most memory, how long those waited who are in. It refuses to judge them.
package storm

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/internal/program"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/vault/vaulttest"
)

// Figures are what came of it.
type Figures struct {
	Answers  map[int]int // how many were answered with each status
	PeakKB   int
	P99      time.Duration // of the pages of who is in
	Pages    int
	Lasted   time.Duration
	LetBack  time.Duration // until the person who knows the passphrase is in again
	LetBacks int           // tries that it took
}

func (f Figures) String() string {
	return fmt.Sprintf("sign-ins %v in %v; at most %d MiB; who is in: %d pages, p99 %v; the person is in after %v",
		f.Answers, f.Lasted.Round(time.Millisecond), f.PeakKB>>10, f.Pages, f.P99.Round(time.Millisecond), f.LetBack.Round(time.Millisecond))
}

// speaks is a web server in front that says who asks.
type speaks string

func (s speaks) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("X-Forwarded-For", string(s))
	return http.DefaultTransport.RoundTrip(r)
}

// Run sends n sign-ins at once, each from an address of its own.
func Run(t testing.TB, n int) Figures {
	t.Helper()
	server := program.Serve(t, t.TempDir(), "EBB_ORIGIN=http://localhost")
	in := walk.New(server.Base)
	must(t)(in.Post("/note", site.Form("text", "a")))
	if p := must(t)(in.Post("/keep-this", site.Form("pass", vaulttest.Passphrase, "again", vaulttest.Passphrase))); p.Path != "/recovery" {
		t.Fatalf("choosing a passphrase leads to %s", p.Path)
	}
	f := Figures{Answers: map[int]int{}}
	over, looked := make(chan struct{}), make(chan []time.Duration)
	go func() { looked <- looks(in, over) }()
	began := time.Now()
	f.storm(server.Base, n)
	f.Lasted = time.Since(began)
	close(over)
	took := <-looked
	slices.Sort(took)
	f.Pages = len(took)
	if f.Pages > 0 {
		f.P99 = took[len(took)*99/100]
	}
	f.PeakKB = peak(t, server.Cmd.Process.Pid)
	f.back(t, server.Base)
	return f
}

// storm is half with a passphrase that is wrong, half with a name that nobody has.
func (f *Figures) storm(base string, n int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			b := walk.New(base)
			b.Client.Transport = speaks(fmt.Sprintf("203.0.%d.%d", 113+i/250, i%250))
			status := 0
			if p, err := b.Post("/unlock", url.Values{"pass": {"a wrong one altogether"}, "name": {[]string{"", fmt.Sprint("nobody ", i)}[i%2]}}); err == nil {
				status = p.Status
			}
			mu.Lock()
			f.Answers[status]++
			mu.Unlock()
		})
	}
	all.Wait()
}

// looks opens pages as somebody who is in, until it is over.
func looks(in *walk.Site, over chan struct{}) (took []time.Duration) {
	for {
		select {
		case <-over:
			return took
		default:
		}
		began := time.Now()
		if p, err := in.Get("/today"); err != nil || p.Path != "/today" {
			return nil
		}
		took = append(took, time.Since(began))
	}
}

// back signs in with what is right, as often as it takes.
func (f *Figures) back(t testing.TB, base string) {
	t.Helper()
	began := time.Now()
	for time.Since(began) < time.Minute {
		f.LetBacks++
		b := walk.New(base)
		b.Client.Transport = speaks("198.51.100.7")
		if p := must(t)(b.Post("/unlock", site.Form("pass", vaulttest.Passphrase))); p.Path == "/today" {
			f.LetBack = time.Since(began)
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func must(t testing.TB) func(*walk.Page, error) *walk.Page {
	return func(p *walk.Page, err error) *walk.Page {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

// peak is the most memory that a process has used, in kB.
func peak(t testing.TB, pid int) int {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	n, _ := strconv.Atoi(strings.Fields(rest)[0])
	return n
}
