package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// call runs the program to its end.
func call(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

func TestCommandsAnswer(t *testing.T) {
	data := t.TempDir()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for _, c := range []struct {
		what string
		args []string
		code int
		says []string // on either side
	}{
		{"help", []string{"help"}, 0, []string{"serve", "unlock", "Exit codes: 0"}},
		{"the options", []string{"config"}, 0, []string{"--listen", "EBB_LISTEN", "127.0.0.1:7317"}},
		{"a version", []string{"--version"}, 0, []string{"ebb version"}},
		{"a word it does not know", []string{"dance"}, 2, []string{"error:", "hint:"}},
		{"a flag it does not know", []string{"serve", "--dance"}, 2, []string{"error:", "hint:"}},
		{"a port that is taken", []string{"serve", "--data", data, "--listen", busy.Addr().String()}, 1, []string{"error: Something already listens on " + busy.Addr().String(), "hint:"}},
		{"no address", []string{"serve", "--data", data, "--listen", "nonsense"}, 1, []string{"error:", "hint: --listen"}},
		{"postgres, later", []string{"serve", "--data", data, "--store", "postgres://x"}, 1, []string{"error: PostgreSQL comes in a later version.", "hint:"}},
		{"a store it does not know", []string{"serve", "--data", data, "--store", "mongo:x"}, 1, []string{"error:", "hint:"}},
		{"a folder that may not be", []string{"serve", "--data", "/dev/null/x"}, 1, []string{"error:"}},
		{"unlock with nobody kept", []string{"unlock", "--data", data}, 1, []string{"error: Nothing is kept here", "hint:"}},
		{"lock with nothing open", []string{"lock", "--data", data}, 0, []string{"It was not open here."}},
	} {
		code, out, errs := call(t, "", c.args...)
		if code != c.code {
			t.Errorf("%s: exit %d, want %d: %s%s", c.what, code, c.code, out, errs)
		}
		for _, s := range c.says {
			if !strings.Contains(out+errs, s) {
				t.Errorf("%s: no %q in %s%s", c.what, s, out, errs)
			}
		}
	}
}

// serving runs the server until the test ends and returns where it listens.
func serving(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, args, strings.NewReader(""), w, &errs) }()
	t.Cleanup(func() {
		stop()
		select {
		case code := <-ended:
			if code != 0 {
				t.Errorf("the server ended with %d: %s", code, errs.String())
			}
		case <-time.After(10 * time.Second):
			t.Error("the server does not end")
		}
	})
	line := make([]byte, 200)
	n, err := r.Read(line)
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	base, ok := strings.CutPrefix(strings.TrimSpace(string(line[:n])), "listening on ")
	if !ok || strings.Contains(base, "\n") {
		t.Fatalf("it said %q", line[:n])
	}
	return base
}

func TestServeSaysWhereAndStops(t *testing.T) {
	base := serving(t, "--data", t.TempDir(), "--listen", "127.0.0.1:0")
	res, err := http.Get(base + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if b, _ := io.ReadAll(res.Body); res.StatusCode != 200 || strings.TrimSpace(string(b)) != "ok" {
		t.Errorf("%d %s", res.StatusCode, b)
	}
}
