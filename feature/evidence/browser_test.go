package evidence_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/feature"
	"ebb/feature/evidence"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// open stands in for the safety questions.
var open = &feature.Feature{Name: "safety", Guard: feature.Free, Gate: func(*feature.Request) (feature.Gate, error) { return feature.Open, nil }}

// tapped is a server whose uploads a test can read.
type tapped struct {
	*httptest.Server
	mu   sync.Mutex
	sent bytes.Buffer
	slow time.Duration // an upload takes at least so long to come in
}

func newTapped(t *testing.T) *tapped {
	s := site.New(t, []*feature.Feature{open, evidence.Feature()})
	x := &tapped{}
	x.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			raw, _ := io.ReadAll(r.Body)
			x.mu.Lock()
			x.sent.Write(raw)
			x.mu.Unlock()
			r.Body = io.NopCloser(&dripping{r.Context(), bytes.NewReader(raw), len(raw)/20 + 1, x.slow / 20, 0})
		}
		s.Server.ServeHTTP(w, r)
	}))
	t.Cleanup(x.Close)
	return x
}

// dripping gives its bytes in pieces, one after each pause.
type dripping struct {
	ctx   context.Context
	r     *bytes.Reader
	piece int
	pause time.Duration
	given int
}

func (d *dripping) Read(b []byte) (int, error) {
	if d.given++; d.given > 1 && d.r.Len()%d.piece < len(b) {
		select {
		case <-time.After(d.pause):
		case <-d.ctx.Done():
			return 0, d.ctx.Err()
		}
	}
	return d.r.Read(b)
}

func (x *tapped) uploaded() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.sent.String()
}

const photo = "a photo that stays on the device"

// archive writes a zip file as a phone makes it, and one text that is no chat.
func archive(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct{ name, text string }{
		{"IMG-0001.jpg", strings.Repeat(photo, 100)},
		{"a longer letter.txt", strings.Repeat("Dear all, nothing here is a chat.\n", 500)},
		{"WhatsApp Chat with Sam.txt", invented()},
	} {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, f.text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, "WhatsApp Chat with Sam.zip", out.Bytes())
}

func file(t *testing.T, name string, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// arrive waits for the page that a script leads to when it is ready.
func arrive(t *testing.T, p *browser.Page, path string) {
	t.Helper()
	for range 200 {
		if p.Settle(); strings.HasPrefix(p.Path(), path) {
			return
		}
	}
	t.Fatalf("at %s, not at %s", p.Path(), path)
}

// middle scrolls to where nothing that sticks covers an element.
func middle(p *browser.Page, css string) {
	browser.Eval[bool](p, "document.querySelector('"+css+"').scrollIntoView({block: 'center'}); true")
}

func TestInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	b := browser.Start(t)
	t.Run("only the chat's text leaves the device", func(t *testing.T) {
		x := newTapped(t)
		p := b.Page(t, x.URL, browser.Phone)
		p.Open("/patterns/messages/add")
		p.Says("From a .zip file only the text is taken out")
		p.Axe()
		p.Upload("#evidence-file", archive(t))
		p.ClickText("Read it")
		arrive(t, p, "/patterns/messages/who")
		p.Says("Which one is you?", "Kim", "Sam")
		p.Axe()
		sent := x.uploaded()
		if !strings.Contains(sent, canary) || strings.Contains(sent, photo) || strings.Contains(sent, "IMG-0001") || strings.Contains(sent, "Chat with Sam") || strings.Contains(sent, "Dear all") {
			t.Error("something other than the chat's text was sent")
		}
		p.Click(`input[name=me][value="0"]`)
		p.Click("button[value=count]")
		p.Says("You start 5 of every 6 conversations.", "Photos never left your device.")
		p.Axe()
		p.Overflow()
		p.Shot("evidence-phone")
		p.ClickText("How it was counted")
		middle(p, `[name=gap][value="3"]`)
		p.Click(`[name=gap][value="3"]`)
		p.ClickText("Count again")
		if got := browser.Eval[string](p, "location.search"); got != "?gap=3" {
			t.Errorf("the gap is %q", got)
		}
		p.Look(browser.Desk.In(true))
		p.Shot("evidence-desk-dark")
		p.Axe()
		p.Neutral()
	})
	t.Run("an archive without a chat is not sent", func(t *testing.T) {
		x := newTapped(t)
		p := b.Page(t, x.URL, browser.Desk)
		for _, c := range []struct{ name, raw, want string }{
			{"broken.zip", "PK\x03\x04 broken", "This .zip file can't be read here."},
			{"empty.zip", "PK\x05\x06" + strings.Repeat("\x00", 18), "There are no messages in this file."},
		} {
			p.Open("/patterns/messages/add")
			p.Expect("400")
			p.Upload("#evidence-file", file(t, c.name, []byte(c.raw)))
			p.ClickText("Read it")
			for range 100 {
				if p.Settle(); strings.Contains(p.Text("main"), c.want) {
					break
				}
			}
			p.Says(c.want)
		}
		if strings.Contains(x.uploaded(), "broken") {
			t.Error("the archive was sent")
		}
	})
	t.Run("without scripts the file itself is sent", func(t *testing.T) {
		x := newTapped(t)
		p := b.Page(t, x.URL, browser.Phone.Without())
		p.Open("/patterns/messages/add")
		p.Upload("#evidence-file", archive(t))
		p.Click("button.go")
		if !strings.Contains(x.uploaded(), "IMG-0001") {
			t.Error("the archive did not arrive")
		}
	})
}
