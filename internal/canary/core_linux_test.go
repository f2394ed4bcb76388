package canary

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"ebb/internal/program"
	"ebb/internal/site"
	"ebb/internal/walk"
)

// kern begins every word that is looked for in memory.
const kern = "kernkanari vogel"

// memory is what a core file would hold: every page of a process that it may
// read and that is there. It takes root, as gcore does.
func memory(t *testing.T, pid int, f func([]byte)) {
	t.Helper()
	maps, err := os.Open(fmt.Sprintf("/proc/%d/smaps", pid))
	if err != nil {
		t.Fatalf("the memory of the server cannot be read; the test needs root: %v", err)
	}
	defer maps.Close()
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Fatalf("the memory of the server cannot be read; the test needs root: %v", err)
	}
	defer mem.Close()
	var from, to uint64
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		line := lines.Text()
		if n, _ := fmt.Sscanf(line, "%x-%x ", &from, &to); n == 2 {
			continue
		}
		if !strings.HasPrefix(line, "Rss:") || strings.Fields(line)[1] == "0" {
			continue
		}
		const window, overlap = 8 << 20, 256
		for at := from; at < to; at += window - overlap {
			b := make([]byte, min(window, to-at))
			if n, _ := mem.ReadAt(b, int64(at)); n > 0 {
				f(b[:n])
			}
		}
	}
}

// lasting counts where a word lies in the memory of a process, in every shape.
func lasting(t *testing.T, pid int, word string) map[string]int {
	t.Helper()
	found := map[string]int{}
	memory(t, pid, func(b []byte) {
		for shape, needle := range shapes(word) {
			if n := bytes.Count(b, needle); n > 0 {
				found[shape] += n
			}
		}
	})
	return found
}

// Check 14: what a core file of a locked server would hold. Of one that is open
// nothing is promised: the words are there, and the test sees them.
func TestTheMemoryOfALockedServerHoldsNoWords(t *testing.T) {
	if own := lasting(t, os.Getpid(), kern); own["text"] == 0 {
		t.Error("the search does not find what lies in its own memory")
	}
	server := program.Serve(t, t.TempDir())
	pid := server.Cmd.Process.Pid
	s := walk.New(server.Base)
	send := func(path string, pairs ...string) {
		t.Helper()
		if _, err := s.Post(path, site.Form(pairs...)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		send("/note", "text", fmt.Sprintf("%s %04d", kern, i))
	}
	send("/keep-this", "pass", passphrase, "again", passphrase)
	for _, path := range []string{"/today", "/note", "/patterns"} {
		if _, err := s.Get(path); err != nil {
			t.Fatal(err)
		}
	}
	send("/lock")
	var left, secret map[string]int
	for range 20 { // the collector takes its time on a busy machine
		time.Sleep(250 * time.Millisecond)
		left, secret = lasting(t, pid, kern), lasting(t, pid, passphrase)
		if len(left)+len(secret) == 0 {
			break
		}
	}
	if len(left)+len(secret) > 0 {
		t.Errorf("a locked server holds words %v and the passphrase %v", left, secret)
	}
	nocore(t, server)
}

// nocore ends a server as a crash does: no file is left, wherever the system
// would put one.
func nocore(t *testing.T, server *program.Server) {
	t.Helper()
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", server.Cmd.Process.Pid))
	if err != nil || !strings.Contains(strings.Join(strings.Fields(string(limits)), " "), "Max core file size 0 0") {
		t.Errorf("a crash would leave a core file: %v\n%s", err, limits)
	}
	server.Cmd.Process.Signal(syscall.SIGABRT)
	server.Cmd.Wait()
	if state := server.Cmd.ProcessState.Sys().(syscall.WaitStatus); state.CoreDump() {
		t.Error("a core was written")
	}
}
