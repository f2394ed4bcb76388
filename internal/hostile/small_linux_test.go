package hostile

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ebb/internal/program"
	"ebb/internal/walk"
)

// narrow is a group of processes that has so much memory and no more, as the
// machine has it: cgroup v1 or v2.
type narrow struct {
	dir    string
	second bool // v2
}

const most256 = 256 << 20

// group makes one. A machine without the controller fails the test in words.
func group(t *testing.T) *narrow {
	t.Helper()
	for _, g := range []narrow{{"/sys/fs/cgroup/memory", false}, {"/sys/fs/cgroup", true}} {
		limit := map[bool]string{false: "memory.limit_in_bytes", true: "memory.max"}[g.second]
		g.dir = filepath.Join(g.dir, fmt.Sprintf("ebb-%d", os.Getpid()))
		if g.second {
			os.WriteFile("/sys/fs/cgroup/cgroup.subtree_control", []byte("+memory"), 0)
		}
		if os.Mkdir(g.dir, 0o755) != nil {
			continue
		}
		if os.WriteFile(filepath.Join(g.dir, limit), []byte(strconv.Itoa(most256)), 0) != nil {
			os.Remove(g.dir)
			continue
		}
		t.Cleanup(func() {
			for range 100 {
				if os.Remove(g.dir) == nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
		return &g
	}
	t.Fatal("no memory cgroup can be made here, neither v1 nor v2: the test needs root and the memory controller")
	return nil
}

// killed counts the processes that had to be ended for want of memory.
func (g *narrow) killed(t *testing.T) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(g.dir, map[bool]string{false: "memory.oom_control", true: "memory.events"}[g.second]))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(raw), "oom_kill ")
	if !ok {
		t.Fatalf("the group does not say who was ended:\n%s", raw)
	}
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// within starts a server inside the group.
func (g *narrow) within(t *testing.T, env ...string) *program.Server {
	t.Helper()
	return program.Within(t, filepath.Join(g.dir, "cgroup.procs"), t.TempDir(), env...)
}

// bombs are files that are built to take a reader's memory or time.
var bombs = []struct {
	name string
	make func(io.Writer)
}{
	{"XML, a million tags deep", func(w io.Writer) {
		io.WriteString(w, "<?xml version='1.0'?><smses>"+strings.Repeat("<a>", 3_000_000))
	}},
	{"XML, an attribute of 64 MiB", func(w io.Writer) {
		io.WriteString(w, `<?xml version='1.0'?><smses count="1"><sms protocol="0" address="`)
		fill(w, "x", 64<<20)
		io.WriteString(w, `" date="1"/></smses>`)
	}},
	{"XML, entities that multiply", func(w io.Writer) {
		io.WriteString(w, `<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY a "aaaaaaaaaa">`)
		for i := 'b'; i < 'k'; i++ {
			fmt.Fprintf(w, `<!ENTITY %c "%s">`, i, strings.Repeat(fmt.Sprintf("&%c;", i-1), 10))
		}
		io.WriteString(w, `]><smses><sms address="&j;"/></smses>`)
	}},
	{"XML, a file of the machine", func(w io.Writer) {
		io.WriteString(w, `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><smses><sms address="&x;"/></smses>`)
	}},
	{"JSON, a million brackets deep", func(w io.Writer) {
		io.WriteString(w, `{"messages":`+strings.Repeat("[", 1_000_000))
	}},
	{"JSON, a string of 64 MiB", func(w io.Writer) {
		io.WriteString(w, `{"name":"`)
		fill(w, "x", 64<<20)
		io.WriteString(w, `","type":"personal_chat","id":1,"messages":[]}`)
	}},
	{"JSON, a number without end", func(w io.Writer) {
		io.WriteString(w, `{"name":"a","type":"personal_chat","id":`)
		fill(w, "9", 8<<20)
		io.WriteString(w, `,"messages":[]}`)
	}},
	{"one line of 128 MiB", func(w io.Writer) { fill(w, "y", 128<<20) }},
	{"a database that is none", func(w io.Writer) {
		io.WriteString(w, "SQLite format 3\x00")
		fill(w, "\xff\x00\x7f", 4<<20)
	}},
}

func fill(w io.Writer, with string, n int) {
	chunk := bytes.Repeat([]byte(with), 1<<16/len(with))
	for ; n > 0; n -= len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return // the server has answered
		}
	}
}

// Check 40: in 256 MiB the server lives, and each bomb is refused with a reason in
// less than half a minute.
func TestBombsInASmallMemory(t *testing.T) {
	g, temp := group(t), t.TempDir()
	server := g.within(t, "TMPDIR="+temp, "XDG_RUNTIME_DIR="+temp)
	s := &served{t: t, temp: temp, server: server}
	s.Site = walk.New(server.Base)
	s.send("/safety/1", "answer", "rest")
	var slowest time.Duration
	sent := 0
	try := func(name string, file io.Reader) {
		began := time.Now()
		p := s.upload(file)
		took := time.Since(began)
		slowest, sent = max(slowest, took), sent+1
		if p.Status < 400 || p.Status >= 500 || !strings.Contains(strings.ToLower(about(p)), "nothing was kept") {
			t.Errorf("%s: %d %.200s", name, p.Status, about(p))
		}
		if took > 30*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		s.healthy(name)
	}
	for _, b := range bombs {
		r, w := io.Pipe()
		go func() { b.make(w); w.Close() }()
		try(b.name, r)
		r.CloseWithError(errors.New("answered"))
	}
	for _, b := range archives {
		if b.code == 0 || b.once || b.large || b.size > 0 {
			continue
		}
		path := filepath.Join(t.TempDir(), "file")
		b.write(t, path)
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		try(b.name, f)
		f.Close()
	}
	if n := g.killed(t); n > 0 {
		t.Errorf("%d processes were ended for want of memory", n)
	}
	if p := s.send("/note", "text", "still here"); p.Status != http.StatusOK {
		t.Errorf("afterwards a note is answered %d", p.Status)
	}
	fmt.Printf("%d bombs in 256 MiB: the slowest took %v, at most %d MiB\n", sent, slowest.Round(time.Millisecond), peak(t, server.Cmd.Process.Pid)>>10)
}

// A hostile database of messages is read from the command line, by a process of
// its own, in the same memory.
func TestHostileDatabasesInASmallMemory(t *testing.T) {
	g := group(t)
	for name, statements := range map[string][]string{
		"a view without end in place of the messages": {`CREATE VIEW message AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS ROWID, hex(zeroblob(1000000)) AS text FROM n`},
		"a trigger and a table that computes": {`CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL)`,
			`INSERT INTO message(ROWID) VALUES (1)`, `CREATE TRIGGER t AFTER INSERT ON message BEGIN DELETE FROM message; END`},
		"nothing that belongs there": {`CREATE TABLE kanari (a)`},
	} {
		path := filepath.Join(t.TempDir(), "chat.db")
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range statements {
			if _, err := db.Exec(s); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		db.Close()
		began := time.Now()
		out, code := program.Ends(t, filepath.Join(g.dir, "cgroup.procs"), "evidence", path, "--chat", "Sam", "--me", "Kim")
		if took := time.Since(began); code < 1 || code > 3 || !strings.Contains(out, "error: ") || took > 40*time.Second {
			t.Errorf("%s: exit code %d after %v: %.300s", name, code, took, out)
		}
	}
	if n := g.killed(t); n > 0 {
		t.Errorf("%d processes were ended for want of memory", n)
	}
}

// The group itself has teeth: who takes more is ended, and it is counted.
func TestASmallMemoryBites(t *testing.T) {
	g := group(t)
	program.Greedy(t, filepath.Join(g.dir, "cgroup.procs"))
	if g.killed(t) == 0 {
		t.Error("a process took more than there is, and nobody noticed")
	}
}
