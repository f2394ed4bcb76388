package layout

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var requirement = regexp.MustCompile(`(?m)^\s*(?:require )?([a-z0-9.]+\.[a-z]+/\S+) (v\S+)( // indirect)?$`)

func requirements(t *testing.T, name string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range requirement.FindAllStringSubmatch(string(raw), -1) {
		out[m[1]] = m[2] + m[3]
	}
	return out
}

func TestEveryDirectDependencyHasItsLine(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(root, "doc/adr/dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	for path, version := range requirements(t, filepath.Join(root, "go.mod")) {
		if strings.HasSuffix(version, "// indirect") {
			continue
		}
		named := path
		if path == "github.com/chromedp/cdproto" {
			named = "cdproto"
		}
		if !strings.Contains(string(doc), named) {
			t.Errorf("doc/adr/dependencies.md does not name %s", path)
		}
	}
}

// modernc.org/libc is only validated at the version that sqlite asks for.
func TestLibcIsWhatSqliteAsksFor(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	wants := requirements(t, filepath.Join(strings.TrimSpace(string(dir)), "go.mod"))["modernc.org/libc"]
	has := strings.TrimSuffix(requirements(t, filepath.Join(root, "go.mod"))["modernc.org/libc"], " // indirect")
	if wants == "" || wants != has {
		t.Errorf("modernc.org/libc is %s, sqlite asks for %s", has, wants)
	}
}
