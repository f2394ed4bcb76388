// Package program builds the real ebb and runs it as its own process, for
// tests that need processes: two on one data folder, one killed, or one whose
// every byte is searched. It promises that a process it started is gone when
// the test ends, and that servers listen on loopback only.
package program

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var built struct {
	sync.Once
	path string
	err  error
	out  []byte
}

// Build compiles cmd/ebb once per test process and returns its path.
func Build(t testing.TB) string {
	t.Helper()
	built.Do(func() {
		dir, err := os.MkdirTemp("", "ebb-program-")
		if err != nil {
			built.err = err
			return
		}
		built.path = filepath.Join(dir, "ebb")
		cmd := exec.Command("go", "build", "-o", built.path, "ebb/cmd/ebb")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		built.out, built.err = cmd.CombinedOutput()
	})
	if built.err != nil {
		t.Fatalf("cmd/ebb does not build: %v\n%s", built.err, built.out)
	}
	return built.path
}

// Clean removes what Build made; call it at the end of TestMain.
func Clean() {
	if built.path != "" {
		os.RemoveAll(filepath.Dir(built.path))
	}
}

// Server is a running `ebb serve`.
type Server struct {
	Base string // "http://127.0.0.1:41234"
	Cmd  *exec.Cmd

	mu  sync.Mutex
	log bytes.Buffer
}

// Serve starts a server on the data folder and waits until it listens. env is
// added to the environment.
func Serve(t testing.TB, data string, env ...string) *Server {
	t.Helper()
	return start(t, env, "serve", "--listen", "127.0.0.1:0", "--data", data)
}

// Again starts a server on the data folder and at the address of one that has
// ended.
func Again(t testing.TB, ended *Server, data string) *Server {
	t.Helper()
	return start(t, nil, "serve", "--listen", strings.TrimPrefix(ended.Base, "http://"), "--data", data)
}

// Demo starts the server with the invented journal.
func Demo(t testing.TB, args ...string) *Server {
	t.Helper()
	return start(t, nil, append([]string{"demo", "--listen", "127.0.0.1:0"}, args...)...)
}

func start(t testing.TB, env []string, args ...string) *Server {
	t.Helper()
	return begin(t, exec.Command(Build(t), args...), env)
}

func begin(t testing.TB, cmd *exec.Cmd, env []string) *Server {
	t.Helper()
	s := &Server{Cmd: cmd}
	s.Cmd.Env = append(os.Environ(), env...)
	out, err := s.Cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.Cmd.Stderr = s
	if err := s.Cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	listening := make(chan string, 1)
	go s.scan(out, listening)
	select {
	case s.Base = <-listening:
	case <-time.After(30 * time.Second):
		t.Fatalf("the server does not listen:\n%s", s.Log())
	}
	if s.Base == "" {
		t.Fatalf("the server ended before it listened:\n%s", s.Log())
	}
	return s
}

func (s *Server) scan(out io.Reader, listening chan<- string) {
	defer close(listening)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		s.Write(append(lines.Bytes(), '\n'))
		if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			listening <- strings.TrimSuffix(base, "/")
		}
	}
}

// Write adds to the log; it makes the server its own stderr.
func (s *Server) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(p)
}

// Log returns all that the process printed so far.
func (s *Server) Log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// Stop asks the process to end and waits; after ten seconds it is killed.
func (s *Server) Stop() {
	if s.Cmd.ProcessState != nil {
		return
	}
	s.Cmd.Process.Signal(os.Interrupt)
	timer := time.AfterFunc(10*time.Second, func() { s.Cmd.Process.Kill() })
	s.Cmd.Wait()
	timer.Stop()
}

// Kill ends the process at once, as a power button does.
func (s *Server) Kill() {
	s.Cmd.Process.Kill()
	s.Cmd.Wait()
}

// Within starts a server inside a group of processes, by the file that takes
// their numbers, on a fresh folder.
func Within(t testing.TB, procs, data string, env ...string) *Server {
	t.Helper()
	return begin(t, joined(procs, Build(t), "serve", "--listen", "127.0.0.1:0", "--data", data), env)
}

// Greedy runs a process in a group that takes a GiB, and waits for its end.
func Greedy(t testing.TB, procs string) {
	t.Helper()
	if err := joined(procs, "tail", "/dev/zero").Run(); err == nil {
		t.Error("a process that takes all memory ended well")
	}
}

func joined(procs string, command ...string) *exec.Cmd {
	return exec.Command("sh", append([]string{"-c", `echo $$ >"$0" && exec "$@"`, procs}, command...)...)
}

// Other starts another build of the program.
func Other(t testing.TB, path, data string, env ...string) *Server {
	t.Helper()
	return begin(t, exec.Command(path, "serve", "--listen", "127.0.0.1:0", "--data", data), env)
}

// Ends runs a command of the program in a group, and returns what it says and its
// exit code.
func Ends(t testing.TB, procs string, args ...string) (string, int) {
	t.Helper()
	cmd := joined(procs, append([]string{Build(t)}, args...)...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}
