package hostile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"ebb/internal/program"
)

// command runs ebb where it may leave nothing.
type command struct {
	t     *testing.T
	dir   string // with the files
	temp  string // TMPDIR, home and data: stays empty
	worst worst
}

type result struct {
	code     int
	out, err string
	kb       int
}

func newCommand(t *testing.T) *command {
	c := &command{t: t, dir: t.TempDir(), temp: t.TempDir()}
	t.Cleanup(func() {
		empty(t, "after all files", c.temp)
		said := fmt.Sprintf("ebb evidence: at most %d MiB, on %s", c.worst.kb>>10, c.worst.of)
		fmt.Println(said)
		t.Log(said)
	})
	return c
}

func (c *command) run(of string, change func(*exec.Cmd), args ...string) result {
	c.t.Helper()
	cmd := exec.Command(program.Build(c.t), append([]string{"evidence"}, args...)...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, &out, &errs
	for _, name := range []string{"TMPDIR", "HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "EBB_DATA"} {
		cmd.Env = append(cmd.Env, name+"="+c.temp)
	}
	if change != nil {
		change(cmd)
	}
	debug.FreeOSMemory()
	anew(c.t, os.Getpid()) // what starts a process counts as the most it used
	timer := time.AfterFunc(30*time.Second, func() { cmd.Process.Kill() })
	err := cmd.Run()
	timer.Stop()
	if ended := (*exec.ExitError)(nil); err != nil && !errors.As(err, &ended) {
		c.t.Fatal(err)
	}
	kb := int(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	c.worst.take(c.t, of, kb)
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String(), kb}
}

// complains holds a result against a code and what the one error line says.
func (r result) complains(t *testing.T, code int, says string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit %d, want %d: %.300s", r.code, code, r.err)
	}
	lines := strings.Split(strings.TrimSuffix(r.err, "\n"), "\n")
	if !regexp.MustCompile(says).MatchString(lines[0]) {
		t.Errorf("it says %.300q, want %q", lines[0], says)
	}
	for _, more := range lines[1:] {
		if !strings.HasPrefix(more, "hint: ") {
			t.Errorf("it also says %.300q", more)
		}
	}
	if where := steers(r.err); where != "" {
		t.Errorf("its error holds %s: %.300q", where, r.err)
	}
	if len(r.err) > 1000 {
		t.Errorf("its error has %d bytes", len(r.err))
	}
	if code != 3 && r.out != "" {
		t.Errorf("it prints %.300q", r.out)
	}
}

// read holds a result against the number of messages.
func (r result) read(t *testing.T, want int) {
	t.Helper()
	var got struct{ Messages int }
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %v: %.300s", r.code, err, r.err)
	}
	if got.Messages != want {
		t.Errorf("%d messages, want %d", got.Messages, want)
	}
	if where := steers(r.out); where != "" {
		t.Errorf("its JSON holds %s", where)
	}
}

func TestAFileFromTheCommandLine(t *testing.T) {
	c := newCommand(t)
	for _, b := range flat(texts, archives) {
		t.Run(b.name, func(t *testing.T) {
			file := filepath.Join(c.dir, "file")
			b.write(t, file)
			defer os.Remove(file)
			r := c.run(b.name, nil, append(b.flags, "file", "--me", me, "--json")...)
			if b.code != 0 {
				r.complains(t, b.code, "^error: file: "+b.says)
			} else {
				r.read(t, b.reads)
			}
			empty(t, b.name, c.temp)
			t.Logf("exit %d, %d kB: %.120s", r.code, r.kb, r.err)
		})
	}
}

// Check 33: terminals.
func TestNamesDoNotSteerATerminal(t *testing.T) {
	c := newCommand(t)
	for _, b := range texts {
		if b.name != "names that steer" {
			continue
		}
		b.write(t, filepath.Join(c.dir, "file"))
	}
	for _, args := range [][]string{{"--me", me}, {"--me", me, "--html", "page.html"}, {"--me", "\x1b[2J\u202enobody"}, {}} {
		r := c.run("names", nil, append([]string{"file"}, args...)...)
		page, _ := os.ReadFile(filepath.Join(c.dir, "page.html"))
		if where := steers(r.out + r.err + string(page)); where != "" {
			t.Errorf("%q prints %s", args, where)
		}
		if len(args) == 2 && args[1] == me && !strings.Contains(r.out, them) {
			t.Errorf("the name is lost: %.300s", r.out)
		}
	}
	b := bad{make: text("Dear Sam")}
	for _, name := range []string{"a\nerror: b", "\x1b]0;x\x07c", "\u202etxt.d", "\xff\xfe", strings.Repeat("n", 250)} {
		b.write(t, filepath.Join(c.dir, name))
		c.run("file names", nil, "./"+name).complains(t, 1, `^error: .*: this is no chat export`)
	}
}

func TestWhatIsNoFile(t *testing.T) {
	c := newCommand(t)
	at := func(name string) string { return filepath.Join(c.dir, name) }
	bad{make: text(conversation)}.write(t, at("chat"))
	bad{make: text(conversation)}.write(t, at("mine"))
	bad{make: text(strings.Replace(conversation, "13/02", "03/02", 1), "03/04/2026, 10:00 - ", me, ": x\n")}.write(t, at("letters"))
	for _, err := range []error{os.Mkdir(at("folder"), 0o755), os.Chmod(at("mine"), 0), os.Symlink("loop", at("loop")), syscall.Mkfifo(at("pipe"), 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		args string
		code int
		says string
	}{
		{"nowhere", 1, `^error: nowhere: there is no such file\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"nowhere/below", 1, `^error: below: there is no such file\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"folder", 1, `^error: folder: there is no chat in this folder\. Tried`},
		{"mine", 1, `^error: mine: it cannot be read\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"pipe", 1, `^error: pipe: it cannot be read\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"loop", 1, `^error: loop: it cannot be read\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"/dev/zero", 1, `^error: zero: it cannot be read\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"chat/below", 1, `^error: below: it cannot be read\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`},
		{"chat --me " + me + " --date-order mdy", 1, `^error: chat: the dates do not fit the order of day and month\. Tried [a-z, ]*whatsapp[a-z, ]*; line 1: "13/02/2026`},
		{"chat folder --me " + me, 1, `^error: folder: there is no chat in this folder`},
		{"chat --date-order dym", 2, `^error: "dym" is no order of day and month$`},
		{"chat --date-order", 2, `^error: flag needs an argument: --date-order$`},
		{"", 2, `^error: name at least one file$`},
		{"chat", 3, `^error: it is open who you are$`},
		{"chat --json", 3, `^error: it is open who you are$`},
	} {
		t.Run(x.args, func(t *testing.T) {
			r := c.run(x.args, c.ordinary(t), strings.Fields(x.args)...)
			r.complains(t, x.code, x.says)
		})
	}
}

// ordinary runs a command as somebody whom permissions bind.
func (c *command) ordinary(t *testing.T) func(*exec.Cmd) {
	if os.Geteuid() != 0 {
		return nil
	}
	for _, dir := range []string{filepath.Dir(program.Build(t)), c.dir, filepath.Dir(c.dir)} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return func(cmd *exec.Cmd) {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
}

// TestTheChecksBite holds the checks against what they must find.
func TestTheChecksBite(t *testing.T) {
	for _, s := range []string{"\x1b[2J", "\u202e", "\u009b", "\x00", "\xff", "a\r"} {
		if steers(s) == "" {
			t.Errorf("%q passes", s)
		}
	}
	if where := steers("plain é 👩‍👧\n"); where != "" {
		t.Errorf("plain text is refused for %s", where)
	}
	var b bytes.Buffer
	dense(1)(t, &b)
	if b.Len() < 300<<20/200 || b.Len() > 32<<20 {
		t.Errorf("300 MiB are packed into %d bytes", b.Len())
	}
}
