package layout

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ebb/guide"
)

var update = flag.Bool("update", false, "write doc/figures.md")

// TestTheListOfFigures holds doc/figures.md to what guide has and where the
// words files show it. `go test ./internal/layout -run ListOfFigures -update`
// writes it anew.
func TestTheListOfFigures(t *testing.T) {
	const path = root + "/doc/figures.md"
	want := listOfFigures(t)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Error("doc/figures.md is not what guide and the words files say; -update writes it")
	}
}

// listOfFigures is every figure about people with the sentences that show it.
func listOfFigures(t *testing.T) string {
	shown := map[string][]string{}
	for _, b := range books(t) {
		for _, key := range b.Keys() {
			for _, arg := range b.Args(key) {
				if id, ok := strings.CutPrefix(arg, guide.Prefix); ok {
					shown[id] = append(shown[id], "`"+key+"`")
				}
			}
		}
	}
	for _, f := range guide.Figures() { // a direction without a number names its figure in its key
		for _, b := range books(t) {
			if key := "outlook.arrow." + f.ID; b.Has(key) {
				shown[f.ID] = append(shown[f.ID], "`"+key+"`")
			}
		}
	}
	for key, ids := range computed {
		for _, id := range ids {
			shown[id] = append(shown[id], "`"+key+"` (reckoned)")
		}
	}
	var out strings.Builder
	out.WriteString("# Every figure about people\n\nMade from `guide/evidence.json` and the words files by a test in `internal/layout`. A figure that no sentence\nshows stands on a page of sources all the same.\n\n")
	out.WriteString("| id | grade | what | as it is shown | in |\n|---|---|---|---|---|\n")
	for _, f := range guide.Figures() {
		where := shown[f.ID]
		slices.Sort(where)
		if len(where) == 0 {
			where = []string{"sources"}
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s |\n", f.ID, f.Grade, f.Claim, f.Text(), strings.Join(where, ", "))
	}
	return out.String()
}
