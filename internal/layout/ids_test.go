package layout

import (
	"go/ast"
	"strings"
	"testing"
)

// fresh are the files of features that make ids of their own, and what for.
var fresh = map[string]string{
	"feature/sent.go":                   "the kit itself",
	"feature/past/page.go":              "a page that is shown, whose form brings it back",
	"feature/feel/page.go":              "a page that is shown, whose form brings it back",
	"feature/busy/form.go":              "a page that is shown, whose form brings it back",
	"feature/check/ask.go":              "a page that is shown, whose form brings it back",
	"feature/head/flow.go":              "the demo, which keeps nothing",
	"feature/reached/flow.go":           "the demo, which keeps nothing",
	"feature/needs/page.go":             "inside one event",
	"feature/evidence/draft/waiting.go": "an import that waits, and is taken once",
	"feature/evidence/keep/keep.go":     "an import that waits, and is taken once",
}

// Check 13: what a feature keeps has its id from Request.New, so that a form sent
// again after a lost answer is kept once.
func TestFeaturesMakeNoEventsWithFreshIDs(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || f.dir != "feature" && !strings.HasPrefix(f.dir, "feature/") || fresh[f.name] != "" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			at, ok := n.(*ast.SelectorExpr)
			if !ok || at.Sel.Name != "New" && at.Sel.Name != "NewID" {
				return true
			}
			if of, ok := at.X.(*ast.Ident); ok && of.Name == "ebb" {
				t.Errorf("%s: ebb.%s makes another id when a form is sent again; Request.%s does not", f.name, at.Sel.Name, at.Sel.Name)
			}
			return true
		})
	}
}
