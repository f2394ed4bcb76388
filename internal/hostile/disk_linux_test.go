package hostile

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ebb/internal/powercut"
	"ebb/internal/program"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/vault/vaulttest"
)

// diary writes notes as one browser and remembers which were acknowledged.
type diary struct {
	*walk.Site
	t     *testing.T
	acked []string
	tried int
}

// write keeps one note; it returns the page, and whether it was acknowledged.
func (d *diary) write(size int) (*walk.Page, bool) {
	d.tried++
	word := fmt.Sprintf("note%05dx", d.tried)
	p, err := d.Post("/note", site.Form("text", word+strings.Repeat(" w", size/2)))
	if err != nil {
		return nil, false
	}
	ok := p.Status < 300 && len(p.Hops) > 0
	if ok {
		d.acked = append(d.acked, word)
	}
	return p, ok
}

// missing lists the acknowledged notes that cannot be read, and counts those
// that can though nobody said so.
func (d *diary) missing() (lost []string, more int) {
	d.t.Helper()
	found := map[string]bool{}
	seen := map[string]bool{}
	for next := []string{"/note/all"}; len(next) > 0; next = next[1:] {
		if seen[next[0]] {
			continue
		}
		seen[next[0]] = true
		p, err := d.Get(next[0])
		if err != nil || p.Status != http.StatusOK {
			d.t.Fatalf("%s: %v, %v", next[0], p, err)
		}
		for i := range d.tried {
			if word := fmt.Sprintf("note%05dx", i+1); strings.Contains(p.Body, word) {
				found[word] = true
			}
		}
		for _, l := range p.Links {
			if strings.HasPrefix(l, "/note/all?") {
				next = append(next, l)
			}
		}
	}
	for _, word := range d.acked {
		if !found[word] {
			lost = append(lost, word)
		}
	}
	return lost, len(found) - len(d.acked) + len(lost)
}

// whole fails the test where what was acknowledged is not there, or where
// something is there that was refused.
func (d *diary) whole(when string) {
	d.t.Helper()
	if lost, more := d.missing(); len(lost) > 0 || more > 0 {
		d.t.Errorf("%s: of %d acknowledged notes %d are lost %v, and %d are there that were refused", when, len(d.acked), len(lost), lost, more)
	}
}

func (d *diary) status(when, path string, want int) *walk.Page {
	d.t.Helper()
	p, err := d.Get(path)
	if err != nil {
		d.t.Fatal(err)
	}
	if p.Status != want {
		d.t.Errorf("%s: %s answers %d, want %d: %.300s", when, path, p.Status, want, about(p))
	}
	return p
}

// disk is a small file system.
type disk struct {
	t   *testing.T
	dir string
}

// small mounts a disk of its own; it is gone when the test ends.
func small(t *testing.T) *disk {
	t.Helper()
	d := &disk{t, t.TempDir()}
	if err := syscall.Mount("tmpfs", d.dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Fatalf("this test needs root, to mount a small file system: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(d.dir, syscall.MNT_DETACH) })
	return d
}

func (d *disk) ballast() string { return filepath.Join(d.dir, "ballast") }

// fill leaves not one byte.
func (d *disk) fill() {
	d.t.Helper()
	f, err := os.OpenFile(d.ballast(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	for n := 1 << 20; n > 0; {
		if _, err := f.Write(make([]byte, n)); err != nil {
			n /= 2
		}
	}
}

func (d *disk) free() {
	d.t.Helper()
	if err := os.Truncate(d.ballast(), 0); err != nil {
		d.t.Fatal(err)
	}
}

// Check 5, of the whole program.
func TestAFullDiskIsSaidAndHeals(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	disk := small(t)
	data := filepath.Join(disk.dir, "data")
	server := program.Serve(t, data)
	d := &diary{Site: walk.New(server.Base), t: t}
	for range 5 {
		if p, ok := d.write(200); !ok {
			t.Fatalf("on an empty disk: %v", p)
		}
	}
	d.send("/safety/1", "answer", "rest")
	for round := range 3 {
		when := fmt.Sprintf("full for the %d. time", round+1)
		disk.fill()
		d.refused(when)
		d.whole(when)
		disk.free()
		d.resumes(server, when)
	}
	if p := d.post("/keep-this", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase); p.Path != "/recovery" {
		t.Fatalf("choosing a passphrase leads to %s, %d: %s", p.Path, p.Status, about(p))
	}
	disk.fill()
	d.leaves()
	server.Stop()
	refusedAtStart(t, data)
	disk.free()
	again := program.Serve(t, data)
	d.Base = again.Base
	if p := d.post("/unlock", "pass", vaulttest.Passphrase); p.Path != "/today" {
		t.Fatalf("after a restart unlocking leads to %s, %d: %s", p.Path, p.Status, about(p))
	}
	d.whole("after a restart")
	if log := server.Log() + again.Log(); strings.Contains(log, "broke") || strings.Contains(log, "panic") {
		t.Errorf("the log: %s", log)
	}
	fmt.Printf("full disk: %d notes sent, %d acknowledged, all there\n", d.tried, len(d.acked))
}

func (d *diary) post(path string, pairs ...string) *walk.Page {
	d.t.Helper()
	p, err := d.Post(path, site.Form(pairs...))
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func (d *diary) send(path string, pairs ...string) { d.t.Helper(); d.post(path, pairs...) }

// refused writes until the disk is full and looks at how that is said, and at
// what still works.
func (d *diary) refused(when string) {
	d.t.Helper()
	var p *walk.Page
	ok := true
	for n := 0; ok && n < 3000; n++ {
		p, ok = d.write(3000)
	}
	for range 3 {
		if p == nil || ok || p.Status != http.StatusInsufficientStorage || !strings.Contains(about(p), "What you sent last was not kept") {
			d.t.Fatalf("%s: a note is answered %+v", when, p)
		}
		p, ok = d.write(3900)
	}
	for path, pairs := range map[string][]string{
		"/now/pull": {"pull", "reach"}, "/night": {"part", "who", "text", "refused"}, "/where": {"ended", "them"},
	} {
		p := d.post(path, pairs...)
		fits := p.Status == http.StatusOK && len(p.Hops) > 0 // a short one may still find room in the log
		if !fits && (p.Status != http.StatusInsufficientStorage || !strings.Contains(about(p), "not kept")) {
			d.t.Errorf("%s: %s answers %d: %.200s", when, path, p.Status, about(p))
		}
	}
	for _, path := range []string{"/", "/today", "/now", "/help", "/patterns", "/note", "/night", "/settings"} {
		d.status(when, path, http.StatusOK)
	}
	stranger := &diary{Site: walk.New(d.Base), t: d.t}
	stranger.status(when, "/now", http.StatusOK)
	if p, ok := stranger.write(100); ok || p.Status != http.StatusInsufficientStorage && p.Path != "/unlock" {
		d.t.Errorf("%s: a stranger's note is answered %d: %s", when, p.Status, about(p))
	}
	if p := d.status(when, "/healthz", http.StatusServiceUnavailable); strings.Contains(p.Body, "ok") {
		d.t.Errorf("%s: healthz says %q", when, p.Body)
	}
}

// resumes writes again on the same server.
func (d *diary) resumes(server *program.Server, when string) {
	d.t.Helper()
	d.status(when+", then freed", "/healthz", http.StatusOK)
	for range 3 {
		if p, ok := d.write(200); !ok {
			d.t.Fatalf("%s, then freed: %v", when, p)
		}
	}
	if p := d.post("/now/pull", "pull", "reach"); p.Status != http.StatusOK {
		d.t.Errorf("%s, then freed: a hard moment is answered %d: %s", when, p.Status, about(p))
	}
	if err := server.Cmd.Process.Signal(syscall.Signal(0)); err != nil {
		d.t.Errorf("%s: the server has ended: %v", when, err)
	}
	d.whole(when + ", then freed")
}

// leaves looks at coming and going while not one byte is free.
func (d *diary) leaves() {
	d.t.Helper()
	here, err := url.Parse(d.Base)
	if err != nil {
		d.t.Fatal(err)
	}
	copied := d.Client.Jar.Cookies(here)
	if p := d.status("leaving a full disk", "/leave", http.StatusOK); strings.Contains(p.Body, "disk") {
		d.t.Errorf("leaving says %s", site.Text(p))
	}
	if p := d.status("after leaving", "/today", http.StatusOK); p.Path == "/today" {
		d.t.Errorf("after leaving, Today is open: %s", about(p))
	}
	thief := walk.New(d.Base) // the row of the session may still be there
	thief.Client.Jar.SetCookies(here, copied)
	for _, path := range []string{"/today", "/now", "/help"} {
		p, err := thief.Get(path)
		if err != nil {
			d.t.Fatal(err)
		}
		if p.Status != http.StatusOK || p.Path == "/today" {
			d.t.Errorf("after leaving, the same key gets %s, %d", p.Path, p.Status)
		}
	}
	if p := d.post("/unlock", "pass", vaulttest.Passphrase); p.Path != "/today" && (p.Status != http.StatusInsufficientStorage || !strings.Contains(about(p), "The disk is full")) {
		d.t.Errorf("unlocking is answered %d at %s: %s", p.Status, p.Path, about(p))
	}
}

// refusedAtStart starts a server where nothing can be written: it serves, or
// it says in one line why not.
func refusedAtStart(t *testing.T, data string) {
	t.Helper()
	cmd := exec.Command(program.Build(t), "serve", "--listen", "127.0.0.1:0", "--data", data)
	var out bytes.Buffer
	cmd.Stderr = &out
	timer := time.AfterFunc(2*time.Second, func() { cmd.Process.Signal(os.Interrupt) })
	defer timer.Stop()
	err := cmd.Run()
	t.Logf("started on a full disk: %v, %s", err, out.String())
	if lines := strings.Count(out.String(), "error: "); err != nil && (lines != 1 || !strings.Contains(out.String(), "full")) {
		t.Errorf("started on a full disk it ends with %v and says %s", err, out.String())
	}
}
