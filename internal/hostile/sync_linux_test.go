package hostile

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/internal/program"
	"ebb/internal/walk"
	"ebb/store/sqlite"
)

// breaks lets every fsync of a server's log fail from the n-th on.
func breaks(t *testing.T, server *program.Server, data string, n int) {
	t.Helper()
	syncs := "fsync,fdatasync"
	cmd := exec.Command("strace", "-f", "-q", "-P", filepath.Join(data, "ebb.db-wal"), "-e", "trace="+syncs,
		"-e", fmt.Sprintf("inject=%s:error=EIO:when=%d+", syncs, n), "-o", "/dev/null", "-p", strconv.Itoa(server.Cmd.Process.Pid))
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatalf("this test needs strace: %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() { cmd.Process.Kill() })
	for range 300 {
		select {
		case err := <-ended:
			t.Fatalf("the server cannot be traced: %v %s", err, said.String())
		case <-time.After(10 * time.Millisecond):
		}
		if traced(t, server.Cmd.Process.Pid) {
			return
		}
	}
	t.Fatalf("the server is not traced after three seconds: %s", said.String())
}

// traced says whether every thread of a process is watched.
func traced(t *testing.T, pid int) bool {
	t.Helper()
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	for _, f := range files {
		raw := contents(t, f)
		if bytes.Contains(raw, []byte("TracerPid:\t0\n")) {
			return false
		}
	}
	return len(files) > 0
}

// TestAFailedSyncEndsTheServer: after it nothing is acknowledged, the process
// ends, and all that was acknowledged before is there.
// This is check 4, of the whole program.
func TestAFailedSyncEndsTheServer(t *testing.T) {
	for _, n := range []int{1, 4} {
		t.Run(fmt.Sprint("the ", n, ". fails"), func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			server := program.Serve(t, data)
			people := []*diary{{Site: walk.New(server.Base), t: t}, {Site: walk.New(server.Base), t: t}}
			for _, d := range people {
				for range 5 {
					if p, ok := d.write(100); !ok {
						t.Fatalf("a note is answered %v", p)
					}
				}
			}
			breaks(t, server, data, n)
			var both sync.WaitGroup
			for _, d := range people {
				both.Go(func() { d.untilItEnds(50) })
			}
			both.Wait()
			timer := time.AfterFunc(10*time.Second, func() { server.Cmd.Process.Kill() })
			err := server.Cmd.Wait()
			timer.Stop()
			if ended := (*exec.ExitError)(nil); !errors.As(err, &ended) || ended.ExitCode() != sqlite.ExitDisk {
				t.Errorf("it ends with %v, want %d\n%s", err, sqlite.ExitDisk, server.Log())
			}
			if !strings.Contains(server.Log(), "the disk or the database file has an error") {
				t.Errorf("it does not say why: %s", server.Log())
			}
			again, acked := program.Serve(t, data), 0
			for _, d := range people {
				d.Base = again.Base
				acked += len(d.acked)
				if lost, _ := d.missing(); len(lost) > 0 {
					t.Errorf("of %d acknowledged notes %d are lost: %v", len(d.acked), len(lost), lost)
				}
				if p, ok := d.write(100); !ok {
					t.Errorf("after a restart a note is answered %v", p)
				}
			}
			fmt.Printf("the %d. fsync fails: exit code %d, %d notes acknowledged, all there\n", n, server.Cmd.ProcessState.ExitCode(), acked)
		})
	}
}

// untilItEnds writes until nobody answers any more.
func (d *diary) untilItEnds(notes int) {
	for range notes {
		if p, _ := d.write(100); p == nil {
			return
		}
	}
	d.t.Errorf("the server still answers after %d notes", notes)
}
