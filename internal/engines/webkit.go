package engines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// WebKit starts Debian's WebKitGTK on a screen of its own, until the test ends.
func WebKit(t testing.TB) *Engine {
	t.Helper()
	for program, pkg := range map[string]string{"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("the tests in other engines need %s: install Debian's package %s", program, pkg)
		}
	}
	port := free(t)
	home := t.TempDir()
	cmd := exec.Command("WebKitWebDriver", "--host=127.0.0.1", "--port="+port)
	cmd.Env = append(os.Environ(), "DISPLAY="+screen(t), "HOME="+home, "XDG_RUNTIME_DIR="+home, "GDK_BACKEND=x11", "WAYLAND_DISPLAY=")
	start(t, cmd)
	d := &driver{base: "http://127.0.0.1:" + port}
	e := &Engine{Name: "webkitgtk", t: t, wire: d}
	for range 100 {
		if res, err := http.Get(d.base + "/status"); err == nil {
			res.Body.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	out, err := e.try("WebDriver:NewSession", session)
	if err != nil {
		t.Fatal("WebKitGTK does not start: ", err)
	}
	d.session = value[struct{ SessionID string }](out).SessionID
	t.Cleanup(func() { _, _ = e.try("WebDriver:DeleteSession", params{}) })
	return e
}

// screen starts an X server in memory and names it.
func screen(t testing.TB) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	start(t, cmd)
	write.Close()
	var n int
	if _, err := fmt.Fscan(read, &n); err != nil {
		t.Fatal("Xvfb does not start: ", err)
	}
	return fmt.Sprintf(":%d", n)
}

func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// driver speaks W3C WebDriver over HTTP.
type driver struct{ base, session string }

// addresses are where each command lives below its session.
var addresses = map[string]string{
	"WebDriver:Navigate":         "POST /url",
	"WebDriver:GetCurrentURL":    "GET /url",
	"WebDriver:Back":             "POST /back",
	"WebDriver:Forward":          "POST /forward",
	"WebDriver:Refresh":          "POST /refresh",
	"WebDriver:ExecuteScript":    "POST /execute/sync",
	"WebDriver:FindElement":      "POST /element",
	"WebDriver:ElementClick":     "POST /element/{id}/click",
	"WebDriver:ElementSendKeys":  "POST /element/{id}/value",
	"WebDriver:PerformActions":   "POST /actions",
	"WebDriver:GetWindowHandle":  "GET /window",
	"WebDriver:SwitchToWindow":   "POST /window",
	"WebDriver:CloseWindow":      "DELETE /window",
	"WebDriver:NewWindow":        "POST /window/new",
	"WebDriver:DeleteSession":    "DELETE ",
	"WebDriver:DeleteAllCookies": "DELETE /cookie",
	"WebDriver:SetTimeouts":      "POST /timeouts",
}

func (d *driver) do(ctx context.Context, command string, with params) (json.RawMessage, error) {
	method, path := "POST", "/session"
	if d.session != "" {
		at, ok := addresses[command]
		if !ok {
			return nil, fmt.Errorf("%w: no command %s", errRefused, command)
		}
		m, below, _ := strings.Cut(at, " ")
		id, _ := with["id"].(string)
		method, path = m, "/session/"+d.session+strings.ReplaceAll(below, "{id}", id)
	}
	body, err := json.Marshal(with)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, d.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%w: %.300s", errRefused, out)
	}
	return out, err
}
