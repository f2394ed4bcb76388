package engines

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// quietly keeps a fresh Firefox from asking the world anything.
const quietly = `
user_pref("marionette.port", 0);
user_pref("remote.prefs.recommended", true);
user_pref("fission.bfcacheInParent", true);
user_pref("browser.sessionhistory.max_total_viewers", 8);
user_pref("browser.sessionstore.interval", 500);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,none");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
`

// Firefox starts Debian's Firefox without a window, until the test ends.
func Firefox(t testing.TB) *Engine {
	t.Helper()
	path, err := exec.LookPath("firefox-esr")
	if err != nil {
		t.Fatal("the tests in other engines need Firefox: install Debian's package firefox-esr")
	}
	profile := t.TempDir()
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(quietly), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "MOZ_DISABLE_AUTO_SAFE_MODE=1")
	start(t, cmd)
	m := &marionette{conn: reach(t, filepath.Join(profile, "MarionetteActivePort"))}
	m.in = bufio.NewReader(m.conn)
	if _, err := m.read(); err != nil { // its greeting
		t.Fatal("Firefox does not greet: ", err)
	}
	e := &Engine{Name: "firefox", t: t, wire: m}
	e.must("WebDriver:NewSession", session)
	return e
}

// start runs a program until the test ends.
func start(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have gone by itself
		_ = cmd.Wait()
	})
}

// reach waits for the port that Firefox writes down, and connects.
func reach(t testing.TB, file string) net.Conn {
	t.Helper()
	for range 300 {
		time.Sleep(100 * time.Millisecond)
		raw, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		conn, err := net.Dial("tcp", "127.0.0.1:"+strings.TrimSpace(string(raw)))
		if err == nil {
			t.Cleanup(func() { conn.Close() })
			return conn
		}
	}
	t.Fatal("Firefox does not start")
	return nil
}

// marionette speaks "length:JSON" in both directions.
type marionette struct {
	mu   sync.Mutex
	conn net.Conn
	in   *bufio.Reader
	last int
}

func (m *marionette) do(ctx context.Context, command string, with params) (json.RawMessage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	stop := context.AfterFunc(ctx, func() { m.conn.SetReadDeadline(time.Unix(1, 0)) })
	defer func() { stop(); m.conn.SetReadDeadline(time.Time{}) }()
	m.last++
	raw, err := json.Marshal([]any{0, m.last, command, with})
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(m.conn, "%d:%s", len(raw), raw); err != nil {
		return nil, err
	}
	for {
		raw, err := m.read()
		if err != nil {
			return nil, err
		}
		if out, mine, err := m.answer(raw); mine {
			return out, err
		}
	}
}

// answer takes [1, id, error, result]; an older command's is not mine.
func (m *marionette) answer(raw []byte) (out json.RawMessage, mine bool, err error) {
	var parts []json.RawMessage
	var id int
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts) != 4 || json.Unmarshal(parts[1], &id) != nil {
		return nil, true, fmt.Errorf("%w: %.200s", errRefused, raw)
	}
	if id != m.last {
		return nil, false, nil
	}
	if string(parts[2]) != "null" {
		return nil, true, fmt.Errorf("%w: %.300s", errRefused, parts[2])
	}
	return parts[3], true, nil
}

func (m *marionette) read() ([]byte, error) {
	length, err := m.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return nil, err
	}
	raw := make([]byte, n)
	_, err = io.ReadFull(m.in, raw)
	return raw, err
}

// Chrome runs the body of a function in Firefox itself, beside the pages.
func (e *Engine) Chrome(js string) error {
	if _, err := e.try("Marionette:SetContext", params{"value": "chrome"}); err != nil {
		return err
	}
	_, err := e.try("WebDriver:ExecuteScript", params{"script": js, "args": []any{}})
	_, back := e.try("Marionette:SetContext", params{"value": "content"})
	if err != nil {
		return err
	}
	return back
}
