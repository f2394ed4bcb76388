package layout

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ebb/guide"
)

var linked = regexp.MustCompile(`\{\{-? *template "source" "([a-z0-9_]+)"`)

// TestEveryFigureLeadsToItsRow: a words file that names a published figure has
// a template beside it that links to where the figure comes from.
func TestEveryFigureLeadsToItsRow(t *testing.T) {
	for _, b := range books(t) {
		links := linksOf(t, filepath.Join(root, filepath.Dir(filepath.Dir(b.name))))
		for _, key := range b.Keys() {
			for _, arg := range b.Args(key) {
				if id, ok := strings.CutPrefix(arg, guide.Prefix); ok && !slices.Contains(links, id) {
					t.Errorf("%s: %s shows the figure %s, and no template beside it links to its row", b.name, key, id)
				}
			}
		}
	}
}

// linksOf are the figures whose rows the templates of a folder link to.
func linksOf(t *testing.T, dir string) (ids []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range linked.FindAllStringSubmatch(string(text), -1) {
			ids = append(ids, m[1])
		}
	}
	return ids
}
