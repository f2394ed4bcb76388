package layout

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	declared = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	mentions = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+)`")
	checkRow = regexp.MustCompile(`(?m)^\| (\d+) \|`)
)

// TestEveryAcceptanceCheckNamesTestsThatAreThere holds doc/acceptance.md to the
// tree: it has each of the forty checks once, and every test it names stands in
// the folder that it names it for.
func TestEveryAcceptanceCheckNamesTestsThatAreThere(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "doc/acceptance.md"))
	if err != nil {
		t.Fatal(err)
	}
	there := testsOf(t)
	for _, m := range mentions.FindAllStringSubmatch(string(raw), -1) {
		if len(there[m[1]]) == 0 {
			t.Errorf("doc/acceptance.md names %s, which is nowhere", m[1])
		}
	}
	for _, place := range regexp.MustCompile("(\\w[\\w/]*): ((?:`\\w+`(?:, )?)+)").FindAllStringSubmatch(string(raw), -1) {
		for _, m := range mentions.FindAllStringSubmatch(place[2], -1) {
			if !there[m[1]][place[1]] {
				t.Errorf("doc/acceptance.md: %s is not in %s", m[1], place[1])
			}
		}
	}
	want := 1
	for _, m := range checkRow.FindAllStringSubmatch(string(raw), -1) {
		if m[1] != fmt.Sprint(want) {
			t.Errorf("doc/acceptance.md: row %s stands where %d belongs", m[1], want)
		}
		want++
	}
	if want != 41 {
		t.Errorf("doc/acceptance.md has %d checks, want 40", want-1)
	}
}

// testsOf are all tests of the tree by name, with their folders.
func testsOf(t *testing.T) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		dir, err2 := filepath.Rel(root, filepath.Dir(path))
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			if out[m[1]] == nil {
				out[m[1]] = map[string]bool{}
			}
			out[m[1]][filepath.ToSlash(dir)] = true
		}
		if err == nil {
			err = err2
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
