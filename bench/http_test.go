package bench

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/internal/program"
	"ebb/internal/walk"
)

// load is one way of writing to a real server over HTTP, each write answered
// only once it is durable. Everything stays on loopback and ends by itself.
type load struct {
	name   string
	conns  int
	people int
	writes int
}

var loads = []load{
	{"1 connection", 1, 1, 400},
	{"64 connections of 64 people", 64, 64, 6400},
	{"64 connections of one person", 64, 1, 6400},
}

// BenchmarkHTTPWrites measures goals 1 and 2: syncs per acknowledged write,
// counted with strace in a run of its own, and the server's CPU time per
// write, for a note of 200 characters and for the first tap of a hard moment.
func BenchmarkHTTPWrites(b *testing.B) {
	note := url.Values{"text": {strings.Repeat("a plain note ", 16)}}
	pull := url.Values{"pull": {"reach"}}
	for _, w := range []struct {
		what, path string
		form       url.Values
	}{{"note", "/note", note}, {"first tap", "/now/pull", pull}} {
		for _, l := range loads {
			b.Run(w.what+", "+l.name, func(b *testing.B) {
				for b.Loop() {
					syncs := l.run(b, w.path, w.form, true)
					plain := l.run(b, w.path, w.form, false)
					b.ReportMetric(syncs.syncs, "syncs/write")
					b.ReportMetric(plain.cpu, "cpu-µs/write")
					fmt.Printf("\n%s, %s: %.3f syncs a write; %.0f µs CPU a write; %.0f writes/s; p50 %.2f ms, p99 %.2f ms\n",
						w.what, l.name, syncs.syncs, plain.cpu, plain.rate, plain.p50, plain.p99)
				}
			})
		}
	}
}

type figures struct{ syncs, cpu, rate, p50, p99 float64 }

func (l load) run(b *testing.B, path string, form url.Values, traced bool) figures {
	server := program.Serve(b, b.TempDir())
	defer server.Stop()
	hands := l.hands(b, server, path, form)
	var trace *tracer
	if traced {
		trace = follow(b, server.Cmd.Process.Pid)
	}
	before, start := cpuOf(b, server.Cmd.Process.Pid), time.Now()
	took := l.write(b, server.Base, hands, path, form)
	wall := time.Since(start)
	used := cpuOf(b, server.Cmd.Process.Pid) - before
	f := figures{cpu: float64(used.Microseconds()) / float64(len(took)), rate: float64(len(took)) / wall.Seconds()}
	slices.Sort(took)
	f.p50 = ms(took[len(took)/2])
	f.p99 = ms(took[len(took)*99/100])
	if traced {
		f.syncs = float64(trace.count(b)) / float64(len(took))
	}
	return f
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// hands are the cookies of l.people drafts, one for each connection.
func (l load) hands(b *testing.B, server *program.Server, path string, form url.Values) []string {
	var cookies []string
	for len(cookies) < l.people {
		site := walk.New(server.Base)
		if _, err := site.Get("/now"); err != nil {
			b.Fatal(err)
		}
		if _, err := site.Post(path, form); err != nil {
			b.Fatal(err)
		}
		at, err := url.Parse(server.Base)
		if err != nil {
			b.Fatal(err)
		}
		var parts []string
		for _, c := range site.Client.Jar.Cookies(at) {
			if c.Name == "ebb" { // not the memory of a flow: each tap begins one
				parts = append(parts, c.Name+"="+c.Value)
			}
		}
		cookies = append(cookies, strings.Join(parts, "; "))
	}
	for len(cookies) < l.conns {
		cookies = append(cookies, cookies[0])
	}
	return cookies
}

// write sends all writes over l.conns connections and returns how long each
// took.
func (l load) write(b *testing.B, base string, cookies []string, path string, form url.Values) []time.Duration {
	var mu sync.Mutex
	var all []time.Duration
	var group sync.WaitGroup
	for _, cookie := range cookies {
		group.Go(func() {
			client := &http.Client{
				Transport:     &http.Transport{MaxIdleConnsPerHost: 1},
				CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			}
			took := make([]time.Duration, 0, l.writes/l.conns)
			for range l.writes / l.conns {
				start := time.Now()
				if err := post(client, base+path, cookie, form); err != nil {
					b.Error(err)
					return
				}
				took = append(took, time.Since(start))
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
		})
	}
	group.Wait()
	if len(all) == 0 {
		b.Fatal("nothing was written")
	}
	return all
}

func post(client *http.Client, address, cookie string, form url.Values) error {
	req, err := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Cookie", cookie)
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("the answer was %d", res.StatusCode)
	}
	return nil
}

// cpuOf returns the CPU time that a process has used.
func cpuOf(b *testing.B, pid int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	const tick = time.Second / 100
	return time.Duration(user+system) * tick
}

// tracer counts syncs with strace.
type tracer struct {
	cmd *exec.Cmd
	out string
}

func follow(b *testing.B, pid int) *tracer {
	t := &tracer{out: filepath.Join(b.TempDir(), "syncs")}
	t.cmd = exec.Command("strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", t.out, "-p", strconv.Itoa(pid))
	if err := t.cmd.Start(); err != nil {
		b.Fatal("counting syncs needs strace: ", err)
	}
	time.Sleep(300 * time.Millisecond) // until it is attached to every thread
	return t
}

var counted = regexp.MustCompile(`(?m)^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$`)

func (t *tracer) count(b *testing.B) int {
	t.cmd.Process.Signal(os.Interrupt)
	t.cmd.Wait()
	raw, err := os.ReadFile(t.out)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for _, m := range counted.FindAllSubmatch(raw, -1) {
		k, _ := strconv.Atoi(string(m[1]))
		n += k
	}
	return n
}
