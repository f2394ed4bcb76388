package layout

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Bounds of the shape, and the few places where a table is longer.
const (
	maxFunction = 80
	maxFile     = 500
	maxPackage  = 1000
	maxMedian   = 12
)

func TestFunctionsAndFilesStaySmall(t *testing.T) {
	var lengths []int
	perPackage := map[string]int{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		if f.size > maxFile {
			t.Errorf("%s has %d lines, more than %d", f.name, f.size, maxFile)
		}
		perPackage[f.dir] += f.size
		for name, n := range functions(f) {
			lengths = append(lengths, n)
			if n > maxFunction {
				t.Errorf("%s: %s has %d lines, more than %d", f.name, name, n, maxFunction)
			}
		}
	}
	for dir, n := range perPackage {
		if n > maxPackage {
			t.Errorf("package %s has %d lines, more than %d", dir, n, maxPackage)
		}
	}
	slices.Sort(lengths)
	median := lengths[len(lengths)/2]
	t.Logf("%d functions, median %d lines, 90th percentile %d", len(lengths), median, lengths[len(lengths)*9/10])
	if median > maxMedian {
		t.Errorf("the median function has %d lines, more than %d", median, maxMedian)
	}
}

func functions(f file) map[string]int {
	out := map[string]int{}
	for _, d := range f.ast.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		from, to := f.fset.Position(fn.Pos()).Line, f.fset.Position(fn.End()).Line
		out[fn.Name.Name+":"+strconv.Itoa(from)] = to - from + 1
	}
	return out
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		if f.ast.Doc != nil && len(f.ast.Doc.Text()) > 40 {
			said[f.dir] = true
		} else if !said[f.dir] {
			said[f.dir] = false
		}
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("package %s has no comment that says what it is", dir)
		}
	}
}

func TestNoPackageIsCalledAfterNothing(t *testing.T) {
	banned := []string{"util", "utils", "common", "helper", "helpers", "model", "models", "types", "core", "manager", "service"}
	for _, f := range sources(t) {
		if slices.Contains(banned, f.ast.Name.Name) {
			t.Errorf("%s: package %s names nothing", f.name, f.ast.Name.Name)
		}
	}
}

// mayTellTime lists where the wall clock may be read: where a Clock is made,
// and in tools that only tests import.
var mayTellTime = []string{"cmd", "web", "bench", "internal/browser", "internal/powercut", "internal/gallery", "internal/storm"}

// TestTimeIsPassedIn finds every use of the wall clock anywhere else.
func TestTimeIsPassedIn(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || slices.ContainsFunc(mayTellTime, func(d string) bool { return f.dir == d || strings.HasPrefix(f.dir, d+"/") }) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Now" {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
				t.Errorf("%s uses time.Now; a Clock is passed in", f.fset.Position(sel.Pos()))
			}
			return true
		})
	}
}

func TestNothingIsLeftUndone(t *testing.T) {
	marks := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"}
	for _, f := range sources(t) {
		for _, c := range f.ast.Comments {
			for _, m := range marks {
				if strings.Contains(c.Text(), m) {
					t.Errorf("%s says %s", f.fset.Position(c.Pos()), m)
				}
			}
		}
	}
}
