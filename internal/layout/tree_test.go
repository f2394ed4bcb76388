package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// file is one Go source file of the repository, parsed with its comments.
type file struct {
	dir  string // slash path of its folder from the root; "." is the root
	name string
	test bool
	ast  *ast.File
	fset *token.FileSet
	size int // lines
}

const root = "../.."

// sources parses every Go file of the repository.
func sources(t *testing.T) []file {
	t.Helper()
	var all []file
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skip(d)
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		all = append(all, parse(t, p))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func skip(d fs.DirEntry) error {
	switch d.Name() {
	case ".git", "node_modules", "testdata", "bin":
		return filepath.SkipDir
	}
	return nil
}

func parse(t *testing.T, p string) file {
	t.Helper()
	raw, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, p, raw, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	rel, err := filepath.Rel(root, p)
	if err != nil {
		t.Fatal(err)
	}
	rel = filepath.ToSlash(rel)
	return file{
		dir: path.Dir(rel), name: rel, test: strings.HasSuffix(rel, "_test.go"),
		ast: tree, fset: fset, size: strings.Count(string(raw), "\n"),
	}
}
