package hostile

import (
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"ebb/internal/program"
	"ebb/internal/site"
	"ebb/internal/walk"
)

const form = "/patterns/messages/add"

// served is a running server with one browser that has answered the questions
// which come before messages.
type served struct {
	*walk.Site
	t          *testing.T
	server     *program.Server
	data, temp string
	before     map[string]int
}

func serve(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, data: filepath.Join(t.TempDir(), "data"), temp: t.TempDir()}
	s.server = program.Serve(t, s.data, "TMPDIR="+s.temp, "XDG_RUNTIME_DIR="+s.temp)
	s.Site = walk.New(s.server.Base)
	if p := s.send("/safety/1", "answer", "rest"); p.Status != http.StatusOK {
		t.Fatalf("the questions answer %d: %s", p.Status, site.Text(p))
	}
	s.before = s.rows()
	return s
}

func (s *served) send(path string, pairs ...string) *walk.Page {
	s.t.Helper()
	p, err := s.Post(path, site.Form(pairs...))
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *served) open(path string) *walk.Page {
	s.t.Helper()
	p, err := s.Get(path)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// rows counts what every table of the database holds.
func (s *served) rows() map[string]int {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.data, "ebb.db")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	counts := map[string]int{}
	for _, table := range []string{"person", "slot", "row", "blob", "inbox", "session"} {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
			s.t.Fatalf("%s: %v", table, err)
		}
		counts[table] = n
	}
	return counts
}

// clean fails the test where something of a refused upload is left.
func (s *served) clean(of string) {
	s.t.Helper()
	if now := s.rows(); !maps.Equal(now, s.before) {
		s.t.Errorf("%s: the database holds %v, before it %v", of, now, s.before)
	}
	for where, in := range map[string][]byte{"data folder": contents(s.t, s.data), "log": []byte(s.server.Log())} {
		for _, name := range []string{me, them} {
			if bytes.Contains(in, []byte(name)) {
				s.t.Errorf("%s: the %s holds a name", of, where)
			}
		}
	}
	empty(s.t, of, s.temp)
	s.healthy(of)
}

func (s *served) healthy(of string) {
	s.t.Helper()
	if p := s.open("/healthz"); p.Status != http.StatusOK {
		s.t.Errorf("%s: the server is not healthy: %d %s", of, p.Status, p.Body)
	}
	for _, bad := range []string{"broke", "panic", "web.broken"} {
		if strings.Contains(s.server.Log(), bad) {
			s.t.Errorf("%s: the log holds %q:\n%s", of, bad, s.server.Log())
		}
	}
}

func (s *served) upload(file io.Reader) *walk.Page {
	s.t.Helper()
	p, err := s.Upload(form, url.Values{}, map[string]io.Reader{"file": file})
	if err != nil {
		s.t.Fatalf("no answer: %v", err)
	}
	return p
}

// Check 40: what each file is answered; in a small memory in TestBombsInASmallMemory.
func TestAFileThroughTheBrowser(t *testing.T) {
	s := serve(t)
	var w worst
	for _, b := range flat(texts, archives) {
		if b.once {
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			b.write(t, path)
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			s.t = t
			anew(t, s.server.Cmd.Process.Pid)
			p := s.upload(f)
			kb := peak(t, s.server.Cmd.Process.Pid)
			w.take(t, b.name, kb)
			b.answered(t, p)
			if p.Path != form {
				s.send("/patterns/messages/who", "then", "stop")
			}
			s.clean(b.name)
			t.Logf("%d, %d kB: %.200s", p.Status, kb, about(p))
		})
	}
	said := fmt.Sprintf("the server: at most %d MiB, on %s", w.kb>>10, w.of)
	fmt.Println(said)
	t.Log(said)
}

// about is the main part of a page as text.
func about(p *walk.Page) string {
	_, body, _ := strings.Cut(p.Body, "<main")
	body, _, _ = strings.Cut(body, "</main>")
	return site.Text(&walk.Page{Body: "<main" + body})
}

// answered holds a page against what a file deserves.
func (b bad) answered(t *testing.T, p *walk.Page) {
	t.Helper()
	if b.code == 0 {
		if p.Path != "/patterns/messages/who" || p.Status != http.StatusOK {
			t.Errorf("it leads to %s, %d: %.300s", p.Path, p.Status, about(p))
		}
		if where := steers(strings.ReplaceAll(p.Body, "\t", " ")); where != "" {
			t.Errorf("the page holds %s", where)
		}
		return
	}
	if p.Status < 400 || p.Status >= 500 {
		t.Errorf("it is answered %d", p.Status)
	}
	if !regexp.MustCompile(b.page).MatchString(about(p)) {
		t.Errorf("the page says %.300q, want %q", about(p), b.page)
	}
	if !strings.Contains(about(p), "Nothing was kept") {
		t.Errorf("the page does not say that nothing was kept: %.300q", about(p))
	}
	if strings.Contains(p.Body, me) || strings.Contains(p.Body, them) || strings.Contains(p.Body, "Dear") {
		t.Errorf("the page repeats the file: %.300s", about(p))
	}
}

// flood is a chat that is made while it is read.
type flood struct {
	left int64
	rest []byte
	at   int
}

var filler = bytes.Repeat([]byte("so "), 70)

func (f *flood) Read(b []byte) (int, error) {
	for len(f.rest) < len(b) && f.left > 0 {
		before := len(f.rest)
		day := time.Date(2016, 1, 13, 0, 0, 0, 0, time.UTC).Add(time.Duration(f.at) * 97 * time.Second)
		f.rest = append(day.AppendFormat(f.rest, "02/01/2006, 15:04 - "), []string{me, them}[f.at/3%2]...)
		f.rest = append(append(append(f.rest, ": "...), filler...), '\n')
		f.left -= int64(len(f.rest) - before)
		f.at++
	}
	n := copy(b, f.rest)
	f.rest = f.rest[:copy(f.rest, f.rest[n:])]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func TestA600MBChatThroughTheBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s := serve(t)
	pid := s.server.Cmd.Process.Pid
	p := s.upload(&flood{left: 600 << 20})
	if p.Path != "/patterns/messages/who" || !strings.Contains(p.Body, me) {
		t.Fatalf("it leads to %s, %d: %.300s", p.Path, p.Status, about(p))
	}
	var w worst
	w.take(t, "a chat of 600 MB", peak(t, pid))
	s.clean("a chat of 600 MB, while it waits")
	if p := s.send("/patterns/messages/who", "then", "count", "me", "0"); p.Path != "/patterns/messages/1" {
		t.Errorf("counting leads to %s, %d: %.300s", p.Path, p.Status, about(p))
	}
	w.take(t, "a chat of 600 MB, counted", peak(t, pid))
	fmt.Printf("a chat of 600 MB in the server: at most %d MiB\n", w.kb>>10)
	s.healthy("a chat of 600 MB")
}

// begin starts an upload by hand: the head of a request and of a form.
func (s *served) begin(length int) net.Conn {
	s.t.Helper()
	u, err := url.Parse(s.Base)
	if err != nil {
		s.t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { conn.Close() })
	var cookies []string
	for _, c := range s.Client.Jar.Cookies(u) {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nCookie: %s\r\n"+
		"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"+
		"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s.txt\"\r\n\r\n",
		form, u.Host, strings.Join(cookies, "; "), length, them)
	return conn
}

func TestUploadsThatStopLeaveNothing(t *testing.T) {
	s := serve(t)
	pid := s.server.Cmd.Process.Pid
	open := handles(t, pid)
	for _, n := range []int64{0, 100, 1 << 20, 40 << 20} {
		conn := s.begin(64 << 20)
		io.Copy(conn, &flood{left: n})
		conn.Close()
		until(t, "a cut-off upload ends", func() bool { return handles(t, pid) <= open })
		s.clean(fmt.Sprintf("cut off after %d bytes", n))
	}
	slow := []net.Conn{s.begin(64 << 20), s.begin(64 << 20)}
	for range 20 {
		for _, conn := range slow {
			conn.Write([]byte("1"))
		}
		time.Sleep(20 * time.Millisecond)
	}
	if p := s.upload(strings.NewReader(conversation)); p.Status != http.StatusServiceUnavailable || !strings.Contains(about(p), "Two other files") {
		t.Errorf("beside two slow uploads a third is answered %d: %s", p.Status, about(p))
	}
	for _, conn := range slow {
		conn.Close()
	}
	until(t, "slow uploads end", func() bool { return handles(t, pid) <= open })
	if p := s.upload(strings.NewReader(conversation)); p.Path != "/patterns/messages/who" {
		t.Errorf("after them a good one leads to %s, %d: %s", p.Path, p.Status, about(p))
	}
	s.send("/patterns/messages/who", "then", "stop")
	s.clean("slow uploads")
	new(worst).take(t, "uploads that stop", peak(t, pid))
}

// handles counts the connections that a process has open. Its files do not
// count: the database opens more of them when it likes.
func handles(t *testing.T, pid int) int {
	t.Helper()
	dir := fmt.Sprintf("/proc/%d/fd", pid)
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range list {
		if to, _ := os.Readlink(filepath.Join(dir, f.Name())); strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n
}

func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 500 {
		if done() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%s: not within five seconds", what)
}

// TestTheDatabaseShowsWhatIsKept: an import that is kept changes what clean
// looks at.
func TestTheDatabaseShowsWhatIsKept(t *testing.T) {
	s := serve(t)
	s.upload(strings.NewReader(conversation))
	s.send("/patterns/messages/who", "then", "count", "me", "0")
	if maps.Equal(s.rows(), s.before) {
		t.Error("an import that was kept cannot be seen in the database")
	}
}
